import {activate} from '../activations';
import {addMatmul} from '../matmul/matmul';
import {dropoutOfStep, seenState} from '../plain/dropout';
import {addScaledRow, normaliseRow} from './gate-norm';
import {keepMasked, maskOfStep} from './sequence';

/**
 * Sequences from..to of a batch through a simple recurrent layer with layer normalisation, all steps:
 *
 *     H_t = activation(γ ⊙ Â_t + β)      A_t = X_t W_xh + b_h + H_{t-1} W_hh      Â_t: A_t normalised over the units
 *
 * @param units, width width is units, rounded up to a multiple of 4; what padding adds to weights is zero
 * @param recurrent [width, width]
 * @param gamma, beta [width]
 * @param mask [steps, batch] of 0 and 1 as floats, or 0: a masked step repeats the state before it
 * @param normalised [steps, batch, width], deviations [steps, batch]: written, for the backward pass
 * @param h [steps + 1, batch, width]: on entry the initial state in its first block and X_t W_xh + b_h in the others, on
 *   return the states
 * @param drop, dropStep, seen as in simpleRnnForward
 */
export function layerNormSimpleRnnForward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  units: i32,
  width: i32,
  activation: i32,
  epsilon: f32,
  recurrent: usize,
  gamma: usize,
  beta: usize,
  mask: usize,
  normalised: usize,
  deviations: usize,
  h: usize,
  drop: usize,
  dropStep: usize,
  seen: usize,
): void {
  const row = <usize>(width * 4);
  const block = <usize>batch * row;
  const first = <usize>from * row;
  const rows = to - from;
  for (let t = 0; t < steps; t++) {
    const before = <usize>t * block + first;
    const now = h + before + block;
    const state = seenState(rows * width, dropoutOfStep(drop, dropStep, t, first), h + before, seen + before);
    addMatmul(rows, width, width, state, row, 4, recurrent, row, now, row);
    for (let i = 0; i < rows; i++) {
      const line = <usize>i * row;
      const at = normalised + before + line;
      const number = <usize>((t * batch + from + i) * 4);
      store<f32>(deviations + number, normaliseRow(units, 1, width, epsilon, now + line, at));
      memory.copy(now + line, beta, row);
      addScaledRow(width, gamma, at, now + line);
    }
    activate(activation, rows * width, now);
    keepMasked(rows, width, maskOfStep(mask, t, batch, from), h + before, now);
  }
}
