import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {generateTimeSeries, inputsAndTargets, Series} from '../../src/data';
import * as engine from '../../src/engine';
import {direct, errorsByHorizon, iterated, type Predictor, seq2seq} from '../../src/forecasting';
import {mse} from '../../src/metrics';
import {buildSimpleRnn, leastSquares, naive, seasonalNaive} from '../../src/models';
import {predict} from '../../src/training';

const waves = (count: number, steps: number, w: number) =>
  new Series(
    Float64Array.from({length: count * steps}, (_, i) => Math.sin(w * (i % steps) + Math.floor(i / steps))),
    [count, steps],
  );

describe('iterated', () => {
  before(() => engine.start({seed: 1}));
  it('continues a sine exactly with the rule x(t+1) = 2 cos(w) x(t) - x(t-1)', () => {
    const {x, y} = inputsAndTargets(waves(7, 25, 0.7), {lookback: 5, horizon: 20});
    const rule = (window: Series) => {
      const step = window.timeSteps;
      return Array.from({length: window.length}, (_, i) => [
        2 * Math.cos(0.7) * window.values[i * step + step - 1] - window.values[i * step + step - 2],
      ]);
    };
    assert.ok(mse(y, iterated(rule, x, {horizon: 20})) < 1e-24);
    const {x: past, y: next} = inputsAndTargets(waves(7, 3, 0.7), {lookback: 2});
    assert.ok(mse(y, iterated(leastSquares(past, next), x.steps(3, 5), {horizon: 20})) < 1e-20);
  });
  it('feeds a network its own forecasts, as the loop written out does', () => {
    const model = buildSimpleRnn({units: [6], dense: 1});
    const x = generateTimeSeries(4, 9);
    let rows = Array.from({length: 4}, (_, i) => x.row(i));
    const expected: number[][] = rows.map(() => []);
    for (let k = 0; k < 5; k++) {
      const next = predict(model, new Series(rows.flat(), [4, 9])).values;
      rows = rows.map((row, i) => [...row.slice(1), next[i]]);
      expected.forEach((row, i) => {
        row.push(next[i]);
      });
    }
    const before = tf.memory().numTensors;
    assert.deepEqual([...iterated(model, x, {horizon: 5}).values], expected.flat());
    assert.equal(tf.memory().numTensors, before);
  });
  it('asks a predictor of several outputs once a block, and takes the last step of a seq2seq model', () => {
    let calls = 0;
    const counter: Predictor = (x) => {
      calls++;
      const last = x.values[x.timeSteps - 1];
      return [[last + 1, last + 2, last + 3]];
    };
    assert.deepEqual([...iterated(counter, [[7, 8, 9]], {horizon: 7}).values], [10, 11, 12, 13, 14, 15, 16]);
    assert.equal(calls, 3);
    const everyStep: Predictor = (x) => [Array.from(x.values, (value) => [value + 1])];
    assert.deepEqual([...iterated(everyStep, [[7, 8, 9]], {horizon: 2}).values], [10, 11]);
  });
  it('moves what is known ahead along with the forecast', () => {
    // Feature 0 is a weekday that is known, feature 1 the target: tomorrow = today + weekday of today.
    const rule: Predictor = (x) => [[x.values[x.values.length - 1] + x.values[x.values.length - 2]]];
    const x = [
      [
        [1, 10],
        [2, 11],
      ],
    ];
    const forecast = iterated(rule, x, {horizon: 3, target: 1, known: [[[3], [4], [5]]]});
    assert.deepEqual([...forecast.values], [13, 16, 20]);
  });
  it('leaves its inputs as they are', () => {
    const x = generateTimeSeries(2, 6);
    const copy = [...x.values];
    iterated(naive(), x, {horizon: 4});
    assert.deepEqual([...x.values], copy);
  });
  it('refuses impossible horizons, targets, shapes and missing features', () => {
    const x = generateTimeSeries(2, 6);
    assert.throws(() => iterated(naive(), x, {horizon: 0}), /horizon must be a whole number >= 1, got 0/);
    assert.throws(
      () => iterated(naive(), x, {horizon: 1, target: 1}),
      /target is feature 1, but x has features 0 to 0/,
    );
    assert.throws(() => iterated(naive(), [1, 2], {horizon: 1}), /x must be \[examples, time steps\] .* got \[2\]/);
    assert.throws(() => iterated(naive(), [[[1, 2]]], {horizon: 1}), /others must be given as known, \[1, 1, 1\]/);
    assert.throws(
      () => iterated(naive(), [[[1, 2]]], {horizon: 3, known: [[[1], [2]]]}),
      /known must be \[1, 3, 1\], got \[1, 2, 1\]/,
    );
    assert.throws(() => iterated(naive(), [[]], {horizon: 1}), /with values, got \[1, 0\]/);
    assert.throws(
      () => iterated('naive' as never, x, {horizon: 1}),
      /iterated: predictor must be a network, something with predict\(x\), or a function, got 'naive'$/,
    );
    assert.throws(() => iterated(() => [1, 2, 3], x, {horizon: 1}), /must give \[2, outputs\] .* got \[3\]/);
  });
});

