import * as tf from '@tensorflow/tfjs';
import {checkFlags, checkGiven, checkList, checkOptions, checkRate, checkWhole} from '../data/arguments';
import {Crf, crf, dense, dropout, embedding} from '../layers';
import {checkModel} from './parts/check';
import {apply, checkStack, STACK_OPTIONS, type StackOptions, stackRecurrent} from './parts/stack';

/** Options of {@link buildTagger}. */
export interface TaggerOptions extends StackOptions {
  /** Words that there are, PAD (id 0) included. */
  vocabulary: number;
  /** Tags that there are, such as those of IOB. */
  tags: number;
  /** Width of a word's vector; defaults to 64. */
  embedding?: number;
  /** Share of the embedded numbers that training sets to zero, in [0, 1); defaults to 0. */
  embeddingDropout?: number;
  /** A conditional random field over the tags instead of a softmax at each word; defaults to false. */
  crf?: boolean;
  /** Words of a sentence; defaults to any number. */
  length?: number;
  /** More inputs beside the words, such as their shapes and endings; their vectors stand behind the word's. */
  views?: {vocabulary: number; embedding: number}[];
}

/**
 * A tagger of words: embedding, recurrent layers in both directions (unless `bidirectional` is false), a score for each tag.
 *
 * Without `crf` it gives probabilities: train it with 'sparseCategoricalCrossentropy'. With `crf` it gives scores: train it
 * with `crfOf(model).loss`, tags of padding being -1, and read it by `crfOf(model).decode(model.predict(x))`.
 *
 * @param options see {@link TaggerOptions}
 * @returns an uncompiled model: words [batch, length] (with `views` a list of such) to [batch, length, tags]
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Source: Huang et al. 2015, arXiv:1508.01991. Lesson: notebooks/05-text/5.5.
 */
export function buildTagger(options: TaggerOptions): tf.LayersModel {
  checkOptions('buildTagger', options, [
    ...(['vocabulary', 'tags', 'embedding', 'embeddingDropout', 'crf', 'length', 'views'] as const),
    ...STACK_OPTIONS,
  ]);
  const {vocabulary, tags, embedding: width = 64, embeddingDropout = 0, length, views = []} = options;
  checkWhole('buildTagger: vocabulary', vocabulary);
  checkWhole('buildTagger: tags', tags);
  checkGiven('buildTagger', {embedding: width, length});
  checkRate('buildTagger: embeddingDropout', embeddingDropout);
  checkStack('buildTagger', options);
  checkFlags('buildTagger', {crf: options.crf});
  checkList('buildTagger: views', views, {empty: true});
  for (const [i, view] of views.entries()) {
    checkWhole(`buildTagger: views[${i}].vocabulary`, view.vocabulary);
    checkWhole(`buildTagger: views[${i}].embedding`, view.embedding);
  }
  const tables = [{vocabulary, embedding: width}, ...views];
  const inputs = tables.map(() => tf.input({shape: [length ?? null], dtype: 'int32'}));
  const embedded = tables.map((one, i) =>
    apply(embedding({inputDim: one.vocabulary, outputDim: one.embedding, maskZero: true}), inputs[i]),
  );
  const vectors = embedded.length > 1 ? apply(tf.layers.concatenate(), embedded) : embedded[0];
  const x = embeddingDropout > 0 ? apply(dropout({rate: embeddingDropout}), vectors) : vectors;
  const h = stackRecurrent(x, {bidirectional: true, ...options}, true);
  const scores = apply(dense({units: tags, activation: options.crf ? 'linear' : 'softmax'}), h);
  return tf.model({inputs, outputs: options.crf ? apply(crf({units: tags}), scores) : scores});
}

/**
 * The conditional random field of a model, which has its loss and its decoder.
 *
 * @param model with a layer of {@link Crf}
 * @returns that layer
 * @throws RangeError where the model has none
 *
 * Lesson: notebooks/05-text/5.5.
 */
export function crfOf(model: tf.LayersModel): Crf {
  checkModel('crfOf: model', model);
  const found = model.layers.find((layer): layer is Crf => layer instanceof Crf);
  if (!found)
    throw new RangeError('crfOf: model must have a conditional random field, got none; build it with {crf: true}');
  return found;
}
