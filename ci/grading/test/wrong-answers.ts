import {
  type BpttSlip,
  forward,
  gradientsOf,
  type QuotientSlip,
  quotients,
  type RnnGradients,
  type RnnWeights,
  type TruncationSlip,
  truncatedGradients,
} from '../../../lib/src/checks/20/bptt-reference';

type Matrix = number[][];
export type Answers = Record<string, (...values: never[]) => unknown>;

interface ScalarWeights {
  wx: number;
  wh: number;
  b: number;
}

/** Right answers to exercise 02, written apart from the checks. */
export const right02 = {
  lastShape: (batch: number, _t: number, _f: number, units: number) => [batch, units],
  allShape: (batch: number, timeSteps: number, _f: number, units: number) => [batch, timeSteps, units],
  bidirectionalShape: (batch: number, timeSteps: number, _f: number, units: number, all: boolean) =>
    all ? [batch, timeSteps, 2 * units] : [batch, 2 * units],
  simpleRnnParameters: (features: number, units: number) => (features + units + 1) * units,
  tensorBytes: (shape: number[]) => new Float32Array(shape.reduce((a, b) => a * b, 1)).byteLength,
  stackedParameters: (features: number, units: number[], both: boolean) =>
    units.map((u, i) => {
      const width = i === 0 ? features : units[i - 1] * (both ? 2 : 1);
      return (width + u + 1) * u * (both ? 2 : 1);
    }),
};

const wrap = (weights: ScalarWeights): RnnWeights => ({
  kernel: [[weights.wx]],
  recurrentKernel: [[weights.wh]],
  bias: [weights.b],
});
const column = (values: number[]): Matrix => values.map((value) => [value]);

/** Right answers to 20.1 and 20.2 by hand, written apart from the checks. */
export const right20 = {
  forwardThree: (x: number[], {wx, wh, b}: ScalarWeights, h0: number) => {
    const h1 = Math.tanh(x[0] * wx + h0 * wh + b);
    const h2 = Math.tanh(x[1] * wx + h1 * wh + b);
    return [h1, h2, Math.tanh(x[2] * wx + h2 * wh + b)];
  },
  gradientsThree: (x: number[], y: number[], {wx, wh, b}: ScalarWeights, h0: number) => {
    const h1 = Math.tanh(x[0] * wx + h0 * wh + b);
    const h2 = Math.tanh(x[1] * wx + h1 * wh + b);
    const h3 = Math.tanh(x[2] * wx + h2 * wh + b);
    const a3 = (h3 - y[2]) * (1 - h3 * h3);
    const a2 = (h2 - y[1] + a3 * wh) * (1 - h2 * h2);
    const a1 = (h1 - y[0] + a2 * wh) * (1 - h1 * h1);
    return {wx: a1 * x[0] + a2 * x[1] + a3 * x[2], wh: a1 * h0 + a2 * h1 + a3 * h2, b: a1 + a2 + a3, h0: a1 * wh};
  },
  bptt: (x: Matrix, y: Matrix, weights: RnnWeights, h0: number[]) => bptt(x, y, weights, h0),
  numericalGradients: (x: Matrix, y: Matrix, weights: RnnWeights, h0: number[], epsilon: number) => {
    const own = structuredClone({weights, h0});
    const loss = () => halfSquares(states(x, own.weights, own.h0), y);
    const slopes = (list: number[]) =>
      list.map((old, i) => {
        list[i] = old + epsilon;
        const above = loss();
        list[i] = old - epsilon;
        const below = loss();
        list[i] = old;
        return (above - below) / (2 * epsilon);
      });
    const {kernel, recurrentKernel, bias} = own.weights;
    return {
      kernel: kernel.map(slopes),
      recurrentKernel: recurrentKernel.map(slopes),
      bias: slopes(bias),
      h0: slopes(own.h0),
    };
  },
  truncatedBptt: (x: Matrix, y: Matrix, weights: RnnWeights, h0: number[], chunk: number) => {
    let [state, total] = [h0, undefined as RnnGradients | undefined];
    for (let start = 0; start < x.length; start += chunk) {
      const [part, targets] = [x.slice(start, start + chunk), y.slice(start, start + chunk)];
      const one = bptt(part, targets, weights, state);
      total = total ? {...sum(total, one), h0: total.h0} : one;
      state = states(part, weights, state).at(-1) as number[];
    }
    return total;
  },
};

