import {sigmoid4, tanh4} from '../activations';
import {addMatmul} from '../matmul/matmul';
import {dropoutOfStep, seenState} from '../plain/dropout';
import {addScaledRow, normaliseRow} from './gate-norm';
import {keepMasked, maskOfStep} from './sequence';

/** Opens the gates of one row in place and writes the cell state before its normalisation, F ⊙ C_{t-1} + I ⊙ C̃. */
function openRow(width: i32, gates: usize, cBefore: usize, raw: usize): void {
  const row = <usize>(width * 4);
  for (let at: usize = 0; at < row; at += 16) {
    const unit = gates + at;
    const input = sigmoid4(v128.load(unit));
    const forget = sigmoid4(v128.load(unit + row));
    const candidate = tanh4(v128.load(unit + 2 * row));
    v128.store(unit, input);
    v128.store(unit + row, forget);
    v128.store(unit + 2 * row, candidate);
    v128.store(unit + 3 * row, sigmoid4(v128.load(unit + 3 * row)));
    v128.store(raw + at, f32x4.add(f32x4.mul(forget, v128.load(cBefore + at)), f32x4.mul(input, candidate)));
  }
}

/** H_t = O ⊙ tanh(C_t). */
function showRow(width: i32, output: usize, cNow: usize, hNow: usize): void {
  const row = <usize>(width * 4);
  for (let at: usize = 0; at < row; at += 16) {
    v128.store(hNow + at, f32x4.mul(v128.load(output + at), tanh4(v128.load(cNow + at))));
  }
}

/**
 * Sequences from..to of a batch through a layer of long short-term memory with layer normalisation, all steps.
 *
 *     [A_i A_f A_c A_o] = LN_x(X_t W_xh) + LN_h(H_{t-1} W_hh) + b_h     LN over the four gates together
 *     I = σ(A_i)    F = σ(A_f)    C̃ = tanh(A_c)    O = σ(A_o)
 *     C_t = LN_c(F ⊙ C_{t-1} + I ⊙ C̃)      H_t = O ⊙ tanh(C_t)          LN(v) = γ ⊙ v̂ + β
 *
 * @param units, width width is units, rounded up to a multiple of 4; what padding adds to weights is zero
 * @param recurrent W_hh, [width, 4 width]
 * @param gammaH γ of LN_h, [4 width]; its β is in `gates` already
 * @param gammaC, betaC [width]
 * @param mask [steps, batch] of 0 and 1 as floats, or 0: a masked step repeats the state before it
 * @param gates [steps, batch, 4 width]: LN_x(X_t W_xh) + β_h + b_h on entry, I F C̃ O on return
 * @param normalisedH [steps, batch, 4 width], deviationsH [steps, batch]: written, for the backward pass
 * @param normalisedC [steps, batch, width], deviationsC [steps, batch]: written
 * @param h, c [steps + 1, batch, width]; the first block holds the initial state, the others are written
 * @param drop, dropStep, seen as in lstmForward
 */
export function layerNormLstmForward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  units: i32,
  width: i32,
  epsilon: f32,
  recurrent: usize,
  gammaH: usize,
  gammaC: usize,
  betaC: usize,
  mask: usize,
  gates: usize,
  normalisedH: usize,
  deviationsH: usize,
  normalisedC: usize,
  deviationsC: usize,
  h: usize,
  c: usize,
  drop: usize,
  dropStep: usize,
  seen: usize,
): void {
  const row = <usize>(width * 4);
  const gateRow = <usize>(width * 16);
  const block = <usize>batch * row;
  const first = <usize>from * row;
  const rows = to - from;
  for (let t = 0; t < steps; t++) {
    const before = <usize>t * block + first;
    const now = before + block;
    const products = normalisedH + 4 * before;
    const state = seenState(rows * width, dropoutOfStep(drop, dropStep, t, first), h + before, seen + before);
    memory.fill(products, 0, <usize>rows * gateRow);
    addMatmul(rows, 4 * width, width, state, row, 4, recurrent, gateRow, products, gateRow);
    for (let i = 0; i < rows; i++) {
      const line = <usize>i * row;
      const number = <usize>((t * batch + from + i) * 4);
      const open = gates + 4 * (before + line);
      const product = products + 4 * line;
      const raw = normalisedC + before + line;
      const cNow = c + now + line;
      store<f32>(deviationsH + number, normaliseRow(units, 4, width, epsilon, product, product));
      addScaledRow(4 * width, gammaH, product, open);
      openRow(width, open, c + before + line, raw);
      store<f32>(deviationsC + number, normaliseRow(units, 1, width, epsilon, raw, raw));
      memory.copy(cNow, betaC, row);
      addScaledRow(width, gammaC, raw, cNow);
      showRow(width, open + 3 * row, cNow, h + now + line);
    }
    const maskNow = maskOfStep(mask, t, batch, from);
    keepMasked(rows, width, maskNow, h + before, h + now);
    keepMasked(rows, width, maskNow, c + before, c + now);
  }
}
