import assert from 'node:assert/strict';
import {generateTimeSeries, inputsAndTargets, random, sine, splitExamples} from '../../src/data';
import {mse} from '../../src/metrics';
import {leastSquares, linearTrend, movingAverage, naive, seasonalNaive, zero} from '../../src/models';

describe('the baselines', () => {
  const x = [
    [1, 2, 4, 8],
    [0, 0, 3, 3],
  ];
  it('follow their formulas', () => {
    assert.deepEqual([...zero({horizon: 2}).predict(x).values], [0, 0, 0, 0]);
    assert.deepEqual([...naive({horizon: 2}).predict(x).values], [8, 8, 3, 3]);
    assert.deepEqual([...movingAverage(2).predict(x).values], [6, 3]);
    assert.deepEqual([...seasonalNaive(3, {horizon: 4}).predict(x).values], [2, 4, 8, 2, 0, 3, 3, 0]);
  });
  it('give [series, horizon] for [series, time steps, 1] too', () => {
    assert.deepEqual(naive({horizon: 3}).predict(generateTimeSeries(5, 9).toTensor()).shape, [5, 3]);
  });
  it('continue a straight line exactly: that is what the trend is for', () => {
    const line = [Array.from({length: 6}, (_, t) => 5 - 0.25 * t)];
    const ahead = linearTrend({horizon: 3}).predict(line).values;
    ahead.forEach((value, k) => {
      assert.ok(Math.abs(value - (5 - 0.25 * (6 + k))) < 1e-12);
    });
    assert.ok(Math.abs(linearTrend({window: 2}).predict([[9, 1, 2]]).values[0] - 3) < 1e-12);
  });
  it('repeat a season exactly', () => {
    const weeks = Array.from({length: 35}, (_, t) => sine(t % 7));
    const ahead = seasonalNaive(7, {horizon: 7}).predict([weeks.slice(0, 28)]);
    assert.deepEqual([...ahead.values], weeks.slice(28));
  });
  it('give the known errors on the series of lesson 2.1', () => {
    const examples = inputsAndTargets(generateTimeSeries(10000, 51), {lookback: 50});
    const {test} = splitExamples(examples, {train: 7000, valid: 2000, test: 1000});
    assert.ok(Math.abs(mse(test.y, naive().predict(test.x)) - 0.020422613478772642) < 1e-15);
    assert.ok(Math.abs(mse(test.y, zero().predict(test.x)) - 0.1454311748635187) < 1e-15);
  });
  it('refuse too few steps, several features and odd sizes', () => {
    assert.throws(() => movingAverage(5).predict(x), /moving average 5: x needs 5 time steps, got 4/);
    assert.throws(() => naive().predict([1, 2, 3]), /x must be \[series, time steps\]/);
    assert.throws(() => seasonalNaive(0), /season must be a whole number >= 1, got 0/);
    assert.throws(() => linearTrend({window: 1}), /window must be a whole number >= 2/);
  });
});

describe('leastSquares', () => {
  const {normal} = random(1);
  const x = Array.from({length: 60}, () => Array.from({length: 5}, () => normal()));
  it('finds the weights of a linear rule, for several outputs at once', () => {
    const y = x.map((row) => [2 * row[0] - row[3] + 7, row[1] - 1]);
    const {weights, bias, predict, parameters} = leastSquares(x, y);
    [2, 0, 0, 1, 0, 0, -1, 0, 0, 0].forEach((weight, i) => {
      assert.ok(Math.abs(weights[i] - weight) < 1e-12);
    });
    assert.ok(Math.abs(bias[0] - 7) < 1e-12 && Math.abs(bias[1] + 1) < 1e-12);
    assert.equal(parameters, 12);
    assert.ok(mse(y, predict(x)) < 1e-24);
  });
  it('leaves an error that is orthogonal to every input', () => {
    const y = x.map(() => [normal()]);
    const predicted = leastSquares(x, y).predict(x).values;
    const rest = y.map(([value], i) => value - predicted[i]);
    for (let j = 0; j < 5; j++) assert.ok(Math.abs(rest.reduce((sum, e, i) => sum + e * x[i][j], 0)) < 1e-11);
    assert.ok(Math.abs(rest.reduce((sum, e) => sum + e, 0)) < 1e-11);
  });
  it('continues a sine of one frequency exactly: x(t+1) = 2 cos(w) x(t) - x(t-1)', () => {
    const w = 0.7;
    const waves = Array.from({length: 20}, (_, i) => [0, 1, 2].map((t) => Math.sin(w * t + i)));
    const {weights} = leastSquares(
      waves.map((wave) => wave.slice(0, 2)),
      waves.map((wave) => wave.slice(2)),
    );
    assert.ok(Math.abs(weights[0] + 1) < 1e-10 && Math.abs(weights[1] - 2 * Math.cos(w)) < 1e-10);
  });
  it('solves the normal equations of ridge regression', () => {
    const y = x.map((row) => [row[0] + normal()]);
    const ridge = 3;
    const {weights, bias, predict} = leastSquares(x, y, {ridge});
    const rest = y.map(([value], i) => value - predict(x).values[i]);
    for (let j = 0; j < 5; j++) {
      const slope = rest.reduce((sum, e, i) => sum + e * x[i][j], 0) - ridge * weights[j];
      assert.ok(Math.abs(slope) < 1e-10);
    }
    assert.ok(Number.isFinite(bias[0]));
  });
  it('refuses what has no single answer, and says what helps', () => {
    const twins = x.map(([a, b]) => [a, b, a + b]);
    const y = x.map(([a]) => [a]);
    assert.throws(() => leastSquares(twins, y), /depends on the others; set a small ridge/);
    assert.ok(mse(y, leastSquares(twins, y, {ridge: 1e-9}).predict(twins)) < 1e-12);
    assert.throws(() => leastSquares(x.slice(0, 3), y.slice(0, 3)), /3 examples for 6 weights/);
    assert.throws(() => leastSquares(x, y.slice(1)), /x has 60 examples but y has 59/);
    assert.throws(() => leastSquares([[Number.NaN], [1]], [[1], [2]]), /x holds NaN at place 0/);
    assert.throws(
      () => leastSquares(x, y).predict([[1, 2]]),
      /leastSquares: x must have the 5 inputs it was fitted on, got 2/,
    );
  });
});
