import assert from 'node:assert/strict';
import {metrics} from '../../src';

describe('maeByGroup', () => {
  const [truth, guess] = [
    [1, 2, 3, 4, 5],
    [1, 4, 2, 4, 9],
  ];
  it('is the mean absolute error of the values of each group, by its name', () => {
    const groups = ['odd day', 'feast', 'odd day', 'feast', 'Monday'];
    assert.deepEqual(metrics.maeByGroup(truth, guess, groups), {'odd day': 0.5, feast: 1, Monday: 4});
  });
  it('adds up to the mean absolute error of all, weighted by the sizes of the groups', () => {
    const {a, b} = metrics.maeByGroup(truth, guess, ['a', 'a', 'b', 'b', 'b']);
    assert.ok(Math.abs((2 * a + 3 * b) / 5 - metrics.mae(truth, guess)) < 1e-12);
  });
  it('refuses other numbers of groups and other shapes', () => {
    assert.throws(() => metrics.maeByGroup(truth, guess, ['a']), /5 values need as many groups, got 1/);
    assert.throws(() => metrics.maeByGroup(truth, [1], ['a', 'a', 'a', 'a', 'a']), /maeByGroup/);
  });
});
