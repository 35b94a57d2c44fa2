import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {generateTimeSeries} from '../../src/data';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';

const series = generateTimeSeries(120, 13, {seed: 3});
const part = (start: number, end: number) => {
  const rows = series.rows(start, end);
  return {x: rows.steps(0, 12), y: {values: rows.steps(12).values, shape: [end - start, 1]}};
};
const train = part(0, 80);
const valid = part(80, 100);
const test = part(100, 120);

async function build(options: training.CompileOptions = {}, seed = 1): Promise<tf.Sequential> {
  await engine.start({seed});
  const model = tf.sequential({
    layers: [
      layers.simpleRNN({units: 6, inputShape: [12, 1], returnSequences: true}),
      layers.simpleRNN({units: 5}),
      layers.dense({units: 1}),
    ],
  });
  return training.compile(model, options);
}

describe('training.compile', () => {
  it('refuses an unknown optimizer and a bad learning rate', async () => {
    const model = await build();
    const wrong = {optimizer: 'magic'} as unknown as training.CompileOptions;
    assert.throws(() => training.compile(model, wrong), /optimizer must be 'adam', .* got 'magic'/);
    assert.throws(() => training.compile(model, {learningRate: -1}), /learningRate must be a number above 0, got -1/);
    const both = {optimizer: tf.train.sgd(1), learningRate: 1};
    assert.throws(() => training.compile(model, both), /learningRate belongs to the optimizer object/);
  });
});

describe('training.compare', () => {
  it('trains each model on the same data and measures it on the test set', async () => {
    const models = {small: await build({metrics: ['mae']}), other: await build({metrics: ['mae']}, 2)};
    const before = training.evaluate(models.small, test).loss;
    const {rows, histories} = await training.compare(models, {...train, valid, test}, {epochs: 3, seed: 1});
    assert.deepEqual(
      rows.map(({name}) => name),
      ['small', 'other'],
    );
    assert.equal(rows[0].parameters, 6 + 36 + 6 + (30 + 25 + 5) + 6);
    assert.deepEqual(Object.keys(rows[0].test), ['loss', 'mae']);
    assert.ok(rows[0].test.loss < before && rows[0].epochs === 3 && rows[0].seconds > 0);
    assert.equal(histories.other.history.val_loss.length, 3);
    assert.equal(training.evaluate(models.small, test).loss, rows[0].test.loss);
  });

  it('tells the reporter which model is trained', async () => {
    const names: (string | undefined)[] = [];
    const before = training.getReporter();
    training.setReporter({start: ({name}) => names.push(name), epoch: () => {}, end: () => {}});
    try {
      const one = {one: await build()};
      for (const progress of [true, 'cells', false]) await training.compare(one, {...train, test}, {progress});
      assert.deepEqual(names, ['one', 'cells, one']);
    } finally {
      training.setReporter(before);
    }
  });

  it('names the model that fails', async () => {
    const models = {good: await build(), bad: tf.sequential({layers: [tf.layers.dense({units: 1, inputShape: [12]})]})};
    await assert.rejects(training.compare(models, {...train, test}), /^Error: bad: the model is not compiled/);
  });
});

describe('training.evaluate', () => {
  it('does not depend on the batch size', async () => {
    const model = await build({metrics: ['mae']});
    const [all, some] = [training.evaluate(model, test, 20), training.evaluate(model, test, 7)];
    for (const name of ['loss', 'mae']) assert.ok(Math.abs(all[name] - some[name]) < 1e-6);
  });
});
