import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';
import {expectClose} from '../engine/golden';
import {saveAndLoad} from './model-files';
import {draw} from './plan';

const [batch, steps, features, units] = [5, 6, 4, 3];

/** Dense emissions with a CRF on top. */
function build(options?: layers.CrfOptions) {
  const field = layers.crf(options);
  const model = tf.sequential({layers: [layers.dense({units, inputShape: [steps, features]}), field]});
  return {model, field};
}

const tags = () =>
  tf.tensor2d(
    Array.from({length: batch * steps}, (_, i) => (i * 7) % units),
    [batch, steps],
  );

describe('layers.crf', () => {
  beforeEach(() => engine.start({seed: 5}).then(() => undefined));

  it('hands emissions on, and has transitions, start and end as weights, all of them small', () => {
    const {model, field} = build({units});
    const emissions = draw([batch, steps, units], 1);
    assert.deepEqual((field.apply(emissions) as tf.Tensor).arraySync(), emissions.arraySync());
    assert.deepEqual(model.outputShape, [null, steps, units]);
    assert.deepEqual(
      field.getWeights().map(({shape}) => shape),
      [[units, units], [units], [units]],
    );
    for (const weight of field.getWeights()) {
      const size = weight.abs().max().dataSync()[0];
      assert.ok(size > 0 && size <= 0.1);
    }
  });

  it('has the loss and the best paths of the engine’s CRF', () => {
    const {field} = build();
    field.build([null, steps, units]);
    field.setWeights([draw([units, units], 2), draw([units], 3), draw([units], 4)]);
    const [transitions, start, end] = field.getWeights() as [tf.Tensor2D, tf.Tensor1D, tf.Tensor1D];
    const scores = {emissions: draw([batch, steps, units], 5) as tf.Tensor3D, transitions, start, end};
    expectClose(field.loss(tags(), scores.emissions), engine.fusedCrf({...scores, tags: tags()}), 0);
    const mask = tf.tensor2d(Array.from({length: batch}, (_, i) => [1, 1, 1, 1, 1, 1].fill(0, 1 + i)));
    const [found, wanted] = [field.decode(scores.emissions, mask), engine.fusedViterbi({...scores, mask})];
    assert.deepEqual(
      [found.tags.arraySync(), found.scores.arraySync()],
      [wanted.tags.arraySync(), wanted.scores.arraySync()],
    );
  });

  it('takes one-hot tags, rows of zeros being no tag, for class numbers with -1', () => {
    const {field} = build();
    field.build([null, steps, units]);
    const emissions = draw([batch, steps, units], 6);
    const counted = tf.tensor2d(Array.from({length: batch}, (_, i) => [0, 2, 1, 1, 0, 2].fill(-1, 1 + i)));
    const oneHot = tf.oneHot(counted.toInt(), units).toFloat(); // a row of zeros where there is no such class
    expectClose(field.loss(oneHot, emissions), field.loss(counted, emissions), 0);
    expectClose(field.loss(counted.expandDims(2), emissions), field.loss(counted, emissions), 0);
  });

  it('learns what follows what: tags that take turns, from emissions that do not tell them apart', async () => {
    const {model, field} = build();
    const x = tf.zeros([20, steps, features]);
    const turns = tf.oneHot(
      tf.tensor2d(
        Array.from({length: 20}, (_, i) => [0, 1, 0, 1, 0, 1].map((k) => (k + i) % 2)),
        [20, steps],
        'int32',
      ),
      units,
    );
    model.compile({optimizer: tf.train.adam(0.1), loss: field.loss});
    const {history} = await model.fit(x, turns.toFloat(), {epochs: 30, verbose: 0});
    const losses = history.loss as number[];
    assert.ok(losses[29] < 0.35 * losses[0], `${losses}`);
    assert.ok(losses[29] >= Math.LN2 - 1e-3, 'two paths are equally right'); // entropy of a fair choice of two
    const [path] = field.decode(model.predict(x) as tf.Tensor).tags.arraySync();
    path.forEach((tag, t) => {
      assert.equal(tag, (path[0] + t) % 2);
    });
  });

  it('survives saving and loading', async () => {
    const {model, field} = build({units, name: 'field'});
    const [loaded] = await saveAndLoad(model);
    const again = loaded.getLayer('field') as layers.Crf;
    assert.ok(again instanceof layers.Crf);
    assert.deepEqual(again.getConfig(), field.getConfig());
    const emissions = draw([batch, steps, units], 8);
    expectClose(again.loss(tags(), emissions), field.loss(tags(), emissions), 0);
  });

  it('leaks no tensors', () => {
    const {field} = build();
    const emissions = draw([batch, steps, units], 9);
    const right = tags();
    const step = () =>
      tf.dispose([field.apply(emissions) as tf.Tensor, field.loss(right, emissions), {...field.decode(emissions)}]);
    step();
    const before = tf.memory().numTensors;
    for (let i = 0; i < 10; i++) step();
    assert.equal(tf.memory().numTensors, before);
  });

  it('refuses what does not fit, by name and value', () => {
    assert.throws(() => layers.crf({units: 0}), /crf: units must be a whole number >= 1, got 0/);
    assert.throws(
      () => layers.crf({units: 4, name: 'f'}).apply(tf.zeros([1, 2, 3])),
      /f takes \[batch, time steps, 4\], got \[1,2,3\]/,
    );
    assert.throws(() => layers.crf().apply(tf.zeros([2, 3])), /takes \[batch, time steps, units\], got \[2,3\]/);
    assert.throws(() => layers.crf().decode(tf.zeros([1, 2, 3])), /the layer has no weights before it is built/);
    const field = layers.crf({name: 'f'});
    field.build([null, steps, units]);
    assert.throws(
      () => field.loss(tf.zeros([2, 3, 4]), tf.zeros([2, 3, units])),
      /f.loss: targets must be.*\[batch, steps, 3\], got \[2,3,4\]/,
    );
    assert.throws(
      () => field.loss(tf.fill([2, 3], units), tf.zeros([2, 3, units])),
      /tags must be whole numbers below 3/,
    );
  });
});

