/** Register tile of 4 x 8: C[4, 8] += A[4, inner] B[inner, 8]; sums run in the order of the inner axis. */
function tile4x8(inner: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, c: usize, cRow: usize): void {
  const a1 = a + aRow;
  const a2 = a1 + aRow;
  const a3 = a2 + aRow;
  const c1 = c + cRow;
  const c2 = c1 + cRow;
  const c3 = c2 + cRow;
  let s00 = v128.load(c);
  let s01 = v128.load(c, 16);
  let s10 = v128.load(c1);
  let s11 = v128.load(c1, 16);
  let s20 = v128.load(c2);
  let s21 = v128.load(c2, 16);
  let s30 = v128.load(c3);
  let s31 = v128.load(c3, 16);
  let at: usize = 0;
  for (let k = 0; k < inner; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = v128.load32_splat(a + at);
    s00 = f32x4.add(s00, f32x4.mul(x0, b0));
    s01 = f32x4.add(s01, f32x4.mul(x0, b1));
    const x1 = v128.load32_splat(a1 + at);
    s10 = f32x4.add(s10, f32x4.mul(x1, b0));
    s11 = f32x4.add(s11, f32x4.mul(x1, b1));
    const x2 = v128.load32_splat(a2 + at);
    s20 = f32x4.add(s20, f32x4.mul(x2, b0));
    s21 = f32x4.add(s21, f32x4.mul(x2, b1));
    const x3 = v128.load32_splat(a3 + at);
    s30 = f32x4.add(s30, f32x4.mul(x3, b0));
    s31 = f32x4.add(s31, f32x4.mul(x3, b1));
    at += aStep;
    b += bRow;
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  v128.store(c2, s20);
  v128.store(c2, s21, 16);
  v128.store(c3, s30);
  v128.store(c3, s31, 16);
}

/** Register tile of 4 x 4, for the last columns. */
function tile4x4(inner: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, c: usize, cRow: usize): void {
  const a1 = a + aRow;
  const a2 = a1 + aRow;
  const a3 = a2 + aRow;
  const c1 = c + cRow;
  const c2 = c1 + cRow;
  const c3 = c2 + cRow;
  let s0 = v128.load(c);
  let s1 = v128.load(c1);
  let s2 = v128.load(c2);
  let s3 = v128.load(c3);
  let at: usize = 0;
  for (let k = 0; k < inner; k++) {
    const b0 = v128.load(b);
    s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(a + at), b0));
    s1 = f32x4.add(s1, f32x4.mul(v128.load32_splat(a1 + at), b0));
    s2 = f32x4.add(s2, f32x4.mul(v128.load32_splat(a2 + at), b0));
    s3 = f32x4.add(s3, f32x4.mul(v128.load32_splat(a3 + at), b0));
    at += aStep;
    b += bRow;
  }
  v128.store(c, s0);
  v128.store(c1, s1);
  v128.store(c2, s2);
  v128.store(c3, s3);
}

/** One row of 4 columns, for the last rows. */
function tile1x4(inner: i32, a: usize, aStep: usize, b: usize, bRow: usize, c: usize): void {
  let sum = v128.load(c);
  for (let k = 0; k < inner; k++) {
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(a), v128.load(b)));
    a += aStep;
    b += bRow;
  }
  v128.store(c, sum);
}

/**
 * C += A B, float32, no fused multiply-add, so that every machine gives the same bits.
 *
 * A's element (i, k) lies at a + i * aRow + k * aStep (bytes): aStep = 4 reads A as it is, aRow = 4 reads it transposed.
 * B is [inner, columns] with rows of bRow bytes, C [rows, columns] with rows of cRow bytes; columns is a multiple of 4.
 */
export function addMatmul(
  rows: i32,
  columns: i32,
  inner: i32,
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
): void {
  for (let n = 0; n < columns; n += 8) {
    const wide = n + 8 <= columns;
    const bn = b + <usize>(n * 4);
    let am = a;
    let cm = c + <usize>(n * 4);
    let m = 0;
    for (; m + 4 <= rows; m += 4) {
      if (wide) tile4x8(inner, am, aRow, aStep, bn, bRow, cm, cRow);
      else tile4x4(inner, am, aRow, aStep, bn, bRow, cm, cRow);
      am += 4 * aRow;
      cm += 4 * cRow;
    }
    for (; m < rows; m++) {
      tile1x4(inner, am, aStep, bn, bRow, cm);
      if (wide) tile1x4(inner, am, aStep, bn + 16, bRow, cm + 16);
      am += aRow;
      cm += cRow;
    }
  }
}
