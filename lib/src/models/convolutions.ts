import * as tf from '@tensorflow/tfjs';
import {checkGiven, checkOneOf, checkOptions, show} from '../data/arguments';
import {conv1d, globalAveragePooling1d, globalMaxPooling1d, lastStep, maxPooling1d} from '../layers';
import {checkWidths} from './parts/check';
import {
  addHead,
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
import type {InputOptions} from './rnn';

/** One stage of a {@link buildCnn}: a convolution over time with ReLU, and a pooling layer where asked for. */
export interface ConvolutionStage {
  /** Width of the convolution. */
  filters: number;
  /** Steps that it looks at. */
  kernelSize: number;
  /** Steps from one window to the next; defaults to 1. */
  strides?: number;
  /** Steps between the steps of a window; defaults to 1. */
  dilationRate?: number;
  /** Steps of a max pooling layer behind it; defaults to none. */
  pool?: number;
}

/** Options of {@link buildCnn}. */
export interface CnnOptions extends InputOptions, HeadOptions, Partial<StackOptions> {
  /** Convolutions, first to last. */
  stages: ConvolutionStage[];
  /** What is put around the sequence, see `layers.conv1d`; defaults to 'valid'. */
  padding?: 'valid' | 'same' | 'causal';
  /**
   * What goes on from the convolutions where no recurrent layer reads them (`units`): the largest or the mean number of each
   * filter over all steps, its number at the last step, or all steps for an output at each. Defaults to 'max'.
   */
  read?: 'max' | 'average' | 'last' | 'all';
  /** Numbers that the model gives; defaults to 1. */
  outputs?: number;
}

const STAGE_OPTIONS = ['filters', 'kernelSize', 'strides', 'dilationRate', 'pool'] as const;
const NAMES = [
  ...(['stages', 'padding', 'read', 'outputs', 'lookback', 'features'] as const),
  ...STACK_OPTIONS,
  ...HEAD_OPTIONS,
];

/** Convolutions with ReLU and pooling layers. */
export function stackConvolutions(x: Node, stages: ConvolutionStage[], padding: CnnOptions['padding'] = 'valid'): Node {
  return stages.reduce((h, {filters, kernelSize, strides, dilationRate, pool}) => {
    const y = apply(conv1d({filters, kernelSize, strides, dilationRate, padding, activation: 'relu'}), h);
    return pool === undefined ? y : apply(maxPooling1d({poolSize: pool}), y);
  }, x);
}

/** @throws RangeError that names option and value */
export function checkStages(where: string, stages: ConvolutionStage[]): void {
  if (!Array.isArray(stages) || stages.length === 0) {
    throw new RangeError(`${where}: stages must be a list such as [{filters: 32, kernelSize: 3}], got ${show(stages)}`);
  }
  stages.forEach((stage, i) => {
    checkOptions(`${where}: stages[${i}]`, stage, STAGE_OPTIONS);
    const {filters = Number.NaN, kernelSize = Number.NaN, strides, dilationRate, pool} = stage;
    const sizes = {filters, kernelSize, strides, dilationRate, pool};
    checkGiven(where, Object.fromEntries(Object.entries(sizes).map(([name, size]) => [`stages[${i}].${name}`, size])));
  });
}

function readSteps(x: Node, read: NonNullable<CnnOptions['read']>): Node {
  if (read === 'all') return x;
  if (read === 'last') return apply(lastStep(), x);
  return apply(read === 'max' ? globalMaxPooling1d() : globalAveragePooling1d(), x);
}

/**
 * Convolutions over time, read by pooling, at the last step, or by recurrent layers.
 *
 * A convolution of u filters and kernel size k that reads f features has u (k f + 1) weights. Global pooling throws away
 * WHEN something was there: for a forecast, read the last step of causal convolutions instead.
 *
 * @param options see {@link CnnOptions}; with `units` recurrent layers read what the convolutions give
 * @returns an uncompiled model: [batch, lookback, features] to [batch, outputs], or [batch, windows, outputs] for 'all'
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Source: LeCun et al. 1998. Lesson: notebooks/04-convolutions/4.1. Check: lib/test/models/convolutions.test.ts.
 */
export function buildCnn(options: CnnOptions): tf.LayersModel {
  checkOptions('buildCnn', options, NAMES);
  return build(options, 'buildCnn');
}

function build(options: CnnOptions, where: string): tf.LayersModel {
  const {stages, padding = 'valid', read = 'max', units, outputs = 1, lookback, features = 1} = options;
  checkStages(where, stages);
  checkOneOf(`${where}: padding`, padding, ['valid', 'same', 'causal']);
  checkOneOf(`${where}: read`, read, ['max', 'average', 'last', 'all']);
  if (units !== undefined) checkStack(where, {...options, units});
  checkHead(where, options);
  checkGiven(where, {outputs, lookback, features});
  const input = tf.input({shape: [lookback ?? null, features]});
  const h = stackConvolutions(input, stages, padding);
  const last = units ? stackRecurrent(h, {...options, units}, read === 'all') : readSteps(h, read);
  return tf.model({inputs: input, outputs: addHead(last, options, outputs)});
}

/** Options of {@link buildCausalCnn}. */
export interface CausalCnnOptions extends InputOptions {
  /** Width of every convolution; defaults to 20. */
  filters?: number;
  /** Steps that each looks at; defaults to 2. */
  kernelSize?: number;
  /** Dilation of each, first to last; defaults to [1, 2, 4, 8, 1, 2, 4, 8]. */
  dilationRates?: number[];
  /** Numbers at each step, such as the next ten values; defaults to 1. */
  outputs?: number;
}

/**
 * The simplified WaveNet: dilated causal convolutions with ReLU, and a dense layer at every step.
 *
 * No output depends on a later input; with dilations 1, 2, 4, ... the receptive field doubles from layer to layer.
 *
 * @param options see {@link CausalCnnOptions}
 * @returns an uncompiled model: [batch, lookback, features] to [batch, lookback, outputs]
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Source: van den Oord et al. 2016, arXiv:1609.03499, without gates, residuals and skips. Lesson:
 * notebooks/04-convolutions/4.2.
 */
export function buildCausalCnn(options: CausalCnnOptions = {}): tf.LayersModel {
  checkOptions('buildCausalCnn', options, [
    ...(['filters', 'kernelSize', 'dilationRates', 'outputs', 'lookback', 'features'] as const),
  ]);
  const {filters = 20, kernelSize = 2, dilationRates = [1, 2, 4, 8, 1, 2, 4, 8], ...others} = options;
  checkGiven('buildCausalCnn', {filters, kernelSize});
  checkWidths('buildCausalCnn: dilationRates', dilationRates);
  const stages = dilationRates.map((dilationRate) => ({filters, kernelSize, dilationRate}));
  return build({...others, stages, padding: 'causal', read: 'all'}, 'buildCausalCnn');
}
