import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parts} from '../../src/checks/13';
import {drawLine, goOn} from '../../src/checks/13/feedback';
import {DAYS, DAYS_PART, SINES_LIMIT} from '../../src/checks/13/forecast-tasks';
import {judge, meanSquare, standsAlone} from '../../src/checks/13/judged-forecasts';
import {drawRepeat, lastSeason} from '../../src/checks/13/repeat-rules';
import {drawSine, leastSquaresCoefficient, noisySine, sineValues} from '../../src/checks/13/sine-law';
import {cut} from '../../src/checks/13/window-cuts';
import {generateBirths, random, Series, windows} from '../../src/data';
import {mse} from '../../src/metrics';
import {leastSquares, seasonalMean, seasonalNaive} from '../../src/models';

const near = (actual: number, expected: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

describe('the references of exercise 13', () => {
  const source = random(3);

  it('have sines that obey the law, and break it where the frequency is another', () => {
    const one = drawSine(source, 9);
    const x = sineValues(one);
    const rest = (omega: number) => x.slice(2).map((next, t) => next + x[t] - 2 * Math.cos(omega) * x[t + 1]);
    for (const value of rest(one.omega)) near(value, 0);
    assert.ok(rest(one.omega + 0.1).some((value) => Math.abs(value) > 0.01));
  });

  it('find the frequency of a sine without noise, and the lowest error of one with noise', () => {
    near(leastSquaresCoefficient(sineValues({omega: 0.7, phase: 1, size: 2, steps: 20})), 2 * Math.cos(0.7));
    const x = noisySine(8, 30, 0.3);
    const error = (c: number) => x.slice(2).reduce((sum, next, t) => sum + (next + x[t] - c * x[t + 1]) ** 2, 0);
    let [low, high] = [-3, 3];
    for (let round = 0; round < 100; round++) {
      const third = (high - low) / 3;
      if (error(low + third) < error(high - third)) high -= third;
      else low += third;
    }
    near(leastSquaresCoefficient(x), low, 1e-6);
  });

  it('cut the windows that data.windows cuts', () => {
    const series = Array.from({length: 23}, () => source.uniform());
    for (const [lookback, horizon] of [
      [5, 3],
      [1, 1],
      [20, 3],
    ]) {
      const {x, y} = windows(series, {lookback, horizon});
      const own = cut({series, lookback, horizon});
      assert.deepEqual(own.x.flat(), Array.from(x.values));
      assert.deepEqual(own.y.flat(), Array.from(y.values));
    }
  });

  it('go on along a sine when the line is its law', () => {
    const all = sineValues({omega: 0.4, phase: 2, size: 1, steps: 30});
    const said = goOn({weights: [-1, 2 * Math.cos(0.4)], bias: 0, x: all.slice(8, 10), horizon: 20});
    said.forEach((value, k) => {
      near(value, all[10 + k], 1e-9);
    });
  });

  it('come to rest where the line leaves a value as it is', () => {
    const one = drawLine(source, 3, 1);
    const fixed = one.bias / (1 - one.weights.reduce((sum, weight) => sum + weight, 0));
    for (const value of goOn({...one, x: [fixed, fixed, fixed], horizon: 6})) near(value, fixed);
  });

  it('repeat the season that models.seasonalNaive repeats', () => {
    for (const [steps, season, horizon] of [
      [9, 4, 11],
      [7, 7, 3],
      [5, 1, 2],
    ]) {
      const one = drawRepeat(source, steps, season, horizon);
      const {values} = seasonalNaive(season, {horizon}).predict(new Series(one.x, [1, steps]));
      assert.deepEqual(lastSeason(one), Array.from(values));
    }
  });
});

describe('the limits of exercise 13', () => {
  it('SINES_LIMIT is the largest mean + 4 deviations of the recorded networks, and far below the line', () => {
    const path = join(__dirname, '../../../ci/experiments/results/exercise-13.json');
    const {networks, rules} = JSON.parse(readFileSync(path, 'utf8')) as {
      networks: Record<string, {runs: {testMse: number}[]}>;
      rules: Record<string, number>[];
    };
    const limits = Object.values(networks).map(({runs}) => {
      assert.ok(runs.length >= 20);
      const mean = runs.reduce((sum, {testMse}) => sum + testMse / runs.length, 0);
      const squares = runs.reduce((sum, {testMse}) => sum + (testMse - mean) ** 2, 0);
      return mean + 4 * Math.sqrt(squares / (runs.length - 1));
    });
    assert.equal(SINES_LIMIT, Number(Math.max(...limits).toPrecision(3)));
    assert.ok(rules.every((one) => one['least squares'] > 3 * SINES_LIMIT));
  });

  it('DAYS_PART leaves room for mean + 4 deviations of a line and of a mean of four weeks', () => {
    const {lookback, horizon, season} = DAYS;
    const ratios = {line: [] as number[], weeks: [] as number[]};
    for (let seed = 1; seed <= 20; seed++) {
      const days = generateBirths(1000 + seed).values.subarray(100 * seed, 100 * seed + 900);
      const train = windows(days.subarray(0, 500), {lookback, horizon});
      const test = windows(days.subarray(500), {lookback, horizon, stride: 3});
      const errorOf = (rule: {predict: (x: Series) => Parameters<typeof mse>[1]}) => mse(test.y, rule.predict(test.x));
      const repeated = errorOf(seasonalNaive(season, {horizon}));
      ratios.line.push(errorOf(leastSquares(train.x, train.y)) / repeated);
      ratios.weeks.push(errorOf(seasonalMean(season, {seasons: 4, horizon})) / repeated);
    }
    for (const all of Object.values(ratios)) {
      const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
      const deviation = Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (all.length - 1));
      assert.ok(mean + 4 * deviation <= DAYS_PART, `${mean} + 4 * ${deviation}`);
    }
    assert.ok(DAYS_PART < 1);
  });
});

