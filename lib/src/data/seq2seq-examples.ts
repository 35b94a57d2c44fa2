import {checkOptions, checkWhole, show} from './arguments';
import {Series, Targets} from './arrays';
import type {Examples} from './windows';

/** Sizes of {@link seq2seqExamples}. */
export interface Seq2seqExampleOptions {
  /** Time steps that the model sees. */
  lookback: number;
  /** Targets of every one of them: its next steps; defaults to 1. */
  horizon?: number;
  /** Stands for each target behind the end of the series, which then needs `lookback` steps only: a shortcut that harms. */
  missing?: number;
}

/**
 * The first `lookback` steps of every series, and for each of these steps the `horizon` steps that follow it.
 *
 *     y[i, t, k] = s[i, t + 1 + k],   t = 0 ... lookback - 1,   k = 0 ... horizon - 1
 *
 * The targets of the last steps lie behind the inputs: they come from the longer series, never from padding, unless
 * `missing` asks for it.
 *
 * @param series [series, time steps] with at least lookback + horizon steps, or lookback with `missing`
 * @param options see {@link Seq2seqExampleOptions}
 * @returns x [series, lookback], y [series, lookback, horizon]
 * @throws RangeError when the series are too short or have several features, or a size is no whole number >= 1
 *
 * Lesson: notebooks/02-forecasting/2.2, notebooks/04-convolutions/4.2.
 */
export function seq2seqExamples(series: Series, options: Seq2seqExampleOptions): Examples {
  checkOptions('seq2seqExamples', options, ['lookback', 'horizon', 'missing']);
  const {lookback, horizon = 1, missing} = options;
  if (!(series instanceof Series)) throw new TypeError(`seq2seqExamples: series must be a Series, got ${show(series)}`);
  checkWhole('seq2seqExamples: lookback', lookback);
  checkWhole('seq2seqExamples: horizon', horizon);
  const {length, timeSteps, features, values} = series;
  if (features !== 1) throw new RangeError(`seq2seqExamples: series must have one feature, got ${features}`);
  if (missing !== undefined && !Number.isFinite(missing)) {
    throw new RangeError(`seq2seqExamples: missing must be a finite number, got ${show(missing)}`);
  }
  const needed =
    missing === undefined ? `lookback ${lookback} + horizon ${horizon} exceed` : `lookback ${lookback} exceeds`;
  if (timeSteps < lookback + (missing === undefined ? horizon : 0)) {
    throw new RangeError(`seq2seqExamples: ${needed} the ${timeSteps} time steps`);
  }
  const y = new Float64Array(length * lookback * horizon).fill(missing ?? 0);
  for (let i = 0; i < length; i++) {
    for (let t = 0; t < lookback; t++) {
      const next = i * timeSteps + t + 1;
      const end = Math.min(next + horizon, (i + 1) * timeSteps);
      y.set(values.subarray(next, end), (i * lookback + t) * horizon);
    }
  }
  const x = series.steps(0, lookback);
  return {x: new Series(x.values, [length, lookback]), y: new Targets(y, [length, lookback, horizon])};
}
