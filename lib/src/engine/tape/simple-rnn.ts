import * as tf from '@tensorflow/tfjs';
import {type FusedActivation, SIMPLE_RNN_FORMS, simpleRnnOp} from '../ops/recurrent/simple-rnn';
import {checkShapes, type RecurrenceOptions, runRecurrent} from './recurrent';

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

/**
 * A simple recurrent layer over a whole sequence in one step of the gradient tape.
 *
 *     H_t = activation(X_t W_xh + H_{t-1} W_hh + b_h)
 *
 * Differentiable in x, kernel, recurrentKernel, bias and initialState; works on every backend of TensorFlow.js.
 *
 * @param inputs see {@link FusedSimpleRnnInputs}
 * @param options see {@link FusedSimpleRnnOptions}
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
    const initialStates = initialState ? [initialState] : [];
    const {output, states} = runRecurrent(
      (room, values, recurrent) => simpleRnnOp(room, values, {...recurrent, activation: options.activation ?? 'tanh'}),
      {x, weights, forms: SIMPLE_RNN_FORMS, initialStates, mask},
      options,
    );
    return {output, state: states[0]};
  });
}
