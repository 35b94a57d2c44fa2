import type {Numbers} from '../data';
import {checkList} from '../data/arguments';
import {sameShape} from './same-shape';

/**
 * Mean absolute error of each group of values, such as of holidays and of other days: a mean over all hides rare failures.
 *
 * @param yTrue any shape
 * @param yPred the same shape
 * @param groups the name of the group of each value, in the same order
 * @returns one error a group, by its name, in the units of y
 * @throws RangeError when shapes differ, or the numbers of values and groups do
 *
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function maeByGroup(yTrue: Numbers, yPred: Numbers, groups: readonly string[]): Record<string, number> {
  const [truth, prediction] = sameShape(yTrue, yPred, 'maeByGroup');
  checkList('maeByGroup: groups', groups);
  if (groups.length !== truth.values.length) {
    throw new RangeError(`maeByGroup: ${truth.values.length} values need as many groups, got ${groups.length}`);
  }
  const sums = new Map<string, {sum: number; count: number}>();
  groups.forEach((group, i) => {
    const {sum, count} = sums.get(group) ?? {sum: 0, count: 0};
    sums.set(group, {sum: sum + Math.abs(prediction.values[i] - truth.values[i]), count: count + 1});
  });
  return Object.fromEntries([...sums].map(([group, {sum, count}]) => [group, sum / count]));
}
