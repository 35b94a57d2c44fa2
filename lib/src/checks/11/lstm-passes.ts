import type {Random} from '../../data/random';
import {GATES, type Gate, type LstmVariant, type UnitNotes} from './lstm-variants';

/** Weights of an LSTM as plain lists; four boxes side by side in the columns, in the order i f c o. */
export interface LstmWeights {
  /** W_xi W_xf W_xc W_xo, [features][4 * units]. */
  kernel: number[][];
  /** W_hi W_hf W_hc W_ho, [units][4 * units]. */
  recurrentKernel: number[][];
  /** [4 * units]. */
  bias: number[];
}

/** Hidden state and cell state, [units] each. */
export interface LstmState {
  h: number[];
  c: number[];
}

/** What a step leaves behind for the way back, [units] each. */
export interface LstmStep extends LstmState {
  i: number[];
  f: number[];
  candidate: number[];
  o: number[];
}

/** Gradients of one step. */
export interface StepGradients {
  /** Of the sums inside the four boxes, [4 * units]. */
  da: number[];
  /** [features]. */
  dx: number[];
  /** [units]. */
  dhBefore: number[];
  /** [units]. */
  dcBefore: number[];
}

/** Gradients of the loss, each shaped as what it belongs to. */
export interface LstmGradients extends LstmWeights {
  /** [timeSteps][features]. */
  inputs: number[][];
  h0: number[];
  c0: number[];
}

/** One sequence, its targets, weights and first state; without a mask every step is real. */
export interface LstmProblem {
  x: number[][];
  y: number[][];
  weights: LstmWeights;
  start: LstmState;
  mask?: boolean[];
}

const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));
const slopeOfSigmoid = (s: number) => s * (1 - s);
const slopeOfTanh = (s: number) => 1 - s * s;
const range = <T>(count: number, at: (k: number) => T) => Array.from({length: count}, (_, k) => at(k));
const nothing = (like: readonly unknown[]) => like.map(() => 0);

/** In which column unit j of a box stands. */
function columnOf(gate: Gate, j: number, units: number, {order = 'ifco', interleaved}: LstmVariant): number {
  const place = order.indexOf(gate);
  return interleaved ? 4 * j + place : place * units + j;
}

function started({h, c}: LstmState, {start}: LstmVariant): LstmState {
  return {
    h: start === 'h' || start === 'both' ? nothing(h) : h,
    c: start === 'c' || start === 'both' ? nothing(c) : c,
  };
}

/** One step forward, or a wrong variant of it. */
export function stepForward(x: number[], state: LstmState, weights: LstmWeights, variant: LstmVariant = {}): LstmStep {
  const {without, gate = sigmoid, content = Math.tanh, readsCell} = variant;
  const {cell = ({i, f, candidate, cBefore}) => f * cBefore + i * candidate, hidden = ({o, c}) => o * Math.tanh(c)} =
    variant;
  const before = started(state, variant);
  const read = readsCell ? before.c : before.h;
  const units = before.h.length;
  const step: LstmStep = {i: [], f: [], candidate: [], o: [], c: [], h: []};
  for (let j = 0; j < units; j++) {
    const sum = (name: Gate) => {
      const k = columnOf(name, j, units, variant);
      let a = without === 'bias' ? 0 : weights.bias[k];
      if (without !== 'x') for (const [n, value] of x.entries()) a += value * weights.kernel[n][k];
      if (without !== 'h') for (const [n, value] of read.entries()) a += value * weights.recurrentKernel[n][k];
      return a;
    };
    const unit = {
      i: gate(sum('i')),
      f: gate(sum('f')),
      candidate: content(sum('c')),
      o: gate(sum('o')),
      cBefore: before.c[j],
    };
    const c = cell({...unit, c: 0});
    for (const name of ['i', 'f', 'candidate', 'o'] as const) step[name].push(unit[name]);
    step.c.push(c);
    step.h.push(hidden({...unit, c}));
  }
  return step;
}

