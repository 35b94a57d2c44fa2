/** Wrong answers to exercise 04: one slip each, and what the check must say to it; those of 04.5 on beside it. */
import {modelSlips} from './04-model-slips';
import {type WrongAnswer, wrong} from './bench';

type Rows = number[][];
type Minus = (window: number[], future: number[]) => unknown;
type Pool = (series: Rows, lookback: number, horizon: number, stride: number) => unknown;
type Errors = (truth: Rows, forecast: Rows) => unknown;
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const end = (values: number[]): number => values[values.length - 1];
const both = (window: number[], future: number[], a: number, b = a) => ({
  x: window.map((value) => value - a),
  y: future.map((value) => value - b),
});

/** Right windows of all series but for what the last argument changes. */
function pooling(
  series: Rows,
  L: number,
  H: number,
  step: number,
  {more = 0, shift = 0, keep = (_i: number): boolean => true} = {},
) {
  const all: {x: Rows; y: Rows} = {x: [], y: []};
  let place = 0;
  for (const one of series) {
    for (let i = 0; i + L + H <= one.length + more; i += step) {
      if (!keep(place++)) continue;
      all.x.push(one.slice(i, i + L));
      all.y.push(one.slice(i + L + shift, i + L + H + shift));
    }
  }
  return all;
}

/** Right errors of each day but for what the last argument changes. */
function errors(
  truth: Rows,
  forecast: Rows,
  {of = (miss: number) => miss ** 2, over = (n: number) => n} = {},
): number[] {
  const sums = truth[0].map((_, k) => truth.reduce((sum, row, i) => sum + of(forecast[i][k] - row[k]), 0));
  return sums.map((sum) => sum / over(truth.length));
}

const steps = (window: number[], future: number[], rule: (all: number[], t: number, k: number) => number): Rows =>
  window.map((_, t) => future.map((_v, k) => rule([...window, ...future], t, k)));
const right: (window: number[], future: number[]) => Rows = (window, future) =>
  steps(window, future, (all, t, k) => all[t + 1 + k] - all[t]);

