import * as tf from '@tensorflow/tfjs';
import {type Kernels, useKernels} from './kernels-host';

/** Activations that the fused kernels know; the numbers are those of lib/src/engine/kernels/activations.ts. */
export const FUSED_ACTIVATIONS = {linear: 0, tanh: 1, relu: 2} as const;
/** Name of an activation that the fused kernels know. */
export type FusedActivation = keyof typeof FUSED_ACTIVATIONS;

/** What {@link fusedSimpleRnn} computes with. */
export interface FusedSimpleRnnInputs {
  /** Inputs X, [batch, time steps, features]. */
  x: tf.Tensor3D;
  /** W_xh, [features, units]. */
  kernel: tf.Tensor2D;
  /** W_hh, [units, units]. */
  recurrentKernel: tf.Tensor2D;
  /** b_h, [units]; defaults to zeros. */
  bias?: tf.Tensor1D;
  /** H_0, [batch, units]; defaults to zeros. */
  initialState?: tf.Tensor2D;
  /** 0 or 1 per step, [batch, time steps]; a masked step (0) repeats state and output. Defaults to no mask. */
  mask?: tf.Tensor2D;
}

/** Options of {@link fusedSimpleRnn}. */
export interface FusedSimpleRnnOptions {
  /** Defaults to 'tanh'. */
  activation?: FusedActivation;
  /** Reads the sequence from its end; outputs stay in the order in which they were made. Defaults to false. */
  goBackwards?: boolean;
  /** Outputs of all steps instead of the last one. Defaults to false. */
  returnSequences?: boolean;
  /** Whether a gradient may arrive at the last state; without, a step is faster. Defaults to true. */
  stateGradient?: boolean;
}

/** Outputs of {@link fusedSimpleRnn}. */
export interface FusedSimpleRnnOutputs {
  /** [batch, time steps, units] with returnSequences, else [batch, units]. */
  output: tf.Tensor;
  /** The last state, [batch, units]. */
  state: tf.Tensor2D;
}

/** Sizes and plain arrays that forward and backward pass share. */
interface Call {
  batch: number;
  steps: number;
  features: number;
  units: number;
  width: number;
  featureWidth: number;
  activation: number;
  goBackwards: boolean;
  returnSequences: boolean;
  x: Float32Array;
  kernel: Float32Array;
  recurrentKernel: Float32Array;
  /** [steps, batch] in the order in which the steps are made. */
  mask: Float32Array | undefined;
  /** Masked steps at the start of each sequence: their output is zero although the state is the initial one. */
  leading: Int32Array;
}

const padded = (size: number) => (size + 3) & ~3;

