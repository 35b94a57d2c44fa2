import {checkList, checkWhole} from './arguments';

/**
 * Cuts a series into neighbouring stretches of one length; what is left at the end is dropped.
 *
 * @param values [time steps]
 * @param length steps of a stretch
 * @returns [stretches][length], in time order
 * @throws RangeError when length is no whole number above 0, or the series is empty or shorter than it
 *
 * Lesson: notebooks/01-foundations/1.1.
 */
export function stretches(values: ArrayLike<number>, length: number): number[][] {
  checkWhole('stretches: length', length);
  checkList('stretches: values', values);
  const all = Array.from(values);
  const count = Math.floor(all.length / length);
  if (count === 0) throw new RangeError(`stretches: ${all.length} values are fewer than one stretch of ${length}`);
  return Array.from({length: count}, (_, i) => all.slice(i * length, (i + 1) * length));
}
