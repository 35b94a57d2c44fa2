import * as tf from '@tensorflow/tfjs';
import {checkFlags, checkGiven, checkOptions, checkWhole} from '../data/arguments';
import {causalConv1d, dense, embedding} from '../layers';
import {checkWidths} from './parts/check';
import {apply, checkBatchSize, checkStack, STACK_OPTIONS, type StackOptions, stackRecurrent} from './parts/stack';

/** Options of {@link buildLanguageModel}. */
export interface LanguageModelOptions extends Omit<StackOptions, 'bidirectional' | 'residual'> {
  /** Characters, words or notes that there are. */
  vocabulary: number;
  /** Width of a token's vector; defaults to 100. */
  embedding?: number;
  /** Time steps of an input; defaults to any number. */
  lookback?: number;
  /** Examples of every batch; only a stateful model needs to know. */
  batchSize?: number;
  /** Whether token 0 is padding; defaults to false: running text has none. */
  maskZero?: boolean;
}

const STACK = STACK_OPTIONS.filter((name) => name !== 'bidirectional' && name !== 'residual');
const NAMES = [...STACK, ...(['vocabulary', 'embedding', 'lookback', 'batchSize', 'maskZero'] as const)];

/** Options of {@link buildMusicModel}. */
export interface MusicModelOptions extends LanguageModelOptions {
  /** Width of the convolutions; defaults to 48. */
  filters?: number;
  /** Dilation of each convolution of kernel size 2, first to last; defaults to [1, 2, 4, 8]; [] for none. */
  dilationRates?: number[];
}

function build(options: MusicModelOptions, names: readonly (keyof MusicModelOptions & string)[], where: string) {
  checkOptions(where, options, names);
  const {vocabulary, embedding: width = 100, lookback, batchSize, maskZero = false, stateful} = options;
  const {filters = 48, dilationRates = []} = options;
  checkWhole(`${where}: vocabulary`, vocabulary);
  checkGiven(where, {embedding: width, lookback, batchSize, filters});
  checkWidths(`${where}: dilationRates`, dilationRates, {empty: true});
  checkStack(where, options);
  checkBatchSize(where, {stateful, batchSize});
  checkFlags(where, {maskZero});
  const shape = [lookback ?? null];
  const input = tf.input({
    ...(batchSize === undefined ? {shape} : {batchShape: [batchSize, ...shape]}),
    dtype: 'int32',
  });
  const vectors = apply(embedding({inputDim: vocabulary, outputDim: width, maskZero}), input);
  const h = dilationRates.reduce(
    (x, dilationRate) => apply(causalConv1d({filters, kernelSize: 2, dilationRate, activation: 'relu'}), x),
    vectors,
  );
  const states = stackRecurrent(h, options, true);
  return tf.model({inputs: input, outputs: apply(dense({units: vocabulary, activation: 'softmax'}), states)});
}

/**
 * A language model of characters or words: at every step, the probabilities of the next token.
 *
 * @param options see {@link LanguageModelOptions}
 * @returns an uncompiled model: tokens [batch, lookback] to [batch, lookback, vocabulary]; train it with
 *   'sparseCategoricalCrossentropy' on the same tokens one step later
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function buildLanguageModel(options: LanguageModelOptions): tf.LayersModel {
  return build(options, NAMES, 'buildLanguageModel');
}

/**
 * A model of music: embedded notes, dilated causal convolutions with ReLU, recurrent layers, the next note at every step.
 *
 * @param options see {@link MusicModelOptions}
 * @returns an uncompiled model: notes [batch, lookback] to probabilities [batch, lookback, vocabulary]
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function buildMusicModel(options: MusicModelOptions): tf.LayersModel {
  const names = [...NAMES, 'filters', 'dilationRates'] as const;
  return build({dilationRates: [1, 2, 4, 8], ...options}, names, 'buildMusicModel');
}
