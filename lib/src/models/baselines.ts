import {asNdArray, type Numbers, Targets} from '../data';
import {checkOptions, checkWhole} from '../data/arguments';

/** A forecaster that needs no training; every model must beat it to be worth its cost. */
export interface Baseline {
  name: string;
  /** Numbers fitted on the training set. */
  parameters: number;
  /**
   * @param x [series, time steps] or [series, time steps, 1]
   * @returns [series, horizon]
   */
  predict(x: Numbers): Targets;
}

/** How far a baseline looks ahead. */
export interface HorizonOption {
  /** Time steps to predict; defaults to 1. */
  horizon?: number;
}

type Forecast = (series: Float64Array, ahead: number) => number;

/** A baseline out of a rule for one series; `ahead` counts from 1. */
function baseline(
  where: string,
  {horizon = 1}: HorizonOption,
  name: string,
  needed: number,
  rule: (series: Float64Array) => Forecast,
): Baseline {
  checkWhole(`${where}: horizon`, horizon);
  const predict = (x: Numbers): Targets => {
    const {values, shape} = asNdArray(x, `${name}: x`);
    const [count, steps, features = 1] = shape;
    if (shape.length < 2 || shape.length > 3 || features !== 1) {
      throw new RangeError(
        `${name}: x must be [series, time steps] or [series, time steps, 1], got [${shape.join(', ')}]`,
      );
    }
    if (steps < needed) throw new RangeError(`${name}: x needs ${needed} time steps, got ${steps}`);
    const predicted = new Float64Array(count * horizon);
    for (let i = 0; i < count; i++) {
      const series = values.subarray(i * steps, (i + 1) * steps);
      const forecast = rule(series);
      for (let k = 0; k < horizon; k++) predicted[i * horizon + k] = forecast(series, k + 1);
    }
    return new Targets(predicted, [count, horizon]);
  };
  return {name, parameters: 0, predict};
}

/**
 * Predicts 0 always: its MSE is the mean square of the targets.
 *
 *     ŷ(t + k) = 0
 *
 * @param options see {@link HorizonOption}
 * @returns the baseline; its `predict` takes [series, time steps] and gives [series, horizon]
 * @throws RangeError for an unknown option or a number that is no whole number >= 1
 *
 * Lesson: notebooks/02-forecasting/2.1.
 */
export function zero(options: HorizonOption = {}): Baseline {
  checkOptions('zero', options, ['horizon']);
  return baseline('zero', options, 'always zero', 1, () => () => 0);
}

/**
 * Predicts the last value.
 *
 *     ŷ(t + k) = y(t)
 *
 * @param options see {@link HorizonOption}
 * @returns the baseline; its `predict` takes [series, time steps] and gives [series, horizon]
 * @throws RangeError for an unknown option or a number that is no whole number >= 1
 *
 * Lesson: notebooks/02-forecasting/2.1.
 */
export function naive(options: HorizonOption = {}): Baseline {
  checkOptions('naive', options, ['horizon']);
  return baseline('naive', options, 'naive', 1, (series) => () => series[series.length - 1]);
}

/**
 * Predicts the mean of the last values.
 *
 *     ŷ(t + k) = mean of y(t - window + 1) ... y(t)
 *
 * @param window time steps to take the mean of
 * @param options see {@link HorizonOption}
 * @returns the baseline; its `predict` takes [series, time steps] and gives [series, horizon]
 * @throws RangeError for an unknown option or a number that is no whole number >= 1
 *
 * Lesson: notebooks/02-forecasting/2.1.
 */
export function movingAverage(window: number, options: HorizonOption = {}): Baseline {
  checkOptions('movingAverage', options, ['horizon']);
  checkWhole('movingAverage: window', window);
  return baseline('movingAverage', options, `moving average ${window}`, window, (series) => {
    let sum = 0;
    for (let k = series.length - window; k < series.length; k++) sum += series[k];
    return () => sum / window;
  });
}

/**
 * Fits the line α + β t to the last `window` values of each series (least squares) and goes on along it.
 *
 * @param options `window` defaults to all time steps
 * @returns the baseline; it needs at least two time steps
 */
export function linearTrend(options: HorizonOption & {window?: number} = {}): Baseline {
  checkOptions('linearTrend', options, ['horizon', 'window']);
  const {window} = options;
  if (window !== undefined) checkWhole('linearTrend: window', window, 2);
  return baseline('linearTrend', options, 'linear trend', window ?? 2, (all) => {
    const series = window === undefined ? all : all.subarray(all.length - window);
    const middle = (series.length - 1) / 2;
    let [sum, product, squares] = [0, 0, 0];
    series.forEach((value, t) => {
      sum += value;
      product += (t - middle) * value;
      squares += (t - middle) ** 2;
    });
    const slope = product / squares;
    return (_, ahead) => sum / series.length + slope * (series.length - 1 + ahead - middle);
  });
}

/**
 * Predicts the value one season before; beyond one season, the last full one is repeated.
 *
 *     ŷ(t + k) = y(t + k - season)
 *
 * @param season time steps of a season, such as 7 for days of the week
 * @param options see {@link HorizonOption}
 * @returns the baseline; its `predict` takes [series, time steps] and gives [series, horizon]
 * @throws RangeError for an unknown option or a number that is no whole number >= 1
 *
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function seasonalNaive(season: number, options: HorizonOption = {}): Baseline {
  checkOptions('seasonalNaive', options, ['horizon']);
  checkWhole('seasonalNaive: season', season);
  return baseline(
    'seasonalNaive',
    options,
    `seasonal naive ${season}`,
    season,
    (series) => (_, ahead) => series[series.length - season + ((ahead - 1) % season)],
  );
}
