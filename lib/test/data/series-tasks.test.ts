import assert from 'node:assert/strict';
import {
  generateAnomalies,
  generateLongDependencies,
  generateRecall,
  generateSines,
  generateTrendAndSeasons,
  generateTwoSines,
} from '../../src/data';
import {fnv1a} from './fnv1a';

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b) / values.length;

// The hashes come from the numpy twins, ci/peers/data-hashes.py.
describe('the series of lessons and exercises', () => {
  it('equal their numpy twins bit for bit', () => {
    assert.equal(fnv1a(generateTwoSines(30, 50).values), '2c18b35d9c09350f');
    assert.equal(fnv1a(generateSines(30, 60).values), 'f517afbd824fc9ce');
    const noisy = generateSines(20, 40, {seed: 7, frequencies: [0.05, 0.2], noise: 0.1});
    assert.equal(fnv1a(noisy.values), '87b942a3be11b33e');
    assert.equal(fnv1a(generateTrendAndSeasons().values), '9cbb3a3b77adc6f9');
    assert.equal(fnv1a(generateAnomalies().values), '4b7981697b475345');
    const {x, y} = generateLongDependencies(20, {steps: 60, seed: 4});
    assert.equal(fnv1a(x.values), 'b8947e73fa2940e6');
    assert.equal(fnv1a(y.values), '7966eee2f561ac20');
    const product = generateLongDependencies(20, {steps: 60, seed: 4, kind: 'product'});
    assert.equal(fnv1a(product.y.values), '250a6bfa22959e39');
    const recall = generateRecall(15, 20);
    assert.equal(fnv1a(recall.x.values.filter((_, i) => i % 2 === 0)), '408f32adbd6b14c4');
  });
  it('add up to the whole', () => {
    const {values, trend, shortSeason, longSeason, noise} = generateTrendAndSeasons(400);
    values.forEach((value, t) => {
      assert.ok(Math.abs(value - trend[t] - shortSeason[t] - longSeason[t] - noise[t]) < 1e-12);
    });
    assert.ok(Math.abs(mean(shortSeason)) < 1e-12 && Math.abs(mean(longSeason)) < 1e-12);
    assert.ok(Math.abs(mean(noise.map((value) => value * value)) - 0.01) < 0.002);
  });
  it('shift whole periods of a season up or down where they are anomalous', () => {
    const {values, anomalies} = generateAnomalies();
    for (const {start, end, shift} of anomalies) {
      // Half a period before, half one after: the season cancels, and the trend is that of the middle.
      const around = (mean(values.subarray(start - 50, start)) + mean(values.subarray(end, end + 50))) / 2;
      assert.ok(Math.abs(mean(values.subarray(start, end)) - around - shift) < 1.2, `${start}`);
    }
    assert.ok((anomalies.at(-1)?.start ?? 0) >= 800);
  });
  it('hide the target of the recall task in the first step, and mark it there alone', () => {
    const {x, y} = generateRecall(50, 9);
    assert.deepEqual(
      [x.shape, y.shape],
      [
        [50, 10, 2],
        [50, 1],
      ],
    );
    for (let i = 0; i < 50; i++) {
      const row = x.rows(i, i + 1).values;
      assert.deepEqual(Array.from(row.filter((_, k) => k % 2 === 1)), [1, ...Array(9).fill(0)]);
      assert.equal(y.values[i], row[0]);
    }
    assert.ok(new Set(y.values).size === 50); // No constant target: that would teach nothing.
  });
  it('of one frequency go on as two steps and the frequency say', () => {
    const sines = generateSines(50, 60);
    const frequencies = Array.from({length: 50}, (_, i) => {
      const x = sines.row(i);
      assert.ok(x.every((value) => Math.abs(value) <= 1));
      // The step whose neighbours tell the cosine with the most digits.
      const at = x.slice(1, -1).reduce((best, value, k) => (Math.abs(value) > Math.abs(x[best]) ? k + 1 : best), 1);
      const cosine = (x[at - 1] + x[at + 1]) / (2 * x[at]);
      for (let t = 1; t < 59; t++) assert.ok(Math.abs(x[t + 1] - 2 * cosine * x[t] + x[t - 1]) < 1e-12);
      return Math.acos(cosine) / (2 * Math.PI);
    });
    assert.ok(Math.min(...frequencies) > 0.0199 && Math.max(...frequencies) < 0.1001);
    assert.ok(Math.max(...frequencies) - Math.min(...frequencies) > 0.06, 'each has its own');
    const [same] = [generateSines(2, 20, {frequencies: [0.25, 0.25]})];
    assert.ok(Math.abs(same.row(1)[4] - same.row(1)[0]) < 1e-12, 'a quarter of a turn a step');
  });
  it('depend on far steps, and on no other', () => {
    const {x, y} = generateLongDependencies(3, {steps: 70});
    const row = x.row(1);
    const sum = (from: number, to: number) => row.slice(from, to).reduce((a, b) => a + b);
    assert.ok(Math.abs(y.values[1] - sum(0, 10) - sum(40, 50) / 10) < 1e-12);
  });
  it('refuse impossible sizes', () => {
    assert.throws(() => generateTwoSines(1, 1), /steps must be a whole number >= 2, got 1/);
    assert.throws(() => generateLongDependencies(1, {steps: 49}), /steps must be a whole number >= 50, got 49/);
    assert.throws(
      () => generateLongDependencies(1, {kind: 'max' as never}),
      /kind must be 'sum' or 'product', got 'max'/,
    );
    for (const frequencies of [[0, 0.1], [0.2, 0.1], [0.1, 0.6], [0.1], [0.1, 0.2, 0.3], 0.1, ['a', 'b'], null]) {
      assert.throws(
        () => generateSines(1, 5, {frequencies: frequencies as never}),
        /^RangeError: generateSines: frequencies must be two numbers above 0, at most 0.5, such as \[0.02, 0.1\], got/,
      );
    }
    assert.throws(() => generateRecall(1, 0), /distance must be a whole number >= 1, got 0/);
    assert.throws(
      () => generateAnomalies({sed: 1} as never),
      /generateAnomalies: unknown option "sed"; did you mean "seed"\?$/,
    );
    assert.throws(() => generateTrendAndSeasons(10, {seed: 0.5}), /seed must be a whole number, got 0.5/);
  });
});
