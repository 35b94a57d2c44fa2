import {strict as assert} from 'node:assert';
import {Series, Targets} from '../../src/data';
import {echoGrowth, errorsByHorizon, type ForecastRule, iterated, nudgeResponse} from '../../src/forecasting';

describe('echoGrowth', () => {
  const close = (values: number[], expected: number[], tolerance: number) => {
    assert.equal(values.length, expected.length);
    expected.forEach((value, at) => {
      assert.ok(Math.abs(values[at] / value - 1) < tolerance, `${at}: ${values[at]} against ${value}`);
    });
  };

  it('adds the mean squares of the echoes, whatever their signs', () => {
    close(
      echoGrowth(2, [
        [1, -3],
        [-1, 1],
      ]),
      [2, 4, 14],
      1e-12,
    );
  });

  it('has the variance of a first-order autoregressive process, and its measured errors', () => {
    // x(t) = 0.9 x(t-1) + e(t): the best forecast of k steps misses by var(e) (1 + 0.9² + ... + 0.9^(2k-2))
    const [count, lookback, horizon] = [20000, 2, 5];
    let state = 1;
    const uniform = () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647 - 0.5; // variance 1/12
    };
    const values = new Float64Array(count * (lookback + horizon));
    values.forEach((_, at) => {
      values[at] = uniform() + (at % (lookback + horizon) === 0 ? 0 : 0.9 * values[at - 1]);
    });
    const series = new Series(values, [count, lookback + horizon]);
    const rule: ForecastRule = ({length, timeSteps, values: seen}) =>
      new Targets(
        Array.from({length}, (_, i) => 0.9 * seen[(i + 1) * timeSteps - 1]),
        [length, 1],
      );
    const x = series.steps(0, lookback);
    const grown = echoGrowth(1 / 12, nudgeResponse(rule, x, {horizon}));
    const variances = [0, 1, 2, 3, 4].map((k) => (1 / 12) * ((1 - 0.9 ** (2 * k + 2)) / (1 - 0.9 ** 2)));
    close(grown, variances, 1e-9);
    const truth = new Targets(series.steps(lookback).values, [count, horizon]);
    close(grown, errorsByHorizon(truth, iterated(rule, x, {horizon})).mse, 0.03);
  });

  it('refuses an error that is none', () => {
    assert.throws(() => echoGrowth(-1, [[1]]), /firstMse must be a finite number >= 0, got -1/);
    assert.throws(() => echoGrowth(Number.NaN, [[1]]), /got NaN/);
  });
});
