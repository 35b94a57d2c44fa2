import * as tf from '@tensorflow/tfjs';

/** Which keys a query may look at; every part is optional. */
export interface AttentionMasks {
  /** [batch, queries]; closes all keys to a masked query. */
  queryMask?: tf.Tensor;
  /** [batch, keys]. */
  valueMask?: tf.Tensor;
  causal: boolean;
}

/** Softmax over the keys that are open, on TensorFlow.js' operations: scores and result are [batch, ..., queries, keys]. */
export function maskedSoftmax(scores: tf.Tensor, {queryMask, valueMask, causal}: AttentionMasks): tf.Tensor {
  const {shape, rank} = scores;
  const [queries, keys] = shape.slice(-2);
  const between = Array.from({length: rank - 3}, () => 1);
  let open: tf.Tensor = tf.ones(shape);
  if (queryMask) open = open.mul(queryMask.toFloat().reshape([shape[0], ...between, queries, 1]));
  if (valueMask) open = open.mul(valueMask.toFloat().reshape([shape[0], ...between, 1, keys]));
  if (causal) open = open.mul(tf.linalg.bandPart(tf.ones([queries, keys]), -1, 0));
  // A row without open keys is a softmax over equal numbers, times 0.
  return tf.where(open.toBool(), scores, tf.fill(shape, -1e9)).softmax().mul(open);
}
