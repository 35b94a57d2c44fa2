/** A yardstick for the guard: work of TensorFlow.js and of plain JavaScript in which nothing of ours takes part. */
import {tf} from 'unroll';
import type {Prepared} from './ways';

const SIZE = 128;
const STEPS = 2000;
const STATES = 64;

/** A plain JavaScript recurrence, as far from vector instructions as the parts of training that are not kernels. */
function recurrence(state: Float32Array): number {
  let sum = 0;
  for (let step = 0; step < STEPS; step++) {
    for (let i = 0; i < state.length; i++) {
      state[i] = state[i] * 0.9 + Math.abs(state[(i + 1) % state.length] - 0.5) * 0.1;
      sum += state[i];
    }
  }
  return sum;
}

/** `batches` times: a product of two 128 x 128 matrices on tfjs' own WebAssembly, and the recurrence. */
export function prepareReference(batches: number): Prepared {
  const state = new Float32Array(STATES);
  const matrix = tf.randomUniform<tf.Rank.R2>([SIZE, SIZE], -1, 1, 'float32', 1);
  return {
    parameters: 1,
    run: async () => {
      let last = 0;
      for (let i = 0; i < batches; i++) {
        last = tf.tidy(() => matrix.matMul(matrix).matMul(matrix).dataSync()[0]) + recurrence(state);
      }
      return last;
    },
  };
}
