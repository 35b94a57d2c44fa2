import assert from 'node:assert/strict';
import {accuracy, binaryAccuracy} from '../../src/metrics';

describe('binaryAccuracy', () => {
  it('counts numbers on the right side of one half', () => {
    assert.equal(binaryAccuracy([1, 0, 1, 0], [0.51, 0.49, 0.2, -3]), 0.75);
    assert.equal(binaryAccuracy([1, 0], [0.5, 0.5]), 0.5); // one half itself says no
  });
  it('is the accuracy of the rounded answers', () => {
    const [truth, said] = [Array.from({length: 40}, (_, i) => (i * 7) % 2), Array.from({length: 40}, (_, i) => i / 39)];
    const classes = said.map((p) => (p > 0.5 ? 1 : 0));
    assert.equal(binaryAccuracy(truth, said), accuracy(truth, classes));
  });
  it('refuses a truth that is no answer, and shapes that differ', () => {
    assert.throws(() => binaryAccuracy([1, 2], [0, 0]), /yTrue holds 2 at place 1, not 0 or 1/);
    assert.throws(() => binaryAccuracy([1], [0, 0]), /binaryAccuracy: yTrue has shape/);
  });
});
