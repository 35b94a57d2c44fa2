/** Wrong networks and forecasts for exercise 07: one slip each, and what the check must say to it. */
import {layers, tf} from '../../../lib/src';
import {type WrongAnswer, wrong} from './bench';
import {frontStack, slowWaves, waveNetwork} from './slow-waves';

type Front = {filters: number; kernelSize: number; strides: number};
type Build = (T: number, features: number, front: Front, units: number, horizon: number) => unknown;
type Forecast = (windows: number[][]) => unknown;
type Layer = tf.layers.Layer;
interface Change {
  input?: (T: number, features: number) => [number | null, number];
  front?: (front: Front, inputShape: [number | null, number]) => Layer[];
  recurrent?: (units: number) => Layer[];
  head?: (horizon: number) => Layer[];
}

/** The right network but for what is changed. */
const network =
  (change: Change): Build =>
  (T, features, front, units, horizon) => {
    const inputShape = (change.input ?? ((steps, width) => [steps, width]))(T, features);
    const {
      front: first = (own, shape) => [layers.conv1d({...own, inputShape: shape})],
      recurrent = (own) => [layers.lstm({units: own, returnSequences: true})],
      head = (own) => [layers.dense({units: own})],
    } = change;
    return tf.sequential({layers: [...first(front, inputShape), ...recurrent(units), ...head(horizon)]});
  };

const conv = (own: Partial<layers.Conv1dOptions>): Change => ({
  front: (front, inputShape) => [layers.conv1d({...front, ...own, inputShape})],
});

const known = (windows: number[][]): number[][] => windows.map((row) => slowWaves(row, 10));
const last = (row: number[]): number => row[row.length - 1];

const forecastSlips = wrong<Forecast>('forecastNext', [
  ['the last value', (x) => x.map((row) => Array(10).fill(last(row))), /repeats the last value/],
  ['zero', (x) => x.map(() => Array(10).fill(0)), /every forecast is 0/],
  ['the last known values', (x) => x.map((row) => row.slice(-10)), /not what follows/],
  ['backwards', (x) => known(x).map((row) => row.reverse()), /run backwards/],
  ['a wrong sign', (x) => known(x).map((row) => row.map((value) => -value)), /sign is wrong/],
  ['of a neighbour', (x) => known([...x.slice(1), x[0]]), /rows have moved/],
  ['changes', (x) => known(x).map((row, i) => row.map((value) => value - last(x[i]))), /add that value back/],
  ['five steps', (x) => known(x).map((row) => row.slice(0, 5)), /\[0\] has 5 forecasts/],
  [
    'all steps of the network',
    (x) => x.map(() => Array.from({length: 49}, () => Array(10).fill(0))),
    /has 49 forecasts/,
  ],
  ['one list', (x) => known(x).flat(), /all numbers in one list/],
  ['rows and columns', (x) => known(x)[0].map((_, k) => x.map((row) => row[k])), /rows and columns exchanged/],
  ['the same for all', (x) => x.map(() => slowWaves(x[0], 10)), /all windows get the same/],
  ['not a number', (x) => x.map(() => Array(10).fill(Number.NaN)), /no finite number/],
  ['fills the windows', (x) => known(x.map((row) => row.splice(0))), /changed its 1. argument/],
]);

const lstm = (more = {}) => layers.lstm({units: 32, returnSequences: true, ...more});
const behind = () => frontStack().slice(1);
const dense = () => layers.dense({units: 10});

