import {activate} from './activations';
import {addMatmul} from './matmul';
import {keepMasked, maskOfStep, projectInputs} from './sequence';

/**
 * A whole sequence through a simple recurrent layer, H_t = activation(X_t W_xh + H_{t-1} W_hh + b_h).
 *
 * @param width units, rounded up to a multiple of 4; the added columns of kernel, recurrent and bias are zero
 * @param x [steps, batch, features]
 * @param kernel [features, width]; recurrent [units, width]; bias [width]
 * @param mask [steps, batch] of 0 and 1 as floats, or 0: a masked step repeats the state before it
 * @param h [steps + 1, batch, width]; its first block holds the initial state, the others are written
 */
export function simpleRnnForward(
  steps: i32,
  batch: i32,
  features: i32,
  units: i32,
  width: i32,
  activation: i32,
  x: usize,
  kernel: usize,
  recurrent: usize,
  bias: usize,
  mask: usize,
  h: usize,
): void {
  const row = <usize>(width * 4);
  const block = <usize>batch * row;
  projectInputs(steps * batch, features, width, x, kernel, bias, h + block);
  for (let t = 0; t < steps; t++) {
    const before = h + <usize>t * block;
    const now = before + block;
    addMatmul(batch, width, units, before, row, 4, recurrent, row, now, row);
    activate(activation, batch * width, now);
    keepMasked(batch, width, maskOfStep(mask, t, batch), before, now);
  }
}
