import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {relativeDistance} from '../../src/metrics';

describe('relativeDistance', () => {
  it('is 0 for equal numbers, 1 for zeros and 2 for the opposite', () => {
    assert.equal(relativeDistance([3, 4], [3, 4]), 0);
    assert.equal(relativeDistance([3, 4], [0, 0]), 1);
    assert.equal(relativeDistance([3, 4], [-3, -4]), 2);
  });
  it('does not change with the unit', () => {
    const {normal} = random(2);
    const [a, b] = [0, 1].map(() => Array.from({length: 20}, () => normal()));
    const [big, other] = [a, b].map((list) => list.map((value) => 1000 * value));
    assert.ok(Math.abs(relativeDistance(a, b) - relativeDistance(big, other)) < 1e-12);
  });
  it('is near the square root of 2 for unrelated vectors', () => {
    const {normal} = random(5);
    const [a, b] = [0, 1].map(() => Array.from({length: 10_000}, () => normal()));
    assert.ok(Math.abs(relativeDistance(a, b) - Math.SQRT2) < 0.05);
  });
  it('refuses unequal shapes and zeros', () => {
    assert.throws(() => relativeDistance([1, 2], [1]), /relativeDistance: wanted has shape \[2\] but found has shape/);
    assert.throws(() => relativeDistance([0, 0], [1, 1]), /wanted is all zeros/);
  });
});
