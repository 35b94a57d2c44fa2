import * as tf from '@tensorflow/tfjs';
import {copyOf, letRest} from './buffers';
import {type Kernels, useKernels} from './kernels-host';
import {
  padded,
  putInputs,
  putOutputGradient,
  readInputGradient,
  readMask,
  readOutput,
  type SequenceCall,
} from './sequence-layout';

/** Options of every fused recurrent layer. */
export interface RecurrenceOptions {
  /** Reads the sequence from its end; outputs stay in the order in which they were made. Defaults to false. */
  goBackwards?: boolean;
  /** Outputs of all steps instead of the last one. Defaults to false. */
  returnSequences?: boolean;
  /** Whether a gradient may arrive at the last state; without, a step is faster. Defaults to true. */
  stateGradient?: boolean;
}

/** What both passes of a {@link Recurrence} get; x and mask are pointers into the arena of the kernels. */
interface Pass extends SequenceCall {
  kernels: Kernels;
  x: number;
  /** [steps, batch], or 0. */
  maskAt: number;
  weights: Float32Array[];
}

/** What the forward pass gets. */
export interface ForwardPass extends Pass {
  initialStates: Float32Array[];
}

/** A piece of the arena. */
export interface Piece {
  at: number;
  floats: number;
}

/** What the backward pass gets. */
export interface BackwardPass extends Pass {
  /** Pointers to what the forward pass kept, in the same order. */
  kept: number[];
  /** [steps, batch, width], or 0 where only the last step has an output. */
  dY: number;
  /** [batch, width] each: gradients of the last states, to be turned into those of the initial states. */
  dStates: number[];
  /** [steps, batch, featureWidth] of zeros, to be filled. */
  dX: number;
}

/** A recurrent layer on the kernels, without the tape. */
export interface Recurrence {
  /** Gives the states [steps + 1, batch, width], the output's first, and all that the backward pass will need. */
  forward(pass: ForwardPass): {states: number[]; kept: Piece[]};
  /** Gives the gradients of the weights, each of its weight's size. */
  backward(pass: BackwardPass): Float32Array[];
}

/** Tensors that a recurrent layer computes with. */
export interface RecurrenceTensors {
  x: tf.Tensor3D;
  weights: tf.Tensor[];
  /** [batch, units] each. */
  initialStates: tf.Tensor2D[];
  mask?: tf.Tensor2D;
}

/** A tensor by name with the shape that it must have. */
export type Expected = [name: string, tensor: tf.Tensor | undefined, shape: number[]];

/** @throws RangeError naming the tensor when a shape does not fit, or there is no time step */
export function checkShapes(x: tf.Tensor3D, expected: Expected[]): void {
  if (x.rank !== 3) throw new RangeError(`x must have shape [batch, time steps, features], got [${x.shape}]`);
  for (const [name, tensor, shape] of expected) {
    if (tensor && !tf.util.arraysEqual(tensor.shape, shape)) {
      throw new RangeError(`${name} must have shape [${shape}] for x of [${x.shape}], got [${tensor.shape}]`);
    }
  }
  if (x.shape[1] === 0) throw new RangeError(`x needs at least one time step, got shape [${x.shape}]`);
}

/** Room for the states of all steps, [steps + 1, batch, width], that begins with the initial ones [batch, units]. */
export function takeStates({kernels, steps, batch, units, width}: SequenceCall & Pass, initial: Float32Array): Piece {
  const first = kernels.putRows(initial, batch, units, width);
  const floats = (steps + 1) * batch * width;
  const at = kernels.take(floats);
  kernels.view(at, batch * width).set(kernels.view(first, batch * width));
  return {at, floats};
}

/** Whether a gradient will be asked for, so that the states must be kept. */
function isTaped(): boolean {
  return (tf.engine().state as unknown as {gradientDepth: number}).gradientDepth > 0;
}