describe('layers.ctcLoss', () => {
  beforeEach(() => engine.start({seed: 5}).then(() => undefined));

  it('is the engine’s CTC loss, of class numbers or of one-hot labels', () => {
    const logits = draw([3, 8, 5], 1) as tf.Tensor3D;
    const labels = tf.tensor2d([
      [1, 2, 2, 4],
      [3, -1, -1, -1],
      [-1, -1, -1, -1],
    ]);
    const wanted = engine.fusedCtc({logits, labels});
    expectClose(layers.ctcLoss(labels, logits), wanted, 0);
    expectClose(layers.ctcLoss(tf.oneHot(labels.toInt(), 5).toFloat(), logits), wanted, 0);
    const [labelLengths, logitLengths] = [tf.tensor1d([2, 1, 0]), tf.tensor1d([8, 5, 3])];
    const options = {blank: 0, zeroInfinity: true};
    expectClose(
      layers.ctcLoss(labels, logits, labelLengths, logitLengths, options),
      engine.fusedCtc({logits, labels, labelLengths, logitLengths}, options),
      0,
    );
    assert.throws(() => layers.ctcLoss(tf.zeros([3, 8, 4]), logits), /ctcLoss: targets must be.*got \[3,8,4\]/);
  });

  it('trains by a plan as it does on the tape, and with tfjs’ own fit', async () => {
    const labels = tf.tensor2d(
      Array.from({length: 8}, (_, i) => [1 + (i % 3), 1 + ((i + 1) % 3), ...Array(8).fill(-1)]),
    );
    const y = tf.oneHot(labels.toInt(), 4).toFloat();
    const x = draw([8, 10, features], 3);
    const build = () => {
      const model = tf.sequential({
        layers: [layers.lstm({units: 8, returnSequences: true, inputShape: [10, features]}), layers.dense({units: 4})],
      });
      return training.compile(model, {loss: layers.ctcLoss, learningRate: 0.01});
    };
    const losses: number[][] = [];
    for (const onTape of [true, false]) {
      await engine.start({seed: 5});
      const run = await training.fit(build(), {x, y}, {epochs: 10, batchSize: 4, onTape});
      assert.equal(run.trainedBy, onTape ? 'tape' : 'plan');
      losses.push(run.history.loss);
    }
    losses[0].forEach((loss, i) => {
      assert.ok(Math.abs(loss - losses[1][i]) <= 1e-4 * loss, `${losses[0]} and ${losses[1]}`);
    });
    assert.ok(losses[0][9] < 0.8 * losses[0][0]);
    const {history} = await build().fit(x, y, {epochs: 10, batchSize: 4, verbose: 0});
    assert.ok((history.loss as number[])[9] < 0.8 * losses[0][0]);
  });
});
