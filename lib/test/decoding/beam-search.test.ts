import assert from 'node:assert/strict';
import {type BatchStep, beamSearch, greedy, type StepFunction} from '../../src/decoding';
import {allLists, logProbabilityOf, tableModel} from './tables';

interface Whole {
  tokens: number[];
  score: number;
}

/** Every sequence that can be generated, the best first. */
function bruteForce(step: StepFunction, vocabulary: number, end: number, maxLength: number, alpha: number): Whole[] {
  const wholes: Whole[] = [];
  for (let length = 1; length <= maxLength; length++) {
    for (const tokens of allLists(vocabulary, length)) {
      const at = tokens.indexOf(end);
      if (at !== length - 1 && !(at < 0 && length === maxLength)) continue;
      const score = logProbabilityOf(step, tokens) / length ** alpha;
      wholes.push({tokens: at < 0 ? tokens : tokens.slice(0, -1), score});
    }
  }
  return wholes.sort((a, b) => b.score - a.score);
}

describe('beamSearch', () => {
  it('is greedy with width 1, whatever the length penalty', () => {
    for (let seed = 0; seed < 40; seed++) {
      const step = tableModel(5, seed);
      const options = {end: 2, maxLength: 7};
      const {tokens, logProbability, ended} = greedy(step, options);
      for (const lengthPenalty of [0, 1, 2.5]) {
        const [found] = beamSearch(step, {...options, width: 1, lengthPenalty});
        assert.deepEqual([found.tokens, found.ended], [tokens, ended]);
        assert.ok(Math.abs(found.logProbability - logProbability) < 1e-12);
      }
    }
  });
  it('finds the best sequences of all when the beam drops none', () => {
    for (let seed = 0; seed < 12; seed++) {
      const step = tableModel(3, 100 + seed);
      for (const lengthPenalty of [0, 0.7, 1.5]) {
        const found = beamSearch(step, {end: 1, maxLength: 4, width: 200, best: 6, lengthPenalty});
        const expected = bruteForce(step, 3, 1, 4, lengthPenalty).slice(0, 6);
        assert.deepEqual(
          found.map(({tokens}) => tokens),
          expected.map(({tokens}) => tokens),
        );
        found.forEach(({score}, i) => {
          assert.ok(Math.abs(score - expected[i].score) < 1e-12);
        });
      }
    }
  });
  it('never beats brute force, says the truth about its score, and mostly gains by width', () => {
    let [gained, lost] = [0, 0];
    for (let seed = 0; seed < 30; seed++) {
      const step = tableModel(4, 300 + seed);
      const [best] = bruteForce(step, 4, 0, 5, 0);
      const scores = [1, 2, 4, 8].map((width) => {
        const [{tokens, score, ended}] = beamSearch(step, {end: 0, maxLength: 5, width});
        assert.ok(Math.abs(score - logProbabilityOf(step, ended ? [...tokens, 0] : tokens)) < 1e-12);
        assert.ok(score <= best.score + 1e-12);
        return score;
      });
      if (scores[3] > scores[0] + 1e-12) gained++;
      if (scores[3] < scores[0] - 1e-12) lost++;
    }
    assert.ok(gained > 3 && lost <= 1, `${gained} ${lost}`);
  });
  it('finds what greedy misses: a poor first token that leads to a sure end', () => {
    const rows: Record<string, number[]> = {'': [0.6, 0.4, 0], '0': [0.3, 0.3, 0.4], '1': [0, 0, 1]};
    const step: StepFunction = (tokens) => (rows[tokens.join()] ?? [0.5, 0.5, 0]).map(Math.log);
    assert.deepEqual(greedy(step, {end: 2, maxLength: 5}).tokens, [0]);
    const [best, second] = beamSearch(step, {end: 2, maxLength: 5, width: 2, best: 2});
    assert.deepEqual([best.tokens, second.tokens], [[1], [0]]);
    assert.ok(Math.abs(best.score - Math.log(0.4)) < 1e-12);
  });
  it('prefers long sequences the more, the larger the penalty', () => {
    const step: StepFunction = (tokens) => (tokens.length < 3 ? [0.45, 0.55] : [0, 1]).map(Math.log);
    const length = (lengthPenalty: number) =>
      beamSearch(step, {end: 1, maxLength: 6, width: 5, lengthPenalty})[0].tokens.length;
    assert.equal(length(0), 0);
    assert.equal(length(3), 3);
  });
  it('stops as soon as nothing can be better', () => {
    let calls = 0;
    const step: StepFunction = () => {
      calls++;
      return [Math.log(0.1), Math.log(0.9)];
    };
    const [{tokens}] = beamSearch(step, {end: 1, maxLength: 1000, width: 3});
    assert.deepEqual([tokens, calls], [[], 1]);
  });
  it('keeps the state of each beam, and gives the same for all beams at once', () => {
    const table = tableModel(4, 77);
    const one: StepFunction<readonly number[]> = (tokens, state = []) => {
      const whole = [...state, tokens[tokens.length - 1]];
      assert.deepEqual(whole, tokens);
      return {logProbabilities: table(tokens, undefined) as Float64Array, state: whole};
    };
    const all: BatchStep<readonly number[]> = {
      steps: (sequences, states) => ({
        logProbabilities: sequences.map((tokens) => Array.from(table(tokens, undefined) as Float64Array)),
        states: sequences.map((tokens, i) => [...(states[i] ?? []), tokens[tokens.length - 1]]),
      }),
    };
    const options = {start: 3, end: 0, maxLength: 6, width: 3, best: 3};
    const found = beamSearch(one, options);
    assert.deepEqual(beamSearch(all, options), found);
    assert.equal(found.length, 3);
    assert.deepEqual(greedy(all, {start: 3, end: 0, maxLength: 6}), greedy(one, {start: 3, end: 0, maxLength: 6}));
    const stateless: BatchStep = {
      steps: (sequences) => sequences.map((s) => Array.from(table(s, undefined) as Float64Array)),
    };
    assert.deepEqual(
      beamSearch(stateless, options).map(({tokens}) => tokens),
      found.map(({tokens}) => tokens),
    );
  });
  it('takes the lower token, and the earlier beam, of equally likely ones', () => {
    const found = beamSearch(() => Array<number>(4).fill(Math.log(0.25)), {maxLength: 2, width: 6, best: 6});
    assert.deepEqual(
      found.map(({tokens}) => tokens.join('')),
      ['00', '01', '02', '03', '10', '11'],
    );
  });
  it('gives fewer than asked when there are no more', () => {
    const step: StepFunction = () => [0, Number.NEGATIVE_INFINITY];
    assert.equal(beamSearch(step, {maxLength: 3, width: 4, best: 4}).length, 1);
  });
  it('refuses impossible options and steps of another size', () => {
    const step = tableModel(3, 1);
    assert.throws(() => beamSearch(step, {maxLength: 3, width: 0}), /width must be a whole number >= 1, got 0/);
    assert.throws(() => beamSearch(step, {maxLength: 3, width: 2, best: 3}), /best must be at most the width 2, got 3/);
    assert.throws(() => beamSearch(step, {maxLength: 3, best: 0}), /best must be .* got 0/);
    assert.throws(() => beamSearch(step, {maxLength: 3, lengthPenalty: -1}), /lengthPenalty must be .* got -1/);
    assert.throws(() => beamSearch(step, {maxLength: 3, end: 3}), /end is token 3, but the vocabulary is 0 to 2/);
    assert.throws(() => beamSearch(step, {maxLength: 0}), /maxLength must be/);
    assert.throws(
      () => beamSearch('lstm' as never, {maxLength: 1}),
      /beamSearch: step must be a function \(tokens, state\) => log-probabilities, got 'lstm'$/,
    );
    const short: BatchStep = {
      steps: () => [
        [-1, -1],
        [-1, -1],
      ],
    };
    assert.throws(() => beamSearch(short, {maxLength: 3}), /of 1 sequences, got 2 and 1/);
  });
});
