import * as tf from '@tensorflow/tfjs';
import {LAYER_NORM_GRU_FORMS, layerNormGruOp} from '../ops/recurrent/layer-norm-gru';
import {LAYER_NORM_LSTM_FORMS, layerNormLstmOp} from '../ops/recurrent/layer-norm-lstm';
import type {FusedGruInputs, FusedGruOutputs} from './gru';
import type {FusedLstmInputs, FusedLstmOutputs} from './lstm';
import {checkShapes, type RecurrenceOptions, runRecurrent} from './recurrent';

/** γ and β of the layer normalisations of what comes from the inputs and from the state, [gates * units] each. */
export interface GateNorms {
  kernelGamma: tf.Tensor1D;
  kernelBeta: tf.Tensor1D;
  recurrentGamma: tf.Tensor1D;
  recurrentBeta: tf.Tensor1D;
}

/** What {@link fusedLayerNormLstm} computes with. */
export interface FusedLayerNormLstmInputs extends FusedLstmInputs, GateNorms {
  /** γ and β of the cell state's norm, [units] each. */
  stateGamma: tf.Tensor1D;
  stateBeta: tf.Tensor1D;
}

/** What {@link fusedLayerNormGru} computes with; the bias is [3 units]. */
export interface FusedLayerNormGruInputs extends FusedGruInputs, GateNorms {}

function checkNorms(x: tf.Tensor3D, norms: GateNorms, columns: number): void {
  const {kernelGamma, kernelBeta, recurrentGamma, recurrentBeta} = norms;
  const all = Object.entries({kernelGamma, kernelBeta, recurrentGamma, recurrentBeta});
  checkShapes(
    x,
    all.map(([name, tensor]) => [name, tensor, [columns]]),
  );
}

/**
 * A layer of long short-term memory with layer normalisation over a whole sequence in one step of the gradient tape.
 *
 *     [A_i A_f A_c A_o] = LN_x(X_t W_xh) + LN_h(H_{t-1} W_hh) + b_h      LN over the four gates together
 *     I = σ(A_i)    F = σ(A_f)    C̃ = tanh(A_c)    O = σ(A_o)
 *     C_t = LN_c(F ⊙ C_{t-1} + I ⊙ C̃)      H_t = O ⊙ tanh(C_t)
 *     LN(v) = γ ⊙ (v - mean(v)) / √(variance(v) + 10⁻³) + β
 *
 * Differentiable in x, all weights and both initial states; works on every backend of TensorFlow.js.
 *
 * @param inputs see {@link FusedLayerNormLstmInputs}
 * @param options see {@link RecurrenceOptions}
 * @returns see {@link FusedLstmOutputs}
 * @throws RangeError for shapes that do not fit
 *
 * Source: Ba et al. 2016, arXiv:1607.06450, in the form of TensorFlow Addons' LayerNormLSTMCell and of PyTorch's
 * benchmark cell. Differs: Ba et al. carry C_t on without its norm. Check: agrees with PyTorch's autograd to 1e-5.
 */
export function fusedLayerNormLstm(
  inputs: FusedLayerNormLstmInputs,
  options: RecurrenceOptions = {},
): FusedLstmOutputs {
  const {x, kernel, recurrentKernel, bias, initialState, initialCellState, mask, stateGamma, stateBeta} = inputs;
  const [batch, steps, features] = x.shape;
  const units = recurrentKernel.shape[0];
  const columns = 4 * units;
  checkShapes(x, [
    ['kernel', kernel, [features, columns]],
    ['recurrentKernel', recurrentKernel, [units, columns]],
    ['bias', bias, [columns]],
    ['stateGamma', stateGamma, [units]],
    ['stateBeta', stateBeta, [units]],
    ['initialState', initialState, [batch, units]],
    ['initialCellState', initialCellState, [batch, units]],
    ['mask', mask, [batch, steps]],
  ]);
  checkNorms(x, inputs, columns);
  return tf.tidy(() => {
    const {kernelGamma, kernelBeta, recurrentGamma, recurrentBeta} = inputs;
    const norms = [kernelGamma, kernelBeta, recurrentGamma, recurrentBeta, stateGamma, stateBeta];
    const weights = [kernel, recurrentKernel, bias ?? tf.zeros([columns]), ...norms];
    const given = initialState !== undefined || initialCellState !== undefined;
    const initialStates = given
      ? [initialState, initialCellState].map((state) => state ?? tf.zeros<tf.Rank.R2>([batch, units]))
      : [];
    const tensors = {x, weights, forms: LAYER_NORM_LSTM_FORMS, initialStates, mask};
    const {output, states} = runRecurrent(layerNormLstmOp, tensors, options);
    return {output, state: states[0], cellState: states[1]};
  });
}

/**
 * A layer of gated recurrent units with layer normalisation over a whole sequence in one step of the gradient tape.
 *
 *     [A_z A_r] = LN_x(X_t [W_xz W_xr]) + LN_h(H_{t-1} [W_hz W_hr]) + [b_z b_r]      LN over both gates together
 *     Z = σ(A_z)    R = σ(A_r)
 *     H̃ = tanh(LN_c(X_t W_xh) + b_h + R ⊙ LN_m(H_{t-1} W_hh))
 *     H_t = Z ⊙ H_{t-1} + (1 - Z) ⊙ H̃
 *     LN(v) = γ ⊙ (v - mean(v)) / √(variance(v) + 10⁻³) + β
 *
 * Differentiable in x, all weights and the initial state; works on every backend of TensorFlow.js.
 *
 * @param inputs see {@link FusedLayerNormGruInputs}
 * @param options see {@link RecurrenceOptions}
 * @returns see {@link FusedGruOutputs}
 * @throws RangeError for shapes that do not fit
 *
 * Source: Ba et al. 2016, arXiv:1607.06450, equations of the skip-thoughts GRU. Differs: Z keeps the old state, as in
 * Keras. Check: agrees with PyTorch's autograd to 1e-5.
 */
export function fusedLayerNormGru(inputs: FusedLayerNormGruInputs, options: RecurrenceOptions = {}): FusedGruOutputs {
  const {x, kernel, recurrentKernel, bias, initialState, mask} = inputs;
  const [batch, steps, features] = x.shape;
  const units = recurrentKernel.shape[0];
  const columns = 3 * units;
  checkShapes(x, [
    ['kernel', kernel, [features, columns]],
    ['recurrentKernel', recurrentKernel, [units, columns]],
    ['bias', bias, [columns]],
    ['initialState', initialState, [batch, units]],
    ['mask', mask, [batch, steps]],
  ]);
  checkNorms(x, inputs, columns);
  return tf.tidy(() => {
    const {kernelGamma, kernelBeta, recurrentGamma, recurrentBeta} = inputs;
    const norms = [kernelGamma, kernelBeta, recurrentGamma, recurrentBeta];
    const weights = [kernel, recurrentKernel, bias ?? tf.zeros([columns]), ...norms];
    const initialStates = initialState ? [initialState] : [];
    const tensors = {x, weights, forms: LAYER_NORM_GRU_FORMS, initialStates, mask};
    const {output, states} = runRecurrent(layerNormGruOp, tensors, options);
    return {output, state: states[0]};
  });
}
