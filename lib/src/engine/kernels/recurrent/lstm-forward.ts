import {sigmoid4, tanh4} from '../activations';
import {addMatmul} from '../matmul/matmul';
import {dropoutOfStep, seenState} from '../plain/dropout';
import {keepMasked, maskOfStep, sequencesAtOnce} from './sequence';

/**
 * One sequence, one step: opens the gates in place (I, F, C̃, O from their pre-activations), writes C_t and H_t. In short
 * loops, one after the other: a processor computes several of their turns at a time, but hardly two of one long loop.
 */
function stepRow(width: i32, gates: usize, cBefore: usize, cNow: usize, hNow: usize): void {
  const row = <usize>(width * 4);
  const candidates = gates + 2 * row;
  const outputs = gates + 3 * row;
  for (let at = gates; at < candidates; at += 16) v128.store(at, sigmoid4(v128.load(at)));
  for (let at = candidates; at < outputs; at += 16) v128.store(at, tanh4(v128.load(at)));
  for (let at = outputs; at < outputs + row; at += 16) v128.store(at, sigmoid4(v128.load(at)));
  for (let at: usize = 0; at < row; at += 16) {
    const unit = gates + at;
    const kept = f32x4.mul(v128.load(unit + row), v128.load(cBefore + at));
    const c = f32x4.add(kept, f32x4.mul(v128.load(unit), v128.load(candidates + at)));
    v128.store(cNow + at, c);
    v128.store(hNow + at, f32x4.mul(v128.load(outputs + at), tanh4(c)));
  }
}

/**
 * Sequences from..to of a batch through a layer of long short-term memory, all steps.
 *
 *     [A_i A_f A_c A_o] = X_t W_xh + b_h + H_{t-1} W_hh      gates in this order, each `width` columns
 *     I = σ(A_i)    F = σ(A_f)    C̃ = tanh(A_c)    O = σ(A_o)
 *     C_t = F ⊙ C_{t-1} + I ⊙ C̃      H_t = O ⊙ tanh(C_t)
 *
 * @param width units, rounded up to a multiple of 4; the added columns of each gate are zero in all weights
 * @param recurrent W_hh, [width, 4 width]
 * @param mask [steps, batch] of 0 and 1 as floats, or 0: a masked step repeats the state before it
 * @param gates [steps, batch, 4 width]: X_t W_xh + b_h on entry, I F C̃ O on return (of masked steps: arbitrary)
 * @param h, c [steps + 1, batch, width]; the first block holds the initial state, the others are written
 * @param drop masks of recurrent dropout, [batch, width] each, `dropStep` bytes apart (0: the same for all steps), or 0
 * @param seen [steps, batch, width]: H_{t-1} ⊙ drop of every step is written, where drop is given
 */
export function lstmForward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  width: i32,
  recurrent: usize,
  mask: usize,
  gates: usize,
  h: usize,
  c: usize,
  drop: usize,
  dropStep: usize,
  seen: usize,
): void {
  const most = sequencesAtOnce(width);
  while (to - from > most) {
    lstmForward(steps, batch, from, from + most, width, recurrent, mask, gates, h, c, drop, dropStep, seen);
    from += most;
  }
  const row = <usize>(width * 4);
  const gateRow = <usize>(width * 16);
  const block = <usize>batch * row;
  const first = <usize>from * row;
  for (let t = 0; t < steps; t++) {
    const before = <usize>t * block + first;
    const now = before + block;
    const open = gates + 4 * before;
    const dropNow = dropoutOfStep(drop, dropStep, t, first);
    const state = seenState((to - from) * width, dropNow, h + before, seen + before);
    addMatmul(to - from, 4 * width, width, state, row, 4, recurrent, gateRow, open, gateRow);
    for (let i = 0; i < to - from; i++) {
      const line = <usize>i * row;
      stepRow(width, open + 4 * line, c + before + line, c + now + line, h + now + line);
    }
    const maskNow = maskOfStep(mask, t, batch, from);
    keepMasked(to - from, width, maskNow, h + before, h + now);
    keepMasked(to - from, width, maskNow, c + before, c + now);
  }
}
