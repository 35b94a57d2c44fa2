import {checkList, checkOptions, checkWhole} from '../data/arguments';
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
import {add, checkMatrix, type Matrix, map, matmul, multiply, subtract, sumRows, zeros} from './matrix';

/** Weights of a layer of gated recurrent units; the gates are packed in the order [z | r | h]. */
export interface GruWeights {
  /** W_xz, W_xr, W_xh side by side, [features, 3 * units] */
  kernel: Matrix;
  /** W_hz, W_hr, W_hh side by side, [units, 3 * units] */
  recurrentKernel: Matrix;
  /**
   * Reset after: [2, 3 * units], the first row is added to the product of the input, the second to that of the state.
   * Reset before: [1, 3 * units].
   */
  bias: Matrix;
}

/** Options of the GRU's functions. */
export interface GruOptions {
  /** Whether the reset gate comes after the product of the state (Keras 3, PyTorch) or before. Defaults to true. */
  resetAfter?: boolean;
}

/** The gates of one step, [batch, units] each. */
export interface GruGates {
  /** update gate */
  Z: Matrix;
  /** reset gate */
  R: Matrix;
  /** candidate state H̃ */
  candidate: Matrix;
  /** what the state gives to the candidate: H W_hh + b_m (reset after) or R ⊙ H (reset before) */
  share: Matrix;
}

/** A sequence as {@link gruForward} went through it. */
export interface GruForward {
  /** states by time step, each [batch, units]; the first is the initial one, so there is one more than inputs */
  states: Matrix[];
  /** gates by time step, as many as inputs */
  gates: GruGates[];
}

/** Gradients of a loss, as {@link gruBackward} computes them. */
export interface GruGradients extends GruWeights {
  /** ∂L/∂X_t by time step, each [batch, features] */
  inputs: Matrix[];
  /** ∂L/∂H_t by time step, over all paths, each [batch, units]; the first is that of the initial state */
  states: Matrix[];
}

function rowsOf(A: Matrix): Matrix[] {
  const [rows, columns] = A.shape;
  return Array.from({length: rows}, (_, i) => ({
    values: A.values.slice(i * columns, (i + 1) * columns),
    shape: [1, columns] as [number, number],
  }));
}

/** A matrix of two rows. */
function stack(first: Matrix, second: Matrix): Matrix {
  return {values: Float64Array.from([...first.values, ...second.values]), shape: [2, first.shape[1]]};
}

/**
 * One time step of a gated recurrent unit.
 *
 *     Z  = σ(X W_xz + H W_hz + b_z)                     update gate
 *     R  = σ(X W_xr + H W_hr + b_r)                     reset gate
 *     H̃  = tanh(X W_xh + b_h + R ⊙ (H W_hh + b_m))      candidate state, reset after the product
 *     H̃  = tanh(X W_xh + b_h + (R ⊙ H) W_hh)            the same, reset before the product
 *     H' = Z ⊙ H + (1 - Z) ⊙ H̃                          new state
 *
 * Z near 1 keeps the old state; R near 0 forgets it when the candidate is made.
 *
 * @param X input at this time step, [batch, features]
 * @param H state after the previous time step, [batch, units]
 * @param weights see {@link GruWeights}
 * @returns the new state, [batch, units], and the gates that made it
 * @throws RangeError for shapes that do not fit
 *
 * Source: Cho et al. 2014, arXiv:1406.1078v3 (before) and v1 (after). Check: agrees with Keras 3 and PyTorch to 1e-8.
 */
export function gruStep(
  X: Matrix,
  H: Matrix,
  weights: GruWeights,
  options: GruOptions = {},
): {H: Matrix; gates: GruGates} {
  checkOptions('gruStep', options, ['resetAfter']);
  const {resetAfter = true} = options;
  checkMatrix('gruStep: X', X);
  checkMatrix('gruStep: H', H);
  const {kernel, recurrentKernel, bias} = weights;
  const [batch, features] = X.shape;
  const units = recurrentKernel.shape[0];
  checkShapes('gruStep', [
    ['kernel', kernel, features, 3 * units],
    ['recurrentKernel', recurrentKernel, units, 3 * units],
    ['bias', bias, resetAfter ? 2 : 1, 3 * units],
    ['H', H, batch, units],
  ]);
  const [outer, inner = zeros(1, 3 * units)] = rowsOf(bias);
  const [xz, xr, xh] = splitGates(add(matmul(X, kernel), outer), 3);
  const [hz, hr, hh] = splitGates(add(matmul(H, recurrentKernel), inner), 3);
  const Z = sigmoid(add(xz, hz));
  const R = sigmoid(add(xr, hr));
  const share = resetAfter ? hh : multiply(R, H);
  const fromState = resetAfter ? multiply(R, share) : matmul(share, splitGates(recurrentKernel, 3)[2]);
  const candidate = map(add(xh, fromState), Math.tanh);
  const mixed = add(candidate, multiply(Z, subtract(H, candidate))); // Z ⊙ H + (1 - Z) ⊙ H̃
  return {H: mixed, gates: {Z, R, candidate, share}};
}

/**
 * A whole sequence through the layer.
 *
 * @param X inputs by time step, each [batch, features]
 * @param weights see {@link GruWeights}
 * @param initialState H_0, [batch, units]; defaults to zeros
 * @param options see {@link GruOptions}
 * @returns see {@link GruForward}
 * @throws RangeError for an empty sequence or shapes that do not fit
 */
