import * as tf from '@tensorflow/tfjs';
import {checkGiven, checkOneOf, checkOptions, checkRate, checkWhole} from '../data/arguments';
import {attention, dense, dropout, embedding, globalAveragePooling1d, globalMaxPooling1d, lstm} from '../layers';
import {apply, type Node, type ScoreName} from './parts/stack';

/** What a reader answers from, see {@link AttentionReaderOptions}. */
export type ReadName = ScoreName | 'last' | 'mean' | 'max' | 'last and mean';

/** Options of {@link buildAttentionReader}. */
export interface AttentionReaderOptions {
  /** Tokens that there are, PAD (id 0) included. */
  vocabulary: number;
  /** What the answer is read from: attention of this score, whose question is the last state, or one of its rivals. */
  read: ReadName;
  /** Classes: 1 for one probability (sigmoid), else a softmax. */
  classes: number;
  /** Width of a token's vector; defaults to 32. */
  embedding?: number;
  /** Width of the state, defaults to 32. */
  units?: number;
  /** Standard deviation of the first vectors; defaults to Keras' start, uniform in [-0.05, 0.05]. */
  embeddingDeviation?: number;
  /** Share of the embedded numbers that training sets to zero, in [0, 1); defaults to 0. */
  dropout?: number;
}

const READS: readonly ReadName[] = ['additive', 'dot', 'scaledDot', 'last', 'mean', 'max', 'last and mean'];

/** One vector for the sequence, from its states and the last one. */
function readStates(read: ReadName, units: number, states: Node, last: Node): Node {
  if (read === 'last') return last;
  if (read === 'max') return apply(globalMaxPooling1d({}), states);
  if (read === 'mean' || read === 'last and mean') {
    const mean = apply(globalAveragePooling1d({}), states);
    return read === 'mean' ? mean : apply(tf.layers.concatenate(), [last, mean]);
  }
  const query = apply(tf.layers.reshape({targetShape: [1, units]}), last);
  const widths = read === 'additive' ? {units} : {};
  const layer = attention({score: read, ...widths, returnAttentionScores: true, name: 'attention'});
  const [context] = layer.apply([query, states]) as Node[];
  return apply(tf.layers.reshape({targetShape: [units]}), context);
}

/**
 * An LSTM that answers from one vector: its last state, a mean of all states, or a mean that attention weighs.
 *
 *     Q = H_T        α = softmax(score(Q, H))        C = α H        Ŷ = softmax(C W_hy + b_y)
 *
 * The last state asks, all states answer. The answer is read from C alone, so that all readers differ in nothing but the
 * vector that they read; 'last and mean' reads both. Layers are named 'states', 'attention' and 'answer'.
 *
 * @param options see {@link AttentionReaderOptions}
 * @returns an uncompiled model: tokens [batch, any length] to probabilities [batch, classes]
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Source: Bahdanau et al. 2014, arXiv:1409.0473 (additive); Luong et al. 2015, arXiv:1508.04025 (dot). Lesson:
 * notebooks/05-text/5.3.
 */
export function buildAttentionReader(options: AttentionReaderOptions): tf.LayersModel {
  checkOptions('buildAttentionReader', options, [
    ...(['vocabulary', 'read', 'classes', 'embedding', 'units', 'embeddingDeviation', 'dropout'] as const),
  ]);
  const {vocabulary, read, classes, embedding: width = 32, units = 32, embeddingDeviation, dropout: rate = 0} = options;
  checkWhole('buildAttentionReader: vocabulary', vocabulary);
  checkWhole('buildAttentionReader: classes', classes);
  checkGiven('buildAttentionReader', {embedding: width, units});
  checkOneOf('buildAttentionReader: read', read, READS);
  checkRate('buildAttentionReader: dropout', rate);
  if (embeddingDeviation !== undefined && !(embeddingDeviation > 0 && embeddingDeviation < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`buildAttentionReader: embeddingDeviation must be above 0, got ${embeddingDeviation}`);
  }
  const start =
    embeddingDeviation === undefined
      ? {}
      : {embeddingsInitializer: tf.initializers.randomNormal({mean: 0, stddev: embeddingDeviation})};
  const input = tf.input({shape: [null], dtype: 'int32'});
  const vectors = apply(embedding({inputDim: vocabulary, outputDim: width, maskZero: true, ...start}), input);
  const x = rate > 0 ? apply(dropout({rate}), vectors) : vectors;
  const recurrent = lstm({units, returnSequences: true, returnState: true, name: 'states'});
  const [states, last] = recurrent.apply(x) as Node[];
  const activation = classes === 1 ? 'sigmoid' : 'softmax';
  const answer = dense({units: classes, activation, name: 'answer'});
  return tf.model({inputs: input, outputs: apply(answer, readStates(read, units, states, last))});
}
