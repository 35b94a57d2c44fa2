import {sigmoidSlope4, tanh4} from '../activations';
import {flushed4} from '../lanes';
import {addMatmul} from '../matmul/matmul';
import {dropoutOfStep, giveSeenGradient} from '../plain/dropout';
import {addTo} from '../rows';
import {isMasked, maskOfStep, sequencesAtOnce} from './sequence';

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
    const dh = flushed4(v128.load(dH + at));
    const through = f32x4.mul(f32x4.mul(dh, output), f32x4.sub(one, f32x4.mul(squashed, squashed)));
    const dc = flushed4(f32x4.add(v128.load(dC + at), through));
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
 * Backpropagation through time for sequences from..to of {@link lstmForward}.
 *
 *     dH_t = dY_t + dA_{t+1} W_hhᵀ      dC_t = dC_{t+1} ⊙ F_{t+1} + dH_t ⊙ O ⊙ (1 - tanh²(C_t))
 *     dA_i = dC_t ⊙ C̃ ⊙ I(1 - I)        dA_f = dC_t ⊙ C_{t-1} ⊙ F(1 - F)
 *     dA_c = dC_t ⊙ I ⊙ (1 - C̃²)        dA_o = dH_t ⊙ tanh(C_t) ⊙ O(1 - O)
 *
 * The gradients of the weights are products of dA with X and H over all steps; the caller takes them.
 *
 * @param recurrentT W_hhᵀ, [4 width, width]
 * @param gates, h, c as the forward pass left them
 * @param dY [steps, batch, width], or 0 where only the last state has a gradient
 * @param dH, dC [batch, width]: on entry the gradients of the last states, on return those of the initial ones
 * @param dA [steps, batch, 4 width]: written; may be the place of `gates`
 * @param drop, dropStep as in the forward pass
 * @param dSeen [batch, width]: must enter as zeros, where drop is given
 */
export function lstmBackward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  width: i32,
  recurrentT: usize,
  mask: usize,
  gates: usize,
  c: usize,
  dY: usize,
  dH: usize,
  dC: usize,
  dA: usize,
  drop: usize,
  dropStep: usize,
  dSeen: usize,
): void {
  const most = sequencesAtOnce(width);
  while (to - from > most) {
    lstmBackward(
      steps,
      batch,
      from,
      from + most,
      width,
      recurrentT,
      mask,
      gates,
      c,
      dY,
      dH,
      dC,
      dA,
      drop,
      dropStep,
      dSeen,
    );
    from += most;
  }
  const row = <usize>(width * 4);
  const gateRow = <usize>(width * 16);
  const block = <usize>batch * row;
  const first = <usize>from * row;
  const dHidden = dH + first;
  const dCell = dC + first;
  for (let t = steps - 1; t >= 0; t--) {
    const before = <usize>t * block + first;
    const now = before + block;
    const maskNow = maskOfStep(mask, t, batch, from);
    if (dY !== 0) addTo((to - from) * width, dY + before, dHidden);
    for (let i = 0; i < to - from; i++) {
      const line = <usize>i * row;
      const into = dA + 4 * (before + line);
      if (isMasked(maskNow, i)) {
        memory.fill(into, 0, gateRow); // a masked step hands its gradients on unchanged
      } else {
        const open = gates + 4 * (before + line);
        stepBackRow(width, open, c + before + line, c + now + line, dHidden + line, dCell + line, into);
      }
    }
    const dState = drop === 0 ? dHidden : dSeen + first;
    addMatmul(to - from, width, 4 * width, dA + 4 * before, gateRow, 4, recurrentT, row, dState, row);
    giveSeenGradient((to - from) * width, dropoutOfStep(drop, dropStep, t, first), dState, dHidden);
  }
}
