import {checkList, checkOneOf, checkOptions, checkWhole} from '../data/arguments';
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
import {add, checkMatrix, type Matrix, map, matmul, multiply, sumRows, zeros} from './matrix';

/** Weights of a layer of long short-term memory; the gates are packed in the order [i | f | c | o]. */
export interface LstmWeights {
  /** W_xi, W_xf, W_xc, W_xo side by side, [features, 4 * units] */
  kernel: Matrix;
  /** W_hi, W_hf, W_hc, W_ho side by side, [units, 4 * units] */
  recurrentKernel: Matrix;
  /** b_i, b_f, b_c, b_o side by side, [1, 4 * units] */
  bias: Matrix;
}

/** What an LSTM carries from step to step, [batch, units] each. */
export interface LstmState {
  /** hidden state */
  H: Matrix;
  /** cell state */
  C: Matrix;
}

/** The gates of one step, [batch, units] each. */
export interface LstmGates {
  /** input gate */
  I: Matrix;
  /** forget gate */
  F: Matrix;
  /** candidate cell state C̃ */
  candidate: Matrix;
  /** output gate */
  O: Matrix;
}

/** A sequence as {@link lstmForward} went through it. */
export interface LstmForward {
  /** states by time step; the first is the initial one, so there is one more than inputs */
  states: LstmState[];
  /** gates by time step, as many as inputs */
  gates: LstmGates[];
}

/** Options of {@link lstmBackward}. */
export interface LstmBackwardOptions {
  /**
   * Ways on which the gradient goes from a step to the one before: 'both' (the default, the true gradient), 'cell' only by
   * C_{t-1}, as if no gate had read H_{t-1}, or 'hidden' only by H_{t-1}, as if F kept nothing. To compare the ways.
   */
  through?: 'both' | 'cell' | 'hidden';
}

/** Gradients of a loss, as {@link lstmBackward} computes them. */
export interface LstmGradients extends LstmWeights {
  /** ∂L/∂X_t by time step, each [batch, features] */
  inputs: Matrix[];
  /** ∂L/∂H_t by time step, over all paths, each [batch, units]; the first is that of the initial state */
  states: Matrix[];
  /** ∂L/∂C_t, in the same way */
  cellStates: Matrix[];
}

/**
 * One time step of long short-term memory.
 *
 *     I  = σ(X W_xi + H W_hi + b_i)          input gate
 *     F  = σ(X W_xf + H W_hf + b_f)          forget gate
 *     C̃  = tanh(X W_xc + H W_hc + b_c)       candidate cell state
 *     O  = σ(X W_xo + H W_ho + b_o)          output gate
 *     C' = F ⊙ C + I ⊙ C̃                     new cell state
 *     H' = O ⊙ tanh(C')                      new hidden state
 *
 * F near 1 keeps what the cell holds, I near 1 writes to it, O near 1 shows it.
 *
 * @param X input at this time step, [batch, features]
 * @param state after the previous time step
 * @param weights see {@link LstmWeights}
 * @returns the new state and the gates that made it
 * @throws RangeError for shapes that do not fit
 *
 * Source: Hochreiter and Schmidhuber 1997; Gers et al. 2000 (forget gate). Check: agrees with Keras 3 and PyTorch to 1e-8.
 */
export function lstmStep(X: Matrix, {H, C}: LstmState, weights: LstmWeights): LstmState & {gates: LstmGates} {
  checkMatrix('lstmStep: X', X);
  const {kernel, recurrentKernel, bias} = weights;
  const [batch, features] = X.shape;
  const units = recurrentKernel.shape[0];
  checkShapes('lstmStep', [
    ['kernel', kernel, features, 4 * units],
    ['recurrentKernel', recurrentKernel, units, 4 * units],
    ['bias', bias, 1, 4 * units],
    ['H', H, batch, units],
    ['C', C, batch, units],
  ]);
  const A = add(add(matmul(X, kernel), matmul(H, recurrentKernel)), bias);
  const [input, forget, cell, output] = splitGates(A, 4);
  const gates = {I: sigmoid(input), F: sigmoid(forget), candidate: map(cell, Math.tanh), O: sigmoid(output)};
  const next = add(multiply(gates.F, C), multiply(gates.I, gates.candidate));
  return {H: multiply(gates.O, map(next, Math.tanh)), C: next, gates};
}

/**
 * A whole sequence through the layer.
 *
 * @param X inputs by time step, each [batch, features]
 * @param weights see {@link LstmWeights}
 * @param initial state before the first step; defaults to zeros
 * @returns see {@link LstmForward}
 * @throws RangeError for an empty sequence or shapes that do not fit
 */
