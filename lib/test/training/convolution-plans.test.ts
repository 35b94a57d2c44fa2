import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';
import {draw} from '../engine/convolution-golden';

const [STEPS, FEATURES, EXAMPLES] = [12, 3, 22];

function waveNet(): tf.LayersModel {
  const input = tf.input({shape: [STEPS, FEATURES]});
  let through = layers.causalConv1d({filters: 5, kernelSize: 2}).apply(input) as tf.SymbolicTensor;
  const skips = [1, 2, 4].map((dilationRate, i) => {
    const outputs = layers.waveNetBlock({filters: 6, dilationRate, residual: i < 2, skipFilters: 7}).apply(through);
    if (!Array.isArray(outputs)) return outputs as tf.SymbolicTensor;
    through = outputs[0] as tf.SymbolicTensor;
    return outputs[1] as tf.SymbolicTensor;
  });
  const sum = tf.layers.add().apply(skips) as tf.SymbolicTensor;
  const seen = tf.layers.activation({activation: 'relu'}).apply(sum) as tf.SymbolicTensor;
  return tf.model({
    inputs: input,
    outputs: layers.conv1d({filters: 2, kernelSize: 1}).apply(seen) as tf.SymbolicTensor,
  });
}

const onSeries = {inputShape: [STEPS, FEATURES]};
const onVideo = {inputShape: [4, 6, 5, 1]};
const series = () => draw([EXAMPLES, STEPS, FEATURES], 1);
const video = () => draw([EXAMPLES, 4, 6, 5, 1], 2);
const classes = () => tf.range(0, EXAMPLES).mod(3).reshape([EXAMPLES, 1]);

interface Case {
  build(): tf.LayersModel;
  data(): {x: tf.Tensor; y: tf.Tensor};
  loss: 'meanSquaredError' | 'sparseCategoricalCrossentropy';
}
const CASES: Record<string, Case> = {
  'a deep convolution with pooling': {
    build: () =>
      tf.sequential({
        layers: [
          layers.conv1d({filters: 8, kernelSize: 5, padding: 'same', activation: 'relu', ...onSeries}),
          layers.maxPooling1d({poolSize: 2}),
          layers.conv1d({filters: 7, kernelSize: 3, strides: 2, padding: 'same', activation: 'tanh'}),
          layers.globalMaxPooling1d(),
          layers.dense({units: 1}),
        ],
      }),
    data: () => ({x: series(), y: draw([EXAMPLES, 1], 3)}),
    loss: 'meanSquaredError',
  },
  'a convolution that ends in a softmax at every step': {
    build: () => {
      const first = layers.averagePooling1d({poolSize: 3, strides: 1, padding: 'same'});
      return tf.sequential({
        layers: [
          layers.causalConv1d({filters: 6, kernelSize: 2, dilationRate: 3, activation: 'sigmoid', ...onSeries}),
          first,
          layers.conv1d({filters: 3, kernelSize: 1, activation: 'softmax'}),
          layers.globalAveragePooling1d(),
        ],
      });
    },
    data: () => ({x: series(), y: draw([EXAMPLES, 3], 4)}),
    loss: 'meanSquaredError',
  },
  'a mask that ends at a convolution, and one that a mean uses': {
    build: () => {
      const input = tf.input({shape: [STEPS, FEATURES]});
      const masked = tf.layers.masking().apply(input) as tf.SymbolicTensor;
      const conv = layers.conv1d({filters: 4, kernelSize: 3, padding: 'same'}).apply(masked);
      const read = layers.lstm({units: 3}).apply(conv) as tf.SymbolicTensor;
      const mean = layers.globalAveragePooling1d().apply(masked) as tf.SymbolicTensor;
      const both = tf.layers.concatenate().apply([read, mean]);
      return tf.model({inputs: input, outputs: layers.dense({units: 1}).apply(both) as tf.SymbolicTensor});
    },
    data: () => {
      const steps = tf.range(0, STEPS).reshape([1, STEPS, 1]);
      const kept = steps.less(
        tf
          .range(0, EXAMPLES)
          .mod(STEPS - 1)
          .add(2)
          .reshape([EXAMPLES, 1, 1]),
      );
      return {x: series().mul(kept), y: draw([EXAMPLES, 1], 6)};
    },
    loss: 'meanSquaredError',
  },
  'a WaveNet': {
    build: waveNet,
    data: () => ({x: series(), y: draw([EXAMPLES, STEPS, 2], 5)}),
    loss: 'meanSquaredError',
  },
  'a convolution over video': {
    build: () =>
      tf.sequential({
        layers: [
          layers.conv3d({filters: 5, kernelSize: 3, padding: 'same', activation: 'relu', ...onVideo}),
          layers.maxPooling3d(),
          tf.layers.flatten(),
          layers.dense({units: 3, activation: 'softmax'}),
        ],
      }),
    data: () => ({x: video(), y: classes()}),
    loss: 'sparseCategoricalCrossentropy',
  },
  'a convolution over each frame of a video': {
    build: () =>
      tf.sequential({
        layers: [
          layers.timeDistributed({
            layer: layers.conv2d({filters: 5, kernelSize: 3, strides: 2, activation: 'relu'}),
            ...onVideo,
          }),
          tf.layers.flatten(),
          layers.dense({units: 3, activation: 'softmax'}),
        ],
      }),
    data: () => ({x: video(), y: classes()}),
    loss: 'sparseCategoricalCrossentropy',
  },
};

describe('convolutions trained by a plan and on the tape', () => {
  for (const [name, {build, data, loss}] of Object.entries(CASES)) {
    it(`have the same losses and weights: ${name}`, async () => {
      const run = async (onTape: boolean) => {
        await engine.start({seed: 9});
        const model = build();
        training.compile(model, {loss, learningRate: 0.01});
        const {history, trainedBy, tapeReason} = await training.fit(model, data(), {
          ...{epochs: 3, batchSize: 8, seed: 2, onTape}, // 22 examples: the last batch is not full
        });
        assert.equal(trainedBy, onTape ? 'tape' : 'plan', tapeReason);
        return {loss: history.loss, weights: model.getWeights().flatMap((weight) => [...weight.dataSync()])};
      };
      const [plan, tape] = [await run(false), await run(true)];
      assert.ok(plan.loss[2] < plan.loss[0], `${plan.loss}`);
      plan.loss.forEach((value, epoch) => {
        assert.ok(Math.abs(value - tape.loss[epoch]) <= 1e-5 * Math.max(value, 1), `${value} and ${tape.loss[epoch]}`);
      });
      plan.weights.forEach((value, i) => {
        assert.ok(Math.abs(value - tape.weights[i]) < 2e-4, `weight ${i}: ${value} and ${tape.weights[i]}`);
      });
    });
  }
});
