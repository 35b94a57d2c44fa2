import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {buildGru, buildRecurrent, modelCosts} from '../../src/models';

describe('modelCosts', () => {
  before(() => engine.start({seed: 1}));

  it('counts weights by the formula of a simple layer, and what batch normalisation does not train', () => {
    const [plain, normalised] = modelCosts(
      {
        plain: () => buildRecurrent({cell: 'simpleRNN', units: [7], features: 3, lookback: 5}),
        normalised: () => buildGru({units: [6], features: 3, lookback: 5, normalise: 'batch'}),
      },
      4,
    );
    assert.equal(plain.parameters, 7 * (3 + 7 + 1) + 8);
    assert.equal(plain.trained, plain.parameters);
    assert.equal(plain.output, '[4, 1]');
    // Input [4, 5, 3], state [4, 7], output [4, 1], four bytes a number.
    assert.equal(plain.outputsMB, (4 * 4 * (15 + 7 + 1)) / 1e6);
    assert.equal(normalised.parameters - normalised.trained, 2 * 6);
  });

  it('keeps no tensors', () => {
    const before = tf.memory().numTensors;
    modelCosts({one: () => buildRecurrent({units: [2]})}, 2);
    assert.equal(tf.memory().numTensors, before);
  });

  it('names what is no builder', () => {
    assert.throws(() => modelCosts({one: 1 as never}, 2), /'one' must be a function, got 1/);
    assert.throws(() => modelCosts({}, 0), /batch must be a whole number/);
  });
});
