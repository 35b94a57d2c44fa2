import * as tf from '@tensorflow/tfjs';
import {asNdArray, type NdArray, type Numbers, Series, Targets} from '../data';
import {checkOneOf, checkOptions, checkWhole} from '../data/arguments';
import {errorsByHorizon, type HorizonErrors} from './horizon-errors';
import {lastStep, type Predictor, type Rows, runPredictor} from './predictor';

/** Options of {@link backtest}. */
export interface BacktestOptions {
  /** Time steps to forecast from each origin; defaults to 1. */
  horizon?: number;
  /** Last known steps that the predictor sees; defaults to the whole training part. */
  lookback?: number;
  /** Time steps before the first origin; with a sliding window always so many. Defaults to `lookback`. */
  trainSteps?: number;
  /** Time steps from one origin to the next; defaults to 1. */
  step?: number;
  /** Steps between the last known one and the first that is forecast; defaults to 0. */
  gap?: number;
  /** 'expanding': trained on all that is past; 'sliding': on the last `trainSteps`. Defaults to 'expanding'. */
  window?: 'expanding' | 'sliding';
  /** The feature that is forecast, when the series has several; defaults to 0. */
  target?: number;
}

/** A predictor that knows where in the series each window ends: the index of the first step it has not seen. */
export type OriginRule = (x: Series, origins: readonly number[]) => Numbers;

/** A forecaster that is trained anew at each origin. */
export interface Refit {
  /**
   * @param train [1, time steps, features] what is known at the origin, or [1, time steps]
   * @param origin index of the first step that is not known
   * @returns the predictor for this origin
   */
  fit(train: Series, origin: number): Predictor | Promise<Predictor>;
}

/** Forecasts from many origins, with the truth. */
export interface Backtest {
  /** [origins] index of the first step that was not known. */
  origins: number[];
  /** Steps between the last known one and the first that was forecast. */
  gap: number;
  /** Time steps from one origin to the next. */
  step: number;
  /** [origins, horizon] what came. */
  truth: Targets;
  /** [origins, horizon] what was forecast. */
  forecast: Targets;
  /** [origins, horizon] forecast - truth. */
  errors: Targets;
  /** Errors by step ahead. */
  byHorizon: HorizonErrors;
  /** Errors by origin: each list has one number an origin. */
  byOrigin: {origins: number[]; mse: number[]; mae: number[]};
}

/** One series as [time steps, features]. */
function readSeries(series: Numbers): {values: Float64Array; steps: number; features: number; rank: number} {
  const {values, shape} = asNdArray(series, 'backtest: series');
  if (shape.length < 1 || shape.length > 2 || values.length === 0) {
    throw new RangeError(
      `backtest: series must be [time steps] or [time steps, features] with values, got [${shape.join(', ')}]`,
    );
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`backtest: series holds ${values[bad]} at place ${bad}`);
  return {values, steps: shape[0], features: shape[1] ?? 1, rank: shape.length};
}

function readOptions(options: BacktestOptions, steps: number, features: number): Required<BacktestOptions> {
  checkOptions('backtest', options, ['horizon', 'lookback', 'trainSteps', 'step', 'gap', 'window', 'target']);
  const {horizon = 1, step = 1, gap = 0, window = 'expanding', target = 0} = options;
  const {trainSteps = options.lookback} = options;
  if (trainSteps === undefined)
    throw new RangeError('backtest: trainSteps must be given, the time steps before the first origin, got undefined');
  const {lookback = 0} = options;
  checkWhole('backtest: horizon', horizon);
  checkWhole('backtest: step', step);
  checkWhole('backtest: trainSteps', trainSteps);
  checkWhole('backtest: gap', gap, 0);
  checkWhole('backtest: target', target, 0);
  checkOneOf('backtest: window', window, ['expanding', 'sliding']);
  if (options.lookback !== undefined) checkWhole('backtest: lookback', lookback);
  if (target >= features)
    throw new RangeError(`backtest: target is feature ${target}, but the series has 0 to ${features - 1}`);
  if (lookback > trainSteps) {
    throw new RangeError(
      `backtest: lookback ${lookback} is longer than the ${trainSteps} steps before the first origin`,
    );
  }
  const needed = trainSteps + gap + horizon;
  if (steps < needed) {
    throw new RangeError(
      `backtest: trainSteps ${trainSteps} + gap ${gap} + horizon ${horizon} need ${needed} steps, the series has ${steps}`,
    );
  }
  return {horizon, lookback, trainSteps, step, gap, window, target};
}

function isRefit(forecaster: Predictor | OriginRule | Refit): forecaster is Refit {
  // A network has a method fit as well.
  const isModel = forecaster instanceof tf.LayersModel || typeof forecaster === 'function';
  return !isModel && typeof (forecaster as Refit | null)?.fit === 'function';
}

