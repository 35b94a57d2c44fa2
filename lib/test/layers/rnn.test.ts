import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {NotPlannable} from '../../src/layers/planning/planning';
import {expectClose} from '../engine/golden';
import {saveAndLoad} from './model-files';
import {assertSame, draw, makeMask, planLayer, shakeLayer, tapeLayer} from './plan';

const [batch, steps, features, units] = [4, 6, 3, 5]; // all different, so a swapped axis fails

/** The GRU of the style guide, reset before the product. */
function gruStep(
  X: tf.Tensor2D,
  H: tf.Tensor2D,
  w: {kernel: tf.Tensor2D; recurrentKernel: tf.Tensor2D; bias: tf.Tensor1D},
) {
  const [xz, xr, xh] = tf.split(X.matMul(w.kernel).add<tf.Tensor2D>(w.bias), 3, 1);
  const [Wz, Wr, Wh] = tf.split(w.recurrentKernel, 3, 1);
  const Z = tf.sigmoid(xz.add(H.matMul(Wz)));
  const R = tf.sigmoid(xr.add(H.matMul(Wr)));
  const candidate = tf.tanh(xh.add(R.mul<tf.Tensor2D>(H).matMul(Wh)));
  return Z.mul(H).add(tf.sub(1, Z).mul(candidate)) as tf.Tensor2D;
}

const ownGru = (options: Partial<layers.RnnOptions> = {}) =>
  layers.rnn({
    cell: {
      units,
      build: (width) => ({kernel: [width, 3 * units], recurrentKernel: [units, 3 * units], bias: [3 * units]}),
      step(X, [H], weights) {
        const next = gruStep(X, H, weights);
        return [next, [next]];
      },
    },
    ...(options as object),
  });

const lstmCell = layers.cell({
  units,
  stateSize: [units, units],
  build: (width) => ({kernel: [width, 4 * units], recurrentKernel: [units, 4 * units], bias: [4 * units]}),
  step(X, [H, C], {kernel, recurrentKernel, bias}) {
    const A = X.matMul(kernel).add(H.matMul(recurrentKernel)).add(bias);
    const [i, f, c, o] = tf.split(A, 4, 1);
    const next = f.sigmoid().mul(C).add(i.sigmoid().mul(c.tanh()));
    const state = o.sigmoid().mul(next.tanh());
    return [state, [state, next]];
  },
});
const ownLstm = (options: Partial<layers.RnnOptions> = {}) => layers.rnn({...(options as object), cell: lstmCell});

/** Shows the sum of all inputs so far, and counts its steps in a second state of another width. */
class SumCell implements layers.OwnCell<Record<string, never>> {
  static className = 'SumCell';
  readonly stateSize: number[];
  constructor(private readonly config: {units: number}) {
    this.stateSize = [config.units, 1];
  }
  get units() {
    return this.config.units;
  }
  step(X: tf.Tensor2D, [S, n]: tf.Tensor2D[]): [tf.Tensor, tf.Tensor[]] {
    const sum = S.add(X);
    const count = n.add(1);
    return [sum.div(count), [sum, count]];
  }
  getConfig() {
    return {...this.config};
  }
}

