import {addMatmul} from '../matmul/matmul';
import {dropoutOfStep, giveSeenGradient} from '../plain/dropout';
import {addTo} from '../rows';
import {normaliseRowBack} from './gate-norm';
import {resetAfterRow, unmixRow} from './gru-backward';
import {isMasked, maskOfStep} from './sequence';

/**
 * Backpropagation through time for sequences from..to of {@link layerNormGruForward}.
 *
 *     dA_z = dH_t ⊙ (H_{t-1} - H̃) ⊙ Z(1 - Z)      dA_h = dH_t ⊙ (1 - Z) ⊙ (1 - H̃²)
 *     dM = dA_h ⊙ R      dA_r = dA_h ⊙ M ⊙ R(1 - R)
 *     dP = back through LN_h of [dA_z dA_r] and LN_m of dM      dH_{t-1} = dH_t ⊙ Z + dP [W_hz W_hr W_hh]ᵀ
 *
 * The gradients of the weights are sums and products over all steps of dA, dN and dP; the caller takes them.
 *
 * @param recurrentT [3 width, width]: the transposed weights
 * @param gates, share, normalised, deviations, h as the forward pass left them
 * @param dY [steps, batch, width], or 0 where only the last state has a gradient
 * @param dH [batch, width]: on entry the gradient of the last state, on return that of the initial state
 * @param dA [dA_z dA_r dA_h], dN [dA_z dA_r dM], dP, [steps, batch, 3 width] each: written
 * @param drop, dropStep, dSeen as in gruBackward
 */
export function layerNormGruBackward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  units: i32,
  width: i32,
  recurrentT: usize,
  gamma: usize,
  mask: usize,
  gates: usize,
  share: usize,
  normalised: usize,
  deviations: usize,
  h: usize,
  dY: usize,
  dH: usize,
  dA: usize,
  dN: usize,
  dP: usize,
  drop: usize,
  dropStep: usize,
  dSeen: usize,
): void {
  const row = <usize>(width * 4);
  const gateRow = <usize>(width * 12);
  const block = <usize>batch * row;
  const first = <usize>from * row;
  const rows = to - from;
  const deviationsM = deviations + <usize>(steps * batch * 4);
  const dHidden = dH + first;
  const dState = drop === 0 ? dHidden : dSeen + first;
  for (let t = steps - 1; t >= 0; t--) {
    const before = <usize>t * block + first;
    const maskNow = maskOfStep(mask, t, batch, from);
    if (dY !== 0) addTo(rows * width, dY + before, dHidden);
    for (let i = 0; i < rows; i++) {
      const at = before + <usize>i * row;
      const number = <usize>((t * batch + from + i) * 4);
      const into = dA + 3 * at;
      const toNorm = dN + 3 * at;
      const toProduct = dP + 3 * at;
      if (isMasked(maskNow, i)) {
        memory.fill(into, 0, gateRow); // a masked step hands its gradient on unchanged
        memory.fill(toNorm, 0, gateRow);
        memory.fill(toProduct, 0, gateRow);
        continue;
      }
      const open = gates + 3 * at;
      const product = normalised + 3 * at;
      unmixRow(width, open, h + at, dHidden + <usize>i * row, into);
      resetAfterRow(width, open, share + at, toNorm + 2 * row, into);
      memory.copy(toNorm, into, 2 * row);
      const deviation = load<f32>(deviations + number);
      const deviationM = load<f32>(deviationsM + number);
      normaliseRowBack(units, 2, width, gamma, product, deviation, toNorm, toProduct);
      const third = 2 * row;
      normaliseRowBack(units, 1, width, gamma + third, product + third, deviationM, toNorm + third, toProduct + third);
    }
    addMatmul(rows, width, 3 * width, dP + 3 * before, gateRow, 4, recurrentT, row, dState, row);
    giveSeenGradient(rows * width, dropoutOfStep(drop, dropStep, t, first), dState, dHidden);
  }
}