function readMask(mask: tf.Tensor2D | undefined, batch: number, steps: number, goBackwards: boolean) {
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

/** Copies [batch, steps, length] into the arena as [steps, batch, width], in the order in which the steps are made. */
function putSteps(kernels: Kernels, values: Float32Array, call: Call, length: number, width: number, reverse: boolean) {
  const {batch, steps} = call;
  const from = kernels.put(values);
  const to = width === length ? kernels.take(values.length) : kernels.zeros(steps * batch * width);
  const last = reverse ? (steps - 1) * batch * width * 4 : 0;
  const step = batch * width * 4;
  const target = [to + last, width * 4, reverse ? -step : step];
  kernels.run.copyRows(batch, steps, length, from, steps * length * 4, length * 4, ...target);
  return to;
}

/** The way back of {@link putSteps}. */
function readSteps(kernels: Kernels, from: number, call: Call, length: number, width: number, reverse: boolean) {
  const {batch, steps} = call;
  const to = kernels.take(batch * steps * length);
  const last = reverse ? (steps - 1) * batch * width * 4 : 0;
  const step = batch * width * 4;
  const source = [from + last, width * 4, reverse ? -step : step];
  kernels.run.copyRows(batch, steps, length, ...source, to, steps * length * 4, length * 4);
  return kernels.view(to, batch * steps * length).slice();
}

/** Runs the sequence forward; returns all states [steps + 1, batch, width] and, in the arena, where they lie. */
function forward(kernels: Kernels, call: Call, bias: Float32Array, initialState: Float32Array) {
  const {batch, steps, features, units, width} = call;
  const x = putSteps(kernels, call.x, call, features, features, call.goBackwards);
  const kernel = kernels.putRows(call.kernel, features, units, width);
  const recurrent = kernels.putRows(call.recurrentKernel, units, units, width);
  const b = kernels.putRows(bias, 1, units, width);
  const mask = call.mask ? kernels.put(call.mask) : 0;
  const first = kernels.putRows(initialState, batch, units, width);
  const h = kernels.take((steps + 1) * batch * width);
  kernels.view(h, batch * width).set(kernels.view(first, batch * width));
  const weights = [kernel, recurrent, b, mask, h];
  kernels.run.simpleRnnForward(steps, batch, features, units, width, call.activation, x, ...weights);
  return h;
}

/** Gradients of X, W_xh, W_hh, b_h and H_0 for the gradients of the outputs and of the last state. */
function backward(call: Call, states: Float32Array, dOutput: Float32Array, dState: Float32Array | undefined) {
  const {batch, steps, features, units, width, featureWidth} = call;
  const kernels = useKernels();
  const x = putSteps(kernels, call.x, call, features, features, call.goBackwards);
  const kernelT = kernels.putTransposed(call.kernel, features, units, featureWidth);
  const recurrentT = kernels.putTransposed(call.recurrentKernel, units, units, width);
  const mask = call.mask ? kernels.put(call.mask) : 0;
  const h = kernels.put(states);
  const zeroState = new Float32Array(batch * units);
  const dH = kernels.putRows(dState ?? zeroState, batch, units, width);
  let dY = 0;
  if (call.returnSequences) {
    dY = putSteps(kernels, dOutput, call, units, width, false);
    for (let i = 0; i < batch; i++) {
      for (let t = 0; t < call.leading[i]; t++) kernels.view(dY + (t * batch + i) * width * 4, width).fill(0);
    }
  } else {
    const view = kernels.view(dH, batch * width);
    for (let i = 0; i < batch; i++) {
      if (call.leading[i] === steps) continue;
      for (let j = 0; j < units; j++) view[i * width + j] += dOutput[i * units + j];
    }
  }
  const dA = kernels.take(steps * batch * width);
  const dX = kernels.zeros(steps * batch * featureWidth);
  const dKernel = kernels.zeros(features * width);
  const dRecurrent = kernels.zeros(units * width);
  const dBias = kernels.zeros(width);
  const sizes = [steps, batch, features, featureWidth, units, width, call.activation];
  const pointers = [x, kernelT, recurrentT, mask, h, dY, dH, dA, dX, dKernel, dRecurrent, dBias];
  kernels.run.simpleRnnBackward(...sizes, ...pointers);
  return {
    kernel: kernels.rows(dKernel, features, units, width),
    recurrentKernel: kernels.rows(dRecurrent, units, units, width),
    bias: kernels.rows(dBias, 1, units, width),
    initialState: kernels.rows(dH, batch, units, width),
    x: readSteps(kernels, dX, call, features, featureWidth, call.goBackwards),
  };
}

/** The layer's outputs out of the states, as [batch, time steps, units] or [batch, units]. */
function readOutput(kernels: Kernels, h: number, call: Call): Float32Array {
  const {batch, steps, units, width, leading} = call;
  const block = batch * width * 4;
  if (!call.returnSequences) {
    const last = kernels.rows(h + steps * block, batch, units, width);
    for (let i = 0; i < batch; i++) if (leading[i] === steps) last.fill(0, i * units, (i + 1) * units);
    return last;
  }
  const all = readSteps(kernels, h + block, call, units, width, false);
  for (let i = 0; i < batch; i++) all.fill(0, i * steps * units, (i * steps + leading[i]) * units);
  return all;
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function checkShapes(inputs: FusedSimpleRnnInputs): void {
  const [batch, steps, features] = inputs.x.shape;
  const units = inputs.recurrentKernel.shape[0];
  const expected: [string, tf.Tensor | undefined, number[]][] = [
    ['kernel', inputs.kernel, [features, units]],
    ['recurrentKernel', inputs.recurrentKernel, [units, units]],
    ['bias', inputs.bias, [units]],
    ['initialState', inputs.initialState, [batch, units]],
    ['mask', inputs.mask, [batch, steps]],
  ];
  for (const [name, tensor, shape] of expected) {
    if (tensor && !tf.util.arraysEqual(tensor.shape, shape)) {
      throw new RangeError(`${name} must have shape [${shape}] for x of [${inputs.x.shape}], got [${tensor.shape}]`);
    }
  }
  if (steps === 0) throw new RangeError(`x needs at least one time step, got shape [${inputs.x.shape}]`);
}

/**
 * A simple recurrent layer over a whole sequence in one step of the gradient tape.
 *
 *     H_t = activation(X_t W_xh + H_{t-1} W_hh + b_h)
 *
 * Differentiable in x, kernel, recurrentKernel, bias and initialState; works on every backend of TensorFlow.js.
 *
 * @returns see {@link FusedSimpleRnnOutputs}
 * @throws RangeError for shapes that do not fit
 *
 * Source: Elman 1990. Check: agrees with Keras 3 and PyTorch to 1e-5, values and gradients (lib/test/golden).
 */
export function fusedSimpleRnn(
  inputs: FusedSimpleRnnInputs,
  options: FusedSimpleRnnOptions = {},
): FusedSimpleRnnOutputs {
  checkShapes(inputs);
  const {activation = 'tanh', goBackwards = false, returnSequences = false, stateGradient = true} = options;
  const [batch, steps, features] = inputs.x.shape;
  const units = inputs.recurrentKernel.shape[0];
  const outputShape = returnSequences ? [batch, steps, units] : [batch, units];
  const outputSize = tf.util.sizeFromShape(outputShape);
  let lastState: Float32Array = new Float32Array();
  const op = tf.customGrad((...args: unknown[]) => {
    const [x, kernel, recurrentKernel, bias, initialState] = args as tf.Tensor[];
    const call: Call = {
      ...{batch, steps, features, units, width: padded(units), featureWidth: padded(features)},
      ...{activation: FUSED_ACTIVATIONS[activation], goBackwards, returnSequences},
      ...readMask(inputs.mask, batch, steps, goBackwards),
      x: x.dataSync() as Float32Array,
      kernel: kernel.dataSync() as Float32Array,
      recurrentKernel: recurrentKernel.dataSync() as Float32Array,
    };
    const kernels = useKernels();
    const h = forward(kernels, call, bias.dataSync() as Float32Array, initialState.dataSync() as Float32Array);
    const states = kernels.view(h, (steps + 1) * batch * call.width).slice();
    const output = readOutput(kernels, h, call);
    lastState = kernels.rows(h + steps * batch * call.width * 4, batch, units, call.width);
    const gradFunc = (dy: tf.Tensor) => {
      const d = dy.dataSync() as Float32Array;
      const dState = stateGradient ? d.subarray(outputSize) : undefined;
      const gradients = backward(call, states, d.subarray(0, outputSize), dState);
      return [
        tf.tensor(gradients.x, x.shape),
        tf.tensor(gradients.kernel, kernel.shape),
        tf.tensor(gradients.recurrentKernel, recurrentKernel.shape),
        tf.tensor(gradients.bias, bias.shape),
        tf.tensor(gradients.initialState, initialState.shape),
      ];
    };
    // customGrad knows one output: where the state needs a gradient too, it follows the output in one row of numbers.
    const value = stateGradient ? tf.tensor1d(joined(output, lastState)) : tf.tensor(output, outputShape);
    return {value, gradFunc};
  });
  return tf.tidy(() => {
    const bias = inputs.bias ?? tf.zeros([units]);
    const initialState = inputs.initialState ?? tf.zeros([batch, units]);
    const value = op(inputs.x, inputs.kernel, inputs.recurrentKernel, bias, initialState);
    if (!stateGradient) return {output: value, state: tf.tensor2d(lastState, [batch, units])};
    const state = value.slice(outputSize, batch * units).reshape([batch, units]) as tf.Tensor2D;
    return {output: value.slice(0, outputSize).reshape(outputShape), state};
  });
}
