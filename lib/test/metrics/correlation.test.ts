import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {correlation} from '../../src/metrics';

describe('correlation', () => {
  it('is 1 and -1 on lines and does not mind scale or place', () => {
    assert.ok(Math.abs(correlation([1, 2, 4], [3, 5, 9]) - 1) < 1e-12);
    assert.ok(Math.abs(correlation([1, 2, 4], [3, 1, -3]) + 1) < 1e-12);
  });
  it('is the slope of standardised numbers: y = r x + rest has correlation r', () => {
    const {normal} = random(2);
    const x = Array.from({length: 50_000}, () => normal());
    const y = x.map((value) => 0.6 * value + 0.8 * normal());
    assert.ok(Math.abs(correlation(x, y) - 0.6) < 0.02);
    assert.equal(correlation(x, y), correlation(y, x));
  });
  it('refuses constants and lists of different length', () => {
    assert.throws(() => correlation([1, 1], [1, 2]), /numbers differ/);
    assert.throws(() => correlation([1, 2, 3], [1, 2]), RangeError);
  });
});
