/** Right answers to exercise 20 in several styles, beside the slips of 20-slips.ts. */
import {scratch} from '../../../lib/src';
import {slips} from './20-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import {
  type Bptt,
  doubleSum,
  type Forward,
  type Gradients,
  loss,
  type Matrix,
  onNumbers,
  outer,
  plus,
  plusMatrix,
  type Quotients,
  states,
  type Three,
  type Truncated,
  times,
  transpose,
  type Weights,
} from './lists';

/** BPTT as two loops over typed arrays. */
function twoLoops(x: Matrix, y: Matrix, {kernel, recurrentKernel, bias}: Weights, h0: number[]): Gradients {
  const [T, F, U] = [x.length, x[0].length, h0.length];
  const h = [Float64Array.from(h0)];
  for (let t = 0; t < T; t++) {
    const next = new Float64Array(U);
    for (let j = 0; j < U; j++) {
      let sum = bias[j];
      for (let i = 0; i < F; i++) sum += x[t][i] * kernel[i][j];
      for (let i = 0; i < U; i++) sum += h[t][i] * recurrentKernel[i][j];
      next[j] = Math.tanh(sum);
    }
    h.push(next);
  }
  const dKernel = kernel.map((row) => row.map(() => 0));
  const dRecurrent = recurrentKernel.map((row) => row.map(() => 0));
  const dBias = bias.map(() => 0);
  let fromNext = new Float64Array(U);
  for (let t = T; t >= 1; t--) {
    const da = new Float64Array(U);
    for (let j = 0; j < U; j++) {
      da[j] = (h[t][j] - y[t - 1][j] + fromNext[j]) * (1 - h[t][j] * h[t][j]);
      dBias[j] += da[j];
      for (let i = 0; i < F; i++) dKernel[i][j] += da[j] * x[t - 1][i];
      for (let i = 0; i < U; i++) dRecurrent[i][j] += da[j] * h[t - 1][i];
    }
    fromNext = fromNext.map((_, i) => recurrentKernel[i].reduce((sum, w, j) => sum + w * da[j], 0));
  }
  return {kernel: dKernel, recurrentKernel: dRecurrent, bias: dBias, h0: Array.from(fromNext)};
}

/** Forward and backward in one function that calls itself: the way back is the return of the call. */
function recursive(x: Matrix, y: Matrix, weights: Weights, h0: number[]): Gradients {
  if (x.length === 0) {
    const zero = (rows: Matrix) => rows.map((row) => row.map(() => 0));
    const {kernel, recurrentKernel} = weights;
    return {kernel: zero(kernel), recurrentKernel: zero(recurrentKernel), bias: h0.map(() => 0), h0: h0.map(() => 0)};
  }
  const [h] = states(x.slice(0, 1), weights, h0);
  const later = recursive(x.slice(1), y.slice(1), weights, h);
  const da = h.map((value, j) => (value - y[0][j] + later.h0[j]) * (1 - value ** 2));
  return {
    kernel: plusMatrix(later.kernel, outer(x[0], da)),
    recurrentKernel: plusMatrix(later.recurrentKernel, outer(h0, da)),
    bias: plus(later.bias, da),
    h0: times(da, transpose(weights.recurrentKernel)),
  };
}

const rows = (lists: Matrix) => lists.map((row) => scratch.matrix([row]));
const toWeights = ({kernel, recurrentKernel, bias}: Weights): scratch.SimpleRnnWeights => ({
  kernel: scratch.matrix(kernel),
  recurrentKernel: scratch.matrix(recurrentKernel),
  bias: scratch.matrix([bias]),
});

/** The matrices of the library. */
function byLibrary(x: Matrix, y: Matrix, weights: Weights, h0: number[], chunk = x.length): Gradients {
  const [X, Y, own] = [rows(x), rows(y), toWeights(weights)];
  const h = scratch.simpleRnnForward(X, own, scratch.matrix([h0]));
  const errors = Y.map((target, t) => scratch.subtract(h[t + 1], target));
  const g = scratch.truncatedBackward(X, h, errors, own, chunk);
  const [bias, first] = [scratch.toRows(g.bias)[0], scratch.toRows(g.states[0])[0]];
  return {kernel: scratch.toRows(g.kernel), recurrentKernel: scratch.toRows(g.recurrentKernel), bias, h0: first};
}

