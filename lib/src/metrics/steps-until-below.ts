import {asNdArray, type Numbers} from '../data';
import {show} from '../data/arguments';

/**
 * How many steps a run lasts before it first falls below a level; a later rise does not count.
 *
 * @param run one value a step, from step 1 on
 * @param level the bound; a value equal to it is not below
 * @returns steps before the first fall, so [1, 0.5, 0.001] lasts 2 steps above 0.01; Infinity when it never falls
 * @throws RangeError when there is no step, or a value or the level is NaN
 *
 * Lesson: notebooks/01-foundations/1.3.
 */
export function stepsUntilBelow(run: Numbers, level: number): number {
  const {values} = asNdArray(run, 'stepsUntilBelow: run');
  if (values.length === 0) throw new RangeError('stepsUntilBelow: run must not be empty, got []');
  if (typeof level !== 'number' || Number.isNaN(level)) {
    throw new RangeError(`stepsUntilBelow: level must be a number, got ${show(level)}`);
  }
  if (values.some(Number.isNaN)) throw new RangeError('stepsUntilBelow: run holds NaN');
  const first = values.findIndex((value) => value < level);
  return first < 0 ? Number.POSITIVE_INFINITY : first;
}
