import assert from 'node:assert/strict';
import {data, forecasting, models} from '../../src';

describe('meanOfKind', () => {
  it('averages the known steps of the same kind, and all known steps where there is none', () => {
    const rule = forecasting.meanOfKind([0, 1, 0, 1, 1, 2], 2);
    const forecast = rule(new data.Series([10, 4, 20, 6], [1, 4]), [4]) as data.Targets;
    assert.deepEqual(Array.from(forecast.values), [5, 10]);
  });
  it('is the mean of four seasons where the kinds are the days of the week', async () => {
    const series = Array.from({length: 80}, (_, t) => Math.sin(t * t));
    const kinds = series.map((_, t) => t % 7);
    const options = {lookback: 28, horizon: 7, trainSteps: 30};
    const byKind = await forecasting.backtest(series, forecasting.meanOfKind(kinds, 7), options);
    const bySeason = await forecasting.backtest(series, models.seasonalMean(7, {horizon: 7}), options);
    byKind.forecast.values.forEach((value, i) => {
      assert.ok(Math.abs(value - bySeason.forecast.values[i]) < 1e-12);
    });
  });
  it('reads the first feature', () => {
    const rule = forecasting.meanOfKind([0, 0, 0], 1);
    const forecast = rule(new data.Series([1, 50, 3, 60], [1, 2, 2]), [2]) as data.Targets;
    assert.deepEqual(Array.from(forecast.values), [2]);
  });
  it('refuses to forecast beyond the kinds', () => {
    const rule = forecasting.meanOfKind([0, 0, 0], 2);
    assert.throws(() => rule(new data.Series([1, 2], [1, 2]), [2]), /3 kinds do not reach 2 steps from origin 2/);
    assert.throws(() => forecasting.meanOfKind([0], 0), /horizon/);
  });
});
