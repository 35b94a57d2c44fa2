import {asNdArray, type Numbers} from '../data';
import {checkFinite, checkOptions, checkWhole} from '../data/arguments';
import {precisionRecallF1} from './classification';
import {median} from './quantile';

/** A run of steps: the first one, and the one after the last. */
export interface StepRange {
  start: number;
  end: number;
}

/** Options of {@link anomaliesByError}. */
export interface AnomalyOptions {
  /** Step of the first forecast; the steps before it were only read. */
  from: number;
  /** Steps that belong to the training part; the others are the test part. */
  train: number;
  /** True anomalies, to score against. */
  anomalies: readonly StepRange[];
  /** Robust deviations that an error may reach; defaults to 3. */
  deviations?: number;
}

/** One part of the series with what was expected and called, as `plots.anomalyRanges` draws it. */
export interface CalledPart {
  name: string;
  values: Float64Array;
  start: number;
  /** [steps] expected value ± the limit; NaN where nothing was forecast. */
  interval: {lower: Float64Array; upper: Float64Array};
  /** Steps that were called. */
  detected: number[];
}

/** What a forecaster calls anomalous. */
export interface CalledAnomalies {
  /** Errors above it are called, in the units of the series. */
  limit: number;
  /** Steps of the test part that were called, and that are anomalous, and how well they agree. */
  scores: {called: number; anomalous: number; precision: number; recall: number; F1: number};
  /** Training and test part. */
  panels: [CalledPart, CalledPart];
}

/**
 * Calls the steps anomalous whose error is larger than the training part explains, and scores the calls in the test part.
 *
 *     limit = deviations · 1.4826 · median |x_t - x̂_t| over the training part        1.4826: makes it a normal deviation
 *
 * The median hardly minds the anomalies that the training part itself holds; a mean or deviation would be drawn up by them.
 *
 * @param series [steps] what was measured
 * @param expected [steps - from] forecasts of the steps from `from` on
 * @param options see {@link AnomalyOptions}
 * @returns see {@link CalledAnomalies}
 * @throws RangeError when counts do not fit
 *
 * Source: Leys et al. 2013, doi:10.1016/j.jesp.2013.03.013 (median absolute deviation). Lesson: notebooks/02-forecasting/2.4.
 */
export function anomaliesByError(series: Numbers, expected: Numbers, options: AnomalyOptions): CalledAnomalies {
  checkOptions('anomaliesByError', options, ['from', 'train', 'anomalies', 'deviations']);
  const {from, train, anomalies, deviations = 3} = options;
  checkWhole('anomaliesByError: from', from, 0);
  checkWhole('anomaliesByError: train', train, from + 1);
  checkFinite('anomaliesByError: deviations', deviations);
  const {values} = asNdArray(series, 'anomaliesByError: series');
  const forecast = asNdArray(expected, 'anomaliesByError: expected').values;
  if (forecast.length !== values.length - from || train >= values.length) {
    throw new RangeError(
      `anomaliesByError: ${values.length} steps, forecast from step ${from} and trained to ${train}, need ` +
        `${values.length - from} forecasts and a test part, got ${forecast.length} forecasts`,
    );
  }
  const errors = forecast.map((value, i) => Math.abs(values[from + i] - value));
  const limit = deviations * 1.4826 * median(errors.slice(0, train - from));
  const isCalled = (t: number): boolean => t >= from && errors[t - from] > limit;
  const part = (name: string, start: number, end: number): CalledPart => {
    const steps = Array.from({length: end - start}, (_, i) => start + i);
    const ends = (sign: number) =>
      Float64Array.from(steps, (t) => (t < from ? Number.NaN : forecast[t - from] + sign * limit));
    const interval = {lower: ends(-1), upper: ends(1)};
    return {name, values: values.slice(start, end), start, interval, detected: steps.filter(isCalled)};
  };
  const test = Array.from({length: values.length - train}, (_, i) => train + i);
  const truth = test.map((t) => Number(anomalies.some(({start, end}) => t >= start && t < end)));
  const calls = test.map((t) => Number(isCalled(t)));
  const [, {precision, recall, f1}] = precisionRecallF1(truth, calls, {labels: [0, 1]}).classes;
  const count = (list: number[]) => list.reduce((sum, one) => sum + one, 0);
  return {
    limit,
    scores: {called: count(calls), anomalous: count(truth), precision, recall, F1: f1},
    panels: [part('training', 0, train), part('test', train, values.length)],
  };
}
