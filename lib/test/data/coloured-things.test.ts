import assert from 'node:assert/strict';
import {COLOURED_WORDS, COLOURS, generateColouredThings, THINGS} from '../../src/data';

describe('generateColouredThings', () => {
  it('asks at the end for a thing of the sentence, and answers with the colour before it', () => {
    const {sentences, answers, asked, x, y} = generateColouredThings(200, {things: [1, 6], seed: 3});
    assert.deepEqual([...y.values], answers);
    assert.deepEqual(COLOURED_WORDS.decode(x.row(7)), sentences[7]);
    sentences.forEach((words, i) => {
      const [pairs, question] = [words.slice(0, -1), words[words.length - 1]];
      assert.ok(pairs.length % 2 === 0 && pairs.length >= 2 && pairs.length <= 12);
      pairs.forEach((word, place) => {
        assert.ok((place % 2 === 0 ? COLOURS : THINGS).includes(word), `${word} at ${place}`);
      });
      const at = pairs.indexOf(question);
      assert.equal(pairs.lastIndexOf(question), at, 'a thing comes once');
      assert.equal(asked[i], (at - 1) / 2);
      assert.equal(COLOURS[answers[i]], pairs[at - 1]);
    });
    assert.equal(new Set(sentences.map(({length}) => length)).size, 6, 'every length is there');
  });
  it('asks for every place and every colour about equally often', () => {
    const {answers, asked} = generateColouredThings(8000, {things: [4, 4], seed: 1});
    for (let place = 0; place < 4; place++) {
      assert.ok(Math.abs(asked.filter((one) => one === place).length / 2000 - 1) < 0.1);
    }
    COLOURS.forEach((_, colour) => {
      assert.ok(Math.abs(answers.filter((one) => one === colour).length / 1000 - 1) < 0.12);
    });
  });
  it('is the same for the same seed, and refuses what has no meaning', () => {
    assert.deepEqual(generateColouredThings(5), generateColouredThings(5, {seed: 42}));
    assert.notDeepEqual(generateColouredThings(5), generateColouredThings(5, {seed: 43}));
    assert.throws(() => generateColouredThings(1, {things: [3, 2]}), /fewest and the most, up to 16, got \[3, 2\]/);
    assert.throws(() => generateColouredThings(1, {things: [1, 17]}), RangeError);
    assert.throws(() => generateColouredThings(0), RangeError);
  });
});