function sum(a: RnnGradients, b: RnnGradients): RnnGradients {
  const add = (p: number[], q: number[]) => p.map((value, i) => value + q[i]);
  return {
    kernel: a.kernel.map((row, i) => add(row, b.kernel[i])),
    recurrentKernel: a.recurrentKernel.map((row, i) => add(row, b.recurrentKernel[i])),
    bias: add(a.bias, b.bias),
    h0: a.h0,
  };
}

function states(x: Matrix, {kernel, recurrentKernel, bias}: RnnWeights, h0: number[]): Matrix {
  const dot = (row: number[], matrix: Matrix, j: number) =>
    row.reduce((total, value, i) => total + value * matrix[i][j], 0);
  const all: Matrix = [];
  for (const input of x) {
    const before = all.at(-1) ?? h0;
    all.push(bias.map((b, j) => Math.tanh(dot(input, kernel, j) + dot(before, recurrentKernel, j) + b)));
  }
  return all;
}

function halfSquares(h: Matrix, y: Matrix): number {
  return h.flat().reduce((total, value, i) => total + 0.5 * (value - y.flat()[i]) ** 2, 0);
}

/** Full BPTT by the definition: the double sum over losses k and paths t ≤ k, not the recursion of the checks. */
function bptt(x: Matrix, y: Matrix, weights: RnnWeights, h0: number[]): RnnGradients {
  const h = states(x, weights, h0);
  const units = h0.length;
  const zero = (rows: number) => Array.from({length: rows}, () => new Array<number>(units).fill(0));
  const total = {kernel: zero(x[0].length), recurrentKernel: zero(units), bias: zero(1)[0], h0: zero(1)[0]};
  for (let k = 0; k < x.length; k++) {
    let back = h[k].map((value, j) => value - y[k][j]);
    for (let t = k; t >= 0; t--) {
      const a = back.map((value, j) => value * (1 - h[t][j] * h[t][j]));
      const before = t === 0 ? h0 : h[t - 1];
      a.forEach((value, j) => {
        total.bias[j] += value;
        for (let i = 0; i < x[t].length; i++) total.kernel[i][j] += x[t][i] * value;
        for (let i = 0; i < units; i++) total.recurrentKernel[i][j] += before[i] * value;
      });
      back = before.map((_, i) => a.reduce((all, value, j) => all + weights.recurrentKernel[i][j] * value, 0));
    }
    back.forEach((value, i) => {
      total.h0[i] += value;
    });
  }
  return total;
}

/** Answers to exercise 20 that make one slip. */
export const slipped = {
  forwardThree: (slip: BpttSlip) => (x: number[], weights: ScalarWeights, h0: number) =>
    forward({x: column(x), y: [], weights: wrap(weights), h0: [h0]}, slip).map(([value]) => value),
  gradientsThree: (slip: BpttSlip) => (x: number[], y: number[], weights: ScalarWeights, h0: number) => {
    const g = gradientsOf({x: column(x), y: column(y), weights: wrap(weights), h0: [h0]}, slip);
    return {wx: g.kernel[0][0], wh: g.recurrentKernel[0][0], b: g.bias[0], h0: g.h0[0]};
  },
  bptt: (slip: BpttSlip) => (x: Matrix, y: Matrix, weights: RnnWeights, h0: number[]) =>
    gradientsOf({x, y, weights, h0}, slip),
  numericalGradients:
    (slip: QuotientSlip) => (x: Matrix, y: Matrix, weights: RnnWeights, h0: number[], epsilon: number) =>
      quotients({x, y, weights, h0}, epsilon, slip),
  truncatedBptt: (slip: TruncationSlip) => (x: Matrix, y: Matrix, weights: RnnWeights, h0: number[], chunk: number) =>
    truncatedGradients({x, y, weights, h0}, chunk, slip),
};
