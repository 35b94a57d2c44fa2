import {checkList} from './arguments';
import {Targets} from './arrays';
import {asNdArray, type Numbers} from './numbers';

/**
 * Inputs of a linear model with more numbers at their end, one list an example, such as the weekday of each first forecast.
 *
 *     [examples, ...] with n numbers an example and rows of m numbers give [examples, n + m]
 *
 * @param x [examples, inputs] or [examples, time steps, features]
 * @param rows [examples] as many numbers for each
 * @returns [examples, inputs + more]
 * @throws RangeError when the numbers of examples differ, or the rows in length
 *
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function appendInputs(x: Numbers, rows: readonly (readonly number[])[]): Targets {
  const {values, shape} = asNdArray(x, 'appendInputs: x');
  checkList('appendInputs: rows', rows);
  const [count, width, more] = [shape[0], values.length / shape[0], rows[0].length];
  if (rows.length !== count) {
    throw new RangeError(`appendInputs: x has ${count} examples but there are ${rows.length} rows`);
  }
  const wide = new Float64Array(count * (width + more));
  rows.forEach((row, i) => {
    if (row.length !== more) {
      throw new RangeError(`appendInputs: row ${i} has ${row.length} numbers, row 0 has ${more}`);
    }
    wide.set(values.subarray(i * width, (i + 1) * width), i * (width + more));
    wide.set(row, i * (width + more) + width);
  });
  return new Targets(wide, [count, width + more]);
}
