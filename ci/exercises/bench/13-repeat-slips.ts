/** Wrong answers to part 5 of exercise 13, one slip each, and what the check must say. */
import type {WrongAnswer} from './bench';

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
/** The last value. */
export const lastOf = (row: number[]) => row[row.length - 1];
/** Right naive forecasts. */
export const fill = (x: number[], horizon: number) => Array(horizon).fill(x[x.length - 1]);
/** Right seasonal naive forecasts. */
export const season = (x: number[], m: number, horizon: number) =>
  Array.from({length: horizon}, (_, k) => x[x.length - m + (k % m)]);
const rules = (slips: [string, typeof fill, (x: number[], m: number, h: number) => unknown, RegExp][]): WrongAnswer[] =>
  slips.map(([slip, repeatLast, repeatSeason, says]) => ({slip, answers: {repeatLast, repeatSeason}, says}));

export const repeatSlips: WrongAnswer[] = rules([
  ['the first value', (x, h) => Array(h).fill(x[0]), season, /repeats the first value/],
  ['the mean', (x, h) => Array(h).fill(sum(x) / x.length), season, /this is the mean/],
  ['one number', (x) => lastOf(x) as never, season, /each step of the horizon/],
  ['past the end', (x, h) => Array(h).fill(x[x.length]), season, /undefined/],
  ['the last values', (x, h) => x.slice(-h), season, /as they came/],
  ['one early', fill, (x, m, h) => Array.from({length: h}, (_, k) => x[x.length - m - 1 + (k % m)]), /one step early/],
  ['one late', fill, (x, m, h) => Array.from({length: h}, (_, k) => x[x.length - m + ((k + 1) % m)]), /one step late/],
  ['the first season', fill, (x, m, h) => Array.from({length: h}, (_, k) => x[k % m]), /first season/],
  [
    'no repetition',
    fill,
    (x, m, h) => Array.from({length: h}, (_, k) => x[x.length - m + k]),
    /begin the season again/,
  ],
  ['one season only', fill, (x, m, h) => x.slice(-m).slice(0, h), /repeats it/],
  ['backwards', fill, (x, m, h) => Array.from({length: h}, (_, k) => x[x.length - 1 - (k % m)]), /backwards/],
  ['the last value', fill, (x, _m, h) => fill(x, h), /whole last season/],
  ['the horizon as season', fill, (x, _m, h) => x.slice(-h), /not the horizon/],
  ['the first day of the season', fill, (x, m, h) => Array(h).fill(x[x.length - m]), /a twin of its own/],
  [
    'along the last step',
    (x, h) => Array.from({length: h}, (_, k) => lastOf(x) + (k + 1) * (lastOf(x) - x[x.length - 2])),
    season,
    /along the last step/,
  ],
  [
    'counted from the start',
    fill,
    (x, m, h) => Array.from({length: h}, (_, k) => x[x.length - m + ((x.length + k) % m)]),
    /counted from the start of the series/,
  ],
  ['the mean of a season', fill, (x, m, h) => Array(h).fill(sum(x.slice(-m)) / m), /mean of the last season/],
]);
