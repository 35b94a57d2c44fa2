import * as tf from '@tensorflow/tfjs';
import {checkGiven, checkOneOf, checkOptions, checkRate, checkWhole} from '../data/arguments';
import {embedding} from '../layers';
import {makeDecoder} from './parts/decoder';
import {apply, CELL_NAMES, CELLS, type CellName, checkScore, type Node, type ScoreName} from './parts/stack';
import {ZeroMasked} from './parts/zero-masked';

/** A model that writes a sequence, in the three forms that share one set of weights. */
export interface EncoderDecoder {
  /**
   * For training with teacher forcing: [source, START and the target] to the probabilities of the target and END, [batch,
   * target length, vocabulary].
   */
  model: tf.LayersModel;
  /** Source to the decoder's first states and, with attention, what the decoder looks at. */
  encoder: tf.LayersModel;
  /**
   * One or more steps: [tokens, states ..., what the encoder gave to look at] to [probabilities, states ..., attention
   * weights].
   */
  decoder: tf.LayersModel;
}

/** Options of {@link buildEncoderDecoder}. */
export interface EncoderDecoderOptions {
  /** Tokens of the source language, PAD (id 0) included. */
  sourceVocabulary: number;
  /** Tokens of the target language, PAD (id 0), START and END included. */
  targetVocabulary: number;
  /** Width of a token's vector; defaults to 64. */
  embedding?: number;
  /** Width of encoder and decoder; defaults to 256. */
  units?: number;
  /** Kind of both; defaults to 'lstm'. */
  cell?: CellName;
  /**
   * Score of the attention of each decoder state over all encoder states: 'additive' (Bahdanau), 'dot' or 'scaledDot'
   * (Luong). Defaults to none: the decoder gets the encoder's last state only.
   */
  attention?: ScoreName;
  /** Share of the inputs of encoder and decoder that training sets to zero, in [0, 1); defaults to 0. */
  dropout?: number;
}

const NAMES = [
  ...(['sourceVocabulary', 'targetVocabulary', 'embedding', 'units', 'cell', 'attention', 'dropout'] as const),
];

/**
 * An encoder-decoder for translation: one recurrent layer reads the source, another writes the target.
 *
 *     S = encoder(source)      H = decoder(target so far, last state of S)
 *     W = softmax(score(H, S))      P = softmax([H, W S] W_y + b_y)        with attention
 *
 * Padding (token 0) changes nothing: neither states nor attention, nor the loss with `training.fit`.
 *
 * @param options see {@link EncoderDecoderOptions}
 * @returns see {@link EncoderDecoder}; all uncompiled
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Source: Sutskever et al. 2014, arXiv:1409.3215; Bahdanau et al. 2014, arXiv:1409.0473 (additive score); Luong et al. 2015,
 * arXiv:1508.04025 (attention after the recurrent layer). Differs: Bahdanau feeds what attention found into the decoder's
 * next step; here, as in Luong without input feeding, it goes to the output only, so that all steps train at once. Lesson:
 * notebooks/05-text/5.4.
 */
export function buildEncoderDecoder(options: EncoderDecoderOptions): EncoderDecoder {
  checkOptions('buildEncoderDecoder', options, NAMES);
  const {sourceVocabulary, targetVocabulary, embedding: width = 64, units = 256, cell = 'lstm'} = options;
  const {attention: score, dropout = 0} = options;
  checkWhole('buildEncoderDecoder: sourceVocabulary', sourceVocabulary);
  checkWhole('buildEncoderDecoder: targetVocabulary', targetVocabulary);
  checkGiven('buildEncoderDecoder', {embedding: width, units});
  checkOneOf('buildEncoderDecoder: cell', cell, CELL_NAMES);
  checkRate('buildEncoderDecoder: dropout', dropout);
  checkScore('buildEncoderDecoder', score);
  const source = tf.input({shape: [null], dtype: 'int32', name: 'source'});
  const vectors = apply(embedding({inputDim: sourceVocabulary, outputDim: width, maskZero: true}), source);
  const read = CELLS[cell]({units, returnSequences: score !== undefined, returnState: true, dropout});
  const [sequence, ...states] = read.apply(vectors) as Node[];
  const writer = makeDecoder({vocabulary: targetVocabulary, embedding: width, units, cell, score, dropout});
  const target = tf.input({shape: [null], dtype: 'int32', name: 'target'});
  const [probabilities] = writer.decode(target, states, score && sequence);
  // The encoder's padding goes to the decoder as steps of zeros, for a tensor alone carries no mask.
  const memory = score === undefined ? [] : [apply(new ZeroMasked(), sequence)];
  return {
    model: tf.model({inputs: [source, target], outputs: probabilities}),
    encoder: tf.model({inputs: source, outputs: [...states, ...memory]}),
    decoder: writer.stepModel(units),
  };
}
