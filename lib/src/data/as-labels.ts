import {checkList, checkWhole} from './arguments';
import {Targets} from './arrays';

/**
 * Lists of class numbers as targets of CTC: rows of one width, filled up with -1.
 *
 * @param lists class numbers from 0, one list an example
 * @returns [examples, labels of the longest list]
 * @throws RangeError when there is no list, all are empty, or a label is no whole number >= 0
 *
 * Lesson: notebooks/06-applications/6.2.
 */
export function asLabels(lists: readonly (readonly number[])[]): Targets {
  checkList('asLabels: lists', lists);
  const width = lists.reduce((most, {length}) => Math.max(most, length), 0);
  checkWhole('asLabels: the longest list', width);
  const values = new Float64Array(lists.length * width).fill(-1);
  lists.forEach((list, i) => {
    list.forEach((label, k) => {
      checkWhole(`asLabels: lists[${i}][${k}]`, label, 0);
      values[i * width + k] = label;
    });
  });
  return new Targets(values, [lists.length, width]);
}
