import {sigmoidSlope4} from '../activations';
import {flushed4} from '../lanes';
import {addMatmul} from '../matmul/matmul';
import {dropoutOfStep, giveSeenGradient} from '../plain/dropout';
import {addTo} from '../rows';
import {isMasked, maskOfStep, sequencesAtOnce} from './sequence';

/** One sequence, one step back through H_t: writes dA_z and dA_h, leaves dH_t ⊙ Z in dH. */
export function unmixRow(width: i32, gates: usize, hBefore: usize, dH: usize, dA: usize): void {
  const row = <usize>(width * 4);
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < row; at += 16) {
    const update = v128.load(gates + at);
    const candidate = v128.load(gates + 2 * row + at);
    const dh = flushed4(v128.load(dH + at));
    const dUpdate = f32x4.mul(dh, f32x4.sub(v128.load(hBefore + at), candidate));
    const dCandidate = f32x4.mul(dh, f32x4.sub(one, update));
    v128.store(dA + at, f32x4.mul(dUpdate, sigmoidSlope4(update)));
    v128.store(dA + 2 * row + at, f32x4.mul(dCandidate, f32x4.sub(one, f32x4.mul(candidate, candidate))));
    v128.store(dH + at, f32x4.mul(dh, update));
  }
}

/** Reset after: dM = dA_h ⊙ R and dA_r = dA_h ⊙ M ⊙ R(1 - R). */
export function resetAfterRow(width: i32, gates: usize, share: usize, dShare: usize, dA: usize): void {
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
 * Backpropagation through time for sequences from..to of {@link gruForward}.
 *
 *     dA_z = dH_t ⊙ (H_{t-1} - H̃) ⊙ Z(1 - Z)      dA_h = dH_t ⊙ (1 - Z) ⊙ (1 - H̃²)
 *     after:  dM = dA_h ⊙ R           dA_r = dA_h ⊙ M ⊙ R(1 - R)
 *             dH_{t-1} = dH_t ⊙ Z + [dA_z dA_r] [W_hz W_hr]ᵀ + dM W_hhᵀ
 *     before: dM = dA_h W_hhᵀ         dA_r = dM ⊙ H_{t-1} ⊙ R(1 - R)
 *             dH_{t-1} = dH_t ⊙ Z + [dA_z dA_r] [W_hz W_hr]ᵀ + dM ⊙ R
 *
 * The gradients of the weights are products over all steps; the caller takes them: dW_hz, dW_hr from Hᵀ dA, dW_hh from
 * Hᵀ dM (after) or Mᵀ dA_h (before), db_m from dM.
 *
 * @param recurrentT [3 width, width]: the transposed weights
 * @param gates, share, h as the forward pass left them
 * @param dY [steps, batch, width], or 0 where only the last state has a gradient
 * @param dH [batch, width]: on entry the gradient of the last state, on return that of the initial state
 * @param dA [steps, batch, 3 width]: written; may be the place of `gates`
 * @param dShare dM, [steps, batch, width]: must enter as zeros
 * @param drop, dropStep as in the forward pass
 * @param seen as the forward pass left it: h itself where drop is 0
 * @param dSeen [batch, width]: must enter as zeros, where drop is given
 */
export function gruBackward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  width: i32,
  resetAfter: bool,
  recurrentT: usize,
  mask: usize,
  gates: usize,
  share: usize,
  h: usize,
  dY: usize,
  dH: usize,
  dA: usize,
  dShare: usize,
  drop: usize,
  dropStep: usize,
  seen: usize,
  dSeen: usize,
): void {
  const most = sequencesAtOnce(width);
  while (to - from > most) {
    gruBackward(
      steps,
      batch,
      from,
      from + most,
      width,
      resetAfter,
      recurrentT,
      mask,
      gates,
      share,
      h,
      dY,
      dH,
      dA,
      dShare,
      drop,
      dropStep,
      seen,
      dSeen,
    );
    from += most;
  }
  const row = <usize>(width * 4);
  const gateRow = <usize>(width * 12);
  const block = <usize>batch * row;
  const rows = to - from;
  const first = <usize>from * row;
  const dHidden = dH + first;
  const candidatesT = recurrentT + <usize>(2 * width) * row;
  for (let t = steps - 1; t >= 0; t--) {
    const at = <usize>t * block + first;
    const before = h + at;
    const open = gates + 3 * at;
    const into = dA + 3 * at;
    const maskNow = maskOfStep(mask, t, batch, from);
    const dState = drop === 0 ? dHidden : dSeen + first;
    if (dY !== 0) addTo(rows * width, dY + at, dHidden);
    for (let i = 0; i < rows; i++) {
      const line = <usize>i * row;
      if (isMasked(maskNow, i)) {
        memory.fill(into + 3 * line, 0, gateRow); // a masked step hands its gradient on unchanged
      } else {
        unmixRow(width, open + 3 * line, before + line, dHidden + line, into + 3 * line);
        if (resetAfter) resetAfterRow(width, open + 3 * line, share + at + line, dShare + at + line, into + 3 * line);
      }
    }
    if (resetAfter) {
      addMatmul(rows, width, width, dShare + at, row, 4, candidatesT, row, dState, row);
    } else {
      addMatmul(rows, width, width, into + 2 * row, gateRow, 4, candidatesT, row, dShare + at, row);
      for (let i = 0; i < rows; i++) {
        const line = <usize>i * row;
        resetBeforeRow(width, open + 3 * line, seen + at + line, dShare + at + line, dState + line, into + 3 * line);
      }
    }
    addMatmul(rows, width, 2 * width, into, gateRow, 4, recurrentT, row, dState, row);
    giveSeenGradient(rows * width, dropoutOfStep(drop, dropStep, t, first), dState, dHidden);
  }
}
