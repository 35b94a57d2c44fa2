import {activationGradient} from './activations';
import {addMatmul} from './matmul';
import {addTo, inputGradients, isMasked, maskOfStep} from './sequence';

/**
 * Backpropagation through time for the whole sequence of {@link simpleRnnForward}.
 *
 * With A_t the input of the activation, dA_t = (dY_t + dH_t) ⊙ activation'(A_t) and dH_{t-1} = dA_t W_hhᵀ;
 * dW_xh = Σ X_tᵀ dA_t, dW_hh = Σ H_{t-1}ᵀ dA_t, db_h = Σ dA_t, dX_t = dA_t W_xhᵀ.
 *
 * @param featureWidth features, rounded up to a multiple of 4
 * @param kernelT [width, featureWidth], recurrentT [width, width]: the transposed weights, added rows and columns zero
 * @param h [steps + 1, batch, width], as the forward pass left it
 * @param dY [steps, batch, width], or 0 where only the last state has a gradient
 * @param dH [batch, width]: on entry the gradient of the last state, on return that of the initial state
 * @param dA [steps, batch, width], dX [steps, batch, featureWidth]: written (dX must enter as zeros)
 * @param dKernel [features, width], dRecurrent [units, width], dBias [width]: must enter as zeros
 */
export function simpleRnnBackward(
  steps: i32,
  batch: i32,
  features: i32,
  featureWidth: i32,
  units: i32,
  width: i32,
  activation: i32,
  x: usize,
  kernelT: usize,
  recurrentT: usize,
  mask: usize,
  h: usize,
  dY: usize,
  dH: usize,
  dA: usize,
  dX: usize,
  dKernel: usize,
  dRecurrent: usize,
  dBias: usize,
): void {
  const row = <usize>(width * 4);
  const block = <usize>batch * row;
  for (let t = steps - 1; t >= 0; t--) {
    const at = <usize>t * block;
    if (dY !== 0) addTo(batch * width, dY + at, dH);
    activationGradient(activation, batch * width, h + block + at, dH, dA + at);
    const maskNow = maskOfStep(mask, t, batch);
    for (let i = 0; i < batch; i++) {
      const line = <usize>i * row;
      memory.fill(isMasked(maskNow, i) ? dA + at + line : dH + line, 0, row); // a masked step hands its gradient on unchanged
    }
    addMatmul(batch, width, width, dA + at, row, 4, recurrentT, row, dH, row);
  }
  const all = steps * batch;
  addMatmul(units, width, all, h, 4, row, dA, row, dRecurrent, row);
  inputGradients(all, features, featureWidth, width, x, kernelT, dA, dX, dKernel, dBias);
}
