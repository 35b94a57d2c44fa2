import {asNdArray, type Numbers} from '../data';
import {checkList} from '../data/arguments';
import {sameShape} from './same-shape';

/**
 * Mean squared error of each group of values, such as of all steps that lie equally far behind a mark.
 *
 * @param yTrue any shape
 * @param yPred the same shape
 * @param groups the group of each value, as many numbers as there are values, in the same order
 * @param wanted groups to give, in this order
 * @returns [wanted] one error a group, in squared units
 * @throws RangeError when shapes differ, the numbers of values and groups differ, or a wanted group has no value
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function mseByGroup(yTrue: Numbers, yPred: Numbers, groups: Numbers, wanted: readonly number[]): number[] {
  const [truth, prediction] = sameShape(yTrue, yPred, 'mseByGroup');
  const labels = asNdArray(groups, 'mseByGroup: groups').values;
  checkList('mseByGroup: wanted', wanted);
  if (labels.length !== truth.values.length) {
    throw new RangeError(`mseByGroup: ${truth.values.length} values need as many groups, got ${labels.length}`);
  }
  return wanted.map((group) => {
    let [sum, count] = [0, 0];
    labels.forEach((label, i) => {
      if (label !== group) return;
      sum += (prediction.values[i] - truth.values[i]) ** 2;
      count += 1;
    });
    if (count === 0) throw new RangeError(`mseByGroup: no value belongs to group ${group}`);
    return sum / count;
  });
}
