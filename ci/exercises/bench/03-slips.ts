/** Wrong answers to exercise 03: one slip each, and what the check must say to it. */
import * as tf from '@tensorflow/tfjs';
import {layers} from '../../../lib/src';
import type {WrongAnswer} from './bench';

type Shapes = (batch: number, timeSteps: number, features: number, units: number[], all: boolean[]) => unknown;
type Build = (timeSteps: number, features: number, units: number[], outputs: number) => unknown;
type Attempt = (timeSteps: number, features: number, units: number[], returnSequences: boolean[]) => unknown;
type Mend = (returnSequences: boolean[], head: string) => unknown;
type Slips<F> = [slip: string, answer: F, says: RegExp][];
type Symbolic = tf.SymbolicTensor;

const wrong = <F extends (...values: never[]) => unknown>(name: string, slips: Slips<F>): WrongAnswer[] =>
  slips.map(([slip, answer, says]) => ({slip, answers: {[name]: answer}, says}));

/** What differs from the right stack. */
interface Change {
  /** Whether layer i of n hands on all states; defaults to true. */
  all?: (i: number, n: number) => boolean;
  order?: (units: number[]) => number[];
  recurrent?: (options: {units: number; returnSequences: boolean}) => tf.layers.Layer;
  input?: (timeSteps: number, features: number) => object;
}

/** A stack with a head, layer by layer. */
function stack(timeSteps: number, features: number, units: number[], head: tf.layers.Layer[], change: Change = {}) {
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

/** What building the stack says, in a learner's words. */
function attempt(timeSteps: number, features: number, units: number[], returnSequences: boolean[]) {
  const model = tf.sequential({layers: [tf.layers.inputLayer({inputShape: [timeSteps, features]})]});
  for (const [i, own] of units.entries()) {
    try {
      model.add(layers.simpleRNN({units: own, returnSequences: returnSequences[i]}));
    } catch (error) {
      return {refusing: i, cause: i - 1, message: (error as Error).message};
    }
  }
  return {refusing: -1, cause: -1, message: ''};
}

/** A right attempt, changed where a layer refuses. */
const whereRefused =
  (change: (told: ReturnType<typeof attempt>, flags: boolean[]) => object): Attempt =>
  (timeSteps, features, units, flags) => {
    const told = attempt(timeSteps, features, units, flags);
    return told.refusing < 0 ? told : {...told, ...change(told, flags)};
  };

export const slips: Record<string, WrongAnswer[]> = {
  '03.1': wrong<Shapes>('stackShapes', [
    ['no batch axis', (_b, t, _f, units, all) => units.map((u, i) => (all[i] ? [t, u] : [u])), /batch axis is missing/],
    ['always all states', (b, t, _f, units) => units.map((u) => [b, t, u]), /last state only; the time axis goes/],
    ['never all states', (b, _t, _f, units) => units.map((u) => [b, u]), /state of every step; its time axis stays/],
    ['features kept', (b, t, f, units, all) => units.map((_, i) => (all[i] ? [b, t, f] : [b, f])), /size of the input/],
    [
      'the first units for all',
      (b, t, _f, u, all) => u.map((_, i) => (all[i] ? [b, t, u[0]] : [b, u[0]])),
      /another l/,
    ],
    ['the last shape only', (b, t, _f, u, all) => (all.at(-1) ? [b, t, u.at(-1)] : [b, u.at(-1)]), /is one shape/],
    ['the input counted', (b, t, f, u) => [[b, t, f], ...u.map((own) => [b, t, own])], /the input is no layer/],
    ['a time axis of 1', (b, t, _f, u, all) => u.map((own, i) => [b, all[i] ? t : 1, own]), /not stay with size 1/],
    ['time first', (b, t, _f, u, all) => u.map((own, i) => (all[i] ? [t, b, own] : [b, own])), /changed places/],
    ['null for the batch', (_b, t, _f, u, all) => u.map((own, i) => (all[i] ? [null, t, own] : [null, own])), /null/],
    ['no return', () => {}, /return missing/],
  ]),
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
  '03.5': wrong<Attempt>('tryStack', [
    [
      'not caught',
      (t, f, u, all) => stack(t, f, u, [], {all: (i) => all[i]}) && {refusing: -1, cause: -1, message: ''},
      /let the error escape/,
    ],
    ['swallowed', () => ({refusing: -1, cause: -1, message: ''}), /caught and then forgotten/],
    ['swapped', whereRefused(({refusing, cause}) => ({refusing: cause, cause: refusing})), /are swapped/],
    [
      'the cause is taken for the one that throws',
      whereRefused(({cause}) => ({refusing: cause})),
      /which layer throws/,
    ],
    ['the one that throws is blamed', whereRefused(({refusing}) => ({cause: refusing})), /mend the one below/],
    [
      'counted from 1',
      whereRefused(({refusing, cause}) => ({refusing: refusing + 1, cause: cause + 1})),
      /numbered from/,
    ],
    [
      'the last one',
      whereRefused((_, all) => {
        const cause = all.lastIndexOf(false, all.length - 2);
        return {refusing: cause + 1, cause};
      }),
      /stops at the first/,
    ],
    [
      'the top layer always',
      whereRefused((_, {length}) => ({refusing: length - 1, cause: length - 2})),
      /whichever refuses/,
    ],
    ['no text', whereRefused(() => ({message: ''})), /message is empty/],
    ["words of one's own", whereRefused(() => ({message: 'wrong shape'})), /its own words/],
    ['the error itself', whereRefused(({message}) => ({message: new Error(message)})), /has its text in/],
    [
      'a top layer of one state counts as a fault',
      (t, f, u, all) => {
        const told = attempt(t, f, u, all);
        const cause = all.indexOf(false);
        return told.refusing < 0 && cause >= 0 ? {refusing: cause + 1, cause, message: 'it ends here'} : told;
      },
      /this stack fits/,
    ],
    [
      'an error of the own code',
      whereRefused(() => ({message: "Cannot read properties of undefined (reading 'add')"})),
      /another error/,
    ],
    ['a text only', (t, f, u, all) => attempt(t, f, u, all).message, /should be \{refusing, cause\}, got a text/],
  ]),
  '03.6': wrong<Mend>('repair', [
    ['as it was', (flags) => [...flags], /nothing is mended/],
    ['all true', (flags) => flags.map(() => true), /nothing complains/],
    ['the head ignored', (flags) => flags.map((_, i) => i < flags.length - 1), /maximum over the steps needs/],
    [
      'a maximum reads one state',
      (flags, head) => flags.map((_, i) => i < flags.length - 1 || head === 'every step'),
      /maximum over/,
    ],
    ['the first only', (flags) => flags.map((own, i) => own || i === flags.indexOf(false)), /one layer is mended/],
    ['the top one only', (flags, head) => [...flags.slice(0, -1), head !== 'last state'], /still hands on one/],
    ['turned round', (flags) => flags.map((own) => !own), /turned round/],
    [
      'true and false swapped',
      (flags, head) => flags.map((_, i) => !(i < flags.length - 1 || head !== 'last state')),
      /changed places/,
    ],
    ['only the top hands on', (flags) => flags.map((_, i) => i === flags.length - 1), /only the top layer/],
    ['the failing layer dropped', (flags) => flags.slice(1), /no layer goes/],
    [
      'in place',
      (flags, head) => {
        for (let i = 0; i < flags.length; i++) flags[i] = i < flags.length - 1 || head !== 'last state';
        return flags;
      },
      /changed its 1\. arg/,
    ],
    ['texts', (flags) => flags.map(String), /should be true or false/],
    ['no return', () => {}, /return missing/],
  ]),
};
