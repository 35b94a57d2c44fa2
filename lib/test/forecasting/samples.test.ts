import assert from 'node:assert/strict';
import {random, type Series} from '../../src/data';
import {iterated, samplePaths, sampleQuantiles} from '../../src/forecasting';
import {coverage, crpsEnsemble, mae, quantile} from '../../src/metrics';
import {naive} from '../../src/models';

describe('samplePaths', () => {
  const x = [
    [1, 2, 3],
    [7, 8, 6],
  ];
  const {normal} = random(8);
  const residuals = Array.from({length: 300}, () => normal());
  it('is [examples, horizon, paths], the same for the same seed', () => {
    const options = {horizon: 4, residuals, paths: 7, seed: 5};
    const first = samplePaths(naive(), x, options);
    assert.deepEqual(first.shape, [2, 4, 7]);
    assert.deepEqual(first.values, samplePaths(naive(), x, options).values);
    assert.notDeepEqual(first.values, samplePaths(naive(), x, {...options, seed: 6}).values);
  });
  it('is the iterated forecast, over and over, where the model never erred', () => {
    const {values} = samplePaths(naive(), x, {horizon: 2, residuals: [0], paths: 3});
    assert.deepEqual([...values], [3, 3, 3, 3, 3, 3, 6, 6, 6, 6, 6, 6]);
    assert.equal(crpsEnsemble(iterated(naive(), x, {horizon: 2}), {values, shape: [2, 2, 3]}), 0);
  });
  it('spreads as a random walk does: the variance grows with the step', () => {
    const paths = 4000;
    const {values} = samplePaths(naive(), [[0]], {horizon: 9, residuals, paths});
    const variance = (k: number) =>
      values.subarray(k * paths, (k + 1) * paths).reduce((sum, v) => sum + v * v, 0) / paths;
    const ratio = variance(8) / variance(0);
    assert.ok(ratio > 8 && ratio < 10, `${ratio}`);
  });
  it('covers what it says on the process that it was made for', () => {
    const rows = 400;
    const start = Array.from({length: rows}, () => [0]);
    const truth = start.map(() => [normal(), 0]).map(([a]) => [a, a + normal()]);
    const samples = samplePaths(naive(), start, {horizon: 2, residuals, paths: 200});
    const ends = sampleQuantiles(samples, [0.1, 0.9]).values;
    const [lower, upper] = [0, 1].map((j) => truth.map((_, i) => [0, 1].map((k) => ends[(i * 2 + k) * 2 + j])));
    const {low, high} = coverage(truth, lower, upper, {confidence: 0.999});
    assert.ok(low < 0.8 && high > 0.8, `${low} ${high}`);
  });
  it('carries known features along', () => {
    const rule = (window: Series) => Array.from({length: window.length}, (_, i) => window.row(i)[1]);
    const known = [[[5], [6], [7]]];
    const {values} = samplePaths(rule, [[[1, 4]]], {horizon: 3, residuals: [0], paths: 2, known});
    assert.deepEqual([...values], [4, 4, 5, 5, 6, 6]);
  });
  it('refuses no residuals, no paths and no horizon', () => {
    assert.throws(
      () => samplePaths(naive(), x, {horizon: 1, residuals: []}),
      /samplePaths: residuals must not be empty, got \[\]$/,
    );
    assert.throws(() => samplePaths(naive(), x, {horizon: 1, residuals: [Number.NaN]}), /residuals holds NaN/);
    assert.throws(() => samplePaths(naive(), x, {horizon: 1, residuals, paths: 0}), /paths must be .* got 0/);
    assert.throws(() => samplePaths(naive(), x, {horizon: 0, residuals}), /horizon must be .* got 0/);
    assert.throws(() => samplePaths(naive(), x, {horizon: 1, residuals, seed: 0.5}), /seed must be a whole number/);
  });
});

describe('sampleQuantiles', () => {
  const samples = [
    [5, 1, 3],
    [2, 2, 8],
  ];
  it('are the quantiles of each row, and equal metrics.quantile', () => {
    const {values, shape} = sampleQuantiles(samples, [0, 0.5, 0.8]);
    assert.deepEqual(shape, [2, 3]);
    assert.deepEqual(
      [...values],
      samples.flatMap((row) => [0, 0.5, 0.8].map((share) => quantile(row, share))),
    );
    assert.deepEqual([values[1], values[4]], [3, 2]);
  });
  it('have the median that errs least', () => {
    const {values} = sampleQuantiles(samples, [0.5]);
    const loss = (m: number) =>
      mae(
        samples[0],
        samples[0].map(() => m),
      );
    for (const other of [1, 2, 4, 5]) assert.ok(loss(values[0]) <= loss(other));
  });
  it('refuse shares outside 0 to 1, and nothing', () => {
    assert.throws(() => sampleQuantiles(samples, [0.5, 50]), /shares\[1\] must lie in \[0, 1\], got 50/);
    assert.throws(() => sampleQuantiles(samples, []), /sampleQuantiles: shares must not be empty, got \[\]$/);
    assert.throws(() => sampleQuantiles([[]], [0.5]), /samples is empty/);
    assert.throws(() => sampleQuantiles([[Number.NaN]], [0.5]), /samples holds NaN at place 0/);
  });
});
