import * as tf from '@tensorflow/tfjs';
import {dense, simpleRNN} from '../layers';

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

function checkWhole(name: string, value: unknown): void {
  if (!Number.isInteger(value) || (value as number) < 1) {
    throw new RangeError(`${name} must be a whole number >= 1, got ${value}`);
  }
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
  const {units, returnSequences = false, dense: outputs, lookback, features = 1} = options;
  if (!Array.isArray(units) || units.length === 0) throw new RangeError('units must be a list such as [20, 20]');
  units.forEach((width, i) => {
    checkWhole(`units[${i}]`, width);
  });
  checkWhole('features', features);
  if (lookback !== undefined) checkWhole('lookback', lookback);
  if (outputs !== undefined) checkWhole('dense', outputs);
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
  const {lookback, features = 1, hidden = [], outputs = 1} = options;
  checkWhole('lookback', lookback);
  checkWhole('features', features);
  checkWhole('outputs', outputs);
  hidden.forEach((width, i) => {
    checkWhole(`hidden[${i}]`, width);
  });
  const model = tf.sequential();
  model.add(tf.layers.flatten({inputShape: [lookback, features]}));
  [...hidden, outputs].forEach((width, i) => {
    const isLast = i === hidden.length;
    model.add(dense({units: width, ...(isLast ? {} : {activation: 'relu' as const})}));
  });
  return model;
}
