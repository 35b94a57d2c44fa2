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
import type {GruGates} from './gru';
import {layerNorm, layerNormBackward, type NormForward, type NormWeights} from './layer-norm';
import {add, checkMatrix, type Matrix, map, matmul, multiply, subtract, sumRows, zeros} from './matrix';

/** Weights of a layer of gated recurrent units with layer normalisation; gates in the order [z | r | h]. */
export interface LayerNormGruWeights {
  /** W_xz, W_xr, W_xh side by side, [features, 3 * units] */
  kernel: Matrix;
  /** W_hz, W_hr, W_hh side by side, [units, 3 * units] */
  recurrentKernel: Matrix;
  /** b_z, b_r, b_h side by side, [1, 3 * units] */
  bias: Matrix;
  /** LN_x of both gates, then LN_c of the candidate, side by side, [1, 3 * units] each */
  kernelNorm: NormWeights;
  /** LN_h of both gates, then LN_m of the state's share in the candidate, [1, 3 * units] each */
  recurrentNorm: NormWeights;
}

/** What one step leaves for the way back. */
export interface LayerNormGruTrace {
  gates: GruGates;
  /** Both gates' norm and the candidate's. */
  fromX: NormForward[];
  fromH: NormForward[];
}

/** A sequence as {@link layerNormGruForward} went through it. */
export interface LayerNormGruForward {
  /** states by time step, each [batch, units]; the first is the initial one, so there is one more than inputs */
  states: Matrix[];
  traces: LayerNormGruTrace[];
}

/** Gradients of a loss, as {@link layerNormGruBackward} computes them. */
export interface LayerNormGruGradients extends LayerNormGruWeights {
  /** ∂L/∂X_t by time step, each [batch, features] */
  inputs: Matrix[];
  /** ∂L/∂H_t by time step, over all paths, each [batch, units]; the first is that of the initial state */
  states: Matrix[];
}

/** Both gates together, and the candidate. */
function splitParts(A: Matrix): Matrix[] {
  const [z, r, h] = splitGates(A, 3);
  return [joinGates([z, r]), h];
}

const splitNorm = ({gamma, beta}: NormWeights): NormWeights[] => {
  const [gammas, betas] = [splitParts(gamma), splitParts(beta)];
  return gammas.map((part, i) => ({gamma: part, beta: betas[i]}));
};

const normParts = (A: Matrix, weights: NormWeights): NormForward[] => {
  const norms = splitNorm(weights);
  return splitParts(A).map((part, i) => layerNorm(part, norms[i]));
};

/** Back through {@link normParts}: the gradients of both parts side by side. */
function normPartsBackward(dParts: Matrix[], forward: NormForward[], weights: NormWeights) {
  const norms = splitNorm(weights);
  const parts = dParts.map((d, i) => layerNormBackward(d, forward[i], norms[i]));
  const join = (name: 'input' | 'gamma' | 'beta') => joinParts(parts.map((part) => part[name]));
  return {input: join('input'), gamma: join('gamma'), beta: join('beta')};
}

function joinParts([both, own]: Matrix[]): Matrix {
  return joinGates([...splitGates(both, 2), own]);
}

/**
 * One time step of a gated recurrent unit with layer normalisation.
 *
 *     [A_z A_r] = LN_x(X [W_xz W_xr]) + LN_h(H [W_hz W_hr]) + [b_z b_r]      LN over both gates together
 *     Z = σ(A_z)    R = σ(A_r)    H̃ = tanh(LN_c(X W_xh) + b_h + R ⊙ LN_m(H W_hh))
 *     H' = Z ⊙ H + (1 - Z) ⊙ H̃
 *
 * @param X input at this time step, [batch, features]
 * @param H state after the previous time step, [batch, units]
 * @param weights see {@link LayerNormGruWeights}
 * @returns the new state, [batch, units], and what the way back needs
 * @throws RangeError for shapes that do not fit
 *
 * Source: Ba et al. 2016, arXiv:1607.06450. Differs: Z keeps the old state, as in Keras. Check: agrees with PyTorch's
 * autograd to 1e-8.
 */
export function layerNormGruStep(
  X: Matrix,
  H: Matrix,
  weights: LayerNormGruWeights,
): {H: Matrix; trace: LayerNormGruTrace} {
  checkMatrix('layerNormGruStep: X', X);
  checkMatrix('layerNormGruStep: H', H);
  const {kernel, recurrentKernel, bias, kernelNorm, recurrentNorm} = weights;
  const [batch, features] = X.shape;
  const units = recurrentKernel.shape[0];
  checkShapes('layerNormGruStep', [
    ['kernel', kernel, features, 3 * units],
    ['recurrentKernel', recurrentKernel, units, 3 * units],
    ['bias', bias, 1, 3 * units],
    ['H', H, batch, units],
  ]);
  const fromX = normParts(matmul(X, kernel), kernelNorm);
  const fromH = normParts(matmul(H, recurrentKernel), recurrentNorm);
  const [bothBias, ownBias] = splitParts(bias);
  const both = add(add(fromX[0].output, fromH[0].output), bothBias);
  const [Z, R] = splitGates(both, 2).map(sigmoid);
  const share = fromH[1].output;
  const candidate = map(add(add(fromX[1].output, ownBias), multiply(R, share)), Math.tanh);
  const next = add(candidate, multiply(Z, subtract(H, candidate))); // Z ⊙ H + (1 - Z) ⊙ H̃
  return {H: next, trace: {gates: {Z, R, candidate, share}, fromX, fromH}};
}

