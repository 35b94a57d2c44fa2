import {activationGradient} from '../activations';
import {addMatmul} from '../matmul/matmul';
import {dropoutOfStep, giveSeenGradient} from '../plain/dropout';
import {addTo} from '../rows';
import {normaliseRowBack} from './gate-norm';
import {isMasked, maskOfStep} from './sequence';

/**
 * Backpropagation through time for sequences from..to of {@link layerNormSimpleRnnForward}.
 *
 *     dN_t = (dY_t + dH_t) ⊙ activation'      dA_t = back through the norm of dN_t      dH_{t-1} = dA_t W_hhᵀ
 *
 * The gradients of the weights are sums and products over all steps of dN and dA; the caller takes them.
 *
 * @param recurrentT [width, width]: the transposed weights
 * @param normalised, deviations, h as the forward pass left them
 * @param dY [steps, batch, width], or 0 where only the last state has a gradient
 * @param dH [batch, width]: on entry the gradient of the last state, on return that of the initial state
 * @param dN, dA [steps, batch, width]: written
 * @param drop, dropStep, dSeen as in simpleRnnBackward
 */
export function layerNormSimpleRnnBackward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  units: i32,
  width: i32,
  activation: i32,
  recurrentT: usize,
  gamma: usize,
  mask: usize,
  normalised: usize,
  deviations: usize,
  h: usize,
  dY: usize,
  dH: usize,
  dN: usize,
  dA: usize,
  drop: usize,
  dropStep: usize,
  dSeen: usize,
): void {
  const row = <usize>(width * 4);
  const block = <usize>batch * row;
  const first = <usize>from * row;
  const rows = to - from;
  const dHidden = dH + first;
  const dState = drop === 0 ? dHidden : dSeen + first;
  for (let t = steps - 1; t >= 0; t--) {
    const at = <usize>t * block + first;
    if (dY !== 0) addTo(rows * width, dY + at, dHidden);
    activationGradient(activation, rows * width, h + block + at, dHidden, dN + at);
    const maskNow = maskOfStep(mask, t, batch, from);
    for (let i = 0; i < rows; i++) {
      const line = at + <usize>i * row;
      if (isMasked(maskNow, i)) {
        memory.fill(dN + line, 0, row); // a masked step hands its gradient on unchanged
        memory.fill(dA + line, 0, row);
        continue;
      }
      memory.fill(dHidden + <usize>i * row, 0, row);
      const deviation = load<f32>(deviations + <usize>((t * batch + from + i) * 4));
      normaliseRowBack(units, 1, width, gamma, normalised + line, deviation, dN + line, dA + line);
    }
    addMatmul(rows, width, width, dA + at, row, 4, recurrentT, row, dState, row);
    giveSeenGradient(rows * width, dropoutOfStep(drop, dropStep, t, first), dState, dHidden);
  }
}
