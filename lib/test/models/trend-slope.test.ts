import assert from 'node:assert/strict';
import {trendSlope} from '../../src/models';

const steps = (count: number) => Array.from({length: count}, (_, t) => t);
const close = (value: number, expected: number, far = 1e-10) =>
  assert.ok(Math.abs(value - expected) < far, `${value} is not ${expected}`);

describe('trendSlope', () => {
  it('is the slope of a straight line, whatever its level', () =>
    close(trendSlope(steps(20).map((t) => 5 - 0.3 * t)), -0.3));
  it('agrees with the covariance of time and values over the variance of time', () => {
    const [values, n] = [steps(31).map((t) => Math.sin(t * t)), 31];
    const [meanT, meanX] = [(n - 1) / 2, values.reduce((sum, value) => sum + value, 0) / n];
    const covariance = values.reduce((sum, value, t) => sum + (t - meanT) * (value - meanX), 0);
    close(trendSlope(values), covariance / steps(n).reduce((sum, t) => sum + (t - meanT) ** 2, 0));
  });
  it('is bent by whole seasons, and right with them as inputs', () => {
    const values = steps(400).map(
      (t) => 0.001 * t + Math.sin((2 * Math.PI * t) / 50) + 0.5 * Math.cos(t * Math.PI * 0.01),
    );
    assert.ok(trendSlope(values) < 0.0006);
    close(trendSlope(values, {periods: [50, 200]}), 0.001);
  });
  it('names what cannot be fitted', () => {
    assert.throws(() => trendSlope([1]), /2 numbers are fitted, but there are 1 values/);
    assert.throws(() => trendSlope([1, 2, 3], {periods: [2]}), /4 numbers are fitted, but there are 3/);
    assert.throws(() => trendSlope([1, 2, 3, 4, 5], {periods: [0]}), /trendSlope: period/);
  });
});
