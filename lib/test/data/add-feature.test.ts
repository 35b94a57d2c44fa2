import assert from 'node:assert/strict';
import {addFeature, windows} from '../../src/data';

const cut = windows([10, 11, 12, 13, 14], {lookback: 3}); // two windows: 10-12 and 11-13
const flags = [0, 1, 2, 3, 4];

describe('addFeature', () => {
  it('puts the value of the same step beside each input', () => {
    const {x, y, starts} = addFeature(cut, flags);
    assert.deepEqual(x.shape, [2, 3, 2]);
    assert.deepEqual(x.row(1), [11, 1, 12, 2, 13, 3]);
    assert.equal(y, cut.y);
    assert.equal(starts, cut.starts);
  });
  it('tells at each step what the next one brings, the target included', () => {
    assert.deepEqual(addFeature(cut, flags, {ahead: 1}).x.row(1), [11, 2, 12, 3, 13, 4]);
  });
  it('adds to windows that have several features already', () => {
    const twice = addFeature(addFeature(cut, flags), [5, 5, 5, 5, 5]);
    assert.deepEqual(twice.x.row(0), [10, 0, 5, 11, 1, 5, 12, 2, 5]);
  });
  it('refuses a feature that ends too early', () => {
    assert.throws(
      () => addFeature(cut, flags, {ahead: 2}),
      /addFeature: ahead 2: window 1 needs value 5, but there are 5 values$/,
    );
    assert.throws(() => addFeature(cut, flags, {ahead: -1}), /window 0 needs value -1/);
    assert.throws(() => addFeature(cut, flags, {ahead: 0.5}), /whole number, got 0.5/);
  });
});
