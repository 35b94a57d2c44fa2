import {strict as assert} from 'node:assert';
import {Series, Targets} from '../../src/data';
import {type ForecastRule, fedWithTruth, iterated} from '../../src/forecasting';

describe('fedWithTruth', () => {
  const series = new Series([1, 2, 4, 8, 16, 5, 3, 1, -1, -3], [2, 5]);
  const last: ForecastRule = (x) => {
    const newest = Array.from({length: x.length}, (_, i) => x.values[(i + 1) * x.timeSteps - 1]);
    return new Targets(newest, [x.length, 1]);
  };

  it('asks with the true values before each step', () => {
    const fed = fedWithTruth(last, series, {lookback: 2, horizon: 3});
    assert.deepEqual(fed.shape, [2, 3]);
    assert.deepEqual(Array.from(fed.values), [2, 4, 8, 3, 1, -1]);
  });

  it('equals iterating at the first step only, unless the rule is right', () => {
    const known = new Series([1, 2, 5, 3], [2, 2]);
    assert.deepEqual(Array.from(iterated(last, known, {horizon: 3}).values), [2, 2, 2, 3, 3, 3]);
    const line: ForecastRule = (x) => {
      const next = Array.from({length: x.length}, (_, i) => 2 * x.values[2 * i + 1] - x.values[2 * i]);
      return new Targets(next, [x.length, 1]);
    };
    const straight = new Series([5, 3, 1, -1, -3], [1, 5]);
    const fed = fedWithTruth(line, straight, {lookback: 2, horizon: 3});
    const ownWords = iterated(line, straight.steps(0, 2), {horizon: 3});
    assert.deepEqual(Array.from(fed.values), [1, -1, -3]);
    assert.deepEqual(Array.from(ownWords.values), [1, -1, -3]);
  });

  it('does not need the last value, and refuses what is too short or has no meaning', () => {
    assert.deepEqual(fedWithTruth(last, series, {lookback: 5, horizon: 1}).shape, [2, 1]);
    const tooLong = {lookback: 4, horizon: 3};
    assert.throws(() => fedWithTruth(last, series, tooLong), /need 6 time steps, got 5/);
    assert.throws(() => fedWithTruth(last, series, {lookback: 0, horizon: 1}), /fedWithTruth: lookback/);
    assert.throws(() => fedWithTruth(last, series, {lookback: 1, horizon: 1.5}), /fedWithTruth: horizon/);
    const two = new Series(new Float64Array(12), [2, 3, 2]);
    assert.throws(() => fedWithTruth(last, two, {lookback: 1, horizon: 1}), /one feature, got 2/);
  });
});
