import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {
  bucketByLength,
  buildVocabulary,
  countTokens,
  Grid,
  oneHot,
  PAD,
  padSequences,
  random,
  splitGroups,
  splitText,
  statefulBatches,
  Tokens,
  tokenise,
  tokenWindows,
  UNKNOWN,
  Vocabulary,
} from '../../src/data';
import golden from '../golden/text-keras.json';

/** Sequences of random lengths and ids from 1 on. */
function sequences(count: number, seed: number): number[][] {
  const {integer} = random(seed);
  return Array.from({length: count}, () => Array.from({length: integer(1, 9)}, () => integer(1, 30)));
}

describe('tokenise', () => {
  it('keeps inner apostrophes and hyphens, and makes each mark a token', () => {
    assert.deepEqual(tokenise("Don't stop -- it's well-known, isn’t it?"), [
      ...["don't", 'stop', '-', '-', "it's", 'well-known', ',', 'isn’t', 'it', '?'],
    ]);
    assert.deepEqual(tokenise('3.14 and 1,000 in 2003.'), ['3.14', 'and', '1,000', 'in', '2003', '.']);
    assert.deepEqual(tokenise('Ärger, niño!', {lowerCase: false}), ['Ärger', ',', 'niño', '!']);
  });
  it('takes composed and decomposed letters for the same', () => {
    assert.deepEqual(tokenise('nin\u0303o'), tokenise('niño'));
  });
  it('counts characters by code point, spaces too', () => {
    assert.deepEqual(tokenise('a 😀\n', {kind: 'character'}), ['a', ' ', '😀', '\n']);
    assert.deepEqual(tokenise('Ab', {kind: 'character', lowerCase: true}), ['a', 'b']);
  });
  it('finds nothing in nothing, and refuses what is no text and unknown options', () => {
    assert.deepEqual(tokenise(''), []);
    assert.throws(() => tokenise(null as never), /tokenise: text must be a text, got null$/);
    assert.throws(() => tokenise('a', {kind: 'byte' as never}), /kind must be 'word' or 'character', got 'byte'/);
    assert.throws(
      () => tokenise('a', {lowercase: true} as never),
      /tokenise: unknown option "lowercase"; did you mean "lowerCase"\?$/,
    );
  });
  it('leaves out nothing but white space', () => {
    const text = 'To be, or not to be (that is): the "question"... 42% – ok?';
    assert.equal(tokenise(text, {lowerCase: false}).join(''), text.replace(/\s/g, ''));
  });
});

describe('a vocabulary', () => {
  const text = [tokenise('the cat sees the dog'), tokenise('the dog sees a cat')];

  it('counts tokens: the most frequent first, then by code point', () => {
    assert.deepEqual(countTokens(text), [
      {token: 'the', count: 3},
      {token: 'cat', count: 2},
      {token: 'dog', count: 2},
      {token: 'sees', count: 2},
      {token: 'a', count: 1},
    ]);
  });
  it('gives PAD an id of its own, and every token another', () => {
    const words = buildVocabulary(text);
    assert.deepEqual(words.tokens, [PAD, UNKNOWN, 'the', 'cat', 'dog', 'sees', 'a']);
    assert.deepEqual([words.size, words.padId, words.id('the'), words.token(3)], [7, 0, 2, 'cat']);
    assert.equal(new Set(words.tokens.map((token) => words.id(token))).size, words.size);
  });
  it('reads back what it wrote, without START, PAD and what follows END', () => {
    const words = buildVocabulary(text, {ends: true});
    const ids = words.encode(text[0], {start: true, end: true});
    assert.deepEqual([ids[0], ids.at(-1), ids.length], [words.startId, words.endId, 7]);
    assert.deepEqual(words.decode(padSequences([ids], {length: 12}).row(0)), text[0]);
    assert.deepEqual(words.decode([...ids, ids[1]]), text[0]);
  });
  it('writes UNKNOWN for other tokens, or names them where there is none', () => {
    const [open, closed] = [buildVocabulary(text), buildVocabulary(text, {unknown: false})];
    assert.deepEqual(open.decode(open.encode(['the', 'bird'])), ['the', UNKNOWN]);
    assert.throws(() => closed.encode(['the', 'bird']), /token 'bird' at place 1 is none of the 6 of the vocabulary/);
    assert.throws(() => closed.id('bird'), /'bird' is none of the 6 tokens/);
    assert.throws(() => closed.token(6), /no token has id 6; ids go from 0 to 5/);
    assert.equal(closed.unknownId, undefined);
    assert.throws(
      () => closed.encode([], {start: true}),
      /Vocabulary\.encode: start true needs a vocabulary with START and END: make it with \{ends: true\}$/,
    );
  });
  it('keeps the most frequent tokens within its size, and those that are frequent enough', () => {
    assert.deepEqual(buildVocabulary(text, {maxSize: 4}).tokens.slice(2), ['the', 'cat']);
    assert.deepEqual(buildVocabulary(text, {minCount: 2}).tokens.slice(2), ['the', 'cat', 'dog', 'sees']);
    assert.throws(() => buildVocabulary(text, {maxSize: 2}), /maxSize must be a whole number >= 3, got 2/);
  });
  it('does not know names that every object has', () => {
    const words = buildVocabulary(text, {unknown: false});
    assert.throws(() => words.id('constructor'), RangeError);
    assert.equal(words.has('toString'), false);
  });
  it('refuses empty text, tokens that come twice, and special ones of the text', () => {
    assert.throws(() => buildVocabulary([[], []]), /buildVocabulary: sequences must not be empty, got no tokens$/);
    assert.throws(() => new Vocabulary(['a', 'b', 'a']), /'a' comes twice/);
    assert.throws(() => new Vocabulary([PAD]), /'<pad>' comes twice/);
  });
});

