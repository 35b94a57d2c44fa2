import * as tf from '@tensorflow/tfjs';
import {checkGiven, checkOptions, checkRate, checkWhole} from '../data/arguments';
import {dropout, embedding} from '../layers';
import {
  addClasses,
  apply,
  checkHead,
  checkScore,
  checkStack,
  HEAD_OPTIONS,
  type HeadOptions,
  poolByAttention,
  type ScoreName,
  STACK_OPTIONS,
  type StackOptions,
  stackRecurrent,
} from './parts/stack';

/** Options of {@link buildTextClassifier}. */
export interface TextClassifierOptions extends StackOptions, HeadOptions {
  /** Tokens that there are, PAD (id 0) included. */
  vocabulary: number;
  /** Width of a token's vector; defaults to 128. */
  embedding?: number;
  /** Share of the embedded numbers that training sets to zero, in [0, 1); defaults to 0. */
  embeddingDropout?: number;
  /** Classes: 1 for one probability (sigmoid), else a softmax. Defaults to 2. */
  classes?: number;
  /** Pools all states by attention of this score instead of reading the last one; defaults to none. */
  attention?: ScoreName;
  /** Tokens of a text; defaults to any number. */
  length?: number;
}

/**
 * A classifier of texts: embedding, recurrent layers, the last state (or attention over all states), dense layers.
 *
 * Token 0 is padding: it changes nothing, before a text or after it.
 *
 * @param options see {@link TextClassifierOptions}
 * @returns an uncompiled model: tokens [batch, length] to probabilities [batch, classes]
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Lesson: notebooks/05-text/5.1, 5.3; notebooks/03-gated-cells/3.3. Differs: PyTorch's recurrent layers have a second bias
 * and so more weights.
 */
export function buildTextClassifier(options: TextClassifierOptions): tf.LayersModel {
  checkOptions('buildTextClassifier', options, [
    ...(['vocabulary', 'embedding', 'embeddingDropout', 'classes', 'attention', 'length'] as const),
    ...STACK_OPTIONS,
    ...HEAD_OPTIONS,
  ]);
  const {vocabulary, embedding: width = 128, embeddingDropout = 0, classes = 2, attention, length} = options;
  checkWhole('buildTextClassifier: vocabulary', vocabulary);
  checkGiven('buildTextClassifier', {embedding: width, classes, length});
  checkRate('buildTextClassifier: embeddingDropout', embeddingDropout);
  checkStack('buildTextClassifier', options);
  checkScore('buildTextClassifier', options.attention);
  checkHead('buildTextClassifier', options);
  const input = tf.input({shape: [length ?? null], dtype: 'int32'});
  const vectors = apply(embedding({inputDim: vocabulary, outputDim: width, maskZero: true}), input);
  const x = embeddingDropout > 0 ? apply(dropout({rate: embeddingDropout}), vectors) : vectors;
  const h = stackRecurrent(x, options, attention !== undefined);
  return tf.model({
    inputs: input,
    outputs: addClasses(attention ? poolByAttention(h, attention) : h, options, classes),
  });
}
