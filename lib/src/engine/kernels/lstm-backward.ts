import {sigmoidSlope4, tanh4} from './activations';
import {addMatmul} from './matmul';
import {addTo, inputGradients, isMasked, maskOfStep} from './sequence';

/** One sequence, one step back: writes dA of the four gates, turns dC_t into dC_{t-1} and clears dH for the product. */
function stepBackRow(width: i32, gates: usize, cBefore: usize, cNow: usize, dH: usize, dC: usize, dA: usize): void {
  const row = <usize>(width * 4);
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < row; at += 16) {
    const unit = gates + at;
    const input = v128.load(unit);
    const forget = v128.load(unit + row);
    const candidate = v128.load(unit + 2 * row);
    const output = v128.load(unit + 3 * row);
    const squashed = tanh4(v128.load(cNow + at));
    const dh = v128.load(dH + at);
    const through = f32x4.mul(f32x4.mul(dh, output), f32x4.sub(one, f32x4.mul(squashed, squashed)));
    const dc = f32x4.add(v128.load(dC + at), through);
    const into = dA + at;
    v128.store(into, f32x4.mul(f32x4.mul(dc, candidate), sigmoidSlope4(input)));
    v128.store(into + row, f32x4.mul(f32x4.mul(dc, v128.load(cBefore + at)), sigmoidSlope4(forget)));
    v128.store(into + 2 * row, f32x4.mul(f32x4.mul(dc, input), f32x4.sub(one, f32x4.mul(candidate, candidate))));
    v128.store(into + 3 * row, f32x4.mul(f32x4.mul(dh, squashed), sigmoidSlope4(output)));
    v128.store(dC + at, f32x4.mul(dc, forget));
    v128.store(dH + at, f32x4.splat(0));
  }
}

/**
 * Backpropagation through time for the whole sequence of {@link lstmForward}.
 *
 *     dH_t = dY_t + dA_{t+1} W_hhᵀ      dC_t = dC_{t+1} ⊙ F_{t+1} + dH_t ⊙ O ⊙ (1 - tanh²(C_t))
 *     dA_i = dC_t ⊙ C̃ ⊙ I(1 - I)        dA_f = dC_t ⊙ C_{t-1} ⊙ F(1 - F)
 *     dA_c = dC_t ⊙ I ⊙ (1 - C̃²)        dA_o = dH_t ⊙ tanh(C_t) ⊙ O(1 - O)
 *     dW_xh = Σ X_tᵀ dA_t      dW_hh = Σ H_{t-1}ᵀ dA_t      db_h = Σ dA_t      dX_t = dA_t W_xhᵀ
 *
 * @param featureWidth features, rounded up to a multiple of 4
 * @param kernelT [4 width, featureWidth], recurrentT [4 width, width]: the transposed weights, added rows and columns zero
 * @param gates, h, c as the forward pass left them
 * @param dY [steps, batch, width], or 0 where only the last state has a gradient
 * @param dH, dC [batch, width]: on entry the gradients of the last states, on return those of the initial ones
 * @param dA [steps, batch, 4 width], dX [steps, batch, featureWidth]: written (dX must enter as zeros)
 * @param dKernel [features, 4 width], dRecurrent [units, 4 width], dBias [4 width]: must enter as zeros
 */
export function lstmBackward(
  steps: i32,
  batch: i32,
  features: i32,
  featureWidth: i32,
  units: i32,
  width: i32,
  x: usize,
  kernelT: usize,
  recurrentT: usize,
  mask: usize,
  gates: usize,
  h: usize,
  c: usize,
  dY: usize,
  dH: usize,
  dC: usize,
  dA: usize,
  dX: usize,
  dKernel: usize,
  dRecurrent: usize,
  dBias: usize,
): void {
  const row = <usize>(width * 4);
  const gateRow = <usize>(width * 16);
  const block = <usize>batch * row;
  for (let t = steps - 1; t >= 0; t--) {
    const before = <usize>t * block;
    const now = before + block;
    const maskNow = maskOfStep(mask, t, batch);
    if (dY !== 0) addTo(batch * width, dY + before, dH);
    for (let i = 0; i < batch; i++) {
      const line = <usize>i * row;
      const into = dA + 4 * (before + line);
      if (isMasked(maskNow, i)) {
        memory.fill(into, 0, gateRow); // a masked step hands its gradients on unchanged
      } else {
        const open = gates + 4 * (before + line);
        stepBackRow(width, open, c + before + line, c + now + line, dH + line, dC + line, into);
      }
    }
    addMatmul(batch, width, 4 * width, dA + 4 * before, gateRow, 4, recurrentT, row, dH, row);
  }
  const all = steps * batch;
  addMatmul(units, 4 * width, all, h, 4, row, dA, gateRow, dRecurrent, gateRow);
  inputGradients(all, features, featureWidth, 4 * width, x, kernelT, dA, dX, dKernel, dBias);
}
