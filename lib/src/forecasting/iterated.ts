import {type Numbers, Series, Targets} from '../data';
import {checkOptions, checkWhole} from '../data/arguments';
import {asSeries, lastStep, type Predictor, runPredictor} from './predictor';

/** Options of {@link iterated}. */
export interface IteratedOptions {
  /** Time steps to forecast. */
  horizon: number;
  /** The feature that is forecast; defaults to 0. */
  target?: number;
  /**
   * [examples, horizon, features - 1] the other features at the steps that are forecast, in their order: what is known
   * ahead, such as the day of the week. Needed when x has several features.
   */
  known?: Numbers;
}

function readKnown(x: Series, {known, horizon}: IteratedOptions, where: string): Series | undefined {
  const others = x.features - 1;
  if (known === undefined) {
    if (others === 0) return undefined;
    throw new RangeError(
      `${where}: x has ${x.features} features, so the others must be given as known, ` +
        `[${x.length}, ${horizon}, ${others}]: a forecast of one feature cannot continue them`,
    );
  }
  const given = asSeries(known, `${where}: known`);
  const fits = given.length === x.length && given.timeSteps >= horizon && given.features === others;
  if (!fits) {
    throw new RangeError(
      `${where}: known must be [${x.length}, ${horizon}, ${others}], got [${given.shape.join(', ')}]`,
    );
  }
  return given;
}

/** Iterated forecasts; `change` may alter each value before it is fed back (see samplePaths). */
export function roll(
  predictor: Predictor,
  x: Series,
  options: IteratedOptions,
  where: string,
  change: (value: number) => number = (value) => value,
): Targets {
  const {horizon, target = 0} = options;
  checkWhole(`${where}: horizon`, horizon);
  checkWhole(`${where}: target`, target, 0);
  const [count, lookback, features] = [x.length, x.timeSteps, x.features];
  if (target >= features)
    throw new RangeError(`${where}: target is feature ${target}, but x has features 0 to ${features - 1}`);
  const known = readKnown(x, options, where);
  const others = features - 1;
  // The window slides over one array per example that is long enough for past and future.
  const total = lookback + horizon;
  const tape = new Float64Array(count * total * features);
  const forecast = new Float64Array(count * horizon);
  for (let i = 0; i < count; i++) {
    tape.set(x.values.subarray(i * lookback * features, (i + 1) * lookback * features), i * total * features);
    for (let k = 0; known && k < horizon; k++) {
      for (let j = 0; j < others; j++) {
        const at = (i * total + lookback + k) * features + (j < target ? j : j + 1);
        tape[at] = known.values[(i * known.timeSteps + k) * others + j];
      }
    }
  }
  const all = new Series(tape, [count, total, features]);
  for (let done = 0; done < horizon; ) {
    const window = all.steps(done, done + lookback);
    // A rule gets the rank that it was given, so that one for [examples, time steps] goes on working.
    const form = new Series(window.values, [count, lookback, ...x.shape.slice(2)]);
    const {values, width} = lastStep(runPredictor(predictor, form, where), count, where);
    const block = Math.min(width, horizon - done);
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < block; k++) {
        const value = change(values[i * width + k]);
        forecast[i * horizon + done + k] = value;
        tape[(i * total + lookback + done + k) * features + target] = value;
      }
    }
    done += block;
  }
  return new Targets(forecast, [count, horizon]);
}

/**
 * Iterated (recursive) forecasts: a one-step model is asked again and again, its own forecasts its newest inputs.
 *
 *     ŷ(t+1) = f(y(t-n+1) ... y(t)),   ŷ(t+2) = f(y(t-n+2) ... y(t), ŷ(t+1)),   ...
 *
 * One model serves every horizon, but it meets inputs it never saw in training (its own errors), which add up. A model
 * with k outputs is asked every k steps; of a seq2seq model the last time step counts.
 *
 * @param predictor see {@link Predictor}; gives [examples, 1] or [examples, k]
 * @param x [examples, lookback] or [examples, lookback, features]
 * @param options see {@link IteratedOptions}
 * @returns [examples, horizon]
 * @throws RangeError when the horizon is no whole number >= 1, a shape does not fit, or known features are missing
 *
 * Lesson: notebooks/02-forecasting/2.2, 2.4.
 */
export function iterated(predictor: Predictor, x: Numbers, options: IteratedOptions): Targets {
  checkOptions('iterated', options, ['horizon', 'target', 'known']);
  return roll(predictor, asSeries(x, 'iterated: x'), options, 'iterated');
}
