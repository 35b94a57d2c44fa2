import assert from 'node:assert/strict';
import {median, quantile} from '../../src/metrics';

describe('quantile', () => {
  it('is numpy.quantile: numbers between two places are interpolated', () => {
    const numbers = [7, 1, 10, 3]; // numpy 2: np.quantile([7, 1, 10, 3], q)
    const expected = [1, 1.6, 2.5, 5, 7.75, 10];
    for (const [i, share] of [0, 0.1, 0.25, 0.5, 0.75, 1].entries()) {
      assert.ok(Math.abs(quantile(numbers, share) - expected[i]) < 1e-12, `share ${share}`);
    }
  });
  it('leaves its argument in order', () => {
    const numbers = Float64Array.from([3, 1, 2]);
    assert.equal(median(numbers), 2);
    assert.deepEqual([...numbers], [3, 1, 2]);
  });
  it('puts infinity at the end without making NaN of it', () => {
    assert.equal(quantile([1, Infinity, Infinity], 0.9), Infinity);
    assert.equal(median([1, 2, Infinity]), 2);
  });
  it('refuses what has no quantile', () => {
    assert.throws(() => quantile([], 0.5), /quantile: numbers must not be empty, got \[\]$/);
    assert.throws(() => quantile([1, Number.NaN], 0.5), /NaN/);
    assert.throws(() => quantile([1], 1.5), /share must lie in \[0, 1\], got 1.5/);
  });
});
