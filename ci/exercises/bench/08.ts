/** Right answers to exercise 08 in several styles, beside the slips of 08-slips.ts and 08-network-slips.ts. */
import * as tf from '@tensorflow/tfjs';
import {layers, models} from '../../../lib/src';
import {networkSlips} from './08-network-slips';
import {slips} from './08-slips';
import {type PartBench, styles} from './bench';

type Parameters = (kernelSize: number[], channels: number, filters: number) => unknown;
type Shape = (batch: number, frames: number, h: number, w: number, filters: number[], keepPlaces: boolean) => unknown;
type Seen = (kernels: number[], pools: number[]) => unknown;
type Units = (budget: number, features: number, classes: number) => unknown;
type Build = (...sizes: number[]) => unknown;
type Summaries = (H: number[][][], mask: number[][]) => unknown;
type Symbolic = tf.SymbolicTensor;

const each = (layer: tf.layers.Layer) => layers.timeDistributed({layer});
const through = (input: Symbolic, stack: tf.layers.Layer[]) =>
  tf.model({inputs: input, outputs: stack.reduce((x, layer) => layer.apply(x) as Symbolic, input)});

const convolutionParameters = styles<Parameters>('convolutionParameters', {
  'one product': (kernelSize, channels, filters) =>
    kernelSize.reduce((all, size) => all * size, 1) * channels * filters + filters,
  'filter by filter': (sizes, inputs, outputs) => {
    let weights = 0;
    for (let filter = 0; filter < outputs; filter++) {
      let own = inputs;
      for (const size of sizes) own *= size;
      weights += own + 1;
    }
    return weights;
  },
  recursion: function count([first, ...rest], channels, filters): number {
    if (first === undefined) return filters * (channels + 1);
    return first * ((count(rest, channels, filters) as number) - filters) + filters;
  },
  'a tensor of that shape': (kernelSize, channels, filters) =>
    tf.tidy(() => tf.zeros([...kernelSize, channels, filters]).size + tf.zeros([filters]).size),
});

const framesShape = styles<Shape>('framesShape', {
  'halved by each filter': (batch, frames, height, width, filters, keepPlaces) => {
    const left = (size: number) => filters.reduce((now) => Math.floor(now / 2), size);
    return [batch, frames, (keepPlaces ? left(height) * left(width) : 1) * filters[filters.length - 1]];
  },
  'shifted bits': (n, t, h, w, all, keep) => {
    const last = all.at(-1) as number;
    return keep ? [n, t, (h >> all.length) * (w >> all.length) * last] : [n, t, last];
  },
  'asks the pooling layer': (batch, frames, height, width, filters, keepPlaces) => {
    let shape: tf.Shape = [1, height, width, 1];
    for (const count of filters) {
      shape = layers.maxPooling2d().computeOutputShape([...shape.slice(0, -1), count]) as tf.Shape;
    }
    const layer = keepPlaces ? tf.layers.flatten() : layers.globalAveragePooling2d();
    return [batch, frames, (layer.computeOutputShape(shape) as number[])[1]];
  },
  'asks the model of the library': (batch, frames, height, width, filters, keepPlaces) => {
    const model = models.buildVideoClassifier({
      ...{frames, height, width, channels: 1, filters, units: [1], classes: 2, keepPlaces},
    });
    const lstm = model.layers.find((layer) => layer.getClassName() === 'LSTM') as tf.layers.Layer;
    return [batch, ...(lstm.input as Symbolic).shape.slice(1)];
  },
});

const framesSeen = styles<Seen>('framesSeen', {
  'seen and jump': (kernels, pools) => {
    let [seen, jump] = [1, 1];
    kernels.forEach((kernel, i) => {
      seen += (kernel - 1) * jump + (pools[i] - 1) * jump;
      jump *= pools[i];
    });
    return seen;
  },
  'from the top down': (kernels, pools) =>
    kernels.reduceRight((seen, kernel, i) => (seen - 1) * pools[i] + pools[i] + kernel - 1, 1),
  'frames marked in a set': (kernels, pools) => {
    let frames = new Set([0]);
    for (let i = kernels.length - 1; i >= 0; i--) {
      const below = [...frames].flatMap((at) => Array.from({length: pools[i]}, (_, k) => at * pools[i] + k));
      frames = new Set(below.flatMap((at) => Array.from({length: kernels[i]}, (_, k) => at + k)));
    }
    return frames.size;
  },
});

