import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

type Matrix = number[][];

/** What was forecast, and what came; [windows][days]. */
export interface ErrorCase {
  truth: Matrix;
  forecast: Matrix;
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const columns = (rows: Matrix): Matrix => rows[0].map((_, k) => rows.map((row) => row[k]));

const misses = ({truth, forecast}: ErrorCase): Matrix =>
  truth.map((row, i) => row.map((value, k) => forecast[i][k] - value));

/** Mean squared error of each day. */
export const dayErrors = (one: ErrorCase): number[] =>
  columns(misses(one)).map((column) => mean(column.map((miss) => miss ** 2)));

function slipsOf(one: ErrorCase): Slip[] {
  const [all, right] = [misses(one), dayErrors(one)];
  const each = columns(all);
  const windows = all.length;
  return [
    {
      message: 'this is one number a window; days are the columns',
      value: all.map((row) => mean(row.map((miss) => miss ** 2))),
    },
    {message: 'this is the error of all days together; each day has its own', value: mean(right)},
    {message: 'this is the error of all days together; each day has its own', value: right.map(() => mean(right))},
    {message: 'the squares are added; their mean was asked for', value: right.map((value) => windows * value)},
    {message: 'this is the root; the mean square was asked for', value: right.map(Math.sqrt)},
    {
      message: 'this is the mean of the absolute errors; squares were asked for',
      value: each.map((column) => mean(column.map(Math.abs))),
    },
    {message: 'errors of opposite sign cancel here; square them before the mean', value: each.map(mean)},
    {
      message: 'this is the square of the mean error; square first, then take the mean',
      value: each.map((column) => mean(column) ** 2),
    },
    {
      message: 'this divides by the windows less one; a mean divides by all of them',
      value: right.map((value) => (windows * value) / (windows - 1)),
    },
    {message: 'this divides by the number of days too', value: right.map((value) => value / right.length)},
    {
      message: 'this divides by the number of days; it divides by the number of windows',
      value: right.map((value) => (windows * value) / right.length),
    },
    {
      message: 'this is the mean over all days so far; each day stands for itself',
      value: right.map((_, k) => mean(right.slice(0, k + 1))),
    },
    {message: 'this is the first window only', value: all[0].map((miss) => miss ** 2)},
    {
      message: 'these are the squares; their mean over the windows is missing',
      value: all.map((row) => row.map((miss) => miss ** 2)),
    },
    {message: 'the days run backwards', value: [...right].reverse()},
  ];
}

/** Findings of 04.3. */
export async function* checkDayErrors(learner: Learner, cases: ErrorCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {truth, forecast} = one;
    const actual = await learner.call('errorByDay', truth, forecast);
    const path = `errorByDay(${truth.length} windows of ${truth[0].length} days)`;
    yield compare({path, actual, expected: dayErrors(one), tolerance: 1e-6, slips: slipsOf(one)});
  }
}

/** Forecasts whose errors have no mean of zero. */
export function drawErrors({uniform}: Random, windows: number, days: number): ErrorCase {
  const draw = (low: number, high: number) =>
    Array.from({length: windows}, () => Array.from({length: days}, () => uniform(low, high)));
  return {truth: draw(-2, 2), forecast: draw(-1, 4)};
}
