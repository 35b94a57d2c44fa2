import assert from 'node:assert/strict';
import {copiedShare, knownWords, wordsOf, wordVariety} from '../../src/metrics';

describe('measures of a written text', () => {
  it('wordsOf leaves marks, numbers and the last word out', () => {
    assert.deepEqual(wordsOf("Don't go, 3 Sirs! Go, I sa"), ["don't", 'go', 'sirs', 'go', 'i']);
  });
  it('knownWords counts each word as often as it comes', () => {
    assert.equal(knownWords('to be or not to be so', new Set(['to', 'or'])), 3 / 6);
    assert.throws(() => knownWords('a', new Set()), RangeError);
  });
  it('wordVariety counts different words among the first', () => {
    assert.equal(wordVariety('to be to be or not', 4), 0.5);
    assert.throws(() => wordVariety('to be or', 4), /has 2 words, not 4/);
  });
  it('copiedShare finds runs of the source, half overlapping', () => {
    assert.equal(copiedShare('abcdefgh', 'xxabcdyyefghzz', 4), 2 / 3); // abcd, cdef, efgh
    assert.equal(copiedShare('abcdefgh', 'abcdefgh', 4), 1);
    assert.throws(() => copiedShare('abc', 'abcdef', 4), /has 3 characters, not 4/);
  });
});
