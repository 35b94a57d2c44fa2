import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';

/** Models of all forms with data, for tests of training. */
export const [STEPS, FEATURES] = [7, 3];
const normal = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);
export const weightsOf = (model: tf.LayersModel) => model.getWeights().map((weight) => Array.from(weight.dataSync()));
const apply = (layer: tf.layers.Layer, input: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
  layer.apply(input) as tf.SymbolicTensor;
export const sequential = (...body: tf.layers.Layer[]) =>
  tf.sequential({layers: [tf.layers.inputLayer({inputShape: [STEPS, FEATURES]}), ...body]});
const sequenceInput = () => layers.input({shape: [STEPS, FEATURES]});

export const x = normal([22, STEPS, FEATURES], 1);
export const y = normal([22, 2], 2);
const sequences = normal([22, STEPS, 2], 3);
const lengths = tf.tidy(() => {
  const steps = tf.range(0, STEPS).reshape([1, STEPS]);
  return steps.less(tf.randomUniform([22, 1], 1, STEPS + 1, 'float32', 4)).toFloat();
});
const padded = x.mul(lengths.expandDims(2));
const words = tf.randomUniform([22, STEPS], 1, 9, 'int32', 5).mul(lengths.toInt());

export interface Case {
  build(): tf.LayersModel;
  data: training.TrainingData;
  loss?: training.CompileOptions['loss'];
  metrics?: string[];
}

export const CASES: Record<string, Case> = {
  LSTM: {build: () => sequential(layers.lstm({units: 5}), layers.dense({units: 2})), data: {x, y}, metrics: ['mae']},
  'GRU of two forms': {
    build: () =>
      sequential(
        layers.gru({units: 4, returnSequences: true}),
        layers.gru({units: 3, resetAfter: false, goBackwards: true}),
        layers.dense({units: 2, activation: 'tanh'}),
      ),
    data: {x, y},
  },
  'SimpleRNN to sequences': {
    build: () => sequential(layers.simpleRNN({units: 5, returnSequences: true}), layers.dense({units: 2})),
    data: {x, y: sequences},
    loss: 'meanAbsoluteError',
  },
  'bidirectional layers': {
    build: () =>
      sequential(
        layers.bidirectional({layer: layers.lstm({units: 3, returnSequences: true})}),
        layers.bidirectional({layer: layers.gru({units: 2}), mergeMode: 'sum'}),
      ),
    data: {x, y},
  },
  'masked sequences': {
    build: () =>
      sequential(tf.layers.masking(), layers.lstm({units: 4, returnSequences: true}), layers.dense({units: 2})),
    data: {x: padded, y: sequences},
    metrics: ['mae'],
  },
  'words, some of them padding': {
    build: () =>
      tf.sequential({
        layers: [
          layers.embedding({inputDim: 9, outputDim: 4, maskZero: true, inputLength: STEPS}),
          layers.bidirectional({layer: layers.gru({units: 3})}),
          layers.dense({units: 3, activation: 'softmax'}),
        ],
      }),
    data: {x: words, y: tf.oneHot(tf.range(0, 22, 1, 'int32').mod(tf.scalar(3, 'int32')), 3).toFloat()},
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  },
  'two inputs and two outputs': {
    build() {
      const [series, extra] = [sequenceInput(), layers.input({shape: [2]})];
      const h = apply(layers.lstm({units: 4, returnSequences: true}), series);
      const last = apply(layers.gru({units: 3}), h);
      const both = apply(tf.layers.concatenate(), [last, apply(layers.dense({units: 3, activation: 'relu'}), extra)]);
      const outputs = [apply(layers.dense({units: 2}), both), apply(layers.dense({units: 2}), h)];
      return tf.model({inputs: [series, extra], outputs});
    },
    data: {x: [x, y], y: [y, sequences]},
    loss: ['meanSquaredError', 'meanAbsoluteError'],
    metrics: ['mse'],
  },
  'a shared layer': {
    build() {
      const [first, second] = [sequenceInput(), sequenceInput()];
      const encoder = layers.lstm({units: 4});
      const sum = apply(tf.layers.add(), [apply(encoder, first), apply(encoder, second)]);
      return tf.model({inputs: [first, second], outputs: apply(layers.dense({units: 2}), sum)});
    },
    data: {x: [x, normal([22, STEPS, FEATURES], 6)], y},
  },
  'a Sequential inside of another': {
    build: () => {
      const inner = sequential(layers.gru({units: 4, returnSequences: true}), layers.simpleRNN({units: 3}));
      const outer = sequential(inner, layers.dense({units: 2}));
      return outer;
    },
    data: {x, y},
  },
  'an encoder that gives its states to a decoder': {
    build() {
      const [source, target] = [sequenceInput(), layers.input({shape: [STEPS, 2]})];
      const [, H, C] = layers.lstm({units: 4, returnState: true}).apply(source) as tf.SymbolicTensor[];
      const decoded = apply(layers.lstm({units: 4, returnSequences: true}), [target, H, C]);
      return tf.model({inputs: [source, target], outputs: apply(layers.dense({units: 2}), decoded)});
    },
    data: {x: [x, normal([22, STEPS, 2], 7)], y: sequences},
  },
  'normalised layers with dropout': {
    build: () =>
      sequential(
        layers.lstm({units: 4, returnSequences: true, dropout: 0.2, recurrentDropout: 0.2}),
        layers.layerNormalization(),
        layers.dropout({rate: 0.3}),
        layers.timeDistributed({layer: layers.dense({units: 3, activation: 'sigmoid'})}),
        layers.gru({units: 2}),
      ),
    data: {x, y},
  },
};

export async function make(
  {build, loss, metrics}: Case,
  options: training.CompileOptions = {},
): Promise<tf.LayersModel> {
  await engine.start({seed: 6});
  return training.compile(build(), {optimizer: new training.Adam({learningRate: 0.01}), loss, metrics, ...options});
}
