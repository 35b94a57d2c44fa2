import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random, Series} from '../../src/data';
import * as engine from '../../src/engine';
import {buildDense, buildSimpleRnn, inputSlopes} from '../../src/models';
import {compile, predict} from '../../src/training';

describe('inputSlopes', () => {
  before(() => engine.start({seed: 3}));
  const {normal} = random(5);
  const series = (shape: number[]) =>
    new Series(
      Array.from({length: shape.reduce((a, b) => a * b, 1)}, () => 0.5 * normal()),
      shape,
    );

  it('gives the weights of a linear model, the same for every series', () => {
    const model = compile(buildDense({lookback: 4}));
    const weights = Array.from(model.getWeights()[0].dataSync());
    const {mean, deviation, slopes} = inputSlopes(model, series([6, 4]));
    mean.forEach((slope, t) => {
      assert.ok(Math.abs(slope - weights[t]) < 1e-6, `${slope} against ${weights[t]}`);
    });
    assert.ok(deviation.every((one) => one < 1e-6));
    assert.deepEqual(slopes.shape, [6, 4]);
  });
  it('agrees with central differences of each forecast of a recurrent network, two features a step', () => {
    const model = compile(buildSimpleRnn({units: [3], dense: 1, features: 2}));
    const x = series([2, 5, 2]);
    const {slopes, mean, deviation} = inputSlopes(model, x);
    const [width, nudge] = [10, 1e-2];
    const moved = (at: number, by: number) => {
      const values = Float64Array.from(x.values);
      values[at] += by;
      return predict(model, new Series(values, x.shape)).values;
    };
    for (let at = 0; at < 2 * width; at++) {
      const [up, down] = [moved(at, nudge), moved(at, -nudge)];
      const own = Math.floor(at / width);
      const numeric = (up[own] - down[own]) / (2 * nudge);
      assert.ok(Math.abs(slopes.values[at] - numeric) < 1e-3, `${at}: ${slopes.values[at]} against ${numeric}`);
      assert.ok(Math.abs(up[1 - own] - down[1 - own]) < 1e-6, 'the other series does not care');
    }
    const [a, b] = [slopes.values[3], slopes.values[width + 3]];
    assert.ok(Math.abs(mean[3] - (a + b) / 2) < 1e-6 && Math.abs(deviation[3] - Math.abs(a - b) / 2) < 1e-6);
  });
  it('refuses a model of several numbers a series', () => {
    const model = compile(buildSimpleRnn({units: [3], lookback: 5}));
    assert.throws(() => inputSlopes(model, series([2, 5])), /gives one number a series, this one gives \[3\]/);
  });
  it('leaks no tensor', () => {
    const model = compile(buildSimpleRnn({units: [2], dense: 1}));
    const x = series([2, 5]);
    inputSlopes(model, x);
    const before = tf.memory().numTensors;
    inputSlopes(model, x);
    assert.equal(tf.memory().numTensors, before);
  });
});
