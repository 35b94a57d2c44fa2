import {columnsHere, sumOf4} from '../lanes';

/**
 * x̂ = (x - mean) / √(variance + ε) of one row of gates: `groups` times `units` numbers, each group padded to `width`.
 * What padding added is zero in x and in x̂; x and x̂ may be the same place.
 *
 * @returns 1 / √(variance + ε)
 */
export function normaliseRow(units: i32, groups: i32, width: i32, epsilon: f32, x: usize, normalised: usize): f32 {
  const bytes = <usize>(groups * width * 4);
  const count = <f32>(groups * units);
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) sums = f32x4.add(sums, v128.load(x + at));
  const mean = f32x4.splat(sumOf4(sums) / count);
  let squares = f32x4.splat(0);
  for (let group = 0; group < groups; group++) {
    for (let column = 0; column < width; column += 4) {
      const at = <usize>((group * width + column) * 4);
      const d = v128.and(f32x4.sub(v128.load(x + at), mean), columnsHere(column, units));
      v128.store(normalised + at, d);
      squares = f32x4.add(squares, f32x4.mul(d, d));
    }
  }
  const factor = <f32>1 / Mathf.sqrt(sumOf4(squares) / count + epsilon);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(normalised + at, f32x4.mul(v128.load(normalised + at), f32x4.splat(factor)));
  }
  return factor;
}

/**
 * Back through {@link normaliseRow} and a factor γ: dX = (dX̂ - mean(dX̂) - x̂ mean(dX̂ ⊙ x̂)) / √(variance + ε) with
 * dX̂ = γ ⊙ dY. dX is written; it may be the place of dY.
 */
export function normaliseRowBack(
  units: i32,
  groups: i32,
  width: i32,
  gamma: usize,
  normalised: usize,
  deviation: f32,
  dY: usize,
  dX: usize,
): void {
  const bytes = <usize>(groups * width * 4);
  const count = <f32>(groups * units);
  let sums = f32x4.splat(0);
  let products = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const d = f32x4.mul(v128.load(dY + at), v128.load(gamma + at));
    sums = f32x4.add(sums, d);
    products = f32x4.add(products, f32x4.mul(d, v128.load(normalised + at)));
  }
  const mean = f32x4.splat(sumOf4(sums) / count);
  const slope = f32x4.splat(sumOf4(products) / count);
  const factor = f32x4.splat(deviation);
  for (let group = 0; group < groups; group++) {
    for (let column = 0; column < width; column += 4) {
      const at = <usize>((group * width + column) * 4);
      const d = f32x4.mul(v128.load(dY + at), v128.load(gamma + at));
      const centred = f32x4.sub(f32x4.sub(d, mean), f32x4.mul(v128.load(normalised + at), slope));
      v128.store(dX + at, v128.and(f32x4.mul(centred, factor), columnsHere(column, units)));
    }
  }
}

/** y += γ ⊙ x̂ over `count` floats (a multiple of 4). */
export function addScaledRow(count: i32, gamma: usize, normalised: usize, y: usize): void {
  const bytes = <usize>(count * 4);
  for (let at: usize = 0; at < bytes; at += 16) {
    const product = f32x4.mul(v128.load(gamma + at), v128.load(normalised + at));
    v128.store(y + at, f32x4.add(v128.load(y + at), product));
  }
}

/**
 * Layer normalisation of rows of gates, all of a row's groups together: y = γ ⊙ x̂ + β.
 *
 * @param stride bytes from row to row, of x, x̂ and y
 * @param gamma, beta [groups, width]
 * @param normalised gets x̂
 * @param deviations gets 1 / √(variance + ε) of each row
 * @param y may be the place of x
 */
export function normaliseGates(
  rows: i32,
  units: i32,
  groups: i32,
  width: i32,
  stride: usize,
  epsilon: f32,
  x: usize,
  gamma: usize,
  beta: usize,
  normalised: usize,
  deviations: usize,
  y: usize,
): void {
  const count = groups * width;
  for (let i = 0; i < rows; i++) {
    const line = <usize>i * stride;
    const factor = normaliseRow(units, groups, width, epsilon, x + line, normalised + line);
    store<f32>(deviations + <usize>(i * 4), factor);
    memory.copy(y + line, beta, <usize>(count * 4));
    addScaledRow(count, gamma, normalised + line, y + line);
  }
}

/** Back through {@link normaliseGates}: dX of all rows is written. The gradients of γ and β are sums over dY ⊙ x̂ and dY. */
export function normaliseGatesBack(
  rows: i32,
  units: i32,
  groups: i32,
  width: i32,
  stride: usize,
  gamma: usize,
  normalised: usize,
  deviations: usize,
  dY: usize,
  dX: usize,
): void {
  for (let i = 0; i < rows; i++) {
    const line = <usize>i * stride;
    const factor = load<f32>(deviations + <usize>(i * 4));
    normaliseRowBack(units, groups, width, gamma, normalised + line, factor, dY + line, dX + line);
  }
}

/** sums[column] += Σ a ⊙ b over the rows, first row first; rows of a and b are `aRow` and `bRow` bytes apart. */
export function addProductSums(
  count: i32,
  length: i32,
  a: usize,
  aRow: usize,
  b: usize,
  bRow: usize,
  sums: usize,
): void {
  for (let i = 0; i < count; i++) addScaledRow(length, a + <usize>i * aRow, b + <usize>i * bRow, sums);
}
