import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {rankCorrelation} from '../../src/metrics';

describe('rankCorrelation', () => {
  it('is 1 for the same order, -1 for the reverse, whatever the distances', () => {
    assert.equal(rankCorrelation([1, 2, 3, 100], [0.1, 5, 6, 7]), 1);
    assert.equal(rankCorrelation([1, 2, 3, 100], [7, 6, 5, -90]), -1);
  });
  it('agrees with 1 - 6 Σd² / n (n² - 1) where no values are equal', () => {
    const {permutation} = random(3);
    const [a, b] = [permutation(12), permutation(12)];
    const squares = a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
    assert.ok(Math.abs(rankCorrelation(a, b) - (1 - (6 * squares) / (12 * 143))) < 1e-12);
  });
  it('shares ranks among equal values: 7.25 of 9.5 here', () => {
    assert.ok(Math.abs(rankCorrelation([1, 2, 2, 4, 5], [2, 1, 3, 3, 5]) - 7.25 / 9.5) < 1e-12);
  });
  it('refuses lists that put nothing in order', () => {
    assert.throws(() => rankCorrelation([1, 1], [1, 2]), /constant/);
    assert.throws(() => rankCorrelation([1, 2], [1, 2, 3]), /one length of at least 2, got 2 and 3/);
  });
});
