import * as tf from '@tensorflow/tfjs';
import {GRU_FORMS, gruOp} from '../ops/recurrent/gru';
import {checkShapes, type RecurrenceOptions, runRecurrent} from './recurrent';

/** What {@link fusedGru} computes with; the gates are packed in the order [z | r | h]. */
export interface FusedGruInputs {
  /** Inputs X, [batch, time steps, features]. */
  x: tf.Tensor3D;
  /** W_xz, W_xr, W_xh side by side, [features, 3 * units]. */
  kernel: tf.Tensor2D;
  /** W_hz, W_hr, W_hh side by side, [units, 3 * units]. */
  recurrentKernel: tf.Tensor2D;
  /**
   * With resetAfter [2, 3 * units]: the first row is added to the product of the input, the second to that of the state.
   * Else [3 * units]. Defaults to zeros.
   */
  bias?: tf.Tensor;
  /** H_0, [batch, units]; defaults to zeros. */
  initialState?: tf.Tensor2D;
  /** 0 or 1 per step, [batch, time steps]; a masked step (0) repeats state and output. Defaults to no mask. */
  mask?: tf.Tensor2D;
}

/** Options of {@link fusedGru}. */
export interface FusedGruOptions extends RecurrenceOptions {
  /** Whether the reset gate comes after the product of the state (Keras 3, PyTorch) or before. Defaults to true. */
  resetAfter?: boolean;
}

/** Outputs of {@link fusedGru}. */
export interface FusedGruOutputs {
  /** [batch, time steps, units] with returnSequences, else [batch, units]. */
  output: tf.Tensor;
  /** The last state, [batch, units]. */
  state: tf.Tensor2D;
}

const GATES = 3;

/**
 * A layer of gated recurrent units over a whole sequence in one step of the gradient tape.
 *
 *     Z = σ(X_t W_xz + H_{t-1} W_hz + b_z)      update gate
 *     R = σ(X_t W_xr + H_{t-1} W_hr + b_r)      reset gate
 *     H̃ = tanh(X_t W_xh + b_h + R ⊙ (H_{t-1} W_hh + b_m))      candidate state, reset after the product
 *     H̃ = tanh(X_t W_xh + b_h + (R ⊙ H_{t-1}) W_hh)            the same, reset before the product
 *     H_t = Z ⊙ H_{t-1} + (1 - Z) ⊙ H̃                          new state
 *
 * Differentiable in x, all weights and the initial state; works on every backend of TensorFlow.js.
 *
 * @param inputs see {@link FusedGruInputs}
 * @param options see {@link FusedGruOptions}
 * @returns see {@link FusedGruOutputs}
 * @throws RangeError for shapes that do not fit
 *
 * Source: Cho et al. 2014, arXiv:1406.1078v3 (before) and v1 (after).
 * Check: agrees with Keras 3 (both) and PyTorch (after) to 1e-5, values and gradients (lib/test/golden).
 */
export function fusedGru(inputs: FusedGruInputs, options: FusedGruOptions = {}): FusedGruOutputs {
  const {x, kernel, recurrentKernel, bias, initialState, mask} = inputs;
  const {resetAfter = true} = options;
  const [batch, steps, features] = x.shape;
  const units = recurrentKernel.shape[0];
  const biasShape = resetAfter ? [2, GATES * units] : [GATES * units];
  checkShapes(x, [
    ['kernel', kernel, [features, GATES * units]],
    ['recurrentKernel', recurrentKernel, [units, GATES * units]],
    ['bias', bias, biasShape],
    ['initialState', initialState, [batch, units]],
    ['mask', mask, [batch, steps]],
  ]);
  return tf.tidy(() => {
    const weights = [kernel, recurrentKernel, bias ?? tf.zeros(biasShape)];
    const initialStates = initialState ? [initialState] : [];
    const {output, states} = runRecurrent(
      (room, values, recurrent) => gruOp(room, values, {...recurrent, resetAfter}),
      {x, weights, forms: GRU_FORMS, initialStates, mask},
      options,
    );
    return {output, state: states[0]};
  });
}