describe('padSequences', () => {
  it('agrees with Keras in all four ways of padding and cutting', () => {
    for (const {sequences: lists, length, padding, truncating, padded} of golden.cases) {
      const options = {length, padding, truncating} as Parameters<typeof padSequences>[1];
      assert.deepEqual(Array.from(padSequences(lists, options).values), padded.flat());
    }
  });
  it('masks what it added and keeps the rest', () => {
    const lists = sequences(20, 4);
    for (const padding of ['before', 'after'] as const) {
      const padded = padSequences(lists, {padding});
      lists.forEach((list, i) => {
        assert.deepEqual(
          padded.row(i).filter((id) => id > 0),
          list,
        );
      });
      const {values} = padded.mask();
      assert.equal(
        values.reduce((a, b) => a + b),
        lists.flat().length,
      );
    }
  });
  it('makes int32 for an embedding, and takes rows', () => {
    const padded = padSequences([[1, 2], [3], [4, 5]]);
    const before = tf.memory().numTensors;
    const tensor = padded.toTensor();
    assert.deepEqual(
      [tensor.shape, tensor.dtype, Array.from(tensor.dataSync())],
      [[3, 2], 'int32', [1, 2, 3, 0, 4, 5]],
    );
    tensor.dispose();
    assert.deepEqual(padded.take([2, 0]).row(0), [4, 5]);
    assert.deepEqual(padded.rows(1).shape, [2, 2]);
    assert.equal(tf.memory().numTensors, before);
  });
  it('refuses the id of PAD in a sequence, wrong lengths and wrong words', () => {
    assert.throws(
      () => padSequences([[1], [2, 0]]),
      /padSequences: sequences\[1\] holds 0 at place 1, which is the id of PAD$/,
    );
    assert.throws(() => padSequences([]), /padSequences: sequences must not be empty, got \[\]$/);
    assert.throws(() => padSequences([[1]], {length: 0}), /length must be a whole number >= 1, got 0/);
    assert.throws(
      () => padSequences([[1]], {padding: 'post' as never}),
      /padding must be 'before' or 'after', got 'post'/,
    );
    assert.throws(() => new Tokens([0.5], [1, 1]), /an id is a whole number >= 0, got 0.5/);
  });
});

describe('bucketByLength', () => {
  it('puts every sequence into one batch and pads less than one table does', () => {
    const lists = sequences(53, 8);
    const buckets = bucketByLength(lists, {batchSize: 8});
    assert.deepEqual(
      buckets.flatMap(({rows}) => rows).sort((a, b) => a - b),
      lists.map((_, i) => i),
    );
    for (const {rows, x} of buckets) {
      assert.equal(x.timeSteps, Math.max(...rows.map((row) => lists[row].length)));
      rows.forEach((row, i) => {
        assert.deepEqual(
          x.row(i).filter((id) => id > 0),
          lists[row],
        );
      });
    }
    const zeros = (tables: Tokens[]) =>
      tables.reduce((count, {values}) => count + values.filter((id) => id === 0).length, 0);
    assert.ok(zeros(buckets.map(({x}) => x)) < 0.35 * zeros([padSequences(lists)]));
    assert.deepEqual(bucketByLength(lists, {batchSize: 8}), buckets);
    assert.notDeepEqual(bucketByLength(lists, {batchSize: 8, seed: 1}), buckets);
  });
});

