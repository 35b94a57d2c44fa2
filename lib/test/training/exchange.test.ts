// A plan keeps weights of its own; here others change those of the model while it trains.
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as training from '../../src/training';
import {CASES, make, weightsOf} from './models';

const one = CASES.LSTM;

async function train(options: training.FitOptions, optimizer: () => tf.Optimizer, onTape: boolean) {
  const model = await make(one, {optimizer: optimizer()});
  const save = () => model.setWeights(model.getWeights().map((weight) => weight.mul(0.5)));
  const given = options.checkpoint ? {...options, checkpoint: {save}} : options;
  const run = await training.fit(model, one.data, {epochs: 3, batchSize: 8, seed: 2, ...given, onTape});
  assert.equal(run.trainedBy, onTape ? 'tape' : 'plan', run.tapeReason);
  return {losses: run.history.loss, weights: weightsOf(model)};
}

async function expectSame(options: training.FitOptions, optimizer: () => tf.Optimizer) {
  const [plan, tape] = [await train(options, optimizer, false), await train(options, optimizer, true)];
  plan.losses.forEach((loss, i) => {
    assert.ok(Math.abs(loss - tape.losses[i]) <= 1e-5 * tape.losses[i], `${plan.losses} and ${tape.losses}`);
  });
  plan.weights.flat().forEach((value, i) => {
    assert.ok(Math.abs(value - tape.weights.flat()[i]) < 1e-4, `weight ${i}`);
  });
  return plan;
}

describe('a plan and the weights of its model', () => {
  const own = () => new training.Adam({learningRate: 0.01});

  it('goes on from weights that somebody sets between two epochs, as the tape does', async () => {
    const changed = await expectSame({checkpoint: {save() {}}}, own);
    const unchanged = await expectSame({}, own);
    assert.equal(changed.losses[0], unchanged.losses[0]);
    assert.ok(Math.abs(changed.losses[1] - unchanged.losses[1]) > 0.01);
  });

  it('lets optimizers of TensorFlow.js step, with a memory of their own', async () => {
    for (const optimizer of [() => tf.train.sgd(0.1), () => tf.train.momentum(0.05, 0.9), () => tf.train.adam(0.02)]) {
      const {losses} = await expectSame({}, optimizer);
      assert.ok(losses[2] < 0.98 * losses[0], `${losses}`);
    }
  });

  it('goes on from weights that are set between two fits', async () => {
    const model = await make(one, {optimizer: own()});
    const trainOnce = async () => (await training.fit(model, one.data, {batchSize: 22, seed: 2})).history.loss[0];
    const start = model.getWeights().map((weight) => weight.clone());
    const first = await trainOnce();
    const second = await trainOnce();
    assert.ok(second < first);
    model.setWeights(start);
    assert.equal(await trainOnce(), first);
  });
});
