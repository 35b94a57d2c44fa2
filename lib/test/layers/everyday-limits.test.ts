import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {type Planning, plannerOf} from '../../src/layers/planning/planning';
import * as training from '../../src/training';
import {chain, dense, numbers} from './drawn-models';

describe('plans of the dropout of TensorFlow.js', () => {
  /** What a model of one dropout, trained for a step, made of ones: seen by the gradient of a layer behind it. */
  const kept = async (layer: tf.layers.Layer, shape: number[]) => {
    await engine.start({seed: 3});
    const last = layers.dense({units: 1, kernelInitializer: 'zeros'});
    const model = chain(shape, layer, tf.layers.flatten(), last);
    training.compile(model, {optimizer: 'sgd', learningRate: 1});
    const [x, y] = [tf.ones([1, ...shape]), tf.ones([1, 1])];
    const {trainedBy} = await training.fit(model, {x, y}, {epochs: 1});
    assert.equal(trainedBy, 'plan');
    return [...last.getWeights()[0].dataSync()].map((change) => change / 2);
  };

  it('sets a share of the rate to zero, and makes up for it', async () => {
    const values = await kept(tf.layers.dropout({rate: 0.25}), [40, 50]);
    const zeros = values.filter((value) => value === 0).length;
    assert.ok(zeros > 420 && zeros < 580, `${zeros} of 2000`); // 4 deviations of 500
    for (const value of values) assert.ok(value === 0 || Math.abs(value - 4 / 3) < 1e-6);
  });

  it('chooses features for whole sequences in spatialDropout1d', async () => {
    const values = await kept(tf.layers.spatialDropout1d({rate: 0.5}), [6, 8]);
    for (let t = 1; t < 6; t++) assert.deepEqual(values.slice(t * 8, t * 8 + 8), values.slice(0, 8));
    assert.ok(values.includes(0) && values.includes(2));
  });
});

describe('what everyday layers have no plan for', () => {
  const reasons: [string, RegExp, () => tf.layers.Layer][] = [
    ['a limit of relu', /maxValue 6 has no kernel/, () => tf.layers.reLU({maxValue: 6})],
    ['another activation', /activation 'elu' has no kernel/, () => tf.layers.activation({activation: 'elu'})],
    [
      'a shape of the noise',
      /noiseShape \[,4,1\] has no plan/,
      () => tf.layers.dropout({rate: 0.5, noiseShape: [null, 4, 1] as never}),
    ],
    ['a seed that only tfjs knows', /seed 3: only TensorFlow.js/, () => tf.layers.dropout({rate: 0.5, seed: 3})],
    [
      'noise at every step',
      /TimeDistributed of Dropout has no plan/,
      () => layers.timeDistributed({layer: tf.layers.dropout({rate: 0.5})}),
    ],
    ['normalisation over steps', /axis 1 has no plan/, () => layers.layerNormalization({axis: 1})],
  ];
  for (const [what, reason, make] of reasons) {
    it(`trains on the tape, and says why: ${what}`, async () => {
      const model = chain([4, 3], dense(3), make(), layers.lstm({units: 1}));
      training.compile(model);
      const {trainedBy, tapeReason} = await training.fit(model, {x: numbers(2, 4, 3), y: numbers(2, 1)});
      assert.equal(trainedBy, 'tape');
      assert.match(tapeReason ?? '', reason);
    });
  }

  it('names the axis of a softmax that is not the last one, which TensorFlow.js cannot compute either', () => {
    const softmax = tf.layers.softmax({axis: 1});
    const call = {inputs: [{shape: [2, 4, 3], at: 0, gradient: 0}]};
    const room = {room: {}} as Planning;
    assert.throws(() => plannerOf(softmax)(softmax, call, room), {
      name: 'NotPlannable',
      message: 'softmax over axis 1 has no kernel',
    });
  });
});