export const slips: Record<string, WrongAnswer[]> = {
  ...modelSlips,
  '04.1': wrong<Minus>('minusLast', [
    ['the first value', (window, future) => both(window, future, window[0]), /first value is subtracted/],
    ['the mean', (window, future) => both(window, future, mean(window)), /mean of the window/],
    ['the last of the target', (window, future) => both(window, future, end(future)), /not known when/],
    [
      'the targets their own last',
      (window, future) => both(window, future, end(window), end(future)),
      /a value of their own/,
    ],
    [
      'the targets their own first',
      (window, future) => both(window, future, end(window), future[0]),
      /own first value/,
    ],
    ['the targets as they were', (window, future) => both(window, future, end(window), 0), /targets are as they were/],
    ['the window as it was', (window, future) => both(window, future, 0, end(window)), /window is as it was/],
    [
      'changes from day to day',
      (window, future) => ({
        x: window.slice(1).map((value, i) => value - window[i]),
        y: future.map((value, i) => value - (i === 0 ? end(window) : future[i - 1])),
      }),
      /changes from one day/,
    ],
    [
      'the sign turned',
      (window, future) => ({x: window.map((v) => end(window) - v), y: future.map((v) => end(window) - v)}),
      /sign is turned/,
    ],
    ['added', (window, future) => both(window, future, -end(window)), /is added/],
    [
      'divided as well',
      (window, future) => ({x: window.map((v) => v / end(window) - 1), y: future.map((v) => v / end(window) - 1)}),
      /divided as well/,
    ],
    ['a pair', (window, future) => Object.values(both(window, future, end(window))), /should be \{x, y\}/],
    [
      'in place',
      (window, future) => {
        const last = end(window);
        for (let t = 0; t < window.length; t++) window[t] -= last;
        return {x: window, y: future.map((value) => value - last)};
      },
      /changed its 1. argument/,
    ],
    [
      'in place, while the last value changes too',
      (window, future) => {
        const x = [...window].reverse();
        for (let t = 0; t < x.length; t++) x[t] -= x[0];
        return {x: x.reverse(), y: future.map((value) => value - end(window))};
      },
      /only the last value lost it/,
    ],
  ]),
  '04.2': wrong<Pool>('windowsOfAll', [
    ['over the borders', (s, L, H, step) => pooling([s.flat()], L, H, step), /from one series into the next/],
    ['no stride', (s, L, H) => pooling(s, L, H, 1), /every window is here/],
    [
      'every so-manieth of all',
      (s, L, H, step) => pooling(s, L, H, 1, {keep: (i) => i % step === 0}),
      /runs on from series/,
    ],
    ['side by side', (s, L, H) => pooling(s, L, H, L), /do not overlap/],
    ['the last missing', (s, L, H, step) => pooling(s, L, H, step, {more: -1}), /last window is missing/],
    ['one too many', (s, L, H, step) => pooling(s, L, H, step, {more: H}), /only complete ones/],
    ['the target begins early', (s, L, H, step) => pooling(s, L, H, step, {shift: -1}), /known already/],
    ['the target begins late', (s, L, H, step) => pooling(s, L, H, step, {shift: 1, more: -1}), /too late/],
    ['the first series only', (s, L, H, step) => pooling(s.slice(0, 1), L, H, step), /first series only/],
    [
      'returns in the loop',
      (s, L, H) => ({x: s.map((one) => one.slice(0, L)), y: s.map((one) => one.slice(L, L + H))}),
      /only the first window/,
    ],
    [
      'start by start',
      (s, L, H, step) => {
        const [x, y]: [Rows, Rows] = [[], []];
        for (let i = 0; i + L + H <= s[0].length; i += step) {
          for (const one of s) {
            x.push(one.slice(i, i + L));
            y.push(one.slice(i + L, i + L + H));
          }
        }
        return {x, y};
      },
      /windows of one series stay together/,
    ],
    [
      'a list for each series',
      (s, L, H, step) => {
        const all = s.map((one) => pooling([one], L, H, step));
        return {x: all.map(({x}) => x), y: all.map(({y}) => y)};
      },
      /keeps a list a series/,
    ],
    ['exchanged', (s, L, H, step) => pooling(s, H, L, step), /changed places/],
  ]),
  '04.3': wrong<Errors>('errorByDay', [
    [
      'a number a window',
      (t, f) => t.map((row, i) => mean(row.map((v, k) => (f[i][k] - v) ** 2))),
      /one number a window/,
    ],
    ['all together', (t, f) => mean(errors(t, f)), /all days together/],
    ['sums', (t, f) => errors(t, f, {over: () => 1}), /squares are added/],
    ['the root', (t, f) => errors(t, f).map(Math.sqrt), /this is the root/],
    ['absolute', (t, f) => errors(t, f, {of: Math.abs}), /absolute errors/],
    ['signed', (t, f) => errors(t, f, {of: (miss) => miss}), /cancel/],
    ['the square of the mean', (t, f) => errors(t, f, {of: (miss) => miss}).map((m) => m ** 2), /square first/],
    ['one less', (t, f) => errors(t, f, {over: (n) => n - 1}), /less one/],
    ['by the days', (t, f) => errors(t, f, {over: () => t[0].length}), /number of windows/],
    ['by both', (t, f) => errors(t, f, {over: (n) => n * t[0].length}), /number of days too/],
    ['the mean so far', (t, f) => errors(t, f).map((_, k, all) => mean(all.slice(0, k + 1))), /so far/],
    ['the first window', (t, f) => t[0].map((value, k) => (f[0][k] - value) ** 2), /first window only/],
    [
      'squares only',
      (t, f) => t.map((row, i) => row.map((value, k) => (f[i][k] - value) ** 2)),
      /mean over the windows is missing/,
    ],
    ['past the end', (t, f) => errors([...t, t[t.length]], f), /past the end/],
  ]),
  '04.4': wrong<Minus>('everyStepTargets', [
    ['the own value first', (w, f) => steps(w, f, (all, t, k) => all[t + k] - all[t]), /which is known/],
    ['late', (w, f) => steps(w, f, (all, t, k) => (all[t + 2 + k] ?? end(all)) - all[t]), /too late/],
    [
      'zeros at the end',
      (w, f) => steps(w, f, (all, t, k) => (t + 1 + k < w.length ? all[t + 1 + k] - all[t] : 0)),
      /zeros in place/,
    ],
    ['zeros, subtracted from', (w, f) => steps(w, f, (all, t, k) => (w[t + 1 + k] ?? 0) - all[t]), /zeros in place/],
    [
      'the last value repeated',
      (w, f) => steps(w, f, (all, t, k) => (w[t + 1 + k] ?? end(w)) - all[t]),
      /last value is repeated/,
    ],
    ['minus the last value', (w, f) => steps(w, f, (all, t, k) => all[t + 1 + k] - end(w)), /most steps cannot know/],
    ['nothing subtracted', (w, f) => steps(w, f, (all, t, k) => all[t + 1 + k]), /nothing is subtracted/],
    ['day by day', (w, f) => steps(w, f, (all, t, k) => all[t + 1 + k] - all[t + k]), /from day to day/],
    ['turned', (w, f) => steps(w, f, (all, t, k) => all[t] - all[t + 1 + k]), /sign is turned/],
    ['transposed', (w, f) => f.map((_, k) => right(w, f).map((row) => row[k])), /one row a step/],
    ['the last step only', (w, f) => f.map((value) => value - end(w)), /last step only/],
    ['complete ones only', (w, f) => right(w, f).slice(0, w.length - f.length), /left out/],
    ['one target', (w, f) => right(w, f).map(([first]) => first), /one target here/],
    ['the same days', (w, f) => w.map((now) => f.map((value) => value - now)), /same days as targets/],
    [
      'slices of the window',
      (w, f) => w.map((now, t) => w.slice(t + 1, t + 1 + f.length).map((v) => v - now)),
      /shorter than the rows/,
    ],
  ]),
};
