import assert from 'node:assert/strict';
import {stepsSpread} from '../../src/notebook';

/** A run of ten steps that stays at 1 for some of them. */
const lasting = (steps: number) => Array.from({length: 10}, (_, t) => (t < steps ? 1 : 0));

describe('stepsSpread', () => {
  it('gives the median with the 10% and the 90% of the runs', () => {
    const runs = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 9].map(lasting);
    assert.equal(stepsSpread(runs.slice(0, 9), 0.5), '5 (2 to 8)');
  });
  it('says that runs outlast the test', () => {
    assert.equal(stepsSpread([1, 2, 10, 10, 10].map(lasting), 0.5), 'over 10 (1 to over 10)');
    assert.equal(stepsSpread([lasting(10)], 0.5), 'over 10');
  });
  it('gives one number where the runs agree', () => {
    assert.equal(stepsSpread([4, 4, 4].map(lasting), 0.5), '4');
  });
  it('refuses no runs, and runs of different lengths', () => {
    assert.throws(() => stepsSpread([], 0.5), /at least one run/);
    assert.throws(() => stepsSpread([[1, 1], [1]], 0.5), /runs of 2 and of 1 steps/);
  });
});
