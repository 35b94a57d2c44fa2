import {asNdArray, Grid, type Numbers, Series, Targets} from '../data';
import {checkOptions, checkWhole} from '../data/arguments';
import type {Baseline} from './baselines';

/** Options of {@link nearestNeighbours}. */
export interface NearestNeighboursOptions {
  /** Examples whose targets are averaged; defaults to 1. */
  neighbours?: number;
}

/** [examples, inputs] out of any shape whose first axis counts examples. */
function readRows(numbers: Numbers, name: string): {values: Float64Array; rows: number; width: number} {
  // Pictures are large: what the library's own classes hold is read in place, and never changed.
  const inPlace = numbers instanceof Grid || numbers instanceof Series || numbers instanceof Targets;
  const {values, shape} = inPlace ? numbers : asNdArray(numbers, `nearestNeighbours: ${name}`);
  if (shape.length < 2 || values.length === 0) {
    throw new RangeError(`nearestNeighbours: ${name} must be [examples, ...] with values, got [${shape.join(', ')}]`);
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`nearestNeighbours: ${name} holds ${values[bad]} at place ${bad}`);
  return {values, rows: shape[0], width: values.length / shape[0]};
}

/**
 * Looks up the training examples most like the one asked for, and gives the mean of their targets. It learns nothing and
 * forgets nothing, which makes it a sharp detector of leaks.
 *
 *     ŷ(x) = mean of y_i over the `neighbours` rows i with the smallest |x - x_i|²
 *
 * @param x training inputs, [examples, ...]
 * @param y training targets, [examples, outputs] or [examples]
 * @param options see {@link NearestNeighboursOptions}
 * @returns the predictor; of equally near examples the first counts
 * @throws RangeError when shapes do not fit, a value is not finite, or there are fewer examples than neighbours
 *
 * Source: Cover and Hart 1967. Lesson: notebooks/01-foundations/1.2.
 */
export function nearestNeighbours(x: Numbers, y: Numbers, options: NearestNeighboursOptions = {}): Baseline {
  checkOptions('nearestNeighbours', options, ['neighbours']);
  const {neighbours = 1} = options;
  checkWhole('nearestNeighbours: neighbours', neighbours);
  const known = readRows(x, 'x');
  const {values: targets, shape} = asNdArray(y, 'nearestNeighbours: y');
  if (shape[0] !== known.rows || shape.length > 2) {
    throw new RangeError(
      `nearestNeighbours: y must be [${known.rows}, outputs] as x has ${known.rows} examples, got [${shape.join(', ')}]`,
    );
  }
  if (neighbours > known.rows) {
    throw new RangeError(`nearestNeighbours: neighbours ${neighbours} exceed the ${known.rows} examples`);
  }
  const outputs = shape[1] ?? 1;
  const predict = (asked: Numbers): Targets => {
    const query = readRows(asked, 'x to predict');
    if (query.width !== known.width) {
      throw new RangeError(`nearestNeighbours: fitted on ${known.width} inputs, got ${query.width}`);
    }
    const predicted = new Float64Array(query.rows * outputs);
    for (let i = 0; i < query.rows; i++) {
      for (const row of nearest(known, query.values, i * known.width, neighbours)) {
        for (let k = 0; k < outputs; k++) predicted[i * outputs + k] += targets[row * outputs + k] / neighbours;
      }
    }
    return new Targets(predicted, [query.rows, outputs]);
  };
  return {name: neighbours === 1 ? 'nearest neighbour' : `${neighbours} nearest neighbours`, parameters: 0, predict};
}

/** Rows of the nearest examples to the one that starts at `from`, the nearest first. */
function nearest(
  {values, rows, width}: ReturnType<typeof readRows>,
  asked: ArrayLike<number>,
  from: number,
  count: number,
): number[] {
  const best: number[] = [];
  const distances: number[] = [];
  for (let row = 0; row < rows; row++) {
    const limit = best.length < count ? Number.POSITIVE_INFINITY : distances[count - 1];
    let sum = 0;
    // A row that is already too far need not be read to its end.
    for (let c = 0; c < width && sum < limit; c++) sum += (asked[from + c] - values[row * width + c]) ** 2;
    if (!(sum < limit)) continue;
    let place = best.length;
    while (place > 0 && distances[place - 1] > sum) place--;
    best.splice(place, 0, row);
    distances.splice(place, 0, sum);
    best.length = Math.min(best.length, count);
    distances.length = best.length;
  }
  return best;
}

/**
 * How far each example lies from the one most like it: what is made by copying lies near.
 *
 *     min over i of |x - x_i|
 *
 * @param known examples to look among, [examples, ...]
 * @param asked examples to look up, of the same width
 * @returns one distance for each that is asked
 * @throws RangeError when shapes do not fit, or a value is not finite
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function nearestDistances(known: Numbers, asked: Numbers): number[] {
  const [all, query] = [readRows(known, 'known'), readRows(asked, 'asked')];
  if (query.width !== all.width) {
    throw new RangeError(`nearestDistances: known has ${all.width} inputs, asked ${query.width}`);
  }
  return Array.from({length: query.rows}, (_, i) => {
    const [row] = nearest(all, query.values, i * all.width, 1);
    let sum = 0;
    for (let c = 0; c < all.width; c++) sum += (query.values[i * all.width + c] - all.values[row * all.width + c]) ** 2;
    return Math.sqrt(sum);
  });
}
