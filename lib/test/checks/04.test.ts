import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parts} from '../../src/checks/04';
import {drawRegression, regression} from '../../src/checks/04/closed-form';
import {dayErrors, drawErrors} from '../../src/checks/04/day-errors';
import {drawWeek} from '../../src/checks/04/last-value';
import {drawPool, pool} from '../../src/checks/04/pooled-windows';
import {stepTargets} from '../../src/checks/04/step-targets';
import {lastValues, moved, unseenWeeks, WEEK} from '../../src/checks/04/week-data';
import {WEEK_PART} from '../../src/checks/04/week-network';
import {asChanges, random, Series, seq2seqExamples, Targets, windowsOfEach} from '../../src/data';
import {errorsByHorizon} from '../../src/forecasting';
import {leastSquares, naive} from '../../src/models';

const near = (actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-9) => {
  assert.equal(actual.length, expected.length);
  Array.from(actual).forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) <= tolerance, `${value} is not ${expected[i]} at ${i}`);
  });
};
const series = (rows: number[][]) => new Series(rows.flat(), [rows.length, rows[0].length]);
const targets = (rows: number[][]) => new Targets(rows.flat(), [rows.length, rows[0].length]);

describe('the references of exercise 04', () => {
  const source = random(4);

  it('cut the windows that data.windowsOfEach cuts', () => {
    const one = drawPool(source, [14, 9, 20], {lookback: 4, horizon: 3, stride: 3});
    const {x, y} = windowsOfEach(one.series, {lookback: 4, horizon: 3, stride: 3});
    near(pool(one).x.flat(), x.values, 0);
    near(pool(one).y.flat(), y.values, 0);
  });

  it('measure the errors that forecasting.errorsByHorizon measures', () => {
    const {truth, forecast} = drawErrors(source, 9, 5);
    near(dayErrors({truth, forecast}), errorsByHorizon(targets(truth), targets(forecast)).mse);
  });

  it('have the targets of data.seq2seqExamples, each step less its own value', () => {
    const {window, future} = drawWeek(source, 8, 3);
    const {y} = seq2seqExamples(series([[...window, ...future]]), {lookback: 8, horizon: 3});
    near(
      stepTargets({window, future}).flatMap((row, t) => row.map((value) => value + window[t])),
      y.values,
    );
  });

  it('solve the line that models.leastSquares solves, with and without a ridge', () => {
    const one = drawRegression(source, 40, 5, 3);
    for (const ridge of [0, 2]) {
      const line = leastSquares(series(one.x), targets(one.y), {ridge});
      near(regression(one, {ridge}).flat(), line.predict(series(one.windows)).values, 1e-8);
    }
    assert.notDeepEqual(regression(one, {bias: false}), regression(one));
  });
});

describe('the series of exercise 04', () => {
  const weeks = unseenWeeks(5, 3);

  it('have 8 windows of 30 days and 7 to forecast, one step or seven', () => {
    assert.deepEqual(weeks.x.shape, [24, WEEK.lookback]);
    assert.deepEqual(weeks.y.shape, [24, WEEK.horizon]);
    assert.deepEqual(unseenWeeks(5, 3, 8).y.shape, [24, 8]);
  });

  it('lose their last value, and get it back', () => {
    const {x, y} = asChanges(weeks);
    near(lastValues(x), Array(24).fill(0));
    near(moved(y, lastValues(weeks.x), 1).values, weeks.y.values, 1e-12);
    const changes = naive({horizon: 7}).predict(weeks.x).minus(weeks.y).values;
    near(
      y.values.map((value) => -value),
      changes,
    );
  });
});

describe('the limit of exercise 04', () => {
  it('is mean + 4 deviations of 20 recorded trainings, and below every rule that fits nothing', () => {
    const path = join(__dirname, '../../../ci/experiments/results/exercise-04.json');
    const {live, rules} = JSON.parse(readFileSync(path, 'utf8')) as {
      live: Record<string, {part: number}[]>;
      rules: Record<string, {part: number}>;
    };
    const runs = live.seq2vec;
    assert.ok(runs.length >= 20);
    const mean = runs.reduce((sum, {part}) => sum + part / runs.length, 0);
    const squares = runs.reduce((sum, {part}) => sum + (part - mean) ** 2, 0);
    assert.equal(WEEK_PART, Math.ceil(1000 * (mean + 4 * Math.sqrt(squares / (runs.length - 1)))) / 1000);
    for (const name of ['last value', 'last week', 'mean of four weeks']) assert.ok(rules[name].part > WEEK_PART, name);
  });
});

describe('exercise 04', () => {
  it('has 19 points in seven parts', () => {
    assert.equal(parts.length, 7);
    assert.equal(
      parts.reduce((sum, {points}) => sum + points, 0),
      19,
    );
  });
});
