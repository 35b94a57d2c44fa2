import {checkList, checkWhole} from './arguments';
import {Targets} from './arrays';
import {Grid} from './grid';

/**
 * Lists of numbers as rows of one width: cut where one is too long, filled up with 0 where it is too short.
 *
 * @param lists of any lengths, such as the samples of recordings
 * @param width numbers of a row
 * @returns [lists, width]
 * @throws RangeError when there is no list, or the width is no whole number >= 1
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function toWidth(lists: readonly ArrayLike<number>[], width: number): Grid {
  checkList('toWidth: lists', lists);
  checkWhole('toWidth: width', width);
  const values = new Float64Array(lists.length * width);
  for (const [i, list] of lists.entries()) {
    checkList(`toWidth: lists[${i}]`, list, {empty: true});
    for (let k = 0; k < Math.min(width, list.length); k++) values[i * width + k] = list[k];
  }
  return new Grid(values, [lists.length, width]);
}

/**
 * One number an example as targets.
 *
 * @param values one target each
 * @returns [examples, 1]
 * @throws RangeError when there are none
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function asTargets(values: ArrayLike<number>): Targets {
  checkList('asTargets: values', values);
  return new Targets(values, [values.length, 1]);
}
