import assert from 'node:assert/strict';
import {exactMatch} from '../../src/metrics';

describe('exactMatch', () => {
  it('counts sequences that are right as a whole', () => {
    assert.equal(exactMatch(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'y']), 0.5);
    assert.equal(
      exactMatch(
        [['a', 'b'], ['c']],
        [
          ['a', 'b'],
          ['c', 'c'],
        ],
      ),
      0.5,
    );
  });
  it('does not take a list for its joined text', () => {
    assert.equal(exactMatch([['a,b']], [['a', 'b']]), 0);
  });
  it('says what is wrong', () => {
    assert.throws(() => exactMatch(['a'], []), /hypotheses must not be empty/);
    assert.throws(() => exactMatch(['a'], ['a', 'b']), /1 references but 2 hypotheses/);
  });
});
