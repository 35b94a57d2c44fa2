/** Right answers to exercise 04 in several styles, beside the slips of 04-slips.ts. */
import {data, layers, metrics, models, tf} from '../../../lib/src';
import {slips} from './04-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import {weekChanges, weeks} from './weeks';

type Rows = number[][];
type Minus = (window: number[], future: number[]) => unknown;
type Pool = (series: Rows, lookback: number, horizon: number, stride: number) => unknown;
type Errors = (truth: Rows, forecast: Rows) => unknown;
type Regression = (x: Rows, y: Rows, windows: Rows) => unknown;

const asSeries = (rows: Rows) => new data.Series(rows.flat(), [rows.length, rows[0].length]);
const asRows = ({values, shape: [count, width]}: data.NdArray): Rows =>
  Array.from({length: count}, (_, i) => Array.from(values.subarray(i * width, (i + 1) * width)));

const minusLast = styles<Minus>('minusLast', {
  map: (window, future) => {
    const last = window[window.length - 1];
    return {x: window.map((value) => value - last), y: future.map((value) => value - last)};
  },
  'one function for both': (known, unknown) => {
    const less = (values: number[]) => values.map((value) => value - (known.at(-1) as number));
    return {y: less(unknown), x: less(known)};
  },
  'loops and typed arrays': (window, future) => {
    const [x, y] = [new Float64Array(window), new Float64Array(future)];
    const level = x[x.length - 1];
    for (let t = 0; t < x.length; t++) x[t] -= level;
    for (let t = 0; t < y.length; t++) y[t] -= level;
    return {x, y};
  },
  'as tensors, in float32': (window, future) => {
    const last = window[window.length - 1];
    return {x: tf.tensor1d(window).sub(last), y: tf.tensor1d(future).sub(last)};
  },
  'sums of the changes ahead': (window, future) => {
    const all = [...window, ...future];
    const end = window.length - 1;
    const walk = (t: number): number =>
      t === end ? 0 : t < end ? walk(t + 1) - (all[t + 1] - all[t]) : walk(t - 1) + (all[t] - all[t - 1]);
    return {x: window.map((_, t) => walk(t)), y: future.map((_, k) => walk(end + 1 + k))};
  },
});

const windowsOfAll = styles<Pool>('windowsOfAll', {
  'two loops': (series, lookback, horizon, stride) => {
    const [x, y]: [Rows, Rows] = [[], []];
    for (const one of series) {
      for (let i = 0; i + lookback + horizon <= one.length; i += stride) {
        x.push(one.slice(i, i + lookback));
        y.push(one.slice(i + lookback, i + lookback + horizon));
      }
    }
    return {x, y};
  },
  'flatMap over counted starts': (series, L, H, step) => {
    const cuts = series.flatMap((one) =>
      Array.from({length: Math.floor((one.length - L - H) / step) + 1}, (_, k) =>
        one.slice(k * step, k * step + L + H),
      ),
    );
    return {x: cuts.map((cut) => cut.slice(0, L)), y: cuts.map((cut) => cut.slice(L))};
  },
  'the library': (series, lookback, horizon, stride) => {
    const {x, y} = data.windowsOfEach(series, {lookback, horizon, stride});
    return {x: asRows(x), y: asRows(y)};
  },
  'series by series, joined': (series, lookback, horizon, stride) =>
    series
      .map((one) => data.windows(one, {lookback, horizon, stride}))
      .reduce<{x: Rows; y: Rows}>((all, {x, y}) => ({x: all.x.concat(asRows(x)), y: all.y.concat(asRows(y))}), {
        x: [],
        y: [],
      }),
});

const errorByDay = styles<Errors>('errorByDay', {
  'column by column': (truth, forecast) =>
    truth[0].map((_, k) => truth.reduce((sum, row, i) => sum + (forecast[i][k] - row[k]) ** 2, 0) / truth.length),
  'sums that grow': (truth, forecast) => {
    const sums: number[] = Array(truth[0].length).fill(0);
    truth.forEach((row, i) => {
      row.forEach((value, k) => {
        sums[k] += (value - forecast[i][k]) ** 2 / truth.length;
      });
    });
    return sums;
  },
  'as a tensor, in float32': (truth, forecast) =>
    tf.squaredDifference(tf.tensor2d(truth), tf.tensor2d(forecast)).mean(0),
  'the library, day by day': (truth, forecast) => {
    const column = (rows: Rows, k: number) =>
      new data.Targets(
        rows.map((row) => row[k]),
        [rows.length, 1],
      );
    return truth[0].map((_, k) => metrics.mse(column(truth, k), column(forecast, k)));
  },
  'transposed first': (truth, forecast) => {
    const turn = (rows: Rows) => rows[0].map((_, k) => rows.map((row) => row[k]));
    const [a, b] = [turn(truth), turn(forecast)];
    return a.map((days, k) => days.map((value, i) => (value - b[k][i]) ** 2).reduce((p, q) => p + q) / days.length);
  },
});

const everyStepTargets = styles<Minus>('everyStepTargets', {
  'one list': (window, future) => {
    const all = [...window, ...future];
    return window.map((now, t) => future.map((_, k) => all[t + 1 + k] - now));
  },
  slices: (window, future) => {
    const days = window.concat(future);
    return window.map((now, t) => days.slice(t + 1, t + 1 + future.length).map((value) => value - now));
  },
  'rows of float32': (window, future) => {
    const all = Float32Array.from([...window, ...future]);
    return window.map((_, t) => all.slice(t + 1, t + 1 + future.length).map((value) => value - all[t]));
  },
  'two loops that ask where a day lies': (window, future) => {
    const [rows, L]: [Rows, number] = [[], window.length];
    for (let t = 0; t < L; t++) {
      rows.push([]);
      for (let ahead = 1; ahead <= future.length; ahead++) {
        const day = t + ahead;
        rows[t].push((day < L ? window[day] : future[day - L]) - window[t]);
      }
    }
    return rows;
  },
  'the library': (window, future) => {
    const [lookback, horizon] = [window.length, future.length];
    const series = new data.Series([...window, ...future], [1, lookback + horizon]);
    const {y} = data.seq2seqExamples(series, {lookback, horizon});
    return window.map((now, t) =>
      Array.from(y.values.subarray(t * horizon, (t + 1) * horizon), (value) => value - now),
    );
  },
});

