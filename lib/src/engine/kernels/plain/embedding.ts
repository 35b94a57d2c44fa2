/** to[row] = table[indices[row]]; rows of `width` floats, indices are whole numbers as floats. */
export function gatherRows(rows: i32, width: i32, table: usize, indices: usize, to: usize): void {
  const bytes = <usize>(width * 4);
  for (let i = 0; i < rows; i++) {
    const from = table + <usize>(<i32>load<f32>(indices + <usize>(i * 4))) * bytes;
    memory.copy(to + <usize>i * bytes, from, bytes);
  }
}

/**
 * dTable[indices[row]] += gradient[row], in the order of the rows: columns `from` to `to` only (multiples of 4), so that
 * threads may share the columns among them.
 */
export function scatterRows(
  from: i32,
  to: i32,
  rows: i32,
  width: i32,
  gradient: usize,
  indices: usize,
  dTable: usize,
): void {
  const bytes = <usize>(width * 4);
  for (let i = 0; i < rows; i++) {
    const target = dTable + <usize>(<i32>load<f32>(indices + <usize>(i * 4))) * bytes;
    const source = gradient + <usize>i * bytes;
    for (let column = from; column < to; column += 4) {
      const at = <usize>(column * 4);
      v128.store(target + at, f32x4.add(v128.load(target + at), v128.load(source + at)));
    }
  }
}

/** to = 1 where a number's whole part is not 0, else 0; `count` floats (a multiple of 4). */
export function notZero(count: i32, from: usize, to: usize): void {
  const bytes = <usize>(count * 4);
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(to + at, v128.and(f32x4.ge(f32x4.abs(v128.load(from + at)), one), one));
  }
}
