import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as models from '../../src/models';
import * as training from '../../src/training';

const steps = 23;

/** Weights with biases that are not zero: a bias that is left out must show. */
function shaken(model: tf.LayersModel): tf.LayersModel {
  const {normal} = random(5);
  const weights = model.getWeights().map((one) => {
    return tf.tensor(
      Float32Array.from({length: one.size}, () => normal(0, 0.4)),
      one.shape,
    );
  });
  model.setWeights(weights);
  tf.dispose(weights);
  return model;
}

function agrees(model: tf.LayersModel, rows: number[][], tolerance = 1e-5): void {
  const x = model.inputs[0].shape.length === 2 ? tf.tensor2d([rows.flat()]) : tf.tensor3d([rows]);
  const [expected] = tf.tidy(() => (model.predict(x) as tf.Tensor3D).arraySync());
  const stream = training.causalStream(model);
  assert.ok(stream instanceof training.CausalStream);
  rows.forEach((row, t) => {
    stream.step(row).forEach((value, k) => {
      assert.ok(Math.abs(value - expected[t][k]) < tolerance, `step ${t}: ${value} instead of ${expected[t][k]}`);
    });
  });
  x.dispose();
}

const numbers = (features: number) => {
  const {normal} = random(2);
  return Array.from({length: steps}, () => Array.from({length: features}, () => normal(0, 1)));
};

describe('training.causalStream', () => {
  before(() => engine.start({seed: 3}));

  it('gives at each step what a WaveNet gives for the whole sequence', () => {
    agrees(
      shaken(models.buildWaveNet({blocks: 3, stacks: 2, filters: 5, kernelSize: 3, outputs: 4, features: 2})),
      numbers(2),
    );
  });

  it('gives at each step what dilated causal convolutions give for the whole sequence', () => {
    agrees(shaken(models.buildCausalCnn({filters: 6, outputs: 2})), numbers(1));
  });

  it('gives at each step what convolutions and LSTM layers give for the whole sequence, also after a reset', () => {
    const model = shaken(models.buildMusicModel({vocabulary: 9, embedding: 4, filters: 5, units: [6, 3]}));
    const ids = Array.from({length: steps}, (_, t) => [(t * t) % 9]);
    agrees(model, ids);
    const stream = training.causalStream(model);
    const first = ids.map((id) => stream.step(id));
    stream.reset();
    assert.deepEqual(
      ids.map((id) => stream.step(id)),
      first,
    );
  });

  it('refuses an LSTM that gives its last state alone', () => {
    const model = tf.sequential({layers: [layers.lstm({units: 3, inputShape: [null, 2]})]});
    assert.throws(() => training.causalStream(model), /must read forwards and give every step's state/);
  });

  it('takes the ids of levels and gives their probabilities', () => {
    const options = {blocks: 3, stacks: 1, filters: 6, levels: 9, outputs: 9, activation: 'softmax' as const};
    const ids = Array.from({length: steps}, (_, t) => [(t * t) % 9]);
    agrees(shaken(models.buildWaveNet(options)), ids);
  });

  it('begins anew after reset', () => {
    const stream = training.causalStream(shaken(models.buildCausalCnn({filters: 3})));
    const run = () => numbers(1).map((row) => stream.step(row)[0]);
    const first = run();
    assert.notDeepEqual(run(), first);
    stream.reset();
    assert.deepEqual(run(), first);
  });

  it('counts one multiplication for each weight that is no bias, and the rows that it keeps', () => {
    const {multiplications, cached} = training.causalStream(
      models.buildCausalCnn({filters: 3, dilationRates: [1, 2, 4]}),
    );
    assert.equal(multiplications, 2 * 3 + 2 * (2 * 3 * 3) + 3);
    assert.equal(cached, 1 * 1 + 2 * 3 + 4 * 3);
  });

  it('keeps the weights of the moment when it was made, and no tensors', () => {
    const model = shaken(models.buildCausalCnn({filters: 3}));
    const before = tf.memory().numTensors;
    const [stream, twin] = [training.causalStream(model), training.causalStream(model)];
    const expected = twin.step([1]);
    tf.tidy(() => model.setWeights(model.getWeights().map((one) => one.mul(2))));
    assert.deepEqual(stream.step([1]), expected);
    assert.equal(tf.memory().numTensors, before);
  });

  it('refuses what looks ahead, keeps a state or has the wrong size, and says what', () => {
    const ahead = models.buildCnn({stages: [{filters: 2, kernelSize: 3}], padding: 'same', read: 'all'});
    assert.throws(() => training.causalStream(ahead), /padding 'causal' and stride 1, got 'same'/);
    const recurrent = tf.sequential({layers: [layers.gru({units: 2, returnSequences: true, inputShape: [null, 1]})]});
    assert.throws(() => training.causalStream(recurrent), /training\.stream takes recurrent layers/);
    assert.throws(() => training.causalStream({} as tf.LayersModel), /must be a tf\.LayersModel/);
    const stream = training.causalStream(models.buildCausalCnn({filters: 2}));
    assert.throws(() => stream.step([1, 2]), /values must be 1 number\(s\), got 2/);
    const ids = training.causalStream(models.buildWaveNet({blocks: 1, stacks: 1, filters: 2, levels: 4, outputs: 4}));
    assert.throws(() => ids.step([4]), /ids lie in 0 \.\.\. 3, got 4/);
  });
});

describe('buildWaveNet without returnSequences', () => {
  it('gives the last step of what it gives with them, and trains by a plan', async () => {
    const sizes = {blocks: 2, stacks: 2, filters: 4, outputs: 3};
    const [every, last] = [models.buildWaveNet(sizes), models.buildWaveNet({...sizes, returnSequences: false})];
    last.setWeights(every.getWeights());
    const x = tf.tensor3d([numbers(1), numbers(1).reverse()]);
    const expected = (every.predict(x) as tf.Tensor3D).arraySync().map((rows) => rows[steps - 1]);
    const given = (last.predict(x) as tf.Tensor2D).arraySync();
    given.flat().forEach((value, i) => {
      assert.ok(Math.abs(value - expected.flat()[i]) < 1e-6);
    });
    const history = await training.fit(training.compile(last), {x, y: tf.tensor2d(expected)}, {epochs: 1});
    assert.equal(history.trainedBy, 'plan');
  });
});
