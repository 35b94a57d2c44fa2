import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {expectClose} from '../engine/golden';

const [batch, steps, features, units] = [4, 6, 3, 5]; // all different, so a swapped axis fails

function inputs(seed = 1): tf.Tensor3D {
  return tf.randomNormal([batch, steps, features], 0, 1, 'float32', seed);
}

function singleLayer(options: Partial<layers.SimpleRnnOptions> = {}): tf.Sequential {
  return tf.sequential({layers: [layers.simpleRNN({units, inputShape: [steps, features], ...options})]});
}

/** The stock layer of tfjs with the same weights. */
function stock(model: tf.Sequential, options: Partial<layers.SimpleRnnOptions> = {}): tf.Sequential {
  const twin = tf.sequential({layers: [tf.layers.simpleRNN({units, inputShape: [steps, features], ...options})]});
  twin.setWeights(model.getWeights());
  return twin;
}

describe('layers.simpleRNN', () => {
  beforeEach(() => engine.start({seed: 5}).then(() => undefined));

  it('gives the last state, or all of them', () => {
    assert.deepEqual((singleLayer().predict(inputs()) as tf.Tensor).shape, [batch, units]);
    const all = singleLayer({returnSequences: true});
    assert.deepEqual(all.outputShape, [null, steps, units]);
    assert.deepEqual((all.predict(inputs()) as tf.Tensor).shape, [batch, steps, units]);
  });

  it('has kernel, recurrent kernel and bias in this order, features × units + units² + units numbers', () => {
    const model = singleLayer();
    const shapes = model.getWeights().map(({shape}) => shape);
    assert.deepEqual(shapes, [[features, units], [units, units], [units]]);
    assert.equal(model.countParams(), features * units + units * units + units);
    assert.equal(singleLayer({useBias: false}).countParams(), features * units + units * units);
  });

  it('agrees with tf.layers.simpleRNN, outputs and gradients of the weights', () => {
    for (const options of [
      {},
      {returnSequences: true},
      {goBackwards: true},
      {activation: 'relu'},
      {useBias: false},
    ] as const) {
      const model = singleLayer(options);
      const twin = stock(model, options);
      const x = inputs(2);
      expectClose(model.predict(x) as tf.Tensor, twin.predict(x) as tf.Tensor, 1e-5);
      const gradients = [model, twin].map((network) => {
        const variables = network.trainableWeights.map((weight) => weight.read() as tf.Variable);
        const {grads} = tf.variableGrads(() => (network.apply(x) as tf.Tensor).square().sum() as tf.Scalar, variables);
        return variables.map(({name}) => grads[name]);
      });
      gradients[0].forEach((gradient, i) => {
        expectClose(gradient, gradients[1][i], 1e-5, `weight ${i} with ${JSON.stringify(options)}`);
      });
    }
  });

  it('runs activations that have no kernel on the stock operations', () => {
    const model = singleLayer({activation: 'softsign', returnSequences: true});
    const twin = stock(model, {activation: 'softsign', returnSequences: true});
    expectClose(model.predict(inputs()) as tf.Tensor, twin.predict(inputs()) as tf.Tensor, 1e-6);
  });

  it('takes an initial state and returns the last one, in a functional model', () => {
    const x = tf.input({shape: [steps, features]});
    const state = tf.input({shape: [units]});
    const layer = layers.simpleRNN({units, returnSequences: true, returnState: true});
    const [all, last] = layer.apply([x, state]) as tf.SymbolicTensor[];
    const decoder = layers.simpleRNN({units, returnSequences: true}).apply([all, last]) as tf.SymbolicTensor;
    const model = tf.model({inputs: [x, state], outputs: [all, last, decoder]});
    const [sequence, final, decoded] = model.predict([inputs(), tf.fill([batch, units], 0.5)]) as tf.Tensor[];
    expectClose(final, sequence.slice([0, steps - 1, 0], [batch, 1, units]).reshape([batch, units]), 0);
    assert.deepEqual(decoded.shape, [batch, steps, units]);
    const [fromZero] = model.predict([inputs(), tf.zeros([batch, units])]) as tf.Tensor[];
    assert.notDeepEqual(fromZero.arraySync(), sequence.arraySync());
  });

  it('skips masked steps: padding after the end changes nothing', () => {
    const model = tf.sequential({
      layers: [
        tf.layers.masking({maskValue: 0, inputShape: [null, features] as unknown as number[]}),
        layers.simpleRNN({units, returnSequences: true}),
        layers.simpleRNN({units}),
      ],
    });
    const x = inputs();
    const padded = x.pad([
      [0, 0],
      [0, 3],
      [0, 0],
    ]);
    expectClose(model.predict(padded) as tf.Tensor, model.predict(x) as tf.Tensor, 0);
  });

  it('carries its state from batch to batch when stateful, until it is reset', () => {
    const layer = layers.simpleRNN({units, stateful: true, batchInputShape: [batch, null, features] as number[]});
    const model = tf.sequential({layers: [layer]});
    const whole = stock(model, {inputShape: [null, features] as unknown as number[]});
    const x = inputs();
    const halves = tf.split(x, 2, 1);
    model.predict(halves[0]);
    const second = model.predict(halves[1]) as tf.Tensor;
    expectClose(second, whole.predict(x) as tf.Tensor, 1e-5);
    model.resetStates();
    expectClose(model.predict(halves[0]) as tf.Tensor, whole.predict(halves[0]) as tf.Tensor, 1e-5);
    const tensors = tf.memory().numTensors;
    for (let i = 0; i < 10; i++) (model.predict(halves[0]) as tf.Tensor).dispose();
    assert.equal(tf.memory().numTensors, tensors, 'states of earlier batches are let go');
  });

  it('survives saving and loading, with all its options', async () => {
    const options = {returnSequences: true, goBackwards: true, activation: 'relu', useBias: false} as const;
    const model = singleLayer(options);
    let saved: tf.io.ModelArtifacts = {};
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: 'JSON'}};
      }),
    );
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved));
    assert.ok(loaded.layers[0] instanceof layers.SimpleRnn);
    expectClose(loaded.predict(inputs()) as tf.Tensor, model.predict(inputs()) as tf.Tensor, 0);
    const plain = (layer: tf.layers.Layer) => JSON.stringify(layer.getConfig(), (_, value) => value ?? null);
    assert.equal(plain(loaded.layers[0]), plain(model.layers[0]));
  });

  it('reads a sequence both ways inside tf.layers.bidirectional', () => {
    const both = tf.layers.bidirectional({
      layer: layers.simpleRNN({units, returnSequences: true}) as unknown as ReturnType<typeof tf.layers.rnn>,
      mergeMode: 'concat',
      inputShape: [steps, features],
    });
    const model = tf.sequential({layers: [both]});
    const weights = model.getWeights();
    const [forward, backward] = [
      singleLayer({returnSequences: true}),
      singleLayer({returnSequences: true, goBackwards: true}),
    ];
    forward.setWeights(weights.slice(0, 3));
    backward.setWeights(weights.slice(3));
    const there = forward.predict(inputs()) as tf.Tensor;
    const back = (backward.predict(inputs()) as tf.Tensor).reverse(1);
    expectClose(model.predict(inputs()) as tf.Tensor, tf.concat([there, back], 2), 1e-6);
  });

  it('counts the penalty of a regularizer', () => {
    const model = singleLayer({kernelRegularizer: tf.regularizers.l2({l2: 0.5})});
    const [kernel] = model.getWeights();
    const [penalty] = model.layers[0].calculateLosses();
    expectClose(penalty, kernel.square().sum().mul(0.5), 1e-6);
  });

  it('drops inputs and states while training only, by the engine’s seed', async () => {
    const run = async () => {
      await engine.start({seed: 3});
      const model = singleLayer({dropout: 0.5, recurrentDropout: 0.3});
      return [true, true, false].map((training) => (model.apply(inputs(), {training}) as tf.Tensor).arraySync());
    };
    const [first, again, plain] = await run();
    assert.notDeepEqual(first, again);
    assert.notDeepEqual(first, plain);
    assert.deepEqual(await run(), [first, again, plain]);
  });

  it('refuses a number of units that is none', () => {
    assert.throws(() => layers.simpleRNN({units: 0}), /units.*0|positive/i);
    assert.throws(() => layers.simpleRNN({units: 2.5}), /units.*2.5|positive|integer/i);
  });

  it('leaks no tensors', () => {
    const model = singleLayer();
    const x = inputs();
    (model.predict(x) as tf.Tensor).dispose();
    const before = tf.memory().numTensors;
    for (let i = 0; i < 20; i++) (model.predict(x) as tf.Tensor).dispose();
    assert.equal(tf.memory().numTensors, before);
  });
});
