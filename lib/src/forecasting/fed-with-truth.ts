import {type Numbers, Targets} from '../data';
import {checkOptions, checkWhole} from '../data/arguments';
import {asSeries, lastStep, type Predictor, runPredictor} from './predictor';

/** Sizes of {@link fedWithTruth}. */
export interface FedWithTruthOptions {
  /** Time steps that the model sees. */
  lookback: number;
  /** Steps to forecast, each by a question of its own. */
  horizon: number;
}

/**
 * Forecasts of one step, made anew at every step with what really came before: iterating without its feedback.
 *
 *     ŷ_k = f(y(k) ... y(k + lookback - 1)),   k = 0 ... horizon - 1
 *
 * Beside `iterated` it tells how much of an error comes from reading one's own forecasts.
 *
 * @param predictor a model of one step ahead, see {@link Predictor}
 * @param series [examples, time steps] of at least lookback + horizon - 1 steps, one feature
 * @param options see {@link FedWithTruthOptions}
 * @returns [examples, horizon], the forecasts of steps lookback, lookback + 1 ...
 * @throws RangeError when the series are too short or have several features, or a size is no whole number >= 1
 *
 * Lesson: notebooks/02-forecasting/2.2.
 */
export function fedWithTruth(predictor: Predictor, series: Numbers, options: FedWithTruthOptions): Targets {
  checkOptions('fedWithTruth', options, ['lookback', 'horizon']);
  const {lookback, horizon} = options;
  checkWhole('fedWithTruth: lookback', lookback);
  checkWhole('fedWithTruth: horizon', horizon);
  const truth = asSeries(series, 'fedWithTruth: series');
  const {length, timeSteps, features} = truth;
  if (features !== 1) throw new RangeError(`fedWithTruth: series must have one feature, got ${features}`);
  if (timeSteps < lookback + horizon - 1) {
    throw new RangeError(
      `fedWithTruth: lookback ${lookback} and horizon ${horizon} need ${lookback + horizon - 1} time steps, got ${timeSteps}`,
    );
  }
  const forecast = new Float64Array(length * horizon);
  for (let k = 0; k < horizon; k++) {
    const answers = runPredictor(predictor, truth.steps(k, k + lookback), 'fedWithTruth');
    const {values, width} = lastStep(answers, length, 'fedWithTruth');
    for (let i = 0; i < length; i++) forecast[i * horizon + k] = values[i * width];
  }
  return new Targets(forecast, [length, horizon]);
}