export function lstmForward(X: readonly Matrix[], weights: LstmWeights, initial?: LstmState): LstmForward {
  checkList('lstmForward: X', X);
  const [batch, units] = [X[0].shape[0], weights.recurrentKernel.shape[0]];
  const states: LstmState[] = [initial ?? {H: zeros(batch, units), C: zeros(batch, units)}];
  const gates: LstmGates[] = [];
  for (const input of X) {
    const step = lstmStep(input, states[states.length - 1], weights);
    states.push({H: step.H, C: step.C});
    gates.push(step.gates);
  }
  return {states, gates};
}

/**
 * Backpropagation through time.
 *
 *     dH_t = dL/dH_t (from the output at t) + dA_{t+1} W_hhᵀ (carried back from the step after)
 *     dC_t = dC_{t+1} ⊙ F_{t+1} + dH_t ⊙ O ⊙ (1 - tanh²(C_t))
 *     dA_i = dC_t ⊙ C̃ ⊙ I(1 - I)        dA_f = dC_t ⊙ C_{t-1} ⊙ F(1 - F)
 *     dA_c = dC_t ⊙ I ⊙ (1 - C̃²)        dA_o = dH_t ⊙ tanh(C_t) ⊙ O(1 - O)
 *     dW_xh = Σ X_tᵀ dA_t      dW_hh = Σ H_{t-1}ᵀ dA_t      db_h = Σ dA_t      dX_t = dA_t W_xhᵀ
 *
 * From cell state to cell state the gradient is only multiplied by F: where the gate is open, it does not vanish.
 *
 * @param X inputs by time step, each [batch, features]
 * @param forward what {@link lstmForward} returned for them
 * @param dH gradient of the loss with respect to each H_t as output alone, H_1 first, each [batch, units]
 * @param weights see {@link LstmWeights}
 * @param dC gradient of the loss with respect to the last cell state, [batch, units]; defaults to zeros
 * @param options see {@link LstmBackwardOptions}
 * @returns see {@link LstmGradients}
 * @throws RangeError when the lists do not fit together, or `through` is no way
 *
 * Check: central differences, relative error below 1e-9.
 */
export function lstmBackward(
  X: readonly Matrix[],
  {states, gates}: LstmForward,
  dH: readonly Matrix[],
  weights: LstmWeights,
  dC?: Matrix,
  options: LstmBackwardOptions = {},
): LstmGradients {
  checkOptions('lstmBackward', options, ['through']);
  const {through = 'both'} = options;
  checkOneOf('lstmBackward: through', through, ['both', 'cell', 'hidden']);
  checkList('lstmBackward: X', X);
  checkList('lstmBackward: dH', dH);
  checkLengths(X.length, states.length, dH.length, 'lstmBackward');
  let [kernel, recurrentKernel, bias] = [weights.kernel, weights.recurrentKernel, weights.bias].map(({shape}) =>
    zeros(...shape),
  );
  let carriedH = zeros(...states[0].H.shape);
  let carriedC = dC ?? zeros(...states[0].C.shape);
  const [inputs, hidden, cells]: Matrix[][] = [[], [], []];
  for (let t = X.length - 1; t >= 0; t--) {
    const {I, F, candidate, O} = gates[t];
    const shown = map(states[t + 1].C, Math.tanh);
    const dState = add(dH[t], carriedH);
    const dCell = add(carriedC, multiply(multiply(dState, O), tanhSlope(shown)));
    const dA = joinGates([
      multiply(multiply(dCell, candidate), sigmoidSlope(I)),
      multiply(multiply(dCell, states[t].C), sigmoidSlope(F)),
      multiply(multiply(dCell, I), tanhSlope(candidate)),
      multiply(multiply(dState, shown), sigmoidSlope(O)),
    ]);
    kernel = add(kernel, transposedMatmul(X[t], dA));
    recurrentKernel = add(recurrentKernel, transposedMatmul(states[t].H, dA));
    bias = add(bias, sumRows(dA));
    inputs.unshift(matmulTransposed(dA, weights.kernel));
    hidden.unshift(dState);
    cells.unshift(dCell);
    carriedH = through === 'cell' ? zeros(...carriedH.shape) : matmulTransposed(dA, weights.recurrentKernel);
    carriedC = through === 'hidden' ? zeros(...carriedC.shape) : multiply(dCell, F);
  }
  return {kernel, recurrentKernel, bias, inputs, states: [carriedH, ...hidden], cellStates: [carriedC, ...cells]};
}

/**
 * Number of weights: four times that of a simple recurrent layer.
 *
 * @param features width of an input
 * @param units width of the state
 * @returns a whole number
 */
export function countLstmParameters(features: number, units: number): number {
  checkWhole('countLstmParameters: features', features);
  checkWhole('countLstmParameters: units', units);
  return 4 * (features * units + units * units + units);
}
