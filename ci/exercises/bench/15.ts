/** Right answers to exercise 15 in several styles, beside the slips of 15-slips.ts. */
import {scratch, tf} from '../../../lib/src';
import {slips} from './15-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import {
  type Cube,
  type DropMask,
  type Expected,
  type GateSums,
  type Hold,
  held,
  type Masks,
  masksBy,
  type StatesOf,
  type Statistics,
  statesBy,
  statistics,
  sumsBy,
  times,
} from './dropout-lists';
import type {Matrix} from './lists';

const dropMask = styles<DropMask>('dropMask', {
  map: (u, rate) => u.map((value) => (value < rate ? 0 : 1 / (1 - rate))),
  'a typed array in a loop': (numbers, p) => {
    const mask = new Float32Array(numbers.length);
    for (let j = 0; j < mask.length; j++) if (numbers[j] >= p) mask[j] = 1 / (1 - p);
    return mask;
  },
  tensors: (u, rate) =>
    tf.tidy(() =>
      tf
        .greaterEqual(tf.tensor1d(u), rate)
        .toFloat()
        .div(1 - rate),
    ),
  recursion: function mask([first, ...rest], p): number[] {
    if (first === undefined) return [];
    return [Number(first >= p) / (1 - p), ...(mask(rest, p) as number[])];
  },
});

const batchMasks = styles<Masks>('batchMasks', {
  'one lookup': (u, p, one) => masksBy(u, p, (b, t, j) => u[b][one ? 0 : t][j]),
  'rows repeated': (u, p, one) => {
    const row = (numbers: number[]) => numbers.map((value) => Number(value >= p) / (1 - p));
    return u.map((rows) => (one ? new Array(rows.length).fill(row(rows[0])) : rows.map(row)));
  },
  loops: (u, p, one) => {
    const masks: Cube = [];
    for (let b = 0; b < u.length; b++) {
      masks.push([]);
      for (let t = 0; t < u[b].length; t++) {
        masks[b].push([]);
        for (let j = 0; j < u[b][t].length; j++) masks[b][t].push(u[b][one ? 0 : t][j] < p ? 0 : 1 / (1 - p));
      }
    }
    return masks;
  },
  'tensors, tiled': (u, p, one) =>
    tf.tidy(() => {
      const numbers = tf.tensor3d(u);
      const [batch, steps, units] = numbers.shape;
      const own = one ? numbers.slice([0, 0, 0], [batch, 1, units]).tile([1, steps, 1]) : numbers;
      return tf
        .greaterEqual(own, p)
        .toFloat()
        .div(1 - p);
    }),
});

const maskStatistics = styles<Statistics>('maskStatistics', {
  'one walk': statistics,
  'flat and every': (masks) => {
    const all = masks.flat(2);
    const survives = masks.flatMap((rows) => rows[0].map((_, j) => rows.every((row) => row[j] !== 0)));
    return {
      dropped: all.filter((value) => !value).length / all.length,
      mean: all.reduce((a, b) => a + b) / all.length,
      always: survives.filter(Boolean).length / survives.length,
    };
  },
  tensors: (masks) =>
    tf.tidy(() => {
      const M = tf.tensor3d(masks);
      const kept = M.greater(0).toFloat();
      return {dropped: tf.sub(1, kept.mean()), mean: M.mean(), always: kept.min(1).mean()};
    }),
});

const expectedStatistics = styles<Expected>('expectedStatistics', {
  formulas: (p, T, one) => ({mean: 1, deviation: (p / (1 - p)) ** 0.5, always: one ? 1 - p : (1 - p) ** T}),
  'sums over both cases': (p, T, one) => {
    const cases = [
      {chance: p, value: 0},
      {chance: 1 - p, value: 1 / (1 - p)},
    ];
    const mean = cases.reduce((sum, {chance, value}) => sum + chance * value, 0);
    const variance = cases.reduce((sum, {chance, value}) => sum + chance * (value - mean) ** 2, 0);
    return {mean, deviation: Math.sqrt(variance), always: Math.exp((one ? 1 : T) * Math.log(1 - p))};
  },
  'a loop over the steps': (p, T, one) => {
    let always = 1;
    for (let draw = 0; draw < (one ? 1 : T); draw++) always *= 1 - p;
    return {always, deviation: Math.sqrt(1 / (1 - p) - 1), mean: (1 - p) / (1 - p)};
  },
});

