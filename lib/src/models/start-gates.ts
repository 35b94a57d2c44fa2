import * as tf from '@tensorflow/tfjs';
import {checkFinite, checkOptions} from '../data/arguments';

/** Options of {@link startGates}. */
export interface StartGatesOptions {
  /** Every number of b_i; defaults to 0, as in a fresh layer. */
  inputBias?: number;
  /** Every number of b_f; defaults to 1, as in a fresh layer. */
  forgetBias?: number;
}

/**
 * Starts the input and forget gates of all LSTM layers with other biases.
 *
 * A cell keeps the share σ(b_f) of its state a step: with b_f = ln(n - 1) that is (n - 1) / n, and a value lasts about n
 * steps. b_i = -b_f lets in as little as the cell forgets, so that its state does not grow over so many steps.
 *
 * @param model with LSTM layers in one direction, with biases; its weights are changed in place
 * @param options see {@link StartGatesOptions}
 * @returns the same model
 * @throws RangeError when the model has no such layer, or a number is not finite
 *
 * Source: Tallec and Ollivier 2018, arXiv:1804.11188. Lesson: notebooks/04-convolutions/4.2.
 * Check: lib/test/models/start-gates.test.ts.
 */
export function startGates(model: tf.LayersModel, options: StartGatesOptions): tf.LayersModel {
  checkOptions('startGates', options, ['inputBias', 'forgetBias']);
  const {inputBias = 0, forgetBias = 1} = options;
  checkFinite('startGates: inputBias', inputBias);
  checkFinite('startGates: forgetBias', forgetBias);
  const recurrent = model.layers.filter((layer) => layer.getClassName() === 'LSTM' && layer.getWeights().length === 3);
  if (recurrent.length === 0) throw new RangeError('startGates needs an LSTM layer with biases, the model has none');
  tf.tidy(() => {
    for (const layer of recurrent) {
      const [kernel, recurrentKernel, bias] = layer.getWeights();
      const units = recurrentKernel.shape[0] as number;
      const gates = [tf.fill([units], inputBias), tf.fill([units], forgetBias)]; // the order is i, f, c, o
      layer.setWeights([kernel, recurrentKernel, tf.concat([...gates, bias.slice(2 * units)])]);
    }
  });
  return model;
}
