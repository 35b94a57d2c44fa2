import * as tf from '@tensorflow/tfjs';
import {checkFlags, checkGiven, checkOneOf, checkOptions} from '../data/arguments';
import {
  addHead,
  checkBatchSize,
  checkHead,
  checkStack,
  HEAD_OPTIONS,
  type HeadOptions,
  type OutputActivation,
  STACK_OPTIONS,
  type StackOptions,
  stackRecurrent,
} from './parts/stack';
import type {InputOptions} from './rnn';

/** Options of {@link buildRecurrent}. */
export interface RecurrentModelOptions extends InputOptions, StackOptions, HeadOptions {
  /** Numbers that the model gives, at the end or at every step; defaults to 1. */
  outputs?: number;
  /** Of the last layer; defaults to 'linear'. */
  activation?: OutputActivation;
  /** Gives its outputs at every step (seq2seq) instead of once at the end; defaults to false. */
  returnSequences?: boolean;
  /** Examples of every batch; only a stateful model needs to know. */
  batchSize?: number;
}

const NAMES = [
  ...STACK_OPTIONS,
  ...HEAD_OPTIONS,
  ...(['lookback', 'features', 'outputs', 'activation', 'returnSequences', 'batchSize'] as const),
];

const WITHOUT_CELL = NAMES.filter((name) => name !== 'cell');
const ACTIVATIONS: readonly OutputActivation[] = ['linear', 'sigmoid', 'softmax', 'tanh'];

/**
 * Recurrent layers one above the other, dense layers on top: deep, bidirectional, normalised, residual or stateful.
 *
 * A layer of u units that reads f features has u (f + u + 1) weights as simple RNN, 4 u (f + u + 1) as LSTM and
 * 3 u (f + u + 2) as GRU; two directions have twice as many. A longer sequence changes nothing.
 *
 * @param options see {@link RecurrentModelOptions}
 * @returns an uncompiled model: [batch, lookback, features] to [batch, outputs], or [batch, lookback, outputs] with
 *   `returnSequences`
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Lesson: notebooks/03-gated-cells/3.3, notebooks/02-forecasting/2.2. Check: lib/test/models/recurrent.test.ts.
 */
export function buildRecurrent(options: RecurrentModelOptions): tf.LayersModel {
  checkOptions('buildRecurrent', options, NAMES);
  return build(options, 'buildRecurrent');
}

function build(options: RecurrentModelOptions, where: string): tf.LayersModel {
  const {lookback, features = 1, outputs = 1, activation, returnSequences = false, batchSize, stateful} = options;
  checkStack(where, options);
  checkHead(where, options);
  checkGiven(where, {lookback, features, outputs, batchSize});
  checkBatchSize(where, {stateful, batchSize});
  checkFlags(where, {returnSequences});
  if (activation !== undefined) checkOneOf(`${where}: activation`, activation, ACTIVATIONS);
  const shape = [lookback ?? null, features];
  const input = tf.input(batchSize === undefined ? {shape} : {batchShape: [batchSize, ...shape]});
  const h = stackRecurrent(input, options, returnSequences);
  return tf.model({inputs: input, outputs: addHead(h, options, outputs, activation)});
}

/**
 * {@link buildRecurrent} with LSTM layers. Lesson: notebooks/02-forecasting/2.2.
 *
 * @param options see {@link RecurrentModelOptions}
 * @returns the model, not compiled
 */
export function buildLstm(options: Omit<RecurrentModelOptions, 'cell'>): tf.LayersModel {
  checkOptions('buildLstm', options, WITHOUT_CELL);
  return build({...options, cell: 'lstm'}, 'buildLstm');
}

/**
 * {@link buildRecurrent} with GRU layers. Lesson: notebooks/03-gated-cells/3.2.
 *
 * @param options see {@link RecurrentModelOptions}
 * @returns the model, not compiled
 */
export function buildGru(options: Omit<RecurrentModelOptions, 'cell'>): tf.LayersModel {
  checkOptions('buildGru', options, WITHOUT_CELL);
  return build({...options, cell: 'gru'}, 'buildGru');
}
