import * as tf from '@tensorflow/tfjs';
import {LAYER_NORM_SIMPLE_RNN_FORMS, layerNormSimpleRnnOp} from '../ops/recurrent/layer-norm-simple-rnn';
import {checkShapes, runRecurrent} from './recurrent';
import type {FusedSimpleRnnInputs, FusedSimpleRnnOptions, FusedSimpleRnnOutputs} from './simple-rnn';

/** What {@link fusedLayerNormSimpleRnn} computes with. */
export interface FusedLayerNormSimpleRnnInputs extends FusedSimpleRnnInputs {
  /** γ and β of the norm, [units] each. */
  gamma: tf.Tensor1D;
  beta: tf.Tensor1D;
}

/**
 * A simple recurrent layer with layer normalisation over a whole sequence in one step of the gradient tape.
 *
 *     H_t = activation(LN(X_t W_xh + H_{t-1} W_hh + b_h))
 *     LN(v) = γ ⊙ (v - mean(v)) / √(variance(v) + 10⁻³) + β
 *
 * Differentiable in x, all weights and the initial state; works on every backend of TensorFlow.js.
 *
 * @param inputs see {@link FusedLayerNormSimpleRnnInputs}
 * @param options see {@link FusedSimpleRnnOptions}
 * @returns see {@link FusedSimpleRnnOutputs}
 * @throws RangeError for shapes that do not fit
 *
 * Source: Ba et al. 2016, arXiv:1607.06450, equation 4. Check: agrees with PyTorch's autograd to 1e-5.
 */
export function fusedLayerNormSimpleRnn(
  inputs: FusedLayerNormSimpleRnnInputs,
  options: FusedSimpleRnnOptions = {},
): FusedSimpleRnnOutputs {
  const {x, kernel, recurrentKernel, bias, gamma, beta, initialState, mask} = inputs;
  const [batch, steps, features] = x.shape;
  const units = recurrentKernel.shape[0];
  checkShapes(x, [
    ['kernel', kernel, [features, units]],
    ['recurrentKernel', recurrentKernel, [units, units]],
    ['bias', bias, [units]],
    ['gamma', gamma, [units]],
    ['beta', beta, [units]],
    ['initialState', initialState, [batch, units]],
    ['mask', mask, [batch, steps]],
  ]);
  return tf.tidy(() => {
    const weights = [kernel, recurrentKernel, bias ?? tf.zeros([units]), gamma, beta];
    const initialStates = initialState ? [initialState] : [];
    const {activation = 'tanh'} = options;
    const {output, states} = runRecurrent(
      (room, values, recurrent) => layerNormSimpleRnnOp(room, values, {...recurrent, activation}),
      {x, weights, forms: LAYER_NORM_SIMPLE_RNN_FORMS, initialStates, mask},
      options,
    );
    return {output, state: states[0]};
  });
}
