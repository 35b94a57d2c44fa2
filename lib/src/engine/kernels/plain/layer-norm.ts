import {columnsHere, sumOf4} from '../lanes';

function meanOfRow(columns: i32, row: usize): f32 {
  let sums = f32x4.splat(0);
  for (let column = 0; column < columns; column += 4) sums = f32x4.add(sums, v128.load(row + <usize>(column * 4)));
  return sumOf4(sums) / <f32>columns;
}

/**
 * A layer normalisation by row, over `columns` numbers (those that pad a row are zero, before and after).
 *
 *     x̂ = (x - mean) / √(variance + ε)      y = γ ⊙ x̂ + β
 *
 * @param normalised gets x̂, for the backward pass
 * @param deviations gets 1 / √(variance + ε), one number a row
 * @param gamma, beta 0 where there is none
 */
export function layerNormForward(
  rows: i32,
  columns: i32,
  width: i32,
  epsilon: f32,
  x: usize,
  gamma: usize,
  beta: usize,
  normalised: usize,
  deviations: usize,
  y: usize,
): void {
  const bytes = <usize>(width * 4);
  for (let i = 0; i < rows; i++) {
    const mean = f32x4.splat(meanOfRow(columns, x));
    let squares = f32x4.splat(0);
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>(column * 4);
      const d = v128.and(f32x4.sub(v128.load(x + at), mean), columnsHere(column, columns));
      v128.store(normalised + at, d);
      squares = f32x4.add(squares, f32x4.mul(d, d));
    }
    const factor = <f32>1 / Mathf.sqrt(sumOf4(squares) / <f32>columns + epsilon);
    store<f32>(deviations + <usize>(i * 4), factor);
    for (let at: usize = 0; at < bytes; at += 16) {
      let value = f32x4.mul(v128.load(normalised + at), f32x4.splat(factor));
      v128.store(normalised + at, value);
      if (gamma !== 0) value = f32x4.mul(value, v128.load(gamma + at));
      if (beta !== 0) value = f32x4.add(value, v128.load(beta + at));
      v128.store(y + at, value);
    }
    x += bytes;
    normalised += bytes;
    y += bytes;
  }
}

/** dX += (dX̂ - mean(dX̂) - X̂ mean(dX̂ ⊙ X̂)) / √(variance + ε), dX̂ = γ ⊙ dY, by row. */
export function layerNormBackward(
  rows: i32,
  columns: i32,
  width: i32,
  gamma: usize,
  normalised: usize,
  deviations: usize,
  dY: usize,
  dX: usize,
): void {
  const bytes = <usize>(width * 4);
  for (let i = 0; i < rows; i++) {
    let sums = f32x4.splat(0);
    let products = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 16) {
      let d = v128.load(dY + at);
      if (gamma !== 0) d = f32x4.mul(d, v128.load(gamma + at));
      sums = f32x4.add(sums, d);
      products = f32x4.add(products, f32x4.mul(d, v128.load(normalised + at)));
    }
    const mean = f32x4.splat(sumOf4(sums) / <f32>columns);
    const slope = f32x4.splat(sumOf4(products) / <f32>columns);
    const factor = f32x4.splat(load<f32>(deviations + <usize>(i * 4)));
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>(column * 4);
      let d = v128.load(dY + at);
      if (gamma !== 0) d = f32x4.mul(d, v128.load(gamma + at));
      d = f32x4.sub(f32x4.sub(d, mean), f32x4.mul(v128.load(normalised + at), slope));
      d = v128.and(f32x4.mul(d, factor), columnsHere(column, columns));
      v128.store(dX + at, f32x4.add(v128.load(dX + at), d));
    }
    normalised += bytes;
    dY += bytes;
    dX += bytes;
  }
}
