/** One recurrent neuron, a step at a time, by the library's own layer. */
import {scratch} from 'unroll';
import type {Work} from '../contract';

export interface UnrollSettings {
  /** w_xh */
  inputWeight: number;
  /** w_hh */
  stateWeight: number;
  bias: number;
  /** x_1 */
  firstInput: number;
  rest: 'silence' | 'again' | 'alternating' | 'ramp';
  [name: string]: number | string;
}

export interface UnrollStep {
  /** x_1 to x_T */
  inputs: number[];
  /** h_0 to h_t */
  states: number[];
  /** What the last step adds up before tanh: from the input, from the state before, all of it. */
  sum: {fromInput: number; fromState: number; total: number};
}

/** T */
export const STEPS = 8;

const followers: Record<UnrollSettings['rest'], (x: number, t: number) => number> = {
  silence: () => 0,
  again: (x) => x,
  alternating: (x, t) => (t % 2 ? -x : x),
  ramp: (x, t) => (x * (STEPS - t)) / STEPS,
};

/** The first t steps of the sequence that the settings describe. */
export function unrolled(settings: UnrollSettings, t: number): UnrollStep {
  const {inputWeight, stateWeight, bias, firstInput, rest} = settings;
  const inputs = Array.from({length: STEPS}, (_, i) => (i === 0 ? firstInput : followers[rest](firstInput, i)));
  const one = (value: number) => scratch.matrix([[value]]);
  const weights = {kernel: one(inputWeight), recurrentKernel: one(stateWeight), bias: one(bias)};
  const states = scratch.simpleRnnForward(inputs.slice(0, t).map(one), weights);
  const value = (A: scratch.Matrix) => A.values[0] as number;
  const fromInput = scratch.matmul(one(inputs[t - 1] as number), weights.kernel);
  const fromState = scratch.matmul(states[t - 1] as scratch.Matrix, weights.recurrentKernel);
  const total = scratch.add(scratch.add(fromInput, fromState), weights.bias);
  return {
    inputs,
    states: states.map(value),
    sum: {fromInput: value(fromInput), fromState: value(fromState), total: value(total)},
  };
}

export const unrollWork: Work<UnrollSettings, UnrollStep> = async function* (settings) {
  let now = settings;
  for (let t = 1; ; ) {
    const changed = yield {...unrolled(now, t), waits: t === STEPS};
    if (changed) now = changed;
    else if (t < STEPS) t++;
  }
};
