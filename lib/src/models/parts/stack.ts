// What builders of several families put together.
import * as tf from '@tensorflow/tfjs';
import {checkFlags, checkOneOf, checkRate, checkWhole} from '../../data/arguments';
import {
  attention,
  batchNormalization,
  bidirectional,
  dense,
  dropout,
  globalAveragePooling1d,
  gru,
  lastStep,
  layerNormalization,
  lstm,
  simpleRNN,
} from '../../layers';
import {checkWidths} from './check';

/** A value of a model that is being built. */
export type Node = tf.SymbolicTensor;
/** Kinds of recurrent layers. */
export type CellName = 'simpleRNN' | 'lstm' | 'gru';
/** How attention scores, see `layers.attention`. */
export type ScoreName = 'additive' | 'dot' | 'scaledDot';

/** Options of a stack of recurrent layers. */
export interface StackOptions {
  /** Kind of the recurrent layers; defaults to 'lstm'. */
  cell?: CellName;
  /** Width of each recurrent layer, first to last, such as [64, 32]; of each direction, where there are two. */
  units: number[];
  /** Reads in both directions, and lays the two outputs side by side; defaults to false. */
  bidirectional?: boolean;
  /** Normalises what each recurrent layer gives, over the batch or over its features; defaults to none. */
  normalise?: 'batch' | 'layer';
  /** Adds to what each recurrent layer gives what it was given, where both are as wide; defaults to false. */
  residual?: boolean;
  /** Share of the inputs of each recurrent layer that training sets to zero, in [0, 1); defaults to 0. */
  dropout?: number;
  /** The same for the state that goes from step to step; defaults to 0. */
  recurrentDropout?: number;
  /** Keeps the last state of a batch as the first one of the next; defaults to false. */
  stateful?: boolean;
}

/** Names of the options of a stack, for messages. */
export const STACK_OPTIONS = [
  ...(['cell', 'units', 'bidirectional', 'normalise', 'residual'] as const),
  ...(['dropout', 'recurrentDropout', 'stateful'] as const),
];
export const CELLS = {simpleRNN, lstm, gru};
export const CELL_NAMES: readonly CellName[] = ['simpleRNN', 'lstm', 'gru'];

export const apply = (layer: tf.layers.Layer, input: Node | Node[]): Node => layer.apply(input) as Node;

/** @throws RangeError that names option and value */
export function checkStack(where: string, options: StackOptions): void {
  const {cell = 'lstm', units, normalise, dropout: rate = 0, recurrentDropout = 0} = options;
  checkOneOf(`${where}: cell`, cell, CELL_NAMES);
  checkWidths(`${where}: units`, units);
  if (normalise !== undefined) checkOneOf(`${where}: normalise`, normalise, ['batch', 'layer']);
  checkRate(`${where}: dropout`, rate);
  checkRate(`${where}: recurrentDropout`, recurrentDropout);
  const {bidirectional: both, residual, stateful} = options;
  checkFlags(where, {bidirectional: both, residual, stateful});
}

const SCORES: readonly ScoreName[] = ['additive', 'dot', 'scaledDot'];

/** @throws RangeError that names option and value, unless a score is a known one, or not given */
export function checkScore(where: string, attention: ScoreName | undefined): void {
  if (attention !== undefined) checkOneOf(`${where}: attention`, attention, SCORES);
}

/** @throws RangeError unless a stateful model knows its batch size, and that and other sizes are whole numbers above 0 */
export function checkBatchSize(where: string, {stateful, batchSize}: {stateful?: boolean; batchSize?: number}): void {
  if (stateful || batchSize !== undefined) checkWhole(`${where}: batchSize of a stateful model`, batchSize);
}

/** Recurrent layers one above the other; gives every step, or the last state only. */
export function stackRecurrent(x: Node, options: StackOptions, everyStep: boolean): Node {
  const {cell = 'lstm', units, normalise, residual = false} = options;
  const {dropout: rate = 0, recurrentDropout = 0, stateful = false} = options;
  let h = x;
  units.forEach((width, i) => {
    const returnSequences = everyStep || residual || i < units.length - 1;
    const recurrent = CELLS[cell]({units: width, returnSequences, dropout: rate, recurrentDropout, stateful});
    const given = h;
    h = apply(options.bidirectional ? bidirectional({layer: recurrent}) : recurrent, given);
    if (residual && given.shape[2] === h.shape[2]) h = apply(tf.layers.add(), [given, h]);
    if (normalise) h = apply(normalise === 'batch' ? batchNormalization() : layerNormalization(), h);
  });
  return residual && !everyStep ? apply(lastStep(), h) : h;
}

/** Options of the dense layers at the end of a model. */
export interface HeadOptions {
  /** Width of each hidden dense layer with ReLU, first to last; defaults to none. */
  hidden?: number[];
  /** Share of the numbers before each dense layer that training sets to zero, in [0, 1); defaults to 0. */
  hiddenDropout?: number;
}

export const HEAD_OPTIONS = ['hidden', 'hiddenDropout'] as const;

export function checkHead(where: string, {hidden = [], hiddenDropout = 0}: HeadOptions): void {
  checkWidths(`${where}: hidden`, hidden, {empty: true});
  checkRate(`${where}: hiddenDropout`, hiddenDropout);
}

/** Dense layers with ReLU, and an output layer of this width. */
export function addHead(x: Node, options: HeadOptions, outputs: number, activation?: OutputActivation): Node {
  const {hidden = [], hiddenDropout = 0} = options;
  const drop = (y: Node) => (hiddenDropout > 0 ? apply(dropout({rate: hiddenDropout}), y) : y);
  const h = hidden.reduce((y, units) => apply(dense({units, activation: 'relu'}), drop(y)), x);
  return apply(dense({units: outputs, activation}), drop(h));
}

/** What a last layer does to its numbers. */
export type OutputActivation = 'linear' | 'sigmoid' | 'softmax' | 'tanh';

/** Probabilities of classes: one sigmoid for `classes: 1`, else a softmax. */
export function addClasses(x: Node, options: HeadOptions, classes: number): Node {
  return addHead(x, options, classes, classes === 1 ? 'sigmoid' : 'softmax');
}

/**
 * One vector for a sequence: a mean of its steps, weighed by attention. What asks is the plain mean of the steps; masked
 * steps count in neither.
 */
export function poolByAttention(x: Node, score: ScoreName): Node {
  const width = x.shape[2] as number;
  const query = apply(tf.layers.reshape({targetShape: [1, width]}), apply(globalAveragePooling1d(), x));
  const layer = attention({score, ...(score === 'additive' ? {units: width} : {}), returnAttentionScores: true});
  const [context] = layer.apply([query, x]) as Node[];
  return apply(tf.layers.reshape({targetShape: [width]}), context);
}
