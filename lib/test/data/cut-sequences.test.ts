import assert from 'node:assert/strict';
import {cutSequences} from '../../src/data';

describe('cutSequences', () => {
  const alphabet = 'abcdefghij';
  it('cuts pieces of the sequences, from every place, with the class of their sequence', () => {
    const {sequences, labels} = cutSequences(
      {sequences: [alphabet, alphabet.toUpperCase()], labels: [3, 5]},
      {length: 8, copies: 50, seed: 1},
    );
    assert.equal(sequences.length, 100);
    sequences.forEach((piece, i) => {
      assert.equal(piece.length, 8);
      assert.ok((i % 2 === 0 ? alphabet : alphabet.toUpperCase()).includes(piece));
      assert.equal(labels[i], i % 2 === 0 ? 3 : 5);
    });
    assert.deepEqual([...new Set(sequences.map((piece) => piece[0].toLowerCase()))].sort(), ['a', 'b', 'c']);
  });
  it('gives whole sequences where a piece is as long, and refuses shorter ones', () => {
    const examples = {sequences: ['abc', 'abd'], labels: [0, 1]};
    assert.deepEqual(cutSequences(examples, {length: 3}), examples);
    assert.throws(() => cutSequences(examples, {length: 4}), /sequences\[0\] has 3 symbols, a piece 4/);
    assert.throws(() => cutSequences({sequences: ['a'], labels: []}, {length: 1}), /1 sequences but 0 labels/);
  });
});
