import {asTargets, type NdArray, Series} from '../data';
import {checkList, checkOptions, checkWhole} from '../data/arguments';
import {leastSquares} from './least-squares';

/** Options of {@link lineAccuracy}. */
export interface LineAccuracyOptions {
  /** Examples that train, from the first on; all others test. */
  train: number;
  /** Weight on the squared weights; defaults to 0.001. */
  ridge?: number;
}

/**
 * How well a straight line tells two classes apart: least squares on labels 0 and 1, read as 1 above one half.
 *
 * @param x examples, [examples, ...]
 * @param labels 0 or 1 for each example
 * @param options see {@link LineAccuracyOptions}
 * @returns share of the test examples named right
 * @throws RangeError when the counts do not fit, or nothing would be left to test
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function lineAccuracy(
  {values, shape}: NdArray,
  labels: readonly number[],
  options: LineAccuracyOptions,
): number {
  checkOptions('lineAccuracy', options, ['train', 'ridge']);
  const {train, ridge = 1e-3} = options;
  checkList('lineAccuracy: labels', labels);
  if (labels.length !== shape[0]) {
    throw new RangeError(`lineAccuracy: x has ${shape[0]} examples, but there are ${labels.length} labels`);
  }
  if (labels.some((label) => label !== 0 && label !== 1)) throw new RangeError('lineAccuracy: labels must be 0 or 1');
  checkWhole('lineAccuracy: train', train, 1, labels.length - 1);
  const [x, y] = [new Series(values, [shape[0], values.length / shape[0], 1]), asTargets([...labels])];
  const line = leastSquares(x.rows(0, train), y.rows(0, train), {ridge});
  const found = line.predict(x.rows(train)).values;
  return labels.slice(train).filter((label, i) => label === Number(found[i] > 0.5)).length / (labels.length - train);
}
