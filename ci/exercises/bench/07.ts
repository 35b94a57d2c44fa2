/** Right answers to exercise 07 in several styles, beside the slips of 07-slips.ts. */
import {data, layers, models, tf} from '../../../lib/src';
import {slips} from './07-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import {frontStack, slowWaves, waveNetwork} from './slow-waves';

type Rows = number[][];
type Padding = 'valid' | 'same' | 'causal';
type Length = (T: number, k: number, s: number, d: number, padding: Padding) => unknown;
type Weights = (features: number, filters: number, kernelSize: number, units: number) => unknown;
type Window = {kernelSize: number; strides: number; dilationRate: number};
type Seen = (layers: Window[]) => unknown;
type Front = {filters: number; kernelSize: number; strides: number};
type Costs = (T: number, features: number, front: Front, units: number) => unknown;
type Targets = (series: number[], T: number, k: number, s: number, horizon: number) => unknown;
type Build = (T: number, features: number, front: Front, units: number, horizon: number) => unknown;

const outputLength = styles<Length>('outputLength', {
  'two formulas': (T, k, s, d, padding) =>
    padding === 'valid' ? Math.floor((T - (k - 1) * d - 1) / s) + 1 : Math.ceil(T / s),
  'pads first, then one formula': (T, k, s, d, padding) => {
    const span = (k - 1) * d + 1;
    const padded = padding === 'valid' ? T : T + span - 1;
    return Math.ceil((padded - span + 1) / s);
  },
  'walks with the kernel': (timeSteps, kernelSize, strides, dilationRate, padding) => {
    let outputs = 0;
    for (let first = 0; first < timeSteps; first += strides) {
      const last = first + (kernelSize - 1) * dilationRate;
      if (padding !== 'valid' || last < timeSteps) outputs += 1;
    }
    return outputs;
  },
  recursion: function steps(T, k, s, d, padding): number {
    const left = padding === 'valid' ? T - (k - 1) * d : T;
    return left <= 0 ? 0 : 1 + (steps(left - s, k, s, d, 'same') as number);
  },
});

const countWeights = styles<Weights>('countWeights', {
  'two formulas': (f, n, k, u) => ({convolution: k * f * n + n, recurrent: 4 * u * (n + u + 1)}),
  'filter by filter, gate by gate': (features, filters, kernelSize, units) => {
    let [convolution, recurrent] = [0, 0];
    for (let filter = 0; filter < filters; filter++) convolution += kernelSize * features + 1;
    for (const _gate of ['i', 'f', 'o', 'c']) recurrent += filters * units + units ** 2 + units;
    return {recurrent, convolution};
  },
  'asks the layers': (features, filters, kernelSize, units) => {
    const convolution = layers.conv1d({filters, kernelSize});
    const lstm = layers.lstm({units});
    convolution.build([null, kernelSize, features]);
    lstm.build([null, null, filters]);
    return {convolution: convolution.countParams(), recurrent: lstm.countParams()};
  },
});

const stepsSeen = styles<Seen>('stepsSeen', {
  'seen and jump': (all) => {
    let [seen, jump] = [1, 1];
    for (const {kernelSize, strides, dilationRate} of all) {
      seen += (kernelSize - 1) * dilationRate * jump;
      jump *= strides;
    }
    return seen;
  },
  'from the top down': (all) =>
    all.reduceRight(
      (seen, {kernelSize, strides, dilationRate}) => (seen - 1) * strides + (kernelSize - 1) * dilationRate + 1,
      1,
    ),
  'the sum of the formula': (stack) =>
    1 +
    stack
      .map(
        (one, l) => (one.kernelSize - 1) * one.dilationRate * stack.slice(0, l).reduce((all, m) => all * m.strides, 1),
      )
      .reduce((a, b) => a + b, 0),
  'collects the input steps': (all) => {
    let steps = new Set([0]);
    for (const {kernelSize, strides, dilationRate} of [...all].reverse()) {
      steps = new Set(
        [...steps].flatMap((t) => Array.from({length: kernelSize}, (_, j) => t * strides + j * dilationRate)),
      );
    }
    return Math.max(...steps) - Math.min(...steps) + 1;
  },
  'the library': (all) => models.receptiveField(all).steps,
});

const countMultiplications = styles<Costs>('countMultiplications', {
  'two products': (T, f, {filters, kernelSize, strides}, u) => {
    const left = Math.floor((T - kernelSize) / strides) + 1;
    return {alone: T * 4 * u * (f + u), together: left * (kernelSize * f * filters + 4 * u * (filters + u))};
  },
  'step by step': (T, f, {filters, kernelSize, strides}, u) => {
    const lstm = (reads: number) => 4 * reads * u + 4 * u * u;
    let [alone, together] = [0, 0];
    for (let t = 0; t < T; t++) alone += lstm(f);
    for (let t = 0; t + kernelSize <= T; t += strides) together += kernelSize * f * filters + lstm(filters);
    return {together, alone};
  },
  'from the kernels of the layers': (T, features, front, units) => {
    const size = (tensors: tf.Tensor[]) => tensors.filter(({rank}) => rank > 1).reduce((all, one) => all + one.size, 0);
    const kernelsOf = (layer: tf.layers.Layer, reads: number) => {
      layer.build([null, T, reads]);
      return size(layer.getWeights());
    };
    const convolution = layers.conv1d(front);
    const each = kernelsOf(convolution, features);
    const left = (convolution.computeOutputShape([1, T, features]) as number[])[1];
    return {
      alone: T * kernelsOf(layers.lstm({units}), features),
      together: left * (each + kernelsOf(layers.lstm({units}), front.filters)),
    };
  },
});

