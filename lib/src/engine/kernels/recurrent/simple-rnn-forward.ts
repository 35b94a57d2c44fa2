import {activate} from '../activations';
import {addMatmul} from '../matmul/matmul';
import {dropoutOfStep, seenState} from '../plain/dropout';
import {keepMasked, maskOfStep, sequencesAtOnce} from './sequence';

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
 * @param drop masks of recurrent dropout, [batch, width] each, `dropStep` bytes apart (0: the same for all steps), or 0
 * @param seen [steps, batch, width]: H_{t-1} ⊙ drop of every step is written, where drop is given
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
  drop: usize,
  dropStep: usize,
  seen: usize,
): void {
  const most = sequencesAtOnce(width);
  while (to - from > most) {
    simpleRnnForward(steps, batch, from, from + most, width, activation, recurrent, mask, h, drop, dropStep, seen);
    from += most;
  }
  const row = <usize>(width * 4);
  const block = <usize>batch * row;
  const rows = to - from;
  const first = <usize>from * row;
  for (let t = 0; t < steps; t++) {
    const at = <usize>t * block + first;
    const before = h + at;
    const now = before + block;
    const state = seenState(rows * width, dropoutOfStep(drop, dropStep, t, first), before, seen + at);
    addMatmul(rows, width, width, state, row, 4, recurrent, row, now, row);
    activate(activation, rows * width, now);
    keepMasked(rows, width, maskOfStep(mask, t, batch, from), before, now);
  }
}
