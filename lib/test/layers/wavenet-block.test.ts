import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {type ConvolutionCase, draw} from '../engine/convolution-golden';
import {expectClose, readGolden, unpack} from '../engine/golden';
import {saveAndLoad, shake} from './model-files';
import {comparePlan} from './plan';

const [batch, steps, features, filters] = [4, 9, 3, 5]; // all different, so a swapped axis fails
const WEIGHTS = ['kernel', 'bias', 'conditionKernel', 'residualKernel', 'residualBias', 'skipKernel', 'skipBias'];

/** A small network of blocks, the skips added up, the last block without a residual output. */
function network(): tf.LayersModel {
  const input = tf.input({shape: [steps, features]});
  let through: tf.SymbolicTensor = input;
  const skips = [1, 2, 4].map((dilationRate, i) => {
    const outputs = layers.waveNetBlock({filters, dilationRate, residual: i < 2, skipFilters: 4}).apply(through);
    if (!Array.isArray(outputs)) return outputs as tf.SymbolicTensor;
    through = outputs[0] as tf.SymbolicTensor;
    return outputs[1] as tf.SymbolicTensor;
  });
  const head = layers.conv1d({filters: 1, kernelSize: 1}).apply(tf.layers.add().apply(skips)) as tf.SymbolicTensor;
  return tf.model({inputs: input, outputs: head});
}

describe('layers.waveNetBlock', () => {
  beforeEach(() => engine.start({seed: 5}).then(() => undefined));

  it('has the outputs of golden cases, with and without condition and residual output', () => {
    for (const {name, options, inputs, outputs} of readGolden<ConvolutionCase<layers.WaveNetBlockOptions>>(
      'wavenet-keras',
    )) {
      const block = layers.waveNetBlock(options);
      const given = [inputs.x, inputs.condition].filter(Boolean);
      block.build(given.length === 1 ? given[0].shape : given.map(({shape}) => shape));
      block.setWeights(WEIGHTS.filter((key) => inputs[key]).map((key) => unpack(inputs[key])));
      const found = [block.call(given.map(unpack))].flat();
      found.forEach((output, i) => {
        expectClose(output, outputs[i], 1e-5, name);
      });
      const plain = (
        block as unknown as {callPlain(given: unknown): {residual?: tf.Tensor; skip: tf.Tensor}}
      ).callPlain(Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, unpack(value)])));
      expectClose(plain.skip, outputs[outputs.length - 1], 1e-5, `${name}, without SIMD`);
      if (plain.residual) expectClose(plain.residual, outputs[0], 1e-5, `${name}, without SIMD`);
    }
  });

  it('has as many numbers as two convolutions and two of size 1', () => {
    const model = tf.sequential();
    model.add(
      layers.waveNetBlock({filters, kernelSize: 3, residual: false, skipFilters: 2, inputShape: [steps, features]}),
    );
    assert.equal(model.countParams(), 2 * (3 * features * filters + filters) + (filters * 2 + 2));
    const whole = layers.waveNetBlock({filters, kernelSize: 3});
    whole.build([null, steps, features]);
    const expected =
      2 * (3 * features * filters + filters) + (filters * features + features) + (filters * filters + filters);
    assert.equal(whole.countParams(), expected);
    assert.deepEqual(whole.computeOutputShape([null, steps, features]), [
      [null, steps, features],
      [null, steps, filters],
    ]);
  });

  it('starts filter and gate from glorotUniform, each on its own', () => {
    const block = layers.waveNetBlock({filters: 32, kernelSize: 2});
    block.build([null, steps, 16]);
    const limit = Math.sqrt(6 / (2 * (16 + 32)));
    for (const part of tf.split(block.getWeights()[0], 2, 2)) {
      const largest = part.abs().max().dataSync()[0];
      assert.ok(largest <= limit && largest > 0.95 * limit, `${largest} against ${limit}`);
    }
  });

  it('has a plan with the outputs and gradients of the tape', () => {
    for (const sizes of [
      [1, 1, 1, 1],
      [3, 7, 5, 6],
    ]) {
      for (const options of [{dilationRate: 2}, {residual: false, useBias: false}, {kernelSize: 3, skipFilters: 9}]) {
        const block = layers.waveNetBlock({filters: sizes[3], ...options});
        tf.tidy(() => comparePlan(block, sizes, false, 0, JSON.stringify({sizes, ...options})));
      }
    }
  });

  it('goes to a file and back', async () => {
    const model = network();
    shake(model);
    const x = draw([batch, steps, features], 1);
    const [loaded] = await saveAndLoad(model);
    assert.deepEqual((loaded.predict(x) as tf.Tensor).arraySync(), (model.predict(x) as tf.Tensor).arraySync());
  });

  it('is causal as a whole network', () => {
    const model = network();
    shake(model);
    const x = draw([1, steps, features], 2);
    const before = [...(model.predict(x) as tf.Tensor).dataSync()];
    const changed = x.add(tf.oneHot(tf.tensor1d([5], 'int32'), steps).reshape([1, steps, 1]));
    const after = [...(model.predict(changed) as tf.Tensor).dataSync()];
    assert.deepEqual(after.slice(0, 5), before.slice(0, 5));
    assert.notEqual(after[5], before[5]);
    assert.notEqual(after[8], before[8]);
  });

  it('trains under model.fit', async () => {
    const model = network();
    model.compile({loss: 'meanSquaredError', optimizer: tf.train.adam(0.01)});
    const x = draw([32, steps, features], 3);
    const y = x.slice([0, 0, 0], [-1, -1, 1]).mul(0.5);
    const {history} = await model.fit(x, y, {epochs: 10, verbose: 0, shuffle: false});
    const loss = history.loss as number[];
    assert.ok(loss[9] < 0.5 * loss[0], `${loss}`);
  });

  it('refuses sizes that do not fit, by name', () => {
    assert.throws(() => layers.waveNetBlock({filters: 0}), /waveNetBlock: filters must be a whole number >= 1, got 0/);
    assert.throws(() => layers.waveNetBlock({filters: 2, kernelSize: 0}), /waveNetBlock: kernelSize must be .*, got 0/);
    assert.throws(() => layers.waveNetBlock({filters: 2, skipFilters: 1.5}), /waveNetBlock: skipFilters .*, got 1.5/);
    const block = layers.waveNetBlock({filters: 2, name: 'block'});
    assert.throws(() => block.build([null, 4]), /block takes \[batch, time steps, features\], got \[,4\]/);
  });
});
