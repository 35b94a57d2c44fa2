// The register tile of a convolution: a few outputs, with their sums in registers over all lines of the window. A line is what
// lies one behind the other in memory: the elements along the last axis, all features of each.

/**
 * 4 outputs x 8 filters: Y += Σ over the lines of A W, in their order.
 *
 * @param outer, lines, length a window has outer x lines lines, `outerStep` and `lineStep` bytes apart, of so many floats
 * @param a first line of the first output's window; windows are `aRow` bytes apart
 * @param w [all floats of a window, filters] with rows of `wRow` bytes
 */
export function linesTile4x8(
  outer: i32,
  outerStep: usize,
  lines: i32,
  lineStep: usize,
  length: i32,
  a: usize,
  aRow: usize,
  w: usize,
  wRow: usize,
  y: usize,
  yRow: usize,
): void {
  const y1 = y + yRow;
  const y2 = y1 + yRow;
  const y3 = y2 + yRow;
  let s00 = v128.load(y);
  let s01 = v128.load(y, 16);
  let s10 = v128.load(y1);
  let s11 = v128.load(y1, 16);
  let s20 = v128.load(y2);
  let s21 = v128.load(y2, 16);
  let s30 = v128.load(y3);
  let s31 = v128.load(y3, 16);
  for (let i = 0; i < outer; i++) {
    let line = a;
    for (let j = 0; j < lines; j++) {
      let a0 = line;
      let a1 = a0 + aRow;
      let a2 = a1 + aRow;
      let a3 = a2 + aRow;
      for (let k = 0; k < length; k++) {
        const w0 = v128.load(w);
        const w1 = v128.load(w, 16);
        const x0 = v128.load32_splat(a0);
        s00 = f32x4.add(s00, f32x4.mul(x0, w0));
        s01 = f32x4.add(s01, f32x4.mul(x0, w1));
        const x1 = v128.load32_splat(a1);
        s10 = f32x4.add(s10, f32x4.mul(x1, w0));
        s11 = f32x4.add(s11, f32x4.mul(x1, w1));
        const x2 = v128.load32_splat(a2);
        s20 = f32x4.add(s20, f32x4.mul(x2, w0));
        s21 = f32x4.add(s21, f32x4.mul(x2, w1));
        const x3 = v128.load32_splat(a3);
        s30 = f32x4.add(s30, f32x4.mul(x3, w0));
        s31 = f32x4.add(s31, f32x4.mul(x3, w1));
        a0 += 4;
        a1 += 4;
        a2 += 4;
        a3 += 4;
        w += wRow;
      }
      line += lineStep;
    }
    a += outerStep;
  }
  v128.store(y, s00);
  v128.store(y, s01, 16);
  v128.store(y1, s10);
  v128.store(y1, s11, 16);
  v128.store(y2, s20);
  v128.store(y2, s21, 16);
  v128.store(y3, s30);
  v128.store(y3, s31, 16);
}
