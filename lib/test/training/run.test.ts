import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as internal from '../../src/engine/internal';
import {useKernels} from '../../src/engine/kernels-host';
import * as layers from '../../src/layers';
import * as training from '../../src/training';
import {CASES, FEATURES, make, STEPS, weightsOf, x, y} from './models';

describe('a training', () => {
  before(() => engine.start().then(() => undefined));

  it('continues the moments of the optimizer in a second fit', async () => {
    for (const onTape of [false, true]) {
      const [whole, parts] = [await make(CASES.LSTM), await make(CASES.LSTM)];
      const options = {batchSize: 8, shuffle: false, onTape};
      await training.fit(whole, {x, y}, {...options, epochs: 5});
      await training.fit(parts, {x, y}, {...options, epochs: 2});
      await training.fit(parts, {x, y}, {...options, epochs: 3});
      assert.deepEqual(weightsOf(parts), weightsOf(whole));
      assert.equal(parts.optimizer.iterations, 15);
    }
  });

  it('does not disturb another model that is trained at the same time, random choices included', async () => {
    const names = ['normalised layers with dropout', 'bidirectional layers', 'words, some of them padding'];
    const options = {epochs: 60, batchSize: 4};
    const run = async (name: string, model: tf.LayersModel, onTape: boolean) => {
      const {history} = await training.fit(model, CASES[name].data, {
        ...options,
        seed: 9,
        onTape,
        epochs: onTape ? 6 : 60,
      });
      return {history, weights: weightsOf(model)};
    };
    const jobs = [...names.map((name) => ({name, onTape: false})), {name: names[0], onTape: true}];
    const alone = [];
    for (const {name, onTape} of jobs) alone.push(await run(name, await make(CASES[name]), onTape));
    const models: tf.LayersModel[] = [];
    for (const {name} of jobs) models.push(await make(CASES[name]));
    await engine.start({seed: 77});
    const together = await Promise.all(jobs.map(({name, onTape}, i) => run(name, models[i], onTape)));
    assert.deepEqual(together, alone);
  });

  it('keeps neither tensors nor kernel memory over 1,000 steps', async () => {
    for (const name of ['words, some of them padding', 'normalised layers with dropout']) {
      const one = CASES[name];
      const model = await make(one);
      const weights = tf.ones([22]);
      const schedule = training.schedules.cosineDecay({initialLearningRate: 0.01, decaySteps: 1000});
      const data = {...one.data, weights, valid: one.data};
      const run = (epochs: number) =>
        training.fit(model, data, {epochs, batchSize: 4, clipNorm: 1, schedule, earlyStopping: {patience: 1000}});
      await run(2);
      const lent = internal.borrowKernels();
      const [tensors, bytes, lentBytes] = [tf.memory().numTensors, useKernels().bytes, lent.bytes];
      internal.returnKernels(lent);
      await run(170);
      const again = internal.borrowKernels();
      assert.deepEqual([tf.memory().numTensors, useKernels().bytes, again.bytes], [tensors, bytes, lentBytes]);
      internal.returnKernels(again);
      weights.dispose();
    }
  });

  it('takes over weights that are set between two epochs', async () => {
    for (const onTape of [false, true]) {
      const model = await make(CASES.LSTM, {optimizer: 'sgd'});
      const start = model.getWeights().map((weight) => weight.clone());
      training.setReporter({
        start() {},
        epoch: (epoch) => {
          if (epoch === 2) model.setWeights(start);
        },
        end() {},
      });
      const {history} = await training.fit(model, {x, y}, {epochs: 4, shuffle: false, onTape, progress: true});
      training.setReporter(undefined);
      assert.deepEqual(history.loss.slice(2), history.loss.slice(0, 2));
      assert.notEqual(history.loss[0], history.loss[1]);
    }
  });

  it('takes a batch size above the count of examples for the count', async () => {
    const run = async (batchSize: number, onTape: boolean) => {
      const model = await make(CASES.LSTM);
      const {history} = await training.fit(model, {x, y}, {epochs: 2, batchSize, seed: 1, onTape});
      return {history, weights: weightsOf(model)};
    };
    for (const onTape of [false, true]) assert.deepEqual(await run(1000, onTape), await run(22, onTape));
  });

  it('weighs the batch that is not full by its examples', async () => {
    const still = new training.Sgd({learningRate: 1e-30});
    const model = await make(CASES.LSTM, {optimizer: still});
    for (const onTape of [false, true]) {
      const {history} = await training.fit(model, {x, y}, {batchSize: 5, onTape});
      const {loss} = training.evaluate(model, {x, y});
      assert.ok(Math.abs(history.loss[0] - loss) < 1e-6 * loss, `${history.loss[0]} and ${loss}`);
    }
  });

  it('leaves the weights of the last full batch behind when it is interrupted', async () => {
    for (const onTape of [false, true]) {
      const model = await make(CASES.LSTM);
      const stop = new AbortController();
      const options = {epochs: 100_000, batchSize: 8, shuffle: false, onTape};
      const running = training.fit(model, {x, y}, {...options, signal: stop.signal});
      setTimeout(() => stop.abort(), 80);
      const message = await running.then(
        () => '',
        (error: Error) => error.message,
      );
      const [, epoch, batch] = (/after epoch (\d+), batch (\d+)/.exec(message) ?? []).map(Number);
      assert.ok(epoch >= 1 && batch >= 1, message);

      const twin = await make(CASES.LSTM);
      if (epoch > 1) await training.fit(twin, {x, y}, {...options, epochs: epoch - 1});
      const seen = Math.min(22, batch * 8);
      await training.fit(twin, {x: x.slice([0], [seen]), y: y.slice([0], [seen])}, {...options, epochs: 1});
      assert.deepEqual(weightsOf(model), weightsOf(twin));
      assert.equal(model.optimizer.iterations, twin.optimizer.iterations);
    }
  });

  it('refuses empty data in one line', async () => {
    const model = await make(CASES.LSTM);
    const empty = {x: tf.zeros([0, STEPS, FEATURES]), y: tf.zeros([0, 2])};
    await assert.rejects(training.fit(model, empty), /^RangeError: x and y: there are no examples$/);
    await assert.rejects(training.fit(model, {x, y, valid: empty}), /^RangeError: valid.x and valid.y: there are no/);
    const free = training.compile(
      tf.sequential({layers: [layers.lstm({units: 2, inputShape: [null, FEATURES] as number[]})]}),
    );
    const noSteps = {x: tf.zeros([4, 0, FEATURES]), y: tf.zeros([4, 2])};
    await assert.rejects(
      training.fit(free, noSteps),
      /^RangeError: x and y: a table of shape \[4,0,3\] holds no numbers$/,
    );
  });
});