function joined(parts: Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const read = (tensor: tf.Tensor) => tensor.dataSync() as Float32Array;

/** Gradients of x, the weights and the initial states, for those of output and last states (one row of numbers). */
function backward(
  recurrence: Recurrence,
  call: SequenceCall,
  values: {x: Float32Array; weights: Float32Array[]; kept: Float32Array[]; states: number},
  d: Float32Array,
): Float32Array[] {
  const {batch, steps, units, width, featureWidth} = call;
  const kernels = useKernels();
  const x = putInputs(kernels, values.x, call);
  const maskAt = call.mask ? kernels.put(call.mask) : 0;
  const kept = values.kept.map((piece) => kernels.put(piece));
  const stateSize = batch * units;
  const outputSize = call.returnSequences ? steps * stateSize : stateSize;
  const dStates = Array.from({length: values.states}, (_, k) => {
    const start = outputSize + k * stateSize; // without a gradient of the states the row ends after the output
    const part = start < d.length ? d.subarray(start, start + stateSize) : undefined;
    return part ? kernels.putRows(part, batch, units, width) : kernels.zeros(batch * width);
  });
  const dY = putOutputGradient(kernels, d.subarray(0, outputSize), call, dStates[0]);
  const dX = kernels.zeros(steps * batch * featureWidth);
  const weights = recurrence.backward({...call, kernels, x, maskAt, weights: values.weights, kept, dY, dStates, dX});
  const initialStates = dStates.map((at) => kernels.rows(at, batch, units, width));
  return [readInputGradient(kernels, dX, call), ...weights, ...initialStates];
}

/**
 * A recurrent layer over a whole sequence in one step of the gradient tape, on every backend of TensorFlow.js.
 *
 * @returns the output, [batch, time steps, units] or [batch, units], and the last states, [batch, units] each;
 *   differentiable in x, weights and initial states
 */
export function runRecurrence(
  recurrence: Recurrence,
  tensors: RecurrenceTensors,
  options: RecurrenceOptions,
): {output: tf.Tensor; states: tf.Tensor2D[]} {
  const {goBackwards = false, returnSequences = false, stateGradient = true} = options;
  const [batch, steps, features] = tensors.x.shape;
  const units = tensors.initialStates[0].shape[1];
  const count = tensors.initialStates.length;
  const outputShape = returnSequences ? [batch, steps, units] : [batch, units];
  const taped = isTaped();
  let lastStates: Float32Array[] = [];
  const op = tf.customGrad((...args: unknown[]) => {
    const all = args.slice(0, -1) as tf.Tensor[]; // the last argument is a function that saves tensors for the gradient
    const call: SequenceCall = {
      ...{batch, steps, features, units, width: padded(units), featureWidth: padded(features)},
      ...{goBackwards, returnSequences, ...readMask(tensors.mask, batch, steps, goBackwards)},
    };
    const x = read(all[0]);
    const weights = all.slice(1, all.length - count).map(read);
    const initialStates = all.slice(all.length - count).map(read);
    const kernels = useKernels();
    const at = {x: putInputs(kernels, x, call), maskAt: call.mask ? kernels.put(call.mask) : 0};
    const {states, kept} = recurrence.forward({...call, kernels, ...at, weights, initialStates});
    const copies = taped ? kept.map((piece) => copyOf(kernels.view(piece.at, piece.floats))) : [];
    const last = steps * batch * call.width * 4;
    lastStates = states.map((state) => kernels.rows(state + last, batch, units, call.width));
    const output = readOutput(kernels, states[0], call);
    let passed = false;
    const gradFunc = (dy: tf.Tensor) => {
      if (passed) throw new Error('a tape runs back once: what the forward pass kept is gone');
      passed = true;
      const gradients = backward(recurrence, call, {x, weights, kept: copies, states: count}, read(dy));
      letRest(copies);
      return gradients.map((gradient, i) => tf.tensor(gradient, all[i].shape));
    };
    // customGrad knows one output: where the states need a gradient too, they follow the output in one row of numbers.
    const value = stateGradient ? tf.tensor1d(joined([output, ...lastStates])) : tf.tensor(output, outputShape);
    return {value, gradFunc};
  });
  const value = op(tensors.x, ...tensors.weights, ...tensors.initialStates);
  if (!stateGradient) return {output: value, states: lastStates.map((state) => tf.tensor2d(state, [batch, units]))};
  const parts = tf.split(value, [tf.util.sizeFromShape(outputShape), ...lastStates.map(({length}) => length)]);
  const states = parts.slice(1).map((part) => part.reshape([batch, units]) as tf.Tensor2D);
  return {output: parts[0].reshape(outputShape), states};
}
