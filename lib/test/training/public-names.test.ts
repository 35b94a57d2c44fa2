import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';

const build = () =>
  training.compile(tf.sequential({layers: [layers.lstm({units: 4, inputShape: [6, 2]}), layers.dense({units: 1})]}));
const x = tf.randomNormal([12, 6, 2], 0, 1, 'float32', 1);
const y = x.sum([1, 2]).reshape([12, 1]);

describe('countParameters', () => {
  before(() => engine.start({seed: 1}));

  it('is the formula of the layers, 4 u (f + u + 1) + (u + 1)', () => {
    assert.equal(training.countParameters(build()), 4 * 4 * (2 + 4 + 1) + 5);
  });

  it('leaves out what is not trained', () => {
    const model = build();
    model.layers[1].trainable = false;
    assert.equal(training.countParameters(model), 4 * 4 * (2 + 4 + 1));
  });
});

describe('writeCheckpoint', () => {
  it('writes what readCheckpoint reads, and leaves no other file behind', async () => {
    await engine.start({seed: 2});
    const folder = mkdtempSync(join(tmpdir(), 'unroll-checkpoint-'));
    try {
      const saved: training.Checkpoint[] = [];
      const checkpoint = {save: (one: training.Checkpoint) => void saved.push(one)};
      await training.fit(build(), {x, y}, {epochs: 2, checkpoint});
      const path = join(folder, 'last.json');
      await training.writeCheckpoint(path, saved[1]);
      const read = await training.readCheckpoint(path);
      assert.equal(read.epoch, 2);
      assert.equal(training.encodeCheckpoint(read), training.encodeCheckpoint(saved[1]));
      assert.deepEqual(readdirSync(folder), ['last.json']);
    } finally {
      rmSync(folder, {recursive: true});
    }
  });
});

describe('TrainingInterrupted', () => {
  it('is what a stopped fit throws, so that a caller can tell it from a mistake', async () => {
    await engine.start({seed: 3});
    const stop = new AbortController();
    stop.abort();
    const running = training.fit(build(), {x, y}, {epochs: 5, signal: stop.signal});
    await assert.rejects(running, (error) => error instanceof training.TrainingInterrupted);
  });
});

describe('Stream', () => {
  it('gives after each step what the model gives for the sequence so far, until it is reset', async () => {
    await engine.start({seed: 4});
    const model = tf.sequential({
      layers: [layers.lstm({units: 4, inputShape: [null as never, 2]}), layers.dense({units: 1})],
    });
    const stream = new training.Stream(model);
    const steps = x.slice([0, 0, 0], [1, 6, 2]).dataSync();
    for (let t = 1; t <= 6; t++) {
      const [given] = stream.step(steps.slice(2 * t - 2, 2 * t));
      const [expected] = (model.predict(tf.tensor3d(steps.slice(0, 2 * t), [1, t, 2])) as tf.Tensor).dataSync();
      assert.ok(Math.abs(given - expected) < 1e-5, `step ${t}: ${given} should be ${expected}`);
    }
    const [first] = new training.Stream(model).step(steps.slice(0, 2));
    stream.reset();
    assert.equal(stream.step(steps.slice(0, 2))[0], first);
    stream.dispose();
    assert.throws(() => stream.step([0, 0]), /disposed/);
  });
});

describe('schedules', () => {
  const {inverseTimeDecay, polynomialDecay} = training.schedules;

  it('inverseTimeDecay halves the rate when decayRate · step reaches decaySteps', () => {
    const rate = inverseTimeDecay({initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.5});
    assert.deepEqual(
      [0, 10, 20].map((step) => rate(step, 1)),
      [0.1, 0.1 / 1.5, 0.05],
    );
    const stairs = inverseTimeDecay({initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.5, staircase: true});
    assert.deepEqual(
      [9, 10].map((step) => stairs(step, 1)),
      [0.1, 0.1 / 1.5],
    );
  });

  it('polynomialDecay is a straight line by default, and stays at its end', () => {
    const rate = polynomialDecay({initialLearningRate: 0.1, decaySteps: 10, endLearningRate: 0.02});
    assert.ok(Math.abs(rate(5, 1) - 0.06) < 1e-15);
    assert.ok(Math.abs(rate(10, 1) - 0.02) < 1e-15);
    assert.equal(rate(1000, 1), rate(10, 1));
    const square = polynomialDecay({initialLearningRate: 0.1, decaySteps: 10, endLearningRate: 0, power: 2});
    assert.ok(Math.abs(square(5, 1) - 0.025) < 1e-15);
  });
});