/** One step back, or a wrong variant of it; dc is what the next step hands to the cell state. */
export function stepBackward(
  dh: number[],
  dc: number[],
  step: LstmStep,
  before: LstmState,
  weights: LstmWeights,
  variant: LstmVariant = {},
): StepGradients {
  const {slopes = {}, through, misses, skipsSlopes} = variant;
  const {intoCell = (d, {o, c}) => d * o * slopeOfTanh(Math.tanh(c)), fromNext = (d) => d} = variant;
  const {toO = (d, {c}) => d * Math.tanh(c), toI = (d, {candidate}) => d * candidate} = variant;
  const {toF = (d, {cBefore}) => d * cBefore, toCandidate = (d, {i}) => d * i, outCell = (d, {f}) => d * f} = variant;
  const units = dh.length;
  const da = nothing(weights.bias);
  const atGates = nothing(weights.bias);
  const dcBefore = range(units, (j) => {
    const [i, f, candidate, o, c] = [step.i[j], step.f[j], step.candidate[j], step.o[j], step.c[j]];
    const unit: UnitNotes = {i, f, candidate, o, c, cBefore: before.c[j], hBefore: before.h[j]};
    const dC = intoCell(dh[j], unit) + fromNext(dc[j]);
    const values = {i, f, c: candidate, o};
    const reached = {i: toI(dC, unit), f: toF(dC, unit), c: toCandidate(dC, unit), o: toO(dh[j], unit, dC)};
    for (const name of GATES) {
      const slope = slopes[name] ?? (name === 'c' ? slopeOfTanh : slopeOfSigmoid);
      const k = columnOf(name, j, units, variant);
      atGates[k] = reached[name];
      da[k] = reached[name] * slope(values[name]);
    }
    return outCell(dC, unit, dc[j]);
  });
  const leaving = (skipsSlopes ? atGates : da).map((value, k) => {
    const gate = GATES[Math.floor(k / units)];
    return (through && gate !== through) || gate === misses ? 0 : value;
  });
  const back = (matrix: number[][]) =>
    matrix.map((row) => row.reduce((sum, weight, k) => sum + weight * leaving[k], 0));
  const {recurrentKernel: U} = weights;
  const turned = U.map((row, n) => row.map((_, k) => U[k % units][k - (k % units) + n]));
  const dhBefore = back(variant.turnsKernel ? turned : U).map((value, j) =>
    variant.copiesHidden ? value + dh[j] : value,
  );
  return {da, dx: back(weights.kernel), dhBefore, dcBefore};
}

/** What happened at a step: whether it ran through the cell, and whether its loss counts. */
interface Visited {
  before: LstmState;
  step: LstmStep;
  after: LstmState;
  runs: boolean;
  counts: boolean;
}

/** The state after a padded step. */
function heldAt(padding: LstmVariant['padding'], before: LstmState, {h, c}: LstmStep): LstmState {
  if (padding === 'reset' || padding === 'zeroed') return {h: nothing(h), c: nothing(c)};
  if (padding === 'unheld') return {h, c};
  return {h: padding === 'holds-c' ? h : before.h, c: padding === 'holds-h' ? c : before.c};
}

/** All steps forward. */
function visit({x, weights, start, mask}: LstmProblem, variant: LstmVariant): Visited[] {
  const {padding} = variant;
  const {start: _start, ...within} = variant;
  let before = started(start, variant);
  return x.map((input, t) => {
    const isReal = padding === 'turned' ? !(mask?.[t] ?? true) : (mask?.[t] ?? true);
    const runs = isReal || padding === 'ignored' || padding === 'uncounted';
    const counts = isReal || padding === 'ignored' || padding === 'counted' || padding === 'walked';
    const step = stepForward(input, before, weights, within);
    const visited = {before, step, after: runs ? {h: step.h, c: step.c} : heldAt(padding, before, step), runs, counts};
    before = visited.after;
    return visited;
  });
}

function weightOf(visited: Visited[], t: number, {weight = () => 1, padding}: LstmVariant): number {
  if (!visited[t].counts) return 0;
  return padding === 'averaged' ? 1 / visited.filter(({counts}) => counts).length : weight(t, visited.length);
}

/** L = ½ Σ_t |h_t - y_t|² over the real steps. */
export function lossOf(problem: LstmProblem, variant: LstmVariant = {}): number {
  const visited = visit(problem, variant);
  let sum = 0;
  visited.forEach(({after}, t) => {
    const weight = weightOf(visited, t, variant);
    after.h.forEach((value, j) => {
      sum += weight * 0.5 * (value - problem.y[t][j]) ** 2;
    });
  });
  return sum;
}

