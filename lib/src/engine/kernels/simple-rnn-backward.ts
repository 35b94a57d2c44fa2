import {activationGradient} from './activations';
import {addMatmul} from './matmul';
import {addColumnSums} from './rows';

/**
 * Backpropagation through time for the whole sequence of {@link simpleRnnForward}.
 *
 * With A_t the input of the activation, dA_t = (dY_t + dH_t) ⊙ activation'(A_t) and dH_{t-1} = dA_t W_hhᵀ;
 * dW_xh = Σ X_tᵀ dA_t, dW_hh = Σ H_{t-1}ᵀ dA_t, db_h = Σ dA_t, dX_t = dA_t W_xhᵀ.
 *
 * @param featureWidth features, rounded up to a multiple of 4
 * @param kernelT [units, featureWidth], recurrentT [units, width]: the transposed weights, added columns zero
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
    if (dY !== 0) {
      for (let i: usize = 0; i < block; i += 16) {
        v128.store(dH + i, f32x4.add(v128.load(dH + i), v128.load(dY + at + i)));
      }
    }
    activationGradient(activation, batch * width, h + block + at, dH, dA + at);
    for (let i = 0; i < batch; i++) {
      const line = <usize>i * row;
      const masked = mask !== 0 && load<f32>(mask + <usize>((t * batch + i) * 4)) === 0;
      memory.fill(masked ? dA + at + line : dH + line, 0, row); // a masked step hands its gradient on unchanged
    }
    addMatmul(batch, width, units, dA + at, row, 4, recurrentT, row, dH, row);
  }
  const all = steps * batch;
  addMatmul(features, width, all, x, 4, <usize>(features * 4), dA, row, dKernel, row);
  addMatmul(units, width, all, h, 4, row, dA, row, dRecurrent, row);
  addColumnSums(all, width, dA, dBias);
  addMatmul(all, featureWidth, units, dA, row, 4, kernelT, <usize>(featureWidth * 4), dX, <usize>(featureWidth * 4));
}
