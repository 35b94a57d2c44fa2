import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {tokenWindowsOfEach} from '../../src/data';
import * as engine from '../../src/engine';
import * as metrics from '../../src/metrics';
import * as models from '../../src/models';
import * as training from '../../src/training';

describe('training.surprises', () => {
  before(() => engine.start({seed: 4}));
  const sequences = Array.from({length: 19}, (_, i) =>
    Array.from({length: 3 + (i % 5)}, (_, t) => 1 + ((i + t * t) % 6)),
  );

  it('gives for each token what the cross-entropy of the sequence alone is the mean of', () => {
    const model = models.buildMusicModel({vocabulary: 7, embedding: 4, filters: 5, units: [6]});
    const before = tf.memory().numTensors;
    const found = training.surprises(model, sequences);
    assert.equal(tf.memory().numTensors, before);
    sequences.forEach((sequence, i) => {
      assert.equal(found[i].length, sequence.length);
      const {x, y} = tokenWindowsOfEach([sequence], {length: sequence.length});
      const expected = metrics.crossEntropy(y, training.predict(model, x));
      const mean = found[i].reduce((sum, one) => sum + one, 0) / sequence.length;
      assert.ok(Math.abs(mean - expected) < 1e-5, `${mean} instead of ${expected}`);
    });
  });

  it('refuses what cannot be', () => {
    const model = models.buildMusicModel({vocabulary: 7, embedding: 2, filters: 2, units: [2]});
    assert.throws(() => training.surprises(model, []), /surprises: sequences/);
    assert.throws(() => training.surprises(model, [[1, 0]]), /holds 0/);
  });
});

describe('Ngrams.surprises', () => {
  it('has the bits of the sequence as its mean', () => {
    const model = models.countNgrams(['abracadabra'], {context: 3});
    const found = model.surprises('cabra', 2);
    const mean = found.reduce((sum, one) => sum + one, 0) / 5;
    assert.ok(Math.abs(mean / Math.LN2 - model.bits(['cabra'], 2)) < 1e-12);
    assert.ok(Math.abs(Math.exp(-found[4]) - model.probability('a', 'cabr', 2)) < 1e-12);
  });
});
