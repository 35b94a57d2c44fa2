import assert from 'node:assert/strict';
import {engine, layers, models, scratch, tf} from '../../src';

const inputs = [1, 2, 3].map((seed) => scratch.randomMatrix(4, 2, {seed}));

describe('models.largestDifference', () => {
  beforeEach(() => engine.start({seed: 7}));

  it('is that of float32 between a layer and the same cell by hand, and large for another cell', () => {
    const byHand = (w: models.CellWeights) => scratch.gruForward(inputs, w).states[3];
    assert.ok(
      models.largestDifference(layers.gru({units: 5, biasInitializer: 'glorotUniform'}), inputs, byHand) < 1e-6,
    );
    const other = (w: models.CellWeights) => scratch.map(byHand(w), (value) => value + 0.25);
    const layer = layers.gru({units: 5});
    assert.ok(Math.abs(models.largestDifference(layer, inputs, other) - 0.25) < 1e-6);
  });

  it('leaves no tensor behind but the weights of the layer', () => {
    const layer = layers.lstm({units: 5});
    const byHand = (w: models.CellWeights) => scratch.lstmForward(inputs, w).states[3].H;
    models.largestDifference(layer, inputs, byHand);
    const before = tf.memory().numTensors;
    models.largestDifference(layer, inputs, byHand);
    assert.equal(tf.memory().numTensors, before);
  });

  it('refuses states of another shape', () => {
    const wrong = () => scratch.zeros(4, 6);
    const message = /the layer gives \[4, 5\], byHand \[4, 6\]/;
    assert.throws(() => models.largestDifference(layers.lstm({units: 5}), inputs, wrong), message);
  });
});

describe('models.cellAndReadout', () => {
  beforeEach(() => engine.start({seed: 7}));

  it('computes by hand what the model says', () => {
    const io = {returnSequences: true, inputShape: [null, 2]};
    const model = tf.sequential({layers: [layers.lstm({units: 5, ...io}), layers.dense({units: 1})]});
    const {cell, Why} = models.cellAndReadout(model);
    const x = tf.stack(
      inputs.map((X) => tf.tensor2d(scratch.toRows(X))),
      1,
    );
    const said = (model.predict(x) as tf.Tensor).dataSync(); // [4, 3, 1]
    const ours = scratch.matmul(scratch.lstmForward(inputs, cell).states[3].H, Why);
    ours.values.forEach((value, i) => {
      assert.ok(Math.abs(value - said[3 * i + 2]) < 1e-6);
    });
  });

  it('refuses a model of other layers by name', () => {
    const model = tf.sequential({layers: [layers.lstm({units: 5, inputShape: [3, 2]})]});
    assert.throws(() => models.cellAndReadout(model), /a recurrent and a dense layer, got Lstm|LSTM/);
  });
});

describe('models.countWeights', () => {
  beforeEach(() => engine.start({seed: 7}));

  it('is four blocks of units times (features + units + 1) for an LSTM', () => {
    assert.equal(models.countWeights(layers.lstm({units: 5}), 3), 4 * 5 * (3 + 5 + 1));
  });
  it('refuses a width that is none', () => {
    assert.throws(() => models.countWeights(layers.lstm({units: 5}), 0), /countWeights: features .* got 0/);
  });
});
