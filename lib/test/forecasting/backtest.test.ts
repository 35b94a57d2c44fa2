import assert from 'node:assert/strict';
import {random, type Series} from '../../src/data';
import * as engine from '../../src/engine';
import {backtest, type Refit} from '../../src/forecasting';
import {mse} from '../../src/metrics';
import {buildSimpleRnn, leastSquares, naive, seasonalNaive} from '../../src/models';

const counting = Array.from({length: 20}, (_, t) => t);

describe('backtest', () => {
  it('forecasts from every origin with what was known then', async () => {
    const {origins, truth, forecast, errors} = await backtest(counting, naive({horizon: 3}), {
      horizon: 3,
      lookback: 4,
      trainSteps: 10,
      step: 2,
    });
    assert.deepEqual(origins, [10, 12, 14, 16]);
    assert.deepEqual([...truth.values], [10, 11, 12, 12, 13, 14, 14, 15, 16, 16, 17, 18]);
    assert.deepEqual([...forecast.values], [9, 9, 9, 11, 11, 11, 13, 13, 13, 15, 15, 15]);
    assert.deepEqual([...errors.values.subarray(0, 3)], [-1, -2, -3]);
  });
  it('counts the errors by step and by origin', async () => {
    const {byHorizon, byOrigin, truth, forecast} = await backtest(counting, naive({horizon: 3}), {
      horizon: 3,
      lookback: 4,
    });
    assert.deepEqual(byHorizon.mse, [1, 4, 9]);
    assert.deepEqual(byHorizon.bias, [-1, -2, -3]);
    assert.equal(byOrigin.origins.length, 14);
    assert.ok(byOrigin.mse.every((value) => value === 14 / 3) && byOrigin.mae.every((value) => value === 2));
    assert.ok(Math.abs(mse(truth, forecast) - 14 / 3) < 1e-12);
  });
  it('leaves the gap out, whether the forecaster gives its steps or not', async () => {
    const options = {horizon: 2, lookback: 3, gap: 2};
    const whole = await backtest(counting, (x: Series) => ahead(x, [1, 2, 3, 4]), options);
    const after = await backtest(counting, (x: Series) => ahead(x, [3, 4]), options);
    assert.deepEqual([...whole.truth.values.subarray(0, 2)], [5, 6]);
    for (const test of [whole, after]) assert.ok(test.errors.values.every((error) => error === 0));
    assert.deepEqual(whole.origins, after.origins);
    assert.equal(whole.origins[whole.origins.length - 1], 16);
  });
  it('trains anew at each origin, on all that is past or on a sliding window', async () => {
    for (const window of ['expanding', 'sliding'] as const) {
      const seen: number[][] = [];
      const refit: Refit = {
        async fit(train, origin) {
          const values = train.row(0);
          assert.equal(values[values.length - 1], origin - 1);
          seen.push([values[0], values.length]);
          return naive();
        },
      };
      const {origins} = await backtest(counting, refit, {trainSteps: 15, step: 2, window});
      assert.deepEqual(origins, [15, 17, 19]);
      assert.deepEqual(
        seen,
        window === 'expanding'
          ? [
              [0, 15],
              [0, 17],
              [0, 19],
            ]
          : [
              [0, 15],
              [2, 15],
              [4, 15],
            ],
      );
    }
  });
  it('never shows a forecaster what came later', async () => {
    const {normal} = random(3);
    const series = Array.from({length: 60}, () => normal());
    const refit: Refit = {
      fit(train) {
        const row = train.row(0);
        const [x, y] = [row.slice(0, -1).map((v) => [v]), row.slice(1).map((v) => [v])];
        return leastSquares(x, y);
      },
    };
    const options = {lookback: 1, trainSteps: 30, step: 3};
    const first = await backtest(series, refit, options);
    const changed = await backtest(
      series.map((v, t) => (t < 45 ? v : 100 + v)),
      refit,
      options,
    );
    const known = first.origins.filter((origin) => origin <= 45).length;
    assert.deepEqual([...first.forecast.values.subarray(0, known)], [...changed.forecast.values.subarray(0, known)]);
    assert.notDeepEqual([...first.forecast.values], [...changed.forecast.values]);
  });
  it('gives a rule windows of the whole past, one origin at a time, and their origins', async () => {
    const lengths: number[] = [];
    const rule = (x: Series, origins: readonly number[]) => {
      lengths.push(x.timeSteps);
      return origins.map((origin) => [origin]);
    };
    const {errors} = await backtest(counting, rule, {trainSteps: 17});
    assert.deepEqual(lengths, [17, 18, 19]);
    assert.ok(errors.values.every((error) => error === 0));
    const together = await backtest(counting, rule, {trainSteps: 17, window: 'sliding'});
    assert.deepEqual(lengths.slice(3), [17]);
    assert.equal(together.errors.length, 3);
  });
  it('repeats a season without error and takes several features', async () => {
    const weeks = counting.map((t) => [t, Math.sin((2 * Math.PI * (t % 7)) / 7)]);
    const rule = (x: Series) =>
      seasonalNaive(7, {horizon: 3}).predict(
        Array.from({length: x.length}, (_, i) => x.row(i).filter((_value, k) => k % 2 === 1)),
      );
    const {errors, truth} = await backtest(weeks, rule, {horizon: 3, lookback: 8, target: 1});
    assert.ok(errors.values.every((error) => Math.abs(error) < 1e-12));
    assert.equal(truth.values[0], weeks[8][1]);
  });
  it('takes a network', async () => {
    await engine.start({seed: 1});
    const {forecast} = await backtest(counting, buildSimpleRnn({units: [3], dense: 2}), {horizon: 2, lookback: 5});
    assert.deepEqual(forecast.shape, [14, 2]);
    assert.ok(forecast.values.every(Number.isFinite));
  });
  it('refuses what cannot be', async () => {
    const refuses = (options: object, message: RegExp, series: number[] | number[][] = counting) =>
      assert.rejects(backtest(series, naive(), options as never), message);
    await refuses({}, /backtest: trainSteps must be given, the time steps before the first origin, got undefined$/);
    await refuses({lookback: 12, trainSteps: 5}, /lookback 12 is longer than the 5 steps before the first origin/);
    await refuses({lookback: 25}, /trainSteps 25 \+ gap 0 \+ horizon 1 need 26 steps, the series has 20/);
    await refuses({lookback: 5, horizon: 0}, /horizon must be a whole number >= 1, got 0/);
    await refuses({lookback: 5, step: 0}, /step must be/);
    await refuses({lookback: 0}, /trainSteps must be a whole number >= 1, got 0|lookback must be/);
    await refuses({lookback: 5, gap: -1}, /gap must be a whole number >= 0, got -1/);
    await refuses({lookback: 5, window: 'growing'}, /window must be 'expanding' or 'sliding', got 'growing'/);
    await refuses({lookback: 5, target: 1}, /target is feature 1, but the series has 0 to 0/);
    await refuses({lookback: 5, horizon: 2}, /must give 2 steps from each origin, got 1/);
    await refuses({lookback: 5, horizon: 2, gap: 3}, /must give 2 or, with the gap, 5 steps from each origin, got 1/);
    await refuses({lookback: 1}, /series holds NaN at place 1/, [1, Number.NaN, 3]);
    await refuses({lookback: 1}, /series must be \[time steps\]/, []);
  });
});

function ahead(x: Series, steps: number[]): number[][] {
  return Array.from({length: x.length}, (_, i) => steps.map((step) => x.row(i)[x.timeSteps - 1] + step));
}
