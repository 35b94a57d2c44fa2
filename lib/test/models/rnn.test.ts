import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {start} from '../../src/engine';
import {buildDense, buildSimpleRnn} from '../../src/models';

describe('the builders', () => {
  before(() => start({seed: 1}));

  it('have the parameters that the formula says: u (f + u + 1) a layer', () => {
    const layer = (f: number, u: number) => u * (f + u + 1);
    assert.equal(buildSimpleRnn({units: [1]}).countParams(), 3);
    assert.equal(buildSimpleRnn({units: [20, 20], dense: 1}).countParams(), layer(1, 20) + layer(20, 20) + 21);
    assert.equal(
      buildSimpleRnn({units: [20, 20, 1], lookback: 50}).countParams(),
      layer(1, 20) + layer(20, 20) + layer(20, 1),
    );
    assert.equal(buildDense({lookback: 50}).countParams(), 51);
    assert.equal(buildDense({lookback: 50, features: 2, hidden: [8], outputs: 3}).countParams(), 808 + 27);
  });
  it('map [batch, lookback, features] to the shape asked for', () => {
    const x = tf.zeros([4, 6, 2]);
    const shapes = [
      buildSimpleRnn({units: [5, 3], features: 2}),
      buildSimpleRnn({units: [5, 3], features: 2, returnSequences: true}),
      buildSimpleRnn({units: [5], features: 2, returnSequences: true, dense: 7}),
      buildDense({lookback: 6, features: 2, outputs: 2}),
    ].map((model) => (model.predict(x) as tf.Tensor).shape);
    assert.deepEqual(shapes, [
      [4, 3],
      [4, 6, 3],
      [4, 6, 7],
      [4, 2],
    ]);
  });
  it('learn: two epochs lower the loss', async () => {
    const x = tf.randomUniform([64, 5, 1], -1, 1, 'float32', 3);
    const y = x.mean([1]);
    const model = buildSimpleRnn({units: [6], dense: 1, lookback: 5});
    model.compile({optimizer: tf.train.adam(0.02), loss: 'meanSquaredError'});
    const {history} = await model.fit(x, y, {epochs: 2, batchSize: 16, shuffle: false, verbose: 0});
    assert.ok(Number(history.loss[1]) < Number(history.loss[0]));
  });
  it('refuse sizes that are none, naming them', () => {
    assert.throws(() => buildSimpleRnn({units: []}), /units must be a list/);
    assert.throws(() => buildSimpleRnn({units: [20, 0]}), /units\[1\] must be a whole number >= 1, got 0/);
    assert.throws(() => buildSimpleRnn({units: 20 as never}), /units must be a list/);
    assert.throws(() => buildDense({} as never), /lookback must be a whole number >= 1, got undefined/);
  });
});
