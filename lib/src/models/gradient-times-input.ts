import * as tf from '@tensorflow/tfjs';
import {Grid, type Tokens} from '../data';
import {Embedding} from '../layers';
import {checkModel} from './parts/check';

/** The layers behind the embedding, where each reads what the one before it gives. */
function chainOf(model: tf.LayersModel): {table: tf.layers.Layer; rest: tf.layers.Layer[]} {
  const layers = model.layers.slice(1);
  const isChain = layers.every((layer, i) => layer.input === (i === 0 ? model.inputs[0] : layers[i - 1].output));
  if (!(layers[0] instanceof Embedding) || !isChain) {
    throw new RangeError('gradientTimesInput: the model must be an embedding and layers in a row behind it');
  }
  const [{shape}] = model.outputs;
  if (model.outputs.length !== 1 || shape.length !== 2 || shape[1] !== 1) {
    throw new RangeError(`gradientTimesInput: the model must give one probability, got [${shape.join(', ')}]`);
  }
  return {table: layers[0], rest: layers.slice(1)};
}

/**
 * How much each token speaks for class 1, to first order: the gradient of the log-odds by the token's vector, times the vector.
 *
 *     influence[i, t] = e_t · ∂ log(p_i / (1 - p_i)) / ∂e_t
 *
 * It is what the log-odds would lose if the vector shrank, were the network linear: for a sum of weights it is each weight.
 *
 * @param model embedding, layers in a row, one probability (sigmoid), such as `buildTextClassifier` with `classes: 1`
 * @param tokens [sequences, time steps]
 * @returns [sequences, time steps]; 0 where there is padding
 * @throws RangeError when the model is no such chain
 *
 * Source: Ancona et al. 2018, arXiv:1711.06104. Lesson: notebooks/05-text/5.1. Check: agrees with central differences.
 */
export function gradientTimesInput(model: tf.LayersModel, tokens: Tokens): Grid {
  checkModel('gradientTimesInput: model', model);
  const {table, rest} = chainOf(model);
  const values = tf.tidy(() => {
    const ids = tokens.toTensor();
    const vectors = table.apply(ids) as tf.Tensor;
    const logOdds = (embedded: tf.Tensor): tf.Scalar => {
      let [x, mask] = [embedded, table.computeMask(ids) as tf.Tensor | null];
      for (const layer of rest) {
        const given = x;
        x = layer.apply(given, mask ? {mask} : {}) as tf.Tensor;
        mask = mask && (layer.computeMask(given, mask) as tf.Tensor | null);
      }
      return x.log().sub(x.neg().log1p()).sum();
    };
    return tf.grad(logOdds)(vectors).mul(vectors).sum(-1).dataSync();
  });
  return new Grid(values, tokens.shape);
}
