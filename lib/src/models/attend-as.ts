import * as tf from '@tensorflow/tfjs';
import {asNdArray, type Numbers, type Tokens} from '../data';
import {Attention} from '../layers';
import {checkModel} from './parts/check';

/**
 * What a reader answers when it is made to attend as told: its own states, other weights.
 *
 *     C = α H        Ŷ = softmax(C W_hy + b_y)        with a given α
 *
 * @param model made by `buildAttentionReader` with attention
 * @param tokens [sequences, time steps]
 * @param weights [sequences, time steps] that sum to 1 in each row, such as uniform ones over the words
 * @returns [sequences, classes] probabilities
 * @throws RangeError when the model has no layer 'attention', or the shapes differ
 *
 * Source: Jain and Wallace 2019, arXiv:1902.10186. Lesson: notebooks/05-text/5.3.
 */
export function attendAs(model: tf.LayersModel, tokens: Tokens, weights: Numbers): tf.Tensor2D {
  checkModel('attendAs: model', model);
  const layer = model.layers.find((one) => one.name === 'attention');
  if (!(layer instanceof Attention)) throw new RangeError("attendAs: the model has no layer 'attention'");
  return tf.tidy(() => {
    const {values, shape} = asNdArray(weights, 'weights');
    if (shape.join() !== tokens.shape.join()) {
      throw new RangeError(`attendAs: weights are [${shape.join(', ')}] for tokens [${tokens.shape.join(', ')}]`);
    }
    const [, states] = layer.input as tf.SymbolicTensor[];
    const H = tf.model({inputs: model.inputs, outputs: states}).predict(tokens.toTensor()) as tf.Tensor3D;
    const alpha = tf.tensor3d(Float32Array.from(values), [shape[0], 1, shape[1]]);
    const context = alpha.matMul(H).squeeze<tf.Tensor2D>([1]);
    return model.getLayer('answer').apply(context) as tf.Tensor2D;
  });
}