const maskedStates = styles<StatesOf>('maskedStates', {
  'rows times matrices': statesBy(),
  'loops over typed arrays': (x, {kernel, recurrentKernel, bias}, h0, mx, mh) => {
    let h = Float64Array.from(h0);
    return x.map((row) => {
      const next = Float64Array.from(bias);
      for (let j = 0; j < next.length; j++) {
        for (let i = 0; i < row.length; i++) next[j] += row[i] * mx[i] * kernel[i][j];
        for (let i = 0; i < h.length; i++) next[j] += h[i] * mh[i] * recurrentKernel[i][j];
        next[j] = Math.tanh(next[j]);
      }
      h = next;
      return Array.from(next);
    });
  },
  'masks in the weights': (x, w, h0, mx, mh) => {
    const scaled = (W: Matrix, mask: number[]) => W.map((row, i) => row.map((value) => value * mask[i]));
    const weights = {kernel: scaled(w.kernel, mx), recurrentKernel: scaled(w.recurrentKernel, mh), bias: w.bias};
    return statesBy({input: (row) => row, heard: (h) => h})(x, weights, h0, mx, mh);
  },
  'recursion on matrices of the library': function walk(x, w, h0, mx, mh): Matrix {
    if (x.length === 0) return [];
    const {matrix, matmul, add, map, toRows} = scratch;
    const fromInput = matmul(matrix([times(x[0], mx)]), matrix(w.kernel));
    const fromState = matmul(matrix([times(h0, mh)]), matrix(w.recurrentKernel));
    const [h] = toRows(map(add(add(fromInput, fromState), matrix([w.bias])), Math.tanh));
    return [h, ...(walk(x.slice(1), w, h, mx, mh) as Matrix)];
  },
  tensors: (x, w, h0, mx, mh) =>
    tf.tidy(() => {
      let h: tf.Tensor = tf.tensor2d([h0]);
      const all = x.map((row) => {
        const sum = tf
          .tensor2d([row])
          .mul(mx)
          .matMul(tf.tensor2d(w.kernel))
          .add(h.mul(mh).matMul(tf.tensor2d(w.recurrentKernel)));
        h = tf.tanh(sum.add(w.bias));
        return h.flatten();
      });
      return tf.stack(all);
    }),
});

const gateSums = styles<GateSums>('gateSums', {
  'blocks of columns': (h, W, masks) => sumsBy(h, W, (gate) => times(h, masks[gate % masks.length])),
  'column by column': (h, W, masks) =>
    W[0].map((_, k) => {
      const mask = masks[masks.length === 1 ? 0 : Math.floor(k / h.length)];
      return h.reduce((sum, value, n) => sum + value * mask[n] * W[n][k], 0);
    }),
  tensors: (h, W, masks) =>
    tf.tidy(() => {
      const blocks = tf.split(tf.tensor2d(W), 4, 1);
      return tf.concat(
        blocks.map((block, gate) =>
          tf
            .tensor2d([times(h, masks[gate] ?? masks[0])])
            .matMul(block)
            .flatten(),
        ),
      );
    }),
});

const holdNumbers = styles<Hold>('holdNumbers', {
  'holds exactly': held,
  'a little off, asynchronously': async (all) =>
    held(all).map((row, i) => row.map((v, t) => v + 0.1 * Math.sin(i + 7 * t))),
  'fades a little': (all) =>
    all.map((rows) => {
      let value = 0;
      return rows.map(([number, mark]) => {
        value = mark ? number : 0.98 * value;
        return value;
      });
    }),
  'looks back for the mark': (all) =>
    all.map((rows) =>
      rows.map((_, t) => {
        let at = t;
        while (rows[at][1] < 0.5) at--;
        return rows[at][0];
      }),
    ),
});

const right: Record<string, RightAnswer[]> = {
  '15.1': dropMask,
  '15.2': batchMasks,
  '15.3': maskStatistics,
  '15.4': expectedStatistics,
  '15.5': maskedStates,
  '15.6': gateSums,
  '15.7': holdNumbers,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
