import assert from 'node:assert/strict';
import {slopesByOnes} from '../../src/models';

describe('slopesByOnes', () => {
  const near = (own: number[], expected: number[]) => {
    assert.equal(own.length, expected.length);
    own.forEach((value, i) => {
      assert.ok(Math.abs(value - expected[i]) < 1e-12, `${own}`);
    });
  };

  it('sorts distances by the fewer ones of n and n - 1', () => {
    // By hand: 2, 4 have one 1; so have 3 (2 + 1) and 5 (4 + 1). 6 is 110 (5 is 101), 7 counts as 6: both have two.
    near(slopesByOnes([9, 9, 1, 1, 1, 1, 4, 9]), [1, 6]);
  });

  it('takes the geometric mean, and leaves out what is not heard', () => {
    near(slopesByOnes([5, 5, 1, 100, 0]), [10]);
    near(slopesByOnes([1, 1]), []);
  });

  it('refuses what no slope can be', () => {
    assert.throws(() => slopesByOnes([1, -1]), /slopes\[1\] must be a finite number of 0 or more, got -1/);
    assert.throws(() => slopesByOnes([Number.NaN]), /slopes\[0\]/);
  });
});
