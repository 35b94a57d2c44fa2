import assert from 'node:assert/strict';
import {metrics} from '../../src';

describe('medianOfRuns', () => {
  it('is the median of all runs at each place', () => {
    assert.deepEqual(metrics.medianOfRuns([[1, 9], [5, 2], [3, 4]]), [3, 4]); // biome-ignore format: runs
  });
  it('refuses runs of different lengths, and one list', () => {
    assert.throws(() => metrics.medianOfRuns([[1, 2], [3]]), /medianOfRuns: runs/);
    assert.throws(() => metrics.medianOfRuns([1, 2]), /medianOfRuns: runs must be \[runs, places\], got shape \[2\]/);
  });
});
