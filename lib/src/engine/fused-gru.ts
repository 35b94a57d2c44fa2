import * as tf from '@tensorflow/tfjs';
import {checkShapes, type Recurrence, type RecurrenceOptions, runRecurrence, takeStates} from './recurrence';

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

/** The biases that the kernel adds before the gates open, and the one that the reset gate scales. */
function splitBias(bias: Float32Array, units: number, resetAfter: boolean): [Float32Array, Float32Array] {
  if (!resetAfter) return [bias, new Float32Array(units)];
  const outer = bias.slice(0, GATES * units);
  for (let j = 0; j < 2 * units; j++) outer[j] += bias[GATES * units + j];
  return [outer, bias.subarray((2 * GATES - 1) * units)];
}

/** The gradient of the bias as the layer packs it. Both biases of Z and R have the same gradient. */
function joinBias(dOuter: Float32Array, dShare: Float32Array, units: number, resetAfter: boolean): Float32Array {
  if (!resetAfter) return dOuter;
  const joined = new Float32Array(2 * GATES * units);
  joined.set(dOuter);
  joined.set(dOuter.subarray(0, 2 * units), GATES * units);
  joined.set(dShare, (2 * GATES - 1) * units);
  return joined;
}

/** The layer on its kernels; weights are kernel, recurrent kernel, bias. */
function gru(resetAfter: boolean): Recurrence {
  return {
    forward(pass) {
      const {kernels, steps, batch, features, units, width, x, maskAt, weights, initialStates} = pass;
      const [outer, share] = splitBias(weights[2], units, resetAfter);
      const kernel = kernels.putRows(weights[0], features * GATES, units, width);
      const recurrent = kernels.putRows(weights[1], units * GATES, units, width);
      const bias = kernels.putRows(outer, GATES, units, width);
      const shareBias = kernels.putRows(share, 1, units, width);
      const gates = kernels.takePiece(steps * batch * GATES * width);
      const shares = kernels.takePiece(steps * batch * width);
      const h = takeStates(pass, initialStates[0]);
      const sizes = [steps, batch, features, units, width, Number(resetAfter)];
      const pointers = [x, kernel, recurrent, bias, shareBias, maskAt, gates.at, shares.at, h.at];
      kernels.run.gruForward(...sizes, ...pointers);
      return {states: [h.at], kept: [gates, shares, h]};
    },
    backward(pass) {
      const {kernels, steps, batch, features, featureWidth, units, width, weights} = pass;
      const kernelT = kernels.putTransposed(weights[0], features, units, featureWidth, {gates: GATES, width});
      const recurrentT = kernels.putTransposed(weights[1], units, units, width, {gates: GATES, width});
      const dA = kernels.take(steps * batch * GATES * width);
      const dShare = kernels.zeros(steps * batch * width);
      const dKernel = kernels.zeros(features * GATES * width);
      const dRecurrent = kernels.zeros(units * GATES * width);
      const dBias = kernels.zeros(GATES * width);
      const dShareBias = kernels.zeros(width);
      const sizes = [steps, batch, features, featureWidth, units, width, Number(resetAfter)];
      const given = [pass.x, kernelT, recurrentT, pass.maskAt, ...pass.kept, pass.dY, pass.dStates[0]];
      kernels.run.gruBackward(...sizes, ...given, dA, dShare, pass.dX, dKernel, dRecurrent, dBias, dShareBias);
      const outer = kernels.rows(dBias, GATES, units, width);
      return [
        kernels.rows(dKernel, features * GATES, units, width),
        kernels.rows(dRecurrent, units * GATES, units, width),
        joinBias(outer, kernels.rows(dShareBias, 1, units, width), units, resetAfter),
      ];
    },
  };
}

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
    const initialStates = [initialState ?? tf.zeros<tf.Rank.R2>([batch, units])];
    const {output, states} = runRecurrence(gru(resetAfter), {x, weights, initialStates, mask}, options);
    return {output, state: states[0]};
  });
}
