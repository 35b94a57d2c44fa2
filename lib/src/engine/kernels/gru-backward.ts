import {sigmoidSlope4} from './activations';
import {addMatmul} from './matmul';
import {addColumnSums} from './rows';
import {addTo, inputGradients, isMasked, maskOfStep} from './sequence';

/** One sequence, one step back through H_t: writes dA_z and dA_h, leaves dH_t ⊙ Z in dH. */
function unmixRow(width: i32, gates: usize, hBefore: usize, dH: usize, dA: usize): void {
  const row = <usize>(width * 4);
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < row; at += 16) {
    const update = v128.load(gates + at);
    const candidate = v128.load(gates + 2 * row + at);
    const dh = v128.load(dH + at);
    const dUpdate = f32x4.mul(dh, f32x4.sub(v128.load(hBefore + at), candidate));
    const dCandidate = f32x4.mul(dh, f32x4.sub(one, update));
    v128.store(dA + at, f32x4.mul(dUpdate, sigmoidSlope4(update)));
    v128.store(dA + 2 * row + at, f32x4.mul(dCandidate, f32x4.sub(one, f32x4.mul(candidate, candidate))));
    v128.store(dH + at, f32x4.mul(dh, update));
  }
}

/** Reset after: dM = dA_h ⊙ R and dA_r = dA_h ⊙ M ⊙ R(1 - R). */
function resetAfterRow(width: i32, gates: usize, share: usize, dShare: usize, dA: usize): void {
  const row = <usize>(width * 4);
  for (let at: usize = 0; at < row; at += 16) {
    const reset = v128.load(gates + row + at);
    const dCandidate = v128.load(dA + 2 * row + at);
    v128.store(dShare + at, f32x4.mul(dCandidate, reset));
    v128.store(dA + row + at, f32x4.mul(f32x4.mul(dCandidate, v128.load(share + at)), sigmoidSlope4(reset)));
  }
}

/** Reset before: dA_r = dM ⊙ H_{t-1} ⊙ R(1 - R), and dM ⊙ R goes on to dH. */
function resetBeforeRow(width: i32, gates: usize, hBefore: usize, dShare: usize, dH: usize, dA: usize): void {
  const row = <usize>(width * 4);
  for (let at: usize = 0; at < row; at += 16) {
    const reset = v128.load(gates + row + at);
    const d = v128.load(dShare + at);
    v128.store(dA + row + at, f32x4.mul(f32x4.mul(d, v128.load(hBefore + at)), sigmoidSlope4(reset)));
    v128.store(dH + at, f32x4.add(v128.load(dH + at), f32x4.mul(d, reset)));
  }
}

/**
 * Backpropagation through time for the whole sequence of {@link gruForward}.
 *
 *     dA_z = dH_t ⊙ (H_{t-1} - H̃) ⊙ Z(1 - Z)      dA_h = dH_t ⊙ (1 - Z) ⊙ (1 - H̃²)
 *     after:  dM = dA_h ⊙ R           dA_r = dA_h ⊙ M ⊙ R(1 - R)
 *             dH_{t-1} = dH_t ⊙ Z + [dA_z dA_r] [W_hz W_hr]ᵀ + dM W_hhᵀ
 *             dW_hh = Σ H_{t-1}ᵀ dM      db_m = Σ dM
 *     before: dM = dA_h W_hhᵀ         dA_r = dM ⊙ H_{t-1} ⊙ R(1 - R)
 *             dH_{t-1} = dH_t ⊙ Z + [dA_z dA_r] [W_hz W_hr]ᵀ + dM ⊙ R
 *             dW_hh = Σ Mᵀ dA_h
 *
 * @param featureWidth features, rounded up to a multiple of 4
 * @param kernelT [3 width, featureWidth], recurrentT [3 width, width]: the transposed weights, added rows and columns zero
 * @param gates, share, h as the forward pass left them
 * @param dY [steps, batch, width], or 0 where only the last state has a gradient
 * @param dH [batch, width]: on entry the gradient of the last state, on return that of the initial state
 * @param dA [steps, batch, 3 width], dX [steps, batch, featureWidth]: written (dX must enter as zeros)
 * @param dShare dM, [steps, batch, width]: must enter as zeros
 * @param dKernel [features, 3 width], dRecurrent [units, 3 width], dBias [3 width], dShareBias [width]: enter as zeros
 */
export function gruBackward(
  steps: i32,
  batch: i32,
  features: i32,
  featureWidth: i32,
  units: i32,
  width: i32,
  resetAfter: bool,
  x: usize,
  kernelT: usize,
  recurrentT: usize,
  mask: usize,
  gates: usize,
  share: usize,
  h: usize,
  dY: usize,
  dH: usize,
  dA: usize,
  dShare: usize,
  dX: usize,
  dKernel: usize,
  dRecurrent: usize,
  dBias: usize,
  dShareBias: usize,
): void {
  const row = <usize>(width * 4);
  const gateRow = <usize>(width * 12);
  const block = <usize>batch * row;
  const candidatesT = recurrentT + <usize>(2 * width) * row;
  for (let t = steps - 1; t >= 0; t--) {
    const at = <usize>t * block;
    const before = h + at;
    const open = gates + 3 * at;
    const into = dA + 3 * at;
    const maskNow = maskOfStep(mask, t, batch);
    if (dY !== 0) addTo(batch * width, dY + at, dH);
    for (let i = 0; i < batch; i++) {
      const line = <usize>i * row;
      if (isMasked(maskNow, i)) {
        memory.fill(into + 3 * line, 0, gateRow); // a masked step hands its gradient on unchanged
      } else {
        unmixRow(width, open + 3 * line, before + line, dH + line, into + 3 * line);
        if (resetAfter) resetAfterRow(width, open + 3 * line, share + at + line, dShare + at + line, into + 3 * line);
      }
    }
    if (resetAfter) {
      addMatmul(batch, width, width, dShare + at, row, 4, candidatesT, row, dH, row);
    } else {
      addMatmul(batch, width, width, into + 2 * row, gateRow, 4, candidatesT, row, dShare + at, row);
      for (let i = 0; i < batch; i++) {
        const line = <usize>i * row;
        resetBeforeRow(width, open + 3 * line, before + line, dShare + at + line, dH + line, into + 3 * line);
      }
    }
    addMatmul(batch, width, 2 * width, into, gateRow, 4, recurrentT, row, dH, row);
  }
  const all = steps * batch;
  const dCandidates = dRecurrent + 2 * row;
  addMatmul(units, 2 * width, all, h, 4, row, dA, gateRow, dRecurrent, gateRow);
  if (resetAfter) {
    addMatmul(units, width, all, h, 4, row, dShare, row, dCandidates, gateRow);
    addColumnSums(all, width, dShare, dShareBias);
  } else {
    addMatmul(units, width, all, share, 4, row, dA + 2 * row, gateRow, dCandidates, gateRow);
  }
  inputGradients(all, features, featureWidth, 3 * width, x, kernelT, dA, dX, dKernel, dBias);
}
