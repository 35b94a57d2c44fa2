import {checkList, checkOneOf, checkOptions, checkWhole} from './arguments';
import {Series} from './arrays';
import type {Gridded} from './on-grid';

/** Options of {@link windowsEnding}. */
export interface WindowsEndingOptions {
  /** Grid steps that a window holds. */
  lookback: number;
  /** What stands beside the value at each step, in this order; defaults to nothing. */
  beside?: readonly ('mask' | 'since')[];
}

/**
 * Windows of measurements on a grid that end at chosen steps: one feature for the value, one for each number beside it.
 *
 * @param grid as {@link onGrid} gives it
 * @param ends last step of each window
 * @param options see {@link WindowsEndingOptions}
 * @returns [ends, lookback, 1 + beside]
 * @throws RangeError when a window does not lie within the grid, or a name stands for nothing
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function windowsEnding(grid: Gridded, ends: readonly number[], options: WindowsEndingOptions): Series {
  checkOptions('windowsEnding', options, ['lookback', 'beside']);
  const {lookback, beside = []} = options;
  checkWhole('windowsEnding: lookback', lookback);
  checkList('windowsEnding: ends', ends);
  for (const name of beside) checkOneOf('windowsEnding: beside', name, ['mask', 'since']);
  const columns = [grid.values, ...beside.map((name) => grid[name])];
  const values = new Float64Array(ends.length * lookback * columns.length);
  let place = 0;
  for (const end of ends) {
    checkWhole('windowsEnding: an end', end, lookback - 1, grid.values.length - 1);
    for (let t = end - lookback + 1; t <= end; t++) for (const column of columns) values[place++] = column[t];
  }
  return new Series(values, [ends.length, lookback, columns.length]);
}
