import assert from 'node:assert/strict';
import {onGrid} from '../../src/data';

describe('onGrid', () => {
  it('keeps a series without gaps as it is', () => {
    const {values, mask, since} = onGrid([0, 1, 2], [5, 6, 7], {step: 1, steps: 3});
    assert.deepEqual(
      [[...values], [...mask], [...since]],
      [
        [5, 6, 7],
        [1, 1, 1],
        [0, 0, 0],
      ],
    );
  });
  it('carries the last value over a gap and counts the steps since', () => {
    const {values, mask, since} = onGrid([1.5, 5], [4, -1], {step: 1, steps: 7});
    assert.deepEqual([...values], [0, 4, 4, 4, 4, -1, -1]);
    assert.deepEqual([...mask], [0, 1, 0, 0, 0, 1, 0]);
    assert.deepEqual([...since], [1, 0, 1, 2, 3, 0, 1]);
  });
  it('fills gaps with 0 where asked; mask and time since stay the same', () => {
    const zero = onGrid([1.5, 5], [4, -1], {step: 1, steps: 7, fill: 'zero'});
    assert.deepEqual([...zero.values], [0, 4, 0, 0, 0, -1, 0]);
    assert.deepEqual(zero.mask, onGrid([1.5, 5], [4, -1], {step: 1, steps: 7}).mask);
  });
  it('takes the mean of several measurements in one step; a time on a border belongs to the step that begins there', () => {
    const {values, mask} = onGrid([10, 11, 12], [1, 3, 9], {step: 2, steps: 2, start: 10});
    assert.deepEqual(
      [[...values], [...mask]],
      [
        [2, 9],
        [1, 1],
      ],
    );
  });
  it('loses nothing: the sum over measured steps times their counts is the sum of all values', () => {
    const times = Array.from({length: 40}, (_, i) => i * 0.5);
    const {values, mask} = onGrid(times, times, {step: 1, steps: 20});
    const sum = (list: ArrayLike<number>) => Array.from(list).reduce((total, value) => total + value, 0);
    assert.ok(Math.abs(2 * sum(values) - sum(times)) < 1e-9);
    assert.equal(sum(mask), 20);
  });
  it('refuses times and values that do not fit, naming the first', () => {
    const grid = {step: 1, steps: 3};
    assert.throws(() => onGrid([0, 1], [1], grid), /2 times need as many values, got 1/);
    assert.throws(() => onGrid([1, 0], [1, 2], grid), /times\[1\] is 0 after 1/);
    assert.throws(() => onGrid([0, 3], [1, 2], grid), /times\[1\] is 3, outside of the 3 steps from 0 to 3/);
    assert.throws(() => onGrid([0], [Number.NaN], grid), /values\[0\] must be finite, got NaN/);
    assert.throws(() => onGrid([0], [1], {...grid, fill: 'mean' as 'last'}), /fill/);
    assert.throws(() => onGrid([0], [1], {...grid, step: 0}), /step/);
  });
});