const forwardThree = styles<Forward>('forwardThree', {
  'three lines': (x, {wx, wh, b}, h0) => {
    const h1 = Math.tanh(x[0] * wx + h0 * wh + b);
    const h2 = Math.tanh(x[1] * wx + h1 * wh + b);
    const h3 = Math.tanh(x[2] * wx + h2 * wh + b);
    return [h1, h2, h3];
  },
  'a loop': (inputs, w, start) => {
    const h = [start];
    for (const value of inputs) h.push(Math.tanh(w.b + w.wh * h[h.length - 1] + w.wx * value));
    return h.slice(1);
  },
  recursion: function step([first, ...rest], w, before): number[] {
    if (first === undefined) return [];
    const h = Math.tanh(first * w.wx + before * w.wh + w.b);
    return [h, ...(step(rest, w, h) as number[])];
  },
  'tanh from exponentials, into a typed array': (x, {wx, wh, b}, h0) => {
    let before = h0;
    return Float64Array.from(x, (value) => {
      const e = Math.exp(2 * (value * wx + before * wh + b));
      before = (e - 1) / (e + 1);
      return before;
    });
  },
});

const gradientsThree = styles<Three>('gradientsThree', {
  'line by line': (x, y, {wx, wh, b}, h0) => {
    const h1 = Math.tanh(x[0] * wx + h0 * wh + b);
    const h2 = Math.tanh(x[1] * wx + h1 * wh + b);
    const h3 = Math.tanh(x[2] * wx + h2 * wh + b);
    const a3 = (h3 - y[2]) * (1 - h3 ** 2);
    const a2 = (h2 - y[1] + a3 * wh) * (1 - h2 ** 2);
    const a1 = (h1 - y[0] + a2 * wh) * (1 - h1 ** 2);
    return {wx: a1 * x[0] + a2 * x[1] + a3 * x[2], wh: a1 * h0 + a2 * h1 + a3 * h2, b: a1 + a2 + a3, h0: a1 * wh};
  },
  'forward: the derivatives walk along with the state': (x, y, {wx, wh, b}, h0) => {
    let [h, d] = [h0, {wx: 0, wh: 0, b: 0, h0: 1}];
    const total = {wx: 0, wh: 0, b: 0, h0: 0};
    x.forEach((value, t) => {
      const before = h;
      h = Math.tanh(value * wx + before * wh + b);
      const slope = 1 - h * h;
      d = {
        wx: slope * (value + wh * d.wx),
        wh: slope * (before + wh * d.wh),
        b: slope * (1 + wh * d.b),
        h0: slope * wh * d.h0,
      };
      for (const name of ['wx', 'wh', 'b', 'h0'] as const) total[name] += (h - y[t]) * d[name];
    });
    return total;
  },
  'as a double sum': onNumbers(doubleSum),
  'the general loops on one unit': onNumbers(twoLoops),
});

const bptt = styles<Bptt>('bptt', {
  'two loops over typed arrays': twoLoops,
  recursion: recursive,
  'the double sum of the definition': doubleSum,
  'matrices of the library': (x, y, weights, h0) => byLibrary(x, y, weights, h0),
  asynchronous: async (...values) => twoLoops(...values),
});

/** Difference quotients as a map over changed copies: nothing is ever moved in place. */
const overCopies: Quotients = (x, y, weights, h0, epsilon) => {
  const all = {...weights, h0};
  const slope = (change: (copy: Gradients, by: number) => void): number => {
    const [above, below] = [1, -1].map((side) => {
      const copy = structuredClone(all);
      change(copy, side * epsilon);
      return loss(x, y, copy, copy.h0);
    });
    return (above - below) / (2 * epsilon);
  };
  const alongRow = (name: 'bias' | 'h0') =>
    all[name].map((_, j) =>
      slope((copy, by) => {
        copy[name][j] += by;
      }),
    );
  const alongRows = (name: 'kernel' | 'recurrentKernel') =>
    all[name].map((row, i) =>
      row.map((_, j) =>
        slope((copy, by) => {
          copy[name][i][j] += by;
        }),
      ),
    );
  return {
    kernel: alongRows('kernel'),
    recurrentKernel: alongRows('recurrentKernel'),
    bias: alongRow('bias'),
    h0: alongRow('h0'),
  };
};