/** Solves a small symmetric system by elimination. */
function eliminate(A: Rows, b: number[]): number[] {
  const rows = A.map((row, i) => [...row, b[i]]);
  for (let j = 0; j < rows.length; j++) {
    for (let i = j + 1; i < rows.length; i++) {
      const factor = rows[i][j] / rows[j][j];
      rows[i] = rows[i].map((value, k) => value - factor * rows[j][k]);
    }
  }
  const w: number[] = Array(rows.length).fill(0);
  for (let j = rows.length - 1; j >= 0; j--) {
    const rest = rows[j].slice(0, -1).reduce((sum, value, k) => sum + value * w[k], 0);
    w[j] = (rows[j][rows.length] - rest) / rows[j][j];
  }
  return w;
}

const regressionWeek = styles<Regression>('regressionWeek', {
  'the library': (x, y, windows) => asRows(models.leastSquares(asSeries(x), asSeries(y)).predict(asSeries(windows))),
  'normal equations, day by day': (x, y, windows) => {
    const X = x.map((row) => [1, ...row]);
    const gram = X[0].map((_, i) => X[0].map((_v, j) => X.reduce((sum, row) => sum + row[i] * row[j], 0)));
    const lines = y[0].map((_, k) =>
      eliminate(
        gram,
        X[0].map((_v, i) => X.reduce((sum, row, n) => sum + row[i] * y[n][k], 0)),
      ),
    );
    return windows.map((row) => lines.map(([bias, ...w]) => row.reduce((sum, value, i) => sum + value * w[i], bias)));
  },
  'centred first, so that no bias is needed': (x, y, windows) => {
    const mean = (rows: Rows) => rows[0].map((_, k) => rows.reduce((sum, row) => sum + row[k], 0) / rows.length);
    const [mx, my] = [mean(x), mean(y)];
    const X = x.map((row) => row.map((value, i) => value - mx[i]));
    const gram = mx.map((_, i) => mx.map((_v, j) => X.reduce((sum, row) => sum + row[i] * row[j], 0)));
    const lines = my.map((_, k) =>
      eliminate(
        gram,
        mx.map((_v, i) => X.reduce((sum, row, n) => sum + row[i] * (y[n][k] - my[k]), 0)),
      ),
    );
    return windows.map((row) =>
      lines.map((w, k) => w.reduce((sum, value, i) => sum + value * (row[i] - mx[i]), my[k])),
    );
  },
});

const inputShape = [30, 1];
const buildSeq2vec = styles<() => unknown>('buildSeq2vec', {
  'a list of layers': () =>
    tf.sequential({
      layers: [
        layers.lstm({units: 64, returnSequences: true, inputShape}),
        layers.lstm({units: 32}),
        layers.dense({units: 64, activation: 'relu'}),
        tf.layers.dropout({rate: 0.2}),
        layers.dense({units: 7}),
      ],
    }),
  'added one by one, stock layers, dropout before the hidden layer': () => {
    const model = tf.sequential();
    model.add(tf.layers.lstm({units: 64, returnSequences: true, inputShape}));
    model.add(tf.layers.lstm({units: 32}));
    model.add(tf.layers.dropout({rate: 0.2}));
    model.add(tf.layers.dense({units: 64, activation: 'relu'}));
    model.add(tf.layers.dense({units: 7}));
    return model;
  },
  'relu as a layer of its own': () =>
    tf.sequential({
      layers: [
        tf.layers.inputLayer({inputShape}),
        layers.lstm({units: 64, returnSequences: true}),
        layers.lstm({units: 32}),
        tf.layers.dense({units: 64}),
        tf.layers.activation({activation: 'relu'}),
        tf.layers.dropout({rate: 0.2}),
        tf.layers.dense({units: 7}),
      ],
    }),
  'functional, any length': () => {
    const input = tf.input({shape: [null, 1]});
    const states = layers.lstm({units: 64, returnSequences: true}).apply(input) as tf.SymbolicTensor;
    const last = layers.lstm({units: 32}).apply(states) as tf.SymbolicTensor;
    const hidden = layers.dense({units: 64, activation: 'relu'}).apply(last) as tf.SymbolicTensor;
    const kept = tf.layers.dropout({rate: 0.2}).apply(hidden) as tf.SymbolicTensor;
    return tf.model({inputs: input, outputs: layers.dense({units: 7}).apply(kept) as tf.SymbolicTensor});
  },
});

const forecastWeek = styles<(windows: Rows) => unknown>('forecastWeek', {
  'a line that was solved': (windows) => weeks(windows),
  'asynchronously, as a tensor': async (windows) => tf.tensor2d(weeks(windows)),
  'changes, with the last value put back': (windows) => {
    const all: Float64Array[] = [];
    for (const [i, row] of weekChanges(windows).entries()) all.push(Float64Array.from(row, (v) => v + windows[i][29]));
    return all;
  },
});

const right: Record<string, RightAnswer[]> = {
  '04.1': minusLast,
  '04.2': windowsOfAll,
  '04.3': errorByDay,
  '04.4': everyStepTargets,
  '04.5': regressionWeek,
  '04.6': buildSeq2vec,
  '04.7': forecastWeek,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
