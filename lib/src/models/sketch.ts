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
  STACK_OPTIONS,
  type StackOptions,
  stackRecurrent,
} from './parts/stack';

/** Options of {@link buildSketchClassifier}. */
export interface SketchClassifierOptions extends Partial<StackOptions>, HeadOptions {
  /** Things that are drawn. */
  classes: number;
  /** Numbers of a stroke; defaults to 3: how far the pen goes right and down, and whether it is lifted. */
  features?: number;
  /** Strokes of a sketch; defaults to any number. */
  lookback?: number;
  /** Convolutions, first to last; defaults to 32 filters of 5 steps, stride 2, and 64 filters of 5 steps, stride 2. */
  stages?: ConvolutionStage[];
}

/**
 * A classifier of sketches: convolutions over pen strokes, recurrent layers, a softmax.
 *
 * @param options see {@link SketchClassifierOptions}; `units` defaults to [64]
 * @returns an uncompiled model: strokes [batch, lookback, features] to probabilities [batch, classes]
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Source: the form of Ha and Eck 2017, arXiv:1704.03477. Lesson: notebooks/06-applications/6.6.
 */
export function buildSketchClassifier(options: SketchClassifierOptions): tf.LayersModel {
  checkOptions('buildSketchClassifier', options, [
    ...(['classes', 'features', 'lookback', 'stages'] as const),
    ...STACK_OPTIONS,
    ...HEAD_OPTIONS,
  ]);
  const {classes, features = 3, lookback} = options;
  const {stages = [32, 64].map((filters) => ({filters, kernelSize: 5, strides: 2}))} = options;
  checkWhole('buildSketchClassifier: classes', classes);
  checkGiven('buildSketchClassifier', {features, lookback});
  checkStages('buildSketchClassifier', stages);
  const stack = {units: [64], ...options};
  checkStack('buildSketchClassifier', stack);
  checkHead('buildSketchClassifier', options);
  const input = tf.input({shape: [lookback ?? null, features]});
  const h = stackRecurrent(stackConvolutions(input, stages, 'same'), stack, false);
  return tf.model({inputs: input, outputs: addClasses(h, options, classes)});
}

/** Options of {@link buildSketchModel}. */
export interface SketchModelOptions extends Omit<Partial<StackOptions>, 'bidirectional' | 'residual'> {
  /** Normal distributions that are mixed for the next movement of the pen; defaults to 5. */
  components?: number;
  /** Strokes of a sketch; defaults to any number. */
  lookback?: number;
}

/**
 * A generator of sketches: recurrent layers that say, after every stroke, how the next one is distributed.
 *
 * Train it with `mixtureLoss(components)` on `mixtureTargets(strokes, components)`; `readMixture` reads what it gives.
 *
 * @param options see {@link SketchModelOptions}; `units` defaults to [128]
 * @returns an uncompiled model: strokes [batch, lookback, 5] (Δx, Δy, and which of: pen down, pen lifted after this, end)
 *   to [batch, lookback, 6 · components + 3]
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Source: Ha and Eck 2017, arXiv:1704.03477, the decoder without latent vector. Lesson: notebooks/06-applications/6.6.
 */
export function buildSketchModel(options: SketchModelOptions = {}): tf.LayersModel {
  const names = STACK_OPTIONS.filter((name) => name !== 'bidirectional' && name !== 'residual');
  checkOptions('buildSketchModel', options, [...names, 'components', 'lookback']);
  const {components = 5, lookback} = options;
  checkGiven('buildSketchModel', {components, lookback});
  const stack = {units: [128], ...options};
  checkStack('buildSketchModel', stack);
  const input = tf.input({shape: [lookback ?? null, 5]});
  const h = stackRecurrent(input, stack, true);
  return tf.model({inputs: input, outputs: apply(dense({units: 6 * components + 3}), h)});
}