/** The forecasts of `horizon` steps after the gap, whether the predictor gives those of the gap or not. */
function afterGap(output: NdArray, rows: number, {horizon, gap}: Required<BacktestOptions>): Float64Array {
  const {values, width}: Rows = lastStep(output, rows, 'backtest');
  if (width === horizon) return values;
  if (width !== gap + horizon) {
    const wanted = gap > 0 ? `${horizon} or, with the gap, ${gap + horizon}` : `${horizon}`;
    throw new RangeError(`backtest: the predictor must give ${wanted} steps from each origin, got ${width}`);
  }
  const kept = new Float64Array(rows * horizon);
  for (let i = 0; i < rows; i++) kept.set(values.subarray(i * width + gap, (i + 1) * width), i * horizon);
  return kept;
}

/**
 * Rolling-origin backtest: forecasts from many points of the past, each with only what was known then.
 *
 *     known: s[0 ... o - 1]      forecast: s[o + gap ... o + gap + horizon - 1]      o = trainSteps, trainSteps + step, ...
 *
 * One split judges a forecaster by one stretch of weather; many origins show its spread. Nothing from after an origin
 * reaches the forecaster, as long as it was not trained on it before: give `{fit}` to train at each origin.
 *
 * @param series [time steps] or [time steps, features], in time order
 * @param forecaster a {@link Predictor} (it gets windows of `lookback` steps, all origins at once; a function also their
 *   origins), or a {@link Refit}; it gives `horizon` steps, or `gap + horizon` of which the first are dropped
 * @param options see {@link BacktestOptions}
 * @returns see {@link Backtest}
 * @throws RangeError when an option is impossible, the series too short, or an output of another size
 *
 * Source: Tashman 2000, doi:10.1016/S0169-2070(00)00065-0. Lesson: notebooks/02-forecasting/2.4.
 */
export async function backtest(
  series: Numbers,
  forecaster: Predictor | OriginRule | Refit,
  options: BacktestOptions,
): Promise<Backtest> {
  const {values, steps, features, rank} = readSeries(series);
  const all = readOptions(options, steps, features);
  const {horizon, lookback, trainSteps, step, gap, window, target} = all;
  const count = Math.floor((steps - trainSteps - gap - horizon) / step) + 1;
  const origins = Array.from({length: count}, (_, i) => trainSteps + i * step);
  const tail = rank === 1 ? [] : [features];
  const cut = (ends: number[], length: number): Series => {
    const cuts = new Float64Array(ends.length * length * features);
    ends.forEach((end, i) => {
      cuts.set(values.subarray((end - length) * features, end * features), i * length * features);
    });
    return new Series(cuts, [ends.length, length, ...tail]);
  };
  const ask = (predictor: Predictor | OriginRule, ends: number[], length: number): Float64Array => {
    const rule = typeof predictor === 'function' ? (x: Series) => predictor(x, ends) : predictor;
    return afterGap(runPredictor(rule, cut(ends, length), 'backtest'), ends.length, all);
  };
  const trainLength = (origin: number): number => (window === 'sliding' ? trainSteps : origin);
  const forecast = new Float64Array(count * horizon);
  if (!isRefit(forecaster) && (lookback > 0 || window === 'sliding')) {
    forecast.set(ask(forecaster, origins, lookback || trainSteps));
  } else {
    for (const [i, origin] of origins.entries()) {
      const length = trainLength(origin);
      const predictor = isRefit(forecaster) ? await forecaster.fit(cut([origin], length), origin) : forecaster;
      forecast.set(ask(predictor, [origin], lookback || length), i * horizon);
    }
  }
  const truth = new Float64Array(count * horizon);
  for (let i = 0; i < truth.length; i++) {
    const at = origins[Math.floor(i / horizon)] + gap + (i % horizon);
    truth[i] = values[at * features + target];
  }
  return summary(origins, gap, step, new Targets(truth, [count, horizon]), new Targets(forecast, [count, horizon]));
}

function summary(origins: number[], gap: number, step: number, truth: Targets, forecast: Targets): Backtest {
  const [count, horizon] = truth.shape;
  const errors = new Targets(
    forecast.values.map((value, i) => value - truth.values[i]),
    truth.shape,
  );
  const mean = (loss: (error: number) => number): number[] =>
    Array.from({length: count}, (_, i) => {
      const row = errors.values.subarray(i * horizon, (i + 1) * horizon);
      return row.reduce((sum, error) => sum + loss(error), 0) / horizon;
    });
  return {
    origins,
    gap,
    step,
    truth,
    forecast,
    errors,
    byHorizon: errorsByHorizon(truth, forecast),
    byOrigin: {origins, mse: mean((error) => error * error), mae: mean(Math.abs)},
  };
}
