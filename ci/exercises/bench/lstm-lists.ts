/** An LSTM on plain lists, written apart from the checks: what bench answers to exercises 06 and 11 are made of. */
import {type Matrix, outer, plus, plusMatrix, times, transpose} from './lists';

export interface Weights {
  kernel: Matrix;
  recurrentKernel: Matrix;
  bias: number[];
}

export interface State {
  h: number[];
  c: number[];
}

export interface Step extends State {
  i: number[];
  f: number[];
  candidate: number[];
  o: number[];
}

export interface StepBack {
  da: number[];
  dx: number[];
  dhBefore: number[];
  dcBefore: number[];
}

export interface Gradients extends Weights {
  inputs: Matrix;
  h0: number[];
  c0: number[];
}

export type Forward = (x: number[], before: State, weights: Weights) => unknown;
export type Backward = (dh: number[], dc: number[], step: Step, before: State, weights: Weights) => unknown;
export type Bptt = (x: Matrix, y: Matrix, weights: Weights, start: State) => unknown;
export type Masked = (x: Matrix, y: Matrix, mask: boolean[], weights: Weights, start: State) => unknown;
export type Checker = (
  x: Matrix,
  y: Matrix,
  weights: Weights,
  start: State,
  gradients: Weights,
  epsilon: number,
) => unknown;

export const sigma = (a: number): number => 1 / (1 + Math.exp(-a));
export const zero = (list: readonly unknown[]): number[] => list.map(() => 0);
export const quarter = (list: number[], place: number): number[] => {
  const units = list.length / 4;
  return list.slice(place * units, (place + 1) * units);
};

/** Lines of a right step forward; a slip writes one of them differently. */
export const STEP = {
  sums: (x: number[], {h}: State, {kernel, recurrentKernel, bias}: Weights): number[] =>
    plus(plus(times(x, kernel), times(h, recurrentKernel)), bias),
  cut: (sums: number[]): number[][] => [0, 1, 2, 3].map((place) => quarter(sums, place)),
  sigma,
  tanh: Math.tanh as (a: number) => number,
  cell: (old: number, i: number, f: number, candidate: number): number => f * old + i * candidate,
  hidden: (c: number, o: number, _old: number, _candidate: number): number => o * Math.tanh(c),
  result: (step: Step): unknown => step,
  start: (state: State): State => state,
};

/** A step forward in which some lines are written differently. */
export function sloppyStep(lines: Partial<typeof STEP> = {}): Forward {
  const own = {...STEP, ...lines};
  return (x, handedIn, weights) => {
    const before = own.start(handedIn);
    const [ai, af, ac, ao] = own.cut(own.sums(x, before, weights));
    const [i, f, o] = [ai, af, ao].map((a) => a.map(own.sigma));
    const candidate = ac.map(own.tanh);
    const c = before.c.map((old, j) => own.cell(old, i[j], f[j], candidate[j]));
    const h = c.map((value, j) => own.hidden(value, o[j], before.c[j], candidate[j]));
    return own.result({i, f, candidate, o, c, h});
  };
}

export const forward = sloppyStep() as (x: number[], before: State, weights: Weights) => Step;

/** What one unit knows on the way back; s is tanh(c), g the candidate. */
interface Unit {
  dh: number;
  dc: number;
  dC: number;
  i: number;
  f: number;
  g: number;
  o: number;
  c: number;
  s: number;
  old: number;
}

/** Lines of a right step back. */
export const BACK = {
  dC: ({dh, dc, o, s}: Unit): number => dc + dh * o * (1 - s * s),
  di: ({dC, g, i}: Unit): number => dC * g * i * (1 - i),
  df: ({dC, old, f}: Unit): number => dC * old * f * (1 - f),
  dg: ({dC, i, g}: Unit): number => dC * i * (1 - g * g),
  do: ({dh, s, o}: Unit): number => dh * s * o * (1 - o),
  old: ({dC, f}: Unit): number => dC * f,
  join: ([i, f, g, o]: number[][]): number[] => [...i, ...f, ...g, ...o],
  leaves: (da: number[], _units: Unit[]): number[] => da,
  dhBefore: (back: number[], _dh: number[]): number[] => back,
  result: (back: StepBack): unknown => back,
};

