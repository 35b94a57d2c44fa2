import assert from 'node:assert/strict';
import {bleu, sentenceBleu} from '../../src/metrics';

describe('bleu', () => {
  const text = 'the cat sat on the mat today'.split(' ');
  it('is 100 for the reference itself, 0 without a common word', () => {
    assert.ok(Math.abs(bleu([text], [text]).score - 100) < 1e-12);
    assert.equal(bleu([text], [['a', 'b', 'c', 'd']]).score, 0);
    assert.equal(bleu([text], [[]]).score, 0);
  });
  it('counts a word no more often than a reference has it', () => {
    // Papineni et al., section 2.1: the the the the the the the, modified precision 2/7
    const the = Array<string>(7).fill('the');
    assert.ok(Math.abs(bleu([text], [the], {smoothing: 'none'}).precisions[0] - 200 / 7) < 1e-12);
  });
  it('punishes what is shorter than the nearest reference, and only that', () => {
    const {brevityPenalty, referenceLength} = bleu([[text, text.slice(0, 5)]], [text.slice(0, 4)]);
    assert.equal(referenceLength, 5);
    assert.ok(Math.abs(brevityPenalty - Math.exp(1 - 5 / 4)) < 1e-15);
    assert.equal(bleu([text.slice(0, 4)], [text]).brevityPenalty, 1);
  });
  it('leaves lengths out that a short sentence has not', () => {
    assert.ok(Math.abs(sentenceBleu(['a', 'b'], ['a', 'b']).score - 100) < 1e-12);
    assert.equal(bleu([['a', 'b']], [['a', 'b']]).score, 0);
  });
  it('takes numbers of words as well, and tells 1 from "1"', () => {
    assert.ok(sentenceBleu([1, 2, 3, 4], [1, 2, 3, 4]).score > 99.9);
    assert.equal(sentenceBleu([1, 2], ['1', '2']).score, 0);
  });
  it('refuses empty references, texts that are not split, and impossible options', () => {
    assert.throws(
      () => bleu([[]], [['a']]),
      /bleu: references\[0\] must not be empty, got \[\]: there is nothing to compare with$/,
    );
    assert.throws(
      () => bleu([[['a'], []]], [['a']]),
      /bleu: references\[0\]\[1\] must not be empty, got \[\]: there is nothing to compare with$/,
    );
    assert.throws(() => bleu([text], ['the cat'] as unknown as string[][]), /hypotheses\[0\] must be a list of tokens/);
    assert.throws(() => bleu(['the'] as unknown as string[][], [['a']]), /references\[0\] must be a list of tokens/);
    assert.throws(
      () => bleu([text], [[null] as unknown as string[]]),
      /hypotheses\[0\]\[0\] must be a word or a number/,
    );
    assert.throws(() => bleu([text], [text, text]), /there are 1 references but 2 hypotheses/);
    assert.throws(() => bleu([], []), /bleu: hypotheses must not be empty, got \[\]$/);
    assert.throws(() => bleu([text], [text], {maxOrder: 0}), /maxOrder must be a whole number >= 1, got 0/);
    assert.throws(
      () => bleu([text], [text], {smoothing: 'chen' as 'exp'}),
      /smoothing must be 'none' or .*, got 'chen'/,
    );
    assert.throws(() => bleu([text], [text], {smoothValue: -1}), /smoothValue must be a number >= 0, got -1/);
  });
});
