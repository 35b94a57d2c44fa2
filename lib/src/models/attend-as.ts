import * as tf from '@tensorflow/tfjs';
import type {Tokens} from '../data';
import {Attention} from '../layers';
import {checkModel} from './parts/check';

/**
 * What a reader answers when it is made to attend as told: its own states, other weights.
 *
 *     C = α H        Ŷ = softmax(C W_hy + b_y)        with a given α
 *
 * @param model made by `buildAttentionReader` with attention
 * @param tokens [sequences, time steps]
 * @param weights for each sequence one a token, 1 in sum, such as uniform ones; padding behind needs none
 * @returns [sequences, classes] probabilities
 * @throws RangeError when the model has no layer 'attention', or a sequence has more weights than steps
 *
 * Source: Jain and Wallace 2019, arXiv:1902.10186. Lesson: notebooks/05-text/5.3.
 */
export function attendAs(model: tf.LayersModel, tokens: Tokens, weights: readonly (readonly number[])[]): tf.Tensor2D {
  checkModel('attendAs: model', model);
  const layer = model.layers.find((one) => one.name === 'attention');
  if (!(layer instanceof Attention)) throw new RangeError("attendAs: the model has no layer 'attention'");
  const [count, steps] = [tokens.length, tokens.timeSteps];
  const values = new Float32Array(count * steps);
  if (weights.length !== count || weights.some((row) => row.length > steps)) {
    const most = Math.max(...weights.map((row) => row.length));
    throw new RangeError(`attendAs: weights are [${weights.length}, ${most}] for tokens [${count}, ${steps}]`);
  }
  weights.forEach((row, i) => {
    values.set(row, i * steps);
  });
  return tf.tidy(() => {
    const [, states] = layer.input as tf.SymbolicTensor[];
    const H = tf.model({inputs: model.inputs, outputs: states}).predict(tokens.toTensor()) as tf.Tensor3D;
    const alpha = tf.tensor3d(values, [count, 1, steps]);
    const context = alpha.matMul(H).squeeze<tf.Tensor2D>([1]);
    return model.getLayer('answer').apply(context) as tf.Tensor2D;
  });
}
