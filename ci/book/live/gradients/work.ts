/** How much a state moves the last one, further and further back: the library's backpropagation through time. */
import {data, scratch} from 'unroll';
import type {Work} from '../contract';

export interface GradientSettings {
  /** w_hh */
  stateWeight: number;
  /** Standard deviation of the inputs; 0 for silence. */
  loudness: number;
  [name: string]: number;
}

export interface GradientStep {
  /** |dh_T / dh_(T-k)| for k = 0, 1, ... as far as it has been asked. */
  gradients: number[];
  /** |w_hh|^k for all k: what the weight alone would do. */
  powers: number[];
  /** h_0 to h_T */
  states: number[];
}

/** T */
export const STEPS = 50;

const one = (value: number) => scratch.matrix([[value]]);
const numberOf = (A: scratch.Matrix): number => A.values[0] as number;

/** All gradients up to k steps back. */
export function gradientsBack({stateWeight, loudness}: GradientSettings, k: number): GradientStep {
  const {normal} = data.random(7);
  const X = Array.from({length: STEPS}, () => one(loudness * normal(0, 1)));
  const weights = {kernel: one(1), recurrentKernel: one(stateWeight), bias: one(0)};
  const states = scratch.simpleRnnForward(X, weights);
  const asked = X.map((_, t) => one(t === STEPS - 1 ? 1 : 0)); // the loss is the last state itself
  const back = scratch.simpleRnnBackward(X, states, asked, weights).states.map(numberOf).reverse();
  return {
    gradients: back.slice(0, k + 1).map(Math.abs),
    powers: Array.from({length: STEPS + 1}, (_, steps) => Math.abs(stateWeight) ** steps),
    states: states.map(numberOf),
  };
}

/** 0.0000012 as 1.2e−6, 1200000 as 1.2e+6. */
function scientific(value: number): string {
  if (value === 0) return '0';
  if (value >= 0.01 && value < 1000) return value.toPrecision(2);
  return value.toExponential(1).replace('e-', 'e−');
}

function says({gradients}: GradientStep): string {
  const k = gradients.length - 1;
  const last = gradients[k] as number;
  const fate = last < 0.01 ? 'it vanishes' : last > 100 ? 'it explodes' : 'it arrives';
  return `${k} steps back the gradient is ${scientific(last)} of what it was at the end: ${fate}.`;
}

export const gradientsWork: Work<GradientSettings, GradientStep> = async function* (settings) {
  let now = settings;
  for (let k = 1; ; ) {
    const step = gradientsBack(now, k);
    const changed = yield {...step, progress: k / STEPS, says: says(step), waits: k === STEPS};
    if (changed) now = changed;
    else if (k < STEPS) k++;
  }
};
