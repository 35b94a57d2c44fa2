import assert from 'node:assert/strict';
import {data, engine, layers, tf, training} from '../../src';

describe('startGradients', () => {
  beforeEach(() => engine.start({seed: 3}));

  it('measures each fresh layer with inputs and a direction of its own', () => {
    const before = tf.memory().numTensors;
    const layer = layers.simpleRNN({units: 4, recurrentInitializer: 'identity', kernelInitializer: 'zeros'});
    const all = training.startGradients(() => layers.lstm({units: 4}), {networks: 3, steps: 6, features: 2});
    assert.deepEqual(
      all.map(({inputs}) => inputs.length),
      [6, 6, 6],
    );
    assert.notDeepEqual(all[0].inputs, all[1].inputs);
    assert.equal(tf.memory().numTensors, before, 'the layers are disposed of');
    // A layer that only copies its state: its gradient reaches the first step at full length.
    const [{states}] = training.startGradients(() => layer, {networks: 1, steps: 6});
    for (const norm of states) assert.ok(Math.abs(norm - 1) < 1e-6);
  });

  it('is what stateGradientNorms says of the same layer, inputs and direction', () => {
    const options = {units: 4, kernelInitializer: 'ones', recurrentInitializer: 'identity'} as const;
    const [, second] = training.startGradients(() => layers.simpleRNN(options), {networks: 2, steps: 5});
    const {normal} = data.random(1);
    const sequence = Array.from({length: 5}, () => [normal(0, 1)]);
    assert.deepEqual(second, training.stateGradientNorms(layers.simpleRNN(options), sequence, {seed: 1}));
  });

  it('refuses to measure no layer', () => {
    const none = () => training.startGradients(() => layers.simpleRNN({units: 2}), {networks: 0});
    assert.throws(none, /startGradients: networks must be a whole number >= 1, got 0/);
  });
});