/**
 * A whole sequence through the layer.
 *
 * @param X inputs by time step, each [batch, features]
 * @param weights see {@link LayerNormGruWeights}
 * @param initialState H_0, [batch, units]; defaults to zeros
 * @returns see {@link LayerNormGruForward}
 * @throws RangeError for an empty sequence or shapes that do not fit
 */
export function layerNormGruForward(
  X: readonly Matrix[],
  weights: LayerNormGruWeights,
  initialState?: Matrix,
): LayerNormGruForward {
  checkList('layerNormGruForward: X', X);
  const states = [initialState ?? zeros(X[0].shape[0], weights.recurrentKernel.shape[0])];
  const traces: LayerNormGruTrace[] = [];
  for (const input of X) {
    const {H, trace} = layerNormGruStep(input, states[states.length - 1], weights);
    states.push(H);
    traces.push(trace);
  }
  return {states, traces};
}

/**
 * Backpropagation through time.
 *
 *     dA_z = dH_t ⊙ (H_{t-1} - H̃) ⊙ Z(1 - Z)      dA_h = dH_t ⊙ (1 - Z) ⊙ (1 - H̃²)
 *     dM = dA_h ⊙ R      dA_r = dA_h ⊙ M ⊙ R(1 - R)
 *     dP = back through LN_h of [dA_z dA_r] and LN_m of dM      dQ = back through LN_x of [dA_z dA_r] and LN_c of dA_h
 *     dH_{t-1} = dH_t ⊙ Z + dP W_hhᵀ    dW_hh = Σ H_{t-1}ᵀ dP    dX_t = dQ W_xhᵀ    dW_xh = Σ X_tᵀ dQ    db = Σ dA
 *
 * @param X inputs by time step, each [batch, features]
 * @param forward what {@link layerNormGruForward} returned for them
 * @param dH gradient of the loss with respect to each H_t as output alone, H_1 first, each [batch, units]
 * @param weights see {@link LayerNormGruWeights}
 * @returns see {@link LayerNormGruGradients}
 * @throws RangeError when the lists do not fit together
 *
 * Check: central differences, relative error below 1e-9.
 */
export function layerNormGruBackward(
  X: readonly Matrix[],
  {states, traces}: LayerNormGruForward,
  dH: readonly Matrix[],
  weights: LayerNormGruWeights,
): LayerNormGruGradients {
  checkList('layerNormGruBackward: X', X);
  checkList('layerNormGruBackward: dH', dH);
  checkLengths(X.length, states.length, dH.length, 'layerNormGruBackward');
  const {kernelNorm, recurrentNorm} = weights;
  const start = [weights.kernel, weights.recurrentKernel, weights.bias];
  const norms = [kernelNorm.gamma, kernelNorm.beta, recurrentNorm.gamma, recurrentNorm.beta];
  let sums = [...start, ...norms].map(({shape}) => zeros(...shape));
  let carried = zeros(...states[0].shape);
  const [inputs, total]: Matrix[][] = [[], []];
  for (let t = X.length - 1; t >= 0; t--) {
    const {gates, fromX, fromH} = traces[t];
    const {Z, R, candidate, share} = gates;
    const H = states[t];
    const dState = add(dH[t], carried);
    const shut = map(Z, (z) => 1 - z);
    const dAz = multiply(multiply(dState, subtract(H, candidate)), sigmoidSlope(Z));
    const dAh = multiply(multiply(dState, shut), tanhSlope(candidate));
    const dAr = multiply(multiply(dAh, share), sigmoidSlope(R));
    const both = joinGates([dAz, dAr]);
    const dP = normPartsBackward([both, multiply(dAh, R)], fromH, recurrentNorm);
    const dQ = normPartsBackward([both, dAh], fromX, kernelNorm);
    const parts = [transposedMatmul(X[t], dQ.input), transposedMatmul(H, dP.input), sumRows(joinParts([both, dAh]))];
    const all = [...parts, dQ.gamma, dQ.beta, dP.gamma, dP.beta];
    sums = sums.map((sum, i) => add(sum, all[i]));
    inputs.unshift(matmulTransposed(dQ.input, weights.kernel));
    total.unshift(dState);
    carried = add(multiply(dState, Z), matmulTransposed(dP.input, weights.recurrentKernel));
  }
  const [kernel, recurrentKernel, bias, gammaX, betaX, gammaH, betaH] = sums;
  return {
    ...{kernel, recurrentKernel, bias, inputs, states: [carried, ...total]},
    kernelNorm: {gamma: gammaX, beta: betaX},
    recurrentNorm: {gamma: gammaH, beta: betaH},
  };
}
