import * as tf from '@tensorflow/tfjs';
import {fusedEmbedding, simdWorks} from '../engine';
import {installSeededInitialisers} from './initialisers';
import {checkLayerOptions, KINDS, LAYER_CHECKS, type OptionChecks} from './layer-options';
import './planning/embedding';

installSeededInitialisers();

/** Options of {@link embedding}: those of `tf.layers.embedding`. */
export type EmbeddingOptions = Parameters<typeof tf.layers.embedding>[0];

// tfjs keeps the class to itself.
const Stock = tf.layers.embedding({inputDim: 1, outputDim: 1, name: 'example'}).constructor as new (
  options: EmbeddingOptions,
) => tf.layers.Layer & {embeddings: tf.LayerVariable | null};

/** Indices as floats are exact up to here. */
const MOST_INDICES = 2 ** 24;

/** An embedding, see {@link embedding}. */
export class Embedding extends Stock {
  /** @nocollapse */
  static className = 'Embedding';

  override call(inputs: tf.Tensor | tf.Tensor[], keywords: object): tf.Tensor | tf.Tensor[] {
    const table = this.embeddings?.read() as tf.Tensor2D;
    if (!simdWorks() || table.shape[0] > MOST_INDICES) return super.call(inputs, keywords);
    return fusedEmbedding(Array.isArray(inputs) ? inputs[0] : inputs, table, this.name);
  }
}
tf.serialization.registerClass(Embedding as unknown as Parameters<typeof tf.serialization.registerClass>[0]);

const CHECKS: OptionChecks<EmbeddingOptions> = {
  ...{...LAYER_CHECKS, inputDim: KINDS.size, outputDim: KINDS.size, embeddingsInitializer: KINDS.initializer},
  ...{embeddingsRegularizer: KINDS.regularizer, activityRegularizer: KINDS.regularizer},
  ...{embeddingsConstraint: KINDS.constraint, maskZero: KINDS.flag, inputLength: KINDS.sizes},
};

/**
 * Turns whole numbers, such as words of a vocabulary, into vectors that are learnt: y = E[x].
 *
 * `tf.layers.embedding` with the defaults of Keras 3 (the same: E uniform on [-0.05, 0.05]), drawn from the engine's
 * seed. It trains on every backend, and an index out of range is an error. With `maskZero` index 0 is padding: layers
 * that come after skip those steps.
 *
 * @param options inputDim (size of the vocabulary) and outputDim (size of a vector) are required
 * @returns the layer: [batch, ...] of whole numbers -> [batch, ..., outputDim]
 * @throws RangeError when it meets an index out of range
 *
 * Check: agrees with Keras 3 (lib/test/layers/embedding.test.ts).
 */
export function embedding(options: EmbeddingOptions): tf.layers.Layer {
  checkLayerOptions('embedding', options, CHECKS, ['inputDim', 'outputDim']);
  return new Embedding(options);
}
