import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';
import {expectClose} from '../engine/golden';
import {predictStock, saveAndLoad} from './model-files';
import {assertSame, comparePlan, draw, planLayer, tapeLayer} from './plan';

const [batch, steps, features] = [3, 5, 2]; // all different, so a swapped axis fails
const zeroSteps = () => draw([batch, steps, features], 1).mul(tf.tensor([1, 0, 1, 1, 0]).reshape([1, steps, 1]));

/** Predictions and class names after saving and loading. */
async function expectSaved(model: tf.LayersModel, x: tf.Tensor, className: string, type: unknown): Promise<void> {
  const [loaded, files] = await saveAndLoad(model);
  assert.equal(loaded.layers[0].constructor, type);
  assert.ok(JSON.stringify(files.modelTopology).includes(`"class_name":"${className}"`));
  expectClose(loaded.predict(x) as tf.Tensor, model.predict(x) as tf.Tensor, 0);
}

describe('layers.masking', () => {
  beforeEach(() => engine.start({seed: 5}).then(() => undefined));

  it('gives the output and the mask of tfjs, for any value', () => {
    for (const maskValue of [undefined, 0, -1]) {
      const [ours, stock] = [layers.masking({maskValue}), tf.layers.masking({maskValue})];
      const x = zeroSteps().add(maskValue ?? 0);
      assert.deepEqual((ours.apply(x) as tf.Tensor).arraySync(), (stock.apply(x) as tf.Tensor).arraySync());
      const [found, wanted] = [ours, stock].map((layer) => (layer.computeMask(x) as tf.Tensor).arraySync());
      assert.deepEqual(found, wanted);
    }
  });

  it('has a gradient, which that of tfjs lacks: one where a step is kept, zero where it is not', () => {
    const gradient = (layer: tf.layers.Layer) =>
      tf.grad((x: tf.Tensor) => (layer.apply(x) as tf.Tensor).sum())(zeroSteps());
    const row = [1, 0, 1, 1, 0].map((kept) => [kept, kept]);
    assert.deepEqual(gradient(layers.masking()).arraySync(), [row, row, row]);
    assert.throws(() => gradient(tf.layers.masking()));
  });

  it('has a plan that computes what the tape computes, masks of layers above included', async () => {
    const losses: number[][] = [];
    for (const onTape of [true, false]) {
      await engine.start({seed: 5});
      const model = tf.sequential({
        layers: [
          layers.dense({units: 3, useBias: false, inputShape: [steps, features]}),
          layers.masking(),
          layers.gru({units: 4}),
          layers.dense({units: 1}),
        ],
      });
      training.compile(model, {optimizer: 'adam', learningRate: 0.01, loss: 'meanSquaredError'});
      const history = await training.fit(model, {x: zeroSteps(), y: draw([batch, 1], 2)}, {epochs: 3, onTape});
      assert.equal(history.trainedBy, onTape ? 'tape' : 'plan', history.tapeReason);
      losses.push(history.history.loss as number[]);
    }
    losses[0].forEach((loss, i) => {
      assert.ok(Math.abs(loss - losses[1][i]) < 1e-5, `${losses}`);
    });
    assert.ok(losses[0][2] < losses[0][0]);
  });

  it('is saved under the name of tfjs, which can read it', async () => {
    const input = {inputShape: [steps, features]};
    const model = tf.sequential({layers: [layers.masking({maskValue: 0, ...input}), layers.simpleRNN({units: 3})]});
    await expectSaved(model, zeroSteps(), 'Masking', layers.Masking);
    const [loaded, files] = await saveAndLoad(model);
    assert.ok(loaded.layers[0] instanceof layers.Masking);
    const expected = model.predict(zeroSteps()) as tf.Tensor;
    expectClose(predictStock(files, zeroSteps()), expected.flatten(), 1e-5);
  });
});

