import assert from 'node:assert/strict';
import {
  asNdArray,
  fitScaler,
  generateTimeSeries,
  inputsAndTargets,
  Series,
  split,
  splitExamples,
  splitInTime,
  Targets,
  windows,
} from '../../src/data';

const counting = (n: number) => Array.from({length: n}, (_, i) => i);

describe('Series', () => {
  const series = new Series(counting(24), [2, 4, 3]);
  it('cuts rows and steps along their own axes', () => {
    assert.deepEqual(series.steps(1, 3).shape, [2, 2, 3]);
    assert.deepEqual([...series.steps(1, 3).values.slice(0, 6)], [3, 4, 5, 6, 7, 8]);
    assert.deepEqual(series.rows(1).row(0), counting(24).slice(12));
  });
  it('gives tensors with a features axis; targets keep their shape', () => {
    const tensor = new Series(counting(6), [2, 3]).toTensor();
    const targets = new Targets(counting(2), [2, 1]).toTensor();
    assert.deepEqual([tensor.shape, tensor.dtype, targets.shape], [[2, 3, 1], 'float32', [2, 1]]);
    tensor.dispose();
    targets.dispose();
  });
  it('adds and subtracts targets one by one, leaves both as they were and refuses to broadcast', () => {
    const [a, b] = [new Targets([1, 2, 3], [3, 1]), new Targets([10, 20, 40], [3, 1])];
    assert.deepEqual([...a.plus(b).values], [11, 22, 43]);
    assert.deepEqual([...a.minus(b).values], [-9, -18, -37]);
    assert.deepEqual(
      [a.minus(b).shape, [...a.values]],
      [
        [3, 1],
        [1, 2, 3],
      ],
    );
    assert.throws(() => a.plus(new Targets([1, 2, 3], [3])), /plus needs equal shapes, got \[3, 1\] and \[3\]/);
    assert.throws(() => a.minus(new Targets([1], [1, 1])), RangeError);
  });
  it('refuses shapes that do not hold the values, and cuts that do not exist', () => {
    assert.throws(() => new Series([1, 2, 3], [2, 2]), /shape \[2, 2\] holds 4 numbers, got 3/);
    assert.throws(() => series.steps(2, 9), /time steps 2 to 9 do not lie within the 4/);
    assert.throws(() => series.rows(1, 1), RangeError);
  });
});

describe('asNdArray', () => {
  it('reads nested lists and names the row that is too short', () => {
    assert.deepEqual(
      asNdArray([
        [1, 2],
        [3, 4],
      ]).shape,
      [2, 2],
    );
    assert.throws(() => asNdArray([[1, 2], [3]], 'y'), /y\[1\] has shape \[1\] but y\[0\] has shape \[2\]/);
    assert.throws(() => asNdArray(['1'] as never), /numbers\[0\] must be a number/);
  });
});

describe('windows', () => {
  it('put the targets right after the inputs', () => {
    const {x, y, starts} = windows(counting(10), {lookback: 3, horizon: 2, stride: 2});
    assert.deepEqual(starts, [0, 2, 4]);
    assert.deepEqual(x.row(1), [2, 3, 4]);
    assert.deepEqual([...y.values], [3, 4, 5, 6, 7, 8]);
  });
  it('exist in the number that the formula says, for every size', () => {
    for (let n = 2; n < 14; n++) {
      for (let lookback = 1; lookback < n; lookback++) {
        const {starts} = windows(counting(n), {lookback});
        assert.equal(starts.length, n - lookback);
      }
    }
  });
  it('refuse a series that is shorter than one window', () => {
    assert.throws(
      () => windows([1, 2, 3], {lookback: 3}),
      /windows: lookback 3 \+ horizon 1 need 4 values, the series has 3$/,
    );
    assert.throws(() => windows([1, 2, 3], {lookback: 1.5}), /lookback must be a whole number/);
  });
  it('of a set are its first and its next steps', () => {
    const set = generateTimeSeries(5, 12);
    const {x, y} = inputsAndTargets(set, {lookback: 10, horizon: 2});
    assert.deepEqual(
      [x.shape, y.shape],
      [
        [5, 10],
        [5, 2],
      ],
    );
    assert.equal(y.values[2], set.values[12 + 10]);
    assert.throws(() => inputsAndTargets(set, {lookback: 12}), RangeError);
  });
});

describe('splits', () => {
  it('keep order, share nothing, and lose nothing', () => {
    const {train, valid, test} = split(counting(10), {train: 7, valid: 2, test: 1});
    assert.deepEqual([...train, ...valid, ...test], counting(10));
    const inTime = splitInTime(counting(20));
    assert.deepEqual([inTime.train.length, inTime.valid.length, inTime.test.length], [14, 4, 2]);
    assert.ok(Math.max(...inTime.train) < Math.min(...inTime.valid));
  });
  it('cut inputs and targets to the same rows', () => {
    const examples = inputsAndTargets(generateTimeSeries(10, 6), {lookback: 5});
    const {test} = splitExamples(examples, {train: 7, valid: 2, test: 1});
    assert.equal(test.y.values[0], examples.y.values[9]);
    assert.throws(
      () => split(counting(5), {train: 5, valid: 1, test: 1}),
      /split: train 5 \+ valid 1 \+ test 1 = 7 examples, but there are 5$/,
    );
  });
});

describe('fitScaler', () => {
  it('gives training values mean 0 and deviation 1, and inverts exactly', () => {
    const scaler = fitScaler([1, 2, 3, 4]);
    const scaled = scaler.transform([1, 2, 3, 4]);
    assert.ok(Math.abs(scaled.reduce((a, b) => a + b)) < 1e-12);
    assert.ok(Math.abs(scaled.reduce((a, b) => a + b * b, 0) / 4 - 1) < 1e-12);
    scaler.inverse(scaled).forEach((value, i) => {
      assert.ok(Math.abs(value - (i + 1)) < 1e-12);
    });
  });
  it('does not look at other sets: test values may leave 0 ... 1', () => {
    const scaler = fitScaler([10, 20], {kind: 'min-max'});
    assert.deepEqual([...scaler.transform([10, 20, 30])], [0, 1, 2]);
  });
  it('scales each series by itself and keeps the form', () => {
    const set = new Series([0, 10, 100, 300], [2, 2]);
    const scaled = fitScaler(set, {kind: 'min-max', perSeries: true}).transform(set);
    assert.ok(scaled instanceof Series);
    assert.deepEqual([...scaled.values], [0, 1, 0, 1]);
    const scaler = fitScaler(set, {perSeries: true});
    assert.throws(() => scaler.transform(set.rows(0, 1)), /fitted on 2 series, one scale each, but got 1/);
  });
  it('keeps a constant series finite and refuses NaN', () => {
    assert.deepEqual([...fitScaler([5, 5]).transform([5, 6])], [0, 1]);
    assert.throws(() => fitScaler([1, Number.NaN]), /fitScaler: train holds NaN at place 1, not a finite number$/);
  });
});
