import {type Numbers, Series, Targets} from '../data';
import {checkOptions, checkWhole, show} from '../data/arguments';
import {iterated} from './iterated';
import {asSeries, type Predictor} from './predictor';

/** Options of {@link nudgeResponse}. */
export interface NudgeOptions {
  /** Time steps to forecast, at least 2. */
  horizon: number;
  /** What is added to the first forecast; defaults to 0.05. */
  delta?: number;
}

/**
 * What becomes of an error in the first forecast when a model reads its own forecasts.
 *
 *     response_k = (ŷ_k(first forecast + delta) - ŷ_k) / delta,   k = 2 ... horizon
 *
 * 1 says that the error came through whole, 0 that it is forgotten; for a linear model it does not depend on delta.
 *
 * @param predictor a model of one step ahead, see {@link Predictor}
 * @param x [examples, lookback], one feature
 * @param options see {@link NudgeOptions}
 * @returns [examples, horizon - 1] for 2, 3 ... horizon steps ahead
 * @throws RangeError when the horizon is below 2, delta is 0 or not finite, or x has several features
 *
 * Lesson: notebooks/02-forecasting/2.2.
 */
export function nudgeResponse(predictor: Predictor, x: Numbers, options: NudgeOptions): Targets {
  checkOptions('nudgeResponse', options, ['horizon', 'delta']);
  const {horizon, delta = 0.05} = options;
  checkWhole('nudgeResponse: horizon', horizon, 2);
  if (!Number.isFinite(delta) || delta === 0) {
    throw new RangeError(`nudgeResponse: delta must be a finite number other than 0, got ${show(delta)}`);
  }
  const known = asSeries(x, 'nudgeResponse: x');
  if (known.features !== 1) throw new RangeError(`nudgeResponse: x must have one feature, got ${known.features}`);
  const {length, timeSteps, shape} = known;
  const first = iterated(predictor, known, {horizon: 1}).values;
  const later = (push: number): Float64Array => {
    const values = new Float64Array(length * timeSteps);
    for (let i = 0; i < length; i++) {
      values.set(known.values.subarray(i * timeSteps + 1, (i + 1) * timeSteps), i * timeSteps);
      values[(i + 1) * timeSteps - 1] = first[i] + push;
    }
    return iterated(predictor, new Series(values, shape), {horizon: horizon - 1}).values;
  };
  const [pushed, before] = [later(delta), later(0)];
  return new Targets(
    pushed.map((value, at) => (value - before[at]) / delta),
    [length, horizon - 1],
  );
}
