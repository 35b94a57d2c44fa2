/** Right answers to exercise 13 in several styles, beside the slips of 13-slips.ts. */
import {data, forecasting, models, tf} from '../../../lib/src';
import {slips} from './13-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import {waves} from './waves';

type Rows = number[][];
type Cut = (series: number[], lookback: number, horizon: number) => unknown;
type GoOn = (weights: number[], bias: number, x: number[], horizon: number) => unknown;
type Days = (past: number[], windows: Rows, horizon: number) => unknown;

const nextOfSine = styles<(x: number[], omega: number) => unknown>('nextOfSine', {
  'the law': (x, omega) => 2 * Math.cos(omega) * x[x.length - 1] - x[x.length - 2],
  'destructured, other names': (series, w) => {
    const [late, early] = [...series].reverse();
    return late * Math.cos(w) * 2 - early;
  },
  'through sine and cosine parts': (x, omega) => {
    const [p, q] = x.slice(-2);
    const slope = (q - p * Math.cos(omega)) / Math.sin(omega); // x(t) = p cos + slope sin, counted from p
    return p * Math.cos(2 * omega) + slope * Math.sin(2 * omega);
  },
  'the second difference': (x, omega) => {
    const [before, now] = x.slice(-2);
    return now + (now - before) - 4 * Math.sin(omega / 2) ** 2 * now;
  },
});

const cutWindows = styles<Cut>('cutWindows', {
  slices: (series, lookback, horizon) => {
    const result: {x: Rows; y: Rows} = {x: [], y: []};
    for (let i = 0; i + lookback + horizon <= series.length; i++) {
      result.x.push(series.slice(i, i + lookback));
      result.y.push(series.slice(i + lookback, i + lookback + horizon));
    }
    return result;
  },
  'index by index': (s, L, H) => {
    const count = s.length - L - H + 1;
    const table = (first: number, width: number) =>
      Array.from({length: count}, (_, i) => Array.from({length: width}, (_, k) => s[first + i + k]));
    return {y: table(L, H), x: table(0, L)};
  },
  'the library': (series, lookback, horizon) => {
    const {x, y} = data.windows(series, {lookback, horizon});
    const lists = (all: {values: Float64Array; shape: number[]}) =>
      Array.from({length: all.shape[0]}, (_, i) =>
        Array.from(all.values.subarray(i * all.shape[1], (i + 1) * all.shape[1])),
      );
    return {x: lists(x), y: lists(y)};
  },
  recursion: function walk(series, lookback, horizon): {x: Rows; y: Rows} {
    if (series.length < lookback + horizon) return {x: [], y: []};
    const rest = walk(series.slice(1), lookback, horizon) as {x: Rows; y: Rows};
    const own = series.slice(0, lookback + horizon);
    return {x: [own.slice(0, lookback), ...rest.x], y: [own.slice(-horizon), ...rest.y]};
  },
});

const coefficientOf = styles<(x: number[]) => unknown>('coefficientOf', {
  'two sums': (x) => {
    let [products, squares] = [0, 0];
    for (let t = 1; t < x.length - 1; t++) {
      products += x[t] * (x[t + 1] + x[t - 1]);
      squares += x[t] ** 2;
    }
    return products / squares;
  },
  reduce: (x) => {
    const inner = x.slice(1, -1);
    const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
    return (dot(inner, x.slice(2)) + dot(inner, x.slice(0, -2))) / dot(inner, inner);
  },
  'weighted mean of the ratios': (x) => {
    const t = x.map((_, i) => i).slice(1, -1);
    const weights = t.map((i) => x[i] ** 2);
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    return t.reduce((sum, i, k) => sum + (weights[k] / all) * ((x[i + 1] + x[i - 1]) / x[i]), 0);
  },
  'down the parabola': (x) => {
    // The error is a parabola in c: three of its values tell where it is lowest.
    const error = (c: number) => x.slice(1, -1).reduce((sum, now, i) => sum + (x[i + 2] + x[i] - c * now) ** 2, 0);
    const [low, middle, high] = [-1, 0, 1].map(error);
    return (low - high) / (2 * (low - 2 * middle + high));
  },
});