describe('direct and seq2seq', () => {
  before(() => engine.start({seed: 1}));
  const x = generateTimeSeries(3, 8);
  it('give the outputs of one network, or one network a step', () => {
    const model = buildSimpleRnn({units: [4], dense: 5});
    assert.deepEqual([...direct(model, x).values], [...predict(model, x).values]);
    const each = [1, 2, 3].map((k) => (window: Series) => Array.from({length: window.length}, () => k));
    const forecast = direct(each, x);
    assert.deepEqual(forecast.shape, [3, 3]);
    assert.deepEqual([...forecast.values], [1, 2, 3, 1, 2, 3, 1, 2, 3]);
  });
  it('equal the iterated forecast where a linear rule has no error', () => {
    const {x: past, y} = inputsAndTargets(waves(9, 8, 0.4), {lookback: 2, horizon: 6});
    const one = leastSquares(
      past,
      Array.from({length: 9}, (_, i) => [y.values[i * 6]]),
    );
    const [a, b] = [direct(leastSquares(past, y), past), iterated(one, past, {horizon: 6})];
    assert.ok(mse(a, b) < 1e-20 && mse(y, a) < 1e-20);
  });
  it('take the last step of [examples, time steps, horizon] and every step of a decoder', () => {
    const model = buildSimpleRnn({units: [4], returnSequences: true});
    const all = predict(model, x);
    const last = seq2seq(model, x, {horizon: 4});
    assert.deepEqual(last.shape, [3, 4]);
    for (let i = 0; i < 3; i++) {
      assert.deepEqual([...last.rows(i, i + 1).values], [...all.values.subarray(i * 32 + 28, i * 32 + 32)]);
    }
    const decoder: Predictor = () => [
      [[1], [2]],
      [[3], [4]],
      [[5], [6]],
    ];
    assert.deepEqual([...seq2seq(decoder, x, {horizon: 2}).values], [1, 2, 3, 4, 5, 6]);
  });
  it('free the tensors of a rule, and the one it gives', () => {
    const rule: Predictor = (window) => tf.tidy(() => window.toTensor().mean(1)).add(1);
    const before = tf.memory().numTensors;
    assert.deepEqual(direct(rule, x).shape, [3, 1]);
    assert.equal(tf.memory().numTensors, before);
  });
  it('refuse outputs that are not the horizon', () => {
    assert.throws(
      () => direct(naive({horizon: 3}), x, {horizon: 4}),
      /horizon is 4, but the predictor gives 3 outputs/,
    );
    assert.throws(() => direct([naive(), naive()], x, {horizon: 4}), /horizon is 4, but there are 2 predictors/);
    assert.throws(() => direct([naive({horizon: 2})], x), /predictor 0 of a list must give one output, got 2/);
    assert.throws(() => direct([], x), /direct: predictor must not be an empty list, got \[\]$/);
    assert.throws(() => direct(naive(), x, {horizon: 1.5}), /horizon must be a whole number >= 1, got 1.5/);
    assert.throws(
      () => seq2seq(naive({horizon: 7}), x, {horizon: 7}),
      /must give \[3, time steps, 7\] or \[3, 7, 1\], got \[3, 7\]/,
    );
  });
});

describe('errorsByHorizon', () => {
  it('has the errors of each column, and their mean is the MSE of all', () => {
    const truth = [
      [1, 2],
      [3, 4],
      [5, 9],
    ];
    const forecast = [
      [2, 2],
      [3, 2],
      [3, 8],
    ];
    const {steps, mse: squares, mae, bias, rmse, standardError} = errorsByHorizon(truth, forecast);
    assert.deepEqual(steps, [1, 2]);
    assert.deepEqual(
      [squares, mae],
      [
        [5 / 3, 5 / 3],
        [1, 1],
      ],
    );
    assert.deepEqual(bias, [-1 / 3, -1]);
    assert.deepEqual(rmse, squares.map(Math.sqrt));
    assert.ok(Math.abs((squares[0] + squares[1]) / 2 - mse(truth, forecast)) < 1e-15);
    // squared errors 1, 0, 4: variance 13/3
    assert.ok(Math.abs(standardError[0] - Math.sqrt(13 / 3 / 3)) < 1e-12);
  });
  it('is 0 at every step for a perfect forecast, also of one example', () => {
    const {mse: squares, standardError} = errorsByHorizon([[1, 2, 3]], [[1, 2, 3]]);
    assert.deepEqual(
      [squares, standardError],
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
    );
  });
  it('grows with the step for the naive forecast of smooth series', () => {
    const {x, y} = inputsAndTargets(generateTimeSeries(500, 20), {lookback: 10, horizon: 3});
    const {mse: squares} = errorsByHorizon(y, naive({horizon: 3}).predict(x));
    assert.ok(squares[0] < squares[1] && squares[1] < squares[2]);
    assert.deepEqual(errorsByHorizon(y, seasonalNaive(1, {horizon: 3}).predict(x)).mse, squares);
  });
  it('refuses other shapes', () => {
    assert.throws(() => errorsByHorizon([[1, 2]], [1, 2]), /yTrue is \[1, 2\] but yPred \[2, 1\]/);
    assert.throws(() => errorsByHorizon([[[1]]], [[[1]]]), /yTrue must be \[examples, horizon\] with values/);
  });
});
