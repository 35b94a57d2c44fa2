import {type Numbers, Targets} from '../data';
import {checkOptions, checkWhole} from '../data/arguments';
import {asSeries, lastStep, type Predictor, type Rows, runPredictor} from './predictor';

/** How far to forecast. */
export interface DirectOptions {
  /** Time steps to forecast; defaults to the number of predictors, or of outputs. */
  horizon?: number;
}

/**
 * Direct forecasts: every step straight from what is known, by one model with `horizon` outputs or one model a step.
 *
 *     (ŷ(t+1) ... ŷ(t+h)) = f(y(t-n+1) ... y(t))        or        ŷ(t+k) = f_k(y(t-n+1) ... y(t))
 *
 * No forecast is fed back, so errors do not add up. Of a seq2seq model the last time step counts.
 *
 * @param predictor one with an output a step, or a list: the first for one step ahead, the second for two ...
 * @param x [examples, lookback] or [examples, lookback, features]
 * @param options see {@link DirectOptions}
 * @returns [examples, horizon]
 * @throws RangeError when outputs or predictors are not `horizon` many, or a shape does not fit
 *
 * Lesson: notebooks/02-forecasting/2.2, 2.4.
 */
export function direct(predictor: Predictor | readonly Predictor[], x: Numbers, options: DirectOptions = {}): Targets {
  checkOptions('direct', options, ['horizon']);
  const windows = asSeries(x, 'direct: x');
  if (options.horizon !== undefined) checkWhole('direct: horizon', options.horizon);
  const ask = (one: Predictor): Rows => lastStep(runPredictor(one, windows, 'direct'), windows.length, 'direct');
  if (!isList(predictor)) {
    const {values, width} = ask(predictor);
    const {horizon = width} = options;
    if (width !== horizon)
      throw new RangeError(`direct: horizon is ${horizon}, but the predictor gives ${width} outputs`);
    return new Targets(values, [windows.length, horizon]);
  }
  const {horizon = predictor.length} = options;
  if (predictor.length === 0) throw new RangeError('direct: predictor must not be an empty list, got []');
  if (predictor.length !== horizon) {
    throw new RangeError(`direct: horizon is ${horizon}, but there are ${predictor.length} predictors`);
  }
  const forecast = new Float64Array(windows.length * horizon);
  predictor.forEach((one, k) => {
    const {values, width} = ask(one);
    if (width !== 1) throw new RangeError(`direct: predictor ${k} of a list must give one output, got ${width}`);
    values.forEach((value, i) => {
      forecast[i * horizon + k] = value;
    });
  });
  return new Targets(forecast, [windows.length, horizon]);
}

function isList(predictor: Predictor | readonly Predictor[]): predictor is readonly Predictor[] {
  return Array.isArray(predictor);
}

/** Options of {@link seq2seq}. */
export interface Seq2seqOptions {
  /** Time steps to forecast. */
  horizon: number;
}

/**
 * Forecasts of a sequence-to-sequence model: the last of its time steps, or all steps of its decoder.
 *
 *     [examples, lookback, horizon]   every step forecasts its next `horizon`; the last step has seen all
 *     [examples, horizon, 1]          an encoder-decoder; every step is one forecast
 *
 * @param predictor see {@link Predictor}
 * @param x [examples, lookback] or [examples, lookback, features]
 * @param options see {@link Seq2seqOptions}
 * @returns [examples, horizon]
 * @throws RangeError when the output has neither form
 *
 * Lesson: notebooks/02-forecasting/2.2, exercise 04.
 */
export function seq2seq(predictor: Predictor, x: Numbers, options: Seq2seqOptions): Targets {
  checkOptions('seq2seq', options, ['horizon']);
  const {horizon} = options;
  checkWhole('seq2seq: horizon', horizon);
  const windows = asSeries(x, 'seq2seq: x');
  const output = runPredictor(predictor, windows, 'seq2seq');
  const [examples, steps, width] = output.shape;
  if (output.shape.length === 3 && examples === windows.length) {
    if (width === horizon) return new Targets(lastStep(output, examples, 'seq2seq').values, [examples, horizon]);
    if (width === 1 && steps === horizon) return new Targets(output.values, [examples, horizon]);
  }
  throw new RangeError(
    `seq2seq: the predictor must give [${windows.length}, time steps, ${horizon}] or [${windows.length}, ${horizon}, 1], ` +
      `got [${output.shape.join(', ')}]`,
  );
}
