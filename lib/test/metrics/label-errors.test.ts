import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {labelErrors} from '../../src/metrics';

/** Fewest changes by recursion over all ways. */
function fewest(a: number[], b: number[]): number {
  if (a.length === 0 || b.length === 0) return a.length + b.length;
  const [, ...restA] = a;
  const [, ...restB] = b;
  return Math.min(fewest(restA, restB) + Number(a[0] !== b[0]), fewest(restA, b) + 1, fewest(a, restB) + 1);
}

describe('labelErrors', () => {
  it('counts as many changes as the best of all ways has', () => {
    const numbers = random(1);
    const draw = () => Array.from({length: numbers.integer(1, 6)}, () => numbers.integer(0, 3));
    for (let i = 0; i < 60; i++) {
      const [a, b] = [draw(), draw()];
      const {rate, substitutions, deletions, insertions} = labelErrors([a], [b]);
      assert.equal(substitutions + deletions + insertions, fewest(a, b), `${a} to ${b}`);
      assert.equal(rate, fewest(a, b) / a.length);
      assert.equal(b.length - a.length, insertions - deletions);
    }
  });
  it('names replaced, missed and invented labels', () => {
    const found = labelErrors(
      [['one', 'two'], ['two'], ['two'], ['six']],
      [['one', 'ten'], [], ['two', 'two'], ['six']],
    );
    assert.deepEqual(found, {rate: 3 / 5, wrong: 3 / 4, substitutions: 1, deletions: 1, insertions: 1, labels: 5});
  });
  it('may pass 1, since one may write more than was spoken', () => {
    assert.equal(labelErrors([[1]], [[2, 3, 4]]).rate, 3);
  });
  it('refuses lists that do not fit', () => {
    assert.throws(() => labelErrors([[1]], [[1], [2]]), /labelErrors: 1 truths but 2 transcripts$/);
    assert.throws(() => labelErrors([[]], [[1]]), /labelErrors: no label was spoken$/);
    assert.throws(() => labelErrors([], []), /labelErrors: truths must not be empty/);
  });
});