describe('layers.lastStep', () => {
  beforeEach(() => engine.start({seed: 5}).then(() => undefined));

  it('gives the last step, and its gradient goes to no other', () => {
    const x = draw([batch, steps, features], 1);
    const values = x.arraySync() as number[][][];
    const last = (input: tf.Tensor) => layers.lastStep().apply(input) as tf.Tensor;
    assert.deepEqual(
      last(x).arraySync(),
      values.map((rows) => rows[steps - 1]),
    );
    const gradient = tf
      .grad((input: tf.Tensor) => last(input).sum())(x)
      .arraySync() as number[][][];
    assert.deepEqual(gradient[1], [...Array(steps - 1).fill([0, 0]), [1, 1]]);
  });

  it('has a plan that computes what the tape computes', () => {
    for (const size of [
      [1, 1, 1],
      [3, 5, 2],
      [2, 4, 8],
    ]) {
      tf.tidy(() => {
        const inputs = {x: draw(size, 1), dOutputs: [draw([size[0], size[2]], 2)]};
        const [plan, tape] = [planLayer(layers.lastStep(), inputs).step(), tapeLayer(layers.lastStep(), inputs)];
        assertSame(plan.outputs, tape.outputs, 0, `${size}: output`);
        assertSame(plan.gradients, tape.gradients, 0, `${size}: gradient`);
      });
    }
  });

  it('is saved and loaded under the name that older files have', async () => {
    const model = tf.sequential({layers: [layers.lastStep({inputShape: [steps, features], name: 'read'})]});
    await expectSaved(model, draw([batch, steps, features], 1), 'UnrollLastStep', layers.LastStep);
  });

  it('gives the last state of a recurrent layer, masked steps at the end or not', () => {
    const gru = layers.gru({units: 4, returnSequences: true, returnState: true});
    const input = tf.input({shape: [steps, features]});
    const [every, state] = gru.apply(layers.masking().apply(input)) as tf.SymbolicTensor[];
    const model = tf.model({inputs: input, outputs: [layers.lastStep().apply(every) as tf.SymbolicTensor, state]});
    const [read, last] = model.predict(zeroSteps()) as tf.Tensor[];
    assert.deepEqual(read.arraySync(), last.arraySync());
  });

  it('refuses what is no sequence, by name and shape', () => {
    const flat = tf.input({shape: [features]});
    assert.throws(
      () => layers.lastStep({name: 'read'}).apply(flat),
      /^RangeError: read: inputs must have shape \[batch, time steps, features\], got \[null,2\]/,
    );
  });
});

describe('layers.positionEmbedding', () => {
  beforeEach(() => engine.start({seed: 5}).then(() => undefined));

  it('adds a vector of its own to each step, the same for all sequences, small at the start', () => {
    const layer = layers.positionEmbedding();
    const x = draw([batch, steps, features], 1);
    const y = layer.apply(x) as tf.Tensor;
    const [positions] = layer.getWeights();
    assert.deepEqual(positions.shape, [steps, features]);
    assert.ok(positions.abs().max().dataSync()[0] <= 0.05 && tf.moments(positions).variance.dataSync()[0] > 0);
    expectClose(y.sub(x), positions.expandDims(0).tile([batch, 1, 1]), 1e-6);
  });

  it('has a plan that computes what the tape computes, masked or not', () => {
    for (const size of [
      [1, 1, 1, 1],
      [3, 5, 2, 2],
      [2, 4, 8, 8],
    ]) {
      for (const masked of [true, false]) {
        tf.tidy(() => comparePlan(layers.positionEmbedding(), size, masked, 0, `${size}`));
      }
    }
  });

  it('hands masks on', () => {
    const mask = tf.tensor2d([
      [1, 0],
      [1, 1],
    ]);
    assert.equal(layers.positionEmbedding().computeMask(tf.zeros([2, 2, 1]), mask), mask);
  });

  it('is saved and loaded under the name that older files have', async () => {
    const model = tf.sequential({layers: [layers.positionEmbedding({inputShape: [steps, features]})]});
    await expectSaved(model, draw([batch, steps, features], 1), 'UnrollPositionEmbedding', layers.PositionEmbedding);
  });

  it('refuses sequences of unknown or of another length', () => {
    const unknown = tf.input({shape: [null, features]});
    assert.throws(
      () => layers.positionEmbedding({name: 'where'}).apply(unknown),
      /^RangeError: where: inputs must be \[batch, time steps, features\], the last two known, got \[null,null,2\]/,
    );
    const layer = layers.positionEmbedding({name: 'where'});
    layer.apply(draw([batch, steps, features], 1));
    assert.throws(() => layer.apply(draw([batch, 1, features], 1)), /where.*\[3,1,2\]/);
  });
});
