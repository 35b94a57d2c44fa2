import * as tf from '@tensorflow/tfjs';
import {checkGiven, checkOptions} from '../data/arguments';
import {conv1d, embedding, maxPooling1d} from '../layers';
import {
  addClasses,
  apply,
  checkHead,
  checkStack,
  HEAD_OPTIONS,
  type HeadOptions,
  STACK_OPTIONS,
  type StackOptions,
  stackRecurrent,
} from './parts/stack';

/** Options of {@link buildDnaClassifier}. */
export interface DnaClassifierOptions extends Partial<StackOptions>, HeadOptions {
  /** Symbols: defaults to 5, for A, C, G, T, and N, which has an id of its own. */
  vocabulary?: number;
  /** Width of a base's vector; defaults to 32. */
  embedding?: number;
  /** Filters, each of which looks for a motif; defaults to 64. */
  filters?: number;
  /** Bases that a filter looks at; defaults to 3. */
  kernelSize?: number;
  /** Windows of which the best one goes on; defaults to 2. */
  pool?: number;
  /** Classes: 1 for one probability (sigmoid), else a softmax. Defaults to 3: donor, acceptor, neither. */
  classes?: number;
  /** Bases of a sequence; defaults to any number. */
  length?: number;
}

/**
 * A classifier of DNA: embedded bases, a convolution that finds motifs, pooling, a recurrent layer, a softmax.
 *
 * @param options see {@link DnaClassifierOptions}; `units` defaults to [64]
 * @returns an uncompiled model: bases [batch, length] to probabilities [batch, classes]
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Source: Quang and Xie 2016, DanQ (convolution, then LSTM). Lesson: notebooks/06-applications/6.5.
 */
export function buildDnaClassifier(options: DnaClassifierOptions = {}): tf.LayersModel {
  checkOptions('buildDnaClassifier', options, [
    ...(['vocabulary', 'embedding', 'filters', 'kernelSize', 'pool', 'classes', 'length'] as const),
    ...STACK_OPTIONS,
    ...HEAD_OPTIONS,
  ]);
  const {vocabulary = 5, embedding: width = 32, filters = 64, kernelSize = 3, pool = 2, classes = 3, length} = options;
  checkGiven('buildDnaClassifier', {vocabulary, embedding: width, filters, kernelSize, pool, classes, length});
  const stack = {units: [64], ...options};
  checkStack('buildDnaClassifier', stack);
  checkHead('buildDnaClassifier', options);
  const input = tf.input({shape: [length ?? null], dtype: 'int32'});
  const vectors = apply(embedding({inputDim: vocabulary, outputDim: width}), input);
  const motifs = apply(conv1d({filters, kernelSize, activation: 'relu'}), vectors);
  const h = stackRecurrent(apply(maxPooling1d({poolSize: pool}), motifs), stack, false);
  return tf.model({inputs: input, outputs: addClasses(h, options, classes)});
}
