import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random, Series, Targets} from '../../src/data';
import * as engine from '../../src/engine';
import {quantilesOf, quantileTargets} from '../../src/forecasting';
import {pinball, quantile} from '../../src/metrics';
import * as training from '../../src/training';

const SHARES = [0.1, 0.5, 0.8];
const [EXAMPLES, HORIZON] = [5, 2];

describe('forecasts of quantiles', () => {
  before(async () => {
    await engine.start({seed: 3});
  });
  const {normal} = random(5);
  const y = new Targets(Float64Array.from({length: EXAMPLES * HORIZON}, normal), [EXAMPLES, HORIZON]);
  const outputs = new Targets(Float64Array.from({length: EXAMPLES * HORIZON * SHARES.length}, normal), [
    EXAMPLES,
    HORIZON * SHARES.length,
  ]);

  it('repeat each truth once a share, step by step', () => {
    const repeated = quantileTargets(
      [
        [1, 2],
        [3, 4],
      ],
      3,
    );
    assert.deepEqual(repeated.shape, [2, 6]);
    assert.deepEqual([...repeated.values], [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
  });
  it('have the loss that metrics.pinball measures, for each example', () => {
    const before = tf.memory().numTensors;
    const loss = training.pinballLoss(SHARES);
    const each = tf.tidy(() =>
      Array.from(loss(quantileTargets(y, SHARES.length).toTensor(), outputs.toTensor()).dataSync()),
    );
    each.forEach((value, i) => {
      const expected = pinball(
        y.rows(i, i + 1),
        new Targets(outputs.rows(i, i + 1).values, [1, HORIZON, SHARES.length]),
        SHARES,
      );
      assert.ok(Math.abs(value - expected) < 1e-6, `${value} against ${expected}`);
    });
    assert.equal(tf.memory().numTensors, before);
  });
  it('are sorted, so that they do not cross, and their loss does not rise', () => {
    const [low, middle, high] = quantilesOf(outputs, SHARES);
    assert.deepEqual(middle.shape, [EXAMPLES, HORIZON]);
    middle.values.forEach((value, at) => {
      assert.ok(low.values[at] <= value && value <= high.values[at]);
    });
    const loss = (parts: Targets[]) => SHARES.reduce((sum, share, j) => sum + pinball(y, parts[j], share), 0);
    const asGiven = SHARES.map(
      (_, j) =>
        new Targets(
          y.values.map((_value, at) => outputs.values[at * SHARES.length + j]),
          y.shape,
        ),
    );
    assert.ok(loss([low, middle, high]) <= loss(asGiven) + 1e-12);
  });
  it('are learned: a bias trained with the loss ends at the quantiles of its targets', async () => {
    const truths = Float64Array.from({length: 400}, () => normal() ** 2);
    const model = tf.sequential({
      layers: [tf.layers.flatten({inputShape: [1, 1]}), tf.layers.dense({units: 3, kernelInitializer: 'zeros'})],
    });
    training.compile(model, {loss: training.pinballLoss(SHARES), learningRate: 0.03});
    const x = new Series(new Float64Array(400), [400, 1]);
    await training.fit(model, {x, y: quantileTargets(new Targets(truths, [400, 1]), 3)}, {epochs: 40, seed: 1});
    const learned = quantilesOf(training.predict(model, x.rows(0, 1)), SHARES).map(({values}) => values[0]);
    SHARES.forEach((share, j) => {
      const expected = quantile(truths, share);
      assert.ok(Math.abs(learned[j] - expected) < 0.1, `${share}: ${learned[j]} against ${expected}`);
    });
    model.dispose();
  });
  it('name what is wrong', () => {
    assert.throws(() => training.pinballLoss([0.5, 1]), /pinballLoss: shares\[1\]/);
    assert.throws(() => training.pinballLoss([]), /pinballLoss: shares/);
    assert.throws(
      () => training.pinballLoss(SHARES)(tf.zeros([1, 4]), tf.zeros([1, 4])),
      /4 outputs are no multiple of the 3/,
    );
    assert.throws(() => quantilesOf([[1, 2]], [0.9, 0.1]), /shares must rise, got \[0.9, 0.1\]/);
    assert.throws(() => quantilesOf([[1, 2, 3]], [0.1, 0.9]), /\[examples, horizon \* 2\].*got \[1, 3\]/);
    assert.throws(() => quantileTargets([1, 2], 3), /y must be \[examples, horizon\], got \[2\]/);
    assert.throws(() => quantileTargets([[1]], 0), /quantileTargets: shares/);
  });
});
