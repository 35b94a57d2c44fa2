import * as tf from '@tensorflow/tfjs';
import {checkGiven, checkOneOf, checkOptions, checkRate, checkWhole} from '../data/arguments';
import {conv2d, dense, globalAveragePooling1d, maxPooling2d} from '../layers';
import type {EncoderDecoder} from './encoder-decoder';
import {checkWidths} from './parts/check';
import {makeDecoder} from './parts/decoder';
import {apply, checkScore, type Node, type ScoreName} from './parts/stack';

/** Options of {@link buildCaptionModel}. */
export interface CaptionModelOptions {
  /** Pixels of an image from top to bottom. */
  height: number;
  /** Pixels of an image from left to right. */
  width: number;
  /** Numbers of a pixel; defaults to 3. */
  channels?: number;
  /** Words that there are, PAD (id 0), START and END included. */
  vocabulary: number;
  /** Filters of each convolution of the image encoder; a max pooling layer of 2 follows each. Defaults to [16, 32]. */
  filters?: number[];
  /** Width of a word's vector; defaults to 64. */
  embedding?: number;
  /** Width of the decoder; defaults to 128. */
  units?: number;
  /** Score of the decoder's attention over the regions of the image; defaults to none. */
  attention?: ScoreName;
  /**
   * What the decoder's first states are made of: the 'mean' over the regions, which forgets where things are, or all regions
   * in their 'places', each with weights of its own. Defaults to 'mean'.
   */
  summary?: 'mean' | 'places';
  /** Share of the decoder's inputs that training sets to zero, in [0, 1); defaults to 0. */
  dropout?: number;
}

/**
 * A model that says what an image shows: convolutions see it, an LSTM writes.
 *
 * A summary v of the image's regions (their mean, or all in their places) makes the decoder's first states,
 * H_0 = tanh(v W_h + b_h), C_0 alike. With `attention` every word looks at the regions again, each a vector of width `units`.
 *
 * @param options see {@link CaptionModelOptions}
 * @returns see {@link EncoderDecoder}; the source is an image [batch, height, width, channels]
 * @throws RangeError for an option that is unknown or of no meaning, by name and value, and where an image is too small
 *
 * Source: Vinyals et al. 2015, arXiv:1411.4555; Xu et al. 2015, arXiv:1502.03044 (first states, attention over regions).
 * Differs: the small image encoder stands in for a pretrained network. Lesson: notebooks/06-applications/6.4.
 */
export function buildCaptionModel(options: CaptionModelOptions): EncoderDecoder {
  checkOptions('buildCaptionModel', options, [
    ...([
      'height',
      'width',
      'channels',
      'vocabulary',
      'filters',
      'embedding',
      'units',
      'attention',
      'summary',
      'dropout',
    ] as const),
  ]);
  const {height, width, channels = 3, vocabulary, filters = [16, 32], embedding = 64, units = 128} = options;
  const {attention: score, summary = 'mean', dropout = 0} = options;
  checkWhole('buildCaptionModel: height', height);
  checkWhole('buildCaptionModel: width', width);
  checkWhole('buildCaptionModel: vocabulary', vocabulary);
  checkGiven('buildCaptionModel', {channels, embedding, units});
  checkWidths('buildCaptionModel: filters', filters);
  checkRate('buildCaptionModel: dropout', dropout);
  checkScore('buildCaptionModel', score);
  checkOneOf('buildCaptionModel: summary', summary, ['mean', 'places']);
  const image = tf.input({shape: [height, width, channels], name: 'image'});
  const seen = filters.reduce<Node>(
    (x, count) =>
      apply(maxPooling2d({}), apply(conv2d({filters: count, kernelSize: 3, padding: 'same', activation: 'relu'}), x)),
    image,
  );
  const [, rows, columns, features] = seen.shape as number[];
  const regions = apply(tf.layers.reshape({targetShape: [rows * columns, features]}), seen);
  const inPlaces = tf.layers.reshape({targetShape: [rows * columns * features]});
  const v = apply(summary === 'mean' ? globalAveragePooling1d() : inPlaces, regions);
  const states = ['H', 'C'].map(() => apply(dense({units, activation: 'tanh'}), v));
  const memory = score && apply(dense({units}), regions);
  const writer = makeDecoder({vocabulary, embedding, units, cell: 'lstm', score, dropout});
  const words = tf.input({shape: [null], dtype: 'int32', name: 'words'});
  const [probabilities] = writer.decode(words, states, memory);
  return {
    model: tf.model({inputs: [image, words], outputs: probabilities}),
    encoder: tf.model({inputs: image, outputs: [...states, ...(memory ? [memory] : [])]}),
    decoder: writer.stepModel(units),
  };
}
