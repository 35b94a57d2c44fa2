// Tensors, their bytes and both WebAssembly memories stay as they are while models of every family train.
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {borrowKernels, returnKernels, useKernels} from '../../src/engine/kernels-host';
import * as layers from '../../src/layers';
import * as training from '../../src/training';

const [EXAMPLES, BATCH, STEPS, FEATURES, CLASSES] = [10, 2, 6, 3, 4];
const STEPS_AN_EPOCH = EXAMPLES / BATCH;

type Symbolic = tf.SymbolicTensor;

interface Family {
  /** Joins the layers between input and output; gives the loss too, where it is not the squared error. */
  build(input: Symbolic): {output: Symbolic; loss?: training.CompileOptions['loss']};
  y(): tf.Tensor;
  /** Defaults to sequences of features. */
  x?(): tf.Tensor;
}

const normal = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);
const oneHot = () =>
  tf.tidy(() => tf.oneHot(tf.randomUniform([EXAMPLES, STEPS], 1, CLASSES, 'int32', 3), CLASSES).toFloat());
const perStep = () => normal([EXAMPLES, STEPS, CLASSES], 2);
const perExample = () => normal([EXAMPLES, CLASSES], 2);
const apply = (layer: tf.layers.Layer, input: Symbolic | Symbolic[]) => layer.apply(input) as Symbolic;
const chain = (input: Symbolic, ...body: tf.layers.Layer[]) =>
  body.reduce((before, layer) => apply(layer, before), input);
const dense = () => layers.dense({units: CLASSES});

const FAMILIES: Record<string, Family> = {
  'SimpleRNN, both directions': {
    build: (input) => ({
      output: chain(input, layers.bidirectional({layer: layers.simpleRNN({units: 3})}), dense()),
    }),
    y: perExample,
  },
  'LSTM, masked, with dropout and peepholes': {
    build: (input) => ({
      output: chain(
        input,
        tf.layers.masking(),
        layers.lstm({units: 3, returnSequences: true, dropout: 0.2, recurrentDropout: 0.2}),
        layers.peepholeLstm({units: 2}),
        dense(),
      ),
    }),
    y: perExample,
  },
  'GRU, with layer norm': {
    build: (input) => ({
      output: chain(input, layers.gru({units: 3, returnSequences: true}), layers.layerNormGru({units: 3}), dense()),
    }),
    y: perExample,
  },
  convolutions: {
    build: (input) => ({
      output: chain(
        input,
        layers.conv1d({filters: 3, kernelSize: 2, padding: 'same', activation: 'relu'}),
        layers.maxPooling1d({poolSize: 2}),
        layers.globalAveragePooling1d(),
        dense(),
      ),
    }),
    y: perExample,
  },
  WaveNet: {
    build(input) {
      const h = apply(layers.causalConv1d({filters: 3, kernelSize: 2}), input);
      const [next, first] = layers.waveNetBlock({filters: 3}).apply(h) as Symbolic[];
      const [, second] = layers.waveNetBlock({filters: 3, dilationRate: 2}).apply(next) as Symbolic[];
      return {output: apply(dense(), apply(tf.layers.add(), [first, second]))};
    },
    y: perStep,
  },
  'attention, two kinds': {
    build(input) {
      const h = apply(layers.lstm({units: 4, returnSequences: true}), input);
      const once = apply(layers.attention({score: 'scaledDot'}), [h, h]);
      return {output: apply(dense(), apply(layers.multiHeadAttention({numHeads: 2, keyDim: 3}), [once, h]))};
    },
    y: perStep,
  },
  CTC: {
    build: (input) => ({
      output: chain(input, layers.lstm({units: 3, returnSequences: true}), dense()),
      loss: layers.ctc({zeroInfinity: true}),
    }),
    y: oneHot,
  },
  CRF: {
    build(input) {
      const field = layers.crf();
      return {output: chain(input, dense(), field), loss: field.loss};
    },
    y: oneHot,
  },
  'embedding and norms': {
    build: (input) => ({
      output: chain(
        input,
        layers.embedding({inputDim: 9, outputDim: 4, maskZero: true}),
        layers.layerNormalization(),
        layers.gru({units: 3, returnSequences: true}),
        layers.batchNormalization(),
        layers.dropout({rate: 0.2}),
        layers.timeDistributed({layer: layers.dense({units: CLASSES, activation: 'softmax'})}),
      ),
      loss: 'categoricalCrossentropy',
    }),
    x: () => tf.randomUniform([EXAMPLES, STEPS], 0, 9, 'int32', 4),
    y: oneHot,
  },
};

function make({build, x}: Family): tf.LayersModel {
  const input = layers.input({shape: x ? [STEPS] : [STEPS, FEATURES]});
  const {output, loss} = build(input);
  return training.compile(tf.model({inputs: input, outputs: output}), {loss, learningRate: 1e-4});
}

/** All that must stay as it is. */
function measure() {
  const borrowed = borrowKernels(); // those that the last plan gave back
  const plans = borrowed.bytes;
  returnKernels(borrowed);
  const {numTensors, numBytes, numDataBuffers} = tf.memory();
  const {wasm} = tf.backend() as unknown as {wasm?: {HEAPU8: Uint8Array}}; // only that of WebAssembly has one heap
  return {numTensors, numBytes, numDataBuffers, tape: useKernels().bytes, plans, tfjs: wasm?.HEAPU8.byteLength};
}

describe('training keeps nothing', () => {
  before(() => engine.start({seed: 3}).then(() => undefined));

  const ways: [string, number, (model: tf.LayersModel, x: tf.Tensor, y: tf.Tensor, epochs: number) => Promise<void>][] =
    [
      [
        'training.fit, by plan',
        1000,
        async (model, x, y, epochs) => {
          const run = await training.fit(model, {x, y}, {epochs, batchSize: BATCH, clipNorm: 1});
          assert.equal(run.trainedBy, 'plan', run.tapeReason);
        },
      ],
      [
        'training.fit, on the tape',
        40,
        async (model, x, y, epochs) => {
          await training.fit(model, {x, y}, {epochs, batchSize: BATCH, onTape: true});
        },
      ],
      [
        'model.fit',
        115,
        async (model, x, y, epochs) => {
          await model.fit(x, y, {epochs, batchSize: BATCH, verbose: 0, yieldEvery: 'never'});
        },
      ],
    ];
  for (const [way, steps, train] of ways) {
    it(`over ${steps} steps of each family through ${way}`, async function () {
      this.timeout(60000);
      for (const [name, family] of Object.entries(FAMILIES)) {
        const before = tf.memory().numTensors;
        const [x, y, model] = [family.x?.() ?? normal([EXAMPLES, STEPS, FEATURES], 1), family.y(), make(family)];
        await train(model, x, y, 2);
        const warm = measure();
        await train(model, x, y, steps / STEPS_AN_EPOCH);
        assert.deepEqual(measure(), warm, name);
        model.optimizer.dispose();
        model.dispose();
        tf.dispose([x, y]);
        assert.equal(tf.memory().numTensors, before, `${name}: all is given back`);
      }
    });
  }
});
