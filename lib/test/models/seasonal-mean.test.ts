import assert from 'node:assert/strict';
import {seasonalMean, seasonalNaive} from '../../src/models';

describe('seasonalMean', () => {
  it('averages the values of past seasons, and repeats them beyond one season', () => {
    const {predict} = seasonalMean(2, {seasons: 3, horizon: 3});
    assert.deepEqual([...predict([[9, 1, 10, 3, 20, 5, 60]]).values], [3, 30, 3]);
  });
  it('with one season is the seasonal naive forecast', () => {
    const x = [
      [4, 2, 8, 5, 7],
      [1, 9, 3, 0, 6],
    ];
    const [own, naive] = [seasonalMean(2, {seasons: 1, horizon: 5}), seasonalNaive(2, {horizon: 5})];
    assert.deepEqual(own.predict(x), naive.predict(x));
  });
  it('names what is wrong', () => {
    assert.throws(() => seasonalMean(7, {seasons: 4}).predict([[1, 2, 3]]), /needs 28 time steps, got 3/);
    assert.throws(() => seasonalMean(7, {seasons: 0}), /seasonalMean: seasons/);
    assert.throws(() => seasonalMean(0), /seasonalMean: season/);
  });
});