describe('oneHot', () => {
  it('has a single one at the place of each id', () => {
    const hot = oneHot(padSequences([[1, 3], [2]]), 4);
    assert.deepEqual(hot.shape, [2, 2, 4]);
    assert.deepEqual(Array.from(hot.values), [0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0]);
    assert.deepEqual(oneHot([2, 0], 3).take([1]).values, Float64Array.of(1, 0, 0));
    assert.ok(hot instanceof Grid);
  });
  it('refuses ids beyond its depth', () => {
    assert.throws(() => oneHot([0, 3], 3), /ids lie in 0 \.\.\. 2, got 3 at place 1/);
    assert.throws(() => oneHot([0], 0), /depth must be a whole number >= 1, got 0/);
  });
});

describe('windows of text', () => {
  const ids = Array.from({length: 103}, (_, i) => i + 1);

  it('predict the token after each one', () => {
    const {x, y} = tokenWindows(ids, {length: 10});
    assert.deepEqual(
      [x.shape, y.shape],
      [
        [10, 10],
        [10, 10],
      ],
    );
    assert.deepEqual(
      Array.from(y.values),
      Array.from(x.values, (id) => id + 1),
    );
    assert.deepEqual(tokenWindows(ids, {length: 10, stride: 3}).x.row(5)[0], 16);
    assert.equal(tokenWindows(ids, {length: 102}).x.length, 1);
    assert.throws(
      () => tokenWindows(ids, {length: 103}),
      /tokenWindows: length 103 and the next token need 104 ids, got 103$/,
    );
  });
  it('go on in the same row of the next batch', () => {
    const [length, batchSize] = [5, 4];
    const {x, y} = statefulBatches(ids, {length, batchSize});
    assert.equal(x.length % batchSize, 0);
    for (let i = batchSize; i < x.length; i++) assert.equal(x.row(i)[0], x.row(i - batchSize)[length - 1] + 1);
    assert.deepEqual(
      Array.from(y.values),
      Array.from(x.values, (id) => id + 1),
    );
    assert.equal(new Set(x.values).size, x.values.length);
    assert.throws(
      () => statefulBatches(ids, {length: 26, batchSize: 4}),
      /statefulBatches: batchSize 4 rows of length 26 need 105 ids, got 103$/,
    );
    assert.equal(statefulBatches(ids, {length: 51, batchSize: 2}).x.length, 2);
  });
  it('do not overlap between the sets', () => {
    const text = 'äbc😀'.repeat(50);
    const {train, valid, test} = splitText(text, {valid: 0.25, test: 0.1});
    assert.equal(train + valid + test, text);
    assert.deepEqual(
      [train, valid, test].map((part) => Array.from(part).length),
      [130, 50, 20],
    );
  });
});

describe('splitGroups', () => {
  it('never puts one group into two sets, and loses nothing', () => {
    const items = Array.from({length: 200}, (_, i) => ({group: (i * 7) % 23, i}));
    const {train, valid, test} = splitGroups(items, ({group}) => group, {valid: 0.2, test: 0.2});
    const groups = [train, valid, test].map((set) => new Set(set.map(({group}) => group)));
    assert.equal(groups[0].size + groups[1].size + groups[2].size, 23);
    assert.deepEqual(
      [...train, ...valid, ...test].map(({i}) => i).sort((a, b) => a - b),
      items.map(({i}) => i),
    );
    assert.deepEqual(
      train.map(({i}) => i),
      train.map(({i}) => i).sort((a, b) => a - b),
    );
  });
  it('refuses parts that leave a set empty', () => {
    assert.throws(() => splitGroups([1, 2, 3], (item) => item), /3 groups are too few for parts of 0.1 and 0.1/);
    assert.throws(() => splitGroups([1, 2, 3], (item) => item, {valid: 1}), /together < 1, got 1 and 0.1/);
  });
});
