import {asNdArray, type Numbers, Targets} from '../data';
import {show} from '../data/arguments';
import type {Baseline} from './baselines';
import {leastSquares} from './least-squares';

/**
 * Solves A w = b for a symmetric positive definite A, [size, size] row-major with its lower half filled; overwrites both.
 *
 * `leastSquares` reflects all rows, which is more exact; here a hundred weighed problems are solved, most of whose inputs are 0.
 */
function solveCholesky(a: Float64Array, b: Float64Array): Float64Array {
  const size = b.length;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j];
      for (let k = 0; k < j; k++) sum -= a[i * size + k] * a[j * size + k];
      a[i * size + j] = i === j ? Math.sqrt(sum) : sum / a[j * size + j];
    }
  }
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) b[i] -= a[i * size + k] * b[k];
    b[i] /= a[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) b[i] -= a[k * size + i] * b[k];
    b[i] /= a[i * size + i];
  }
  return b;
}

/** Rows of inputs with a 1 for the bias at their end, and where each row is not 0: marks of days are mostly 0. */
interface Rows {
  values: Float64Array;
  size: number;
  filled: Int32Array[];
}

function readRows(inputs: Float64Array, width: number): Rows {
  const size = width + 1;
  const count = inputs.length / width;
  const values = new Float64Array(count * size).fill(1);
  for (let n = 0; n < count; n++) values.set(inputs.subarray(n * width, (n + 1) * width), n * size);
  const places = Array.from({length: size}, (_, i) => i);
  const filled = Array.from({length: count}, (_, n) =>
    Int32Array.from(places.filter((i) => values[n * size + i] !== 0)),
  );
  return {values, size, filled};
}

/** One step: the squares, each weighed by one over its last distance, whose lowest sum is not above the last loss. */
function weighedSquares({values, size, filled}: Rows, y: Float64Array, share: number, distance: Float64Array) {
  const [normal, side] = [new Float64Array(size * size), new Float64Array(size)];
  for (let n = 0; n < y.length; n++) {
    const target = y[n] / distance[n] + 2 * share - 1;
    const [places, from] = [filled[n], n * size];
    for (let a = 0; a < places.length; a++) {
      const i = places[a];
      side[i] += values[from + i] * target;
      const weighed = values[from + i] / distance[n];
      for (let b = 0; b <= a; b++) normal[i * size + places[b]] += weighed * values[from + places[b]];
    }
  }
  return solveCholesky(normal, side);
}

/** [inputs + 1] weights and bias of one output. */
function solveOne(rows: Rows, y: Float64Array, share: number, start: Float64Array): Float64Array {
  const miss = (w: Float64Array) =>
    y.map((value, n) => {
      let sum = value;
      for (const i of rows.filled[n]) sum -= rows.values[n * rows.size + i] * w[i];
      return sum;
    });
  const lossOf = (r: Float64Array) => r.reduce((sum, one) => sum + Math.max(share * one, (share - 1) * one), 0);
  let [best, misses] = [start, miss(start)];
  let loss = lossOf(misses);
  const sorted = misses.map(Math.abs).sort();
  const typical = sorted[Math.floor(sorted.length / 2)];
  // A distance of 0 would weigh one example without end; from a wide floor to a narrow one the steps are fewer.
  for (let step = 1; step <= 100 && loss > 0; step++) {
    const floor = typical * Math.max(2 ** -step, 1e-5);
    const distance = misses.map((one) => Math.abs(one) + floor);
    const weights = weighedSquares(rows, y, share, distance);
    misses = miss(weights);
    const [now, before] = [lossOf(misses), loss];
    if (now < before) [best, loss] = [weights, now];
    if (step > 10 && !(before - now > 1e-5 * before)) break;
  }
  return best;
}

/**
 * Linear model of a quantile: the weights with the lowest pinball loss, each output by itself. Share 0.5 is the line of
 * least absolute errors.
 *
 *     min  Σ max(share (y - x w - b), (share - 1) (y - x w - b))
 *
 * It starts from least squares and solves squares weighed by 1 / |error| until the loss falls by less than 1e-5 of itself in a step.
 *
 * @param x [examples, inputs] or [examples, time steps, features]
 * @param y [examples, outputs]
 * @param share share of the truths that shall lie below, between 0 and 1; defaults to 0.5
 * @returns the model; `predict` gives [examples, outputs]
 * @throws RangeError as `leastSquares`, and when the share is not between 0 and 1
 *
 * Source: Hunter and Lange 2000, doi:10.1080/10618600.2000.10474866. Lesson: notebooks/02-forecasting/2.4.
 */
export function leastPinball(x: Numbers, y: Numbers, share = 0.5): Baseline {
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`leastPinball: share must be a number between 0 and 1, got ${show(share)}`);
  }
  const squares = leastSquares(x, y);
  const [inputs, truths] = [asNdArray(x, 'leastPinball: x'), asNdArray(y, 'leastPinball: y')];
  const [count, outputs] = [inputs.shape[0], squares.bias.length];
  const width = inputs.values.length / count;
  const rows = readRows(inputs.values, width);
  const solved = Array.from({length: outputs}, (_, o) => {
    const start = Float64Array.from({length: width + 1}, (_, i) =>
      i < width ? squares.weights[i * outputs + o] : squares.bias[o],
    );
    const truth = Float64Array.from({length: count}, (_, n) => truths.values[n * outputs + o]);
    return solveOne(rows, truth, share, start);
  });
  return {
    name: `least pinball loss, share ${share}`,
    parameters: outputs * (width + 1),
    predict(given) {
      const {values, shape} = asNdArray(given, 'leastPinball: x');
      if (values.length !== shape[0] * width) {
        throw new RangeError(
          `leastPinball: x must have the ${width} inputs it was fitted on, got ${values.length / shape[0]}`,
        );
      }
      const predicted = new Float64Array(shape[0] * outputs);
      predicted.forEach((_, at) => {
        const [n, weights] = [Math.floor(at / outputs), solved[at % outputs]];
        let sum = weights[width];
        for (let i = 0; i < width; i++) sum += values[n * width + i] * weights[i];
        predicted[at] = sum;
      });
      return new Targets(predicted, [shape[0], outputs]);
    },
  };
}