export function gruForward(
  X: readonly Matrix[],
  weights: GruWeights,
  initialState?: Matrix,
  options: GruOptions = {},
): GruForward {
  checkOptions('gruForward', options, ['resetAfter']);
  checkList('gruForward: X', X);
  const states = [initialState ?? zeros(X[0].shape[0], weights.recurrentKernel.shape[0])];
  const gates: GruGates[] = [];
  for (const input of X) {
    const step = gruStep(input, states[states.length - 1], weights, options);
    states.push(step.H);
    gates.push(step.gates);
  }
  return {states, gates};
}

/**
 * Backpropagation through time.
 *
 *     dH_t = dL/dH_t (from the output at t) + what the step after carries back
 *     dA_z = dH_t ⊙ (H_{t-1} - H̃) ⊙ Z(1 - Z)      dA_h = dH_t ⊙ (1 - Z) ⊙ (1 - H̃²)
 *     after:  dM = dA_h ⊙ R           dA_r = dA_h ⊙ M ⊙ R(1 - R)
 *             dH_{t-1} = dH_t ⊙ Z + [dA_z dA_r dM] [W_hz W_hr W_hh]ᵀ
 *     before: dM = dA_h W_hhᵀ         dA_r = dM ⊙ H_{t-1} ⊙ R(1 - R)
 *             dH_{t-1} = dH_t ⊙ Z + [dA_z dA_r] [W_hz W_hr]ᵀ + dM ⊙ R
 *     dW_xh = Σ X_tᵀ dA_t      dX_t = dA_t W_xhᵀ
 *
 * M is the state's share in the candidate, see {@link GruGates}.
 *
 * @param X inputs by time step, each [batch, features]
 * @param forward what {@link gruForward} returned for them
 * @param dH gradient of the loss with respect to each H_t as output alone, H_1 first, each [batch, units]
 * @param weights see {@link GruWeights}
 * @param options as for the forward pass
 * @returns see {@link GruGradients}
 * @throws RangeError when the lists do not fit together
 *
 * Check: central differences, relative error below 1e-9.
 */
export function gruBackward(
  X: readonly Matrix[],
  {states, gates}: GruForward,
  dH: readonly Matrix[],
  weights: GruWeights,
  options: GruOptions = {},
): GruGradients {
  checkOptions('gruBackward', options, ['resetAfter']);
  const {resetAfter = true} = options;
  checkList('gruBackward: X', X);
  checkList('gruBackward: dH', dH);
  checkLengths(X.length, states.length, dH.length, 'gruBackward');
  let [kernel, recurrentKernel, bias] = [weights.kernel, weights.recurrentKernel, weights.bias].map(({shape}) =>
    zeros(...shape),
  );
  const [Wz, Wr, Wh] = splitGates(weights.recurrentKernel, 3);
  let carried = zeros(...states[0].shape);
  const [inputs, total]: Matrix[][] = [[], []];
  for (let t = X.length - 1; t >= 0; t--) {
    const {Z, R, candidate, share} = gates[t];
    const H = states[t];
    const dState = add(dH[t], carried);
    const dAz = multiply(multiply(dState, subtract(H, candidate)), sigmoidSlope(Z));
    const dAh = multiply(
      multiply(
        dState,
        map(Z, (z) => 1 - z),
      ),
      tanhSlope(candidate),
    );
    const dShare = resetAfter ? multiply(dAh, R) : matmulTransposed(dAh, Wh);
    const dAr = multiply(multiply(resetAfter ? dAh : dShare, resetAfter ? share : H), sigmoidSlope(R));
    const dA = joinGates([dAz, dAr, dAh]);
    const fromH = joinGates([dAz, dAr, dShare]); // what the product of the state gets, reset after
    kernel = add(kernel, transposedMatmul(X[t], dA));
    recurrentKernel = add(
      recurrentKernel,
      resetAfter
        ? transposedMatmul(H, fromH)
        : joinGates([...[dAz, dAr].map((d) => transposedMatmul(H, d)), transposedMatmul(share, dAh)]),
    );
    bias = add(bias, resetAfter ? stack(sumRows(dA), sumRows(fromH)) : sumRows(dA));
    inputs.unshift(matmulTransposed(dA, weights.kernel));
    total.unshift(dState);
    const throughGates = add(matmulTransposed(dAz, Wz), matmulTransposed(dAr, Wr));
    const throughShare = resetAfter ? matmulTransposed(dShare, Wh) : multiply(dShare, R);
    carried = add(multiply(dState, Z), add(throughGates, throughShare));
  }
  return {kernel, recurrentKernel, bias, inputs, states: [carried, ...total]};
}

/**
 * Number of weights: three times that of a simple recurrent layer, and 3 × units more where the reset comes after.
 *
 * @param features width of an input
 * @param units width of the state
 * @param options whether the reset comes after the product, see {@link GruOptions}
 * @returns a whole number
 */
export function countGruParameters(features: number, units: number, options: GruOptions = {}): number {
  checkOptions('countGruParameters', options, ['resetAfter']);
  const {resetAfter = true} = options;
  checkWhole('countGruParameters: features', features);
  checkWhole('countGruParameters: units', units);
  return 3 * (features * units + units * units + (resetAfter ? 2 : 1) * units);
}
