import assert from 'node:assert/strict';
import {nearestTranslation, type TokenPair, translationRules, wordTranslation} from '../../src/models';

const pair = (source: string, target: string): TokenPair => ({source: source.split(' '), target: target.split(' ')});
const BOOKS = [pair('the house', 'das haus'), pair('the book', 'das buch'), pair('a book', 'ein buch')];

describe('wordTranslation', () => {
  it('finds the dictionary of the textbook example, where no pair says which word is which', () => {
    const {translate, probability} = wordTranslation(BOOKS, {rounds: 50});
    assert.deepEqual(translate(['the', 'book', 'a', 'house']), ['das', 'buch', 'ein', 'haus']);
    assert.ok(probability('das', 'the') > 0.95 && probability('das', 'house') < 0.05);
  });
  it('agrees with one round by hand', () => {
    // All start equal, so in the first pair each word is shared half and half; 'das' also in the second.
    const {probability} = wordTranslation(BOOKS, {rounds: 1});
    assert.ok(Math.abs(probability('das', 'the') - 1 / 2) < 1e-12);
    assert.ok(Math.abs(probability('haus', 'the') - 1 / 4) < 1e-12);
    assert.ok(Math.abs(probability('buch', 'a') - 1 / 2) < 1e-12);
  });
  it('gives distributions: of target words for a source word, and of source words for a target word', () => {
    const words = wordTranslation(BOOKS);
    const total = ['das', 'haus', 'buch', 'ein'].reduce((sum, to) => sum + words.probability(to, 'book'), 0);
    assert.ok(Math.abs(total - 1) < 1e-12);
    for (const row of words.align(BOOKS[0])) assert.ok(Math.abs(row[0] + row[1] - 1) < 1e-12);
    assert.deepEqual(words.align(pair('sun', 'haus')), [[0]]);
    assert.deepEqual(words.translate(['sun']), ['sun']);
  });
  it('makes the training pairs likelier in every round', () => {
    const likelihood = (rounds: number) => {
      const {probability} = wordTranslation(BOOKS, {rounds});
      const ofPair = ({source, target}: TokenPair) =>
        target.reduce((sum, to) => {
          return sum + Math.log(source.reduce((share, from) => share + probability(to, from), 0) / source.length);
        }, 0);
      return BOOKS.reduce((sum, one) => sum + ofPair(one), 0);
    };
    const values = [1, 2, 4, 8, 16].map(likelihood);
    for (let i = 1; i < values.length; i++) assert.ok(values[i] > values[i - 1]);
  });
  it('says what is wrong', () => {
    assert.throws(() => wordTranslation([]), /wordTranslation: pairs must not be empty/);
    assert.throws(() => wordTranslation([{source: [], target: ['a']}]), /pairs\[0\]\.source must not be empty/);
    assert.throws(() => wordTranslation(BOOKS, {rounds: 0}), /rounds .* got 0/);
  });
});

describe('translationRules', () => {
  it('copies, remembers and looks up', () => {
    const rules = translationRules(BOOKS);
    const ways = Object.values(rules).map((rule) => rule(['the', 'book']).join(' '));
    assert.deepEqual(ways, ['the book', 'das buch', 'das buch']);
  });
});

describe('nearestTranslation', () => {
  it('gives the translation of the source that shares most, in proportion', () => {
    const nearest = nearestTranslation([pair('a b c d', 'one'), pair('a b', 'two'), pair('x', 'three')]);
    assert.deepEqual(nearest(['b', 'a']), ['two']);
    assert.deepEqual(nearest(['x', 'y']), ['three']);
    assert.deepEqual(nearest(['q']), ['one']);
  });
  it('tells orders apart once runs of two count', () => {
    const nearest = nearestTranslation([pair('a b c', 'one'), pair('c b a', 'two')], {order: 2});
    assert.deepEqual(nearest(['c', 'b', 'a']), ['two']);
  });
  it('says what is wrong', () => {
    assert.throws(() => nearestTranslation([]), /nearestTranslation: pairs must not be empty/);
    assert.throws(() => nearestTranslation(BOOKS, {order: 0}), /order .* got 0/);
  });
});
