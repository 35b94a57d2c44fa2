/** Right answers to exercise 05 in several styles, beside the slips of 05-slips.ts. */
import {metrics, scratch, tf, training} from '../../../lib/src';
import {slips} from './05-slips';
import {type PartBench, type RightAnswer, styles} from './bench';

type Rows = number[][];
interface Spans {
  sum: [number, number];
  mean: [number, number];
}

const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);

const troubleOf = styles<(norms: number[]) => unknown>('troubleOf', {
  'a quotient and two lines': (norms) => {
    const left = norms[0] / norms[norms.length - 1];
    if (left < 0.01) return 'vanishing';
    return left > 100 ? 'exploding' : 'neither';
  },
  'powers of ten': (norms) => {
    const powers = Math.log10(norms[0]) - Math.log10(norms.at(-1) as number);
    return powers < -2 ? 'vanishing' : powers > 2 ? 'exploding' : 'neither';
  },
  'products in place of quotients': ([first, ...rest]) => {
    const last = rest.pop() ?? first;
    if (100 * first < last) return 'vanishing';
    return first > 100 * last ? 'exploding' : 'neither';
  },
});

const stepGradients = styles<(states: Rows, W: Rows, g: number[]) => unknown>('stepGradients', {
  'a loop from the end': (states, W, g) => {
    const norms: number[] = [];
    let dh = g;
    for (let t = states.length - 1; t >= 0; t--) {
      norms.push(Math.hypot(...dh));
      const da = dh.map((value, j) => value * (1 - states[t][j] ** 2));
      dh = W.map((row) => total(row.map((w, j) => w * da[j])));
    }
    return norms.reverse();
  },
  recursion: function walk([first, ...rest], W, g): number[] {
    const all = [first, ...rest];
    if (rest.length === 0) return [Math.hypot(...g)];
    const last = all[all.length - 1];
    const back = W.map((row) => row.reduce((sum, w, j) => sum + w * g[j] * (1 - last[j] * last[j]), 0));
    return [...(walk(all.slice(0, -1), W, back) as number[]), Math.hypot(...g)];
  },
  'products of Jacobian matrices': (states, W, g) =>
    states.map((_, t) => {
      const jacobians = states
        .slice(t + 1)
        .reverse()
        .map((h) => scratch.matrix(h.map((value, j) => W.map((row) => row[j] * (1 - value ** 2)))));
      return scratch.norm(jacobians.reduce((row, J) => scratch.matmul(row, J), scratch.matrix([g])));
    }),
});

const kernelNorm = styles<(before: Rows, da: Rows, last: number) => unknown>('kernelNorm', {
  'three loops': (before, da, last) => {
    let squares = 0;
    for (let i = 0; i < before[0].length; i++) {
      for (let j = 0; j < da[0].length; j++) {
        let sum = 0;
        for (let t = Math.max(0, before.length - last); t < before.length; t++) sum += before[t][i] * da[t][j];
        squares += sum * sum;
      }
    }
    return Math.sqrt(squares);
  },
  'a product of matrices': (before, da, last) =>
    scratch.norm(
      scratch.matmul(scratch.transpose(scratch.matrix(before.slice(-last))), scratch.matrix(da.slice(-last))),
    ),
  'by pairs of steps: |Σ hᵀd|² = Σ (h·h)(d·d)': (before, da, last) => {
    const [H, D] = [before.slice(-last), da.slice(-last)];
    const dot = (a: number[], b: number[]) => total(a.map((value, i) => value * b[i]));
    return Math.sqrt(total(H.flatMap((h, t) => H.map((k, s) => dot(h, k) * dot(D[t], D[s])))));
  },
});

/** In float32, as tensors compute. */
const inTensors: RightAnswer = {
  style: 'outer products as tensors',
  answers: {
    kernelNorm: (before: Rows, da: Rows, last: number) =>
      tf.norm(tf.matMul(tf.tensor2d(before.slice(-last)), tf.tensor2d(da.slice(-last)), true)),
  },
};

const clipTogether = styles<(gradients: Rows, limit: number) => unknown>('clipTogether', {
  'one factor': (gradients, limit) => {
    const before = Math.hypot(...gradients.flat());
    const factor = before > limit ? limit / before : 1;
    return {before, after: before * factor, gradients: gradients.map((list) => list.map((value) => value * factor))};
  },
  'the norm is measured again': (gradients, limit) => {
    const size = (lists: Rows) => Math.sqrt(lists.flat().reduce((sum, value) => sum + value ** 2, 0));
    const before = size(gradients);
    const result = before <= limit ? gradients : gradients.map((list) => list.map((value) => (limit * value) / before));
    return {before, after: size(result), gradients: result};
  },
  'the smaller of 1 and c over the norm': (g, limit) => {
    const before = Math.sqrt(total(g.flat().map((value) => value * value)));
    const factor = Math.min(1, limit / (before || 1));
    return {gradients: g.map((list) => list.map((value) => factor * value)), before, after: Math.min(before, limit)};
  },
});

