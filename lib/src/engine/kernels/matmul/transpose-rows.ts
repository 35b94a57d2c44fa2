import {transpose} from './transpose';

/**
 * to[width, rows rounded up to a multiple of 4] = from[rows, width]ᵀ for any number of rows; the columns that rounding
 * adds are zero. `width` is a multiple of 4; rows of `fromRow` and `toRow` bytes.
 */
export function transposeRows(rows: i32, width: i32, from: usize, fromRow: usize, to: usize, toRow: usize): void {
  const whole = rows & ~3;
  transpose(whole, width, from, fromRow, to, toRow);
  if (whole === rows) return;
  for (let j = 0; j < width; j++) {
    const line = to + <usize>j * toRow + <usize>(whole * 4);
    v128.store(line, f32x4.splat(0));
    for (let i = whole; i < rows; i++) {
      store<f32>(line + <usize>((i - whole) * 4), load<f32>(from + <usize>i * fromRow + <usize>(j * 4)));
    }
  }
}
