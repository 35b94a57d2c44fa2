import assert from 'node:assert/strict';
import {stepsUntilBelow} from '../../src/metrics';

describe('stepsUntilBelow', () => {
  it('counts the steps before the first fall', () => {
    assert.equal(stepsUntilBelow([1, 0.5, 0.001], 0.01), 2);
  });
  it('does not count a later rise', () => {
    assert.equal(stepsUntilBelow([1, 0.001, 1, 1], 0.01), 1);
  });
  it('does not take a value equal to the level for a fall', () => {
    assert.equal(stepsUntilBelow([1, 0.5, 0.4], 0.5), 2);
  });
  it('is endless for a run that never falls', () => {
    assert.equal(stepsUntilBelow([1, Number.POSITIVE_INFINITY], 0.01), Number.POSITIVE_INFINITY);
  });
  it('refuses empty runs and NaN, which compares with nothing', () => {
    assert.throws(() => stepsUntilBelow([], 1), /stepsUntilBelow: run must not be empty, got \[\]$/);
    assert.throws(() => stepsUntilBelow([1], Number.NaN), /stepsUntilBelow: level must be a number, got NaN$/);
    assert.throws(() => stepsUntilBelow([1, Number.NaN], 0.5), /stepsUntilBelow: run holds NaN$/);
  });
});
