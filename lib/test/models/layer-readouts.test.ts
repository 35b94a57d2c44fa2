import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as data from '../../src/data';
import * as engine from '../../src/engine';
import {buildLstm, layerReadouts} from '../../src/models';

describe('layerReadouts', () => {
  const {normal} = data.random(5);
  const rows = Array.from({length: 90}, () => [normal(0, 1), normal(0, 1)]); // two steps of one feature
  const x = new data.Series(rows.flat(), [90, 2, 1]);
  const last = new data.Targets(
    rows.map(([, b]) => 3 * b - 1),
    [90, 1],
  );
  const first = new data.Targets(
    rows.map(([a]) => a),
    [90, 1],
  );

  before(() => engine.start({seed: 1}));

  it('reads what a faint layer says as well as what a loud one says, and nothing that it has not heard', () => {
    const input = tf.input({shape: [2, 1]});
    const faint = tf.layers.dense({units: 1, kernelInitializer: tf.initializers.constant({value: 1e-5})});
    const model = tf.model({inputs: input, outputs: faint.apply(input) as tf.SymbolicTensor});
    const [heard] = layerReadouts(model, x, last);
    assert.equal(heard.layer, 'Dense');
    assert.ok(heard.mse < 1e-6, `the last step: ${heard.mse}`);
    const [unheard] = layerReadouts(model, x, first);
    assert.ok(unheard.mse > 0.5, `the first step: ${unheard.mse}`);
  });

  it('has an entry for each layer, holds out what it was not fitted on, and keeps no tensors', () => {
    const model = buildLstm({units: [3, 3], lookback: 2});
    const before = tf.memory().numTensors;
    const found = layerReadouts(model, x, last, {fitted: 80});
    assert.deepEqual(
      found.map(({layer}) => layer),
      ['LSTM', 'LSTM', 'Dense'],
    );
    assert.equal(tf.memory().numTensors, before);
    // other targets where it was fitted change the reader; a memorised answer would not show
    const turned = new data.Targets(
      Array.from(last.values).map((value, i) => (i < 80 ? -value : value)),
      [90, 1],
    );
    assert.ok(layerReadouts(model, x, turned, {fitted: 80})[0].mse > 4 * found[0].mse);
  });

  it('refuses numbers of sequences that do not fit', () => {
    const model = buildLstm({units: [3], lookback: 2});
    assert.throws(() => layerReadouts(model, x.rows(0, 80), last), /x has 80 sequences but y has 90/);
    assert.throws(() => layerReadouts(model, x, last, {fitted: 90}), /some of the 90 sequences .* got 90/);
    assert.throws(() => layerReadouts(model, x, last, {fitted: 0}), /fitted must be a whole number >= 1, got 0/);
  });
});
