import type {Random} from '../../data/random';
import {type BpttSlip, type Variant, variantOf} from './bptt-variants';

/** Weights of a recurrent layer as plain lists; row vectors: h_t = tanh(x_t W_xh + h_{t-1} W_hh + b). */
export interface RnnWeights {
  /** W_xh, [features][units]. */
  kernel: number[][];
  /** W_hh, [units][units]. */
  recurrentKernel: number[][];
  /** b, [units]. */
  bias: number[];
}

/** Gradients of the loss, each shaped as what it belongs to. */
export interface RnnGradients extends RnnWeights {
  /** Gradient of the first state h_0, [units]. */
  h0: number[];
}

/** One sequence, its targets, weights and first state. */
export interface RnnProblem {
  /** [timeSteps][features]. */
  x: number[][];
  /** [timeSteps][units]. */
  y: number[][];
  weights: RnnWeights;
  /** [units]. */
  h0: number[];
}

/** A matrix of zeros as lists. */
export function zeros(rows: number, columns: number): number[][] {
  return Array.from({length: rows}, () => new Array<number>(columns).fill(0));
}

/** States h_1 ... h_T, [timeSteps][units]. */
export function forward({x, weights, h0}: RnnProblem, slip?: BpttSlip): number[][] {
  const {start, bias: hasBias, activation} = variantOf(slip);
  const {kernel, recurrentKernel, bias} = weights;
  let before = start === 'zeros' ? h0.map(() => 0) : h0;
  return x.map((input) => {
    before = bias.map((b, j) => {
      let sum = hasBias === 'none' ? 0 : b;
      input.forEach((value, i) => {
        sum += value * kernel[i][j];
      });
      before.forEach((value, i) => {
        sum += value * recurrentKernel[i][j];
      });
      return (activation ?? Math.tanh)(sum);
    });
    return before;
  });
}

/** L = ½ Σ_t |h_t - y_t|², or with other weights of the steps. */
export function lossOf(problem: RnnProblem, slip?: BpttSlip): number {
  const h = forward(problem, slip);
  const {weight = () => 1} = variantOf(slip);
  let sum = 0;
  h.forEach((state, t) => {
    state.forEach((value, j) => {
      sum += weight(t, h.length) * 0.5 * (value - problem.y[t][j]) ** 2;
    });
  });
  return sum;
}

/** The state that belongs to the gradient of W_hh at step t, or what a variant takes for it. */
function stateBefore(t: number, states: number[][], first: number[], before: Variant['before']): number[] {
  if (before === 'now') return states[t];
  if (t > 0) return states[t - 1];
  if (before === 'zeros-at-start') return first.map(() => 0);
  return before === 'wrapped' ? states[states.length - 1] : first;
}

/** Gradients by backpropagation through time, or a wrong variant of them. */
export function gradientsOf(problem: RnnProblem, slip?: BpttSlip): RnnGradients {
  const variant = variantOf(slip);
  const {x, y, weights, h0} = problem;
  const {derivative = (h) => 1 - h * h, error = (h, target) => h - target, weight = () => 1} = variant;
  const {inputShift = 0, slopeShift = 0, carry: way, loop} = variant;
  const units = h0.length;
  const h = forward(problem, slip);
  const first = variant.start === 'zeros' ? h0.map(() => 0) : h0;
  let kernel = zeros(weights.kernel.length, units);
  let recurrentKernel = zeros(units, units);
  let bias = new Array<number>(units).fill(0);
  let carry = new Array<number>(units).fill(0);
  const [from, to] = [x.length - (loop === 'misses-last' ? 2 : 1), loop === 'misses-first' ? 1 : 0];
  for (let t = from; t >= to; t--) {
    const own = h[t].map((value, j) => weight(t, x.length) * error(value, y[t][j]));
    const sloped = (t + slopeShift < 0 ? first : h[t + slopeShift]) ?? h[t];
    const slope = sloped.map(derivative);
    const received = carry.map((value, j) => (way === 'tanh-twice' ? value * slope[j] : value));
    const atState = way === 'after-tanh' ? own : own.map((value, j) => value + received[j]);
    const atSum = atState.map((value, j) => value * slope[j] + (way === 'after-tanh' ? carry[j] : 0));
    const before = stateBefore(t, h, first, variant.before);
    const input = x[t + inputShift] ?? x[t].map(() => 0);
    const add = (old: number, term: number) => (variant.add === 'none' ? 0 : old) + term;
    bias = bias.map((old, j) => add(old, variant.biasAt === 'state' ? atState[j] : atSum[j]));
    kernel = kernel.map((row, i) => row.map((old, j) => add(old, input[i] * atSum[j])));
    recurrentKernel = recurrentKernel.map((row, i) => row.map((old, j) => add(old, before[i] * atSum[j])));
    const h0At = t === 0 ? variant.h0At : undefined;
    const oneStep = way === 'one-step' && t > 0;
    const back =
      way === 'before-tanh' || h0At === 'state' ? atState : oneStep ? own.map((value, j) => value * slope[j]) : atSum;
    carry = carry.map((old, i) => {
      if (way === 'none' && t > 0) return 0;
      if (way === 'unweighted' || h0At === 'sum') return back[i];
      const W = way === 'by-kernel' ? weights.kernel : weights.recurrentKernel;
      const entry = (j: number) => (way === 'untransposed' || h0At === 'untransposed' ? W[j]?.[i] : W[i]?.[j]) ?? 0;
      return back.reduce((sum, value, j) => sum + value * entry(j), way === 'piled-up' ? old : 0);
    });
  }
  return {kernel, recurrentKernel, bias, h0: carry};
}

/** Sizes of a random problem. */
export interface ProblemSizes {
  timeSteps: number;
  features: number;
  units: number;
}

/** A random problem whose states neither saturate nor vanish. */
export function randomProblem({uniform}: Random, {timeSteps, features, units}: ProblemSizes): RnnProblem {
  // Six decimals keep the numbers exact in JSON and easy to read.
  const number = (most: number) => Math.round(uniform(-most, most) * 1e6) / 1e6;
  const matrix = (rows: number, columns: number, most: number) =>
    Array.from({length: rows}, () => Array.from({length: columns}, () => number(most)));
  return {
    x: matrix(timeSteps, features, 1),
    y: matrix(timeSteps, units, 1),
    weights: {
      kernel: matrix(features, units, 0.9),
      recurrentKernel: matrix(units, units, 0.9),
      bias: matrix(1, units, 0.5)[0],
    },
    h0: matrix(1, units, 0.8)[0],
  };
}
