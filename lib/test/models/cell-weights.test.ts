import assert from 'node:assert/strict';
import {engine, layers, models, scratch, tf} from '../../src';

const X = scratch.randomMatrix(6, 3, {seed: 4});
const steps = scratch.toRows(X).map((row) => scratch.matrix([row]));

function lastState(layer: tf.layers.Layer): number[] {
  return tf.tidy(() => Array.from((layer.apply(tf.tensor3d([scratch.toRows(X)])) as tf.Tensor).dataSync()));
}

describe('models.cellWeights', () => {
  beforeEach(() => engine.start({seed: 7}));

  it('gives the cells of scratch the states of the layer', () => {
    const own = {
      simpleRNN: [layers.simpleRNN({units: 4}), (w: models.CellWeights) => scratch.simpleRnnForward(steps, w).at(-1)],
      lstm: [layers.lstm({units: 4}), (w: models.CellWeights) => scratch.lstmForward(steps, w).states.at(-1)?.H],
      gru: [layers.gru({units: 4}), (w: models.CellWeights) => scratch.gruForward(steps, w).states.at(-1)],
      before: [
        layers.gru({units: 4, resetAfter: false, useBias: false}),
        (w: models.CellWeights) => scratch.gruForward(steps, w, undefined, {resetAfter: false}).states.at(-1),
      ],
    } as Record<string, [tf.layers.Layer, (w: models.CellWeights) => scratch.Matrix]>;
    for (const [name, [layer, run]] of Object.entries(own)) {
      const expected = lastState(layer);
      run(models.cellWeights(layer)).values.forEach((value, k) => {
        assert.ok(Math.abs(value - expected[k]) < 1e-6, `${name}: ${value}, ${expected[k]}`);
      });
    }
  });

  it('leaves no tensor behind', () => {
    const layer = layers.lstm({units: 4});
    lastState(layer);
    const before = tf.memory().numTensors;
    models.cellWeights(layer);
    assert.equal(tf.memory().numTensors, before);
  });

  it('refuses a layer without weights, and one that is no cell', () => {
    assert.throws(() => models.cellWeights(layers.lstm({units: 4})), /has no weights yet/);
    assert.throws(() => models.cellWeights(layers.dense({units: 4})), /cellWeights reads a layer of/);
  });
});
