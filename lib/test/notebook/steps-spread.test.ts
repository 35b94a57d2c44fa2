import assert from 'node:assert/strict';
import {reachSpread, stepsSpread} from '../../src/notebook';

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

describe('reachSpread', () => {
  /** Norms of 100 steps, the first step first, each step back a factor; the last norm is 7. */
  const fading = (factor: number) => Array.from({length: 100}, (_, t) => 7 * factor ** (99 - t));

  it('counts the steps back until less than 1% of the norm at the last step is left', () => {
    // 0.5^6 = 0.016, 0.5^7 = 0.008
    assert.equal(reachSpread([fading(0.5)]), '7');
    assert.equal(reachSpread([fading(0.5)], 0.1), '4');
  });
  it('says that gradients of 100 steps reach beyond the 99 before the last', () => {
    assert.equal(reachSpread([0.5, 0.5, 1, 1.1, 1.2].map(fading)), 'over 99 (7 to over 99)');
    assert.equal(reachSpread([fading(1)]), 'over 99');
  });
  it('ends where the gradient first falls below, though it may rise again', () => {
    assert.equal(reachSpread([[5, 1e-9, 1, 1]]), '2');
  });
  it('refuses no runs, runs of different lengths, and a loss that does not look at the last step', () => {
    assert.throws(() => reachSpread([]), /at least one run/);
    assert.throws(() => reachSpread([[1, 1], [1]]), /runs of 2 and of 1 steps/);
    assert.throws(() => reachSpread([[1, 0]]), /norm at the last step is 0, it must be above 0/);
  });
});
