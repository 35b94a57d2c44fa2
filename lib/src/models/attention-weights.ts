import * as tf from '@tensorflow/tfjs';
import {checkWhole} from '../data/arguments';
import {Attention, MultiHeadAttention} from '../layers';
import {checkModel} from './parts/check';

/**
 * What a model with attention looks at: the weights of its attention layer.
 *
 * Weights of a model that is not trained show nothing.
 *
 * @param model has an attention layer with `returnAttentionScores`, as those of the builders have
 * @param x inputs of the model
 * @param index which of its attention layers; defaults to the first one, 0
 * @returns [batch, queries, keys], or [batch, heads, queries, keys]
 * @throws RangeError where the model has no such layer
 *
 * Lesson: notebooks/05-text/5.3.
 */
export function attentionWeights(model: tf.LayersModel, x: tf.Tensor | tf.Tensor[], index = 0): tf.Tensor {
  checkModel('attentionWeights: model', model);
  checkWhole('attentionWeights: index', index, 0);
  const found = model.layers.filter(
    (layer): layer is Attention | MultiHeadAttention =>
      (layer instanceof Attention || layer instanceof MultiHeadAttention) && layer.returnAttentionScores,
  );
  if (!found[index]) {
    throw new RangeError(
      `attentionWeights: the model has ${found.length} attention layer(s) that return scores, got index ${index}`,
    );
  }
  // The layer of an encoder-decoder is used twice; the first use is the one in the training model.
  const outputs = (found[index].getOutputAt(0) as tf.SymbolicTensor[])[1];
  return tf.tidy(() => tf.model({inputs: model.inputs, outputs}).predict(x) as tf.Tensor);
}