/** Gradients by backpropagation through time, or a wrong variant of them. */
export function gradientsOf(problem: LstmProblem, variant: LstmVariant = {}): LstmGradients {
  const {x, y, weights} = problem;
  const {error = (h, target) => h - target, padding, dropped, inputShift = 0, loop} = variant;
  const visited = visit(problem, variant);
  const zeros = (rows: number[][]) => rows.map(nothing);
  let [kernel, recurrentKernel, bias] = [zeros(weights.kernel), zeros(weights.recurrentKernel), nothing(weights.bias)];
  const inputs = zeros(x);
  let [dhNext, dcNext] = [nothing(problem.start.h), nothing(problem.start.c)];
  const [from, to] = [x.length - (loop === 'misses-last' ? 2 : 1), loop === 'misses-first' ? 1 : 0];
  for (let k = from; k >= to; k--) {
    const t = loop === 'forward' ? from - k : k;
    const {before, step, after, runs} = visited[t];
    const weight = weightOf(visited, t, variant);
    const shown = variant.comparesBefore ? before.h : after.h;
    const dh = shown.map((value, j) => (weight === 0 ? 0 : weight * error(value, y[t][j])) + dhNext[j]);
    if (!runs && padding !== 'weighted' && padding !== 'walked') {
      const stops = padding === 'cut' || padding === 'reset';
      dhNext = stops || padding === 'cut-h' ? nothing(dh) : dh;
      if (padding === 'forgets') dcNext = dcNext.map((value, j) => value * step.f[j]);
      if (stops || padding === 'cut-c') dcNext = nothing(dcNext);
      continue;
    }
    const noted = variant.cellBefore && t === 0 ? {...before, c: nothing(before.c)} : before;
    const own = stepBackward(dh, dcNext, step, noted, weights, variant);
    const isUnknown = variant.before === 'zeros-at-start' && t === 0;
    const met = variant.before === 'now' ? after.h : isUnknown ? nothing(before.h) : before.h;
    const input = x[t + inputShift] ?? nothing(x[t]);
    const add = (old: number, term: number) => (variant.add === 'none' ? 0 : old) + term;
    kernel = kernel.map((row, n) => row.map((old, k) => add(old, input[n] * own.da[k])));
    recurrentKernel = recurrentKernel.map((row, n) => row.map((old, k) => add(old, met[n] * own.da[k])));
    bias = bias.map((old, k) => add(old, own.da[k]));
    inputs[t] = own.dx;
    const heap = (isHeaped: boolean, old: number[], term: number[]) =>
      isHeaped ? term.map((v, j) => v + old[j]) : term;
    const {heaped} = variant;
    dhNext = dropped && t > 0 ? nothing(dh) : heap(heaped === 'h' || heaped === 'both', dhNext, own.dhBefore);
    dcNext = heap(heaped === 'c' || heaped === 'both', dcNext, own.dcBefore);
  }
  if (variant.inputs === 'reversed') inputs.reverse();
  return {kernel, recurrentKernel, bias, inputs, h0: dhNext, c0: dcNext};
}

/** Sizes of a random problem; padded lists the steps that are padding, from 0. */
export interface LstmSizes {
  timeSteps: number;
  features: number;
  units: number;
  padded?: number[];
}

/** A random problem whose gates neither saturate nor vanish. */
export function randomLstm({uniform}: Random, {timeSteps, features, units, padded}: LstmSizes): LstmProblem {
  // Six decimals keep the numbers exact in JSON; nothing near zero, so that no slip looks like rounding.
  const number = (most: number) => Math.round((uniform(0, 1) < 0.5 ? -1 : 1) * uniform(0.2, 1) * most * 1e6) / 1e6;
  const matrix = (rows: number, columns: number, most: number) => range(rows, () => range(columns, () => number(most)));
  const problem: LstmProblem = {
    x: matrix(timeSteps, features, 1),
    y: matrix(timeSteps, units, 0.9),
    weights: {
      kernel: matrix(features, 4 * units, 1),
      recurrentKernel: matrix(units, 4 * units, 1),
      bias: matrix(1, 4 * units, 0.8)[0],
    },
    start: {h: matrix(1, units, 0.8)[0], c: matrix(1, units, 1.2)[0]},
  };
  return padded ? {...problem, mask: range(timeSteps, (t) => !padded.includes(t))} : problem;
}