const goOn = styles<GoOn>('goOn', {
  'a window that slides': (weights, bias, x, horizon) => {
    let window = x;
    return Array.from({length: horizon}, () => {
      const said = weights.reduce((sum, weight, i) => sum + weight * window[i], bias);
      window = [...window.slice(1), said];
      return said;
    });
  },
  'one tape, no window': (w, b, x, h) => {
    const tape = Float64Array.from({length: x.length + h});
    tape.set(x);
    for (let t = x.length; t < tape.length; t++) {
      tape[t] = b;
      for (let i = 0; i < w.length; i++) tape[t] += w[i] * tape[t - w.length + i];
    }
    return tape.slice(x.length);
  },
  'shift and push': (weights, bias, x, horizon) => {
    const [queue, all] = [[...x], [] as number[]];
    while (all.length < horizon) {
      let next = bias;
      for (const [i, weight] of weights.entries()) next += weight * queue[i];
      queue.shift();
      queue.push(next);
      all.push(next);
    }
    return all;
  },
  recursion: function go(weights, bias, x, horizon): number[] {
    if (horizon === 0) return [];
    const said = x.reduce((sum, value, i) => sum + weights[i] * value, bias);
    return [said, ...(go(weights, bias, [...x.slice(1), said], horizon - 1) as number[])];
  },
  'the library': (weights, bias, x, horizon) => {
    const line = (one: data.Series) => [one.row(0).reduce((sum, value, i) => sum + weights[i] * value, bias)];
    const rule = (one: data.Series) => new data.Targets(line(one), [1, 1]);
    return Array.from(forecasting.iterated(rule, new data.Series(x, [1, x.length]), {horizon}).values);
  },
});

const repeats = (
  style: string,
  repeatLast: (x: number[], horizon: number) => unknown,
  repeatSeason: (x: number[], season: number, horizon: number) => unknown,
): RightAnswer => ({style, answers: {repeatLast, repeatSeason}});

const twoRules = [
  repeats(
    'the remainder',
    (x, horizon) => Array(horizon).fill(x[x.length - 1]),
    (x, season, horizon) => Array.from({length: horizon}, (_, k) => x[x.length - season + (k % season)]),
  ),
  repeats(
    'reads its own forecasts',
    (x, horizon) => Array.from({length: horizon}, () => x.at(-1)),
    (x, season, horizon) => {
      const all = [...x];
      for (let k = 0; k < horizon; k++) all.push(all[all.length - season]);
      return all.slice(x.length);
    },
  ),
  repeats(
    'the library',
    (x, horizon) => Array.from(models.naive({horizon}).predict(new data.Series(x, [1, x.length])).values),
    (x, season, horizon) =>
      Array.from(models.seasonalNaive(season, {horizon}).predict(new data.Series(x, [1, x.length])).values),
  ),
  repeats(
    'whole seasons, then cut; the naive rule is a season of one',
    (x, horizon) => Array.from({length: horizon}).flatMap(() => x.slice(-1)),
    (x, season, horizon) =>
      Array.from({length: Math.ceil(horizon / season)}, () => x.slice(-season))
        .flat()
        .slice(0, horizon),
  ),
];

const asRows = ({values, shape: [count, width]}: data.Targets): Rows =>
  Array.from({length: count}, (_, i) => Array.from(values.subarray(i * width, (i + 1) * width)));
const asSeries = (rows: Rows) => new data.Series(rows.flat(), [rows.length, rows[0].length]);

const forecastDays = styles<Days>('forecastDays', {
  'a line of least squares': (past, windows, horizon) => {
    const {x, y} = data.windows(past, {lookback: windows[0].length, horizon});
    return asRows(models.leastSquares(x, y).predict(asSeries(windows)));
  },
  'the mean of four weeks': (_past, windows, horizon) =>
    windows.map((row) =>
      Array.from({length: horizon}, (_, k) => [0, 7, 14, 21].reduce((sum, back) => sum + row[back + (k % 7)] / 4, 0)),
    ),
  'a line of one day, iterated': (past, windows, horizon) => {
    const {x, y} = data.windows(past, {lookback: 28});
    return asRows(forecasting.iterated(models.leastSquares(x, y), asSeries(windows), {horizon}));
  },
  'scaled by the past, as a tensor': (past, windows, horizon) => {
    const scaler = data.fitScaler(past);
    const {x, y} = data.windows(Array.from(scaler.transform(past)), {lookback: 28, horizon});
    const line = models.leastSquares(x, y, {ridge: 0.1});
    const said = line.predict(new data.Series(scaler.transform(windows.flat()), [windows.length, 28]));
    return tf.tensor2d(Float32Array.from(scaler.inverse(said).values), [windows.length, horizon]);
  },
});

const forecastSines = styles<(windows: Rows) => unknown>('forecastSines', {
  'a sine through each window, by least squares': (windows) => windows.map((row) => waves(row, 10)),
  'asynchronously, as a tensor': async (windows) => tf.tensor2d(windows.map((row) => waves(row, 10))),
  'typed arrays, window after window': (windows) => {
    const all: Float64Array[] = [];
    for (const window of windows) all.push(Float64Array.from(waves(window, 10)));
    return all;
  },
});

const right: Record<string, RightAnswer[]> = {
  '13.1': nextOfSine,
  '13.2': cutWindows,
  '13.3': coefficientOf,
  '13.4': goOn,
  '13.5': twoRules,
  '13.6': forecastDays,
  '13.7': forecastSines,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
