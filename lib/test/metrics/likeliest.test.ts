import assert from 'node:assert/strict';
import {data, metrics} from '../../src';

describe('likeliest', () => {
  it('gives the place of the largest score along the last axis, the first of equal ones', () => {
    const scores = new data.Targets([0.2, 0.5, 0.3, 0.9, 0, 0.1, 0, 0, 1, 0.4, 0.2, 0.4], [2, 2, 3]);
    const {values, shape} = metrics.likeliest(scores);
    assert.deepEqual([...values], [1, 0, 2, 0]);
    assert.deepEqual(shape, [2, 2]);
  });
  it('goes with accuracy', () => {
    const right = metrics.accuracy(metrics.likeliest([[1, 0], [0, 1]]), metrics.likeliest([[0.6, 0.4], [0.7, 0.3]])); // biome-ignore format: rows
    assert.equal(right, 0.5);
  });
  it('refuses NaN, and scores without a class', () => {
    assert.throws(() => metrics.likeliest([[1, Number.NaN]]), /likeliest: scores hold NaN/);
    assert.throws(() => metrics.likeliest([]), /likeliest: scores/);
  });
});
