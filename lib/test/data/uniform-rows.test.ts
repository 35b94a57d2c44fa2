import assert from 'node:assert/strict';
import {uniformRows} from '../../src/data';

describe('uniformRows', () => {
  it('fills [rows, width] evenly between -1 and 1', () => {
    const rows = uniformRows(400, 5, {seed: 1});
    assert.deepEqual([rows.length, ...new Set(rows.map(({length}) => length))], [400, 5]);
    const all = rows.flat();
    assert.ok(all.every((value) => value >= -1 && value < 1));
    const mean = all.reduce((sum, value) => sum + value, 0) / 2000;
    const square = all.reduce((sum, value) => sum + value ** 2, 0) / 2000;
    assert.ok(Math.abs(mean) < 0.05 && Math.abs(square - 1 / 3) < 0.03, `mean ${mean}, mean square ${square}`);
  });

  it('continues a shorter one of the same seed, and differs for another seed', () => {
    assert.deepEqual(uniformRows(9, 2, {seed: 3}).slice(0, 4), uniformRows(4, 2, {seed: 3}));
    assert.notDeepEqual(uniformRows(4, 2, {seed: 4}), uniformRows(4, 2, {seed: 3}));
    assert.deepEqual(uniformRows(0, 2), []);
  });

  it('refuses sizes that are none', () => {
    assert.throws(() => uniformRows(-1, 2), /rows must be a whole number >= 0, got -1/);
    assert.throws(() => uniformRows(2, 0), /width must be a whole number >= 1, got 0/);
  });
});
