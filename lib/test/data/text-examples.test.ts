import assert from 'node:assert/strict';
import {buildVocabulary, exchangeSides, textExamples} from '../../src/data';

describe('textExamples', () => {
  const texts = [
    ['a', 'b'],
    ['b', 'zebra', 'a'],
  ];
  const vocabulary = buildVocabulary([['a', 'b', 'a']]);
  it('encodes, pads and sets the classes beside', () => {
    const {x, y} = textExamples(texts, [1, 0], vocabulary, {length: 4, padding: 'before'});
    assert.deepEqual(x.row(0), [0, 0, vocabulary.id('a'), vocabulary.id('b')]);
    assert.equal(x.row(1)[2], vocabulary.unknownId);
    assert.deepEqual(
      [[...y.values], y.shape],
      [
        [1, 0],
        [2, 1],
      ],
    );
  });
  it('refuses another number of labels', () => {
    assert.throws(() => textExamples(texts, [1], vocabulary), /2 texts, but 1 labels/);
  });
});

describe('exchangeSides', () => {
  const exchanged = (text: string) => exchangeSides(text.split(' '), 'but').join(' ');
  it('puts each side where the other was, and is its own inverse', () => {
    assert.equal(exchanged('dull but so warm'), 'so warm but dull');
    assert.equal(exchanged(exchanged('dull but so warm')), 'dull but so warm');
  });
  it('exchanges the halves where no hinge has two sides', () => {
    assert.equal(exchanged('but a b c'), 'b c but a');
    assert.equal(exchanged('a b but'), 'b but a');
    assert.equal(exchanged('a'), 'a');
  });
});
