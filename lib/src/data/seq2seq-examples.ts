import {checkOptions, checkWhole, show} from './arguments';
import {Series, Targets} from './arrays';
import type {Examples} from './windows';

/** Sizes of {@link seq2seqExamples}. */
export interface Seq2seqExampleOptions {
  /** Time steps that the model sees. */
  lookback: number;
  /** Targets of every one of them: its next steps; defaults to 1. */
  horizon?: number;
}

/**
 * The first `lookback` steps of every series, and for each of these steps the `horizon` steps that follow it.
 *
 *     y[i, t, k] = s[i, t + 1 + k],   t = 0 ... lookback - 1,   k = 0 ... horizon - 1
 *
 * The targets of the last steps lie behind the inputs: they come from the longer series, never from padding.
 *
 * @param series [series, time steps] with at least lookback + horizon steps
 * @param options see {@link Seq2seqExampleOptions}
 * @returns x [series, lookback], y [series, lookback, horizon]
 * @throws RangeError when the series are too short or have several features, or a size is no whole number >= 1
 *
 * Lesson: notebooks/02-forecasting/2.2, notebooks/04-convolutions/4.2.
 */
export function seq2seqExamples(series: Series, options: Seq2seqExampleOptions): Examples {
  checkOptions('seq2seqExamples', options, ['lookback', 'horizon']);
  const {lookback, horizon = 1} = options;
  if (!(series instanceof Series)) throw new TypeError(`seq2seqExamples: series must be a Series, got ${show(series)}`);
  checkWhole('seq2seqExamples: lookback', lookback);
  checkWhole('seq2seqExamples: horizon', horizon);
  const {length, timeSteps, features, values} = series;
  if (features !== 1) throw new RangeError(`seq2seqExamples: series must have one feature, got ${features}`);
  if (timeSteps < lookback + horizon) {
    throw new RangeError(
      `seq2seqExamples: lookback ${lookback} + horizon ${horizon} exceed the ${timeSteps} time steps`,
    );
  }
  const y = new Float64Array(length * lookback * horizon);
  for (let i = 0; i < length; i++) {
    for (let t = 0; t < lookback; t++) {
      const next = i * timeSteps + t + 1;
      y.set(values.subarray(next, next + horizon), (i * lookback + t) * horizon);
    }
  }
  const x = series.steps(0, lookback);
  return {x: new Series(x.values, [length, lookback]), y: new Targets(y, [length, lookback, horizon])};
}
