import {checkList} from '../data/arguments';
import {
  checkLengths,
  checkShapes,
  joinGates,
  matmulTransposed,
  sigmoid,
  sigmoidSlope,
  splitGates,
  tanhSlope,
  transposedMatmul,
} from './gates';
import type {LstmForward, LstmGates, LstmGradients, LstmState, LstmWeights} from './lstm';
import {add, checkMatrix, type Matrix, map, matmul, multiply, sumRows, zeros} from './matrix';
import {rowOf, scaleColumns, stackRows} from './rows';

/** Weights of a layer of long short-term memory with peepholes; the gates are packed in the order [i | f | c | o]. */
export interface PeepholeLstmWeights extends LstmWeights {
  /** p_i, p_f, p_o, one a row, [3, units] */
  peepholes: Matrix;
}

/** Gradients of a loss, as {@link peepholeLstmBackward} computes them. */
export interface PeepholeLstmGradients extends LstmGradients {
  peepholes: Matrix;
}

/**
 * One time step of long short-term memory with peepholes.
 *
 *     I  = σ(X W_xi + H W_hi + p_i ⊙ C + b_i)      input gate
 *     F  = σ(X W_xf + H W_hf + p_f ⊙ C + b_f)      forget gate
 *     C̃  = tanh(X W_xc + H W_hc + b_c)             candidate cell state
 *     C' = F ⊙ C + I ⊙ C̃                           new cell state
 *     O  = σ(X W_xo + H W_ho + p_o ⊙ C' + b_o)     output gate
 *     H' = O ⊙ tanh(C')                            new hidden state
 *
 * The gates see the cell state even where the output gate hides it.
 *
 * @param X input at this time step, [batch, features]
 * @param state after the previous time step
 * @param weights see {@link PeepholeLstmWeights}
 * @returns the new state and the gates that made it
 * @throws RangeError for shapes that do not fit
 *
 * Source: Gers, Schraudolph and Schmidhuber 2002. Check: agrees with PyTorch's autograd to 1e-8.
 */
export function peepholeLstmStep(
  X: Matrix,
  {H, C}: LstmState,
  weights: PeepholeLstmWeights,
): LstmState & {gates: LstmGates} {
  checkMatrix('peepholeLstmStep: X', X);
  const {kernel, recurrentKernel, bias, peepholes} = weights;
  const [batch, features] = X.shape;
  const units = recurrentKernel.shape[0];
  checkShapes('peepholeLstmStep', [
    ['kernel', kernel, features, 4 * units],
    ['recurrentKernel', recurrentKernel, units, 4 * units],
    ['bias', bias, 1, 4 * units],
    ['peepholes', peepholes, 3, units],
    ['H', H, batch, units],
    ['C', C, batch, units],
  ]);
  const [pi, pf, po] = [0, 1, 2].map((row) => rowOf(peepholes, row));
  const A = add(add(matmul(X, kernel), matmul(H, recurrentKernel)), bias);
  const [input, forget, cell, output] = splitGates(A, 4);
  const I = sigmoid(add(input, scaleColumns(C, pi)));
  const F = sigmoid(add(forget, scaleColumns(C, pf)));
  const candidate = map(cell, Math.tanh);
  const next = add(multiply(F, C), multiply(I, candidate));
  const O = sigmoid(add(output, scaleColumns(next, po)));
  return {H: multiply(O, map(next, Math.tanh)), C: next, gates: {I, F, candidate, O}};
}

/**
 * A whole sequence through the layer.
 *
 * @param X inputs by time step, each [batch, features]
 * @param weights see {@link PeepholeLstmWeights}
 * @param initial state before the first step; defaults to zeros
 * @returns see {@link LstmForward}
 * @throws RangeError for an empty sequence or shapes that do not fit
 */
export function peepholeLstmForward(
  X: readonly Matrix[],
  weights: PeepholeLstmWeights,
  initial?: LstmState,
): LstmForward {
  checkList('peepholeLstmForward: X', X);
  const [batch, units] = [X[0].shape[0], weights.recurrentKernel.shape[0]];
  const states: LstmState[] = [initial ?? {H: zeros(batch, units), C: zeros(batch, units)}];
  const gates: LstmGates[] = [];
  for (const input of X) {
    const step = peepholeLstmStep(input, states[states.length - 1], weights);
    states.push({H: step.H, C: step.C});
    gates.push(step.gates);
  }
  return {states, gates};
}

