import {asNdArray, type Numbers} from '../data';
import {median, quantile} from '../metrics';

/**
 * Repeated runs in a word for a table: '0.0031 (0.0028 to 0.0035)', the median with the lowest and the highest.
 *
 * @param runs one number a run; of a single run only that number is given
 * @param digits behind the point; defaults to 4
 * @returns the text
 * @throws RangeError when there are no runs, or one is NaN
 */
export function spread(runs: Numbers, digits = 4): string {
  // A small number below 0 is 0 to these digits, not -0.
  const text = (value: number) => value.toFixed(digits).replace(/^-(?=0(\.0*)?$)/, '');
  const middle = text(median(runs));
  if (asNdArray(runs).values.length === 1) return middle;
  return `${middle} (${text(quantile(runs, 0))} to ${text(quantile(runs, 1))})`;
}

/**
 * {@link spread} of one of the numbers that runs noted, such as their 'mse'.
 *
 * @param runs objects
 * @param name which of their numbers
 * @param digits behind the point; defaults to 4
 * @returns the text
 * @throws RangeError when there are no runs, or a run has no such number
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function spreadOf<Name extends string>(
  runs: readonly Record<Name, number>[],
  name: Name,
  digits?: number,
): string {
  const values = runs.map((run) => run[name]);
  const odd = values.findIndex((value) => typeof value !== 'number');
  if (odd >= 0) throw new RangeError(`spreadOf: runs[${odd}] has no number '${name}'`);
  return spread(values, digits);
}
