import {sigmoidSlope4, tanh4} from '../activations';
import {flushed4} from '../lanes';
import {addMatmul} from '../matmul/matmul';
import {dropoutOfStep, giveSeenGradient} from '../plain/dropout';
import {addTo} from '../rows';
import {normaliseRowBack} from './gate-norm';
import {isMasked, maskOfStep} from './sequence';

/** Back through H_t = O ⊙ tanh(C_t): writes dA_o and the whole dC_t, clears dH for the product. */
function unshowRow(width: i32, output: usize, cNow: usize, dH: usize, dC: usize, dA: usize, dCell: usize): void {
  const row = <usize>(width * 4);
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < row; at += 16) {
    const open = v128.load(output + at);
    const squashed = tanh4(v128.load(cNow + at));
    const dh = flushed4(v128.load(dH + at));
    const through = f32x4.mul(f32x4.mul(dh, open), f32x4.sub(one, f32x4.mul(squashed, squashed)));
    v128.store(dCell + at, flushed4(f32x4.add(v128.load(dC + at), through)));
    v128.store(dA + 3 * row + at, f32x4.mul(f32x4.mul(dh, squashed), sigmoidSlope4(open)));
    v128.store(dH + at, f32x4.splat(0));
  }
}

/** Back through F ⊙ C_{t-1} + I ⊙ C̃, whose gradient lies in dC: writes dA_i, dA_f, dA_c, turns dC into dC_{t-1}. */
function unmixRow(width: i32, gates: usize, cBefore: usize, dC: usize, dA: usize): void {
  const row = <usize>(width * 4);
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < row; at += 16) {
    const unit = gates + at;
    const input = v128.load(unit);
    const forget = v128.load(unit + row);
    const candidate = v128.load(unit + 2 * row);
    const d = v128.load(dC + at);
    const into = dA + at;
    v128.store(into, f32x4.mul(f32x4.mul(d, candidate), sigmoidSlope4(input)));
    v128.store(into + row, f32x4.mul(f32x4.mul(d, v128.load(cBefore + at)), sigmoidSlope4(forget)));
    v128.store(into + 2 * row, f32x4.mul(f32x4.mul(d, input), f32x4.sub(one, f32x4.mul(candidate, candidate))));
    v128.store(dC + at, f32x4.mul(d, forget));
  }
}

/**
 * Backpropagation through time for sequences from..to of {@link layerNormLstmForward}.
 *
 *     dH_t = dY_t + dP_{t+1} W_hhᵀ           dC_t = dC_{t+1} ⊙ F_{t+1} + dH_t ⊙ O ⊙ (1 - tanh²(C_t))
 *     dV = back through LN_c of dC_t          dA_o = dH_t ⊙ tanh(C_t) ⊙ O(1 - O)
 *     dA_i = dV ⊙ C̃ ⊙ I(1 - I)    dA_f = dV ⊙ C_{t-1} ⊙ F(1 - F)    dA_c = dV ⊙ I ⊙ (1 - C̃²)
 *     dP = back through LN_h of dA
 *
 * The gradients of the weights are sums and products over all steps of dA, dP and dC; the caller takes them.
 *
 * @param recurrentT W_hhᵀ, [4 width, width]
 * @param gates, normalisedH, deviationsH, normalisedC, deviationsC, c as the forward pass left them
 * @param dY [steps, batch, width], or 0 where only the last state has a gradient
 * @param dH, dC [batch, width]: on entry the gradients of the last states, on return those of the initial ones
 * @param dA, dP [steps, batch, 4 width], dCells [steps, batch, width]: written
 * @param drop, dropStep, dSeen as in lstmBackward
 */
export function layerNormLstmBackward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  units: i32,
  width: i32,
  recurrentT: usize,
  gammaH: usize,
  gammaC: usize,
  mask: usize,
  gates: usize,
  normalisedH: usize,
  deviationsH: usize,
  normalisedC: usize,
  deviationsC: usize,
  c: usize,
  dY: usize,
  dH: usize,
  dC: usize,
  dA: usize,
  dP: usize,
  dCells: usize,
  drop: usize,
  dropStep: usize,
  dSeen: usize,
): void {
  const row = <usize>(width * 4);
  const gateRow = <usize>(width * 16);
  const block = <usize>batch * row;
  const first = <usize>from * row;
  const rows = to - from;
  const dHidden = dH + first;
  const dState = drop === 0 ? dHidden : dSeen + first;
  for (let t = steps - 1; t >= 0; t--) {
    const before = <usize>t * block + first;
    const maskNow = maskOfStep(mask, t, batch, from);
    if (dY !== 0) addTo(rows * width, dY + before, dHidden);
    for (let i = 0; i < rows; i++) {
      const at = before + <usize>i * row;
      const number = <usize>((t * batch + from + i) * 4);
      if (isMasked(maskNow, i)) {
        memory.fill(dA + 4 * at, 0, gateRow); // a masked step hands its gradients on unchanged
        memory.fill(dP + 4 * at, 0, gateRow);
        memory.fill(dCells + at, 0, row);
        continue;
      }
      const dCell = dC + first + <usize>i * row;
      const open = gates + 4 * at;
      unshowRow(width, open + 3 * row, c + block + at, dHidden + <usize>i * row, dCell, dA + 4 * at, dCells + at);
      const deviationC = load<f32>(deviationsC + number);
      normaliseRowBack(units, 1, width, gammaC, normalisedC + at, deviationC, dCells + at, dCell);
      unmixRow(width, open, c + at, dCell, dA + 4 * at);
      const deviationH = load<f32>(deviationsH + number);
      normaliseRowBack(units, 4, width, gammaH, normalisedH + 4 * at, deviationH, dA + 4 * at, dP + 4 * at);
    }
    addMatmul(rows, width, 4 * width, dP + 4 * before, gateRow, 4, recurrentT, row, dState, row);
    giveSeenGradient(rows * width, dropoutOfStep(drop, dropStep, t, first), dState, dHidden);
  }
}
