import * as tf from '@tensorflow/tfjs';
import {checkGiven, checkOptions, checkWhole} from '../data/arguments';
import {dense} from '../layers';
import {type ConvolutionStage, checkStages, stackConvolutions} from './convolutions';
import {
  addClasses,
  apply,
  checkHead,
  checkStack,
  HEAD_OPTIONS,
  type HeadOptions,
  type Node,
  STACK_OPTIONS,
  type StackOptions,
  stackRecurrent,
} from './parts/stack';

/** Options that models of speech share. */
export interface SpeechOptions extends Partial<StackOptions> {
  /** Numbers of a frame, such as 13 MFCC. */
  features: number;
  /** Frames of a recording; defaults to any number. */
  lookback?: number;
  /** Convolutions with padding 'same', first to last; defaults to [{filters: 64, kernelSize: 3, pool: 2}]. */
  stages?: ConvolutionStage[];
}

/** Options of {@link buildSpeechClassifier}. */
export interface SpeechClassifierOptions extends SpeechOptions, HeadOptions {
  /** Words that are told apart. */
  classes: number;
}

/** Options of {@link buildCtcModel}. */
export interface CtcModelOptions extends SpeechOptions {
  /** Symbols of a transcript, the blank not counted. */
  symbols: number;
}

const NAMES = [...STACK_OPTIONS, ...(['features', 'lookback', 'stages'] as const)];
const STAGES: ConvolutionStage[] = [{filters: 64, kernelSize: 3, pool: 2}];

/** Convolutions and recurrent layers in both directions. */
function listen(options: SpeechOptions, units: number[], everyStep: boolean, where: string): [Node, Node] {
  const {features, lookback, stages = STAGES} = options;
  checkWhole(`${where}: features`, features);
  checkGiven(where, {lookback});
  checkStages(where, stages);
  const stack = {bidirectional: true, units, ...options};
  checkStack(where, stack);
  const input = tf.input({shape: [lookback ?? null, features]});
  return [input, stackRecurrent(stackConvolutions(input, stages, 'same'), stack, everyStep)];
}

/**
 * A classifier of spoken words: convolutions over frames, recurrent layers in both directions, a softmax.
 *
 * @param options see {@link SpeechClassifierOptions}; `units` defaults to [128, 64]
 * @returns an uncompiled model: frames [batch, lookback, features] to probabilities [batch, classes]
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Lesson: notebooks/06-applications/6.2.
 */
export function buildSpeechClassifier(options: SpeechClassifierOptions): tf.LayersModel {
  checkOptions('buildSpeechClassifier', options, [...NAMES, ...HEAD_OPTIONS, 'classes']);
  checkWhole('buildSpeechClassifier: classes', options.classes);
  checkHead('buildSpeechClassifier', options);
  const [input, h] = listen(options, [128, 64], false, 'buildSpeechClassifier');
  return tf.model({inputs: input, outputs: addClasses(h, options, options.classes)});
}

/**
 * A model of speech that writes transcripts without being told when each symbol is spoken.
 *
 * Train it with `layers.ctcLoss` (class 0 is the blank), labels padded with -1, and read it with `decoding.ctcGreedy` or
 * `decoding.ctcBeamSearch`. A transcript must be shorter than the frames that the pooling layers leave.
 *
 * @param options see {@link CtcModelOptions}; `units` defaults to [64]
 * @returns an uncompiled model: frames [batch, lookback, features] to logits [batch, frames left, 1 + symbols]
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Source: Graves et al. 2006, Connectionist temporal classification. Lesson: notebooks/06-applications/6.2.
 */
export function buildCtcModel(options: CtcModelOptions): tf.LayersModel {
  checkOptions('buildCtcModel', options, [...NAMES, 'symbols']);
  checkWhole('buildCtcModel: symbols', options.symbols);
  const [input, h] = listen(options, [64], true, 'buildCtcModel');
  return tf.model({inputs: input, outputs: apply(dense({units: 1 + options.symbols}), h)});
}
