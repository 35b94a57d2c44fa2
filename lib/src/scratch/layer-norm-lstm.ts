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
import {layerNorm, layerNormBackward, type NormForward, type NormWeights} from './layer-norm';
import type {LstmGates, LstmGradients, LstmState, LstmWeights} from './lstm';
import {add, checkMatrix, type Matrix, map, matmul, multiply, sumRows, zeros} from './matrix';

/** Weights of the norms of a layer of long short-term memory. */
export interface LstmNorms {
  /** LN_x, of what comes from the inputs, [1, 4 * units] each */
  kernelNorm: NormWeights;
  /** LN_h, of what comes from the state, [1, 4 * units] each */
  recurrentNorm: NormWeights;
  /** LN_c, of the cell state, [1, units] each */
  stateNorm: NormWeights;
}

/** Weights of a layer of long short-term memory with layer normalisation; gates in the order [i | f | c | o]. */
export interface LayerNormLstmWeights extends LstmWeights, LstmNorms {}

/** What one step leaves for the way back. */
export interface LayerNormLstmTrace {
  gates: LstmGates;
  fromX: NormForward;
  fromH: NormForward;
  cell: NormForward;
}

/** A sequence as {@link layerNormLstmForward} went through it. */
export interface LayerNormLstmForward {
  /** states by time step; the first is the initial one, so there is one more than inputs */
  states: LstmState[];
  traces: LayerNormLstmTrace[];
}

/** Gradients of a loss, as {@link layerNormLstmBackward} computes them. */
export interface LayerNormLstmGradients extends LstmGradients, LstmNorms {}

/**
 * One time step of long short-term memory with layer normalisation.
 *
 *     [A_i A_f A_c A_o] = LN_x(X W_xh) + LN_h(H W_hh) + b_h      LN over the four gates together
 *     I = σ(A_i)    F = σ(A_f)    C̃ = tanh(A_c)    O = σ(A_o)
 *     C' = LN_c(F ⊙ C + I ⊙ C̃)      H' = O ⊙ tanh(C')
 *
 * @param X input at this time step, [batch, features]
 * @param state after the previous time step
 * @param weights see {@link LayerNormLstmWeights}
 * @returns the new state and what the way back needs
 * @throws RangeError for shapes that do not fit
 *
 * Source: Ba et al. 2016, arXiv:1607.06450, in the form of TensorFlow Addons. Differs: Ba et al. carry C' on without its
 * norm. Check: agrees with PyTorch's autograd to 1e-8.
 */
export function layerNormLstmStep(
  X: Matrix,
  {H, C}: LstmState,
  weights: LayerNormLstmWeights,
): LstmState & {trace: LayerNormLstmTrace} {
  checkMatrix('layerNormLstmStep: X', X);
  const {kernel, recurrentKernel, bias, kernelNorm, recurrentNorm, stateNorm} = weights;
  const [batch, features] = X.shape;
  const units = recurrentKernel.shape[0];
  checkShapes('layerNormLstmStep', [
    ['kernel', kernel, features, 4 * units],
    ['recurrentKernel', recurrentKernel, units, 4 * units],
    ['bias', bias, 1, 4 * units],
    ['H', H, batch, units],
    ['C', C, batch, units],
  ]);
  const fromX = layerNorm(matmul(X, kernel), kernelNorm);
  const fromH = layerNorm(matmul(H, recurrentKernel), recurrentNorm);
  const [input, forget, candidates, output] = splitGates(add(add(fromX.output, fromH.output), bias), 4);
  const gates = {I: sigmoid(input), F: sigmoid(forget), candidate: map(candidates, Math.tanh), O: sigmoid(output)};
  const cell = layerNorm(add(multiply(gates.F, C), multiply(gates.I, gates.candidate)), stateNorm);
  const next = {H: multiply(gates.O, map(cell.output, Math.tanh)), C: cell.output};
  return {...next, trace: {gates, fromX, fromH, cell}};
}

/**
 * A whole sequence through the layer.
 *
 * @param X inputs by time step, each [batch, features]
 * @param weights see {@link LayerNormLstmWeights}
 * @param initial state before the first step; defaults to zeros
 * @returns see {@link LayerNormLstmForward}
 * @throws RangeError for an empty sequence or shapes that do not fit
 */
export function layerNormLstmForward(
  X: readonly Matrix[],
  weights: LayerNormLstmWeights,
  initial?: LstmState,
): LayerNormLstmForward {
  checkList('layerNormLstmForward: X', X);
  const [batch, units] = [X[0].shape[0], weights.recurrentKernel.shape[0]];
  const states: LstmState[] = [initial ?? {H: zeros(batch, units), C: zeros(batch, units)}];
  const traces: LayerNormLstmTrace[] = [];
  for (const input of X) {
    const {trace, ...state} = layerNormLstmStep(input, states[states.length - 1], weights);
    states.push(state);
    traces.push(trace);
  }
  return {states, traces};
}