const cost = (units: number, features: number, classes: number) =>
  4 * units * (features + units + 1) + (units + 1) * classes;

const unitsWithin = styles<Units>('unitsWithin', {
  'one unit after the other': (budget, features, classes) => {
    let units = 0;
    while (cost(units + 1, features, classes) <= budget) units++;
    return units;
  },
  'the quadratic equation': (budget, n, k) => {
    const b = 4 * (n + 1) + k;
    return Math.max(0, Math.floor((-b + Math.sqrt(b * b + 16 * (budget - k))) / 8 + 1e-9)) || 0;
  },
  bisection: (budget, features, classes) => {
    let [fits, fails] = [0, budget + 1];
    while (fails - fits > 1) {
      const middle = Math.floor((fits + fails) / 2);
      if (cost(middle, features, classes) <= budget) fits = middle;
      else fails = middle;
    }
    return fits;
  },
  'counts down': (budget, features, classes) => {
    let units = Math.ceil(Math.sqrt(budget));
    while (units > 0 && cost(units, features, classes) > budget) units -= 1;
    return units;
  },
});

const convolution = (filters: number, useBias = true) =>
  layers.conv2d({filters, kernelSize: 3, padding: 'same', activation: 'relu', useBias});

const buildFrames = styles<Build>('buildFrames', {
  sequential: (frames, height, width, channels, filters, units, classes) =>
    tf.sequential({
      layers: [
        tf.layers.inputLayer({inputShape: [frames, height, width, channels]}),
        each(convolution(filters)),
        each(layers.maxPooling2d()),
        each(tf.layers.flatten()),
        layers.lstm({units}),
        layers.dense({units: classes, activation: 'softmax'}),
      ] as tf.layers.Layer[],
    }),
  'layers of TensorFlow.js, softmax and relu by themselves': (t, h, w, c, f, u, k) =>
    through(tf.input({shape: [t, h, w, c]}), [
      tf.layers.timeDistributed({layer: tf.layers.conv2d({filters: f, kernelSize: 3, padding: 'same'})}),
      tf.layers.reLU(),
      tf.layers.timeDistributed({layer: tf.layers.maxPooling2d({poolSize: 2})}),
      tf.layers.timeDistributed({layer: tf.layers.flatten()}),
      tf.layers.lstm({units: u}),
      tf.layers.dense({units: k}),
      tf.layers.softmax(),
    ]),
  'one model for a frame': (t, h, w, c, f, u, k) => {
    const look = tf.sequential({
      layers: [
        layers.conv2d({filters: f, kernelSize: [3, 3], padding: 'same', activation: 'relu', inputShape: [h, w, c]}),
        layers.maxPooling2d(),
        tf.layers.flatten(),
      ] as tf.layers.Layer[],
    });
    const head = layers.dense({units: k, activation: 'softmax'});
    return through(tf.input({shape: [t, h, w, c]}), [each(look), layers.lstm({units: u}), head]);
  },
  'a 3D convolution that is one frame deep': (t, h, w, c, f, u, k) => {
    const [poolSize, row] = [[1, 2, 2] as [number, number, number], Math.floor(h / 2) * Math.floor(w / 2) * f];
    return through(tf.input({shape: [t, h, w, c]}), [
      layers.conv3d({filters: f, kernelSize: [1, 3, 3], padding: 'same', activation: 'relu'}),
      layers.maxPooling3d({poolSize}),
      tf.layers.reshape({targetShape: [t, row]}),
      layers.lstm({units: u, returnSequences: true}),
      layers.lastStep(),
      layers.dense({units: k, activation: 'softmax'}),
    ]);
  },
  'the library, asynchronously': async (frames, height, width, channels, filters, units, classes) =>
    models.buildVideoClassifier({
      ...{frames, height, width, channels, filters: [filters], units: [units], classes, keepPlaces: true},
    }),
});

