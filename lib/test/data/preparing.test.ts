import assert from 'node:assert/strict';
import * as data from '../../src/data';
import {fnv1a} from './fnv1a';

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

describe('generateRisingWave', () => {
  it('is a wave of 25 steps on a level that rises, where there is no noise', () => {
    const wave = data.generateRisingWave(100, {rise: 0.1, noise: 0});
    for (let t = 0; t < 75; t++) assert.ok(Math.abs(wave[t + 25] - wave[t] - 2.5) < 1e-9, String(t));
    assert.ok(Math.abs(mean(wave.slice(0, 25)) - (10 + 0.1 * 12)) < 1e-9);
  });
  it('equals its numpy twin bit for bit', () => {
    // ci/peers/results/preparing-sequences.json
    assert.equal(fnv1a(data.generateRisingWave(1000, {seed: 7})), '159c9f58741ceda1');
  });
  it('refuses what has no meaning', () => {
    assert.throws(() => data.generateRisingWave(0), /generateRisingWave: steps/);
    assert.throws(() => data.generateRisingWave(5, {noise: -1}), /generateRisingWave: noise/);
    assert.throws(() => data.generateRisingWave(5, {rise: Number.NaN}), /generateRisingWave: rise/);
  });
});

describe('generateRandomWalk', () => {
  it('takes steps of mean 0 and variance 1 that do not depend on each other', () => {
    const walk = data.generateRandomWalk(20_000, {seed: 3});
    const steps = Array.from(walk.slice(1), (value, t) => value - walk[t]);
    assert.ok(Math.abs(mean(steps)) < 0.03);
    assert.ok(Math.abs(mean(steps.map((step) => step ** 2)) - 1) < 0.04);
    assert.ok(Math.abs(mean(steps.slice(1).map((step, t) => step * steps[t]))) < 0.03);
  });
  it('repeats itself for the same seed, and not for another', () => {
    assert.deepEqual(data.generateRandomWalk(9, {seed: 1}), data.generateRandomWalk(9, {seed: 1}));
    assert.notDeepEqual(data.generateRandomWalk(9, {seed: 1}), data.generateRandomWalk(9, {seed: 2}));
    assert.throws(() => data.generateRandomWalk(1.5), /generateRandomWalk: steps/);
  });
});

describe('generateGappy', () => {
  const gappy = data.generateGappy(6000, {seed: 1});
  it('leaves noise of the asked deviation where the two weights are taken away', () => {
    const {series, coefficients, deviation} = gappy;
    const [a, b] = coefficients;
    const noise = Array.from(series.slice(2), (value, t) => value - a * series[t + 1] - b * series[t]);
    assert.ok(Math.abs(Math.sqrt(mean(noise.map((one) => one ** 2))) / deviation - 1) < 0.03);
  });
  it('loses about the asked share of the steps, and measures the others exactly', () => {
    assert.ok(Math.abs(gappy.seen.length / 6000 - 0.5) < 0.02);
    assert.equal(data.generateGappy(500, {lost: 0}).seen.length, 500);
    gappy.seen.forEach((t, i) => {
      assert.equal(gappy.values[i], gappy.series[t]);
    });
  });
  it('equals its numpy twin bit for bit', () => {
    assert.equal(fnv1a(gappy.values), 'd60181b137d53bb6');
  });
  it('refuses what has no meaning', () => {
    assert.throws(() => data.generateGappy(2), /generateGappy: steps/);
    assert.throws(() => data.generateGappy(9, {lost: 1}), /generateGappy: lost/);
    assert.throws(() => data.generateGappy(9, {deviation: 0}), /generateGappy: deviation/);
  });
});

describe('asChanges', () => {
  const cut = data.windows([5, 7, 4, 9, 1], {lookback: 2, horizon: 2});
  it('takes the last input from inputs and targets', () => {
    const {x, y} = data.asChanges(cut);
    assert.deepEqual(
      [x.row(0), x.row(1)],
      [
        [-2, 0],
        [3, 0],
      ],
    );
    assert.deepEqual([...y.values], [-3, 2, 5, -3]);
    assert.deepEqual([x.shape, y.shape], [cut.x.shape, cut.y.shape]);
  });
  it('gives the same for a series on another level', () => {
    const raised = data.windows([105, 107, 104, 109, 101], {lookback: 2, horizon: 2});
    assert.deepEqual(data.asChanges(raised), data.asChanges(cut));
  });
  it('refuses several features, and examples that do not belong together', () => {
    const wide = data.addFeature(cut, [0, 0, 0, 0, 0]);
    assert.throws(() => data.asChanges(wide), /asChanges: x must be a Series of one feature, got 2/);
    assert.throws(() => data.asChanges({x: cut.x, y: cut.y.rows(0, 1)}), /2 examples but y has 1/);
  });
});