const numericalGradients = styles<Quotients>('numericalGradients', {
  'over changed copies': overCopies,
  'in place on one copy, put back': (x, y, weights, h0, epsilon) => {
    const own = structuredClone({...weights, h0});
    const slopes = (list: number[]) =>
      list.map((old, i) => {
        list[i] = old + epsilon;
        const above = loss(x, y, own, own.h0);
        list[i] = old - epsilon;
        const below = loss(x, y, own, own.h0);
        list[i] = old;
        return (above - below) / (2 * epsilon);
      });
    const {kernel, recurrentKernel, bias} = own;
    return {
      kernel: kernel.map(slopes),
      recurrentKernel: recurrentKernel.map(slopes),
      bias: slopes(bias),
      h0: slopes(own.h0),
    };
  },
  'the numerical gradient of the library': (x, y, weights, h0, epsilon) => {
    const [own, H] = [toWeights(weights), scratch.matrix([h0])];
    const total = () =>
      scratch
        .simpleRnnForward(rows(x), own, H)
        .slice(1)
        .reduce((sum, h, t) => sum + scratch.norm(scratch.subtract(h, scratch.matrix([y[t]]))) ** 2 / 2, 0);
    const along = (parameter: scratch.Matrix) => scratch.toRows(scratch.numericalGradient(total, parameter, epsilon));
    return {
      kernel: along(own.kernel),
      recurrentKernel: along(own.recurrentKernel),
      bias: along(own.bias)[0],
      h0: along(H)[0],
    };
  },
});

const truncatedBptt = styles<Truncated>('truncatedBptt', {
  'full BPTT on each piece': (x, y, weights, h0, chunk) => {
    let [state, total] = [h0, undefined as Gradients | undefined];
    for (let start = 0; start < x.length; start += chunk) {
      const piece = x.slice(start, start + chunk);
      const g = twoLoops(piece, y.slice(start, start + chunk), weights, state);
      state = states(piece, weights, state)[piece.length - 1];
      total = total && {
        kernel: plusMatrix(total.kernel, g.kernel),
        recurrentKernel: plusMatrix(total.recurrentKernel, g.recurrentKernel),
        bias: plus(total.bias, g.bias),
        h0: total.h0,
      };
      total ??= g;
    }
    return total;
  },
  'one walk back that forgets at the borders': (x, y, weights, h0, chunk) => {
    const h = [h0, ...states(x, weights, h0)];
    const back = transpose(weights.recurrentKernel);
    let da = h0.map(() => 0);
    const steps = x
      .map((_, k) => x.length - k)
      .map((t) => {
        const carry = t % chunk === 0 ? h0.map(() => 0) : times(da, back);
        da = h[t].map((value, j) => (value - y[t - 1][j] + carry[j]) * (1 - value * value));
        return {kernel: outer(x[t - 1], da), recurrentKernel: outer(h[t - 1], da), bias: da};
      });
    const sum = steps.reduce((a, b) => ({
      kernel: plusMatrix(a.kernel, b.kernel),
      recurrentKernel: plusMatrix(a.recurrentKernel, b.recurrentKernel),
      bias: plus(a.bias, b.bias),
    }));
    return {...sum, h0: times(da, back)};
  },
  recursion: function pieces(x, y, weights, h0, chunk): Gradients {
    const first = recursive(x.slice(0, chunk), y.slice(0, chunk), weights, h0);
    if (x.length <= chunk) return first;
    const last = states(x.slice(0, chunk), weights, h0)[chunk - 1];
    const rest = pieces(x.slice(chunk), y.slice(chunk), weights, last, chunk) as Gradients;
    return {
      kernel: plusMatrix(first.kernel, rest.kernel),
      recurrentKernel: plusMatrix(first.recurrentKernel, rest.recurrentKernel),
      bias: plus(first.bias, rest.bias),
      h0: first.h0,
    };
  },
  'the library': byLibrary,
});

const right: Record<string, RightAnswer[]> = {
  '20.1': forwardThree,
  '20.2': gradientsThree,
  '20.3': bptt,
  '20.4': numericalGradients,
  '20.5': truncatedBptt,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
