import * as tf from '@tensorflow/tfjs';
import {EMBEDDING_FORM, embeddingOp} from '../ops/plain/embedding';
import {runOnTape} from './run-on-tape';

/**
 * Rows of a table by their index, differentiable in the table on every backend of TensorFlow.js (`tf.gather` is not on
 * wasm).
 *
 * @param indices whole numbers from 0 to inputDim - 1, of any shape
 * @param embeddings [inputDim, outputDim]
 * @param name for error messages
 * @returns [...indices, outputDim]
 * @throws RangeError for an index out of range or embeddings that are no matrix
 *
 * Check: lib/test/layers/embedding.test.ts, against Keras 3.
 */
export function fusedEmbedding(indices: tf.Tensor, embeddings: tf.Tensor2D, name?: string): tf.Tensor {
  if (embeddings.shape.length !== 2) throw new RangeError(`embeddings must be a matrix, got [${embeddings.shape}]`);
  return tf.tidy(() => {
    const tensors = {inputs: [], constants: [indices], weights: [embeddings], forms: [EMBEDDING_FORM]};
    const [output] = runOnTape((room, [x], [table]) => embeddingOp(room, x, table, {name}), tensors);
    return output;
  });
}
