import assert from 'node:assert/strict';
import {normalRows} from '../../src/data';

describe('normalRows', () => {
  it('has the mean 0 and the deviation that is asked for', () => {
    const values = normalRows(5000, 2, {seed: 1, deviation: 0.3}).flat();
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    assert.ok(Math.abs(mean) < 0.01 && Math.abs(deviation - 0.3) < 0.01, `${mean}, ${deviation}`);
  });
  it('begins with the same rows, however many follow', () => {
    assert.deepEqual(normalRows(9, 3).slice(0, 4), normalRows(4, 3));
    assert.notDeepEqual(normalRows(4, 3, {seed: 1}), normalRows(4, 3, {seed: 2}));
  });
  it('may have no rows, or nothing but zeros', () => {
    assert.deepEqual(normalRows(0, 2), []);
    assert.ok(
      normalRows(2, 2, {deviation: 0})
        .flat()
        .every((value) => Math.abs(value) === 0),
    );
  });
  it('refuses what is no size', () => {
    assert.throws(() => normalRows(-1, 2), /rows must be a whole number >= 0, got -1/);
    assert.throws(() => normalRows(1, 0), /width must be a whole number >= 1, got 0/);
    assert.throws(() => normalRows(1, 1, {deviation: -1}), /normalRows: deviation must be a number >= 0, got -1$/);
  });
});