/** Networks that forecast well, and are not what was asked for. */
const networkOnly = wrong<() => unknown>('myNetwork', [
  ['the LSTM alone', () => waveNetwork([lstm({inputShape: [200, 1]}), dense()]), /all 200 values/],
  [
    'two LSTMs',
    () => waveNetwork([lstm({inputShape: [200, 1]}), lstm(), dense()]),
    /nothing stands in front of the LSTM/,
  ],
  ['a front that moves by one', () => waveNetwork(frontStack(1)), /leave it fewer steps/],
  [
    'padded back to 200',
    () =>
      waveNetwork([layers.conv1d({filters: 16, kernelSize: 8, padding: 'same', inputShape: [200, 1]}), ...behind()]),
    /convolution and LSTM make/,
  ],
  [
    'the convolution behind',
    () => waveNetwork([lstm({inputShape: [200, 1]}), layers.conv1d({filters: 4, kernelSize: 8, strides: 4}), dense()]),
    /stands behind the LSTM/,
  ],
  ['no recurrent layer', () => waveNetwork([frontStack()[0], dense()]), /no recurrent layer/],
  ['another network', () => tf.sequential({layers: frontStack()}), /says at its last step/],
  ['the forecasts', () => [[1, 2]], /should be a model, got a list/],
  ['no return', () => {}, /return missing/],
]);

export const networkSlips: Record<string, WrongAnswer[]> = {
  '07.6': wrong<Build>('buildNetwork', [
    ['no sequences', network({recurrent: (units) => [layers.lstm({units})]}), /last state only/],
    ['no head', network({head: () => []}), /states of the LSTM/],
    ['no stride', network(conv({strides: 1})), /moves by 1; what is its stride/],
    ['padding same', network(conv({padding: 'same'})), /the padding is 'same'/],
    ['padding causal', network(conv({padding: 'causal'})), /the padding is 'causal'/],
    [
      'kernel and stride exchanged',
      network({
        front: ({filters, kernelSize, strides}, inputShape) => [
          layers.conv1d({filters, kernelSize: strides, strides: kernelSize, inputShape}),
        ],
      }),
      /kernelSize and strides have changed places/,
    ],
    [
      'filters and kernel exchanged',
      network({
        front: ({filters, kernelSize, strides}, inputShape) => [
          layers.conv1d({filters: kernelSize, kernelSize: filters, strides, inputShape}),
        ],
      }),
      /filters and kernelSize have changed places/,
    ],
    [
      'the LSTM first',
      (T, features, front, units, horizon) =>
        tf.sequential({
          layers: [
            layers.lstm({units, returnSequences: true, inputShape: [T, features]}),
            layers.conv1d({...front}),
            layers.dense({units: horizon}),
          ],
        }),
      /in front of the convolution/,
    ],
    [
      'both ways',
      network({
        recurrent: (units) => [
          tf.layers.bidirectional({layer: layers.lstm({units, returnSequences: true}), mergeMode: 'concat'}),
        ],
      }),
      /reads both ways/,
    ],
    [
      'backwards',
      network({recurrent: (units) => [layers.lstm({units, returnSequences: true, goBackwards: true})]}),
      /the network peeks/,
    ],
    ['a GRU', network({recurrent: (units) => [layers.gru({units, returnSequences: true})]}), /one LSTM was asked for/],
    [
      'no convolution',
      network({front: (_, inputShape) => [tf.layers.inputLayer({inputShape})]}),
      /convolution is missing/,
    ],
    ['no bias', network(conv({useBias: false})), /convolution has no bias/],
    ['one number a step', network({head: () => [layers.dense({units: 1})]}), /axis of the wrong size/],
    [
      'a layer too many',
      network({head: (own) => [layers.dense({units: own}), layers.dense({units: own})]}),
      /a Dense layer too many/,
    ],
    [
      'tanh at the end',
      network({head: (own) => [layers.dense({units: own, activation: 'tanh'})]}),
      /any sign and size/,
    ],
    ['axes exchanged', network({input: (T, features) => [features, T]}), /time steps first/],
    ['not a model', () => layers.lstm({units: 3}), /a single layer/],
    ['no return', () => {}, /return missing/],
  ]),
  '07.7': [
    ...forecastSlips.map((one) => ({...one, answers: {...one.answers, myNetwork: () => waveNetwork()}})),
    ...networkOnly.map((one) => ({...one, answers: {...one.answers, forecastNext: known}})),
  ],
};
