import assert from 'node:assert/strict';
import {addClock, Series} from '../../src/data';

describe('addClock', () => {
  it('puts the place of each step behind its features, from 0 to 1 in every series', () => {
    const two = addClock(new Series([1, 2, 3, 4, 5, 6], [2, 3]));
    assert.deepEqual(two.shape, [2, 3, 2]);
    assert.deepEqual(Array.from(two.values), [1, 0, 2, 0.5, 3, 1, 4, 0, 5, 0.5, 6, 1]);
  });
  it('keeps several features in their order, and the series as it was', () => {
    const series = new Series([1, 2, 3, 4], [1, 2, 2]);
    assert.deepEqual(Array.from(addClock(series).values), [1, 2, 0, 3, 4, 1]);
    assert.deepEqual(Array.from(series.values), [1, 2, 3, 4]);
  });
  it('can be added twice: the second clock stands behind the first', () => {
    assert.deepEqual(addClock(addClock(new Series([7, 8], [1, 2]))).row(0), [7, 0, 0, 8, 1, 1]);
  });
  it('refuses a single step, which has no place between first and last, and what is no series', () => {
    assert.throws(() => addClock(new Series([1, 2], [2, 1])), /addClock: a clock needs at least 2 time steps, got 1/);
    assert.throws(() => addClock([1, 2] as never), /addClock: series must be a Series/);
  });
});
