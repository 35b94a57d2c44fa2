import {sigmoid4, sigmoidSlope4, tanh4} from '../activations';
import {addMatmul} from '../matmul/matmul';
import {addTo, clear, fillRows} from '../rows';
import {addTaps, bandSteps} from './conv1d';

// A block of WaveNet, time first; every row lies as [filter | gate] in `gates`, each part `filters` wide:
//
//     Z = tanh(W_f * X + b_f) ⊙ σ(W_g * X + b_g)        * is the dilated causal convolution
//     residual output = X + Z W_r + b_r                  skip = Z W_s + b_s

/** Gates become tanh | σ in place, z their product. */
function openGates(rows: i32, filters: i32, gates: usize, z: usize): void {
  const bytes = <usize>(filters * 4);
  for (let i = 0; i < rows; i++) {
    const end = gates + bytes;
    while (gates < end) {
      const filter = tanh4(v128.load(gates));
      const gate = sigmoid4(v128.load(gates + bytes));
      v128.store(gates, filter);
      v128.store(gates + bytes, gate);
      v128.store(z, f32x4.mul(filter, gate));
      gates += 16;
      z += 16;
    }
    gates += bytes;
  }
}

/** Gates, tanh | σ, become the gradients before tanh and σ in place. */
function closeGates(rows: i32, filters: i32, gates: usize, dZ: usize): void {
  const bytes = <usize>(filters * 4);
  const one = f32x4.splat(1);
  for (let i = 0; i < rows; i++) {
    const end = gates + bytes;
    while (gates < end) {
      const filter = v128.load(gates);
      const gate = v128.load(gates + bytes);
      const d = v128.load(dZ);
      v128.store(gates, f32x4.mul(f32x4.mul(d, gate), f32x4.sub(one, f32x4.mul(filter, filter))));
      v128.store(gates + bytes, f32x4.mul(f32x4.mul(d, filter), sigmoidSlope4(gate)));
      gates += 16;
      dZ += 16;
    }
    gates += bytes;
  }
}

/**
 * The block for the steps from..to; `depth` of the `inputs` columns of X are not padding.
 *
 * The gates start from `start`: one row of biases, or a row for each sequence where `startRows` is `batch`. Where it is 0
 * they hold already what they start from. Without a residual output (`residual` = 0), or bias, their address is 0.
 */
export function waveNetForward(
  from: i32,
  to: i32,
  steps: i32,
  batch: i32,
  taps: i32,
  dilation: i32,
  depth: i32,
  inputs: i32,
  filters: i32,
  skips: i32,
  x: usize,
  w: usize,
  startRows: i32,
  start: usize,
  gates: usize,
  z: usize,
  wResidual: usize,
  bResidual: usize,
  residual: usize,
  wSkip: usize,
  bSkip: usize,
  skip: usize,
): void {
  const gateColumns = 2 * filters;
  const before = (taps - 1) * dilation;
  const xRow = <usize>(inputs * 4);
  const zRow = <usize>(filters * 4);
  const skipRow = <usize>(skips * 4);
  const band = bandSteps(batch);
  for (let t = from; t < to; t += band) {
    const end = min(to, t + band);
    const rows = (end - t) * batch;
    const row = <usize>(t * batch);
    const gatesHere = gates + 2 * row * zRow;
    const zHere = z + row * zRow;
    if (start) fillRows(rows / startRows, startRows * gateColumns, start, gatesHere);
    addTaps(t, end, steps, batch, taps, 1, dilation, before, depth, inputs, gateColumns, x, w, gates);
    openGates(rows, filters, gatesHere, zHere);
    if (residual) {
      const at = residual + row * xRow;
      if (bResidual) fillRows(rows, inputs, bResidual, at);
      else clear(at, <usize>rows * xRow);
      addTo(rows * inputs, x + row * xRow, at);
      addMatmul(rows, inputs, filters, zHere, zRow, 4, wResidual, xRow, at, xRow);
    }
    const at = skip + row * skipRow;
    if (bSkip) fillRows(rows, skips, bSkip, at);
    else clear(at, <usize>rows * skipRow);
    addMatmul(rows, skips, filters, zHere, zRow, 4, wSkip, skipRow, at, skipRow);
  }
}

/**
 * From the gradients of both outputs to those before tanh and σ, which take the place of `gates`; dX += dResidual where
 * dX is not 0. Transposed weights are [inputs, filters] and [skips, filters]; dZ is room for one row a row of X.
 */
export function waveNetBackward(
  from: i32,
  to: i32,
  batch: i32,
  inputs: i32,
  filters: i32,
  skips: i32,
  gates: usize,
  wResidualT: usize,
  dResidual: usize,
  wSkipT: usize,
  dSkip: usize,
  dZ: usize,
  dX: usize,
): void {
  const xRow = <usize>(inputs * 4);
  const zRow = <usize>(filters * 4);
  const skipRow = <usize>(skips * 4);
  const band = bandSteps(batch);
  for (let t = from; t < to; t += band) {
    const rows = (min(to, t + band) - t) * batch;
    const row = <usize>(t * batch);
    const dZHere = dZ + row * zRow;
    clear(dZHere, <usize>rows * zRow);
    if (dResidual) {
      const at = dResidual + row * xRow;
      addMatmul(rows, filters, inputs, at, xRow, 4, wResidualT, zRow, dZHere, zRow);
      if (dX) addTo(rows * inputs, at, dX + row * xRow);
    }
    addMatmul(rows, filters, skips, dSkip + row * skipRow, skipRow, 4, wSkipT, zRow, dZHere, zRow);
    closeGates(rows, filters, gates + 2 * row * zRow, dZHere);
  }
}
