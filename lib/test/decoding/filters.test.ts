import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {applyTemperature, keepNucleus, keepTopK, logSoftmax} from '../../src/decoding';

const logs = (probabilities: number[]) => probabilities.map(Math.log);
const probabilities = (values: ArrayLike<number>) => Array.from(values, (value) => Math.exp(value));

function expectProbabilities(actual: ArrayLike<number>, expected: number[]): void {
  assert.equal(actual.length, expected.length);
  probabilities(actual).forEach((p, i) => {
    assert.ok(Math.abs(p - expected[i]) < 1e-12, `${p} ${expected[i]}`);
  });
}

describe('logSoftmax', () => {
  it('is the logarithm of the softmax, along the last axis', () => {
    const {values, shape} = logSoftmax([
      [1, 2, 3],
      [0, 0, Math.log(2)],
    ]);
    assert.deepEqual(shape, [2, 3]);
    const sum = Math.E + Math.E ** 2 + Math.E ** 3;
    expectProbabilities(values, [Math.E / sum, Math.E ** 2 / sum, Math.E ** 3 / sum, 0.25, 0.25, 0.5]);
  });
  it('does not overflow and does not mind a constant', () => {
    expectProbabilities(logSoftmax([1e308, 1e308]).values, [0.5, 0.5]);
    expectProbabilities(logSoftmax([-1e5, Number.NEGATIVE_INFINITY]).values, [1, 0]);
  });
  it('refuses nothing, NaN and rows without a chance', () => {
    assert.throws(() => logSoftmax([]), /logits is empty, its shape is \[0\]/);
    assert.throws(() => logSoftmax([0, Number.NaN]), /logits holds NaN at place 1/);
    assert.throws(() => logSoftmax([[1], [Number.NEGATIVE_INFINITY]]), /row 1 is -Infinity throughout/);
  });
});

describe('applyTemperature', () => {
  const p = [0.1, 0.6, 0.3];
  it('raises probabilities to 1/T', () => {
    const sum = p.reduce((all, value) => all + value ** 2, 0);
    expectProbabilities(
      applyTemperature(logs(p), 0.5),
      p.map((value) => value ** 2 / sum),
    );
    assert.deepEqual([...applyTemperature(logs(p), 1)], logs(p));
  });
  it('leaves the likeliest token near 0, and makes all alike far up', () => {
    expectProbabilities(applyTemperature(logs(p), 1e-310), [0, 1, 0]);
    assert.ok(probabilities(applyTemperature(logs(p), 1e6)).every((value) => Math.abs(value - 1 / 3) < 1e-5));
  });
  it('refuses temperatures of 0, below, and NaN', () => {
    assert.throws(() => applyTemperature(logs(p), -0.5), /temperature must be a finite number above 0, got -0.5$/);
    assert.throws(() => applyTemperature(logs(p), 0), /got 0; for 0 use greedy/);
    assert.throws(() => applyTemperature(logs(p), Number.NaN), /got NaN/);
  });
});

describe('keepTopK and keepNucleus', () => {
  const p = [0.1, 0.4, 0.2, 0.3];
  it('keep the k likeliest, of equals the first', () => {
    expectProbabilities(keepTopK(logs(p), 2), [0, 4 / 7, 0, 3 / 7]);
    expectProbabilities(keepTopK(logs([0.25, 0.25, 0.25, 0.25]), 3), [1 / 3, 1 / 3, 1 / 3, 0]);
    assert.deepEqual([...keepTopK(logs(p), 9)], logs(p));
  });
  it('keep the fewest that hold p', () => {
    expectProbabilities(keepNucleus(logs(p), 0.69), [0, 4 / 7, 0, 3 / 7]);
    expectProbabilities(keepNucleus(logs(p), 0.71), [0, 4 / 9, 2 / 9, 3 / 9]);
    expectProbabilities(keepNucleus(logs(p), 1e-9), [0, 1, 0, 0]);
    expectProbabilities(keepNucleus(logs([0.5, 0.25, 0.25]), 0.5), [1, 0, 0]);
    assert.deepEqual([...keepNucleus(logs(p), 1)], logs(p));
  });
  it('agree with sorting all tokens, whatever the distribution', () => {
    const {normal, uniform, integer} = random(2);
    for (let trial = 0; trial < 100; trial++) {
      const size = integer(1, 20);
      const row = logSoftmax(Array.from({length: size}, () => 2 * normal())).values;
      const [k, share] = [integer(1, size + 1), uniform(0.05, 1)];
      const order = [...row.keys()].sort((a, b) => row[b] - row[a]);
      const kept = (values: Float64Array) => [...values.keys()].filter((i) => values[i] > Number.NEGATIVE_INFINITY);
      const sorted = (tokens: number[]) => [...tokens].sort((a, b) => a - b);
      assert.deepEqual(kept(keepTopK(row, k)), sorted(order.slice(0, k)));
      const nucleus = kept(keepNucleus(row, share));
      const mass = (tokens: number[]) => tokens.reduce((sum, token) => sum + Math.exp(row[token]), 0);
      assert.deepEqual(nucleus, sorted(order.slice(0, nucleus.length)));
      assert.ok(mass(nucleus) >= share - 1e-12 && mass(order.slice(0, nucleus.length - 1)) < share);
    }
  });
  it('refuse k below 1, p outside (0, 1], and what are no log-probabilities', () => {
    assert.throws(() => keepTopK(logs(p), 0), /keepTopK: k must be a whole number >= 1, got 0$/);
    assert.throws(() => keepTopK(logs(p), 1.5), /got 1.5/);
    assert.throws(() => keepNucleus(logs(p), 0), /keepNucleus: p must lie in \(0, 1\], got 0$/);
    assert.throws(() => keepNucleus(logs(p), 1.1), /got 1.1/);
    assert.throws(() => keepTopK(p, 2), /holds 0.1 at place 0, which is no log-probability .* use Math.log of prob/);
    assert.throws(() => keepTopK([], 2), /must be \[vocabulary\] with values, got \[0\]/);
    assert.throws(() => keepTopK([Number.NEGATIVE_INFINITY], 2), /no token has a probability above 0/);
  });
});
