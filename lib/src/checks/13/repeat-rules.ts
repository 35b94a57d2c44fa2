import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

/** A series, the length of its season, and how far to forecast. */
export interface RepeatCase {
  x: number[];
  season: number;
  horizon: number;
}

const list = (length: number, rule: (k: number) => number): number[] => Array.from({length}, (_, k) => rule(k));

/** The last season, repeated: k counts from 0. */
export const lastSeason = ({x, season, horizon}: RepeatCase): number[] =>
  list(horizon, (k) => x[x.length - season + (k % season)]);

function lastSlips({x, horizon}: RepeatCase): Slip[] {
  const last = x[x.length - 1];
  const drift = last - x[x.length - 2];
  return [
    {
      message: 'this goes on along the last step; naive repeats the last value',
      value: list(horizon, (k) => last + (k + 1) * drift),
    },
    {message: 'this repeats the first value; the newest one stands at the end', value: list(horizon, () => x[0])},
    {message: 'this repeats the value before the last', value: list(horizon, () => x[x.length - 2])},
    {
      message: 'this is the mean; naive repeats one value',
      value: list(horizon, () => x.reduce((sum, value) => sum + value, 0) / x.length),
    },
    {message: 'these are the last values as they came; naive repeats the very last', value: x.slice(-horizon)},
    {message: 'one forecast for each step of the horizon was asked for', value: last},
    {message: 'one forecast for each step of the horizon was asked for', value: [last]},
    {message: 'one forecast for each step of the horizon was asked for, not one a value', value: x.map(() => last)},
  ];
}

function seasonSlips(one: RepeatCase): Slip[] {
  const {x, season, horizon} = one;
  const n = x.length;
  const moved = (by: number) => list(horizon, (k) => x[Math.min(n - 1, n - season + (k % season) + by)]);
  const turned = (by: number) => list(horizon, (k) => x[n - season + ((k + by + season) % season)]);
  const walk = list(season, (k) => x[n - season + k]);
  const late = 'this is one step late in the season: the first forecast is the value right after its twin';
  return [
    {
      message:
        'this is one step early in the season: count on from the end, the last value is one season before its forecast',
      value: moved(-1),
    },
    {message: 'this is one step early in the season: count on from the end', value: turned(-1)},
    {
      message:
        'the place in the season is counted from the start of the series; count it from where the last season begins',
      value: list(horizon, (k) => x[n - season + ((n + k) % season)]),
    },
    {
      message: 'this is the mean of the last season; each step has a twin of its own',
      value: list(horizon, () => walk.reduce((sum, value) => sum + value / season, 0)),
    },
    {message: late, value: moved(1)},
    {message: late, value: turned(1)},
    {
      message: 'this repeats the first season; the newest one stands at the end',
      value: list(horizon, (k) => x[k % season]),
    },
    {message: 'the season runs backwards', value: list(horizon, (k) => x[n - 1 - (k % season)])},
    {
      message: 'this repeats the last value; here the whole last season is repeated',
      value: list(horizon, () => x[n - 1]),
    },
    {
      message: 'these are the last values; the season says how far to look back, not the horizon',
      value: x.slice(-horizon),
    },
    {
      message: 'this is the season before the last',
      value: n >= 2 * season ? list(horizon, (k) => x[n - 2 * season + (k % season)]) : -1,
    },
    {message: 'this is one season; a longer horizon repeats it, a shorter one takes a part', value: walk},
    {
      message: 'beyond one season this stops at the last value; it has to begin the season again',
      value: list(horizon, (k) => x[Math.min(n - 1, n - season + k)]),
    },
    {
      message: 'the first value of the season is repeated; each step has a twin of its own',
      value: list(horizon, () => x[n - season]),
    },
  ];
}

/** Whether a list has holes, in whatever form they came through. */
const holes = (actual: unknown): number =>
  Array.isArray(actual)
    ? actual.findIndex((value) => value === undefined || value === null || Number.isNaN(value))
    : -1;

/** Findings of 13.5 over some series. */
export async function* checkRepeats(learner: Learner, cases: RepeatCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {x, season, horizon} = one;
    const naive = list(horizon, () => x[x.length - 1]);
    const said = await learner.call('repeatLast', x, horizon);
    yield compare({
      path: `repeatLast(${x.length} values, ${horizon})`,
      actual: said,
      expected: naive,
      slips: lastSlips(one),
    });
    const path = `repeatSeason(${x.length} values, ${season}, ${horizon})`;
    const actual = await learner.call('repeatSeason', x, season, horizon);
    const hole = holes(actual);
    if (hole < 0) yield compare({path, actual, expected: lastSeason(one), slips: seasonSlips(one)});
    else {
      const why =
        hole >= season
          ? 'beyond one season the series has ended; begin the season again'
          : 'the index runs past the end of the series';
      yield {passed: false, message: `${path} has nothing at step ${hole + 1}: ${why}`};
    }
  }
}

/** A series whose values all differ. */
export function drawRepeat({uniform}: Random, steps: number, season: number, horizon: number): RepeatCase {
  return {x: Array.from({length: steps}, () => uniform(-5, 5)), season, horizon};
}