/** A step back in which some lines are written differently. */
export function sloppyBack(lines: Partial<typeof BACK> = {}): Backward {
  const own = {...BACK, ...lines};
  return (dh, dc, step, before, weights) => {
    const units: Unit[] = dh.map((value, j) => {
      const {i, f, candidate, o, c} = step;
      const unit = {dh: value, dc: dc[j], dC: 0, i: i[j], f: f[j], g: candidate[j], o: o[j], c: c[j]};
      return {...unit, s: Math.tanh(c[j]), old: before.c[j]};
    });
    for (const unit of units) unit.dC = own.dC(unit);
    const da = own.join([own.di, own.df, own.dg, own.do].map((line) => units.map(line)));
    const leaving = own.leaves(da, units);
    const back = (matrix: Matrix) => times(leaving, transpose(matrix));
    const dhBefore = own.dhBefore(back(weights.recurrentKernel), dh);
    return own.result({da, dx: back(weights.kernel), dhBefore, dcBefore: units.map(own.old)});
  };
}

export const backward = sloppyBack() as (
  dh: number[],
  dc: number[],
  step: Step,
  before: State,
  weights: Weights,
) => StepBack;

/** Lines of a right walk over all steps. */
export const PASS = {
  back: backward as Backward,
  start: (state: State): State => state,
  /** The state that the next step meets. */
  next: (step: Step, before: State, isReal: boolean): State => (isReal ? step : before),
  /** Whether a step is left out on the way back. */
  skips: (isReal: boolean): boolean => !isReal,
  /** What is carried over a step that is left out. */
  held: (carry: State, _step: Step): State => carry,
  counts: (isReal: boolean): boolean => isReal,
  mask: (mask: boolean[]): boolean[] => mask,
  error: (h: number, y: number, _t: number, _mask: boolean[]): number => h - y,
  carry: ({dhBefore, dcBefore}: StepBack, _later: State): State => ({h: dhBefore, c: dcBefore}),
  /** What is compared with the target of a step. */
  shown: (t: number, before: State[]): number[] => before[t + 1].h,
  steps: (T: number): number[] => Array.from({length: T}, (_, k) => T - 1 - k),
  met: (t: number, before: State[], _after: State[]): number[] => before[t].h,
  known: (t: number, before: State[]): State => before[t],
  input: (x: Matrix, t: number): number[] => x[t],
  add: plusMatrix as (total: Matrix, term: Matrix) => Matrix,
  result: (gradients: Gradients): unknown => gradients,
};

/** A walk forward and back in which some lines are written differently. */
export function sloppyPass(lines: Partial<typeof PASS> = {}): Masked {
  const own = {...PASS, ...lines};
  return (x, y, given, weights, handedIn) => {
    const mask = own.mask(given);
    const before = [own.start(handedIn)];
    const steps = x.map((input, t) => {
      const step = forward(input, before[t], weights);
      before.push(own.next(step, before[t], mask[t]));
      return step;
    });
    let [kernel, recurrentKernel, bias] = [
      weights.kernel.map(zero),
      weights.recurrentKernel.map(zero),
      [zero(weights.bias)],
    ];
    const inputs = x.map(zero);
    let carry: State = {h: zero(handedIn.h), c: zero(handedIn.c)};
    for (const t of own.steps(x.length)) {
      const errors = own.shown(t, before).map((h, j) => (own.counts(mask[t]) ? own.error(h, y[t][j], t, mask) : 0));
      if (own.skips(mask[t])) {
        carry = own.held({h: plus(carry.h, errors), c: carry.c}, steps[t]);
        continue;
      }
      const g = own.back(plus(errors, carry.h), carry.c, steps[t], own.known(t, before), weights) as StepBack;
      kernel = own.add(kernel, outer(own.input(x, t), g.da));
      recurrentKernel = own.add(recurrentKernel, outer(own.met(t, before, before.slice(1)), g.da));
      bias = own.add(bias, [g.da]);
      inputs[t] = g.dx;
      carry = own.carry(g, carry);
    }
    return own.result({kernel, recurrentKernel, bias: bias[0], inputs, h0: carry.h, c0: carry.c});
  };
}

/** A walk without a mask. */
export const unmasked =
  (pass: Masked): Bptt =>
  (x, y, weights, start) =>
    pass(
      x,
      y,
      x.map(() => true),
      weights,
      start,
    );

/** ½ Σ (h - y)². */
export function loss(x: Matrix, y: Matrix, weights: Weights, start: State): number {
  let [state, total] = [start, 0];
  x.forEach((input, t) => {
    state = forward(input, state, weights);
    total += state.h.reduce((sum, value, j) => sum + 0.5 * (value - y[t][j]) ** 2, 0);
  });
  return total;
}

/** A sequence, its targets, and the layer that reads it. */
interface Problem {
  x: Matrix;
  y: Matrix;
  weights: Weights;
  start: State;
}

/** A check of gradients as it is asked for. */
export const ofProblem =
  (check: Checker) =>
  ({x, y, weights, start}: Problem, gradients: Weights, epsilon: number): unknown =>
    check(x, y, weights, start, gradients, epsilon);
