/** The workloads' models in our library. A part that the library does not have yet is named by {@link NotBuilt}. */
import {layers, tf} from 'unroll';
import type {Sizes} from '../workloads';

/** The library lacks a part of the model. */
export class NotBuilt extends Error {
  override name = 'NotBuilt';
}

/** An uncompiled model and its loss, by the name that tfjs gives it. */
export interface BenchModel {
  model: tf.Sequential | tf.LayersModel;
  loss: 'meanSquaredError' | 'sparseCategoricalCrossentropy';
}

type Layer = tf.layers.Layer;
/** Builds a layer; its options are those of tfjs. */
type LayerMaker = (options: object) => Layer;

/** Layers that are on their way: looked up by name, so that the bench measures them from the day they are there. */
function ourLayer(name: string): LayerMaker {
  const make = (layers as unknown as Record<string, LayerMaker | undefined>)[name];
  if (!make) throw new NotBuilt(`layers.${name}`);
  return make;
}

const onSeries = (length: number) => ({inputShape: [length, 1]});
const meanSquaredError = (stack: Layer[]): BenchModel => ({
  model: tf.sequential({layers: stack}),
  loss: 'meanSquaredError',
});
const classes = (stack: Layer[]): BenchModel => ({
  model: tf.sequential({layers: stack}),
  loss: 'sparseCategoricalCrossentropy',
});

function recurrent(make: (options: tf.LSTMLayerArgs) => Layer, {length, units}: Sizes): Layer[] {
  return [make({units, returnSequences: true, ...onSeries(length)}), make({units}), layers.dense({units: 1})];
}

const embedded = ({vocabulary, embedding, length}: Sizes): Layer =>
  ourLayer('embedding')({inputDim: vocabulary, outputDim: embedding, inputShape: [length]});

function textClassifier(sizes: Sizes, reader: Layer, outputs: number): Layer[] {
  return [embedded(sizes), reader, layers.dense({units: outputs, activation: 'softmax'})];
}

function cnn({length}: Sizes): Layer[] {
  const conv1d = ourLayer('conv1d');
  const maxPooling1d = ourLayer('maxPooling1d');
  const conv = (filters: number, kernelSize: number, first = {}) =>
    conv1d({filters, kernelSize, padding: 'same', activation: 'relu', ...first});
  return [
    conv(32, 5, onSeries(length)),
    conv(32, 5),
    maxPooling1d({poolSize: 2}),
    conv(64, 3),
    conv(64, 3),
    tf.layers.globalMaxPooling1d({}),
    layers.dense({units: 50, activation: 'relu'}),
    layers.dense({units: 1}),
  ];
}

const VIDEO = {side: 24, filters: 16, actions: 6};

/** Three convolutions, the last two of stride 2, then a dense layer over all that is left. */
function video(conv: (options: object) => Layer, {length}: Sizes): Layer[] {
  const one = (options: object) =>
    conv({filters: VIDEO.filters, kernelSize: 3, padding: 'same', activation: 'relu', ...options});
  return [
    one({strides: 1, inputShape: [length, VIDEO.side, VIDEO.side, 1]}),
    one({strides: 2}),
    one({strides: 2}),
    tf.layers.flatten(),
    layers.dense({units: VIDEO.actions, activation: 'softmax'}),
  ];
}

function frameByFrame({inputShape, ...options}: {inputShape?: number[]}): Layer {
  return ourLayer('timeDistributed')({layer: ourLayer('conv2d')(options), ...(inputShape ? {inputShape} : {})});
}

const DILATIONS = [1, 2, 4, 8];
const STACKS = 2;
const HORIZON = 10;

function simpleWaveNet({length, units}: Sizes): Layer[] {
  const causalConv1d = ourLayer('causalConv1d');
  const dilations = Array.from({length: STACKS}, () => DILATIONS).flat();
  const stack = dilations.map((dilationRate, i) =>
    causalConv1d({
      ...{filters: units, kernelSize: 2, dilationRate, activation: 'relu'},
      ...(i === 0 ? onSeries(length) : {}),
    }),
  );
  return [...stack, ourLayer('conv1d')({filters: HORIZON, kernelSize: 1})];
}

