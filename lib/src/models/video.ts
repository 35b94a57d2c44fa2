import * as tf from '@tensorflow/tfjs';
import {checkFlags, checkGiven, checkOptions, checkWhole} from '../data/arguments';
import {
  conv2d,
  conv3d,
  globalAveragePooling1d,
  globalAveragePooling2d,
  masking,
  maxPooling2d,
  maxPooling3d,
  timeDistributed,
} from '../layers';
import {checkWidths} from './parts/check';
import {
  addClasses,
  apply,
  checkHead,
  checkScore,
  checkStack,
  HEAD_OPTIONS,
  type HeadOptions,
  type Node,
  poolByAttention,
  type ScoreName,
  STACK_OPTIONS,
  type StackOptions,
  stackRecurrent,
} from './parts/stack';

/** Options that models of video share. */
export interface VideoOptions extends HeadOptions {
  /** Pixels of a frame from top to bottom. */
  height: number;
  /** Pixels of a frame from left to right. */
  width: number;
  /** Numbers of a pixel; defaults to 1. */
  channels?: number;
  /** Filters of each convolution, first to last; a max pooling layer of 2 follows each. */
  filters?: number[];
  /** Pixels (and frames, in 3D) that a filter looks at in each direction; defaults to 3. */
  kernelSize?: number;
  /** Actions that are told apart: 1 for one probability (sigmoid), else a softmax. */
  classes: number;
}

/** Options of {@link buildVideoClassifier}. */
export interface VideoClassifierOptions extends VideoOptions, Partial<StackOptions> {
  /** Frames of a clip; defaults to any number. */
  frames?: number;
  /**
   * Whether frames of nothing but zeros are padding. The convolutions then have no bias, so that such a frame stays zero
   * up to the recurrent layers, which skip it. Defaults to false.
   */
  maskZero?: boolean;
  /**
   * Whether the recurrent layers are given every place of the last filters, instead of their mean over the frame. Then
   * they know where things are, and have height · width / 4^layers times as many inputs. Defaults to false.
   */
  keepPlaces?: boolean;
  /** Pools all states by attention of this score instead of reading the last one; defaults to none. */
  attention?: ScoreName;
}

/** Options of {@link buildVideoCnn}. */
export interface VideoCnnOptions extends VideoOptions {
  /** Frames of every clip. */
  frames: number;
  /** Widths of LSTM layers that read what the convolutions give, frame by frame; defaults to none: the mean over time. */
  units?: number[];
}

const NAMES = [
  ...(['height', 'width', 'channels', 'filters', 'kernelSize', 'classes', 'frames'] as const),
  ...HEAD_OPTIONS,
];

function readOptions(options: VideoOptions, where: string): Required<Omit<VideoOptions, keyof HeadOptions>> {
  const {height, width, channels = 1, filters = [64], kernelSize = 3, classes} = options;
  checkWhole(`${where}: height`, height);
  checkWhole(`${where}: width`, width);
  checkWhole(`${where}: classes`, classes);
  checkGiven(where, {channels, kernelSize});
  checkWidths(`${where}: filters`, filters);
  checkHead(where, options);
  return {height, width, channels, filters, kernelSize, classes};
}

/**
 * A classifier of actions: the same convolutions look at every frame, recurrent layers at their sequence.
 *
 * Each convolution is followed by max pooling, the last one by the mean over the frame (or by none, with `keepPlaces`).
 *
 * @param options see {@link VideoClassifierOptions}; `filters` defaults to [64], `units` to [128, 64]
 * @returns an uncompiled model: [batch, frames, height, width, channels] to probabilities [batch, classes]
 * @throws RangeError for an option that is unknown or of no meaning, by name and value, and where a frame is too small
 *
 * Source: Donahue et al. 2015, arXiv:1411.4389. Lesson: notebooks/06-applications/6.3.
 */
export function buildVideoClassifier(options: VideoClassifierOptions): tf.LayersModel {
  checkOptions('buildVideoClassifier', options, [...NAMES, ...STACK_OPTIONS, 'maskZero', 'keepPlaces', 'attention']);
  const {height, width, channels, filters, kernelSize, classes} = readOptions(options, 'buildVideoClassifier');
  const {frames, maskZero = false, keepPlaces = false, attention} = options;
  checkGiven('buildVideoClassifier', {frames});
  checkFlags('buildVideoClassifier', {maskZero, keepPlaces});
  checkScore('buildVideoClassifier', attention);
  const stack = {units: [128, 64], ...options};
  checkStack('buildVideoClassifier', stack);
  const input = tf.input({shape: [frames ?? null, height, width, channels]});
  const each = (layer: tf.layers.Layer, x: Node) => apply(timeDistributed({layer}), x);
  const useBias = !maskZero;
  const seen = filters.reduce<Node>((x, count, i) => {
    const y = each(conv2d({filters: count, kernelSize, padding: 'same', activation: 'relu', useBias}), x);
    const pooled = each(maxPooling2d({}), y);
    if (i < filters.length - 1) return pooled;
    return each(keepPlaces ? tf.layers.flatten() : globalAveragePooling2d(), pooled);
  }, input);
  const x = maskZero ? apply(masking(), seen) : seen;
  const h = stackRecurrent(x, stack, attention !== undefined);
  return tf.model({
    inputs: input,
    outputs: addClasses(attention ? poolByAttention(h, attention) : h, options, classes),
  });
}

/**
 * A classifier of actions by convolutions over space and time at once.
 *
 * Each convolution is followed by max pooling over space (and, from the second on, over time too); the mean over what is
 * left goes to the dense layers. With `units` the mean over each frame goes to LSTM layers first.
 *
 * @param options see {@link VideoCnnOptions}; `filters` defaults to [16, 32]
 * @returns an uncompiled model: [batch, frames, height, width, channels] to probabilities [batch, classes]
 * @throws RangeError for an option that is unknown or of no meaning, by name and value, and where a clip is too small
 *
 * Source: Tran et al. 2015, arXiv:1412.0767. Lesson: notebooks/06-applications/6.3.
 */
export function buildVideoCnn(options: VideoCnnOptions): tf.LayersModel {
  checkOptions('buildVideoCnn', options, [...NAMES, 'units']);
  const {height, width, channels, filters, kernelSize, classes} = readOptions(
    {filters: [16, 32], ...options},
    'buildVideoCnn',
  );
  const {frames, units} = options;
  checkWhole('buildVideoCnn: frames', frames);
  if (units !== undefined) checkWidths('buildVideoCnn: units', units);
  const input = tf.input({shape: [frames, height, width, channels]});
  const h = filters.reduce<Node>((x, count, i) => {
    const y = apply(conv3d({filters: count, kernelSize, padding: 'same', activation: 'relu'}), x);
    return apply(maxPooling3d({poolSize: [i === 0 ? 1 : 2, 2, 2]}), y);
  }, input);
  if (units) {
    const steps = apply(timeDistributed({layer: globalAveragePooling2d()}), h);
    return tf.model({inputs: input, outputs: addClasses(stackRecurrent(steps, {units}, false), options, classes)});
  }
  const [, ...sizes] = h.shape as number[];
  const count = filters[filters.length - 1];
  const places = sizes.reduce((all, size) => all * size, 1) / count;
  const rows = apply(tf.layers.reshape({targetShape: [places, count]}), h);
  return tf.model({inputs: input, outputs: addClasses(apply(globalAveragePooling1d(), rows), options, classes)});
}
