import {addMatmul} from '../matmul/matmul';
import {dropoutOfStep, seenState} from '../plain/dropout';
import {addScaledRow, normaliseRow} from './gate-norm';
import {mixRow, openRow} from './gru-forward';
import {keepMasked, maskOfStep} from './sequence';

/**
 * Sequences from..to of a batch through a layer of gated recurrent units with layer normalisation, all steps.
 *
 *     [A_z A_r] = LN_x(X_t [W_xz W_xr]) + LN_h(H_{t-1} [W_hz W_hr]) + [b_z b_r]    LN over both gates together
 *     Z = σ(A_z)    R = σ(A_r)    M = LN_m(H_{t-1} W_hh)
 *     H̃ = tanh(LN_c(X_t W_xh) + b_h + R ⊙ M)      H_t = Z ⊙ H_{t-1} + (1 - Z) ⊙ H̃      LN(v) = γ ⊙ v̂ + β
 *
 * @param units, width width is units, rounded up to a multiple of 4; what padding adds to weights is zero
 * @param recurrent [width, 3 width] in the order z r h
 * @param gamma γ of LN_h and LN_m, [3 width]
 * @param betaM β of LN_m, [width]; that of LN_h is in `gates` already
 * @param mask [steps, batch] of 0 and 1 as floats, or 0: a masked step repeats the state before it
 * @param gates [steps, batch, 3 width]: the share of X_t, β_h and b on entry, Z R H̃ on return
 * @param share [steps, batch, width]: M is written
 * @param normalised [steps, batch, 3 width], deviations [2, steps, batch] (gates, then M): written, for the backward pass
 * @param h [steps + 1, batch, width]; the first block holds the initial state, the others are written
 * @param drop, dropStep, seen as in gruForward
 */
export function layerNormGruForward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  units: i32,
  width: i32,
  epsilon: f32,
  recurrent: usize,
  gamma: usize,
  betaM: usize,
  mask: usize,
  gates: usize,
  share: usize,
  normalised: usize,
  deviations: usize,
  h: usize,
  drop: usize,
  dropStep: usize,
  seen: usize,
): void {
  const row = <usize>(width * 4);
  const gateRow = <usize>(width * 12);
  const block = <usize>batch * row;
  const first = <usize>from * row;
  const rows = to - from;
  const deviationsM = deviations + <usize>(steps * batch * 4);
  for (let t = 0; t < steps; t++) {
    const before = <usize>t * block + first;
    const now = before + block;
    const products = normalised + 3 * before;
    const state = seenState(rows * width, dropoutOfStep(drop, dropStep, t, first), h + before, seen + before);
    memory.fill(products, 0, <usize>rows * gateRow);
    addMatmul(rows, 3 * width, width, state, row, 4, recurrent, gateRow, products, gateRow);
    for (let i = 0; i < rows; i++) {
      const at = before + <usize>i * row;
      const number = <usize>((t * batch + from + i) * 4);
      const open = gates + 3 * at;
      const product = normalised + 3 * at;
      const own = product + 2 * row;
      store<f32>(deviations + number, normaliseRow(units, 2, width, epsilon, product, product));
      store<f32>(deviationsM + number, normaliseRow(units, 1, width, epsilon, own, own));
      addScaledRow(2 * width, gamma, product, open);
      memory.copy(share + at, betaM, row);
      addScaledRow(width, gamma + 2 * row, own, share + at);
      openRow(width, true, open, share + at, h + at);
      mixRow(width, open, h + at, h + block + at);
    }
    keepMasked(rows, width, maskOfStep(mask, t, batch, from), h + before, h + now);
  }
}
