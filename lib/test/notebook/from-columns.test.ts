import assert from 'node:assert/strict';
import {fromColumns} from '../../src/notebook';

describe('fromColumns', () => {
  it('turns lists into rows and keeps the order of the columns', () => {
    const rows = fromColumns({loss: ['a', 'b'], 'copy 1': [1, 2]});
    assert.deepEqual(rows, [
      {loss: 'a', 'copy 1': 1},
      {loss: 'b', 'copy 1': 2},
    ]);
    assert.deepEqual(Object.keys(rows[0]), ['loss', 'copy 1']);
  });

  it('refuses lists of different lengths', () => {
    assert.throws(() => fromColumns({a: [1, 2], b: [1]}), /column 'b' has 1 rows, column 'a' 2/);
    assert.throws(() => fromColumns({}), /at least one column/);
  });
});
