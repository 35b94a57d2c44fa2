import assert from 'node:assert/strict';
import {Targets} from '../../src/data';
import {logSoftmax, logSoftmaxOfEach} from '../../src/decoding';

describe('logSoftmaxOfEach', () => {
  it('gives each example the log-probabilities that it has alone', () => {
    const numbers = Float64Array.from({length: 12}, (_, i) => Math.sin(i * i));
    const each = logSoftmaxOfEach(new Targets(numbers, [2, 3, 2]));
    assert.equal(each.length, 2);
    each.forEach((one, i) => {
      assert.deepEqual(one.shape, [3, 2]);
      const alone = logSoftmax(new Targets(numbers.slice(6 * i, 6 * i + 6), [3, 2]));
      assert.deepEqual(Array.from(one.values), Array.from(alone.values));
    });
  });
  it('refuses a single sequence', () => {
    assert.throws(
      () => logSoftmaxOfEach([[1, 2]]),
      /logSoftmaxOfEach: logits must be \[examples, time steps, classes\], got shape \[1, 2\]$/,
    );
  });
});
