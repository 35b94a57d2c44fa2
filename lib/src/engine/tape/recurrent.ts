import type * as tf from '@tensorflow/tfjs';
import type {Op, Room} from '../ops/op';
import type {RecurrentOptions, RecurrentValues} from '../ops/recurrent/recurrent';
import type {WeightForm} from '../ops/value';
import {runOnTape} from './run-on-tape';

/** Options of every fused recurrent layer. */
export interface RecurrenceOptions extends RecurrentOptions {
  /** Whether a gradient may arrive at the last state; without, a step is faster. Defaults to true. */
  stateGradient?: boolean;
}

/** Tensors that a recurrent layer computes with. */
export interface RecurrentTensors {
  x: tf.Tensor3D;
  weights: tf.Tensor[];
  forms: WeightForm[];
  /** [batch, units] each; none for zeros. */
  initialStates: tf.Tensor2D[];
  mask?: tf.Tensor2D;
}

/** A tensor by name with the shape that it must have. */
export type Expected = [name: string, tensor: tf.Tensor | undefined, shape: number[]];

/** @throws RangeError naming the tensor when a shape does not fit, or there is no example or time step */
export function checkShapes(x: tf.Tensor3D, expected: Expected[]): void {
  if (x.rank !== 3) throw new RangeError(`x must have shape [batch, time steps, features], got [${x.shape}]`);
  for (const [name, tensor, shape] of expected) {
    if (tensor && (tensor.rank !== shape.length || tensor.shape.some((size, axis) => size !== shape[axis]))) {
      throw new RangeError(`${name} must have shape [${shape}] for x of [${x.shape}], got [${tensor.shape}]`);
    }
  }
  if (x.shape[0] === 0) throw new RangeError(`x needs at least one example, got shape [${x.shape}]`);
  if (x.shape[1] === 0) throw new RangeError(`x needs at least one time step, got shape [${x.shape}]`);
}

/**
 * A recurrent layer over a whole sequence in one step of the gradient tape, on every backend of TensorFlow.js.
 *
 * @returns the output, [batch, time steps, units] or [batch, units], and the last states, [batch, units] each;
 *   differentiable in x, weights and initial states
 */
export function runRecurrent(
  makeOp: (room: Room, values: RecurrentValues, options: RecurrentOptions) => Op,
  tensors: RecurrentTensors,
  options: RecurrenceOptions,
): {output: tf.Tensor; states: tf.Tensor2D[]} {
  const {x, weights, forms, initialStates, mask} = tensors;
  const {stateGradient = true} = options;
  const [output, ...states] = runOnTape(
    (room, values, weights) => {
      const initial = values.slice(1, 1 + initialStates.length);
      const masked = mask ? values[1 + initialStates.length] : undefined;
      return makeOp(room, {x: values[0], initialStates: initial, mask: masked, weights}, options);
    },
    {inputs: [x, ...initialStates], constants: mask ? [mask] : [], weights, forms},
    stateGradient ? undefined : 1,
  );
  return {output, states: states as tf.Tensor2D[]};
}
