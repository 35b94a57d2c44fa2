import assert from 'node:assert/strict';
import {coverage, coverageByGroup} from '../../src/metrics';

const truth = [1, 2, 3, 4, 5];
const [lower, upper] = [
  [0, 3, 3, 0, 0],
  [1, 4, 9, 1, 1],
];
const months = ['May', 'June', 'May', 'June', 'July'];

describe('coverageByGroup', () => {
  it('counts hits and means widths within each group, in the order of first appearance', () => {
    assert.deepEqual(coverageByGroup(truth, lower, upper, months), [
      {group: 'May', share: 1, width: 3.5, count: 2},
      {group: 'June', share: 0, width: 1, count: 2},
      {group: 'July', share: 0, width: 1, count: 1},
    ]);
  });
  it('has the coverage of all as its mean, weighted by the counts', () => {
    const parts = coverageByGroup(truth, lower, upper, months);
    const mean = parts.reduce((sum, {share, count}) => sum + share * count, 0) / truth.length;
    assert.ok(Math.abs(mean - coverage(truth, lower, upper).share) < 1e-12);
  });
  it('names what does not fit', () => {
    assert.throws(() => coverageByGroup(truth, lower, [1], months), /upper has 1 values for 5 groups/);
    assert.throws(() => coverageByGroup([1], [2], [0], ['May']), /coverage/);
    assert.throws(() => coverageByGroup([], [], [], []), /coverageByGroup: groups/);
  });
});
