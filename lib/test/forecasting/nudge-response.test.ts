import {strict as assert} from 'node:assert';
import {Series, Targets} from '../../src/data';
import {type ForecastRule, nudgeResponse} from '../../src/forecasting';

describe('nudgeResponse', () => {
  const x = new Series([1, 2, 3, 4, -1, 0.5, 2, 7], [2, 4]);
  /** ŷ = w · the last two values. */
  const rule =
    (older: number, newer: number): ForecastRule =>
    (windows) => {
      const {length, timeSteps, values} = windows;
      const last = Array.from({length}, (_, i) => (i + 1) * timeSteps - 1);
      return new Targets(
        last.map((at) => older * values[at - 1] + newer * values[at]),
        [length, 1],
      );
    };
  const close = (values: ArrayLike<number>, expected: number[]) => {
    assert.equal(values.length, expected.length);
    expected.forEach((value, at) => {
      assert.ok(Math.abs(values[at] - value) < 1e-9, `${at}: ${values[at]} against ${value}`);
    });
  };

  it('is the impulse response of a linear model, the same for every series', () => {
    // r_1 = 1, r_k = newer r_(k-1) + older r_(k-2)
    const response = nudgeResponse(rule(-0.5, 1.2), x, {horizon: 4});
    const [r2, r3] = [1.2, 1.2 * 1.2 - 0.5];
    const r4 = 1.2 * r3 - 0.5 * r2;
    assert.deepEqual(response.shape, [2, 3]);
    close(response.values, [r2, r3, r4, r2, r3, r4]);
  });

  it('does not depend on the size of the nudge for a linear model', () => {
    const [small, large] = [0.001, -7].map((delta) => nudgeResponse(rule(0.3, 0.9), x, {horizon: 5, delta}));
    close(small.values, Array.from(large.values));
  });

  it('is 1 for a rule that repeats the last value, and 0 for one that does not look', () => {
    close(nudgeResponse(rule(0, 1), x, {horizon: 3}).values, [1, 1, 1, 1]);
    close(nudgeResponse(rule(0, 0), x, {horizon: 3}).values, [0, 0, 0, 0]);
  });

  it('leaves the series as they were and refuses what has no meaning', () => {
    assert.deepEqual(Array.from(x.values), [1, 2, 3, 4, -1, 0.5, 2, 7]);
    assert.throws(() => nudgeResponse(rule(0, 1), x, {horizon: 1}), /nudgeResponse: horizon/);
    assert.throws(() => nudgeResponse(rule(0, 1), x, {horizon: 3, delta: 0}), /delta must be .* got 0/);
    const two = new Series(new Float64Array(8), [2, 2, 2]);
    assert.throws(() => nudgeResponse(rule(0, 1), two, {horizon: 3}), /one feature, got 2/);
  });
});
