/** Learners who write one line of a right answer to exercise 20 differently. */
import {
  type Gradients,
  type Matrix,
  outer,
  plus,
  plusMatrix,
  type Quotients,
  states,
  type Truncated,
  times,
  transpose,
  type Weights,
} from './lists';

/** The lines of a right backward pass; a slip writes one of them differently. */
export interface Lines {
  states: (x: Matrix, weights: Weights, h0: number[]) => Matrix;
  error: (h: number, y: number, t: number, T: number) => number;
  slope: (h: number) => number;
  /** The state whose slope is taken at step t. */
  sloped: (h: Matrix, t: number) => number[];
  bias: (da: number[], dh: number[]) => number[];
  first: (carry: number[], dh: number[], W: Matrix) => number[];
  sum: (error: number[], carry: number[], slope: number[]) => number[];
  before: (h: Matrix, t: number) => number[];
  carry: (da: number[], dh: number[], W: Matrix) => number[];
  add: (total: Matrix, term: Matrix) => Matrix;
  steps: (T: number) => number[];
  input: (x: Matrix, t: number) => number[];
}

export const RIGHT: Lines = {
  states,
  error: (h, y) => h - y,
  slope: (h) => 1 - h ** 2,
  sloped: (h, t) => h[t],
  bias: (da) => da,
  first: (carry) => carry,
  sum: (error, carry, slope) => slope.map((s, j) => (error[j] + carry[j]) * s),
  before: (h, t) => h[t - 1],
  carry: (da, _dh, W) => times(da, transpose(W)),
  add: plusMatrix,
  steps: (T) => Array.from({length: T}, (_, k) => T - k),
  input: (x, t) => x[t - 1],
};

/** A backward pass in which some lines are written differently; h[0] is h0. */
export function sloppy(lines: Partial<Lines> = {}) {
  const own = {...RIGHT, ...lines};
  return (x: Matrix, y: Matrix, weights: Weights, h0: number[]): Gradients => {
    const h = [h0, ...own.states(x, weights, h0)];
    let carry = h0.map(() => 0);
    let kernel = weights.kernel.map((row) => row.map(() => 0));
    let recurrentKernel = weights.recurrentKernel.map((row) => row.map(() => 0));
    let bias = [h0.map(() => 0)];
    let dh = carry;
    for (const t of own.steps(x.length)) {
      const error = h[t].map((value, j) => own.error(value, y[t - 1][j], t, x.length));
      const da = own.sum(error, carry, own.sloped(h, t).map(own.slope));
      dh = plus(error, carry);
      kernel = own.add(kernel, outer(own.input(x, t), da));
      recurrentKernel = own.add(recurrentKernel, outer(own.before(h, t), da));
      bias = own.add(bias, [own.bias(da, dh)]);
      carry = own.carry(da, dh, weights.recurrentKernel);
    }
    return {kernel, recurrentKernel, bias: bias[0], h0: own.first(carry, dh, weights.recurrentKernel)};
  };
}

const right = sloppy();

/** Difference quotients in which some lines are written differently. */
export function differences({
  below = -1,
  step = (epsilon: number) => epsilon,
  divisor = (epsilon: number) => 2 * step(epsilon),
  own = (h: Matrix, y: Matrix) => h.flat().reduce((sum, value, i) => sum + (value - y.flat()[i]) ** 2 / 2, 0),
  run = states,
  putBack = true,
  inPlace = false,
} = {}): Quotients {
  return (x, y, weights, h0, epsilon) => {
    const all = inPlace ? {...weights, h0} : structuredClone({...weights, h0});
    const loss = () => own(run(x, all, all.h0), y);
    const along = (list: number[]) =>
      list.map((old, i) => {
        list[i] = old + step(epsilon);
        const above = loss();
        list[i] = old + below * step(epsilon);
        const lower = loss();
        if (putBack) list[i] = old;
        return (above - lower) / divisor(epsilon);
      });
    const {kernel, recurrentKernel, bias} = all;
    return {
      kernel: kernel.map(along),
      recurrentKernel: recurrentKernel.map(along),
      bias: along(bias),
      h0: along(all.h0),
    };
  };
}

/** Truncated BPTT in which some lines are written differently. */
export function pieces({
  next = (_h0: number[], last: number[], _first: number[], _fromH0: number[]) => last,
  targets = (y: Matrix, start: number, end: number) => y.slice(start, end),
  length = (chunk: number, _T: number) => chunk,
  stride = (size: number) => size,
  more = 0,
  keeps = (_size: number, _chunk: number): boolean => true,
  h0Of = (all: Gradients[]) => all[0].h0,
  inner = right,
  total = (all: Gradients[]) => all,
  factor = (_count: number): number => 1,
} = {}): Truncated {
  return (x, y, weights, h0, chunk) => {
    const size = length(chunk, x.length);
    const all: Gradients[] = [];
    let state = h0;
    for (let start = 0; start < x.length; start += stride(size)) {
      const piece = x.slice(start, start + size + more);
      if (!keeps(piece.length, size)) break;
      all.push(inner(piece, targets(y, start, start + size + more), weights, state));
      const own = states(piece.slice(0, size), weights, state);
      const end = own.length - 1;
      state = next(h0, own[end], own[0], states(piece, weights, h0)[end]);
    }
    const k = factor(all.length);
    const scaled = (row: number[]) => row.map((value) => value * k);
    const sum = total(all).reduce((a, b) => ({
      kernel: plusMatrix(a.kernel, b.kernel),
      recurrentKernel: plusMatrix(a.recurrentKernel, b.recurrentKernel),
      bias: plus(a.bias, b.bias),
      h0: a.h0,
    }));
    const {kernel, recurrentKernel, bias} = sum;
    return {
      kernel: kernel.map(scaled),
      recurrentKernel: recurrentKernel.map(scaled),
      bias: scaled(bias),
      h0: h0Of(all),
    };
  };
}
