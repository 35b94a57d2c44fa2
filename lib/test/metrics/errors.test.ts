import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {Targets} from '../../src/data';
import {mae, mse, mseByExample, rmse, skillScore} from '../../src/metrics';

describe('mse, mae and rmse', () => {
  it('agree with tfjs on random numbers', () => {
    const [a, b] = [tf.randomUniform([7, 3], -1, 1, 'float32', 1), tf.randomUniform([7, 3], -1, 1, 'float32', 2)];
    const squared = tf.losses.meanSquaredError(a, b).dataSync()[0];
    const absolute = tf.losses.absoluteDifference(a, b).dataSync()[0];
    assert.ok(Math.abs(mse(a, b) - squared) < 1e-6);
    assert.ok(Math.abs(mae(a, b) - absolute) < 1e-6);
    assert.ok(Math.abs(rmse(a, b) ** 2 - squared) < 1e-6);
  });
  it('refuse (n, 1) against (n): broadcasting would compare every value with every other', () => {
    const yTrue = new Targets([1, 2, 3], [3, 1]);
    assert.throws(() => mse(yTrue, [1, 2, 3]), /yTrue has shape \[3, 1\] but yPred has shape \[3\]/);
    assert.throws(() => mae(tf.zeros([3, 1]), tf.zeros([3])), /\[3, 1\].*\[3\]/);
    assert.throws(() => rmse([[1, 2]], [[1], [2]]), RangeError);
  });
  it('read tensors, lists, typed arrays and arrays with a shape alike', () => {
    const holders = [[1, 2], new Float64Array([1, 2]), new Float32Array([1, 2]), tf.tensor1d([1, 2])];
    for (const one of holders) for (const two of holders) assert.equal(mse(one, two), 0);
    assert.equal(mse({values: new Float64Array([0, 2]), shape: [2]}, [1, 2]), 0.5);
  });
  it('refuse emptiness, and let NaN through as NaN', () => {
    assert.throws(() => mse([], []), /mse: yTrue and yPred must not be empty, got shape \[0\]$/);
    assert.ok(Number.isNaN(mse([Number.NaN], [1])));
  });
  it('average to the whole from the errors of the examples', () => {
    const [truth, prediction] = [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 0],
        [0, 4],
      ],
    ];
    assert.deepEqual(mseByExample(truth, prediction), [2, 4.5]);
    assert.equal(mse(truth, prediction), 3.25);
  });
});

describe('skillScore', () => {
  it('is 1 for no error, 0 for the error of the naive forecast, negative for more', () => {
    assert.deepEqual([skillScore(0, 2), skillScore(2, 2), skillScore(4, 2)], [1, 0, -1]);
  });
  it('refuses errors that are none', () => {
    assert.throws(() => skillScore(-1, 2), /modelMse must be a finite number >= 0, got -1/);
    assert.throws(() => skillScore(1, 0), /nothing is left to improve on/);
    assert.throws(() => skillScore(Number.NaN, 1), RangeError);
  });
});