/**
 * Backpropagation through time.
 *
 *     dH_t = dL/dH_t (from the output at t) + dA_{t+1} W_hhᵀ      dA_o = dH_t ⊙ tanh(C_t) ⊙ O(1 - O)
 *     dC_t = (from the step after) + dH_t ⊙ O ⊙ (1 - tanh²(C_t)) + dA_o ⊙ p_o
 *     dA_i = dC_t ⊙ C̃ ⊙ I(1 - I)    dA_f = dC_t ⊙ C_{t-1} ⊙ F(1 - F)    dA_c = dC_t ⊙ I ⊙ (1 - C̃²)
 *     dC_{t-1} = dC_t ⊙ F + dA_i ⊙ p_i + dA_f ⊙ p_f
 *     dp_i = Σ dA_i ⊙ C_{t-1}      dp_f = Σ dA_f ⊙ C_{t-1}      dp_o = Σ dA_o ⊙ C_t
 *
 * The other gradients are those of {@link lstmBackward}.
 *
 * @param X inputs by time step, each [batch, features]
 * @param forward what {@link peepholeLstmForward} returned for them
 * @param dH gradient of the loss with respect to each H_t as output alone, H_1 first, each [batch, units]
 * @param weights see {@link PeepholeLstmWeights}
 * @param dC gradient of the loss with respect to the last cell state, [batch, units]; defaults to zeros
 * @returns see {@link PeepholeLstmGradients}
 * @throws RangeError when the lists do not fit together
 *
 * Check: central differences, relative error below 1e-9.
 */
export function peepholeLstmBackward(
  X: readonly Matrix[],
  {states, gates}: LstmForward,
  dH: readonly Matrix[],
  weights: PeepholeLstmWeights,
  dC?: Matrix,
): PeepholeLstmGradients {
  checkList('peepholeLstmBackward: X', X);
  checkList('peepholeLstmBackward: dH', dH);
  checkLengths(X.length, states.length, dH.length, 'peepholeLstmBackward');
  const {peepholes: eyes} = weights;
  const [pi, pf, po] = [0, 1, 2].map((row) => rowOf(eyes, row));
  let [kernel, recurrentKernel, bias, peepholes] = [weights.kernel, weights.recurrentKernel, weights.bias, eyes].map(
    ({shape}) => zeros(...shape),
  );
  let carriedH = zeros(...states[0].H.shape);
  let carriedC = dC ?? zeros(...states[0].C.shape);
  const [inputs, hidden, cells]: Matrix[][] = [[], [], []];
  for (let t = X.length - 1; t >= 0; t--) {
    const {I, F, candidate, O} = gates[t];
    const [before, now] = [states[t].C, states[t + 1].C];
    const shown = map(now, Math.tanh);
    const dState = add(dH[t], carriedH);
    const dAo = multiply(multiply(dState, shown), sigmoidSlope(O));
    const throughState = multiply(multiply(dState, O), tanhSlope(shown));
    const dCell = add(add(carriedC, throughState), scaleColumns(dAo, po));
    const dAi = multiply(multiply(dCell, candidate), sigmoidSlope(I));
    const dAf = multiply(multiply(dCell, before), sigmoidSlope(F));
    const dA = joinGates([dAi, dAf, multiply(multiply(dCell, I), tanhSlope(candidate)), dAo]);
    kernel = add(kernel, transposedMatmul(X[t], dA));
    recurrentKernel = add(recurrentKernel, transposedMatmul(states[t].H, dA));
    bias = add(bias, sumRows(dA));
    const seen = [multiply(dAi, before), multiply(dAf, before), multiply(dAo, now)];
    peepholes = add(peepholes, stackRows(seen.map(sumRows)));
    inputs.unshift(matmulTransposed(dA, weights.kernel));
    hidden.unshift(dState);
    cells.unshift(dCell);
    carriedH = matmulTransposed(dA, weights.recurrentKernel);
    carriedC = add(add(multiply(dCell, F), scaleColumns(dAi, pi)), scaleColumns(dAf, pf));
  }
  const [hiddenStates, cellStates] = [
    [carriedH, ...hidden],
    [carriedC, ...cells],
  ];
  return {kernel, recurrentKernel, bias, peepholes, inputs, states: hiddenStates, cellStates};
}
