/** A stand-in for a trained network of exercise 04: a line that was solved on a few series. */
import {data, models} from '../../../lib/src';
import {lastValues, moved, weekWindows} from '../../../lib/src/checks/04/week-data';

let line: models.LinearModel | undefined;

/** The line on windows minus their last value; fitted once. */
function solved(): models.LinearModel {
  if (line) return line;
  const {x, y} = data.asChanges(weekWindows(data.generateDaily(60, 100, {seed: 11}), 2));
  line = models.leastSquares(x, y, {ridge: 1e-3});
  return line;
}

/**
 * Changes since the last value of each window, for the next seven days.
 *
 * @param windows [windows][30]
 * @returns [windows][7]
 */
export function weekChanges(windows: number[][]): number[][] {
  const x = new data.Series(windows.flat(), [windows.length, windows[0].length]);
  const said = solved().predict(moved(x, lastValues(x), -1));
  return windows.map((_, i) => Array.from(said.values.subarray(7 * i, 7 * i + 7)));
}

/** Forecasts in the units of the windows. */
export const weeks = (windows: number[][]): number[][] =>
  weekChanges(windows).map((row, i) => row.map((value) => value + windows[i][windows[i].length - 1]));
