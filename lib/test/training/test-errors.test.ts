import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as data from '../../src/data';
import * as engine from '../../src/engine';
import {buildSimpleRnn} from '../../src/models';
import {compile, evaluate, overSeeds, testErrors} from '../../src/training';

const examples = data.inputsAndTargets(data.generateTimeSeries(40, 6, {seed: 1}), {lookback: 5});
const sets = data.splitExamples(examples, {train: 20, valid: 1, test: 19});
const build = () => compile(buildSimpleRnn({units: [3], dense: 1}));

describe('testErrors', () => {
  it('gives what training with each seed and evaluating gives, and frees the models', async () => {
    await engine.start({seed: 1});
    const runs = await overSeeds(build, sets.train, {seeds: [3, 4], epochs: 2});
    const wanted = runs.map(({model}) => evaluate(model, sets.test).loss);
    for (const {model} of runs) model.dispose();
    const before = tf.memory().numTensors;
    const found = await testErrors(build, sets, {seeds: [3, 4], epochs: 2});
    assert.equal(tf.memory().numTensors, before);
    found.forEach((error, i) => {
      assert.ok(Math.abs(error - wanted[i]) < 1e-6, `${error}, ${wanted[i]}`);
    });
    assert.notEqual(found[0], found[1]);
  });
  it('refuses a model whose output has another shape', async () => {
    const wide = () => compile(buildSimpleRnn({units: [3], dense: 1, returnSequences: true}));
    await assert.rejects(testErrors(wide, sets, {seeds: [1], epochs: 1}));
  });
});
