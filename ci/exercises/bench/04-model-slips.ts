/** Wrong answers to the parts of exercise 04 that fit or build something: one slip each. */
import {data, layers, models, tf} from '../../../lib/src';
import {type WrongAnswer, wrong} from './bench';
import {weekChanges, weeks} from './weeks';

type Rows = number[][];
type Regression = (x: Rows, y: Rows, windows: Rows) => unknown;
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const end = (values: number[]): number => values[values.length - 1];

const asSeries = (rows: Rows) => new data.Series(rows.flat(), [rows.length, rows[0].length]);
function line(x: Rows, y: Rows, windows: Rows, ridge = 0): Rows {
  const {values, shape} = models.leastSquares(asSeries(x), asSeries(y), {ridge}).predict(asSeries(windows));
  return windows.map((_, i) => Array.from(values.subarray(i * shape[1], (i + 1) * shape[1])));
}
/** A line without a bias: every example once more with its signs turned takes the bias away. */
const withoutBias: Regression = (x, y, windows) => {
  const turned = (rows: Rows) => [...rows, ...rows.map((row) => row.map((value) => -value))];
  return line(turned(x), turned(y), windows);
};

/** The network but for what the argument changes. */
function network({units = [64, 32], first = true, second = false, hidden = 64, rate = 0.2, outputs = 7, ...more} = {}) {
  const {activation = 'relu', last = 'linear', inputShape = [30, 1]} = more as Record<string, never>;
  const cells = [
    layers.lstm({units: units[0], returnSequences: first, inputShape}),
    layers.lstm({units: units[1], returnSequences: second}),
  ];
  const drop = rate > 0 ? [tf.layers.dropout({rate})] : [];
  const head = [layers.dense({units: hidden, activation}), ...drop];
  return tf.sequential({layers: [...cells, ...head, layers.dense({units: outputs, activation: last})]});
}

export const modelSlips: Record<string, WrongAnswer[]> = {
  '04.5': wrong<Regression>('regressionWeek', [
    ['no bias', withoutBias, /has no bias/],
    ['the line of the first day', (x, y, w) => line(x, y, w).map((row) => row.map(() => row[0])), /line of the first/],
    ['the examples', (x, y) => line(x, y, x), /were fitted/],
    ['the mean', (_x, y, w) => w.map(() => y[0].map((_, k) => mean(y.map((row) => row[k])))), /mean of the targets/],
    ['the last value added', (x, y, w) => line(x, y, w).map((row, i) => row.map((v) => v + end(w[i]))), /on top/],
    ['transposed', (x, y, w) => line(x, y, w)[0].map((_, k) => line(x, y, w).map((row) => row[k])), /one row a window/],
    ['one day', (x, y, w) => line(x, y, w).map(([first]) => first), /one day only/],
    ['flat', (x, y, w) => line(x, y, w).flat(), /one list a window/],
    ['a ridge', (x, y, w) => line(x, y, w, 1), /a ridge pulls/],
    [
      'trained for a while',
      (x, y, w) => line(x, y, w).map((row) => row.map((v) => 0.97 * v + 0.02)),
      /near, but not least/,
    ],
    [
      'the library object',
      (x, y, w) => models.leastSquares(asSeries(x), asSeries(y)).predict(asSeries(w)),
      /should be a list/,
    ],
  ]),
  '04.6': wrong<() => unknown>('buildSeq2vec', [
    ['the first hands on one state', () => network({first: false}), /last state only/],
    ['the second hands on all', () => network({second: true}), /for a vector only the last/],
    ['32, then 64', () => network({units: [32, 64]}), /changed places/],
    ['64 and 64', () => network({units: [64, 64]}), /should have \[64, 32\]/],
    ['one day', () => network({outputs: 1}), /one day only/],
    ['no dropout', () => network({rate: 0}), /dropout is missing/],
    ['0.8', () => network({rate: 0.8}), /what it drops/],
    ['0.5', () => network({rate: 0.5}), /one in five/],
    ['relu at the end', () => network({last: 'relu'} as never), /any sign and size/],
    ['no relu', () => network({activation: 'linear'} as never), /should be relu/],
    ['a hidden layer of 32', () => network({hidden: 32}), /not 64/],
    ['7 features', () => network({inputShape: [30, 7]} as never), /should read \[\?, 30, 1\]/],
    ['steps and features exchanged', () => network({inputShape: [1, 30]} as never), /changed places/],
    [
      'GRUs',
      () =>
        tf.sequential({
          layers: [
            layers.gru({units: 64, returnSequences: true, inputShape: [30, 1]}),
            layers.gru({units: 32}),
            layers.dense({units: 64, activation: 'relu'}),
            tf.layers.dropout({rate: 0.2}),
            layers.dense({units: 7}),
          ],
        }),
      /are LSTMs/,
    ],
    ['no return', () => {}, /return missing/],
  ]),
  '04.7': wrong<(windows: Rows) => unknown>('forecastWeek', [
    ['changes', weekChanges, /add that value back/],
    ['the last value twice', (w) => weeks(w).map((row, i) => row.map((v) => v + end(w[i]))), /too often/],
    ['last week', (w) => w.map((row) => row.slice(-7)), /rule to beat/],
    ['the last value', (w) => w.map((row) => Array(7).fill(end(row))), /repeats the last value/],
    ['zeros', (w) => w.map(() => Array(7).fill(0)), /every forecast is 0/],
    [
      'four weeks',
      (w) => w.map((row) => [0, 1, 2, 3, 4, 5, 6].map((k) => mean([2, 9, 16, 23].map((i) => row[i + k])))),
      /mean of four weeks/,
    ],
    ['late', (w) => weeks(w).map((row) => [...row.slice(1), row[0]]), /one step late/],
    ['early', (w) => weeks(w).map((row, i) => [end(w[i]), ...row.slice(0, -1)]), /one step early/],
    ['backwards', (w) => weeks(w).map((row) => row.reverse()), /run backwards/],
    [
      'the rows of a neighbour',
      (w) => {
        const all = weeks(w);
        return [...all.slice(1), all[0]];
      },
      /moved by one/,
    ],
    [
      'the mean of the window in place of its last value',
      (w) => weekChanges(w).map((row, i) => row.map((v) => v + mean(w[i]))),
      /unlike those it learned from/,
    ],
    [
      'the last value of the first window for all',
      (w) => weekChanges(w).map((row) => row.map((v) => v + end(w[0]))),
      /last week itself is nearer/,
    ],
    ['a list around every number', (w) => weeks(w).map((row) => row.map((v) => [v])), /an axis too many/],
    ['one day', (w) => weeks(w).map((row) => row.slice(0, 1)), /it should have 7/],
    ['flat', (w) => weeks(w).flat(), /in one list/],
    [
      'an untrained network: small numbers about the last value',
      (w) => w.map((row) => [0, 1, 2, 3, 4, 5, 6].map((k) => end(row) + 0.1 * Math.sin(k))),
      /MSE .* is above/,
    ],
  ]),
};
