import {checkList} from '../data/arguments';
import {checkLengths, checkShapes, matmulTransposed, tanhSlope, transposedMatmul} from './gates';
import {layerNorm, layerNormBackward, type NormForward, type NormWeights} from './layer-norm';
import {add, checkMatrix, type Matrix, map, matmul, multiply, sumRows, zeros} from './matrix';
import type {SimpleRnnWeights} from './simple-rnn';

/** Weights of a simple recurrent layer with layer normalisation. */
export interface LayerNormSimpleRnnWeights extends SimpleRnnWeights {
  /** γ and β, [1, units] each */
  norm: NormWeights;
}

/** A sequence as {@link layerNormSimpleRnnForward} went through it. */
export interface LayerNormSimpleRnnForward {
  /** states by time step, each [batch, units]; the first is the initial one, so there is one more than inputs */
  states: Matrix[];
  /** the norm of each step; `deviations` is 1 / s of each sequence, [batch, 1] */
  norms: NormForward[];
}

/** Gradients of a loss, as {@link layerNormSimpleRnnBackward} computes them. */
export interface LayerNormSimpleRnnGradients extends LayerNormSimpleRnnWeights {
  /** ∂L/∂X_t by time step, each [batch, features] */
  inputs: Matrix[];
  /** ∂L/∂H_t by time step, over all paths, each [batch, units]; the first is that of the initial state */
  states: Matrix[];
}

/**
 * One time step of a simple recurrent layer with layer normalisation.
 *
 *     A = X W_xh + H W_hh + b_h      H' = tanh(γ ⊙ (A - mean(A)) / s + β)      s = √(variance(A) + 10⁻³)
 *
 * @param X input at this time step, [batch, features]
 * @param H state after the previous time step, [batch, units]
 * @param weights see {@link LayerNormSimpleRnnWeights}
 * @returns the new state, [batch, units], and what the way back needs
 * @throws RangeError for shapes that do not fit
 *
 * Source: Ba et al. 2016, arXiv:1607.06450, equation 4. Lesson: notebooks/02-forecasting/2.3. Check: agrees with
 * `layers.layerNormSimpleRNN` to 1e-5.
 */
export function layerNormSimpleRnnStep(
  X: Matrix,
  H: Matrix,
  weights: LayerNormSimpleRnnWeights,
): {H: Matrix; norm: NormForward} {
  checkMatrix('layerNormSimpleRnnStep: X', X);
  checkMatrix('layerNormSimpleRnnStep: H', H);
  const {kernel, recurrentKernel, bias, norm: gammaBeta} = weights;
  const [features, units] = kernel.shape;
  checkShapes('layerNormSimpleRnnStep', [
    ['X', X, X.shape[0], features],
    ['H', H, X.shape[0], units],
    ['recurrentKernel', recurrentKernel, units, units],
    ['bias', bias, 1, units],
    ['gamma', gammaBeta.gamma, 1, units],
    ['beta', gammaBeta.beta, 1, units],
  ]);
  const norm = layerNorm(add(add(matmul(X, kernel), matmul(H, recurrentKernel)), bias), gammaBeta);
  return {H: map(norm.output, Math.tanh), norm};
}

/**
 * A whole sequence through the layer.
 *
 * @param X inputs by time step, each [batch, features]
 * @param weights see {@link LayerNormSimpleRnnWeights}
 * @param initialState H_0, [batch, units]; defaults to zeros
 * @returns see {@link LayerNormSimpleRnnForward}
 * @throws RangeError for an empty sequence or shapes that do not fit
 */
export function layerNormSimpleRnnForward(
  X: readonly Matrix[],
  weights: LayerNormSimpleRnnWeights,
  initialState?: Matrix,
): LayerNormSimpleRnnForward {
  checkList('layerNormSimpleRnnForward: X', X);
  const states = [initialState ?? zeros(X[0].shape[0], weights.kernel.shape[1])];
  const norms: NormForward[] = [];
  for (const input of X) {
    const {H, norm} = layerNormSimpleRnnStep(input, states[states.length - 1], weights);
    states.push(H);
    norms.push(norm);
  }
  return {states, norms};
}

/**
 * Backpropagation through time.
 *
 *     dN_t = dH_t ⊙ (1 - H_t²)      dA_t = back through the norm of dN_t, which divides by s
 *     dH_{t-1} = dA_t W_hhᵀ    dW_hh = Σ H_{t-1}ᵀ dA_t    dX_t = dA_t W_xhᵀ    dW_xh = Σ X_tᵀ dA_t    db_h = Σ dA_t
 *
 * @param X inputs by time step, each [batch, features]
 * @param forward what {@link layerNormSimpleRnnForward} returned for them
 * @param dH gradient of the loss with respect to each H_t as output alone, H_1 first, each [batch, units]
 * @param weights see {@link LayerNormSimpleRnnWeights}
 * @returns see {@link LayerNormSimpleRnnGradients}
 * @throws RangeError when the lists do not fit together
 *
 * Lesson: notebooks/02-forecasting/2.3. Check: central differences, relative error below 1e-8.
 */
export function layerNormSimpleRnnBackward(
  X: readonly Matrix[],
  {states, norms}: LayerNormSimpleRnnForward,
  dH: readonly Matrix[],
  weights: LayerNormSimpleRnnWeights,
): LayerNormSimpleRnnGradients {
  checkList('layerNormSimpleRnnBackward: X', X);
  checkList('layerNormSimpleRnnBackward: dH', dH);
  checkLengths(X.length, states.length, dH.length, 'layerNormSimpleRnnBackward');
  const {kernel, recurrentKernel, bias, norm} = weights;
  let sums = [kernel, recurrentKernel, bias, norm.gamma, norm.beta].map(({shape}) => zeros(...shape));
  let carried = zeros(...states[0].shape);
  const [inputs, total]: Matrix[][] = [[], []];
  for (let t = X.length - 1; t >= 0; t--) {
    const dState = add(dH[t], carried);
    const back = layerNormBackward(multiply(dState, tanhSlope(states[t + 1])), norms[t], norm);
    const dA = back.input;
    const all = [transposedMatmul(X[t], dA), transposedMatmul(states[t], dA), sumRows(dA), back.gamma, back.beta];
    sums = sums.map((sum, i) => add(sum, all[i]));
    inputs.unshift(matmulTransposed(dA, kernel));
    total.unshift(dState);
    carried = matmulTransposed(dA, recurrentKernel);
  }
  const [dKernel, dRecurrent, dBias, gamma, beta] = sums;
  return {
    ...{kernel: dKernel, recurrentKernel: dRecurrent, bias: dBias, norm: {gamma, beta}},
    ...{inputs, states: [carried, ...total]},
  };
}
