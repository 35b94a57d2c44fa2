import {asNdArray, type Numbers} from '../data';
import {checkOptions, checkWhole} from '../data/arguments';
import {sameShape} from './same-shape';

/**
 * Symmetric mean absolute percentage error, as in the M4 competition.
 *
 *     sMAPE = 200 mean |y - ŷ| / (|y| + |ŷ|)
 *
 * Where truth and prediction are both 0 the error counts as 0. It punishes forecasts that are too low more than ones
 * that are too high by as much, and says little where the series passes near 0: then read {@link mase}.
 *
 * @param yTrue what was to be predicted, any shape
 * @param yPred what was predicted, the same shape
 * @returns per cent, 0 (perfect) to 200
 * @throws RangeError naming both shapes when they differ
 *
 * Source: Makridakis, Spiliotis and Assimakopoulos 2020, doi:10.1016/j.ijforecast.2019.04.014.
 * Lesson: notebooks/02-forecasting/2.4. Check: agrees with sktime to 1e-12.
 */
export function smape(yTrue: Numbers, yPred: Numbers): number {
  const [truth, prediction] = sameShape(yTrue, yPred, 'smape');
  let sum = 0;
  for (let i = 0; i < truth.values.length; i++) {
    const size = Math.abs(truth.values[i]) + Math.abs(prediction.values[i]);
    if (size !== 0) sum += Math.abs(truth.values[i] - prediction.values[i]) / size;
  }
  return (200 * sum) / truth.values.length;
}

/** Options of {@link mase}. */
export interface MaseOptions {
  /** Time steps of one season; defaults to 1, the error of the naive forecast. */
  season?: number;
}

/** Mean absolute difference of values one season apart. */
function seasonalDifference(train: Float64Array, season: number, what: string): number {
  if (train.length <= season) {
    throw new RangeError(
      `mase: season ${season} needs more than ${season} training values, ${what} has ${train.length}`,
    );
  }
  let sum = 0;
  for (let t = season; t < train.length; t++) sum += Math.abs(train[t] - train[t - season]);
  if (sum === 0)
    throw new RangeError(`mase: ${what} repeats every ${season} steps exactly, so there is nothing to scale by`);
  return sum / (train.length - season);
}

/**
 * Mean absolute scaled error: the error in units of what the (seasonal) naive forecast errs on the training set.
 *
 *     MASE = mean |y - ŷ| / mean |s(t) - s(t - season)|        the second mean over the training values
 *
 * Below 1 the forecast is better than the naive one-step forecast was in the past. Free of units, so series of
 * different levels can be averaged.
 *
 * @param yTrue what was to be predicted: any shape for one series, [series, horizon] for many
 * @param yPred what was predicted, the same shape
 * @param train training values: [time steps] of one series, or [series, time steps], each series with its own scale
 * @param options see {@link MaseOptions}
 * @returns the error, 0 (perfect) or more; for many series the mean of theirs
 * @throws RangeError when shapes do not fit, the season is no whole number >= 1, or the training values are too few
 *
 * Source: Hyndman and Koehler 2006, doi:10.1016/j.ijforecast.2006.03.001.
 * Lesson: notebooks/02-forecasting/2.4. Check: agrees with sktime to 1e-12.
 */
export function mase(yTrue: Numbers, yPred: Numbers, train: Numbers, options: MaseOptions = {}): number {
  checkOptions('mase', options, ['season']);
  const {season = 1} = options;
  checkWhole('mase: season', season);
  const [truth, prediction] = sameShape(yTrue, yPred, 'mase');
  const past = asNdArray(train, 'mase: train');
  const [rows, features] = past.shape.length === 1 ? [1, 1] : [past.shape[0], past.shape[2] ?? 1];
  if (past.shape.length > 3 || features !== 1 || (past.shape.length > 1 && truth.shape[0] !== rows)) {
    throw new RangeError(
      `mase: train must be [time steps], or [series, time steps] with the ${truth.shape[0]} series of yTrue, ` +
        `got [${past.shape.join(', ')}]`,
    );
  }
  const [steps, width] = [past.values.length / rows, truth.values.length / rows];
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const what = past.shape.length === 1 ? 'train' : `train series ${i}`;
    const scale = seasonalDifference(past.values.subarray(i * steps, (i + 1) * steps), season, what);
    let sum = 0;
    for (let k = i * width; k < (i + 1) * width; k++) sum += Math.abs(truth.values[k] - prediction.values[k]);
    total += sum / width / scale;
  }
  return total / rows;
}
