/** An LSTM with peepholes on plain lists, written apart from the checks: what bench answers to exercise 16 are made of. */
import {scratch} from '../../../lib/src';
import {type Matrix, outer, plus, plusMatrix, times} from './lists';

export interface Weights {
  kernel: Matrix;
  recurrentKernel: Matrix;
  peepholes: Matrix;
  bias: number[];
}

export interface Gates {
  i: number[];
  f: number[];
  candidate: number[];
  o: number[];
}

export interface State {
  h: number[];
  c: number[];
}

export type Count = (features: number, units: number) => unknown;
export type Step = (x: number[], h: number[], c: number[], weights: Weights) => unknown;
export type Sequence = (x: Matrix, weights: Weights, h0: number[], c0: number[]) => unknown;
export type Back = (gates: Gates, c: number[], before: number[], dh: number[], dc: number[], eyes: Matrix) => unknown;
export type Walk = (x: Matrix, dh: Matrix, weights: Weights, h0: number[], c0: number[]) => unknown;

export const sigma = (a: number): number => 1 / (1 + Math.exp(-a));

/** One unit: its four sums without peepholes, its three peephole weights, the old states. */
export interface Unit {
  a: number[];
  p: number[];
  c: number;
  h: number;
}

export const CELL = {
  i: ({a, p, c}: Unit): number => sigma(a[0] + p[0] * c),
  f: ({a, p, c}: Unit): number => sigma(a[1] + p[1] * c),
  g: ({a}: Unit): number => Math.tanh(a[2]),
  next: (i: number, f: number, g: number, c: number): number => f * c + i * g,
  o: ({a, p}: Unit, next: number): number => sigma(a[3] + p[2] * next),
  show: (o: number, next: number, _before: number): number => o * Math.tanh(next),
};
export type Cell = typeof CELL;

/** A step with some lines changed. */
export function stepWith(changed: Partial<Cell> = {}, sums = packed) {
  const lines = {...CELL, ...changed};
  return (x: number[], h: number[], c: number[], weights: Weights): State => {
    const all = sums(x, h, weights);
    const units = c.map((value, j): Unit => {
      const a = [0, 1, 2, 3].map((gate) => all[gate * c.length + j]);
      return {a, p: weights.peepholes.map((row) => row[j]), c: value, h: h[j]};
    });
    const next = units.map((u) => lines.next(lines.i(u), lines.f(u), lines.g(u), u.c));
    return {h: units.map((u, j) => lines.show(lines.o(u, next[j]), next[j], u.c)), c: next};
  };
}

export function packed(x: number[], h: number[], {kernel, recurrentKernel, bias}: Weights): number[] {
  return plus(plus(times(x, kernel), times(h, recurrentKernel)), bias);
}

export const step = stepWith();

/** All states, the first one included. */
export function statesOf(x: Matrix, weights: Weights, h0: number[], c0: number[], one: typeof step = step): State[] {
  const all: State[] = [{h: h0, c: c0}];
  for (const input of x) all.push(one(input, all[all.length - 1].h, all[all.length - 1].c, weights));
  return all;
}

/** One unit on the way back. */
export interface UnitBack {
  i: number;
  f: number;
  g: number;
  o: number;
  c: number;
  old: number;
  dh: number;
  dc: number;
  p: number[];
}

/** Slope of σ by its value. */
export const bump = (s: number): number => s * (1 - s);

export const BACK = {
  o: ({dh, c, o}: UnitBack): number => dh * Math.tanh(c) * bump(o),
  own: ({dc, dh, o, c, p}: UnitBack, ao: number): number => dc + (dh * o) / Math.cosh(c) ** 2 + ao * p[2],
  i: ({g, i}: UnitBack, own: number): number => own * g * bump(i),
  f: ({old, f}: UnitBack, own: number): number => own * old * bump(f),
  g: ({i, g}: UnitBack, own: number): number => own * i * (1 - g * g),
  old: ({f, p}: UnitBack, own: number, ai: number, af: number, _ao: number): number => own * f + ai * p[0] + af * p[1],
};
export type BackLines = typeof BACK;

