import type {Series} from '../../data/arrays';
import {generateBirths} from '../../data/births';
import {generateSines} from '../../data/tasks/series';
import type {Finding, Learner} from '../frame/frame';
import {askAndJudge, meanSquare, standsAlone} from './judged-forecasts';

type Matrix = number[][];

/** Days whose past a learner may fit on, and windows from the days after it. */
export interface DaysCase {
  /** Start of the random numbers of the series. */
  seed: number;
  /** First day in the series. */
  from: number;
  /** Days to fit on, and days that the windows are cut from. */
  past: number;
  later: number;
}

export const DAYS = {lookback: 28, horizon: 7, season: 7};
/** Part of the error of repeating last week that passes; a line of least squares comes to two thirds. */
export const DAYS_PART = 0.85;
/** Days from one window to the next: a row of a neighbour is told from a late step. */
const DAYS_STRIDE = 3;

const rows = (values: number[], starts: number[], from: number, to: number): Matrix =>
  starts.map((start) => values.slice(start + from, start + to));

/** Findings of 13.6: days like the births, so that the check needs no data set. */
export async function* checkDays(learner: Learner, cases: DaysCase[]): AsyncGenerator<Finding> {
  const {lookback, horizon, season} = DAYS;
  for (const {seed, from, past, later} of cases) {
    const values = Array.from(generateBirths(seed).values.subarray(from, from + past + later));
    const known = values.slice(0, past);
    const starts = Array.from(
      {length: Math.floor((later - lookback - horizon) / DAYS_STRIDE)},
      (_, i) => past + DAYS_STRIDE * i,
    );
    const x = rows(values, starts, 0, lookback);
    const y = rows(values, starts, lookback, lookback + horizon);
    const after = starts.map((start) => values[start + lookback + horizon]);
    const weekly = x.map((row) => y[0].map((_, k) => row[lookback - season + (k % season)]));
    const mean = known.reduce((sum, value) => sum + value, 0) / past;
    const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / past);
    const repeated = (rule: (row: number[], k: number) => number) => x.map((row) => y[0].map((_, k) => rule(row, k)));
    const path = `forecastDays(${past} days, ${x.length} windows, ${horizon})`;
    yield await askAndJudge(learner, 'forecastDays', [known, x, horizon], {
      path,
      ...{x, y, after, scale: {mean, deviation}},
      limit: DAYS_PART * meanSquare(y, weekly),
      meaning: `${DAYS_PART} of the error of repeating last week`,
      rules: [
        {
          message: 'this repeats last week, the rule to beat; one week is one draw of its noise, and four are known',
          value: weekly,
        },
        {
          message: 'this repeats the last value; the days of the week differ by thousands',
          value: repeated((row) => row[lookback - 1]),
        },
        {
          message: 'this repeats the first week of the window; the newest is at its end',
          value: repeated((row, k) => row[k % season]),
        },
        {
          message: 'this is the mean of the window; the days of the week differ by thousands',
          value: repeated((row) => row.reduce((sum, value) => sum + value, 0) / lookback),
        },
        {
          message: 'the week is one day early: the last value of a window is one week before its forecast',
          value: repeated((row, k) => row[lookback - season - 1 + k]),
        },
        {
          message: 'these are the changes of a week, not the days',
          value: repeated((row, k) => row[lookback - season + k] - row[lookback - 1]),
        },
      ],
    });
    const ask = (count: number) => learner.call('forecastDays', known, x.slice(0, count), horizon);
    yield await standsAlone(ask, path, x.length, 1e-3);
  }
}

/** The series of 13.7: noisy sines, each of a frequency of its own. */
export const SINES = {lookback: 50, horizon: 10, noise: 0.05, train: 1000};

/** Sines for 13.7, one step longer than lookback and horizon: finds forecasts that are one step late. */
export function sinesToJudge(seed: number, count: number): Series {
  const {lookback, horizon, noise} = SINES;
  return generateSines(count, lookback + horizon + 1, {noise, seed});
}

/**
 * Greatest error that passes 13.7: the largest of mean + 4 standard deviations of three kinds of network, 20 seeds each;
 * see `ci/experiments/results/exercise-13.json`.
 */
export const SINES_LIMIT = 0.0245;

/** Findings of 13.7. */
export async function* checkSines(learner: Learner, seeds: number[], count = 300): AsyncGenerator<Finding> {
  const {lookback, horizon} = SINES;
  for (const seed of seeds) {
    const series = sinesToJudge(seed, count);
    const all = Array.from({length: count}, (_, i) => series.row(i));
    const x = all.map((row) => row.slice(0, lookback));
    const y = all.map((row) => row.slice(lookback, lookback + horizon));
    yield await askAndJudge(learner, 'forecastSines', [x], {
      path: `forecastSines(${count} windows)`,
      ...{x, y, after: all.map((row) => row[lookback + horizon])},
      limit: SINES_LIMIT,
      meaning: 'small networks stay below it; a line of least squares comes to 0.086',
      rules: [
        {
          message: 'this repeats the last value; train the network and let it forecast',
          value: x.map((row) => y[0].map(() => row[lookback - 1])),
        },
        {
          message: 'every forecast is 0, the mean of a sine; train the network and let it forecast',
          value: y.map((row) => row.map(() => 0)),
        },
        {message: 'these are the last known values, not what follows them', value: x.map((row) => row.slice(-horizon))},
      ],
    });
  }
}
