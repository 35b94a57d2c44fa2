import * as tf from '@tensorflow/tfjs';
import {checkFlags, checkGiven, checkOptions, checkWhole} from '../data/arguments';
import {dense, simpleRNN} from '../layers';
import {checkWidths} from './parts/check';

/** What every builder needs to know about its input. */
export interface InputOptions {
  /** Time steps of an input; defaults to any number. */
  lookback?: number;
  /** Numbers at each time step; defaults to 1. */
  features?: number;
}

/** Options of {@link buildSimpleRnn}. */
export interface SimpleRnnModelOptions extends InputOptions {
  /** Width of each recurrent layer, first to last, such as [20, 20]. */
  units: number[];
  /** Hands on the state of every step, for seq2seq; defaults to false: the last state only. */
  returnSequences?: boolean;
  /** Outputs of a linear layer at the end; defaults to none: the last recurrent layer is the output. */
  dense?: number;
}

/**
 * A stack of simple recurrent layers, with a linear layer on top where asked for.
 *
 * @param options see {@link SimpleRnnModelOptions}
 * @returns an uncompiled model, its weights drawn from the engine's seed: [batch, lookback, features] to
 *   [batch, outputs], or [batch, lookback, outputs]
 * @throws RangeError when a size is no whole number >= 1, or there is no layer
 *
 * Lesson: notebooks/02-forecasting/2.1.
 */
export function buildSimpleRnn(options: SimpleRnnModelOptions): tf.Sequential {
  checkOptions('buildSimpleRnn', options, ['units', 'returnSequences', 'dense', 'lookback', 'features']);
  const {units, returnSequences = false, dense: outputs, lookback, features = 1} = options;
  checkWidths('buildSimpleRnn: units', units);
  checkGiven('buildSimpleRnn', {features, lookback, dense: outputs});
  checkFlags('buildSimpleRnn', {returnSequences});
  const model = tf.sequential();
  units.forEach((width, i) => {
    model.add(
      simpleRNN({
        units: width,
        returnSequences: returnSequences || i < units.length - 1,
        ...(i === 0 ? {inputShape: [lookback ?? null, features]} : {}),
      }),
    );
  });
  if (outputs !== undefined) model.add(dense({units: outputs}));
  return model;
}

/** Options of {@link buildDense}. */
export interface DenseModelOptions extends InputOptions {
  /** Time steps of an input: a dense layer needs to know them. */
  lookback: number;
  /** Width of hidden layers with ReLU; defaults to none: linear regression. */
  hidden?: number[];
  /** Outputs; defaults to 1. */
  outputs?: number;
}

/**
 * Dense layers over all time steps at once; without hidden layers this is linear regression, trained.
 *
 * @param options see {@link DenseModelOptions}
 * @returns an uncompiled model: [batch, lookback, features] to [batch, outputs]
 * @throws RangeError when a size is no whole number >= 1
 *
 * Lesson: notebooks/02-forecasting/2.1.
 */
export function buildDense(options: DenseModelOptions): tf.Sequential {
  checkOptions('buildDense', options, ['lookback', 'features', 'hidden', 'outputs']);
  const {lookback, features = 1, hidden = [], outputs = 1} = options;
  checkWhole('buildDense: lookback', lookback);
  checkGiven('buildDense', {features, outputs});
  checkWidths('buildDense: hidden', hidden, {empty: true});
  const model = tf.sequential();
  model.add(tf.layers.flatten({inputShape: [lookback, features]}));
  [...hidden, outputs].forEach((width, i) => {
    const isLast = i === hidden.length;
    model.add(dense({units: width, ...(isLast ? {} : {activation: 'relu' as const})}));
  });
  return model;
}
