import assert from 'node:assert/strict';
import {bleu, bleuRows, peakOffsets, shareByPlace} from '../../src/metrics';

describe('rows of translations', () => {
  it('are what bleu says of each way', () => {
    const [references, outputs] = [[['a', 'b', 'c', 'd', 'e']], [['a', 'b', 'c', 'd', 'x']]];
    const [same, other] = bleuRows(references, {same: references, other: outputs});
    const {score, precisions, brevityPenalty} = bleu(references, outputs);
    assert.deepEqual([Math.round(same.BLEU * 1e6), same.translation], [1e8, 'same']);
    assert.deepEqual(Object.values(other), ['other', score, precisions[0], precisions[3], brevityPenalty]);
  });
});

describe('shareByPlace', () => {
  it('counts each place by itself, of the sequences that have it', () => {
    assert.deepEqual(shareByPlace([['a', 'b'], ['c']], [['a', 'x'], ['y']]), [0.5, 0]);
    assert.deepEqual(shareByPlace([['a', 'b']], [['a']]), [1, 0]);
  });
  it('says what is wrong', () => {
    assert.throws(() => shareByPlace([], []), /references must not be empty/);
    assert.throws(() => shareByPlace([['a']], []), /1 references but 0 hypotheses/);
  });
});

describe('peakOffsets', () => {
  it('measures from the right place to the largest weight', () => {
    const weights = [
      [0.1, 0.9, 0],
      [0.2, 0.2, 0.6],
      [0, 1, 0],
    ];
    assert.deepEqual(peakOffsets(weights, [1, 1, 1]), [
      {offset: 0, share: 2 / 3},
      {offset: 1, share: 1 / 3},
    ]);
  });
  it('says what is wrong', () => {
    assert.throws(() => peakOffsets([[1]], []), /1 rows but 0 places/);
  });
});
