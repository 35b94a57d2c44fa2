import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';

const [batch, steps, features] = [3, 7, 2];

function sequences(seed: number): tf.Tensor3D {
  const {normal} = random(seed);
  return tf.tensor3d(
    Float32Array.from({length: batch * steps * features}, () => normal(0, 1)),
    [batch, steps, features],
  );
}

const {simpleRNN, lstm, gru} = layers;
const makers = {simpleRNN, lstm, gru};
type Kind = keyof typeof makers;

function build(kind: Kind, returnSequences: boolean): tf.Sequential {
  const model = tf.sequential();
  model.add(makers[kind]({units: 5, returnSequences: true, inputShape: [steps, features]}));
  model.add(makers[kind]({units: 3, returnSequences}));
  model.add(layers.dense({units: 2, activation: 'sigmoid'}));
  return model;
}

describe('training.stream', () => {
  before(() => engine.start({seed: 4}));

  for (const kind of ['simpleRNN', 'lstm', 'gru'] as const) {
    it(`gives at each step what ${kind} layers give for the whole sequence`, () => {
      const model = build(kind, true);
      const x = sequences(1);
      const expected = (model.predict(x) as tf.Tensor3D).arraySync();
      const numbers = x.arraySync();
      const live = training.stream(model, {batchSize: batch});
      for (let t = 0; t < steps; t++) {
        const output = live.step(numbers.flatMap((sequence) => sequence[t]));
        expected.forEach((sequence, i) => {
          sequence[t].forEach((value, k) => {
            assert.ok(Math.abs(output[i * 2 + k] - value) < 1e-6, `sequence ${i}, step ${t}`);
          });
        });
      }
      live.dispose();
    });
  }

  it('gives the output of the steps so far where the model gives only the last one', () => {
    const model = build('lstm', false);
    const x = sequences(2).slice([0], [1]) as tf.Tensor3D;
    const live = training.stream(model);
    const outputs = x.arraySync()[0].map((step) => live.step(step));
    const output = outputs[steps - 1];
    const expected = (model.predict(x) as tf.Tensor).dataSync();
    assert.deepEqual(
      [...output].map((value) => value.toFixed(5)),
      [...expected].map((value) => value.toFixed(5)),
    );
    live.dispose();
  });

  it('begins anew after a reset, and neither leaks nor disturbs a second stream', () => {
    const model = build('gru', true);
    const before = tf.memory().numTensors;
    const [first, second] = [training.stream(model), training.stream(model)];
    const start = first.step([0.5, -1]);
    assert.notDeepEqual(first.step([0.5, -1]), start);
    assert.deepEqual(second.step([0.5, -1]), start);
    first.reset();
    assert.deepEqual(first.step([0.5, -1]), start);
    first.dispose();
    second.dispose();
    assert.equal(tf.memory().numTensors, before);
  });

  it('refuses what it cannot do with one clear line', () => {
    const both = tf.sequential();
    both.add(
      layers.bidirectional({layer: layers.lstm({units: 2, returnSequences: true}), inputShape: [steps, features]}),
    );
    assert.throws(() => training.stream(both), /bidirectional.*needs more than one step/i);
    const model = build('lstm', true);
    assert.throws(() => training.stream(model, {batchSize: 0}), /batchSize must be a whole number >= 1, got 0/);
    const live = training.stream(model);
    assert.throws(() => live.step([1]), /Stream\.step: values must be 2 number\(s\), got 1/);
    live.dispose();
    assert.throws(() => live.step([1, 2]), /disposed/);
  });
});
