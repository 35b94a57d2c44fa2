import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {Series} from '../../src/data';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {slopesByDistance} from '../../src/models';

describe('slopesByDistance', () => {
  before(() => engine.start({seed: 1}));
  const linear = (weights: number[], shape: number[]) => {
    const model = tf.sequential({
      layers: [tf.layers.flatten({inputShape: shape}), layers.dense({units: 1, useBias: false})],
    });
    model.setWeights([tf.tensor2d(weights, [weights.length, 1])]);
    return model;
  };
  const x = (steps: number, features: number) =>
    new Series(
      Float64Array.from({length: 2 * steps * features}, (_, i) => Math.sin(i)),
      [2, steps, features],
    );
  const close = (ours: number[], expected: number[]) => {
    assert.equal(ours.length, expected.length);
    ours.forEach((value, i) => {
      assert.ok(Math.abs(value - expected[i]) < 1e-6, `${value} where ${expected[i]} was expected`);
    });
  };

  it('are the weights of a linear model, the last step first, signs aside, as shares of the largest', () => {
    close(slopesByDistance(linear([1, -4, 2], [3, 1]), x(3, 1)), [0.5, 1, 0.25]);
  });
  it('takes the features of a step together', () => {
    close(slopesByDistance(linear([3, 4, 0, 10], [2, 2]), x(2, 2)), [1, 0.5]);
  });
  it('refuses a network that hears nothing', () => {
    assert.throws(() => slopesByDistance(linear([0, 0], [2, 1]), x(2, 1)), /moves with no input/);
  });
});
