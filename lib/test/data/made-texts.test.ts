import assert from 'node:assert/strict';
import {buildVocabulary, countTokens, random, shuffleEach, splitText, tokenise, unknownShare} from '../../src/data';
import {makePlay} from '../../src/data/tasks/made-play';
import {makeReviews} from '../../src/data/tasks/made-reviews';
import {makeWords, zipf} from '../../src/data/tasks/made-words';
import {accuracy, knownWords, wordsOf} from '../../src/metrics';
import {countNgrams, naiveBayes} from '../../src/models';

describe('made-up words', () => {
  it('are all different, and none is one that is taken', () => {
    const taken = new Set(['ba', 'be', 'bi']);
    const words = makeWords(random(1), 3000, taken);
    assert.equal(new Set([...words, 'ba', 'be', 'bi']).size, 3003);
    assert.equal(taken.size, 3003);
    for (const word of words) assert.match(word, /^[a-z]{2,30}$/);
  });
  it('are drawn by the law of Zipf', () => {
    const place = zipf(random(1), 4, 1); // weights 1, 1/2, 1/3, 1/4
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 25_000; i++) counts[place()]++;
    [12_000, 6000, 4000, 3000].forEach((expected, i) => {
      assert.ok(Math.abs(counts[i] - expected) < 4 * Math.sqrt(expected), `${counts}`);
    });
  });
});

describe('made-up reviews', () => {
  const {sentences, labels} = makeReviews(6000, 42);
  const words = sentences.map((sentence) => tokenise(sentence));
  const [train, test] = [words.slice(0, 5000), words.slice(5000)];
  const truth = labels.slice(5000);
  const score = (longest: number, learnt: string[][], asked: string[][]) =>
    accuracy(truth, naiveBayes(learnt, labels.slice(0, 5000), {longest}).predict(asked));

  it('are half praise, all different, the same for a seed', () => {
    assert.equal(
      labels.reduce((sum, label) => sum + label, 0),
      3000,
    );
    assert.ok(new Set(sentences).size > 0.99 * sentences.length);
    assert.deepEqual(makeReviews(30, 7), makeReviews(30, 7));
    assert.notDeepEqual(makeReviews(30, 7), makeReviews(30, 8));
  });
  it('are judged by counts well, and not surely, as the real ones', () => {
    const counted = score(1, train, test);
    assert.ok(counted > 0.72 && counted < 0.87, `${counted}`);
  });
  it('hold something in the order of neighbours', () => {
    const [ordered, mixed] = [score(2, train, test), score(2, shuffleEach(train), shuffleEach(test))];
    assert.ok(ordered > mixed + 0.01, `${ordered} ${mixed}`);
  });
  it('turn at but now and then, and have many words that training does not know', () => {
    const turning = words.filter((one) => one.slice(1, -1).includes('but')).length / words.length;
    assert.ok(turning > 0.1 && turning < 0.2, `${turning}`);
    const unknown = unknownShare(buildVocabulary(train, {minCount: 2}), test);
    assert.ok(unknown > 0.04 && unknown < 0.15, `${unknown}`);
    assert.ok(countTokens(train).length > 5000);
  });
});

describe('a made-up play', () => {
  const text = makePlay(300_000, 42);
  const {train, valid} = splitText(text, {valid: 0.1, test: 0.1});

  it('has the form of a play and the length asked for', () => {
    assert.equal(text.length, 300_000);
    const parts = text.split('\n\n').slice(0, -1);
    for (const part of parts) assert.match(part, /^[A-Z]+:\n([A-Z].*\n?)+[.?!;]$/);
    assert.equal(makePlay(500, 42), text.slice(0, 500));
    assert.notEqual(makePlay(500, 43), text.slice(0, 500));
  });
  it('needs each further character of a context, and stays undecided', () => {
    const counts = countNgrams([train], {context: 5, prior: 25});
    const bits = [0, 1, 2, 3, 4, 5].map((context) => counts.bits([valid], context));
    for (let i = 1; i < bits.length; i++) assert.ok(bits[i] < bits[i - 1], `${bits}`);
    assert.ok(bits[5] > 1.5 && bits[5] < 2.2, `${bits}`);
  });
  it('has words that were never written before', () => {
    const known = knownWords(valid, new Set(wordsOf(train)));
    assert.ok(known > 0.9 && known < 0.98, `${known}`);
  });
});