const shortenedTargets = styles<Targets>('shortenedTargets', {
  slices: (series, T, k, s, horizon) => {
    const rows: Rows = [];
    for (let first = 0; first + k <= T; first += s) rows.push(series.slice(first + k, first + k + horizon));
    return rows;
  },
  'index by index': (x, T, k, s, H) =>
    Array.from({length: Math.floor((T - k) / s) + 1}, (_, t) => Array.from({length: H}, (_v, h) => x[t * s + k + h])),
  'the targets of every step, every s-th of them': (series, T, k, s, horizon) => {
    const every = Array.from({length: T}, (_, t) => series.slice(t + 1, t + 1 + horizon));
    return every.slice(k - 1).filter((_, i) => i % s === 0);
  },
  'from the targets of the library, typed arrays': (series, T, k, s, horizon) => {
    const {y} = data.seq2seqExamples(new data.Series(series, [1, series.length]), {lookback: T, horizon});
    const rows: Float64Array[] = [];
    for (let t = k - 1; t < T; t += s) rows.push(Float64Array.from(y.values.slice(t * horizon, (t + 1) * horizon)));
    return rows;
  },
  recursion: function walk(series, T, k, s, horizon): Rows {
    if (T < k) return [];
    return [series.slice(k, k + horizon), ...(walk(series.slice(s), T - s, k, s, horizon) as Rows)];
  },
});

const buildNetwork = styles<Build>('buildNetwork', {
  sequential: (timeSteps, features, front, units, horizon) =>
    tf.sequential({
      layers: [
        layers.conv1d({...front, activation: 'relu', inputShape: [timeSteps, features]}),
        layers.lstm({units, returnSequences: true}),
        layers.dense({units: horizon}),
      ],
    }),
  'functional, any length': (_T, features, front, units, horizon) => {
    const x = tf.input({shape: [null, features]});
    const shorter = layers.conv1d({...front}).apply(x);
    const states = layers.lstm({units, returnSequences: true}).apply(shorter as tf.SymbolicTensor);
    const y = layers.dense({units: horizon}).apply(states as tf.SymbolicTensor);
    return tf.model({inputs: x, outputs: y as tf.SymbolicTensor});
  },
  'layer by layer, of TensorFlow.js, a Dense layer a step': (timeSteps, features, front, units, horizon) => {
    const model = tf.sequential();
    model.add(tf.layers.conv1d({...front, padding: 'valid', inputShape: [timeSteps, features]}));
    model.add(tf.layers.lstm({units, returnSequences: true}));
    model.add(tf.layers.timeDistributed({layer: tf.layers.dense({units: horizon})}));
    return model;
  },
});

const forecastNext = styles<(windows: Rows) => unknown>('forecastNext', {
  'a wave through each window': (windows) => windows.map((row) => slowWaves(row, 10)),
  'asynchronously, as a tensor': async (windows) => tf.tensor2d(windows.map((row) => slowWaves(row, 10))),
  'typed arrays, window after window': (windows) => {
    const all: Float64Array[] = [];
    for (const window of windows) all.push(Float64Array.from(slowWaves(window, 10)));
    return all;
  },
});

/** A network for each of them: in a list, as a promise of a graph for any length, with a GRU behind a causal front. */
const networks = [
  () => waveNetwork(),
  async () => {
    const input = tf.input({shape: [null, 1]});
    const [, ...behind] = frontStack();
    const first = layers.conv1d({filters: 8, kernelSize: 6, strides: 3, activation: 'relu'}).apply(input);
    const output = behind.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, first as tf.SymbolicTensor);
    return Object.assign(tf.model({inputs: input, outputs: output}), {predict: waveNetwork().predict});
  },
  () =>
    waveNetwork([
      layers.conv1d({filters: 8, kernelSize: 4, strides: 2, padding: 'causal', inputShape: [200, 1]}),
      layers.dense({units: 12, activation: 'relu'}),
      layers.gru({units: 24}),
      layers.dense({units: 10}),
    ]),
];

const right: Record<string, RightAnswer[]> = {
  '07.1': outputLength,
  '07.2': countWeights,
  '07.3': stepsSeen,
  '07.4': countMultiplications,
  '07.5': shortenedTargets,
  '07.6': buildNetwork,
  '07.7': forecastNext.map(({style, answers}, i) => ({style, answers: {...answers, myNetwork: networks[i]}})),
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
