import {asNdArray, type Numbers, Targets} from '../data';
import {checkNotBelow0, checkOptions} from '../data/arguments';
import type {Baseline} from './baselines';

/** Options of {@link leastSquares}. */
export interface LeastSquaresOptions {
  /** Penalty on the squared weights (not on the bias); defaults to 0. */
  ridge?: number;
}

/** A linear model that was solved exactly. */
export interface LinearModel extends Baseline {
  /** [inputs, outputs] row-major. */
  readonly weights: Float64Array;
  /** [outputs]. */
  readonly bias: Float64Array;
}

/** Subtracts from `column` its part along the Householder vector in `pivot`, from row `k` on. */
function reflect(pivot: Float64Array, column: Float64Array, k: number, beta: number): void {
  let dot = 0;
  for (let i = k; i < column.length; i++) dot += pivot[i] * column[i];
  const factor = beta * dot;
  for (let i = k; i < column.length; i++) column[i] -= factor * pivot[i];
}

/**
 * Solves min |A w - b|² by Householder reflections, for several right sides at once.
 *
 * @param columns columns of A; overwritten
 * @param rightSides columns of b; overwritten
 * @returns one weight vector a right side
 * @throws RangeError when the columns are linearly dependent
 */
function solveQr(columns: Float64Array[], rightSides: Float64Array[]): Float64Array[] {
  const diagonal = new Float64Array(columns.length);
  const size = Math.max(...columns.map((column) => norm(column, 0)));
  columns.forEach((pivot, k) => {
    const length = norm(pivot, k);
    if (!(length > 1e-12 * size)) {
      throw new RangeError(`leastSquares: input ${k} depends on the others; set a small ridge, such as {ridge: 1e-6}`);
    }
    // The sign that avoids cancellation.
    diagonal[k] = pivot[k] > 0 ? -length : length;
    pivot[k] -= diagonal[k];
    const beta = -1 / (diagonal[k] * pivot[k]);
    for (const column of columns.slice(k + 1)) reflect(pivot, column, k, beta);
    for (const column of rightSides) reflect(pivot, column, k, beta);
  });
  return rightSides.map((side) => {
    const solution = new Float64Array(columns.length);
    for (let k = columns.length - 1; k >= 0; k--) {
      let rest = side[k];
      for (let j = k + 1; j < columns.length; j++) rest -= columns[j][k] * solution[j];
      solution[k] = rest / diagonal[k];
    }
    return solution;
  });
}

function norm(column: Float64Array, from: number): number {
  let squares = 0;
  for (let i = from; i < column.length; i++) squares += column[i] * column[i];
  return Math.sqrt(squares);
}

/** [examples, inputs] out of [examples, time steps] or [examples, time steps, 1]. */
function readMatrix(numbers: Numbers, name: string): {values: Float64Array; rows: number; width: number} {
  const {values, shape} = asNdArray(numbers, `leastSquares: ${name}`);
  if (shape.length < 2 || values.length === 0) {
    throw new RangeError(`leastSquares: ${name} must be [examples, ...] with values, got shape [${shape.join(', ')}]`);
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`leastSquares: ${name} holds ${values[bad]} at place ${bad}`);
  return {values, rows: shape[0], width: values.length / shape[0]};
}

/**
 * Linear regression of every output on all inputs, solved exactly in float64.
 *
 *     min  Σ |x W + b - y|² + ridge |W|²
 *
 * It is the best a Dense(1) on the same inputs can do on the training set; training only comes near.
 *
 * @param x [examples, inputs] or [examples, time steps, features]
 * @param y [examples, outputs]
 * @param options see {@link LeastSquaresOptions}
 * @returns the model; `predict` gives [examples, outputs]
 * @throws RangeError when numbers of examples differ, there are too few, inputs are dependent, or a value is not finite
 *
 * Source: Householder QR, Golub and Van Loan 2013, section 5.3. Lesson: notebooks/02-forecasting/2.1.
 */
export function leastSquares(x: Numbers, y: Numbers, options: LeastSquaresOptions = {}): LinearModel {
  checkOptions('leastSquares', options, ['ridge']);
  const {ridge = 0} = options;
  const [input, output] = [readMatrix(x, 'x'), readMatrix(y, 'y')];
  if (input.rows !== output.rows) {
    throw new RangeError(`leastSquares: x has ${input.rows} examples but y has ${output.rows}`);
  }
  checkNotBelow0('leastSquares: ridge', ridge);
  const [n, width] = [input.rows, input.width];
  // A ridge is least squares with one more row for each weight: sqrt(ridge) w = 0.
  const total = n + (ridge > 0 ? width : 0);
  if (total < width + 1)
    throw new RangeError(`leastSquares: x has ${n} examples for ${width + 1} weights; set a ridge`);
  const columns = Array.from({length: width + 1}, (_, j) => {
    const column = new Float64Array(total);
    for (let i = 0; i < n; i++) column[i] = j === width ? 1 : input.values[i * width + j];
    if (ridge > 0 && j < width) column[n + j] = Math.sqrt(ridge);
    return column;
  });
  const rightSides = Array.from({length: output.width}, (_, j) => {
    const side = new Float64Array(total);
    for (let i = 0; i < n; i++) side[i] = output.values[i * output.width + j];
    return side;
  });
  const solutions = solveQr(columns, rightSides);
  const weights = new Float64Array(width * output.width);
  solutions.forEach((solution, j) => {
    for (let i = 0; i < width; i++) weights[i * output.width + j] = solution[i];
  });
  const bias = Float64Array.from(solutions, (solution) => solution[width]);
  return {
    name: 'least squares',
    parameters: weights.length + bias.length,
    weights,
    bias,
    predict: (inputs) => predictLinear(inputs, weights, bias, width),
  };
}

function predictLinear(inputs: Numbers, weights: Float64Array, bias: Float64Array, width: number): Targets {
  const {values, rows, width: given} = readMatrix(inputs, 'x');
  if (given !== width)
    throw new RangeError(`leastSquares: x must have the ${width} inputs it was fitted on, got ${given}`);
  const outputs = bias.length;
  const predicted = new Float64Array(rows * outputs);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < outputs; j++) {
      let sum = bias[j];
      for (let k = 0; k < width; k++) sum += values[i * width + k] * weights[k * outputs + j];
      predicted[i * outputs + j] = sum;
    }
  }
  return new Targets(predicted, [rows, outputs]);
}
