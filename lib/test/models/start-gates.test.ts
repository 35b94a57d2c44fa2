import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {Series, uniformRows} from '../../src/data';
import * as engine from '../../src/engine';
import {buildLstm, buildRecurrent, slopesByDistance, startGates} from '../../src/models';

describe('startGates', () => {
  const read = (model: tf.LayersModel) => model.getWeights().map((weight) => Array.from(weight.dataSync()));

  before(() => engine.start({seed: 1}));

  it('changes the biases of input and forget gates in every layer, and nothing else', () => {
    const model = buildLstm({units: [2, 3], lookback: 4});
    const old = read(model);
    const before = tf.memory().numTensors;
    assert.equal(startGates(model, {inputBias: -3, forgetBias: 2}), model);
    assert.equal(tf.memory().numTensors, before);
    const now = read(model);
    assert.deepEqual(now[2], [-3, -3, 2, 2, 0, 0, 0, 0]);
    assert.deepEqual(now[5], [-3, -3, -3, 2, 2, 2, 0, 0, 0, 0, 0, 0]);
    for (const untouched of [0, 1, 3, 4, 6, 7]) assert.deepEqual(now[untouched], old[untouched]);
  });

  it('lets a fresh LSTM hear steps that its usual start forgets', () => {
    const noise = new Series(uniformRows(2, 300, {seed: 5}).flat(), [2, 300]);
    const usual = slopesByDistance(buildLstm({units: [8]}), noise);
    const long = Math.log(1000);
    const open = slopesByDistance(startGates(buildLstm({units: [8]}), {inputBias: -long, forgetBias: long}), noise);
    assert.ok(usual[299] < 1e-6);
    assert.ok(open[299] > 1e-3);
  });

  it('refuses a model without LSTM layers, and numbers that are none', () => {
    assert.throws(() => startGates(buildRecurrent({cell: 'simpleRNN', units: [3]}), {}), /the model has none/);
    assert.throws(() => startGates(buildLstm({units: [3]}), {forgetBias: Number.NaN}), /forgetBias must be a finite/);
    assert.throws(() => startGates(buildLstm({units: [3]}), {inputBias: Number.NaN}), /inputBias must be a finite/);
  });
});
