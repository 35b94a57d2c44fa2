import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as data from '../../src/data';
import * as engine from '../../src/engine';
import {dense, simpleRNN} from '../../src/layers';
import {compile, eachOverSeeds, evaluate, stepTimes, testRuns} from '../../src/training';

const {x, y} = data.inputsAndTargets(data.generateTimeSeries(20, 6, {seed: 1}), {lookback: 5});
const build = (units: number) => () =>
  compile(tf.sequential({layers: [simpleRNN({units, inputShape: [5, 1]}), dense({units: 1})]}));

describe('testRuns', () => {
  it('gives the loss that the models have on the test examples, and their weights', async () => {
    await engine.start({seed: 1});
    const all = await eachOverSeeds({two: build(2), three: build(3)}, {x, y}, {seeds: [3, 4], epochs: 1});
    const rows = testRuns(all, {x, y});
    assert.deepEqual(
      rows.map(({model, weights}) => [model, weights]),
      [
        ['two', 2 * 4 + 3],
        ['three', 3 * 5 + 4],
      ],
    );
    rows.forEach(({model, mse}) => {
      mse.forEach((error, run) => {
        assert.ok(Math.abs(error - evaluate(all[model][run].model, {x, y}).loss) < 1e-6);
      });
    });
  });

  it('names a model without runs, and one whose output has another shape', () => {
    assert.throws(() => testRuns({none: []}, {x, y}), /'none' has no runs/);
    const wide = new data.Targets(new Float64Array(2 * x.length), [x.length, 2]);
    assert.throws(
      () => testRuns({one: [{model: build(2)()}]}, {x, y: wide}),
      /'one' gives \[20, 1\], the targets are \[20, 2\]/,
    );
  });
});

describe('stepTimes', () => {
  it('times models in turn, leaves the first run out and keeps no tensors', async () => {
    await engine.start({seed: 1});
    let tick = 0;
    const steps = [100, 100, 4, 10, 6, 30]; // of both models in turn, the first round is thrown away
    const now = () => {
      const at = tick++;
      return steps.slice(0, Math.ceil(at / 2)).reduce((sum, step) => sum + step, 0);
    };
    const before = tf.memory().numTensors;
    const times = await stepTimes({two: build(2), three: build(3)}, x, {runs: 2, now});
    assert.deepEqual(times, [
      {model: 'two', milliseconds: 2.5},
      {model: 'three', milliseconds: 10},
    ]);
    assert.equal(tf.memory().numTensors, before);
  });

  it('names what does not fit', async () => {
    await assert.rejects(stepTimes({one: 1 as never}, x), /'one' must be a function, got 1/);
    await assert.rejects(stepTimes({}, x, {runs: 0}), /runs must be a whole number/);
  });
});
