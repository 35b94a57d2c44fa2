import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {buildLstm, buildRecurrent, startUpperLstm} from '../../src/models';

describe('startUpperLstm', () => {
  const read = (model: tf.LayersModel) => model.getWeights().map((weight) => Array.from(weight.dataSync()));

  before(() => engine.start({seed: 1}));

  it('changes kernels and forget biases of the upper layers, and nothing else', () => {
    const model = buildLstm({units: [2, 3, 3], lookback: 4});
    const old = read(model);
    const before = tf.memory().numTensors;
    assert.equal(startUpperLstm(model, {kernels: 3, forgetBias: -2}), model);
    assert.equal(tf.memory().numTensors, before);
    const now = read(model);
    for (const layer of [1, 2]) {
      now[3 * layer].forEach((value, i) => {
        assert.ok(Math.abs(value - 3 * old[3 * layer][i]) < 1e-6);
      });
      assert.deepEqual(now[3 * layer + 2], [0, 0, 0, -2, -2, -2, 0, 0, 0, 0, 0, 0]);
    }
    for (const untouched of [0, 1, 2, 4, 7, 9, 10]) assert.deepEqual(now[untouched], old[untouched]);
  });

  it('leaves what is not asked for', () => {
    const model = buildLstm({units: [3, 3], normalise: 'layer'});
    const old = read(model);
    startUpperLstm(model, {kernels: 1});
    assert.deepEqual(read(model), old);
  });

  it('refuses a model without upper LSTM layers, and numbers that are none', () => {
    assert.throws(() => startUpperLstm(buildLstm({units: [3]}), {}), /two LSTM layers or more, the model has 1/);
    const simple = buildRecurrent({cell: 'simpleRNN', units: [3, 3]});
    assert.throws(() => startUpperLstm(simple, {forgetBias: -2}), /the model has 0/);
    const stack = buildLstm({units: [3, 3]});
    assert.throws(() => startUpperLstm(stack, {forgetBias: Number.NaN}), /forgetBias must be a finite number, got NaN/);
    assert.throws(() => startUpperLstm(stack, {kernels: Number.NaN}), /kernels must be a finite number, got NaN/);
  });
});
