import {asNdArray, type Numbers} from '../data';
import {show} from '../data/arguments';
import {sortedQuantile} from '../data/sorted-quantile';

/**
 * The value below which a share of the numbers lies; between two numbers it is interpolated, as numpy does.
 *
 * @param numbers any shape
 * @param share 0 (the smallest) to 1 (the largest); 0.5 is the median
 * @returns the quantile, in the unit of the numbers
 * @throws RangeError when there are no numbers, one is NaN, or the share does not lie in [0, 1]
 */
export function quantile(numbers: Numbers, share: number): number {
  if (!(typeof share === 'number' && share >= 0 && share <= 1)) {
    throw new RangeError(`quantile: share must lie in [0, 1], got ${show(share)}`);
  }
  const sorted = asNdArray(numbers, 'quantile: numbers').values.sort();
  if (sorted.length === 0) throw new RangeError('quantile: numbers must not be empty, got []');
  if (sorted.some(Number.isNaN)) throw new RangeError('quantile: numbers hold NaN');
  return sortedQuantile(sorted, share);
}

/**
 * The middle number: half of the others are smaller. See {@link quantile}.
 *
 * @param numbers at least one
 * @returns for an even count the mean of the two in the middle
 */
export function median(numbers: Numbers): number {
  return quantile(numbers, 0.5);
}
