import {sigmoid4, tanh4} from '../activations';
import {addMatmul} from '../matmul/matmul';
import {dropoutOfStep, seenState} from '../plain/dropout';
import {keepMasked, maskOfStep, sequencesAtOnce} from './sequence';

/** Opens Z and R in place; brings the state's share M into the candidate (reset after) or makes it, R ⊙ H (before). */
export function openRow(width: i32, resetAfter: bool, gates: usize, share: usize, hBefore: usize): void {
  const row = <usize>(width * 4);
  for (let at: usize = 0; at < row; at += 16) {
    const unit = gates + at;
    const reset = sigmoid4(v128.load(unit + row));
    v128.store(unit, sigmoid4(v128.load(unit)));
    v128.store(unit + row, reset);
    if (resetAfter) {
      const from = unit + 2 * row;
      v128.store(from, f32x4.add(v128.load(from), f32x4.mul(reset, v128.load(share + at))));
    } else {
      v128.store(share + at, f32x4.mul(reset, v128.load(hBefore + at)));
    }
  }
}

/** H̃ in place and H_t = Z ⊙ H_{t-1} + (1 - Z) ⊙ H̃. */
export function mixRow(width: i32, gates: usize, hBefore: usize, hNow: usize): void {
  const row = <usize>(width * 4);
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < row; at += 16) {
    const update = v128.load(gates + at);
    const candidate = tanh4(v128.load(gates + 2 * row + at));
    v128.store(gates + 2 * row + at, candidate);
    const kept = f32x4.mul(update, v128.load(hBefore + at));
    v128.store(hNow + at, f32x4.add(kept, f32x4.mul(f32x4.sub(one, update), candidate)));
  }
}

/**
 * Sequences from..to of a batch through a layer of gated recurrent units, all steps, in both conventions.
 *
 *     Z = σ(X_t W_xz + b_z + H_{t-1} W_hz)      R = σ(X_t W_xr + b_r + H_{t-1} W_hr)
 *     H̃ = tanh(X_t W_xh + b_h + R ⊙ M),  M = H_{t-1} W_hh + b_m      reset after the product (Keras 3, PyTorch)
 *     H̃ = tanh(X_t W_xh + b_h + M W_hh), M = R ⊙ H_{t-1}             reset before the product (Cho et al. 2014)
 *     H_t = Z ⊙ H_{t-1} + (1 - Z) ⊙ H̃
 *
 * @param width units, rounded up to a multiple of 4; the added columns of each gate are zero in all weights
 * @param recurrent [width, 3 width] in the order z r h
 * @param mask [steps, batch] of 0 and 1 as floats, or 0: a masked step repeats the state before it
 * @param gates [steps, batch, 3 width]: X_t W_x + b on entry, Z R H̃ on return (of masked steps: arbitrary)
 * @param share [steps, batch, width]: b_m on entry where the reset comes after, M of every step on return
 * @param h [steps + 1, batch, width]; its first block holds the initial state, the others are written
 * @param drop masks of recurrent dropout, [batch, width] each, `dropStep` bytes apart (0: the same for all steps), or 0
 * @param seen [steps, batch, width]: H_{t-1} ⊙ drop of every step is written, where drop is given
 */
export function gruForward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  width: i32,
  resetAfter: bool,
  recurrent: usize,
  mask: usize,
  gates: usize,
  share: usize,
  h: usize,
  drop: usize,
  dropStep: usize,
  seen: usize,
): void {
  const most = sequencesAtOnce(width);
  while (to - from > most) {
    gruForward(
      steps,
      batch,
      from,
      from + most,
      width,
      resetAfter,
      recurrent,
      mask,
      gates,
      share,
      h,
      drop,
      dropStep,
      seen,
    );
    from += most;
  }
  const row = <usize>(width * 4);
  const gateRow = <usize>(width * 12);
  const block = <usize>batch * row;
  const rows = to - from;
  const first = <usize>from * row;
  const candidates = recurrent + 2 * row; // the columns of W_hh in the packed weights
  for (let t = 0; t < steps; t++) {
    const at = <usize>t * block + first;
    const before = h + at;
    const now = before + block;
    const open = gates + 3 * at;
    const state = seenState(rows * width, dropoutOfStep(drop, dropStep, t, first), before, seen + at);
    addMatmul(rows, 2 * width, width, state, row, 4, recurrent, gateRow, open, gateRow);
    if (resetAfter) addMatmul(rows, width, width, state, row, 4, candidates, gateRow, share + at, row);
    for (let i = 0; i < rows; i++) {
      const line = <usize>i * row;
      openRow(width, resetAfter, open + 3 * line, share + at + line, state + line);
    }
    if (!resetAfter) addMatmul(rows, width, width, share + at, row, 4, candidates, gateRow, open + 2 * row, gateRow);
    for (let i = 0; i < rows; i++) {
      const line = <usize>i * row;
      mixRow(width, open + 3 * line, before + line, now + line);
    }
    keepMasked(rows, width, maskOfStep(mask, t, batch, from), before, now);
  }
}
