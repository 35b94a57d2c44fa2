import type {NdArray, Numbers} from '../data';
import {show} from '../data/arguments';
import {sameShape} from './same-shape';

function mean(truth: NdArray, prediction: NdArray, loss: (error: number) => number): number {
  let sum = 0;
  for (let i = 0; i < truth.values.length; i++) sum += loss(prediction.values[i] - truth.values[i]);
  return sum / truth.values.length;
}

/**
 * Mean squared error.
 *
 *     MSE = mean (y - ŷ)²
 *
 * @param yTrue what was to be predicted, any shape
 * @param yPred what was predicted, the same shape
 * @returns the mean over all values, in squared units
 * @throws RangeError naming both shapes when they differ: (n, 1) against (n) too
 */
export function mse(yTrue: Numbers, yPred: Numbers): number {
  return mean(...sameShape(yTrue, yPred, 'mse'), (error) => error * error);
}

/**
 * Mean absolute error.
 *
 *     MAE = mean |y - ŷ|
 *
 * @param yTrue what was to be predicted, any shape
 * @param yPred what was predicted, the same shape
 * @returns the mean over all values, in the units of y
 * @throws RangeError naming both shapes when they differ
 */
export function mae(yTrue: Numbers, yPred: Numbers): number {
  return mean(...sameShape(yTrue, yPred, 'mae'), Math.abs);
}

/**
 * Root of the mean squared error.
 *
 * @param yTrue what was to be predicted, any shape
 * @param yPred what was predicted, the same shape
 * @returns √MSE, in the units of y
 * @throws RangeError naming both shapes when they differ
 */
export function rmse(yTrue: Numbers, yPred: Numbers): number {
  return Math.sqrt(mean(...sameShape(yTrue, yPred, 'rmse'), (error) => error * error));
}

/**
 * Skill against a simple forecast: 1 is perfect, 0 as good as the simple one, below 0 worse.
 *
 *     skill = 1 - MSE / MSE_naive
 *
 * @param modelMse error of the model
 * @param naiveMse error of the simple forecast on the same values
 * @returns the score, at most 1
 * @throws RangeError when an error is negative or not finite, or the simple forecast makes none
 */
export function skillScore(modelMse: number, naiveMse: number): number {
  for (const [name, value] of Object.entries({modelMse, naiveMse})) {
    if (!Number.isFinite(value) || value < 0)
      throw new RangeError(`skillScore: ${name} must be a finite number >= 0, got ${show(value)}`);
  }
  if (naiveMse === 0)
    throw new RangeError('skillScore: naiveMse must be above 0, got 0: nothing is left to improve on');
  return 1 - modelMse / naiveMse;
}

/**
 * Squared error of each example, for spreads and box plots.
 *
 * @param yTrue [examples, ...]
 * @param yPred the same shape
 * @returns [examples] mean squared error of each
 * @throws RangeError naming both shapes when they differ
 */
export function mseByExample(yTrue: Numbers, yPred: Numbers): number[] {
  const [truth, prediction] = sameShape(yTrue, yPred, 'mseByExample');
  const width = truth.values.length / truth.shape[0];
  return Array.from({length: truth.shape[0]}, (_, i) => {
    let sum = 0;
    for (let k = i * width; k < (i + 1) * width; k++) sum += (prediction.values[k] - truth.values[k]) ** 2;
    return sum / width;
  });
}
