import {activationGradient} from '../activations';
import {addMatmul} from '../matmul/matmul';
import {dropoutOfStep, giveSeenGradient} from '../plain/dropout';
import {addTo} from '../rows';
import {isMasked, maskOfStep, sequencesAtOnce} from './sequence';

/**
 * Backpropagation through time for sequences from..to of {@link simpleRnnForward}.
 *
 * With A_t the input of the activation, dA_t = (dY_t + dH_t) ⊙ activation'(A_t) and dH_{t-1} = dA_t W_hhᵀ. The gradients
 * of the weights are products of dA with X and H over all steps; the caller takes them.
 *
 * @param recurrentT [width, width]: the transposed weights
 * @param h [steps + 1, batch, width], as the forward pass left it
 * @param dY [steps, batch, width], or 0 where only the last state has a gradient
 * @param dH [batch, width]: on entry the gradient of the last state, on return that of the initial state
 * @param dA [steps, batch, width]: written
 * @param drop, dropStep as in the forward pass
 * @param dSeen [batch, width]: must enter as zeros, where drop is given
 */
export function simpleRnnBackward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  width: i32,
  activation: i32,
  recurrentT: usize,
  mask: usize,
  h: usize,
  dY: usize,
  dH: usize,
  dA: usize,
  drop: usize,
  dropStep: usize,
  dSeen: usize,
): void {
  const most = sequencesAtOnce(width);
  while (to - from > most) {
    simpleRnnBackward(
      steps,
      batch,
      from,
      from + most,
      width,
      activation,
      recurrentT,
      mask,
      h,
      dY,
      dH,
      dA,
      drop,
      dropStep,
      dSeen,
    );
    from += most;
  }
  const row = <usize>(width * 4);
  const block = <usize>batch * row;
  const rows = to - from;
  const first = <usize>from * row;
  const dHidden = dH + first;
  for (let t = steps - 1; t >= 0; t--) {
    const at = <usize>t * block + first;
    if (dY !== 0) addTo(rows * width, dY + at, dHidden);
    activationGradient(activation, rows * width, h + block + at, dHidden, dA + at);
    const maskNow = maskOfStep(mask, t, batch, from);
    for (let i = 0; i < rows; i++) {
      const line = <usize>i * row;
      memory.fill(isMasked(maskNow, i) ? dA + at + line : dHidden + line, 0, row); // a masked step hands its gradient on
    }
    const dState = drop === 0 ? dHidden : dSeen + first;
    addMatmul(rows, width, width, dA + at, row, 4, recurrentT, row, dState, row);
    giveSeenGradient(rows * width, dropoutOfStep(drop, dropStep, t, first), dState, dHidden);
  }
}
