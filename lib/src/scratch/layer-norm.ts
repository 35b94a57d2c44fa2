import {add, checkMatrix, type Matrix, map, multiply, sumRows} from './matrix';
import {scaleColumns} from './rows';

/** γ and β of a layer normalisation, [1, columns] each. */
export interface NormWeights {
  gamma: Matrix;
  beta: Matrix;
}

/** Rows as {@link layerNorm} went through them. */
export interface NormForward {
  /** γ ⊙ x̂ + β, [rows, columns] */
  output: Matrix;
  /** x̂, [rows, columns] */
  normalised: Matrix;
  /** 1 / √(variance + ε) of each row, [rows, 1] */
  deviations: Matrix;
}

/** Gradients of a loss, as {@link layerNormBackward} computes them. */
export interface NormGradients extends NormWeights {
  /** ∂L/∂x, [rows, columns] */
  input: Matrix;
}

/** Keeps the division by the standard deviation finite; that of Keras 3 and TensorFlow Addons. */
export const NORM_EPSILON = 1e-3;

/** A number for each row, [rows, 1]. */
function ofRows(A: Matrix, f: (row: Float64Array) => number): Matrix {
  const [rows, columns] = A.shape;
  const values = Float64Array.from({length: rows}, (_, i) => f(A.values.subarray(i * columns, (i + 1) * columns)));
  return {values, shape: [rows, 1]};
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Layer normalisation of each row.
 *
 *     x̂ = (x - mean(x)) / √(variance(x) + ε)      output = γ ⊙ x̂ + β
 *
 * @param A [rows, columns]
 * @param weights see {@link NormWeights}
 * @returns see {@link NormForward}
 * @throws RangeError when γ or β has another width
 *
 * Source: Ba et al. 2016, arXiv:1607.06450.
 */
export function layerNorm(A: Matrix, {gamma, beta}: NormWeights): NormForward {
  checkMatrix('layerNorm: A', A);
  const columns = A.shape[1];
  const means = ofRows(A, mean);
  const centred = map(A, (a, i) => a - means.values[Math.floor(i / columns)]);
  const deviations = ofRows(centred, (row) => 1 / Math.sqrt(mean(row.map((d) => d * d)) + NORM_EPSILON));
  const normalised = map(centred, (d, i) => d * deviations.values[Math.floor(i / columns)]);
  return {output: add(scaleColumns(normalised, gamma), beta), normalised, deviations};
}

/**
 * Back through {@link layerNorm}.
 *
 *     dx̂ = γ ⊙ dOutput      dx = (dx̂ - mean(dx̂) - x̂ mean(dx̂ ⊙ x̂)) / √(variance + ε)
 *     dγ = Σ dOutput ⊙ x̂    dβ = Σ dOutput
 *
 * @param dOutput gradient of the loss, [rows, columns]
 * @param forward what {@link layerNorm} returned
 * @param weights see {@link NormWeights}
 * @returns see {@link NormGradients}
 */
export function layerNormBackward(
  dOutput: Matrix,
  {normalised, deviations}: NormForward,
  {gamma}: NormWeights,
): NormGradients {
  checkMatrix('layerNormBackward: dOutput', dOutput);
  const columns = dOutput.shape[1];
  const d = scaleColumns(dOutput, gamma);
  const means = ofRows(d, mean);
  const slopes = ofRows(multiply(d, normalised), mean);
  const input = map(d, (value, i) => {
    const row = Math.floor(i / columns);
    return (value - means.values[row] - normalised.values[i] * slopes.values[row]) * deviations.values[row];
  });
  return {input, gamma: sumRows(multiply(dOutput, normalised)), beta: sumRows(dOutput)};
}
