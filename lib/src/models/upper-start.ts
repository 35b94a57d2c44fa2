import * as tf from '@tensorflow/tfjs';
import {checkFinite, checkOptions} from '../data/arguments';

/** Options of {@link startUpperLstm}. */
export interface UpperStartOptions {
  /** Multiplies the input kernels W_x; defaults to 1. */
  kernels?: number;
  /** Every number of b_f; defaults to what it is, 1 in a fresh layer. */
  forgetBias?: number;
}

/** The weights of an LSTM layer with other kernels and another forget bias; takes [W_x, W_h, b]. */
function changed(weights: tf.Tensor[], {kernels = 1, forgetBias}: UpperStartOptions): tf.Tensor[] {
  const [kernel, recurrent, bias] = weights;
  const units = recurrent.shape[0];
  if (forgetBias === undefined) return [kernel.mul(kernels), recurrent, bias];
  const isForget = tf
    .range(0, 4 * units)
    .div(units)
    .floor()
    .equal(1); // gates stand in the order i, f, c, o
  return [kernel.mul(kernels), recurrent, tf.where(isForget, tf.fill([4 * units], forgetBias), bias)];
}

/**
 * Changes the start of all LSTM layers of a stack but the first: louder kernels, or forget gates that begin open or shut.
 *
 * A fresh forget gate has bias 1, so it stands near σ(1) = 0.73 and keeps a share of old inputs for several steps; with
 * bias -2 it stands near 0.12, and the layer follows what comes now.
 *
 * @param model a stack of LSTM layers in one direction, with biases; its weights are changed in place
 * @param options see {@link UpperStartOptions}
 * @returns the same model
 * @throws RangeError when the model has fewer than two LSTM layers, or a number is not finite
 *
 * Lesson: notebooks/03-gated-cells/3.3. Check: lib/test/models/upper-start.test.ts.
 */
export function startUpperLstm(model: tf.LayersModel, options: UpperStartOptions): tf.LayersModel {
  checkOptions('startUpperLstm', options, ['kernels', 'forgetBias']);
  const {kernels = 1, forgetBias = 1} = options;
  checkFinite('startUpperLstm: kernels', kernels);
  checkFinite('startUpperLstm: forgetBias', forgetBias);
  const recurrent = model.layers.filter((layer) => layer.getClassName() === 'LSTM' && layer.getWeights().length === 3);
  if (recurrent.length < 2) {
    throw new RangeError(`startUpperLstm needs two LSTM layers or more, the model has ${recurrent.length}`);
  }
  tf.tidy(() => {
    for (const layer of recurrent.slice(1)) layer.setWeights(changed(layer.getWeights(), options));
  });
  return model;
}