/** A step back with some lines changed. */
export function backWith(changed: Partial<BackLines> = {}): Back {
  const lines = {...BACK, ...changed};
  return ({i, f, candidate, o}, c, before, dh, dc, eyes) => {
    const rows = c.map((_, j) => {
      const own = {i: i[j], f: f[j], g: candidate[j], o: o[j], c: c[j], old: before[j], dh: dh[j], dc: dc[j]};
      const unit: UnitBack = {...own, p: eyes.map((row) => row[j])};
      const ao = lines.o(unit);
      const whole = lines.own(unit, ao);
      const [ai, af] = [lines.i(unit, whole), lines.f(unit, whole)];
      return [ai, af, lines.g(unit, whole), ao, lines.old(unit, whole, ai, af, ao)];
    });
    const column = (k: number) => rows.map((row) => row[k]);
    return {i: column(0), f: column(1), candidate: column(2), o: column(3), c: column(4)};
  };
}

/** One step back by the library: gradients of the four sums, and of the states before. */
export function libraryBack(x: number[], before: State, dh: number[], dc: number[], weights: Weights) {
  const row = (list: number[]) => scratch.matrix([list]);
  const {kernel, recurrentKernel, peepholes, bias} = weights;
  const W = {
    ...{kernel: scratch.matrix(kernel), recurrentKernel: scratch.matrix(recurrentKernel)},
    ...{peepholes: scratch.matrix(peepholes), bias: row(bias)},
  };
  const forward = scratch.peepholeLstmForward([row(x)], W, {H: row(before.h), C: row(before.c)});
  const back = scratch.peepholeLstmBackward([row(x)], forward, [row(dh)], W, row(dc));
  const list = (matrix: scratch.Matrix): number[] => scratch.toRows(matrix)[0];
  return {da: list(back.bias), h: list(back.states[0]), c: list(back.cellStates[0])};
}

export interface WalkEdits {
  seen?: (row: number, before: State, now: State) => number[];
  gates?: number[];
  rows?: number[];
  carryH?: (h: number[]) => number[];
  carryC?: (c: number[]) => number[];
  state?: (before: State, now: State, t: number) => number[];
  replace?: boolean;
  steps?: (T: number) => number[];
  skip?: number;
  /** The gradient of step t's own output. */
  own?: (dh: Matrix, t: number) => number[];
  /** The states that a step back starts from. */
  start?: (before: State, now: State) => State;
}

/** The walk back with some lines changed. */
export function walkWith(edits: WalkEdits = {}) {
  const {seen = (row, before, now) => (row === 2 ? now.c : before.c), gates = [0, 1, 3], rows = [0, 1, 2]} = edits;
  const {carryH = (h) => h, carryC = (c) => c, state = (before) => before.h} = edits;
  const {own = (dh, t) => dh[t - 1], start = (before) => before} = edits;
  return (
    x: Matrix,
    dh: Matrix,
    weights: Weights,
    h0: number[],
    c0: number[],
  ): Weights & {h0: number[]; c0: number[]} => {
    const states = statesOf(x, weights, h0, c0);
    const none = (rows: Matrix): Matrix => rows.map((row) => row.map(() => 0));
    let [kernel, recurrentKernel] = [none(weights.kernel), none(weights.recurrentKernel)];
    const peepholes = none(weights.peepholes);
    let bias = weights.bias.map(() => 0);
    let [fromH, fromC] = [h0, c0].map((list) => list.map(() => 0));
    for (const t of edits.steps?.(x.length) ?? x.map((_, k) => x.length - k)) {
      const now = states[t];
      const before = start(states[t - 1], now);
      const back = libraryBack(x[t - 1], before, plus(own(dh, t), fromH), fromC, weights);
      if (t !== edits.skip) {
        const old = edits.replace ? 0 : 1;
        const keep = (m: Matrix) => m.map((row) => row.map((value) => old * value));
        bias = plus(keep([bias])[0], back.da);
        kernel = plusMatrix(keep(kernel), outer(x[t - 1], back.da));
        recurrentKernel = plusMatrix(keep(recurrentKernel), outer(state(before, now, t), back.da));
        for (const [k, gate] of gates.entries()) {
          const da = back.da.slice(gate * h0.length, (gate + 1) * h0.length);
          const term = da.map((value, j) => value * seen(k, before, now)[j]);
          peepholes[rows[k]] = plus(keep([peepholes[rows[k]]])[0], term);
        }
      }
      fromH = t > 1 ? carryH(back.h) : back.h;
      fromC = t > 1 ? carryC(back.c) : back.c;
    }
    return {kernel, recurrentKernel, peepholes, bias, h0: fromH, c0: fromC};
  };
}
