import type {NdArray, Numbers} from '../data';
import {checkNoNaN, checkOptions, checkShare} from '../data/arguments';
import {sameShape} from './same-shape';
import {shareInterval} from './share-interval';

/** How many truths fell into their intervals. */
export interface Coverage {
  /** Share of the truths inside, ends included. */
  share: number;
  /** Lower end of the Wilson interval of that share. */
  low: number;
  /** Upper end of the Wilson interval of that share. */
  high: number;
  /** Truths inside. */
  inside: number;
  /** Truths in all. */
  count: number;
}

/** Options of {@link coverage}. */
export interface CoverageOptions {
  /** How sure the spread low ... high should be, between 0 and 1; defaults to 0.95. */
  confidence?: number;
}

function checkEnds(lower: NdArray, upper: NdArray, metric: string): void {
  checkNoNaN(`${metric}: lower`, lower.values);
  checkNoNaN(`${metric}: upper`, upper.values);
  const bad = lower.values.findIndex((low, i) => low > upper.values[i]);
  if (bad >= 0) {
    throw new RangeError(`${metric}: lower is ${lower.values[bad]} but upper ${upper.values[bad]} at place ${bad}`);
  }
}

/**
 * Share of the truths that fell into their intervals, with a spread (Wilson) for the luck of the sample.
 *
 *     (p + z²/2n ± z √(p (1 - p)/n + z²/4n²)) / (1 + z²/n)        p: share inside, n: count
 *
 * Intervals made for 90% are honest when 0.9 lies in low ... high. The spread takes truths as independent: neighbours in
 * time are not quite, so the real one is wider.
 *
 * @param yTrue what was to be predicted, any shape
 * @param lower lower ends, the same shape; may be -Infinity
 * @param upper upper ends, the same shape; may be Infinity
 * @param options see {@link CoverageOptions}
 * @returns see {@link Coverage}
 * @throws RangeError when shapes differ, an end is NaN, a lower end lies above its upper end, or confidence is not in (0, 1)
 *
 * Source: Wilson 1927, doi:10.1080/01621459.1927.10502953. Lesson: notebooks/02-forecasting/2.4.
 * Check: agrees with scipy's binomtest to 1e-12.
 */
export function coverage(yTrue: Numbers, lower: Numbers, upper: Numbers, options: CoverageOptions = {}): Coverage {
  checkOptions('coverage', options, ['confidence']);
  const {confidence = 0.95} = options;
  checkShare('coverage: confidence', confidence);
  const [truth, from] = sameShape(yTrue, lower, 'coverage', ['yTrue', 'lower']);
  const [, to] = sameShape(yTrue, upper, 'coverage', ['yTrue', 'upper']);
  checkNoNaN('coverage: yTrue', truth.values);
  checkEnds(from, to, 'coverage');
  const count = truth.values.length;
  const inside = truth.values.filter((y, i) => y >= from.values[i] && y <= to.values[i]).length;
  return {...shareInterval(inside, count, {confidence}), inside, count};
}

/**
 * Mean width of intervals: of two that cover equally often, the narrower is better.
 *
 * @param lower lower ends, any shape
 * @param upper upper ends, the same shape
 * @returns mean of upper - lower, in the units of y; Infinity when one is infinite
 * @throws RangeError when shapes differ, an end is NaN, or a lower end lies above its upper end
 *
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function intervalWidth(lower: Numbers, upper: Numbers): number {
  const [from, to] = sameShape(lower, upper, 'intervalWidth', ['lower', 'upper']);
  checkEnds(from, to, 'intervalWidth');
  let sum = 0;
  for (let i = 0; i < from.values.length; i++) sum += to.values[i] - from.values[i];
  return sum / from.values.length;
}
