import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as data from '../../src/data';
import * as engine from '../../src/engine';
import {buildLstm, layerSpreads} from '../../src/models';

describe('layerSpreads', () => {
  const x = new data.Series([0, 1, 0, 3, 0, 5], [3, 2, 1]); // last steps 1, 3, 5: deviation sqrt(8 / 3)

  before(() => engine.start({seed: 1}));

  it('scales the deviation of the last step as a linear layer does', () => {
    const input = tf.input({shape: [2, 1]});
    const doubled = tf.layers.dense({units: 2, kernelInitializer: 'ones'}).apply(input) as tf.SymbolicTensor;
    const summed = tf.layers.add().apply([doubled, doubled]) as tf.SymbolicTensor;
    const [dense, add] = layerSpreads(tf.model({inputs: input, outputs: summed}), x);
    assert.deepEqual([dense.layer, add.layer], ['Dense', 'Add']);
    assert.ok(Math.abs(dense.spread - Math.sqrt(8 / 3)) < 1e-5);
    assert.ok(Math.abs(add.spread - 2 * Math.sqrt(8 / 3)) < 1e-5);
  });

  it('has an entry for each layer of a stack, whether it gives sequences or not, and keeps no tensors', () => {
    const model = buildLstm({units: [3, 3], lookback: 2});
    const before = tf.memory().numTensors;
    assert.deepEqual(
      layerSpreads(model, x).map(({layer}) => layer),
      ['LSTM', 'LSTM', 'Dense'],
    );
    assert.equal(tf.memory().numTensors, before);
    assert.throws(() => layerSpreads(model, x.rows(0, 1)), /two sequences or more, got 1/);
  });
});
