/** Wrong answers to 03.2 to 03.4, which build networks: one slip each, and what the check must say to it. */
import * as tf from '@tensorflow/tfjs';
import {layers} from '../../../lib/src';
import {type WrongAnswer, wrong} from './bench';

type Build = (timeSteps: number, features: number, units: number[], outputs: number) => unknown;
type Symbolic = tf.SymbolicTensor;
/** Wrong answers by one function each. */
/** What differs from the right stack. */
interface Change {
  /** Whether layer i of n hands on all states; defaults to true. */
  all?: (i: number, n: number) => boolean;
  order?: (units: number[]) => number[];
  recurrent?: (options: {units: number; returnSequences: boolean}) => tf.layers.Layer;
  input?: (timeSteps: number, features: number) => object;
}

/** A stack with a head, layer by layer. */
export function stack(
  timeSteps: number,
  features: number,
  units: number[],
  head: tf.layers.Layer[],
  change: Change = {},
) {
  const {all = () => true, order = (same) => same, recurrent = layers.simpleRNN} = change;
  const {input = (T, d) => ({inputShape: [T, d]})} = change;
  const model = tf.sequential({layers: [tf.layers.inputLayer(input(timeSteps, features))]});
  order(units).forEach((own, i, {length}) => {
    model.add(recurrent({units: own, returnSequences: all(i, length)}));
  });
  for (const layer of head) model.add(layer);
  return model;
}

const butTop = {all: (i: number, n: number) => i < n - 1};
const dense = (units: number, activation?: 'softmax' | 'sigmoid' | 'relu' | 'tanh') =>
  layers.dense({units, activation});
const softmax = (units: number) => dense(units, 'softmax');

/** Two models over one stack; `take` makes the second out of the states. */
function pair(timeSteps: number, features: number, units: number[], take: (H: Symbolic) => Symbolic, change?: Change) {
  const states = stack(timeSteps, features, units, [], change);
  const [input, H] = [states.inputs[0], states.outputs[0]];
  return {states, pooled: tf.model({inputs: input, outputs: take(H)})};
}

const apply = (layer: tf.layers.Layer) => (H: Symbolic) => layer.apply(H) as Symbolic;
const turn = tf.layers.permute;

