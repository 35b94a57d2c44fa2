import type {Numbers} from '../data';
import {mseByExample} from './errors';
import {sameShape} from './same-shape';

function errorsOf(yTrue: Numbers, yPred: Numbers, name: string): number[] {
  return mseByExample(...sameShape(yTrue, yPred, 'comparePaired', ['yTrue', name]));
}

/** Two forecasts of the same targets, compared example by example. */
export interface PairedComparison {
  /** Mean of the squared errors of the first minus those of the second: above 0 the second is better. */
  lead: number;
  /** Standard error of the lead; within about two of them of 0 the lead may be the luck of the examples. */
  standardError: number;
  /** Share of the examples on which the second has the smaller error. */
  wins: number;
}

/**
 * Compares two forecasts on the same examples: differences of squared errors, one an example.
 *
 *     d_i = e_i(first) - e_i(second),   lead = mean d,   standard error = deviation of d / √n
 *
 * Easy and hard examples are easy and hard for both, so the differences spread less than the errors do.
 *
 * @param yTrue [examples, ...]
 * @param first the same shape
 * @param second the same shape
 * @returns see {@link PairedComparison}
 * @throws RangeError naming both shapes when they differ, or when there are fewer than two examples
 *
 * Source: Diebold and Mariano 1995, doi:10.1080/07350015.1995.10524599 (for one-step forecasts of separate series).
 * Lesson: notebooks/02-forecasting/2.1.
 */
export function comparePaired(yTrue: Numbers, first: Numbers, second: Numbers): PairedComparison {
  const [errors, others] = [errorsOf(yTrue, first, 'first'), errorsOf(yTrue, second, 'second')];
  const count = errors.length;
  if (count < 2) throw new RangeError(`comparePaired: yTrue needs at least two examples, got ${count}`);
  const differences = errors.map((error, i) => error - others[i]);
  const lead = differences.reduce((sum, d) => sum + d, 0) / count;
  const variance = differences.reduce((sum, d) => sum + (d - lead) ** 2, 0) / (count - 1);
  return {
    lead,
    standardError: Math.sqrt(variance / count),
    wins: differences.filter((d) => d > 0).length / count,
  };
}
