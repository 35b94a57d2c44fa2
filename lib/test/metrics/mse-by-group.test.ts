import assert from 'node:assert/strict';
import {metrics} from '../../src';

describe('mseByGroup', () => {
  const truth = [1, 2, 3, 4, 5];
  const guess = [1, 4, 2, 4, 9];
  it('is the mean squared error of the values of each group, in the order asked for', () => {
    assert.deepEqual(metrics.mseByGroup(truth, guess, [0, 7, 0, 7, 1], [7, 0, 1]), [2, 0.5, 16]);
  });
  it('adds up to the mean squared error of all, weighted by the sizes of the groups', () => {
    const [a, b] = metrics.mseByGroup(truth, guess, [1, 1, 2, 2, 2], [1, 2]);
    assert.ok(Math.abs((2 * a + 3 * b) / 5 - metrics.mse(truth, guess)) < 1e-12);
  });
  it('refuses other numbers of groups, and a group without values', () => {
    assert.throws(() => metrics.mseByGroup(truth, guess, [0, 1], [0]), /5 values need as many groups, got 2/);
    assert.throws(() => metrics.mseByGroup(truth, guess, [0, 0, 0, 0, 0], [3]), /no value belongs to group 3/);
    assert.throws(() => metrics.mseByGroup(truth, [1], [0, 0, 0, 0, 0], [0]), /mseByGroup/);
  });
});
