import assert from 'node:assert/strict';
import {shareInterval} from '../../src/metrics';

describe('shareInterval', () => {
  it('solves |p - share| = z √(p (1 - p)/n), of which it is the two roots', () => {
    for (const [hits, count] of [
      [1, 7],
      [77, 100],
      [1640, 2132],
    ]) {
      const {share, low, high} = shareInterval(hits, count);
      assert.equal(share, hits / count);
      for (const p of [low, high]) {
        const deviations = Math.abs(p - share) / Math.sqrt((p * (1 - p)) / count);
        assert.ok(Math.abs(deviations - 1.959963984540054) < 1e-9);
      }
    }
  });
  it('ends at 0 and 1 exactly where none or all count', () => {
    assert.equal(shareInterval(0, 9).low, 0);
    assert.equal(shareInterval(9, 9).high, 1);
  });
  it('is wider for more confidence and refuses more hits than examples', () => {
    assert.ok(shareInterval(5, 9, {confidence: 0.99}).low < shareInterval(5, 9).low);
    assert.throws(() => shareInterval(10, 9), /shareInterval: hits must be a whole number from 0 to 9|hits/);
  });
});