const noGradient = ({gamma, beta}: NormWeights): NormWeights => ({
  gamma: zeros(...gamma.shape),
  beta: zeros(...beta.shape),
});

const addNorm = (sum: NormWeights, {gamma, beta}: NormWeights): NormWeights => ({
  gamma: add(sum.gamma, gamma),
  beta: add(sum.beta, beta),
});

/**
 * Backpropagation through time.
 *
 *     dC_t = (from the step after) + dH_t ⊙ O ⊙ (1 - tanh²(C_t))      dV = back through LN_c
 *     dA_i = dV ⊙ C̃ ⊙ I(1 - I)      dA_f = dV ⊙ C_{t-1} ⊙ F(1 - F)      dA_c = dV ⊙ I ⊙ (1 - C̃²)
 *     dA_o = dH_t ⊙ tanh(C_t) ⊙ O(1 - O)      dC_{t-1} = dV ⊙ F
 *     dP = back through LN_h of dA, dQ = back through LN_x of dA
 *     dW_hh = Σ H_{t-1}ᵀ dP    dH_{t-1} = dP W_hhᵀ    dW_xh = Σ X_tᵀ dQ    dX_t = dQ W_xhᵀ    db_h = Σ dA
 *
 * @param X inputs by time step, each [batch, features]
 * @param forward what {@link layerNormLstmForward} returned for them
 * @param dH gradient of the loss with respect to each H_t as output alone, H_1 first, each [batch, units]
 * @param weights see {@link LayerNormLstmWeights}
 * @param dC gradient of the loss with respect to the last cell state, [batch, units]; defaults to zeros
 * @returns see {@link LayerNormLstmGradients}
 * @throws RangeError when the lists do not fit together
 *
 * Check: central differences, relative error below 1e-9.
 */
export function layerNormLstmBackward(
  X: readonly Matrix[],
  {states, traces}: LayerNormLstmForward,
  dH: readonly Matrix[],
  weights: LayerNormLstmWeights,
  dC?: Matrix,
): LayerNormLstmGradients {
  checkList('layerNormLstmBackward: X', X);
  checkList('layerNormLstmBackward: dH', dH);
  checkLengths(X.length, states.length, dH.length, 'layerNormLstmBackward');
  let [kernel, recurrentKernel, bias] = [weights.kernel, weights.recurrentKernel, weights.bias].map(({shape}) =>
    zeros(...shape),
  );
  let kernelNorm = noGradient(weights.kernelNorm);
  let recurrentNorm = noGradient(weights.recurrentNorm);
  let stateNorm = noGradient(weights.stateNorm);
  let carriedH = zeros(...states[0].H.shape);
  let carriedC = dC ?? zeros(...states[0].C.shape);
  const [inputs, hidden, cells]: Matrix[][] = [[], [], []];
  for (let t = X.length - 1; t >= 0; t--) {
    const {gates, fromX, fromH, cell} = traces[t];
    const {I, F, candidate, O} = gates;
    const shown = map(states[t + 1].C, Math.tanh);
    const dState = add(dH[t], carriedH);
    const dCell = add(carriedC, multiply(multiply(dState, O), tanhSlope(shown)));
    const dV = layerNormBackward(dCell, cell, weights.stateNorm);
    const dA = joinGates([
      multiply(multiply(dV.input, candidate), sigmoidSlope(I)),
      multiply(multiply(dV.input, states[t].C), sigmoidSlope(F)),
      multiply(multiply(dV.input, I), tanhSlope(candidate)),
      multiply(multiply(dState, shown), sigmoidSlope(O)),
    ]);
    const dP = layerNormBackward(dA, fromH, weights.recurrentNorm);
    const dQ = layerNormBackward(dA, fromX, weights.kernelNorm);
    kernel = add(kernel, transposedMatmul(X[t], dQ.input));
    recurrentKernel = add(recurrentKernel, transposedMatmul(states[t].H, dP.input));
    bias = add(bias, sumRows(dA));
    kernelNorm = addNorm(kernelNorm, dQ);
    recurrentNorm = addNorm(recurrentNorm, dP);
    stateNorm = addNorm(stateNorm, dV);
    inputs.unshift(matmulTransposed(dQ.input, weights.kernel));
    hidden.unshift(dState);
    cells.unshift(dCell);
    carriedH = matmulTransposed(dP.input, weights.recurrentKernel);
    carriedC = multiply(dV.input, F);
  }
  const norms = {kernelNorm, recurrentNorm, stateNorm};
  const [hiddenStates, cellStates] = [
    [carriedH, ...hidden],
    [carriedC, ...cells],
  ];
  return {kernel, recurrentKernel, bias, ...norms, inputs, states: hiddenStates, cellStates};
}
