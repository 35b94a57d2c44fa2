import * as tf from '@tensorflow/tfjs';
import {checkOneOf, checkOptions, checkWhole} from '../data/arguments';
import {causalConv1d, dense, gateBias, gru, lastStep, lstm, simpleRNN} from '../layers';
import {buildTransformer} from './transformer';

/** A way to read a sequence, see {@link buildCandidate}. */
export type CandidateName = 'SimpleRNN' | 'LSTM' | 'LSTM, open' | 'GRU' | 'GRU, open' | 'convolution' | 'attention';

/** Options of {@link buildCandidate}. */
export interface CandidateOptions {
  /** Time steps of an input. */
  lookback: number;
  /** Numbers at each step; defaults to 1. */
  features?: number;
}

type Reader = (steps: number) => tf.layers.Layer[];

/** Widths that give about 1,100 weights each, for one or two features and 50 steps. */
const READERS: Record<Exclude<CandidateName, 'attention'>, Reader> = {
  SimpleRNN: () => [simpleRNN({units: 32})],
  LSTM: () => [lstm({units: 16})],
  'LSTM, open': (steps) => [
    lstm({units: 16, unitForgetBias: false, biasInitializer: gateBias([0, Math.log(steps), 0, 0])}),
  ],
  GRU: () => [gru({units: 18})],
  'GRU, open': (steps) => [gru({units: 18, biasInitializer: gateBias([Math.log(steps), 0, 0])})],
  convolution: (steps) => {
    const rates = Array.from({length: Math.max(1, Math.ceil(Math.log2(steps)))}, (_, i) => 2 ** i);
    const layers = rates.map((dilationRate) =>
      causalConv1d({filters: 10, kernelSize: 2, dilationRate, activation: 'relu'}),
    );
    return [...layers, lastStep()];
  },
};

/** The seven, from the plain cell to attention. */
export const CANDIDATES: readonly CandidateName[] = [...(Object.keys(READERS) as CandidateName[]), 'attention'];

/**
 * One of seven ways to read a sequence and say one number, all of about 1,100 weights: what a choice is made among.
 *
 * SimpleRNN of 32 units, LSTM of 16, GRU of 18; 'open': the gate that keeps begins with a bias of log T. Convolution:
 * causal, kernel size 2, 10 filters, ReLU, dilation 1, 2, 4, ... until the receptive field covers the lookback, read at the
 * last step. Attention: a Transformer block of width 8 with two heads and learned positions, the mean of all steps.
 *
 * @param name see {@link CANDIDATES}
 * @param options see {@link CandidateOptions}
 * @returns an uncompiled model: [batch, lookback, features] to [batch, 1]
 * @throws RangeError for an unknown name or option
 *
 * Lesson: notebooks/03-gated-cells/3.4.
 */
export function buildCandidate(name: CandidateName, options: CandidateOptions): tf.LayersModel {
  checkOneOf('buildCandidate: name', name, CANDIDATES);
  checkOptions('buildCandidate', options, ['lookback', 'features']);
  const {lookback, features = 1} = options;
  checkWhole('buildCandidate: lookback', lookback);
  checkWhole('buildCandidate: features', features);
  if (name === 'attention') return buildTransformer({lookback, features, width: 8, heads: 2, feedForward: 16});
  const input = tf.layers.inputLayer({inputShape: [lookback, features]});
  return tf.sequential({layers: [input, ...READERS[name](lookback), dense({units: 1})]});
}
