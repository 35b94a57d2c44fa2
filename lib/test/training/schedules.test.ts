import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';
import {readGolden} from '../engine/golden';

interface Case {
  schedule: string;
  options: Record<string, unknown>;
  losses?: number[];
  rates: number[];
}

const {schedules} = training;
const makers = schedules as unknown as Record<string, (options: unknown) => training.Schedule>;
const x = tf.randomNormal([20, 3], 0, 1, 'float32', 1);
const y = x.sum(1, true);

async function build(optimizer: training.CompileOptions['optimizer'] = 'sgd'): Promise<tf.Sequential> {
  await engine.start({seed: 1});
  const model = tf.sequential({layers: [layers.dense({units: 1, inputShape: [3]})]});
  return training.compile(model, {optimizer});
}

const close = (actual: number[] | undefined, expected: number[]) => {
  assert.equal(actual?.length, expected.length);
  actual?.forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) <= 1e-6 * expected[i] + 1e-9, `${i}: ${value} should be ${expected[i]}`);
  });
};

describe('training.schedules', () => {
  before(() => engine.start().then(() => undefined));

  for (const {schedule, options, rates, losses} of readGolden<Case>('schedules-keras')) {
    if (losses) continue;
    it(`gives the rates of Keras 3: ${schedule} ${JSON.stringify(options)}`, () => {
      const made = makers[schedule](options) as (step: number, epoch: number) => number;
      close(
        rates.map((_, step) => made(step, 1)),
        rates,
      );
    });
  }

  for (const {options, rates, losses = []} of readGolden<Case>('schedules-keras')) {
    if (losses.length === 0) continue;
    it(`lowers the rate as Keras 3 does: reduceOnPlateau ${JSON.stringify(options)}`, async () => {
      const model = await build(new training.Sgd({learningRate: 0.01}));
      // A metric that is the loss of the golden: the epochs of a fit with one batch each.
      let call = 0;
      const fake = () => tf.scalar(losses[Math.min(call++, losses.length - 1)]);
      model.compile({optimizer: model.optimizer, loss: 'meanSquaredError', metrics: [fake]});
      const name = model.metricsNames[1];
      const schedule = makers.reduceOnPlateau({...options, monitor: name});
      const {learningRates, history} = await training.fit(model, {x, y}, {epochs: losses.length + 1, schedule});
      close(history[name].slice(0, losses.length), losses);
      close(learningRates, [0.01, ...rates]);
    });
  }

  it('sets the rate of each step, counts steps over all fits, and records them', async () => {
    for (const onTape of [false, true]) {
      const model = await build();
      const options = {initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.5};
      const schedule = schedules.exponentialDecay(options);
      const fit = {epochs: 2, batchSize: 8, schedule, onTape, shuffle: false};
      const [first, second] = [await training.fit(model, {x, y}, fit), await training.fit(model, {x, y}, fit)];
      const expected = Array.from({length: 12}, (_, step) => 0.1 * 0.5 ** (step / 10));
      close([...(first.learningRates ?? []), ...(second.learningRates ?? [])], expected);

      const twin = await build(); // by hand: a plain step with each rate
      for (let step = 0; step < 12; step++) {
        const [start, size] = [[0, 8, 16][step % 3], [8, 8, 4][step % 3]];
        const part = {x: x.slice([start], [size]), y: y.slice([start], [size])};
        (twin.optimizer as training.Sgd).learningRate = expected[step];
        await training.fit(twin, part, {batchSize: 8, onTape, shuffle: false});
      }
      assert.deepEqual(twin.getWeights()[0].arraySync(), model.getWeights()[0].arraySync());
    }
  });

  it('reaches optimizers of tf.train too', async () => {
    for (const optimizer of [tf.train.sgd(1), tf.train.momentum(1, 0), tf.train.rmsprop(1), tf.train.adam(1)]) {
      const model = await build(optimizer);
      const before = model.getWeights()[0].dataSync();
      const {learningRates} = await training.fit(model, {x, y}, {epochs: 3, schedule: () => 0});
      assert.deepEqual(learningRates, [0, 0, 0]);
      assert.deepEqual(model.getWeights()[0].dataSync(), before, optimizer.getClassName());
    }
  });

  it('takes a function of step and epoch', async () => {
    const seen: number[][] = [];
    const schedule = (step: number, epoch: number) => {
      seen.push([step, epoch]);
      return 0.01 * epoch;
    };
    const {learningRates} = await training.fit(await build(), {x, y}, {epochs: 2, batchSize: 10, schedule});
    assert.deepEqual(seen, [
      [0, 1],
      [1, 1],
      [2, 2],
      [3, 2],
    ]);
    assert.deepEqual(learningRates, [0.01, 0.01, 0.02, 0.02]);
    assert.equal((await training.fit(await build(), {x, y})).learningRates, undefined);
  });

  it('warms up in a straight line to where the next schedule begins', () => {
    const then = schedules.cosineDecay({initialLearningRate: 0.4, decaySteps: 10});
    const warm = schedules.warmup({steps: 4, after: then});
    close(
      [0, 1, 2, 3, 4, 5].map((step) => warm(step, 1)),
      [0, 0.1, 0.2, 0.3, then(0, 1), then(1, 1)],
    );
    assert.equal(schedules.warmup({steps: 4, after: 0.2})(100, 1), 0.2);
  });

  it('refuses options out of range, by name and value', async () => {
    const cases: [() => unknown, RegExp][] = [
      [
        () => schedules.exponentialDecay({initialLearningRate: 0, decaySteps: 1, decayRate: 1}),
        /initialLearningRate must be a number above 0, got 0/,
      ],
      [
        () => schedules.cosineDecay({initialLearningRate: 1, decaySteps: -2}),
        /decaySteps must be a number above 0, got -2/,
      ],
      [
        () => schedules.cosineDecay({initialLearningRate: 1, decaySteps: 2, warmupSteps: 3}),
        /warmupSteps 3 need a warmupTarget/,
      ],
      [() => schedules.piecewiseConstantDecay({boundaries: [1], values: [1]}), /1 boundaries need 2 values, got 1/],
      [
        () => schedules.piecewiseConstantDecay({boundaries: [2, 1], values: [1, 1, 1]}),
        /boundaries must rise, got \[2,1\]/,
      ],
      [() => schedules.warmup({steps: 0, after: 1}), /steps must be a number above 0, got 0/],
      [() => schedules.reduceOnPlateau({factor: 1}), /factor must lie between 0 and 1 \(both excluded\), got 1/],
      [() => schedules.reduceOnPlateau({patience: 0.5}), /patience must be a whole number >= 0, got 0.5/],
    ];
    for (const [make, message] of cases) assert.throws(make, message);
    const monitor = schedules.reduceOnPlateau({monitor: 'val_loss'});
    const run = async (schedule: unknown) =>
      training.fit(await build(), {x, y}, {schedule: schedule as training.Schedule});
    await assert.rejects(run(monitor), /reduceOnPlateau.monitor must be one of loss, got 'val_loss'/);
    await assert.rejects(run({}), /schedule must be one of training.schedules, or a function of step and epoch/);
    await assert.rejects(
      run(() => Number.NaN),
      /schedule: the learning rate of step 0 must be 0 or more, got NaN/,
    );
  });
});
