import assert from 'node:assert/strict';
import {anomaliesByError} from '../../src/metrics';

// Errors 1, 2, 3, 2, 1 in training, so the limit is 3 · 1.4826 · 2 = 8.9; steps 6 and 8 of the test exceed it.
const expected = [0, 0, 0, 0, 0, 0, 0, 0];
const series = [99, 1, -2, 3, -2, 1, 20, 5, -9];
const options = {from: 1, train: 6, anomalies: [{start: 6, end: 8}]};

describe('anomaliesByError', () => {
  it('takes its limit from the median error of the training part', () => {
    const {limit} = anomaliesByError(series, expected, options);
    assert.ok(Math.abs(limit - 3 * 1.4826 * 2) < 1e-12);
    const spoiled = series.map((value, t) => (t === 3 ? 1000 : value)); // an anomaly in training
    assert.equal(anomaliesByError(spoiled, expected, options).limit, limit);
  });
  it('scores the calls of the test part alone', () => {
    const {scores} = anomaliesByError(series, expected, options);
    assert.deepEqual(scores, {called: 2, anomalous: 2, precision: 0.5, recall: 0.5, F1: 0.5});
    assert.equal(anomaliesByError(series, expected, {...options, deviations: 10}).scores.called, 0);
  });
  it('gives parts with what was expected, NaN before the first forecast', () => {
    const [training, test] = anomaliesByError(series, expected, options).panels;
    assert.ok(Number.isNaN(training.interval.lower[0]) && training.interval.upper[1] > 8.8);
    assert.deepEqual([training.detected, test.detected, test.start], [[], [6, 8], 6]);
    assert.deepEqual([...test.values], [20, 5, -9]);
  });
  it('names what does not fit', () => {
    assert.throws(() => anomaliesByError(series, [1, 2], options), /need 8 forecasts and a test part, got 2/);
    assert.throws(() => anomaliesByError(series, expected, {...options, train: 9}), /test part/);
    assert.throws(() => anomaliesByError(series, expected, {...options, from: -1}), /anomaliesByError: from/);
  });
});
