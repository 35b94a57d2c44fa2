import assert from 'node:assert/strict';
import {seedPairs} from '../../src/notebook';

describe('seedPairs', () => {
  it('compares run by run: a small gain in every pair shows though the ranges overlap', () => {
    const row = seedPairs({without: [1, 2, 4], with: [0.9, 1.9, 4.2]});
    assert.deepEqual(row, {
      without: '2.0000 (1.0000 to 4.0000)',
      with: '1.9000 (0.9000 to 4.2000)',
      ratio: '0.95 (0.90 to 1.05)',
      lower: 2,
    });
  });
  it('refuses what are no pairs', () => {
    assert.throws(() => seedPairs({a: [1]}), /seedPairs compares two lists of runs, got 1/);
    assert.throws(() => seedPairs({a: [1, 2], b: [1]}), /'a' has 2 runs, 'b' 1; it needs pairs/);
    assert.throws(() => seedPairs({a: [], b: []}), /needs pairs/);
  });
});
