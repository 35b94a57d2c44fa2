import assert from 'node:assert/strict';
import {buildVocabulary, parseDate, shortPairs, teacherForced, tokenisePairs} from '../../src/data';

const PAIRS = tokenisePairs([
  {source: 'I see', target: 'je vois'},
  {source: 'I see it too', target: 'je le vois aussi'},
]);

describe('tokenisePairs and teacherForced', () => {
  const sources = buildVocabulary(PAIRS.map(({source}) => source));
  const targets = buildVocabulary(
    PAIRS.map(({target}) => target),
    {ends: true},
  );
  it('lets the decoder read at each step what it should have written at the step before', () => {
    const {x, y} = teacherForced(PAIRS, sources, targets);
    const [read, write] = [x[1], y].map((ids) => ids.rows(1, 2).values);
    assert.equal(read[0], targets.startId);
    assert.deepEqual(Array.from(read).slice(1), Array.from(write).slice(0, -1));
    assert.equal(write[write.length - 1], targets.endId);
  });
  it('pads all three, and decodes back to the tokens', () => {
    const {x, y} = teacherForced(PAIRS, sources, targets);
    assert.deepEqual([x[0].shape, x[1].shape, y.shape], [[2, 4], [2, 5], [2, 5]]); // biome-ignore format: one line
    assert.deepEqual(targets.decode(Array.from(y.rows(0, 1).values)), ['je', 'vois']);
    assert.deepEqual(Array.from(x[0].rows(0, 1).values).slice(2), [0, 0]);
  });
  it('keeps short pairs, each source once', () => {
    const pairs = ['a b', 'a b', 'a b c', 'x'].map((text, i) => ({source: text.split(' '), target: [String(i)]}));
    assert.deepEqual(
      shortPairs(pairs, {source: 2, target: 1}).map(({target}) => target[0]),
      ['1', '3'],
    );
    assert.throws(() => shortPairs(pairs, {source: 0, target: 1}), /shortPairs: source .* got 0/);
  });
  it('leaves dates to the parser of the language, in no time zone', () => {
    assert.equal(parseDate('Jan 1, 1950'), '1950-01-01');
    assert.equal(parseDate('3.III.1987'), '');
  });
  it('cuts texts as tokenise does, and says what is wrong', () => {
    assert.deepEqual(tokenisePairs([{source: 'ab', target: 'C'}], {kind: 'character'}), [
      {source: ['a', 'b'], target: ['C']},
    ]);
    assert.throws(() => tokenisePairs([]), /tokenisePairs: pairs must not be empty/);
    assert.throws(() => teacherForced([], sources, targets), /teacherForced: pairs must not be empty/);
    assert.throws(() => teacherForced(PAIRS, sources, sources), /needs a vocabulary with START and END/);
  });
});
