/** One LSTM cell that goes on for ever, by the library's own step; the reader holds its gates. */
import {data, scratch} from 'unroll';
import type {Work} from '../contract';

export interface GateSettings {
  /** Biases b_f, b_i, b_o: the gates of this cell read nothing else. */
  forget: number;
  input: number;
  output: number;
  feed: 'pulses' | 'wave' | 'noise';
  [name: string]: number | string;
}

/** One time step. */
export interface Moment {
  t: number;
  /** x_t */
  x: number;
  /** F_t, I_t, O_t, between 0 and 1 */
  gates: {forget: number; input: number; output: number};
  /** C_t */
  cell: number;
  /** H_t */
  hidden: number;
}

export interface GateStep {
  /** The latest, oldest first. */
  moments: Moment[];
}

/** Time steps that the picture shows. */
export const SHOWN = 48;
/** Steps from one pulse to the next, which has the other sign. */
const APART = 16;
/** W_xc: a pulse of 1 makes a candidate of tanh(2) = 0.96. */
const CANDIDATE = 2;

const {normal} = data.random(11);
const noise = Array.from({length: 256}, () => normal(0, 0.6));
const feeds: Record<GateSettings['feed'], (t: number) => number> = {
  pulses: (t) => (t % APART === 4 ? (t % (2 * APART) === 4 ? 1 : -1) : 0),
  wave: (t) => data.sine((2 * Math.PI * t) / 24),
  noise: (t) => noise[t % noise.length] as number,
};

const one = (value: number) => scratch.matrix([[value]]);
const numberOf = ({values}: scratch.Matrix) => values[0] as number;

/** The time step after a moment; the first one without. */
export function next({forget, input, output, feed}: GateSettings, before?: Moment): Moment {
  const t = (before?.t ?? 0) + 1;
  const x = feeds[feed](t);
  const weights = {
    kernel: scratch.matrix([[0, 0, CANDIDATE, 0]]),
    recurrentKernel: scratch.matrix([[0, 0, 0, 0]]),
    bias: scratch.matrix([[input, forget, 0, output]]),
  };
  const state = {H: one(before?.hidden ?? 0), C: one(before?.cell ?? 0)};
  const {H, C, gates} = scratch.lstmStep(one(x), state, weights);
  const [F, I, O] = [gates.F, gates.I, gates.O].map(numberOf) as [number, number, number];
  return {t, x, gates: {forget: F, input: I, output: O}, cell: numberOf(C), hidden: numberOf(H)};
}

function says({cell, hidden, gates}: Moment): string {
  const half = Math.log(0.5) / Math.log(gates.forget);
  const kept = half < 1 ? 'less than one step' : half < 1.5 ? 'one step' : `${Math.round(half)} steps`;
  return `C = ${cell.toFixed(2)}, H = ${hidden.toFixed(2)}. Half of C is forgotten in ${kept}.`.replace(/-/g, '−');
}

export const gatesWork: Work<GateSettings, GateStep> = async function* (settings) {
  let now = settings;
  let moments: Moment[] = [];
  for (;;) {
    moments = [...moments, next(now, moments.at(-1))].slice(-SHOWN);
    const changed: GateSettings | undefined = yield {moments, says: says(moments.at(-1) as Moment)};
    if (changed) now = changed;
  }
};
