import assert from 'node:assert/strict';
import {tagTargets, wordReader, wordShape} from '../../src/data';

describe('wordShape', () => {
  const shapes = {
    ...{Paris: 'Xx', McCartney: 'XxXx', 'J.': 'X.', UK: 'X', 'AC/DC': 'X/X', Éric: 'Xx', straße: 'x'},
    ...{'1951': 'd', '3rd': 'dx', '1,695': 'd,d', "O'Hara": "X'Xx", 'techno-based': 'x-x', X: 'X', Xavier: 'Xx'},
  };
  for (const [word, shape] of Object.entries(shapes)) {
    it(`writes ${word} as ${shape}`, () => assert.equal(wordShape(word), shape));
  }
  it('refuses what is no word', () => {
    assert.throws(() => wordShape(''), /wordShape: token/);
    assert.throws(() => wordShape(3 as unknown as string), TypeError);
  });
});

describe('wordReader', () => {
  const train = ['the Berlin office', 'the London office', 'in 1951'].map((text) => ({tokens: text.split(' ')}));
  const reader = wordReader(train);
  it('knows words in any capitals, shapes and endings that training has twice', () => {
    assert.deepEqual(reader.read('Office'), ['office', 'Xx', 'ice']);
    assert.deepEqual(reader.read('Oslo'), ['<unk>', 'Xx', '<unk>']);
  });
  it('gives each view a table, padded behind', () => {
    const tables = reader.encode([{tokens: ['the', 'Oslo']}, {tokens: ['the']}], 3);
    assert.equal(tables.length, 3);
    for (const [view, table] of tables.entries()) {
      assert.deepEqual(table.shape, [2, 3]);
      assert.deepEqual(table.row(1).slice(1), [0, 0]);
      assert.ok(table.values.every((id) => id < reader.sizes[view]));
    }
    assert.equal(tables[0].row(0)[1], 1);
    assert.ok(tables[1].row(0)[1] > 1);
  });
  it('has the views that are asked for', () => {
    assert.deepEqual(wordReader(train, {views: ['shape']}).read('Oslo'), ['Xx']);
    assert.deepEqual(wordReader(train, {minCount: 1, views: ['word']}).read('1952'), ['0000']);
    assert.throws(() => wordReader(train, {views: ['form' as 'word']}), /views are word, shape, ending; got 'form'/);
    assert.throws(() => wordReader([]), /wordReader: train/);
  });
});

describe('tagTargets', () => {
  const names = ['O', 'B-PER', 'I-PER'];
  const sentences = [
    {tokens: ['Ann', 'Lee', 'ran'], tags: ['B-PER', 'I-PER', 'O']},
    {tokens: ['Yes'], tags: ['O']},
  ];
  it('numbers the tags, and marks what is behind a sentence', () => {
    const {values, shape} = tagTargets(sentences, names);
    assert.deepEqual(
      [[...values], shape],
      [
        [1, 2, 0, 0, -1, -1],
        [2, 3],
      ],
    );
    assert.deepEqual([...tagTargets(sentences, names, 0).values], [1, 2, 0, 0, 0, 0]);
  });
  it('refuses a tag without a name', () => {
    assert.throws(() => tagTargets(sentences, ['O']), /tag 'B-PER' is none of O/);
  });
});
