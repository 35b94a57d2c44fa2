import {activate} from '../activations';
import {addMatmul} from '../matmul/matmul';
import {addTo, clear, clearPadding, fillRows} from '../rows';

/** The activation whose value at 0 is not 0, as lib/src/engine/ops/activation.ts numbers it. */
const SIGMOID: i32 = 3;

// Convolution over time. X lies as [steps, batch, inputs], Y as [stepsOut, batch, outputs], the filter W as [taps, inputs,
// outputs]: one tap of the filter over many steps is one matrix product, on X moved by whole blocks of `batch` rows.
//
//     Y_t = b + Σ_k X_{t stride + k dilation - before} W_k        X is zero outside of its steps

/** Rows of a band, about: its outputs stay in the first cache from tap to tap. */
const BAND: i32 = 128;

/** Steps of a band. */
export function bandSteps(batch: i32): i32 {
  return max(1, BAND / batch);
}

/** The first step t >= 0 with t * stride + shift >= 0. */
function firstStep(shift: i32, stride: i32): i32 {
  return shift >= 0 ? 0 : (stride - 1 - shift) / stride;
}

/** The step after the last t with t * stride + shift < steps. */
function endStep(shift: i32, stride: i32, steps: i32): i32 {
  return steps - 1 - shift < 0 ? 0 : (steps - 1 - shift) / stride + 1;
}

/** Y += Σ_k X_k W_k for the steps from..to; `depth` of the `inputs` columns of X are not padding. */
export function addTaps(
  from: i32,
  to: i32,
  steps: i32,
  batch: i32,
  taps: i32,
  stride: i32,
  dilation: i32,
  before: i32,
  depth: i32,
  inputs: i32,
  outputs: i32,
  x: usize,
  w: usize,
  y: usize,
): void {
  const xRow = <usize>(inputs * 4);
  const yRow = <usize>(outputs * 4);
  for (let k = 0; k < taps; k++) {
    const shift = k * dilation - before;
    const start = max(from, firstStep(shift, stride));
    const end = min(to, endStep(shift, stride, steps));
    const wk = w + <usize>(k * inputs) * yRow;
    if (stride === 1 && end > start) {
      const xk = x + <usize>((start + shift) * batch) * xRow;
      addMatmul((end - start) * batch, outputs, depth, xk, xRow, 4, wk, yRow, y + <usize>(start * batch) * yRow, yRow);
      continue;
    }
    for (let t = start; t < end; t++) {
      const xk = x + <usize>((t * stride + shift) * batch) * xRow;
      addMatmul(batch, outputs, depth, xk, xRow, 4, wk, yRow, y + <usize>(t * batch) * yRow, yRow);
    }
  }
}

/**
 * Y = activation(b + Σ_k X_k W_k) for the steps from..to; bias may be 0. `filters` of the `outputs` columns are not padding.
 */
export function conv1dForward(
  from: i32,
  to: i32,
  steps: i32,
  batch: i32,
  taps: i32,
  stride: i32,
  dilation: i32,
  before: i32,
  depth: i32,
  inputs: i32,
  outputs: i32,
  filters: i32,
  kind: i32,
  x: usize,
  w: usize,
  bias: usize,
  y: usize,
): void {
  const band = bandSteps(batch);
  for (let start = from; start < to; start += band) {
    const end = min(to, start + band);
    const rows = (end - start) * batch;
    const at = y + <usize>(start * batch * outputs * 4);
    if (bias) fillRows(rows, outputs, bias, at);
    else clear(at, <usize>(rows * outputs * 4));
    addTaps(start, end, steps, batch, taps, stride, dilation, before, depth, inputs, outputs, x, w, y);
    activate(kind, rows * outputs, at);
    if (kind === SIGMOID) clearPadding(rows, filters, outputs, at);
  }
}

/**
 * dX_u += Σ_k dY_t W_kᵀ with t stride = u + before - k dilation, for the steps u from..to of X. The transposed taps
 * stand side by side: wT is [outputs, taps, inputs].
 */
export function conv1dBackward(
  from: i32,
  to: i32,
  stepsOut: i32,
  batch: i32,
  taps: i32,
  stride: i32,
  dilation: i32,
  before: i32,
  inputs: i32,
  outputs: i32,
  dY: usize,
  wT: usize,
  dX: usize,
): void {
  const xRow = <usize>(inputs * 4);
  const yRow = <usize>(outputs * 4);
  const wRow = <usize>taps * xRow;
  const band = stride === 1 ? bandSteps(batch) : 1;
  for (let start = from; start < to; start += band) {
    const last = min(to, start + band);
    for (let k = 0; k < taps; k++) {
      const shift = before - k * dilation;
      let u = start;
      let count = 1;
      if (stride === 1) {
        u = max(start, -shift);
        count = min(last, stepsOut - shift) - u;
      } else if ((u + shift) % stride !== 0) {
        continue;
      }
      const t = (u + shift) / stride;
      if (count <= 0 || t < 0 || t >= stepsOut) continue;
      const dYt = dY + <usize>(t * batch) * yRow;
      const dXu = dX + <usize>(u * batch) * xRow;
      addMatmul(count * batch, inputs, outputs, dYt, yRow, 4, wT + <usize>k * xRow, wRow, dXu, xRow);
    }
  }
}

/** dW_k += Σ_t X_kᵀ dY for the rows from..to of the filter, seen as [taps * inputs, outputs]. */
export function conv1dFilterGradient(
  from: i32,
  to: i32,
  steps: i32,
  stepsOut: i32,
  batch: i32,
  taps: i32,
  stride: i32,
  dilation: i32,
  before: i32,
  depth: i32,
  inputs: i32,
  outputs: i32,
  x: usize,
  dY: usize,
  dW: usize,
): void {
  const xRow = <usize>(inputs * 4);
  const yRow = <usize>(outputs * 4);
  for (let k = 0; k < taps; k++) {
    const first = max(from, k * inputs);
    const rows = min(to, k * inputs + depth) - first;
    if (rows <= 0) continue;
    const shift = k * dilation - before;
    const start = firstStep(shift, stride);
    const end = min(stepsOut, endStep(shift, stride, steps));
    const column = <usize>((first - k * inputs) * 4);
    const c = dW + <usize>first * yRow;
    const block = stride === 1 ? end - start : 1;
    for (let t = start; t < end; t += block) {
      const xk = x + <usize>((t * stride + shift) * batch) * xRow + column;
      addMatmul(rows, outputs, block * batch, xk, 4, xRow, dY + <usize>(t * batch) * yRow, yRow, c, yRow);
    }
  }
}

/** sums[rows, columns] += Σ over `count` blocks of as many numbers (a multiple of 4), the first block first. */
export function addBlockSums(count: i32, floats: i32, blocks: usize, sums: usize): void {
  for (let i = 0; i < count; i++) addTo(floats, blocks + <usize>i * <usize>(floats * 4), sums);
}