describe('judge', () => {
  const source = random(5);
  const y = Array.from({length: 20}, () => Array.from({length: 4}, () => source.uniform(-1, 1)));
  const x = y.map(() => [source.uniform(2, 3), source.uniform(2, 3)]);
  const after = y.map(() => source.uniform(-1, 1));
  const base = {path: 'f', x, y, after, limit: 0.01, meaning: 'a limit', rules: []};
  const say = (actual: unknown, more = {}) => judge({...base, ...more, actual}).message;

  it('passes what is near enough, in whatever lists it comes', () => {
    assert.ok(judge({...base, actual: y}).passed);
    assert.ok(judge({...base, actual: y.map((row) => Float64Array.from(row, (value) => value + 0.05))}).passed);
    assert.ok(!judge({...base, actual: y.map((row) => row.map((value) => value + 0.2))}).passed);
  });

  it('measures the mean square of all steps', () => {
    near(meanSquare([[1, 2]], [[2, 4]]), 2.5);
  });

  it('names what alone would make a forecast pass', () => {
    assert.match(say(y.map((row) => [...row].reverse())), /backwards/);
    assert.match(say(y.map((row, i) => [...row.slice(1), after[i]])), /one step late/);
    assert.match(say(y.map((row, i) => [x[i][1], ...row.slice(0, -1)])), /one step early/);
    assert.match(say(y.map((row, i) => row.map((value) => value - x[i][1]))), /add that value back/);
    assert.match(say([...y.slice(1), y[0]]), /moved by one/);
    assert.match(say(y.map((row) => row.map((value) => -value))), /sign/);
    const scale = {mean: 40, deviation: 3};
    assert.match(
      say(
        y.map((row) => row.map((value) => (value - 40) / 3)),
        {scale},
      ),
      /scale them back/,
    );
    assert.match(
      say(
        y.map((row) => row.map((value) => value - 40)),
        {scale},
      ),
      /mean is missing/,
    );
  });

  it('says of other forms what form is wanted', () => {
    assert.match(say(undefined), /return missing/);
    assert.match(say(3), /no list/);
    assert.match(say(y.flat()), /in one list/);
    assert.match(say(y[0].map((_, k) => y.map((row) => row[k]))), /exchanged/);
    assert.match(say(y.slice(1)), /a list of 19/);
    assert.match(say(y.map((row) => row.slice(1))), /has 3 forecasts/);
    assert.match(say(y.map((row) => row.map(() => 'x'))), /no finite number/);
    assert.match(say(y.map(([first]) => first)), /one step only/);
    assert.match(say(y.map((row) => row.map(() => 0.5))), /same number/);
    assert.match(say(y.map(() => [1, 2, 3, 4])), /same forecasts/);
  });
});

describe('standsAlone', () => {
  const ask = (rule: (count: number) => number) => async (count: number) =>
    Array.from({length: count}, (_, i) => [i, rule(count)]);

  it('passes what says the same of a window whoever stands beside it, and what says something else each time', async () => {
    let calls = 0;
    for (const rule of [() => 3, () => ++calls]) {
      const {passed} = await standsAlone(ask(rule), 'f', 10, 1e-9);
      assert.ok(passed);
    }
  });

  it('finds what reads the other windows', async () => {
    const {passed, message} = await standsAlone(
      ask((count) => count),
      'f',
      10,
      1e-9,
    );
    assert.ok(!passed);
    assert.match(message, /changes with the other windows/);
  });
});

describe('exercise 13', () => {
  it('has 18 points in seven parts', () => {
    assert.equal(parts.length, 7);
    assert.equal(
      parts.reduce((sum, {points}) => sum + points, 0),
      18,
    );
  });
});
