import {checkAbove0, checkOptions, checkRate, checkSeed, checkWhole} from '../arguments';
import {random} from '../random';
import type {SeriesOptions} from './series';

/** Options of {@link generateGappy}. */
export interface GappyOptions extends SeriesOptions {
  /** Share of the steps that are not measured, 0 to below 1; defaults to 0.5. */
  lost?: number;
  /** Standard deviation of the steps' own noise; defaults to 0.3. */
  deviation?: number;
}

/** A series of which only some steps were measured. */
export interface GappySeries {
  /** [steps] the whole series, as nobody has measured it. */
  series: Float64Array;
  /** [measured] steps that were measured, rising. */
  seen: number[];
  /** [measured] what was measured there. */
  values: Float64Array;
  /** The two weights of the series: 1.7 and -0.95. */
  coefficients: [number, number];
  /** Standard deviation of the noise, as asked for. */
  deviation: number;
}

/**
 * A noisy oscillation that loses steps at random, as a sensor does that fails.
 *
 *     s_t = 1.7 s_(t-1) - 0.95 s_(t-2) + ε_t,   s_0 = s_1 = 0
 *
 * ε is normal noise, drawn for all steps first; then each step is lost with the same chance.
 *
 * @param steps time steps, at least 3
 * @param options see {@link GappyOptions}
 * @returns see {@link GappySeries}
 * @throws RangeError when the steps or the seed are no whole number, or an option has no meaning
 *
 * Lesson: notebooks/01-foundations/1.2. Check: equal bit for bit to its numpy twin (ci/peers/preparing-sequences.py).
 */
export function generateGappy(steps: number, options: GappyOptions = {}): GappySeries {
  checkOptions('generateGappy', options, ['seed', 'lost', 'deviation']);
  checkSeed('generateGappy: seed', options.seed);
  const {seed = 42, lost = 0.5, deviation = 0.3} = options;
  checkWhole('generateGappy: steps', steps, 3);
  checkRate('generateGappy: lost', lost);
  checkAbove0('generateGappy: deviation', deviation);
  const {normal, uniform} = random(seed);
  const series = new Float64Array(steps);
  for (let t = 2; t < steps; t++) series[t] = 1.7 * series[t - 1] - 0.95 * series[t - 2] + normal(0, deviation);
  const seen = Array.from(series.keys()).filter(() => uniform() < 1 - lost);
  return {series, seen, values: Float64Array.from(seen, (t) => series[t]), coefficients: [1.7, -0.95], deviation};
}
