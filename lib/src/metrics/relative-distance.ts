import type {Numbers} from '../data';
import {sameShape} from './same-shape';

/**
 * How far numbers are from what they should be, in units of their own length.
 *
 *     |found - wanted| / |wanted|
 *
 * 0 is equal, 1 is as far as zeros would be, √2 is typical of two unrelated vectors of one length.
 *
 * @param wanted any shape, not all zeros
 * @param found the same shape
 * @returns the distance, 0 or more
 * @throws RangeError when shapes differ, or `wanted` is all zeros
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function relativeDistance(wanted: Numbers, found: Numbers): number {
  const [right, other] = sameShape(wanted, found, 'relativeDistance', ['wanted', 'found']);
  let [squares, apart] = [0, 0];
  right.values.forEach((value, i) => {
    squares += value ** 2;
    apart += (other.values[i] - value) ** 2;
  });
  if (squares === 0) throw new RangeError('relativeDistance: wanted is all zeros, which has no length to compare with');
  return Math.sqrt(apart / squares);
}
