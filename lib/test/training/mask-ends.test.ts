import assert from 'node:assert/strict';
import {data, engine, layers, tf, training} from '../../src';

describe('the mask of a model that is trained', () => {
  it('ends at a layer that knows none, as in prediction', async () => {
    await engine.start({seed: 1});
    const x = tf.input({shape: [4, 2]});
    const link = (layer: tf.layers.Layer, y: tf.SymbolicTensor) => layer.apply(y) as tf.SymbolicTensor;
    const H = link(layers.lstm({units: 3, returnSequences: true}), link(layers.masking(), x));
    const query = link(tf.layers.reshape({targetShape: [1, 3]}), link(layers.lastStep(), H));
    const context = layers.attention().apply([query, H]) as tf.SymbolicTensor;
    const model = tf.model({inputs: x, outputs: link(layers.dense({units: 1}), link(tf.layers.flatten(), context))});
    const grid = new data.Grid([1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 0, 0, 0, 0, 0, 0], [2, 4, 2]);
    const y = new data.Targets([1, 0], [2, 1]);
    training.compile(model, {loss: 'meanSquaredError', learningRate: 0.1});
    const {history} = await training.fit(model, {x: grid, y}, {epochs: 3});
    assert.ok(history.loss[2] < history.loss[0]);
  });
});
