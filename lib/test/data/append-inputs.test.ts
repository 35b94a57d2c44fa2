import assert from 'node:assert/strict';
import {data} from '../../src';

describe('appendInputs', () => {
  it('puts the numbers of each row behind the inputs of its example', () => {
    const x = new data.Series([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
    const wide = data.appendInputs(x, [
      [10, 11, 12],
      [20, 21, 22],
    ]);
    assert.deepEqual(wide.shape, [2, 7]);
    assert.deepEqual(Array.from(wide.values), [1, 2, 3, 4, 10, 11, 12, 5, 6, 7, 8, 20, 21, 22]);
  });
  it('refuses other numbers of rows, and rows of other lengths', () => {
    const x = new data.Targets([1, 2], [2, 1]);
    assert.throws(() => data.appendInputs(x, [[1]]), /x has 2 examples but there are 1 rows/);
    assert.throws(() => data.appendInputs(x, [[1], [2, 3]]), /row 1 has 2 numbers, row 0 has 1/);
  });
});