describe('windowsEnding', () => {
  const grid = data.onGrid([0, 1, 3], [10, 11, 13], {step: 1, steps: 5});
  it('puts mask and time since beside the values, in the order asked for', () => {
    const {shape, values} = data.windowsEnding(grid, [4, 1], {lookback: 2, beside: ['since', 'mask']});
    assert.deepEqual(shape, [2, 2, 3]);
    assert.deepEqual([...values], [13, 0, 1, 13, 1, 0, 10, 0, 1, 11, 0, 1]);
  });
  it('gives the windows of the values alone without more', () => {
    const all = data.windows(grid.values, {lookback: 3}).x;
    assert.deepEqual(data.windowsEnding(grid, [2, 3], {lookback: 3}).values, all.values);
  });
  it('refuses a window that begins before the grid or ends after it', () => {
    assert.throws(() => data.windowsEnding(grid, [1], {lookback: 3}), /windowsEnding: an end/);
    assert.throws(() => data.windowsEnding(grid, [5], {lookback: 3}), /windowsEnding: an end/);
    assert.throws(() => data.windowsEnding(grid, [3], {lookback: 3, beside: ['age' as 'mask']}), /beside/);
  });
});

describe('takeExamples', () => {
  const {x, y} = data.windows([1, 2, 3, 4, 5], {lookback: 2});
  it('gives the rows in the order asked for', () => {
    const chosen = data.takeExamples({x, y}, [2, 0]);
    assert.deepEqual(
      [chosen.x.row(0), chosen.x.row(1), [...chosen.y.values]],
      [
        [3, 4],
        [1, 2],
        [5, 3],
      ],
    );
  });
  it('refuses a row that is not there', () => {
    assert.throws(() => data.takeExamples({x, y}, [3]), /takeExamples: a row/);
    assert.throws(() => data.takeExamples({x, y: y.rows(0, 1)}, [0]), /3 examples but y has 1/);
  });
});

describe('downsample', () => {
  it('keeps the first of each run, or their mean, and leaves out a run that is not complete', () => {
    assert.deepEqual([...data.downsample([1, 3, 5, 7, 9], 2, 'every')], [1, 5]);
    assert.deepEqual([...data.downsample([1, 3, 5, 7, 9], 2, 'mean')], [2, 6]);
  });
  it('loses a wave of exactly the factor in the mean, and makes it a constant in every one', () => {
    const wave = Array.from({length: 80}, (_, t) => data.sine((2 * Math.PI * t) / 8));
    for (const keep of ['mean', 'every'] as const) {
      assert.ok(data.downsample(wave, 8, keep).every((value) => Math.abs(value) < 1e-12));
    }
  });
  it('refuses a factor above the length', () => {
    assert.throws(() => data.downsample([1, 2], 3, 'mean'), /downsample: factor/);
    assert.throws(() => data.downsample([1, 2], 1, 'last' as 'mean'), /downsample: keep/);
  });
});

describe('toWidth and asTargets', () => {
  it('cut a long row and fill up a short one', () => {
    const {values, shape} = data.toWidth([[1, 2, 3], [4], new Float32Array([5, 6])], 2);
    assert.deepEqual(
      [[...values], shape],
      [
        [1, 2, 4, 0, 5, 6],
        [3, 2],
      ],
    );
  });
  it('make one number an example a column', () => {
    assert.deepEqual(data.asTargets([1, 0, 1]).shape, [3, 1]);
  });
  it('refuse nothing at all', () => {
    assert.throws(() => data.toWidth([], 2), /toWidth: lists/);
    assert.throws(() => data.toWidth([[1]], 0), /toWidth: width/);
    assert.throws(() => data.asTargets([]), /asTargets: values/);
  });
});

describe('unknownShare', () => {
  it('is the share of tokens that read as unknown', () => {
    const vocabulary = data.buildVocabulary([['a', 'b', 'a']]);
    const text = [
      ['a', 'c'],
      ['d', 'b', 'c'],
    ];
    assert.equal(data.unknownShare(vocabulary, text), 3 / 5);
    const read = text.flatMap((sentence) => vocabulary.encode(sentence));
    assert.equal(read.filter((id) => id === vocabulary.unknownId).length / read.length, 3 / 5);
    assert.throws(() => data.unknownShare(vocabulary, [[]]), /no tokens/);
  });
});

describe('batchAtRandom and paddingShare', () => {
  const sequences = Array.from({length: 50}, (_, i) => Array.from({length: 1 + (i % 17)}, () => 3));
  it('puts every sequence into one batch, padded to its own longest', () => {
    const batches = data.batchAtRandom(sequences, {batchSize: 8, seed: 1});
    assert.deepEqual(
      batches.map(({rows}) => rows.length),
      [8, 8, 8, 8, 8, 8, 2],
    );
    const rows = batches.flatMap((batch) => batch.rows);
    assert.deepEqual(
      [...rows].sort((a, b) => a - b),
      Array.from(sequences.keys()),
    );
    for (const batch of batches) {
      assert.equal(batch.x.timeSteps, Math.max(...batch.rows.map((row) => sequences[row].length)));
    }
  });
  it('counts zeros among all steps', () => {
    assert.equal(data.paddingShare([data.padSequences([[1], [2, 3, 4]])]), 2 / 6);
    assert.throws(() => data.paddingShare([]), /paddingShare: batches/);
  });
  it('shows that buckets pad less', () => {
    const [random, buckets] = [data.batchAtRandom, data.bucketByLength].map((deal) =>
      data.paddingShare(deal(sequences, {batchSize: 8}).map(({x}) => x)),
    );
    assert.ok(buckets < 0.5 * random, `${buckets}, ${random}`);
  });
});
