import {checkList, checkWhole} from './arguments';
import {Series, Targets} from './arrays';
import {Grid} from './grid';
import type {Examples} from './windows';

/**
 * Chosen examples in the order that is given, such as one drawn at random.
 *
 * @param examples inputs and targets of as many rows
 * @param rows numbers of the examples; one may come twice
 * @returns copies of those examples
 * @throws RangeError when there is no such example, or x and y differ in length
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function takeExamples({x, y}: Examples, rows: readonly number[]): Examples {
  checkList('takeExamples: rows', rows);
  if (x.length !== y.length) throw new RangeError(`takeExamples: x has ${x.length} examples but y has ${y.length}`);
  for (const row of rows) checkWhole('takeExamples: a row', row, 0, x.length - 1);
  const [inputs, targets] = [x, y].map(({values, shape}) => new Grid(values, shape).take(rows));
  return {x: new Series(inputs.values, inputs.shape), y: new Targets(targets.values, targets.shape)};
}
