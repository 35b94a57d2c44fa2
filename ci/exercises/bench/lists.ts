/** A recurrent layer on plain lists, written apart from the checks: what bench answers to exercise 20 are made of. */

export type Matrix = number[][];

export interface Weights {
  kernel: Matrix;
  recurrentKernel: Matrix;
  bias: number[];
}

export interface Gradients extends Weights {
  h0: number[];
}

export interface ScalarWeights {
  wx: number;
  wh: number;
  b: number;
}

export type Forward = (x: number[], weights: ScalarWeights, h0: number) => unknown;
export type Three = (x: number[], y: number[], weights: ScalarWeights, h0: number) => unknown;
export type Bptt = (x: Matrix, y: Matrix, weights: Weights, h0: number[]) => unknown;
export type Quotients = (x: Matrix, y: Matrix, weights: Weights, h0: number[], epsilon: number) => unknown;
export type Truncated = (x: Matrix, y: Matrix, weights: Weights, h0: number[], chunk: number) => unknown;

/** vector × matrix. */
export const times = (vector: number[], matrix: Matrix): number[] =>
  matrix[0].map((_, j) => vector.reduce((sum, value, i) => sum + value * matrix[i][j], 0));

export const transpose = (matrix: Matrix): Matrix => matrix[0].map((_, j) => matrix.map((row) => row[j]));
export const plus = (a: number[], b: number[]): number[] => a.map((value, i) => value + b[i]);
export const outer = (a: number[], b: number[]): Matrix => a.map((p) => b.map((q) => p * q));
export const plusMatrix = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => plus(row, b[i]));

/** h_1 ... h_T. */
export function states(x: Matrix, {kernel, recurrentKernel, bias}: Weights, h0: number[]): Matrix {
  const all: Matrix = [];
  for (const input of x) {
    const sum = plus(plus(times(input, kernel), times(all.at(-1) ?? h0, recurrentKernel)), bias);
    all.push(sum.map(Math.tanh));
  }
  return all;
}

/** ½ Σ (h - y)². */
export const loss = (x: Matrix, y: Matrix, weights: Weights, h0: number[]): number =>
  states(x, weights, h0)
    .flat()
    .reduce((sum, value, i) => sum + 0.5 * (value - y.flat()[i]) ** 2, 0);

/** The gradients by the definition: the double sum over losses k and paths back to steps t <= k. */
export function doubleSum(x: Matrix, y: Matrix, weights: Weights, h0: number[]): Gradients {
  const h = states(x, weights, h0);
  const nothing = (rows: number): Matrix => Array.from({length: rows}, () => h0.map(() => 0));
  const total: Gradients = {
    kernel: nothing(x[0].length),
    recurrentKernel: nothing(h0.length),
    bias: nothing(1)[0],
    h0: nothing(1)[0],
  };
  for (let k = 0; k < x.length; k++) {
    let back = h[k].map((value, j) => value - y[k][j]);
    for (let t = k; t >= 0; t--) {
      const a = back.map((value, j) => value * (1 - h[t][j] ** 2));
      total.kernel = plusMatrix(total.kernel, outer(x[t], a));
      total.recurrentKernel = plusMatrix(total.recurrentKernel, outer(t === 0 ? h0 : h[t - 1], a));
      total.bias = plus(total.bias, a);
      back = times(a, transpose(weights.recurrentKernel));
    }
    total.h0 = plus(total.h0, back);
  }
  return total;
}

/** An answer on lists as one on plain numbers. */
export const onNumbers =
  (answer: (x: Matrix, y: Matrix, weights: Weights, h0: number[]) => Gradients): Three =>
  (x, y, {wx, wh, b}, h0) => {
    const column = (values: number[]) => values.map((value) => [value]);
    const weights = {kernel: [[wx]], recurrentKernel: [[wh]], bias: [b]};
    const g = answer(column(x), column(y), weights, [h0]);
    return {wx: g.kernel[0][0], wh: g.recurrentKernel[0][0], b: g.bias[0], h0: g.h0[0]};
  };
