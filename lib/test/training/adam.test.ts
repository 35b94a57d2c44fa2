import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {Adam, type AdamOptions} from '../../src/training';
import {expectClose, type Packed, readGolden, unpack} from '../engine/golden';

interface AdamCase {
  name: string;
  options: AdamOptions;
  start: Packed;
  gradients: Packed;
  weights: Packed;
}

describe('training.Adam', () => {
  before(() => engine.start({engine: 'wasm'}).then(() => undefined));

  for (const {name, options, start, gradients, weights} of readGolden<AdamCase>('adam-keras')) {
    it(`takes the same 50 steps as Keras 3: ${name}`, () => {
      const variable = tf.variable(unpack(start));
      const adam = new Adam(options);
      const [all, expected] = [unpack(gradients), unpack(weights)];
      const [steps, ...shape] = gradients.shape;
      for (let t = 0; t < steps; t++) {
        const at = (tensor: tf.Tensor) => tensor.slice([t, 0, 0], [1, ...shape]).reshape(shape);
        adam.applyGradients([{name: variable.name, tensor: at(all)}]);
        expectClose(variable, at(expected), 1e-6, `step ${t + 1}`);
      }
      assert.equal(adam.iterations, steps);
    });
  }

  it('takes the steps of tf.train.adam in model.fit too', async () => {
    const run = async (optimizer: tf.Optimizer) => {
      await engine.start({seed: 4});
      const model = tf.sequential({
        layers: [tf.layers.dense({units: 2, inputShape: [3]}), tf.layers.dense({units: 1})],
      });
      model.compile({optimizer, loss: 'meanSquaredError'});
      const x = tf.randomNormal([16, 3], 0, 1, 'float32', 1);
      await model.fit(x, x.sum(1, true), {epochs: 5, batchSize: 8, shuffle: false, verbose: 0});
      return model.getWeights();
    };
    const own = await run(new Adam({learningRate: 0.01}));
    const stock = await run(tf.train.adam(0.01, 0.9, 0.999, 1e-7));
    own.forEach((weight, i) => {
      expectClose(weight, stock[i], 1e-5);
    });
  });

  it('goes on from saved weights as if it had not stopped', async () => {
    const step = (adam: Adam, variable: tf.Variable) =>
      adam.applyGradients({[variable.name]: variable.square().add(0.1)});
    const [one, two] = [tf.variable(tf.tensor1d([1, -2, 3])), tf.variable(tf.tensor1d([1, -2, 3]))];
    const through = new Adam();
    for (let t = 0; t < 6; t++) step(through, one);
    const first = new Adam();
    for (let t = 0; t < 3; t++) step(first, two);
    const saved = await first.getWeights();
    const second = new Adam();
    await second.setWeights(saved);
    for (let t = 0; t < 3; t++) step(second, two);
    assert.deepEqual(two.arraySync(), one.arraySync());
  });

  it('refuses options out of range, by name and value', () => {
    assert.throws(() => new Adam({learningRate: 0}), /learningRate must be above 0, got 0/);
    assert.throws(() => new Adam({learningRate: Number.NaN}), /learningRate must be above 0, got NaN/);
    assert.throws(() => new Adam({beta1: 1}), /beta1 must lie in \[0, 1\), got 1/);
    assert.throws(() => new Adam({beta2: -1}), /beta2 must lie in \[0, 1\), got -1/);
    assert.throws(() => new Adam({epsilon: 0}), /epsilon must be above 0, got 0/);
  });
});
