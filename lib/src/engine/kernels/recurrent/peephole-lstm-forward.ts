import {sigmoid4, tanh4} from '../activations';
import {addMatmul} from '../matmul/matmul';
import {dropoutOfStep, seenState} from '../plain/dropout';
import {keepMasked, maskOfStep, sequencesAtOnce} from './sequence';

/** One sequence, one step: opens the gates in place (I, F, C̃, O from their pre-activations), writes C_t and H_t. */
function stepRow(width: i32, peepholes: usize, gates: usize, cBefore: usize, cNow: usize, hNow: usize): void {
  const row = <usize>(width * 4);
  for (let at: usize = 0; at < row; at += 16) {
    const unit = gates + at;
    const eye = peepholes + at;
    const before = v128.load(cBefore + at);
    const input = sigmoid4(f32x4.add(v128.load(unit), f32x4.mul(v128.load(eye), before)));
    const forget = sigmoid4(f32x4.add(v128.load(unit + row), f32x4.mul(v128.load(eye + row), before)));
    const candidate = tanh4(v128.load(unit + 2 * row));
    const c = f32x4.add(f32x4.mul(forget, before), f32x4.mul(input, candidate));
    const output = sigmoid4(f32x4.add(v128.load(unit + 3 * row), f32x4.mul(v128.load(eye + 2 * row), c)));
    v128.store(unit, input);
    v128.store(unit + row, forget);
    v128.store(unit + 2 * row, candidate);
    v128.store(unit + 3 * row, output);
    v128.store(cNow + at, c);
    v128.store(hNow + at, f32x4.mul(output, tanh4(c)));
  }
}

/**
 * Sequences from..to of a batch through a layer of long short-term memory with peepholes, all steps.
 *
 *     [A_i A_f A_c A_o] = X_t W_xh + b_h + H_{t-1} W_hh      gates in this order, each `width` columns
 *     I = σ(A_i + p_i ⊙ C_{t-1})    F = σ(A_f + p_f ⊙ C_{t-1})    C̃ = tanh(A_c)
 *     C_t = F ⊙ C_{t-1} + I ⊙ C̃    O = σ(A_o + p_o ⊙ C_t)        H_t = O ⊙ tanh(C_t)
 *
 * @param width units, rounded up to a multiple of 4; the added columns of each gate are zero in all weights
 * @param recurrent W_hh, [width, 4 width]
 * @param peepholes p_i, p_f, p_o, [3, width]
 * @param mask [steps, batch] of 0 and 1 as floats, or 0: a masked step repeats the state before it
 * @param gates [steps, batch, 4 width]: X_t W_xh + b_h on entry, I F C̃ O on return (of masked steps: arbitrary)
 * @param h, c [steps + 1, batch, width]; the first block holds the initial state, the others are written
 * @param drop masks of recurrent dropout, [batch, width] each, `dropStep` bytes apart (0: the same for all steps), or 0
 * @param seen [steps, batch, width]: H_{t-1} ⊙ drop of every step is written, where drop is given
 */
export function peepholeLstmForward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  width: i32,
  recurrent: usize,
  peepholes: usize,
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
    peepholeLstmForward(
      steps,
      batch,
      from,
      from + most,
      width,
      recurrent,
      peepholes,
      mask,
      gates,
      h,
      c,
      drop,
      dropStep,
      seen,
    );
    from += most;
  }
  const row = <usize>(width * 4);
  const gateRow = <usize>(width * 16);
  const block = <usize>batch * row;
  const first = <usize>from * row;
  const rows = to - from;
  for (let t = 0; t < steps; t++) {
    const before = <usize>t * block + first;
    const now = before + block;
    const open = gates + 4 * before;
    const state = seenState(rows * width, dropoutOfStep(drop, dropStep, t, first), h + before, seen + before);
    addMatmul(rows, 4 * width, width, state, row, 4, recurrent, gateRow, open, gateRow);
    for (let i = 0; i < rows; i++) {
      const line = <usize>i * row;
      stepRow(width, peepholes, open + 4 * line, c + before + line, c + now + line, h + now + line);
    }
    const maskNow = maskOfStep(mask, t, batch, from);
    keepMasked(rows, width, maskNow, h + before, h + now);
    keepMasked(rows, width, maskNow, c + before, c + now);
  }
}