const farTargets = styles<(x: Rows, spans: Spans, joint: string) => unknown>('farTargets', {
  slices: (x, {sum, mean}, joint) =>
    x.map((row) => {
      const early = total(row.slice(sum[0], sum[1] + 1));
      const later = row.slice(mean[0], mean[1] + 1);
      return joint === 'sum' ? early + total(later) / later.length : (early * total(later)) / later.length;
    }),
  'loops over steps': (x, spans, joint) => {
    const targets: number[] = [];
    for (const row of x) {
      let [early, later] = [0, 0];
      for (let t = spans.sum[0]; t <= spans.sum[1]; t++) early += row[t];
      for (let t = spans.mean[0]; t <= spans.mean[1]; t++) later += row[t] / (spans.mean[1] - spans.mean[0] + 1);
      targets.push(joint === 'product' ? early * later : early + later);
    }
    return targets;
  },
  tensors: (x, {sum, mean}, joint) =>
    tf.tidy(() => {
      const X = tf.tensor2d(x);
      const early = X.slice([0, sum[0]], [-1, sum[1] - sum[0] + 1]).sum(1);
      const later = X.slice([0, mean[0]], [-1, mean[1] - mean[0] + 1]).mean(1);
      return joint === 'sum' ? early.add(later) : early.mul(later);
    }),
  'weights of the steps': (x, {sum, mean}, joint) => {
    const within = (t: number, [first, last]: [number, number]) => (t >= first && t <= last ? 1 : 0);
    const dot = (row: number[], [first, last]: [number, number], share: number) =>
      total(row.map((value, t) => value * within(t, [first, last]) * share));
    return x.map((row) => {
      const [a, b] = [dot(row, sum, 1), dot(row, mean, 1 / (1 + mean[1] - mean[0]))];
      return joint === 'sum' ? a + b : a * b;
    });
  },
});

const shareOfMean = styles<(trainY: number[], y: number[], predicted: Rows) => unknown>('shareOfMean', {
  'tensors of one shape': (trainY, y, predicted) => {
    const truth = tf.tensor1d(y);
    const mse = (said: tf.Tensor) => truth.sub(said).square().mean();
    return mse(tf.tensor2d(predicted).squeeze([1])).div(mse(tf.mean(trainY)));
  },
  'two means': (trainY, y, predicted) => {
    const mean = total(trainY) / trainY.length;
    const error = total(y.map((value, i) => (value - predicted[i][0]) ** 2)) / y.length;
    return error / (total(y.map((value) => (value - mean) ** 2)) / y.length);
  },
  'two sums': (trainY, y, predicted) => {
    const mean = trainY.reduce((sum, value) => sum + value / trainY.length, 0);
    let [above, below] = [0, 0];
    y.forEach((value, i) => {
      above += (predicted[i][0] - value) ** 2;
      below += (mean - value) ** 2;
    });
    return above / below;
  },
  'the library': (trainY, y, predicted) => {
    const mean = total(trainY) / trainY.length;
    return (
      metrics.mse(y, predicted.flat()) /
      metrics.mse(
        y,
        y.map(() => mean),
      )
    );
  },
});

const early = (row: number[]) => row[0] + row[1];
const recallFar = styles<(x: Rows) => unknown>('recallFar', {
  // Stand-ins: the rule, as far off as a trained network is. The rule itself would leave no error, and be refused.
  'a hundredth off': (x) => x.map((row) => 0.99 * early(row) + 0.49 * (row[12] + row[13])),
  'a little off, as a typed array': (x) =>
    Float32Array.from(x, (row) => 0.95 * early(row) + 0.4 * (row[12] + row[13]) + 0.05),
  'asynchronously, as a tensor': async (x) =>
    tf.tensor1d(x.map((row) => 0.98 * early(row) + 0.5 * row[12] + 0.5 * row[13] + 0.02 * row[29])),
});

const table: Record<string, string> = {
  exploding: 'clip together',
  vanishing: 'open gates',
  'by heart': 'dropout',
  slow: 'larger or more steps',
  'out of memory': 'truncated BPTT',
  'same targets': 'other targets',
  ...{lively: 'open gates', silent: 'dropout', sudden: 'clip together'},
};
const remedyFor = styles<(problem: string) => unknown>('remedyFor', {
  'a record': (problem) => table[problem],
  'a chain of ifs': (problem) => {
    if (problem === 'exploding' || problem === 'sudden') return 'clip together';
    if (problem === 'vanishing' || problem === 'lively') return 'open gates';
    if (problem === 'by heart' || problem === 'silent') return 'dropout';
    if (problem === 'slow') return 'larger or more steps';
    return problem === 'out of memory' ? 'truncated BPTT' : 'other targets';
  },
  'a map, asynchronously': async (problem) => new Map(Object.entries(table)).get(problem),
});

const right: Record<string, RightAnswer[]> = {
  '05.1': troubleOf,
  '05.2': stepGradients,
  '05.3': [...kernelNorm, inTensors],
  '05.4': [
    ...clipTogether,
    {
      style: 'the clipping of the library, in typed arrays',
      answers: {
        clipTogether: (gradients: Rows, limit: number) => {
          const arrays = gradients.map((list) => Float64Array.from(list) as unknown as Float32Array);
          const before = training.globalNorm(arrays);
          training.clip(arrays, {globalClipNorm: limit});
          return {before, after: training.globalNorm(arrays), gradients: arrays.map((list) => Array.from(list))};
        },
      },
    },
  ],
  '05.5': farTargets,
  '05.6': shareOfMean,
  '05.7': recallFar,
  '05.8': remedyFor,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
