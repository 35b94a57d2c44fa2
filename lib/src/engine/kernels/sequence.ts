import {addMatmul} from './matmul';
import {addColumnSums, fillRows} from './rows';

/** out[rows, columns] = X W_xh + b_h for all steps at once; X is [rows, features]. */
export function projectInputs(
  rows: i32,
  features: i32,
  columns: i32,
  x: usize,
  kernel: usize,
  bias: usize,
  out: usize,
): void {
  const row = <usize>(columns * 4);
  fillRows(rows, columns, bias, out);
  addMatmul(rows, columns, features, x, <usize>(features * 4), 4, kernel, row, out, row);
}

/** The mask of step t out of [steps, batch], or 0 where there is none. */
export function maskOfStep(mask: usize, t: i32, batch: i32): usize {
  return mask === 0 ? 0 : mask + <usize>(t * batch * 4);
}

/** Whether sequence i pauses at a step with this mask. */
export function isMasked(mask: usize, i: i32): bool {
  return mask !== 0 && load<f32>(mask + <usize>(i * 4)) === 0;
}

/** Puts the state before the step back where a sequence is masked; both states are [batch, width]. */
export function keepMasked(batch: i32, width: i32, mask: usize, before: usize, now: usize): void {
  if (mask === 0) return;
  const row = <usize>(width * 4);
  for (let i = 0; i < batch; i++) {
    if (isMasked(mask, i)) memory.copy(now + <usize>i * row, before + <usize>i * row, row);
  }
}

/** to += from; count is a multiple of 4. */
export function addTo(count: i32, from: usize, to: usize): void {
  const bytes = <usize>(count * 4);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
  }
}

/**
 * Gradients of the way in, A = X W_xh + b_h, for all steps at once: dW_xh += Xᵀ dA, db_h += Σ dA, dX += dA W_xhᵀ.
 *
 * @param kernelT [columns, featureWidth]: the transposed kernel, added columns zero
 * @param dA [rows, columns], dX [rows, featureWidth]
 */
export function inputGradients(
  rows: i32,
  features: i32,
  featureWidth: i32,
  columns: i32,
  x: usize,
  kernelT: usize,
  dA: usize,
  dX: usize,
  dKernel: usize,
  dBias: usize,
): void {
  const row = <usize>(columns * 4);
  const featureRow = <usize>(featureWidth * 4);
  addMatmul(features, columns, rows, x, 4, <usize>(features * 4), dA, row, dKernel, row);
  addColumnSums(rows, columns, dA, dBias);
  addMatmul(rows, featureWidth, columns, dA, row, 4, kernelT, featureRow, dX, featureRow);
}
