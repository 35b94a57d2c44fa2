import {checkList, checkWhole} from '../data/arguments';
import {checkShapes} from './gates';
import {add, checkMatrix, copy, type Matrix, map, matmul, multiply, sumRows, transpose, zeros} from './matrix';

/** Weights of a simple recurrent layer. */
export interface SimpleRnnWeights {
  /** W_xh, [features, units] */
  kernel: Matrix;
  /** W_hh, [units, units] */
  recurrentKernel: Matrix;
  /** b_h, [1, units] */
  bias: Matrix;
}

/** Gradients of a loss, as {@link simpleRnnBackward} computes them. */
export interface SimpleRnnGradients extends SimpleRnnWeights {
  /** ∂L/∂X_t by time step, each [batch, features] */
  inputs: Matrix[];
  /** ∂L/∂H_t by time step, over all paths, each [batch, units]; the first is that of the initial state */
  states: Matrix[];
}

function checkWeights(X: Matrix, H: Matrix, {kernel, recurrentKernel, bias}: SimpleRnnWeights): void {
  const [features, units] = kernel.shape;
  const expected: [string, Matrix, number, number][] = [
    ['X', X, X.shape[0], features],
    ['H', H, X.shape[0], units],
    ['recurrentKernel', recurrentKernel, units, units],
    ['bias', bias, 1, units],
  ];
  checkShapes('simpleRnnStep', expected);
}

/**
 * One time step of a simple recurrent layer.
 *
 *     H' = tanh(X W_xh + H W_hh + b_h)
 *
 * The new state mixes what comes in with what was remembered.
 *
 * @param X input at this time step, [batch, features]
 * @param H state after the previous time step, [batch, units]
 * @param weights see {@link SimpleRnnWeights}
 * @returns the new state, [batch, units]
 * @throws RangeError for shapes that do not fit
 *
 * Source: Elman 1990. Lesson: notebooks/01-foundations/1.3. Check: agrees with Keras 3 to 1e-6.
 */
export function simpleRnnStep(X: Matrix, H: Matrix, weights: SimpleRnnWeights): Matrix {
  checkMatrix('simpleRnnStep: X', X);
  checkMatrix('simpleRnnStep: H', H);
  checkWeights(X, H, weights);
  const fromInput = matmul(X, weights.kernel);
  const fromState = matmul(H, weights.recurrentKernel);
  return map(add(add(fromInput, fromState), weights.bias), Math.tanh);
}

/**
 * A whole sequence through the layer.
 *
 * @param X inputs by time step, each [batch, features]
 * @param weights see {@link SimpleRnnWeights}
 * @param initialState H_0, [batch, units]; defaults to zeros
 * @returns the states by time step, each [batch, units]; the first is the initial one, so there is one more than inputs
 * @throws RangeError for an empty sequence or shapes that do not fit
 */
export function simpleRnnForward(X: readonly Matrix[], weights: SimpleRnnWeights, initialState?: Matrix): Matrix[] {
  checkList('simpleRnnForward: X', X);
  const states = [initialState ?? zeros(X[0].shape[0], weights.kernel.shape[1])];
  for (const input of X) states.push(simpleRnnStep(input, states[states.length - 1], weights));
  return states;
}

/**
 * Backpropagation through time.
 *
 *     dH_t  = dL/dH_t (from the output at t) + dA_{t+1} W_hhᵀ (carried back from the step after)
 *     dA_t  = dH_t ⊙ (1 - H_t²)                                        tanh'
 *     dW_xh = Σ X_tᵀ dA_t      dW_hh = Σ H_{t-1}ᵀ dA_t      db_h = Σ dA_t
 *     dX_t  = dA_t W_xhᵀ       dH_0 = dA_1 W_hhᵀ
 *
 * @param X inputs by time step, each [batch, features]
 * @param states what {@link simpleRnnForward} returned for them
 * @param dH gradient of the loss with respect to each H_t as output alone, H_1 first, each [batch, units]
 * @param weights see {@link SimpleRnnWeights}
 * @returns see {@link SimpleRnnGradients}
 * @throws RangeError when the three lists do not fit together
 *
 * Source: Werbos 1990. Lesson: notebooks/01-foundations/1.4. Check: central differences, relative error below 1e-6.
 */
export function simpleRnnBackward(
  X: readonly Matrix[],
  states: readonly Matrix[],
  dH: readonly Matrix[],
  weights: SimpleRnnWeights,
): SimpleRnnGradients {
  checkList('simpleRnnBackward: X', X);
  checkList('simpleRnnBackward: states', states);
  checkList('simpleRnnBackward: dH', dH);
  if (states.length !== X.length + 1 || dH.length !== X.length) {
    const got = `${states.length} states and ${dH.length} gradients`;
    throw new RangeError(
      `simpleRnnBackward: ${X.length} inputs need ${X.length + 1} states and ${X.length} gradients, got ${got}`,
    );
  }
  let kernel = zeros(...weights.kernel.shape);
  let recurrentKernel = zeros(...weights.recurrentKernel.shape);
  let bias = zeros(...weights.bias.shape);
  let carried = zeros(...states[0].shape);
  const inputs: Matrix[] = [];
  const total: Matrix[] = [];
  for (let t = X.length - 1; t >= 0; t--) {
    const H = states[t + 1];
    const dState = add(dH[t], carried);
    const dA = multiply(
      dState,
      map(H, (h) => 1 - h * h),
    );
    kernel = add(kernel, matmul(transpose(X[t]), dA));
    recurrentKernel = add(recurrentKernel, matmul(transpose(states[t]), dA));
    bias = add(bias, sumRows(dA));
    inputs.unshift(matmul(dA, transpose(weights.kernel)));
    total.unshift(dState);
    carried = matmul(dA, transpose(weights.recurrentKernel));
  }
  return {kernel, recurrentKernel, bias, inputs, states: [copy(carried), ...total]};
}

/**
 * Number of weights: features × units + units × units + units.
 *
 * @param features width of an input
 * @param units width of the state
 * @returns a whole number
 */
export function countSimpleRnnParameters(features: number, units: number): number {
  checkWhole('countSimpleRnnParameters: features', features);
  checkWhole('countSimpleRnnParameters: units', units);
  return features * units + units * units + units;
}
