import {asNdArray, type Numbers} from '../data';
import {checkList} from '../data/arguments';
import {coverage, intervalWidth} from './intervals';

/** How the intervals of one group held. */
export interface GroupCoverage {
  group: string;
  /** Share of the truths inside, ends included. */
  share: number;
  /** Mean width of the intervals, in the units of y. */
  width: number;
  /** Truths of the group. */
  count: number;
}

/**
 * Coverage and width of intervals for each group of truths, such as the days of a month: a mean over all hides when they fail.
 *
 * @param yTrue [truths] what was to be predicted
 * @param lower [truths] lower ends
 * @param upper [truths] upper ends
 * @param groups [truths] the group of each, such as '2020-03'
 * @returns one entry a group, in the order in which they first come
 * @throws RangeError when counts differ, or a lower end lies above its upper end
 *
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function coverageByGroup(
  yTrue: Numbers,
  lower: Numbers,
  upper: Numbers,
  groups: readonly string[],
): GroupCoverage[] {
  checkList('coverageByGroup: groups', groups);
  const [truth, low, high] = Object.entries({yTrue, lower, upper}).map(([name, numbers]) => {
    const {values} = asNdArray(numbers, `coverageByGroup: ${name}`);
    if (values.length === groups.length) return values;
    throw new RangeError(`coverageByGroup: ${name} has ${values.length} values for ${groups.length} groups`);
  });
  return [...new Set(groups)].map((group) => {
    const ofGroup = (values: Float64Array) => values.filter((_, i) => groups[i] === group);
    const [y, from, to] = [truth, low, high].map(ofGroup);
    const {share, count} = coverage(y, from, to);
    return {group, share, width: intervalWidth(from, to), count};
  });
}
