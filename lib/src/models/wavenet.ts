import * as tf from '@tensorflow/tfjs';
import {checkFlags, checkGiven, checkOneOf, checkOptions} from '../data/arguments';
import {causalConv1d, dense, embedding, lastStep, waveNetBlock} from '../layers';
import {apply, type Node} from './parts/stack';
import type {InputOptions} from './rnn';

/** Options of {@link buildWaveNet}. */
export interface WaveNetOptions extends InputOptions {
  /** Blocks of a stack, with dilations 1, 2, 4, ...; defaults to 4. */
  blocks?: number;
  /** Stacks, each of which begins again with dilation 1; defaults to 2. */
  stacks?: number;
  /** Width of all convolutions; defaults to 16. */
  filters?: number;
  /** Steps that a causal convolution looks at; defaults to 2. */
  kernelSize?: number;
  /** Numbers at each step, such as the next ten values, or levels of a waveform; defaults to 1. */
  outputs?: number;
  /** Of the last layer; defaults to 'linear'. */
  activation?: 'linear' | 'softmax';
  /** Levels of a waveform: the input is then their numbers, [batch, lookback], embedded. Defaults to none. */
  levels?: number;
  /** Outputs at every step, for seq2seq; false gives those of the last step alone. Defaults to true. */
  returnSequences?: boolean;
}

/**
 * The dilations of a {@link buildWaveNet}, block by block.
 *
 * @param options `blocks` and `stacks`, as of {@link buildWaveNet}
 * @returns a dilation rate for each block
 */
export function waveNetDilations(options: Pick<WaveNetOptions, 'blocks' | 'stacks'> = {}): number[] {
  checkOptions('waveNetDilations', options, ['blocks', 'stacks']);
  return dilationsOf(options, 'waveNetDilations');
}

function dilationsOf({blocks = 4, stacks = 2}: Pick<WaveNetOptions, 'blocks' | 'stacks'>, where: string): number[] {
  checkGiven(where, {blocks, stacks});
  return Array.from({length: blocks * stacks}, (_, i) => 2 ** (i % blocks));
}

/**
 * WaveNet: gated, dilated causal convolutions with residual and skip connections.
 *
 * A causal convolution of `kernelSize` begins; each block hands its residual output to the next and its skip to the head:
 * the sum of all skips, ReLU, a dense layer with ReLU, and the outputs. The last block has no residual convolution, for
 * nothing would read it. One output sees 1 + (kernelSize - 1) (1 + stacks (2^blocks - 1)) time steps.
 *
 * With u filters, k = kernelSize, f features, o outputs and n = blocks · stacks it has
 *
 *     u (k f + 1) + n 2u (k u + 1) + (2n - 1) u (u + 1) + u (u + 1) + o (u + 1)
 *
 * weights; with `levels` an embedding of levels · u stands in front, and f = u.
 *
 * @param options see {@link WaveNetOptions}
 * @returns an uncompiled model: [batch, lookback, features], or [batch, lookback] with `levels`, to
 *   [batch, lookback, outputs], or [batch, outputs] without `returnSequences`
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Source: van den Oord et al. 2016, arXiv:1609.03499. Lesson: notebooks/04-convolutions/4.2.
 */
export function buildWaveNet(options: WaveNetOptions = {}): tf.LayersModel {
  checkOptions('buildWaveNet', options, [
    ...(['blocks', 'stacks', 'filters', 'kernelSize', 'outputs', 'activation', 'levels'] as const),
    ...(['lookback', 'features', 'returnSequences'] as const),
  ]);
  const {returnSequences = true} = options;
  checkFlags('buildWaveNet', {returnSequences});
  const {filters = 16, kernelSize = 2, outputs = 1, activation = 'linear', levels, lookback, features = 1} = options;
  checkGiven('buildWaveNet', {filters, kernelSize, outputs, levels, lookback, features});
  checkOneOf('buildWaveNet: activation', activation, ['linear', 'softmax']);
  const dilations = dilationsOf(options, 'buildWaveNet');
  const steps = lookback ?? null;
  const input = tf.input({shape: levels ? [steps] : [steps, features]});
  const x = levels ? apply(embedding({inputDim: levels, outputDim: filters}), input) : input;
  let h = apply(causalConv1d({filters, kernelSize}), x);
  const skips = dilations.map((dilationRate, i) => {
    const residual = i < dilations.length - 1;
    const made = waveNetBlock({filters, kernelSize, dilationRate, residual}).apply(h) as Node | Node[];
    if (!Array.isArray(made)) return made;
    h = made[0];
    return made[1];
  });
  const sum = skips.length > 1 ? apply(tf.layers.add(), skips) : skips[0];
  // The head looks at each step by itself, so steps that nobody reads need not pass it.
  const read = returnSequences ? sum : apply(lastStep(), sum);
  const rectified = apply(tf.layers.activation({activation: 'relu'}), read);
  const head = apply(dense({units: filters, activation: 'relu'}), rectified);
  return tf.model({inputs: input, outputs: apply(dense({units: outputs, activation}), head)});
}
