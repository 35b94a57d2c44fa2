import assert from 'node:assert/strict';
import {bestTime} from '../../src/scratch';

describe('bestTime', () => {
  it('gives the shortest of its runs', () => {
    let [clock, run] = [0, 0];
    const lasts = [9, 4, 7];
    const work = () => {
      clock += lasts[run++];
    };
    assert.equal(bestTime(work, {runs: 3, now: () => clock}), 4);
    assert.equal(run, 3);
  });

  it('refuses to run never', () => {
    assert.throws(() => bestTime(() => 0, {runs: 0}), /bestTime: runs must be a whole number >= 1, got 0/);
  });
});
