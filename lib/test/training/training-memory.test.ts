import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {buildCandidate, type CandidateName} from '../../src/models';
import {trainingMemory} from '../../src/training';

describe('trainingMemory', () => {
  before(() => engine.start({seed: 1}));
  const kept = (name: CandidateName, lookback: number, batchSize?: number) =>
    trainingMemory(buildCandidate(name, {lookback, features: 2}), {batchSize}).kept;

  it('of a dense layer is its input and its output, each row in pieces of four numbers', () => {
    const model = tf.sequential({layers: [layers.dense({units: 8, inputShape: [4]})]});
    assert.deepEqual(trainingMemory(model, {batchSize: 3}), {kept: 4 * 3 * (4 + 8), gradients: 4 * 3 * 8});
  });
  it('grows in proportion to the batch', () => {
    for (const name of ['SimpleRNN', 'GRU', 'convolution'] as const) {
      assert.equal(kept(name, 20, 64), 2 * kept(name, 20, 32), name);
    }
  });
  it('of a recurrent layer grows by the same for every step', () => {
    for (const name of ['SimpleRNN', 'LSTM', 'GRU'] as const) {
      assert.equal(kept(name, 40) - kept(name, 20), 2 * (kept(name, 20) - kept(name, 10)), name);
    }
  });
  it('of attention grows faster than in proportion to the steps', () => {
    assert.ok(kept('attention', 200) > 2.5 * kept('attention', 100));
  });
  it('is more for cells with gates than for a plain cell of twice the units', () => {
    assert.ok(kept('LSTM', 50) > 2 * kept('SimpleRNN', 50));
  });
  it('counts 32 sequences unless told, and takes nothing for good', () => {
    const model = buildCandidate('GRU', {lookback: 10});
    const before = tf.memory().numTensors;
    assert.deepEqual(trainingMemory(model), trainingMemory(model, {batchSize: 32}));
    assert.equal(tf.memory().numTensors, before);
  });
  it('refuses models whose input has no fixed shape', () => {
    const model = tf.sequential({layers: [layers.gru({units: 2, inputShape: [null, 1]})]});
    assert.throws(() => trainingMemory(model), /one input of a fixed shape, got \[null, 1\]/);
    assert.throws(() => trainingMemory({} as tf.LayersModel), /model must be a tf.LayersModel/);
  });
});