describe('layers.rnn', () => {
  beforeEach(() => engine.start({seed: 5}).then(() => undefined));

  for (const [name, own, fused, states] of [
    ['GRU', ownGru, (options: object) => layers.gru({units, resetAfter: false, ...options}), 1],
    ['LSTM', ownLstm, (options: object) => layers.lstm({units, ...options}), 2],
  ] as const) {
    it(`is the fused layer where the cell is a ${name}: masks, states, both directions, gradients`, () => {
      for (const options of [{returnSequences: true}, {goBackwards: true, returnState: true}, {returnState: true}]) {
        for (const masked of [false, true]) {
          for (const given of [0, states]) {
            tf.tidy(() => {
              const [slow, fast] = [own(options), fused(options)];
              for (const layer of [slow, fast]) layer.build([batch, steps, features]);
              shakeLayer(fast);
              slow.setWeights(fast.getWeights());
              const x = draw([batch, steps, features], 1);
              const outputs = fast.call(x, {}) as tf.Tensor | tf.Tensor[];
              const dOutputs = (Array.isArray(outputs) ? outputs : [outputs]).map(({shape}, k) => draw(shape, 20 + k));
              const initialStates = Array.from({length: given}, (_, k) => draw([batch, units], 10 + k));
              const mask = masked ? makeMask(batch, steps) : undefined;
              const [found, wanted] = [slow, fast].map((layer) => tapeLayer(layer, {x, mask, initialStates, dOutputs}));
              const what = `${JSON.stringify(options)}${masked ? ' masked' : ''} ${given}`;
              assertSame(found.outputs, wanted.outputs, 1e-5, `${what}: output`);
              assertSame(found.gradients, wanted.gradients, 1e-5, `${what}: gradient`);
            });
          }
        }
      }
    });
  }

  it('finds the weights, and starts them as their names say', () => {
    const layer = ownGru();
    layer.build([batch, steps, features]);
    assert.deepEqual(
      layer.trainableWeights.map((weight) => [weight.originalName, weight.shape]),
      [
        ['kernel', [features, 15]],
        ['recurrentKernel', [units, 15]],
        ['bias', [15]],
      ],
    );
    const [, recurrent, bias] = layer.getWeights();
    expectClose(recurrent.matMul(recurrent, false, true), tf.eye(units), 1e-5);
    expectClose(bias, tf.zeros([15]), 0);
  });

  it('starts weights as asked', () => {
    const cell = {
      units: 2,
      build: (): {gain: [number]} => ({gain: [2]}),
      initializers: {gain: 'ones' as const},
      step: (X: tf.Tensor2D, _: tf.Tensor2D[], {gain}: {gain: tf.Tensor1D}): [tf.Tensor, tf.Tensor[]] => {
        const output = X.mul(gain);
        return [output, [output]];
      },
    };
    const layer = layers.rnn({cell, returnSequences: true});
    const x = draw([2, 3, 2], 1);
    expectClose(layer.apply(x) as tf.Tensor, x, 0);
  });

  it('trains in a model, on the tape', async () => {
    const model = tf.sequential({layers: [ownGru({inputShape: [steps, features]}), layers.dense({units: 1})]});
    model.compile({optimizer: tf.train.adam(0.02), loss: 'meanSquaredError'});
    const x = draw([64, steps, features], 3);
    const {history} = await model.fit(x, x.mean([1, 2]).reshape([64, 1]), {epochs: 15, shuffle: false});
    assert.ok((history.loss[14] as number) < 0.5 * (history.loss[0] as number));
  });

  it('knows outputs that are no state, states of several widths, and cells without weights', () => {
    const layer = layers.rnn({cell: new SumCell({units: 2}), returnSequences: true, returnState: true});
    const x = tf.tensor3d([
      [
        [2, 4],
        [4, 0],
        [9, 2],
      ],
    ]);
    const [means, sum, count] = layer.apply(x) as tf.Tensor[];
    expectClose(
      means,
      tf.tensor3d([
        [
          [2, 4],
          [3, 2],
          [5, 2],
        ],
      ]),
      1e-6,
    );
    expectClose(sum, tf.tensor2d([[15, 6]]), 0);
    expectClose(count, tf.tensor2d([[3]]), 0);
    assert.deepEqual(layer.computeOutputShape([null, 3, 2]), [
      [null, 3, 2],
      [null, 2],
      [null, 1],
    ]);
  });

  it('repeats the output of masked steps, zeros before the first one that counts', () => {
    const layer = layers.rnn({cell: new SumCell({units: 1}), returnSequences: true});
    const x = tf.tensor3d([[[9], [2], [7], [6]]]);
    const mask = tf.tensor2d([[0, 1, 0, 1]]).toBool();
    const output = layer.call(x, {mask, initialState: [tf.ones([1, 1]), tf.zeros([1, 1])]}) as tf.Tensor;
    expectClose(output, tf.tensor3d([[[0], [3], [3], [4.5]]]), 1e-6);
  });

  it('carries its states from batch to batch when stateful', () => {
    const layer = ownLstm({stateful: true, batchInputShape: [batch, null, features] as number[]});
    const model = tf.sequential({layers: [layer]});
    const whole = ownLstm();
    whole.build([batch, steps, features]);
    whole.setWeights(model.getWeights());
    const x = draw([batch, steps, features], 1);
    const [first, second] = tf.split(x, 2, 1);
    model.predict(first);
    expectClose(model.predict(second) as tf.Tensor, whole.call(x, {}) as tf.Tensor, 1e-6);
    model.resetStates();
    expectClose(model.predict(first) as tf.Tensor, whole.call(first, {}) as tf.Tensor, 1e-6);
  });

  it('works inside bidirectional, with two sets of weights', () => {
    const [own, fused] = [
      layers.bidirectional({layer: ownGru({returnSequences: true})}),
      layers.bidirectional({layer: layers.gru({units, resetAfter: false, returnSequences: true})}),
    ];
    for (const layer of [own, fused]) layer.build([batch, steps, features]);
    shakeLayer(fused);
    own.setWeights(fused.getWeights());
    const x = draw([batch, steps, features], 1);
    expectClose(own.apply(x) as tf.Tensor, fused.apply(x) as tf.Tensor, 1e-5);
  });

  it('says to a step whether it is training', () => {
    const seen: boolean[] = [];
    const cell: layers.OwnCell = {
      units: 1,
      step(X, _, __, {training}) {
        seen.push(training);
        return [X, [X]];
      },
    };
    const layer = layers.rnn({cell});
    layer.apply(tf.ones([1, 1, 1]));
    layer.apply(tf.ones([1, 1, 1]), {training: true});
    assert.deepEqual(seen, [false, true]);
  });

  it('survives saving and loading where the cell is of a registered class', async () => {
    layers.registerCell(SumCell);
    const inner = layers.rnn({cell: new SumCell({units: features}), inputShape: [steps, features], goBackwards: true});
    const [loaded] = await saveAndLoad(tf.sequential({layers: [inner, layers.dense({units: 2})]}));
    const [layer] = loaded.layers;
    assert.ok(layer instanceof layers.Rnn && layer.goBackwards);
    const x = draw([batch, steps, features], 1);
    expectClose(layer.apply(x) as tf.Tensor, inner.apply(x) as tf.Tensor, 0);
  });

  it('says at saving what a cell needs to be saved', async () => {
    const model = tf.sequential({layers: [ownGru({inputShape: [steps, features]})]});
    await assert.rejects(saveAndLoad(model), /TypeError: rnn: to save a model, make its cell a class and call/);
    const topology = {className: 'OwnRNN', config: {cell: {className: 'Lost', config: {}}}};
    assert.throws(
      () => layers.Rnn.fromConfig(layers.Rnn as never, topology.config as never),
      /rnn: unknown cell 'Lost': call layers.registerCell\(Lost\) before/,
    );
    assert.throws(() => layers.registerCell(class {} as never), /needs a static className/);
    const mute = Object.assign(() => {}, {className: 'Mute'});
    assert.throws(() => layers.registerCell(mute as never), /Mute needs getConfig/);
  });

  it('is not planned: it trains on the tape', () => {
    const layer = ownGru();
    layer.build([batch, steps, features]);
    assert.throws(() => planLayer(layer, {x: draw([batch, steps, features], 1), dOutputs: []}), NotPlannable);
  });

  it('leaks no tensors', () => {
    const layer = ownLstm({returnSequences: true});
    const x = draw([batch, steps, features], 1);
    (layer.apply(x) as tf.Tensor).dispose();
    const before = tf.memory().numTensors;
    for (let i = 0; i < 10; i++) (layer.apply(x) as tf.Tensor).dispose();
    assert.equal(tf.memory().numTensors, before);
  });
});
