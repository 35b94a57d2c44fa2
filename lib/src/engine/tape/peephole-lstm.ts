import * as tf from '@tensorflow/tfjs';
import {PEEPHOLE_LSTM_FORMS, peepholeLstmOp} from '../ops/recurrent/peephole-lstm';
import type {FusedLstmInputs, FusedLstmOutputs} from './lstm';
import {checkShapes, type RecurrenceOptions, runRecurrent} from './recurrent';

const GATES = 4;

/** What {@link fusedPeepholeLstm} computes with. */
export interface FusedPeepholeLstmInputs extends FusedLstmInputs {
  /** p_i, p_f, p_o, [3, units]. */
  peepholes: tf.Tensor2D;
}

/**
 * A layer of long short-term memory with peepholes over a whole sequence in one step of the gradient tape.
 *
 *     I = σ(X_t W_xi + H_{t-1} W_hi + p_i ⊙ C_{t-1} + b_i)      input gate
 *     F = σ(X_t W_xf + H_{t-1} W_hf + p_f ⊙ C_{t-1} + b_f)      forget gate
 *     C̃ = tanh(X_t W_xc + H_{t-1} W_hc + b_c)                   candidate cell state
 *     C_t = F ⊙ C_{t-1} + I ⊙ C̃                                 cell state
 *     O = σ(X_t W_xo + H_{t-1} W_ho + p_o ⊙ C_t + b_o)          output gate
 *     H_t = O ⊙ tanh(C_t)
 *
 * Differentiable in x, all weights and both initial states; works on every backend of TensorFlow.js.
 *
 * @param inputs see {@link FusedPeepholeLstmInputs}
 * @param options see {@link RecurrenceOptions}
 * @returns see {@link FusedLstmOutputs}
 * @throws RangeError for shapes that do not fit
 *
 * Source: Gers, Schraudolph and Schmidhuber 2002. Check: agrees with PyTorch's autograd to 1e-5 (lib/test/golden).
 */
export function fusedPeepholeLstm(inputs: FusedPeepholeLstmInputs, options: RecurrenceOptions = {}): FusedLstmOutputs {
  const {x, kernel, recurrentKernel, peepholes, bias, initialState, initialCellState, mask} = inputs;
  const [batch, steps, features] = x.shape;
  const units = recurrentKernel.shape[0];
  checkShapes(x, [
    ['kernel', kernel, [features, GATES * units]],
    ['recurrentKernel', recurrentKernel, [units, GATES * units]],
    ['peepholes', peepholes, [3, units]],
    ['bias', bias, [GATES * units]],
    ['initialState', initialState, [batch, units]],
    ['initialCellState', initialCellState, [batch, units]],
    ['mask', mask, [batch, steps]],
  ]);
  return tf.tidy(() => {
    const weights = [kernel, recurrentKernel, peepholes, bias ?? tf.zeros([GATES * units])];
    const given = initialState !== undefined || initialCellState !== undefined;
    const initialStates = given
      ? [initialState, initialCellState].map((state) => state ?? tf.zeros<tf.Rank.R2>([batch, units]))
      : [];
    const tensors = {x, weights, forms: PEEPHOLE_LSTM_FORMS, initialStates, mask};
    const {output, states} = runRecurrent(peepholeLstmOp, tensors, options);
    return {output, state: states[0], cellState: states[1]};
  });
}
