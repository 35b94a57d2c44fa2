import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {greedy, keepTopK, logSoftmax, type StepFunction, sample, sampleToken} from '../../src/decoding';
import {allLists, logProbabilityOf, tableModel} from './tables';

describe('greedy', () => {
  it('takes the likeliest token at each step, until the end', () => {
    const rows = [
      [0.1, 0.7, 0.2],
      [0.5, 0.4, 0.1],
      [0.3, 0.3, 0.4],
    ];
    const step: StepFunction = (tokens) => rows[tokens.length].map(Math.log);
    const {tokens, ended, logProbability} = greedy(step, {end: 2, maxLength: 9});
    assert.deepEqual([tokens, ended], [[1, 0], true]);
    assert.ok(Math.abs(logProbability - Math.log(0.7 * 0.5 * 0.4)) < 1e-12);
    assert.deepEqual(greedy(step, {maxLength: 3}).tokens, [1, 0, 2]);
    assert.deepEqual(greedy(step, {end: 2, maxLength: 2}), {
      tokens: [1, 0],
      logProbability: Math.log(0.7) + Math.log(0.5),
      ended: false,
      state: undefined,
    });
  });
  it('goes on from the start, with the state that the model gave', () => {
    const seen: [number[], number | undefined][] = [];
    const step: StepFunction<number> = (tokens, state) => {
      seen.push([[...tokens], state]);
      return {logProbabilities: [0, Number.NEGATIVE_INFINITY], state: (state ?? 0) + 1};
    };
    const {tokens, state} = greedy(step, {start: [1, 1], maxLength: 2, state: 5});
    assert.deepEqual([tokens, state], [[0, 0], 7]);
    assert.deepEqual(seen, [
      [[1, 1], 5],
      [[1, 1, 0], 6],
    ]);
    assert.deepEqual(greedy(step, {start: 1, maxLength: 1}).tokens, [0]);
  });
  it('refuses unknown tokens, no length, and models that give no log-probabilities', () => {
    const step = tableModel(3, 1);
    assert.throws(() => greedy(null as never, {maxLength: 1}), /step must be a function .* got null/);
    assert.throws(() => greedy(step, {maxLength: 0}), /maxLength must be a whole number >= 1, got 0/);
    assert.throws(
      () => greedy(step, {start: [0, 3], maxLength: 1}),
      /start holds token 3, but the vocabulary is 0 to 2/,
    );
    assert.throws(() => greedy(step, {start: -1, maxLength: 1}), /start must be a whole number >= 0, got -1/);
    assert.throws(() => greedy(step, {end: 7, maxLength: 1}), /end is token 7, but the vocabulary is 0 to 2/);
    assert.throws(() => greedy(() => [0.2, 0.8], {maxLength: 1}), /holds 0.2 at place 0, which is no log-probability/);
    assert.throws(
      () =>
        greedy(
          () => [
            [-1, -1],
            [-1, -1],
          ],
          {maxLength: 1},
        ),
      /must be \[vocabulary\] .* got \[2, 2\]/,
    );
  });
});

describe('sampleToken', () => {
  it('draws every token as often as its probability says', () => {
    const p = [0.05, 0, 0.6, 0.35];
    const source = random(6);
    const counts = p.map(() => 0);
    for (let i = 0; i < 20000; i++) counts[sampleToken(p.map(Math.log), source)]++;
    // χ² with two degrees of freedom: above 13.8 once in a thousand
    const chi = p.reduce(
      (sum, share, i) => sum + (share > 0 ? (counts[i] - 20000 * share) ** 2 / (20000 * share) : 0),
      0,
    );
    assert.equal(counts[1], 0);
    assert.ok(chi < 13.8, `${chi}`);
  });
  it('divides by what the probabilities sum to, so that rounding gives no token away', () => {
    const source = {...random(1), uniform: () => 0.999999};
    assert.equal(sampleToken([Math.log(0.5), Math.log(0.25), Number.NEGATIVE_INFINITY], source), 1);
  });
});

describe('sample', () => {
  const step = tableModel(6, 9);
  const options = {end: 0, maxLength: 12};
  it('is the same for the same seed, and another for others', () => {
    const draws = Array.from({length: 20}, (_, seed) => sample(step, {...options, seed}).tokens.join());
    assert.deepEqual(
      draws,
      Array.from({length: 20}, (_, seed) => sample(step, {...options, seed}).tokens.join()),
    );
    assert.ok(new Set(draws).size > 10);
  });
  it('with p = 1 and all tokens kept is plain sampling', () => {
    for (let seed = 0; seed < 20; seed++) {
      const plain = sample(step, {...options, seed});
      assert.deepEqual(sample(step, {...options, seed, topP: 1, topK: 6, temperature: 1}), plain);
    }
  });
  it('is greedy with one token kept, a tiny nucleus or a temperature near 0', () => {
    const {tokens, logProbability} = greedy(step, options);
    for (const cut of [{topK: 1}, {topP: 1e-6}, {temperature: 1e-4}]) {
      const found = sample(step, {...options, ...cut, seed: 3});
      assert.deepEqual(found.tokens, tokens);
      assert.ok(Math.abs(found.logProbability - logProbability) < 1e-12);
    }
  });
  it('draws whole sequences as often as the model says', () => {
    const small = tableModel(2, 4, 1);
    const counts = new Map<string, number>();
    const trials = 6000;
    for (let seed = 0; seed < trials; seed++) {
      const key = sample(small, {maxLength: 3, seed}).tokens.join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    let chi = 0;
    for (const tokens of allLists(2, 3)) {
      const expected = trials * Math.exp(logProbabilityOf(small, tokens));
      chi += ((counts.get(tokens.join()) ?? 0) - expected) ** 2 / expected;
    }
    assert.ok(chi < 24.3, `${chi}`); // seven degrees of freedom: once in a thousand
  });
  it('draws only from what top-k leaves, at the given temperature', () => {
    const row = logSoftmax([3, 2.9, 0, 0]).values;
    const allowed = keepTopK(row, 2);
    for (let seed = 0; seed < 50; seed++) {
      const {tokens} = sample(() => row, {maxLength: 5, topK: 2, temperature: 3, seed});
      assert.ok(tokens.every((token) => allowed[token] > Number.NEGATIVE_INFINITY));
    }
  });
  it('refuses impossible options before it asks the model', () => {
    const never: StepFunction = () => assert.fail('asked');
    assert.throws(() => sample(never, {maxLength: 5, temperature: -1}), /temperature must be .* got -1/);
    assert.throws(() => sample(never, {maxLength: 5, topK: 0}), /topK must be .* got 0/);
    assert.throws(() => sample(never, {maxLength: 5, topP: 2}), /topP must lie in \(0, 1\], got 2/);
    assert.throws(() => sample(never, {maxLength: 5, seed: 1.5}), /seed must be a whole number, got 1.5/);
    assert.throws(() => sample(never, {maxLength: -5}), /maxLength must be .* got -5/);
  });
});