const summaries = styles<Summaries>('summaries', {
  'keeps the real rows': (H, mask) => {
    const real = H.map((rows, film) => rows.filter((_, t) => mask[film][t] === 1));
    return {
      mean: real.map((rows) => rows[0].map((_, j) => rows.reduce((sum, row) => sum + row[j], 0) / rows.length)),
      last: real.map((rows) => rows[rows.length - 1]),
    };
  },
  'loops with a weight': (H, mask) => {
    const [mean, last]: number[][][] = [[], []];
    for (let film = 0; film < H.length; film++) {
      const sums = new Array(H[film][0].length).fill(0);
      let frames = 0;
      for (let t = 0; t < H[film].length; t++) {
        for (let j = 0; j < sums.length; j++) sums[j] += mask[film][t] * H[film][t][j];
        frames += mask[film][t];
      }
      mean.push(sums.map((sum) => sum / frames));
      last.push([...H[film][frames - 1]]);
    }
    return {last, mean};
  },
  tensors: (H, mask) =>
    tf.tidy(() => {
      const kept = tf.tensor2d(mask).expandDims(2);
      const counts = kept.sum(1); // [films, 1]
      const steps = tf.range(0, mask[0].length).reshape([1, -1, 1]);
      const isLast = steps.equal(counts.sub(1).expandDims(2)).toFloat();
      return {mean: tf.tensor3d(H).mul(kept).sum(1).div(counts), last: tf.tensor3d(H).mul(isLast).sum(1)};
    }),
  'the layer of the library': (H, mask) =>
    tf.tidy(() => ({
      mean: layers.globalAveragePooling1d().apply(tf.tensor3d(H), {mask: tf.tensor2d(mask)}) as tf.Tensor,
      last: tf.stack(mask.map((row, film) => tf.tensor1d(H[film][row.lastIndexOf(1)]))),
    })),
});

const buildMasked = styles<Build>('buildMasked', {
  sequential: (height, width, channels, filters, units, classes) =>
    tf.sequential({
      layers: [
        tf.layers.inputLayer({inputShape: [null, height, width, channels]}),
        each(convolution(filters, false)),
        each(layers.globalAveragePooling2d()),
        layers.masking(),
        layers.lstm({units}),
        layers.dense({units: classes, activation: 'softmax'}),
      ] as tf.layers.Layer[],
    }),
  'a chain, all states and the last of them': (h, w, c, f, u, k) =>
    through(tf.input({shape: [null, h, w, c]}), [
      each(convolution(f, false)),
      each(layers.globalAveragePooling2d()),
      tf.layers.masking({maskValue: 0}),
      layers.lstm({units: u, returnSequences: true}),
      layers.lastStep(),
      layers.dense({units: k, activation: 'softmax'}),
    ]),
  'one model for a frame': (h, w, c, f, u, k) => {
    const look = tf.sequential({
      layers: [
        tf.layers.conv2d({filters: f, kernelSize: 3, padding: 'same', useBias: false, inputShape: [h, w, c]}),
        tf.layers.activation({activation: 'relu'}),
        tf.layers.globalAveragePooling2d({}),
      ] as tf.layers.Layer[],
    });
    const head = layers.dense({units: k, activation: 'softmax'});
    const reader = [each(look), layers.masking(), layers.lstm({units: u}), head];
    return through(tf.input({shape: [null, h, w, c]}), reader);
  },
  'the library': (height, width, channels, filters, units, classes) =>
    models.buildVideoClassifier({
      ...{height, width, channels, filters: [filters], units: [units], classes, maskZero: true},
    }),
});

export const bench: PartBench[] = [
  {id: '08.1', right: convolutionParameters, wrong: slips['08.1']},
  {id: '08.2', right: framesShape, wrong: slips['08.2']},
  {id: '08.3', right: framesSeen, wrong: slips['08.3']},
  {id: '08.4', right: unitsWithin, wrong: slips['08.4']},
  {id: '08.5', right: buildFrames, wrong: networkSlips['08.5']},
  {id: '08.6', right: summaries, wrong: slips['08.6']},
  {id: '08.7', right: buildMasked, wrong: networkSlips['08.7']},
];
