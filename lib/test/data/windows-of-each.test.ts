import assert from 'node:assert/strict';
import {generateTwoSines, Series, windows, windowsOfEach} from '../../src/data';

describe('windowsOfEach', () => {
  it('cuts each series as windows cuts it alone, and says which one it was', () => {
    const rows = [
      [1, 2, 3, 4, 5],
      [10, 20, 30],
    ];
    const cut = windowsOfEach(rows, {lookback: 2, horizon: 1});
    assert.deepEqual(cut.x.shape, [4, 2]);
    assert.deepEqual(Array.from(cut.x.values), [1, 2, 2, 3, 3, 4, 10, 20]);
    assert.deepEqual(Array.from(cut.y.values), [3, 4, 5, 30]);
    assert.deepEqual(cut.owners, [0, 0, 0, 1]);
    assert.deepEqual(cut.starts, [0, 1, 2, 0]);
    const alone = windows(rows[0], {lookback: 2});
    assert.deepEqual(Array.from(alone.x.values), Array.from(cut.x.rows(0, 3).values));
  });
  it('makes 11,000 windows of 30 and 10 out of 1,000 series of 50', () => {
    const {x, y, owners} = windowsOfEach(generateTwoSines(1000, 50), {lookback: 30, horizon: 10});
    assert.deepEqual([x.shape, y.shape, owners.at(-1)], [[11_000, 30], [11_000, 10], 999]);
  });
  it('names the series that is too short', () => {
    assert.throws(() => windowsOfEach([[1, 2, 3], [1]], {lookback: 2}), /series 1: .* needs 3 values, got 1/);
    assert.throws(() => windowsOfEach([], {lookback: 2}), /at least one series/);
    assert.throws(() => windowsOfEach([[1, 2]], {lookback: 0}), /lookback must be a whole number/);
    const two = new Series(new Float64Array(12), [2, 3, 2]);
    assert.throws(() => windowsOfEach(two, {lookback: 2}), /one feature, got 2/);
  });
});
