import assert from 'node:assert/strict';
import {generateTimeSeries, inputsAndTargets, splitExamples} from '../../src/data';
import {mse} from '../../src/metrics';
import {naive, sineFit} from '../../src/models';

const frequencies: [number, number][] = [
  [0.1, 0.2],
  [0.2, 0.4],
];

describe('sineFit', () => {
  const wave = (t: number) => 0.5 * Math.sin(0.137 * t + 1) + 0.2 * Math.cos(0.311 * t);
  const known = Array.from({length: 100}, (_, t) => wave(t));

  it('continues the waves that it was given, off its grid and several steps ahead', () => {
    const ahead = sineFit({frequencies, horizon: 5}).predict([known]);
    assert.deepEqual(ahead.shape, [1, 5]);
    for (const [k, value] of ahead.values.entries()) assert.ok(Math.abs(value - wave(100 + k)) < 0.01, `step ${k}`);
  });
  it('scales with its series, and treats each by itself', () => {
    const {predict} = sineFit({frequencies});
    const [one, many] = [predict([known]).values[0], predict([known, known.map((x) => -3 * x)]).values];
    assert.ok(Math.abs(many[0] - one) < 1e-12);
    assert.ok(Math.abs(many[1] + 3 * one) < 1e-12);
  });
  it('comes near the noise floor of the series of lesson 2.3, where fewer steps do not', () => {
    const examples = inputsAndTargets(generateTimeSeries(1000, 101, {seed: 42}), {lookback: 100});
    const {test} = splitExamples(examples, {train: 700, valid: 200, test: 100});
    const {predict} = sineFit({frequencies});
    const floor = 0.1 ** 2 / 12;
    const [all, few] = [mse(test.y, predict(test.x)), mse(test.y, predict(test.x.steps(80)))];
    assert.ok(all < 1.1 * floor, `${all}`);
    assert.ok(few > 2 * floor && few < mse(test.y, naive().predict(test.x)), `${few}`);
  });
  it('refuses ranges that are none, too few steps and several features', () => {
    assert.throws(() => sineFit({frequencies: []}), /sineFit: frequencies must hold one to three ranges/);
    assert.throws(
      () => sineFit({frequencies: [[0.2, 0.1]]}),
      /frequencies\[0\] must be \[low, high\].*got \[0.2,0.1\]/,
    );
    assert.throws(() => sineFit({frequencies: [[0.1, 4]]}), /high <= π/);
    assert.throws(() => sineFit({frequencies}).predict([[1, 2, 3]]), /sineFit: x needs 6 time steps, got 3/);
    assert.throws(() => sineFit({frequencies}).predict([[[1, 2]]]), /must be \[series, time steps\]/);
    assert.throws(() => sineFit({frequencies, horizon: 0}), /sineFit: horizon/);
  });
});
