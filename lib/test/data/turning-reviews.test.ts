import assert from 'node:assert/strict';
import {generateTurningReviews} from '../../src/data';
import {NEGATIVE, POSITIVE} from '../../src/data/tasks/reviews';

describe('generateTurningReviews', () => {
  const {sentences, labels} = generateTurningReviews(1001);
  const count = (words: string[], list: string[]) => words.filter((word) => list.includes(word)).length;

  it('praises as often as it blames, so that a bag of words knows nothing', () => {
    for (const sentence of sentences) {
      const words = sentence.split(' ');
      assert.equal(count(words, POSITIVE), count(words, NEGATIVE));
      assert.ok(count(words, POSITIVE) >= 1);
    }
  });
  it('judges by the side behind its only but', () => {
    sentences.forEach((sentence, i) => {
      const sides = sentence.split(' but ');
      assert.equal(sides.length, 2);
      const last = sides[1].split(' ');
      assert.equal(count(last, labels[i] === 1 ? NEGATIVE : POSITIVE), 0);
      assert.ok(last.length >= 2 && last.length <= 7);
    });
  });
  it('has both classes equally often and the same sentences for a seed', () => {
    assert.equal(
      labels.reduce((a, b) => a + b, 0),
      501,
    );
    assert.deepEqual(generateTurningReviews(20, {seed: 7}), generateTurningReviews(20, {seed: 7}));
    assert.throws(() => generateTurningReviews(5, {side: 1}), /side must be a whole number >= 2, got 1/);
  });
});
