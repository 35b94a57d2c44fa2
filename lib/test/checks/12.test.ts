import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parts} from '../../src/checks/12';
import {drawReading, readOn} from '../../src/checks/12/carried-state';
import {BORDERS, drawChances, drawHeat, drawn, heated} from '../../src/checks/12/drawn-letters';
import {bitsAhead, COUNTS, checkForetell, HELD, PLAY_LIMIT} from '../../src/checks/12/foretold-letters';
import {playToJudge, playVocabulary} from '../../src/checks/12/made-play';
import {bitsOf, drawPairs, drawSaid, pairsOf} from '../../src/checks/12/text-bits';
import {cutText, encode} from '../../src/checks/12/text-ids';
import {localLearner} from '../../src/checks/frame/local-learner';
import {random, tokenWindows, Vocabulary} from '../../src/data';
import {applyTemperature, logSoftmax} from '../../src/decoding';
import {countNgrams} from '../../src/models';
import {matrix, simpleRnnForward} from '../../src/scratch';

const near = (actual: number, expected: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

interface Recorded {
  counts: number[][];
  networks: Record<string, {runs: {testBits: number}[]}>;
}

const recorded = (): Recorded =>
  JSON.parse(readFileSync(join(__dirname, '../../../ci/experiments/results/exercise-12.json'), 'utf8')) as Recorded;

describe('the references of exercise 12', () => {
  const source = random(12);

  it('encode as a vocabulary with padding and an unknown token', () => {
    const pair = {train: 'so long lives this', text: 'Solve this?'};
    const library = new Vocabulary([...new Set(pair.train)].sort()).encode(Array.from(pair.text));
    assert.deepEqual(encode(pair), library);
  });

  it('cut the windows that data.tokenWindows cuts', () => {
    const ids = Array.from({length: 23}, () => source.integer(1, 30));
    for (const length of [1, 4, 11, 22]) {
      const {x, y} = tokenWindows(ids, {length});
      const own = cutText({ids, length});
      assert.deepEqual(own.x.flat(), Array.from(x.values));
      assert.deepEqual(own.y.flat(), Array.from(y.values));
    }
  });

  it('give the bits of a model that knows the length of each code', () => {
    const row = [0.5, 0.25, 0.125, 0.125];
    near(
      bitsOf({
        probabilities: [
          [row, row],
          [row, row],
        ],
        targets: [
          [1, 2],
          [3, 0],
        ],
      }),
      (2 + 3 + 3) / 3,
    );
    const one = drawSaid(source, [3, 1], 3, 5);
    // A text whose padding foretells anything costs the same.
    const other = {...one, probabilities: structuredClone(one.probabilities)};
    other.probabilities[1][2] = [1, 1, 1, 1, 1];
    near(bitsOf(other), bitsOf(one));
  });

  it('count pairs as models.countNgrams does', () => {
    const {ids} = drawPairs(source, 50, 4, 3);
    const symbols = ids.map((id) => 'abcd'[id]);
    const counts = countNgrams([symbols], {context: 1, prior: 3, alphabet: 'abcd'});
    const shares = counts.distribution([], 0);
    const own = pairsOf({ids, shares, prior: 3});
    own.forEach((row, now) => {
      const library = counts.distribution(['abcd'[now]], 1);
      row.forEach((p, next) => {
        near(p, library[next]);
      });
      near(
        row.reduce((sum, p) => sum + p, 0),
        1,
      );
    });
  });

  it('read on as a SimpleRNN that reads the whole text', () => {
    const one = drawReading(source, [2, 3, 1], 3, 5);
    const {kernel, recurrentKernel, bias} = one.weights;
    const X = one.chunks.flat().map((id) => matrix([kernel.map((_, row) => (row === id ? 1 : 0))]));
    const weights = {kernel: matrix(kernel), recurrentKernel: matrix(recurrentKernel), bias: matrix([bias])};
    const states = simpleRnnForward(X, weights, matrix([one.h0]));
    const ends = [1, 4, 5]; // the last step of each chunk
    readOn(one).forEach((state, k) => {
      state.forEach((value, j) => {
        near(value, states[ends[k] + 1].values[j]);
      });
    });
  });

  it('heat as decoding.applyTemperature does', () => {
    for (const temperature of [0.2, 1, 3]) {
      const one = drawHeat(source, 6, temperature);
      const library = applyTemperature(logSoftmax(one.logits), temperature).map(Math.exp);
      heated(one).forEach((p, id) => {
        near(p, library[id]);
      });
    }
  });

  it('draw each character as often as it is likely', () => {
    const {probabilities, chances} = drawChances(source, 5);
    const counts = probabilities.map(() => 0);
    for (let i = 0; i < 10_000; i++) counts[drawn(probabilities, (i + 0.5) / 10_000)]++;
    counts.forEach((count, id) => {
      near(count / 10_000, probabilities[id], 2e-4);
    });
    assert.deepEqual([...chances.map((chance) => drawn(probabilities, chance))].sort(), [0, 1, 2, 3, 4]);
    assert.deepEqual(
      BORDERS.map((one) => one.chances.map((chance) => drawn(one.probabilities, chance))),
      [
        [1, 1, 2],
        [0, 9],
      ],
    );
  });
});

describe('the limit of exercise 12', () => {
  it('PLAY_LIMIT is the largest mean + 4 deviations of the recorded networks, and below counts of three', () => {
    const {networks, counts} = recorded();
    const limits = Object.values(networks).map(({runs}) => {
      assert.ok(runs.length >= 20);
      const mean = runs.reduce((sum, {testBits}) => sum + testBits / runs.length, 0);
      const squares = runs.reduce((sum, {testBits}) => sum + (testBits - mean) ** 2, 0);
      return mean + 4 * Math.sqrt(squares / (runs.length - 1));
    });
    assert.equal(PLAY_LIMIT, Number(Math.max(...limits).toPrecision(3)));
    assert.ok(counts.every((bits) => bits[1] > 3 * PLAY_LIMIT && bits[3] > PLAY_LIMIT));
  });

  it('the counts that the messages name are those of the recorded plays', () => {
    const {counts} = recorded();
    for (const [context, said] of [
      [1, COUNTS.one],
      [3, COUNTS.three],
    ]) {
      assert.equal(Number(Math.min(...counts.map((bits) => bits[context])).toFixed(1)), said);
    }
  });
});

describe('checkForetell', () => {
  const {size} = playVocabulary();
  const even = (ids: number[]) => ids.map(() => Array.from({length: size}, () => 1 / size));

  it('measures the bits of the next character, as far as the text goes', () => {
    near(bitsAhead(even([1, 2, 3]), [1, 2, 3]), Math.log2(size));
    near(bitsAhead([[0.5, 0.25, 0.25], [0, 1, 0], []], [0, 2, 1]), (2 + 0) / 2);
    near(bitsAhead([[0.5, 0.25, 0.25], [0, 1, 0], []], [0, 0, 2], 2), 2);
  });

  it('does not pass a blind guess, nor one that reads the answer', async () => {
    const peek = (ids: number[]) =>
      even(ids).map((row, t) => row.map((_, id) => (id === (ids[t + 1] ?? 0) ? 0.9 : 0.1 / (size - 1))));
    for (const [answer, says] of [
      [even, /same/],
      [peek, /later ids change/],
    ] as const) {
      const said: string[] = [];
      for await (const {passed, message} of checkForetell(localLearner({foretell: answer}), [3], 200)) {
        assert.ok(!passed);
        said.push(message);
      }
      assert.match(said[0], says);
    }
    assert.equal(playToJudge(3, HELD).length, HELD);
  });
});

describe('exercise 12', () => {
  it('has 18 points in seven parts', () => {
    assert.equal(parts.length, 7);
    assert.equal(
      parts.reduce((sum, {points}) => sum + points, 0),
      18,
    );
  });
});
