import assert from 'node:assert/strict';
import {cutAlong, entropy, keepNucleus, keepTopK} from '../../src/decoding';

const logs = [0.5, 0.25, 0.25, 0].map(Math.log);

describe('entropy', () => {
  it('is ln n for n equal tokens, 0 for a certain one, and skips what cannot be', () => {
    assert.ok(Math.abs(entropy([1, 1, 1].map((one) => Math.log(one / 3))) - Math.log(3)) < 1e-12);
    assert.equal(Math.abs(entropy([0, Number.NEGATIVE_INFINITY])), 0);
    assert.ok(Math.abs(entropy(logs) - 1.5 * Math.LN2) < 1e-12);
  });
});

describe('cutAlong', () => {
  const said = [logs, logs, [0.1, 0.1, 0.7, 0.1].map(Math.log)];
  it('counts what a cut keeps, and where it loses the token that came', () => {
    assert.deepEqual(
      cutAlong(said, [0, 1, 0], (one) => keepTopK(one, 1)),
      {kept: Float64Array.of(1, 1, 1), lost: 2 / 3},
    );
    assert.deepEqual(
      cutAlong(said, [0, 1, 2], (one) => keepNucleus(one, 0.7)),
      {kept: Float64Array.of(2, 2, 1), lost: 0},
    );
  });
  it('wants one token a step', () => {
    assert.throws(() => cutAlong(said, [0, 1], (one) => keepTopK(one, 1)), /3 steps but 2 tokens/);
    assert.throws(() => cutAlong(said, [0, 1, 4], (one) => keepTopK(one, 1)), /came\[2\].*4/);
  });
});
