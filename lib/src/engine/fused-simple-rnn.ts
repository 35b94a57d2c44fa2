import * as tf from '@tensorflow/tfjs';
import {checkShapes, type Recurrence, type RecurrenceOptions, runRecurrence, takeStates} from './recurrence';

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
export interface FusedSimpleRnnOptions extends RecurrenceOptions {
  /** Defaults to 'tanh'. */
  activation?: FusedActivation;
}

/** Outputs of {@link fusedSimpleRnn}. */
export interface FusedSimpleRnnOutputs {
  /** [batch, time steps, units] with returnSequences, else [batch, units]. */
  output: tf.Tensor;
  /** The last state, [batch, units]. */
  state: tf.Tensor2D;
}

/** The layer on its kernels; weights are kernel, recurrent kernel, bias. */
function simpleRnn(activation: number): Recurrence {
  return {
    forward(pass) {
      const {kernels, steps, batch, features, units, width, x, maskAt, weights, initialStates} = pass;
      const kernel = kernels.putRows(weights[0], features, units, width);
      const recurrent = kernels.putRows(weights[1], units, units, width);
      const bias = kernels.putRows(weights[2], 1, units, width);
      const h = takeStates(pass, initialStates[0]);
      const sizes = [steps, batch, features, units, width, activation];
      kernels.run.simpleRnnForward(...sizes, x, kernel, recurrent, bias, maskAt, h.at);
      return {states: [h.at], kept: [h]};
    },
    backward(pass) {
      const {kernels, steps, batch, features, featureWidth, units, width, weights, dX, dY} = pass;
      const kernelT = kernels.putTransposed(weights[0], features, units, featureWidth, {gates: 1, width});
      const recurrentT = kernels.putTransposed(weights[1], units, units, width, {gates: 1, width});
      const dA = kernels.take(steps * batch * width);
      const dKernel = kernels.zeros(features * width);
      const dRecurrent = kernels.zeros(units * width);
      const dBias = kernels.zeros(width);
      const sizes = [steps, batch, features, featureWidth, units, width, activation];
      const given = [pass.x, kernelT, recurrentT, pass.maskAt, pass.kept[0], dY, pass.dStates[0]];
      kernels.run.simpleRnnBackward(...sizes, ...given, dA, dX, dKernel, dRecurrent, dBias);
      return [
        kernels.rows(dKernel, features, units, width),
        kernels.rows(dRecurrent, units, units, width),
        kernels.rows(dBias, 1, units, width),
      ];
    },
  };
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
  const {x, kernel, recurrentKernel, bias, initialState, mask} = inputs;
  const [batch, steps, features] = x.shape;
  const units = recurrentKernel.shape[0];
  checkShapes(x, [
    ['kernel', kernel, [features, units]],
    ['recurrentKernel', recurrentKernel, [units, units]],
    ['bias', bias, [units]],
    ['initialState', initialState, [batch, units]],
    ['mask', mask, [batch, steps]],
  ]);
  return tf.tidy(() => {
    const weights = [kernel, recurrentKernel, bias ?? tf.zeros([units])];
    const initialStates = [initialState ?? tf.zeros<tf.Rank.R2>([batch, units])];
    const recurrence = simpleRnn(FUSED_ACTIVATIONS[options.activation ?? 'tanh']);
    const {output, states} = runRecurrence(recurrence, {x, weights, initialStates, mask}, options);
    return {output, state: states[0]};
  });
}
