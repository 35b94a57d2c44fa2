/** Wrong answers to exercise 13: one slip each, and what the check must say to it. */

import {data, models} from '../../../lib/src';
import {fill, lastOf, repeatSlips, season} from './13-repeat-slips';
import {type WrongAnswer, wrong} from './bench';
import {waves} from './waves';

type Rows = number[][];
type Cut = (series: number[], lookback: number, horizon: number) => unknown;
type GoOn = (weights: number[], bias: number, x: number[], horizon: number) => unknown;
type Days = (past: number[], windows: Rows, horizon: number) => unknown;
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** Right windows but for what the last argument changes. */
function cutting(s: number[], L: number, H: number, {stride = 1, more = 0, x = [0, L], y = [L, L + H]} = {}) {
  const result: {x: Rows; y: Rows} = {x: [], y: []};
  for (let i = 0; i + L + H <= s.length + more; i += stride) {
    result.x.push(s.slice(i + x[0], i + x[1]));
    result.y.push(s.slice(i + y[0], i + y[1]));
  }
  return result;
}

/** Right sums but for what the last argument changes. */
function fitting(x: number[], {both = (t: number) => x[t + 1] + x[t - 1], squares = (t: number) => x[t] ** 2} = {}) {
  const inner = x.map((_, t) => t).slice(1, -1);
  return sum(inner.map((t) => x[t] * both(t))) / sum(inner.map(squares));
}

/** A right walk but for what the last argument changes. */
function walking(
  weights: number[],
  bias: number,
  x: number[],
  horizon: number,
  slide = (window: number[], said: number) => [...window.slice(1), said],
): number[] {
  let window = x;
  return Array.from({length: horizon}, () => {
    const said = sum(weights.map((weight, i) => weight * window[i])) + bias;
    window = slide(window, said);
    return said;
  });
}

const line = (past: number[], windows: Rows, horizon: number): Rows => {
  const {x, y} = data.windows(past, {lookback: 28, horizon});
  const said = models.leastSquares(x, y).predict(new data.Series(windows.flat(), [windows.length, 28]));
  return windows.map((_, i) => Array.from(said.values.subarray(i * horizon, (i + 1) * horizon)));
};
const known = (windows: Rows) => windows.map((row) => waves(row, 10));

