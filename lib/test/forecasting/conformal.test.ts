import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {backtest, conformal, rollingConformal} from '../../src/forecasting';
import {coverage, intervalWidth} from '../../src/metrics';
import {naive} from '../../src/models';

const {normal} = random(17);
const zeros = (length: number) => Array<number>(length).fill(0);
const draw = (length: number, size = 1) => Array.from({length}, () => size * normal());

describe('conformal', () => {
  it('takes the ⌈(n + 1) coverage⌉-th smallest error of each step', () => {
    const truth = [
      [1, 10],
      [-3, 20],
      [2, -30],
      [5, 40],
    ];
    const {radius, count, around} = conformal(
      truth,
      truth.map(() => [0, 0]),
      {coverage: 0.6},
    );
    assert.deepEqual([radius, count], [[3, 30], 4]); // ⌈5 · 0.6⌉ = 3
    const {lower, upper} = around([[100, 100]]);
    assert.deepEqual(
      [[...lower.values], [...upper.values]],
      [
        [97, 70],
        [103, 130],
      ],
    );
  });
  it('takes the largest of nine errors for 0.9, and not the tenth by rounding', () => {
    const truth = Array.from({length: 9}, (_, i) => i + 1);
    assert.deepEqual(conformal(truth, zeros(9)).radius, [9]);
  });
  it('covers a new truth exactly as often as the theory says', () => {
    // Over many calibration sets of n: the probability is ⌈(n + 1) c⌉ / (n + 1), here 18/20 for n = 19.
    let inside = 0;
    const trials = 4000;
    for (let trial = 0; trial < trials; trial++) {
      const [radius] = conformal(draw(19), zeros(19), {coverage: 0.88}).radius;
      if (Math.abs(normal()) <= radius) inside++;
    }
    assert.ok(Math.abs(inside / trials - 0.9) < 0.015, `${inside / trials}`);
  });
  it('has intervals of no width for perfect forecasts', () => {
    const y = draw(30);
    const {around} = conformal(y, y);
    const {lower, upper} = around(y);
    assert.equal(intervalWidth(lower, upper), 0);
    assert.equal(
      coverage(
        y.map((v) => [v]),
        lower,
        upper,
      ).share,
      1,
    );
  });
  it('refuses too few examples, other shapes and impossible coverages', () => {
    assert.throws(() => conformal(draw(18), zeros(18), {coverage: 0.95}), /coverage 0.95 needs at least 19 .* got 18/);
    assert.throws(() => conformal(draw(9), zeros(8)), /yTrue is \[9, 1\] but yPred \[8, 1\]/);
    assert.throws(
      () => conformal([[1, 2]], [[1, 2]], {coverage: 0.5}).around([[1]]),
      /calibrated for 2 steps .* has 1/,
    );
    assert.throws(() => conformal(draw(9), zeros(9), {coverage: 90}), /coverage must lie between 0 and 1/);
    assert.throws(() => conformal([Number.NaN], [0]), /yTrue holds NaN at place 0/);
  });
});

/** The same rule step by step, from its definition, for one step ahead. */
function slowAdaptive(errors: number[], target: number, gamma: number, memory: number, warmUp: number) {
  let alpha = target;
  return errors.slice(warmUp).map((error, i) => {
    const past = errors.slice(Math.max(0, i + warmUp - memory), i + warmUp).sort((a, b) => a - b);
    const place = Math.ceil((past.length + 1) * (1 - alpha) - 1e-9);
    const radius = alpha <= 0 || place > past.length ? Number.POSITIVE_INFINITY : place < 1 ? 0 : past[place - 1];
    const level = 1 - alpha;
    alpha += gamma * (target - (level <= 0 || error > radius ? 1 : 0));
    return {radius, level};
  });
}

