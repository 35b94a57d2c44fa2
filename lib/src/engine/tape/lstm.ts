import * as tf from '@tensorflow/tfjs';
import {chooseLstm} from '../native/choose-lstm';
import {type LstmTensors, runNativeLstm} from '../native/native-lstm';
import {LSTM_FORMS, lstmOp} from '../ops/recurrent/lstm';
import {checkShapes, type RecurrenceOptions, runRecurrent} from './recurrent';

/** What {@link fusedLstm} computes with; the gates are packed in the order [i | f | c | o]. */
export interface FusedLstmInputs {
  /** Inputs X, [batch, time steps, features]. */
  x: tf.Tensor3D;
  /** W_xi, W_xf, W_xc, W_xo side by side, [features, 4 * units]. */
  kernel: tf.Tensor2D;
  /** W_hi, W_hf, W_hc, W_ho side by side, [units, 4 * units]. */
  recurrentKernel: tf.Tensor2D;
  /** b_i, b_f, b_c, b_o, [4 * units]; defaults to zeros. */
  bias?: tf.Tensor1D;
  /** H_0, [batch, units]; defaults to zeros. */
  initialState?: tf.Tensor2D;
  /** C_0, [batch, units]; defaults to zeros. */
  initialCellState?: tf.Tensor2D;
  /** 0 or 1 per step, [batch, time steps]; a masked step (0) repeats states and output. Defaults to no mask. */
  mask?: tf.Tensor2D;
}

/** Outputs of {@link fusedLstm}. */
export interface FusedLstmOutputs {
  /** [batch, time steps, units] with returnSequences, else [batch, units]. */
  output: tf.Tensor;
  /** The last state H, [batch, units]. */
  state: tf.Tensor2D;
  /** The last cell state C, [batch, units]. */
  cellState: tf.Tensor2D;
}

const GATES = 4;

/**
 * A layer of long short-term memory over a whole sequence in one step of the gradient tape.
 *
 *     I = σ(X_t W_xi + H_{t-1} W_hi + b_i)         input gate
 *     F = σ(X_t W_xf + H_{t-1} W_hf + b_f)         forget gate
 *     C̃ = tanh(X_t W_xc + H_{t-1} W_hc + b_c)      candidate cell state
 *     O = σ(X_t W_xo + H_{t-1} W_ho + b_o)         output gate
 *     C_t = F ⊙ C_{t-1} + I ⊙ C̃                    H_t = O ⊙ tanh(C_t)
 *
 * Differentiable in x, all weights and both initial states; works on every backend of TensorFlow.js.
 *
 * @param inputs see {@link FusedLstmInputs}
 * @param options see {@link RecurrenceOptions}
 * @returns see {@link FusedLstmOutputs}
 * @throws RangeError for shapes that do not fit
 *
 * Source: Hochreiter and Schmidhuber 1997; Gers et al. 2000 (forget gate).
 * Check: agrees with Keras 3 and PyTorch to 1e-5, values and gradients (lib/test/golden).
 */
export function fusedLstm(inputs: FusedLstmInputs, options: RecurrenceOptions = {}): FusedLstmOutputs {
  const {x, kernel, recurrentKernel, bias, initialState, initialCellState, mask} = inputs;
  const [batch, steps, features] = x.shape;
  const units = recurrentKernel.shape[0];
  checkShapes(x, [
    ['kernel', kernel, [features, GATES * units]],
    ['recurrentKernel', recurrentKernel, [units, GATES * units]],
    ['bias', bias, [GATES * units]],
    ['initialState', initialState, [batch, units]],
    ['initialCellState', initialCellState, [batch, units]],
    ['mask', mask, [batch, steps]],
  ]);
  return tf.tidy(() => {
    const b = bias ?? tf.zeros<tf.Rank.R1>([GATES * units]);
    const given = initialState !== undefined || initialCellState !== undefined;
    const initialStates = given
      ? [initialState, initialCellState].map((state) => state ?? tf.zeros<tf.Rank.R2>([batch, units]))
      : [];
    // the operations of TensorFlow know no mask, and no dropout that the fused kernels would choose the same way
    const native = mask || options.dropout ? undefined : chooseLstm([batch, features, units], runFused);
    if (native) {
      const [h0, c0] = given ? initialStates : [0, 1].map(() => tf.zeros<tf.Rank.R2>([batch, units]));
      const tensors = {x: x.toFloat(), kernel, recurrentKernel, bias: b, h0, c0};
      const {output, states} = runNativeLstm(native.backend, native.lstm, tensors, options);
      return {output, state: states[0], cellState: states[1]};
    }
    const tensors = {x, weights: [kernel, recurrentKernel, b], forms: LSTM_FORMS, initialStates, mask};
    const {output, states} = runRecurrent(lstmOp, tensors, options);
    return {output, state: states[0], cellState: states[1]};
  });
}

/** The kernels on their own, for operations of TensorFlow to be compared with. */
function runFused({x, kernel, recurrentKernel, bias, h0, c0}: LstmTensors): tf.Tensor {
  const tensors = {x, weights: [kernel, recurrentKernel, bias], forms: LSTM_FORMS, initialStates: [h0, c0]};
  return runRecurrent(lstmOp, tensors, {returnSequences: true, stateGradient: false}).output;
}
