import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as data from '../../src/data';
import * as engine from '../../src/engine';
import {buildLstm, freshSlopes, slopesByDistance} from '../../src/models';

describe('freshSlopes', () => {
  const x = new data.Series(data.normalRows(4, 6, {seed: 1}).flat(), [4, 6, 1]);
  const builders = {one: () => buildLstm({units: [3]}), two: () => buildLstm({units: [3, 3]})};

  before(() => engine.start({seed: 9}));

  it('gives the slopes of the model that each seed builds, and keeps no tensors', async () => {
    await engine.start({seed: 2});
    const before = tf.memory().numTensors;
    const found = await freshSlopes(builders, x, [1, 2]);
    assert.equal(tf.memory().numTensors, before);
    assert.deepEqual(Object.keys(found), ['one', 'two']);
    assert.deepEqual([found.two.length, found.two[0].length], [2, 6]);
    assert.notDeepEqual(found.one[0], found.one[1]);
    await engine.start({seed: 2});
    const model = builders.two();
    assert.deepEqual(found.two[1], slopesByDistance(model, x));
    model.dispose();
  });

  it('refuses a list without seeds', async () => {
    await assert.rejects(freshSlopes(builders, x, []), /freshSlopes: seeds/);
    await assert.rejects(freshSlopes(builders, x, [0.5]), /freshSlopes: a seed/);
  });
});