export const slips: Record<string, WrongAnswer[]> = {
  '13.1': wrong<(x: number[], omega: number) => unknown>('nextOfSine', [
    ['the angle doubled', (x, w) => Math.cos(2 * w) * x.slice(-1)[0] - x.slice(-2)[0], /not its angle/],
    ['plus', (x, w) => 2 * Math.cos(w) * x.slice(-1)[0] + x.slice(-2)[0], /look at its sign/],
    ['no 2', (x, w) => Math.cos(w) * x.slice(-1)[0] - x.slice(-2)[0], /twice in the law/],
    ['sine', (x, w) => 2 * Math.sin(w) * x.slice(-1)[0] - x.slice(-2)[0], /this is a sine/],
    ['exchanged', (x, w) => 2 * Math.cos(w) * x.slice(-2)[0] - x.slice(-1)[0], /changed places/],
    ['one value only', (x, w) => 2 * Math.cos(w) * x.slice(-1)[0], /where a wave is going/],
    ['from the start', (x, w) => 2 * Math.cos(w) * x[1] - x[0], /first values/],
    ['before the start', (x, w) => 2 * Math.cos(w) * x[0] - x[1], /goes back before/],
    ['a straight line', (x) => 2 * x.slice(-1)[0] - x.slice(-2)[0], /straight line/],
    ['turns', (x, w) => 2 * Math.cos(2 * Math.PI * w) * x.slice(-1)[0] - x.slice(-2)[0], /in radians/],
    ['past the end', (x, w) => 2 * Math.cos(w) * x[x.length] - x[x.length - 1], /past the end/],
    ['the last value', (x) => x.slice(-1)[0], /repeats the last value/],
    ['a list', (x, w) => [...x, 2 * Math.cos(w) * x.slice(-1)[0] - x.slice(-2)[0]], /should be a number/],
    [
      'two steps',
      (x, w) => {
        const [c, [before, now]] = [2 * Math.cos(w), x.slice(-2)];
        return c * (c * now - before) - now;
      },
      /one step too far/,
    ],
  ]),
  '13.2': wrong<Cut>('cutWindows', [
    ['the target begins with the last input', (s, L, H) => cutting(s, L, H, {y: [L - 1, L + H - 1]}), /known already/],
    ['one window more with it', (s, L, H) => cutting(s, L, H, {more: 1, y: [L - 1, L + H - 1]}), /known already/],
    ['the target begins late', (s, L, H) => cutting(s, L, H, {more: -1, y: [L + 1, L + H + 1]}), /too late/],
    ['the last window missing', (s, L, H) => cutting(s, L, H, {more: -1}), /last window is missing/],
    ['one window too many', (s, L, H) => cutting(s, L, H, {more: 1}), /only complete ones/],
    ['as many windows as inputs fit', (s, L, H) => cutting(s, L, H, {more: H}), /only complete ones/],
    ['windows side by side', (s, L, H) => cutting(s, L, H, {stride: L}), /do not overlap/],
    ['the first target only', (s, L, H) => cutting(s, L, H, {y: [L, L + 1]}), /first value only/],
    ['the last target only', (s, L, H) => cutting(s, L, H, {y: [L + H - 1, L + H]}), /last value only/],
    [
      'targets as numbers',
      (s, L, H) => {
        const {x, y} = cutting(s, L, H);
        return {x, y: y.map(([first]) => first)};
      },
      /is a list, even of one/,
    ],
    ['targets among the inputs', (s, L, H) => cutting(s, L, H, {x: [0, L + H]}), /hold the targets/],
    ['an input too few', (s, L, H) => cutting(s, L, H, {x: [0, L - 1]}), /end one step early/],
    ['an input too many', (s, L, H) => cutting(s, L, H, {x: [0, L + 1]}), /hold the first target/],
    ['lookback and horizon exchanged', (s, L, H) => cutting(s, H, L), /changed places/],
    ['a pair in place of a record', (s, L, H) => Object.values(cutting(s, L, H)), /should be \{x, y\}/],
    ['empties the series', (s, L, H) => cutting(s.splice(0), L, H), /changed its 1. argument/],
  ]),
  '13.3': wrong<(x: number[]) => unknown>('coefficientOf', [
    [
      'a line with a constant',
      (x) => {
        const [now, both] = [x.slice(1, -1), x.slice(2).map((next, i) => next + x[i])];
        const [centre, level] = [sum(now) / now.length, sum(both) / both.length];
        const products = now.map((value, i) => (value - centre) * (both[i] - level));
        return sum(products) / sum(now.map((value) => (value - centre) ** 2));
      },
      /a constant is fitted as well/,
    ],
    [
      'mean of the ratios',
      (x) => sum(x.slice(1, -1).map((now, i) => (x[i] + x[i + 2]) / now)) / (x.length - 2),
      /mean of the ratios/,
    ],
    ['the cosine', (x) => fitting(x) / 2, /this is the cosine/],
    ['the frequency', (x) => Math.acos(fitting(x) / 2), /this is the frequency/],
    ['upside down', (x) => 1 / fitting(x), /upside down/],
    ['the next value only', (x) => fitting(x, {both: (t) => x[t + 1]}), /x\(t-1\) is missing/],
    ['the earlier value only', (x) => fitting(x, {both: (t) => x[t - 1]}), /x\(t\+1\) is missing/],
    ['a difference', (x) => fitting(x, {both: (t) => x[t + 1] - x[t - 1]}), /subtracted here/],
    [
      'squares of all values',
      (x) => (fitting(x) * sum(x.slice(1, -1).map((value) => value ** 2))) / sum(x.map((value) => value ** 2)),
      /first and the last/,
    ],
    ['the last three only', (x) => (x[x.length - 1] + x[x.length - 3]) / x[x.length - 2], /last three/],
    ['the first three only', (x) => (x[0] + x[2]) / x[1], /first three/],
    [
      'two sums divided',
      (x) => sum(x.slice(1, -1).map((_, i) => x[i] + x[i + 2])) / sum(x.slice(1, -1)),
      /divides two sums/,
    ],
    ['not divided', (x) => fitting(x, {squares: () => 1 / (x.length - 2)}), /divides it by something/],
    [
      'x(t) fitted to its neighbours',
      (x) =>
        sum(x.slice(1, -1).map((_, i) => (x[i] + x[i + 2]) ** 2)) /
        (fitting(x) * sum(x.slice(1, -1).map((v) => v ** 2))),
      /noise to be kept small/,
    ],
  ]),
  '13.4': wrong<GoOn>('goOn', [
    ['a bias for each weight', (w, b, x, h) => walking(w, w.length * b, x, h), /for each weight/],
    ['the same window', (w, b, x, h) => walking(w, b, x, h, (window) => window), /same window/],
    [
      'appended at the end, read from the start',
      (w, b, x, h) => walking(w, b, x, h, (all, y) => [...all, y]),
      /same window/,
    ],
    [
      'the last known value',
      (w, b, x, h) => walking(w, b, x, h, (all) => [...all.slice(1), lastOf(x)]),
      /again and again/,
    ],
    ['zeros', (w, b, x, h) => walking(w, b, x, h, (all) => [...all.slice(1), 0]), /zeros enter/],
    [
      'the newest value replaced',
      (w, b, x, h) => walking(w, b, x, h, (all, y) => [...all.slice(0, -1), y]),
      /oldest one has to leave/,
    ],
    ['put in front', (w, b, x, h) => walking(w, b, x, h, (all, y) => [y, ...all.slice(0, -1)]), /at the front/],
    ['weights turned', (w, b, x, h) => walking([...w].reverse(), b, x, h), /wrong way/],
    ['no bias', (w, _b, x, h) => walking(w, 0, x, h), /bias is forgotten/],
    ['the first one left out', (w, b, x, h) => walking(w, b, x, h + 1).slice(1), /first forecast is left out/],
    ['one too many', (w, b, x, h) => walking(w, b, x, h + 1), /too many/],
    ['one too few', (w, b, x, h) => walking(w, b, x, h - 1), /last forecast is missing/],
    ['with the known values', (w, b, x, h) => [...x, ...walking(w, b, x, h)], /known values are returned/],
    ['only the last', (w, b, x, h) => lastOf(walking(w, b, x, h)), /last forecast only/],
    [
      'works on the window that it was given',
      (w, b, x, h) =>
        Array.from({length: h}, () => {
          const said = sum(w.map((weight, i) => weight * x[i])) + b;
          x.shift();
          x.push(said);
          return said;
        }),
      /changed its 3. argument/,
    ],
  ]),
  '13.5': repeatSlips,
  '13.6': wrong<Days>('forecastDays', [
    ['last week', (_p, windows, h) => windows.map((row) => season(row, 7, h)), /rule to beat/],
    ['the last value', (_p, windows, h) => windows.map((row) => fill(row, h)), /repeats the last value/],
    ['the mean', (_p, windows, h) => windows.map((row) => Array(h).fill(sum(row) / 28)), /mean of the window/],
    ['the first week', (_p, windows, h) => windows.map((row) => row.slice(0, h)), /first week/],
    ['a day early', (_p, windows) => windows.map((row) => row.slice(-8, -1)), /one day early/],
    [
      'targets that begin with the last input',
      (past, windows, h) => line(past, windows, h).map((row, i) => [lastOf(windows[i]), ...row.slice(0, -1)]),
      /one step early/,
    ],
    [
      'targets that begin late',
      (past, windows, h) => line(past, windows, h + 1).map((row) => row.slice(1)),
      /one step late/,
    ],
    ['backwards', (past, windows, h) => line(past, windows, h).map((row) => row.reverse()), /run backwards/],
    [
      'scaled still',
      (past, windows, h) => {
        const scaler = data.fitScaler(past);
        return line(past, windows, h).map((row) => Array.from(scaler.transform(row)));
      },
      /scale them back/,
    ],
    [
      'changes',
      (past, windows, h) => line(past, windows, h).map((row, i) => row.map((value) => value - lastOf(windows[i]))),
      /add that value back/,
    ],
    ['one step', (past, windows) => line(past, windows, 1).map(([first]) => first), /one step only/],
    [
      'the level of all windows',
      (past, windows, h) => {
        const level = sum(windows.flat()) / windows.flat().length - sum(past) / past.length;
        const moved = windows.map((row) => row.map((value) => value - level));
        return line(past, moved, h).map((row) => row.map((value) => value + level));
      },
      /changes with the other windows/,
    ],
    ['the same for all', (past, windows, h) => windows.map(() => season(past, 7, h)), /same forecasts/],
    [
      'the rows of a neighbour',
      (past, windows, h) => {
        const all = line(past, windows, h);
        return [...all.slice(1), all[0]];
      },
      /moved by one/,
    ],
    ['one flat list', (past, windows, h) => line(past, windows, h).flat(), /in one list/],
    ['undefined', () => undefined, /return missing/],
  ]),
  '13.7': wrong<(windows: Rows) => unknown>('forecastSines', [
    ['untrained: zeros', (windows) => windows.map(() => Array(10).fill(0)), /mean of a sine/],
    ['the last value', (windows) => windows.map((row) => fill(row, 10)), /repeats the last value/],
    ['the last ten values', (windows) => windows.map((row) => row.slice(-10)), /last known values/],
    ['late', (windows) => windows.map((row) => waves(row, 11).slice(1)), /one step late/],
    ['early', (windows) => windows.map((row) => [lastOf(row), ...waves(row, 9)]), /one step early/],
    ['backwards', (windows) => known(windows).map((row) => row.reverse()), /run backwards/],
    [
      'changes',
      (windows) => known(windows).map((row, i) => row.map((y) => y - lastOf(windows[i]))),
      /add that value back/,
    ],
    [
      'the last value twice',
      (windows) => known(windows).map((row, i) => row.map((y) => y + lastOf(windows[i]))),
      /too often/,
    ],
    ['one step', (windows) => windows.map((row) => waves(row, 1)), /it should have 10/],
    [
      'exchanged axes',
      (windows) => known(windows)[0].map((_, k) => known(windows.slice(0, 40)).map((row) => row[k])),
      /should be a list|it should have|list of/,
    ],
    ['the first window for all', (windows) => windows.map(() => waves(windows[0], 10)), /same forecasts/],
    ['a weak model', (windows) => known(windows).map((row) => row.map((y) => 0.6 * y)), /above 0.0245/],
    ['NaN', (windows) => known(windows).map((row) => row.map(() => Number.NaN)), /no finite number/],
  ]),
};