/** Gated blocks with residual and skip connections; the last block's residual, which feeds nothing, is left out. */
function waveNet({length, units}: Sizes): BenchModel {
  const [block, conv1d] = [ourLayer('waveNetBlock'), ourLayer('conv1d')];
  const input = tf.input({shape: [length, 1]});
  const dilations = Array.from({length: STACKS}, () => DILATIONS).flat();
  let through = ourLayer('causalConv1d')({filters: units, kernelSize: 2}).apply(input) as tf.SymbolicTensor;
  const skips = dilations.map((dilationRate, i) => {
    const residual = i < dilations.length - 1;
    const outputs = block({filters: units, kernelSize: 2, dilationRate, residual}).apply(through);
    const [next, skip] = Array.isArray(outputs) ? (outputs as tf.SymbolicTensor[]) : [through, outputs];
    through = next;
    return skip as tf.SymbolicTensor;
  });
  let output = tf.layers.add().apply(skips) as tf.SymbolicTensor;
  const head = [
    tf.layers.activation({activation: 'relu'}),
    conv1d({filters: units, kernelSize: 1, activation: 'relu'}),
    conv1d({filters: HORIZON, kernelSize: 1}),
  ];
  for (const layer of head) output = layer.apply(output) as tf.SymbolicTensor;
  return {model: tf.model({inputs: input, outputs: output}), loss: 'meanSquaredError'};
}

/** The first row's model, whose layers keep their states between calls. */
const stateful = ({units}: Sizes): BenchModel =>
  meanSquaredError([
    layers.lstm({units, returnSequences: true, stateful: true, batchInputShape: [1, 1, 1]}),
    layers.lstm({units, stateful: true}),
    layers.dense({units: 1}),
  ]);

const builders: Record<string, (sizes: Sizes) => BenchModel> = {
  lstm: (sizes) => meanSquaredError(recurrent((options) => layers.lstm(options), sizes)),
  'simple-rnn': (sizes) => meanSquaredError(recurrent((options) => layers.simpleRNN(options), sizes)),
  gru: (sizes) => meanSquaredError(recurrent((options) => layers.gru(options), sizes)),
  'copy-task': (sizes) => classes(textClassifier(sizes, layers.lstm({units: sizes.units}), 10)),
  bilstm: (sizes) => {
    const layer = layers.lstm({units: sizes.units});
    return classes(textClassifier(sizes, layers.bidirectional({layer, mergeMode: 'concat'}), 2));
  },
  'lstm-256': (sizes) => classes(textClassifier(sizes, layers.lstm({units: sizes.units}), sizes.vocabulary)),
  cnn: (sizes) => meanSquaredError(cnn(sizes)),
  'video-frames': (sizes) => classes(video(frameByFrame, sizes)),
  'video-3d': (sizes) => classes(video(ourLayer('conv3d'), sizes)),
  seq2seq: ({length, units}) =>
    meanSquaredError([
      layers.lstm({units, returnSequences: true, ...onSeries(length)}),
      layers.lstm({units, returnSequences: true}),
      ourLayer('timeDistributed')({layer: layers.dense({units: HORIZON})}),
    ]),
  'wavenet-simple': (sizes) => meanSquaredError(simpleWaveNet(sizes)),
  wavenet: waveNet,
  'one-step': (sizes) => meanSquaredError(recurrent((options) => layers.lstm(options), sizes)),
  'one-step, stateful': stateful,
};

/** @throws NotBuilt where the library lacks a part; RangeError for an unknown workload */
export function buildModel(workload: string, sizes: Sizes): BenchModel {
  const build = builders[workload];
  if (!build) throw new RangeError(`our library has no model '${workload}'`);
  return build(sizes);
}
