import {strict as assert} from 'node:assert';
import {median, pairedRatios, quantile, spread} from '../statistics';

describe('statistics of rounds', () => {
  it('interpolates quartiles between neighbours, as numpy does', () => {
    // numpy.quantile([7, 1, 3, 10], [0.25, 0.5, 0.75]) = [2.5, 5, 7.75]
    assert.deepEqual(spread([7, 1, 3, 10]), {lower: 2.5, median: 5, upper: 7.75});
    assert.equal(quantile([4], 0.9), 4);
    assert.equal(median([9, 1, 5]), 5);
  });

  it('leaves the values in their order', () => {
    const values = [3, 1, 2];
    median(values);
    assert.deepEqual(values, [3, 1, 2]);
  });

  it('pairs what was measured in the same round, so that a slow spell of the machine cancels', () => {
    const slowness = [1, 1, 4, 1, 3];
    const ours = slowness.map((factor) => 2 * factor);
    const theirs = slowness.map((factor) => 10 * factor);
    for (const ratio of pairedRatios(ours, theirs)) assert.ok(Math.abs(ratio - 0.2) < 1e-12);
  });

  it('refuses no values, and rounds that do not pair', () => {
    assert.throws(() => median([]), /needs at least one value/);
    assert.throws(() => pairedRatios([1, 2], [1]), /rounds do not pair: 2 of one, 1 of the other/);
  });
});