describe('rollingConformal', () => {
  it('is the definition, written out, with and without adapting', () => {
    const truth = draw(200).map((v, t) => v * (1 + t / 50));
    for (const [adapt, memory, warmUp] of [
      [0, 1000, 9],
      [0.05, 40, 20],
      [0.3, 12, 9],
    ]) {
      const found = rollingConformal(truth, zeros(200), {adapt, memory, warmUp});
      const expected = slowAdaptive(truth.map(Math.abs), 0.1, adapt, memory, warmUp);
      assert.equal(found.from, warmUp);
      assert.deepEqual(
        [...found.upper.values],
        expected.map(({radius}) => radius),
      );
      found.levels.values.forEach((level, i) => {
        assert.ok(Math.abs(level - expected[i].level) < 1e-12);
      });
    }
  });
  it('knows an error k steps ahead only k steps later', () => {
    const truth = Array.from({length: 40}, (_, i) => [i + 1, 1000 * (i + 1)]);
    const {from, upper} = rollingConformal(
      truth,
      truth.map(() => [0, 0]),
      {coverage: 0.5, warmUp: 1},
    );
    // Row 2 is the first that knows an error two steps ahead: that of row 0; one step ahead it knows rows 0 and 1.
    assert.equal(from, 2);
    assert.deepEqual([...upper.values.subarray(0, 2)], [2, 1000]);
    const wide = rollingConformal(
      truth,
      truth.map(() => [0, 0]),
      {coverage: 0.5, warmUp: 1, step: 2, gap: 3},
    );
    assert.equal(wide.from, 3); // gap 3 and two steps are known after 5 steps: three rows of 2
  });
  it('covers a steady series as often as it aims to', () => {
    const {
      coverage: share,
      coverageByStep,
      lower,
      upper,
      from,
    } = rollingConformal(draw(3000), zeros(3000), {memory: 300});
    assert.ok(Math.abs(share - 0.9) < 0.02, `${share}`);
    assert.deepEqual(coverageByStep, [share]);
    assert.ok(lower.values.every((low, i) => low === -upper.values[i]));
    assert.equal(lower.length, 3000 - from);
  });
  it('holds its coverage through a change only when it adapts, within the bound of the theory', () => {
    const truth = [...draw(500), ...draw(1500).map((v, t) => v * (1 + t / 100))];
    const options = {memory: 200, coverage: 0.9};
    const fixed = rollingConformal(truth, zeros(2000), options);
    const adaptive = rollingConformal(truth, zeros(2000), {...options, adapt: 0.05});
    assert.ok(fixed.coverage < 0.88, `${fixed.coverage}`);
    const bound = (0.9 + 0.05) / (0.05 * (2000 - adaptive.from));
    assert.ok(Math.abs(adaptive.coverage - 0.9) <= bound, `${adaptive.coverage}, bound ${bound}`);
    const finite = rollingConformal(truth, zeros(2000), {...options, adapt: 0.05, finite: true});
    assert.equal(intervalWidth(adaptive.lower, adaptive.upper), Number.POSITIVE_INFINITY);
    assert.ok(Number.isFinite(intervalWidth(finite.lower, finite.upper)));
    assert.ok(finite.coverage > fixed.coverage, `${finite.coverage}`);
  });
  it('counts a point that holds the truth as missed, so that perfect forecasts do not drive the level away', () => {
    const {levels, coverage: share} = rollingConformal(zeros(500), zeros(500), {adapt: 0.2});
    assert.equal(share, 1);
    assert.ok(levels.values.every((level) => level > -0.2 && level <= 0.9));
  });
  it('takes a backtest as it is', async () => {
    let level = 0;
    const walk = Array.from({length: 400}, () => {
      level += normal();
      return level;
    });
    const {truth, forecast, step, gap} = await backtest(walk, naive({horizon: 4}), {horizon: 4, lookback: 1, step: 2});
    const {lower, upper, coverageByStep, from, coverage: share} = rollingConformal(truth, forecast, {step, gap});
    const found = coverage(truth.rows(from), lower, upper);
    assert.ok(Math.abs(found.share - share) < 1e-12 && found.low < 0.9 && found.high > 0.9, `${found.share}`);
    assert.equal(coverageByStep.length, 4);
    const widths = [0, 1, 2, 3].map((k) => upper.values[k] - lower.values[k]);
    assert.ok(widths[0] < widths[3]);
  });
  it('refuses impossible options and too few rows', () => {
    const refuses = (options: object, message: RegExp, rows = 50) =>
      assert.throws(() => rollingConformal(draw(rows), zeros(rows), options), message);
    refuses({}, /9 rows are too few; the first interval needs 9 known errors, so row 9/, 9);
    refuses({adapt: -0.1}, /adapt must lie in \[0, 1\), got -0.1/);
    refuses({memory: 5}, /memory must be a whole number >= 9, got 5/);
    refuses({warmUp: 3}, /warmUp must be a whole number >= 9, got 3/);
    refuses({memory: 10, warmUp: 20}, /warmUp 20 is more than the 10 errors of memory/);
    refuses({step: 0}, /step must be/);
    refuses({gap: -1}, /gap must be a whole number >= 0/);
    refuses({coverage: 1}, /coverage must lie between 0 and 1/);
  });
});
