import {activate} from './activations';
import {addMatmul} from './matmul';
import {keepMasked, maskOfStep} from './sequence';

/**
 * Sequences from..to of a batch through a simple recurrent layer, all steps:
 *
 *     H_t = activation(X_t W_xh + b_h + H_{t-1} W_hh)
 *
 * @param width units, rounded up to a multiple of 4; the added columns of all weights are zero
 * @param recurrent [width, width]
 * @param mask [steps, batch] of 0 and 1 as floats, or 0: a masked step repeats the state before it
 * @param h [steps + 1, batch, width]: on entry the initial state in its first block and X_t W_xh + b_h in the others, on
 *   return the states
 */
export function simpleRnnForward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  width: i32,
  activation: i32,
  recurrent: usize,
  mask: usize,
  h: usize,
): void {
  const row = <usize>(width * 4);
  const block = <usize>batch * row;
  const rows = to - from;
  for (let t = 0; t < steps; t++) {
    const before = h + <usize>t * block + <usize>from * row;
    const now = before + block;
    addMatmul(rows, width, width, before, row, 4, recurrent, row, now, row);
    activate(activation, rows * width, now);
    keepMasked(rows, width, maskOfStep(mask, t, batch, from), before, now);
  }
}