export const modelSlips: Record<string, WrongAnswer[]> = {
  '03.2': wrong<Build>('buildPerStep', [
    ['the top layer gives one state', (t, f, u, n) => stack(t, f, u, [dense(n)], butTop), /hand on all its states/],
    ['returnSequences nowhere', (t, f, u, n) => stack(t, f, u, [dense(n)], {all: () => false}), /kept them/],
    ['no head', (t, f, u) => stack(t, f, u, []), /the Dense layer is missing/],
    [
      'one state, repeated',
      (t, f, u, n) => stack(t, f, u, [tf.layers.repeatVector({n: t}), dense(n)], butTop),
      /copies/,
    ],
    [
      'flattened and cut up again',
      (t, f, u, n) => stack(t, f, u, [tf.layers.flatten(), dense(t * n), tf.layers.reshape({targetShape: [t, n]})]),
      /weights of its own/,
    ],
    [
      'units from the other end',
      (t, f, u, n) => stack(t, f, u, [dense(n)], {order: (x) => [...x].reverse()}),
      /other end/,
    ],
    ['an LSTM stack', (t, f, u, n) => stack(t, f, u, [dense(n)], {recurrent: layers.lstm}), /LSTM layers/],
    ['a GRU stack', (t, f, u, n) => stack(t, f, u, [dense(n)], {recurrent: layers.gru}), /GRU layers/],
    [
      'both directions',
      (t, f, u, n) =>
        stack(t, f, u, [dense(n)], {recurrent: (o) => layers.bidirectional({layer: layers.simpleRNN(o)})}),
      /both directions/,
    ],
    [
      'a recurrent head',
      (t, f, u, n) => stack(t, f, u, [layers.simpleRNN({units: n, returnSequences: true})]),
      /head is recurrent/,
    ],
    [
      'a dense layer between',
      (t, f, u, n) => stack(t, f, u, [dense(u[u.length - 1]), dense(n)]),
      /more than asked for/,
    ],
    [
      'recurrent layers without bias',
      (t, f, u, n) => stack(t, f, u, [dense(n)], {recurrent: (o) => layers.simpleRNN({...o, useBias: false})}),
      /recurrent layers have no bias/,
    ],
    [
      'a head without bias',
      (t, f, u, n) => stack(t, f, u, [layers.dense({units: n, useBias: false})]),
      /head has no bias/,
    ],
    [
      'one layer object for all',
      (t, f, u, n) => {
        const same = layers.simpleRNN({units: u[0], returnSequences: true});
        return stack(t, f, u, [dense(n)], {recurrent: () => same});
      },
      /one layer object stand twice/,
    ],
    ['softmax on a forecast', (t, f, u, n) => stack(t, f, u, [softmax(n)]), /softmax; a forecast takes any value/],
    ['a relu head', (t, f, u, n) => stack(t, f, u, [dense(n, 'relu')]), /with relu; a forecast/],
    [
      'axes of the input swapped',
      (t, f, u, n) => stack(t, f, u, [dense(n)], {input: () => ({inputShape: [f, t]})}),
      /time steps and features have changed/,
    ],
    [
      'the batch is fixed',
      (t, f, u, n) => stack(t, f, u, [dense(n)], {input: () => ({batchInputShape: [32, t, f]})}),
      /leave the batch open/,
    ],
    [
      'the batch as an axis of each series',
      (t, f, u, n) => stack(32, t, u, [dense(n)], {input: () => ({inputShape: [32, t, f]})}),
      /an axis too many/,
    ],
    [
      'a layer goes backwards',
      (t, f, u, n) => stack(t, f, u, [dense(n)], {recurrent: (o) => layers.simpleRNN({...o, goBackwards: true})}),
      /early step changes with the last input/,
    ],
    [
      'no input shape',
      (_t, _f, u, n) => tf.sequential({layers: [layers.simpleRNN({units: u[0]}), dense(n)]}),
      /inputShape/,
    ],
    [
      'a prediction for a model',
      (t, f, u, n) => stack(t, f, u, [dense(n)]).predict(tf.zeros([32, t, f])),
      /outputs of a model, not the model/,
    ],
    ['no return', () => {}, /return missing/],
  ]),
  '03.3': wrong<Build>('buildLast', [
    ['an answer at every step', (t, f, u, n) => stack(t, f, u, [softmax(n)]), /Dense takes any number of axes/],
    ['the stack that fails', (t, f, u, n) => stack(t, f, u, [softmax(n)], {all: () => false}), /last state only/],
    ['no activation', (t, f, u, n) => stack(t, f, u, [dense(n)], butTop), /scores, not probabilities/],
    ['sigmoid', (t, f, u, n) => stack(t, f, u, [dense(n, 'sigmoid')], butTop), /by sigmoid/],
    [
      'flattened states',
      (t, f, u, n) => stack(t, f, u, [tf.layers.flatten(), softmax(n)]),
      /flattened first, so each step/,
    ],
    ['the maximum', (t, f, u, n) => stack(t, f, u, [layers.globalMaxPooling1d(), softmax(n)]), /mixes all steps/],
    [
      'the mean',
      (t, f, u, n) => stack(t, f, u, [layers.globalAveragePooling1d(), softmax(n)]),
      /AveragePooling1D mixes/,
    ],
    ['no head', (t, f, u) => stack(t, f, u, [], butTop), /this is the state; the Dense/],
    [
      'the top layer for the head',
      (t, f, u, n) => stack(t, f, [...u.slice(0, -1), n], [tf.layers.softmax()], butTop),
      /stands in for the head/,
    ],
    ['one number', (t, f, u) => stack(t, f, u, [dense(1, 'sigmoid')], butTop), /one for each class/],
    ['two heads', (t, f, u, n) => stack(t, f, u, [softmax(n), softmax(n)], butTop), /Dense layer more than asked/],
    [
      'one layer',
      (t, f, u, n) => stack(t, f, u, [softmax(n)], {all: () => false, order: (x) => [x[0]]}),
      /one recurrent/,
    ],
    [
      'backwards',
      (t, f, u, n) =>
        stack(t, f, u, [softmax(n)], {...butTop, recurrent: (o) => layers.simpleRNN({...o, goBackwards: true})}),
      /goes backwards/,
    ],
    ['the layer alone', (_t, _f, _u, n) => softmax(n), /single layer/],
  ]),
  '03.4': wrong<Build>('buildMaximum', [
    ['the mean', (t, f, u) => pair(t, f, u, apply(layers.globalAveragePooling1d())), /mean over the steps/],
    ['the last state', (t, f, u) => pair(t, f, u, apply(layers.lastStep())), /may lie at any step/],
    [
      'two stacks',
      (t, f, u) => ({states: stack(t, f, u, []), pooled: stack(t, f, u, [layers.globalMaxPooling1d()])}),
      /made twice/,
    ],
    [
      'the maximum over the units',
      (t, f, u) => pair(t, f, u, (H) => apply(layers.globalMaxPooling1d())(apply(turn({dims: [2, 1]}))(H))),
      /runs over the units/,
    ],
    [
      'a pool that keeps its axis',
      (t, f, u) => pair(t, f, u, apply(layers.maxPooling1d({poolSize: t, strides: t}))),
      /time axis stays with size 1/,
    ],
    ['a pool of two steps', (t, f, u) => pair(t, f, u, apply(layers.maxPooling1d({poolSize: 2}))), /shorter than the/],
    [
      'a dense layer behind it',
      (t, f, u) => pair(t, f, u, (H) => apply(dense(u[u.length - 1]))(apply(layers.globalMaxPooling1d())(H))),
      /a maximum has no weights/,
    ],
    ['states are not all', (t, f, u) => pair(t, f, u, (H) => H, butTop), /last state only; a maximum/],
    [
      'names swapped',
      (t, f, u) => {
        const {states, pooled} = pair(t, f, u, apply(layers.globalMaxPooling1d()));
        return {states: pooled, pooled: states};
      },
      /have changed places/,
    ],
    [
      'the pool added to states',
      (t, f, u) => {
        const states = stack(t, f, u, []);
        states.add(layers.globalMaxPooling1d());
        return {states, pooled: states};
      },
      /states holds the pool, too/,
    ],
    ['not pooled', (t, f, u) => pair(t, f, u, apply(tf.layers.activation({activation: 'linear'}))), /no time axis/],
    ['pooled only', (t, f, u) => stack(t, f, u, [layers.globalMaxPooling1d()]), /\{states, pooled\}, two models/],
    [
      'symbolic tensors',
      (t, f, u) => {
        const {states} = pair(t, f, u, (H) => H);
        return {states: states.outputs[0], pooled: states.outputs[0]};
      },
      /symbolic tensor/,
    ],
  ]),
};
