/** One block of 4 x 4 floats: to = fromᵀ; rows of `fromRow` and `toRow` bytes. */
function transpose4x4(from: usize, fromRow: usize, to: usize, toRow: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + fromRow);
  const c = v128.load(from + 2 * fromRow);
  const d = v128.load(from + 3 * fromRow);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(ab, cd, 0, 2));
  v128.store(to + toRow, v128.shuffle<f64>(ab, cd, 1, 3));
  v128.store(to + 2 * toRow, v128.shuffle<f64>(abHigh, cdHigh, 0, 2));
  v128.store(to + 3 * toRow, v128.shuffle<f64>(abHigh, cdHigh, 1, 3));
}

/**
 * to[columns, rows] = from[rows, columns]ᵀ; both sizes are multiples of 4, the strides of rows are in bytes.
 */
export function transpose(rows: i32, columns: i32, from: usize, fromRow: usize, to: usize, toRow: usize): void {
  for (let i = 0; i < rows; i += 4) {
    for (let j = 0; j < columns; j += 4) {
      const source = from + <usize>i * fromRow + <usize>(j * 4);
      transpose4x4(source, fromRow, to + <usize>j * toRow + <usize>(i * 4), toRow);
    }
  }
}
