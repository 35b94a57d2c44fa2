import {Series, Targets} from '../../data/arrays';
import {generateDaily} from '../../data/generate';
import type {Examples} from '../../data/windows';
import {windowsOfEach} from '../../data/windows-of-each';

/** Sizes of exercise 04. */
export const WEEK = {series: 1000, days: 100, lookback: 30, horizon: 7, train: 700, seed: 42, stride: 8};

/** Windows of daily series, in their own units: x [windows, 30], y [windows, 7]. */
export function weekWindows(series: Series, stride = 1, horizon = WEEK.horizon): Examples {
  const {x, y} = windowsOfEach(series, {lookback: WEEK.lookback, horizon, stride});
  return {x, y};
}

/** The last value of every window. */
export const lastValues = ({values, timeSteps, length}: Series): number[] =>
  Array.from({length}, (_, i) => values[(i + 1) * timeSteps - 1]);

/** Each row minus (or, with sign 1, plus) a number of its own. */
export function moved<T extends Series | Targets>(rows: T, own: number[], sign: 1 | -1): T {
  const width = rows.values.length / rows.length;
  const values = rows.values.map((value, at) => value + sign * own[Math.floor(at / width)]);
  return (rows instanceof Series ? new Series(values, rows.shape) : new Targets(values, rows.shape)) as T;
}

/** Series that no training has seen; each seed draws others. */
export const unseenWeeks = (seed: number, count = 60, horizon = WEEK.horizon): Examples =>
  weekWindows(generateDaily(count, WEEK.days, {seed}), WEEK.stride, horizon);
