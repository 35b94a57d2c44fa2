import type * as tf from '@tensorflow/tfjs';
import type {Kernels} from './kernels-host';

/** Sizes of a call of a recurrent layer and the order of its steps, which forward and backward pass share. */
export interface SequenceCall {
  batch: number;
  steps: number;
  features: number;
  units: number;
  /** Units, rounded up to a multiple of 4: the kernels compute four columns at once. */
  width: number;
  /** Features, rounded up to a multiple of 4. */
  featureWidth: number;
  goBackwards: boolean;
  returnSequences: boolean;
  /** [steps, batch] in the order in which the steps are made. */
  mask: Float32Array | undefined;
  /** Masked steps at the start of each sequence: their output is zero although the state is the initial one. */
  leading: Int32Array;
}

/** A size, rounded up to a multiple of 4. */
export const padded = (size: number) => (size + 3) & ~3;

/** The mask in the order in which the steps are made, and how many steps each sequence leaves out at the start. */
export function readMask(mask: tf.Tensor2D | undefined, batch: number, steps: number, goBackwards: boolean) {
  const leading = new Int32Array(batch);
  if (!mask) return {mask: undefined, leading};
  const values = mask.dataSync();
  const ordered = new Float32Array(steps * batch);
  for (let i = 0; i < batch; i++) {
    let seen = false;
    for (let t = 0; t < steps; t++) {
      const kept = values[i * steps + (goBackwards ? steps - 1 - t : t)] ? 1 : 0;
      ordered[t * batch + i] = kept;
      seen ||= kept === 1;
      if (!seen) leading[i]++;
    }
  }
  return {mask: ordered, leading};
}

/** Byte address and strides of [steps, batch, width] in the order in which the steps are made: batch first, then step. */
function walk(pointer: number, {batch, steps}: SequenceCall, width: number, reverse: boolean): number[] {
  const step = batch * width * 4;
  return [pointer + (reverse ? (steps - 1) * step : 0), width * 4, reverse ? -step : step];
}

/** Copies the inputs [batch, steps, features] into the arena as [steps, batch, features]. */
export function putInputs(kernels: Kernels, values: Float32Array, call: SequenceCall): number {
  const {batch, steps, features} = call;
  const from = kernels.put(values);
  const to = kernels.take(values.length);
  const target = walk(to, call, features, call.goBackwards);
  kernels.run.copyRows(batch, steps, features, from, steps * features * 4, features * 4, ...target);
  return to;
}

/** The gradient of the inputs [batch, steps, features] out of [steps, batch, featureWidth]. */
export function readInputGradient(kernels: Kernels, from: number, call: SequenceCall): Float32Array {
  const {batch, steps, features, featureWidth} = call;
  const to = kernels.take(batch * steps * features);
  const source = walk(from, call, featureWidth, call.goBackwards);
  kernels.run.copyRows(batch, steps, features, ...source, to, steps * features * 4, features * 4);
  return kernels.view(to, batch * steps * features).slice();
}

/** The layer's outputs out of its states [steps + 1, batch, width], as [batch, steps, units] or [batch, units]. */
export function readOutput(kernels: Kernels, h: number, call: SequenceCall): Float32Array {
  const {batch, steps, units, width, leading} = call;
  const block = batch * width * 4;
  if (!call.returnSequences) {
    const last = kernels.rows(h + steps * block, batch, units, width);
    for (let i = 0; i < batch; i++) if (leading[i] === steps) last.fill(0, i * units, (i + 1) * units);
    return last;
  }
  const to = kernels.take(batch * steps * units);
  const source = walk(h + block, call, width, false);
  kernels.run.copyRows(batch, steps, units, ...source, to, steps * units * 4, units * 4);
  const all = kernels.view(to, batch * steps * units).slice();
  for (let i = 0; i < batch; i++) all.fill(0, i * steps * units, (i * steps + leading[i]) * units);
  return all;
}

/**
 * Copies the gradient of the outputs into the arena, where every step has one; the gradient of the last output is added
 * to that of the last state.
 *
 * @param dH gradient of the last state, [batch, width]
 * @returns [steps, batch, width], or 0 where only the last step has an output
 */
export function putOutputGradient(kernels: Kernels, values: Float32Array, call: SequenceCall, dH: number): number {
  const {batch, steps, units, width, leading} = call;
  if (!call.returnSequences) {
    const view = kernels.view(dH, batch * width);
    for (let i = 0; i < batch; i++) {
      if (leading[i] === steps) continue;
      for (let j = 0; j < units; j++) view[i * width + j] += values[i * units + j];
    }
    return 0;
  }
  const from = kernels.put(values);
  const to = width === units ? kernels.take(values.length) : kernels.zeros(steps * batch * width);
  const target = walk(to, call, width, false);
  kernels.run.copyRows(batch, steps, units, from, steps * units * 4, units * 4, ...target);
  for (let i = 0; i < batch; i++) {
    for (let t = 0; t < leading[i]; t++) kernels.view(to + (t * batch + i) * width * 4, width).fill(0);
  }
  return to;
}
