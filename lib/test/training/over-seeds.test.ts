import assert from 'node:assert/strict';
import type * as tf from '@tensorflow/tfjs';
import * as data from '../../src/data';
import * as engine from '../../src/engine';
import {buildSimpleRnn} from '../../src/models';
import * as training from '../../src/training';
import {compile, getReporter, overSeeds, type Reporter, setReporter} from '../../src/training';

const {x, y} = data.inputsAndTargets(data.generateTimeSeries(40, 11), {lookback: 10});
const build = () => compile(buildSimpleRnn({units: [3], dense: 1, lookback: 10}));
const weightsOf = (model: tf.LayersModel) => model.getWeights().flatMap((weight) => Array.from(weight.dataSync()));

describe('overSeeds', () => {
  before(() => engine.start({seed: 1}));
  it('gives what start, build and fit give with each seed', async () => {
    const runs = await overSeeds(build, {x, y}, {seeds: [7, 8], epochs: 2});
    for (const {seed, model, history} of runs) {
      await engine.start({seed});
      const single = build();
      const expected = await training.fit(single, {x, y}, {epochs: 2});
      assert.deepEqual(weightsOf(model), weightsOf(single), `seed ${seed}`);
      assert.deepEqual(history.history, expected.history);
    }
    assert.notDeepEqual(weightsOf(runs[0].model), weightsOf(runs[1].model));
  });
  it('notes the weights before training and after each epoch', async () => {
    const [run] = await overSeeds(build, {x, y}, {seeds: [7], epochs: 3, note: weightsOf});
    await engine.start({seed: 7});
    assert.equal(run.notes.length, 4);
    assert.deepEqual(run.notes[0], weightsOf(build()));
    assert.deepEqual(run.notes[3], weightsOf(run.model));
    assert.notDeepEqual(run.notes[1], run.notes[2]);
  });
  it('reports all trainings as one, and leaves the registered reporter in place', async () => {
    const seen: string[] = [];
    const reporter: Reporter = {
      start: ({epochs, name = ''}) => seen.push(`start ${epochs}${name}`),
      epoch: (epoch) => seen.push(`epoch ${epoch}`),
      end: () => seen.push('end'),
    };
    const before = getReporter();
    setReporter(reporter);
    try {
      await overSeeds(build, {x, y}, {seeds: [1, 2], epochs: 2, progress: true});
      assert.deepEqual(seen, ['start 4', 'epoch 1', 'epoch 2', 'epoch 3', 'epoch 4', 'end']);
      await overSeeds(build, {x, y}, {seeds: [1, 2], progress: ' LSTM'});
      assert.equal(seen[6], 'start 2 LSTM');
      await assert.rejects(overSeeds(build, {x, y: y.rows(0, 3)}, {seeds: [1]}), RangeError);
      assert.equal(getReporter(), reporter);
    } finally {
      setReporter(before);
    }
  });
  it('refuses an empty list of seeds', async () => {
    await assert.rejects(overSeeds(build, {x, y}, {seeds: []}), /seeds must not be empty, got \[\]/);
  });
});
