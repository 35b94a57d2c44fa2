import assert from 'node:assert/strict';
import * as data from '../../src/data';
import {sequenceLine} from '../../src/plots';

describe('sequenceLine', () => {
  const batch = new data.Series([1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60], [2, 3, 2]);

  it('takes one sequence and one feature, and counts steps from 1', () => {
    assert.deepEqual(sequenceLine('second', batch, {sequence: 1, feature: 1, style: 2}), {
      ...{name: 'second', x: [1, 2, 3], y: [40, 50, 60], style: 2},
    });
    assert.deepEqual(sequenceLine('short', [[7, 8, 9]], {steps: 2}).y, [7, 8]);
    assert.deepEqual(sequenceLine('some', batch, {only: [3, 1]}).y, [3, 1]);
  });

  it('names what is not there', () => {
    assert.throws(() => sequenceLine('a', batch, {sequence: 2}), /sequence must be a whole number from 0 to 1, got 2/);
    assert.throws(() => sequenceLine('a', batch, {steps: 4}), /steps must be a whole number from 1 to 3, got 4/);
    assert.throws(() => sequenceLine('a', batch, {only: [0]}), /no step 0, it has 3/);
    assert.throws(() => sequenceLine('a', [1, 2]), /must be \[sequences, time steps, features\], got \[2\]/);
  });
});
