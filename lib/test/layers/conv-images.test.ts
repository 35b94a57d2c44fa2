import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {type ConvolutionCase, draw} from '../engine/convolution-golden';
import {expectClose, readGolden, unpack} from '../engine/golden';
import {saveAndLoad, shake} from './model-files';
import {assertSame, planLayer, shakeLayer, tapeLayer} from './plan';

type Options = layers.Conv2dOptions;
const build = (rank: number, options: Options) =>
  rank === 4 ? layers.conv2d(options) : layers.conv3d(options as layers.Conv3dOptions);
const inputShape = [7, 6, 3];

describe('layers.conv2d and layers.conv3d', () => {
  beforeEach(() => engine.start({seed: 5}).then(() => undefined));

  it('take weights of Keras as they are: outputs and shapes of golden cases', () => {
    for (const {name, options, inputs, outputs} of readGolden<ConvolutionCase<Options>>('conv-images-keras')) {
      const layer = build(inputs.x.shape.length, options);
      layer.build(inputs.x.shape);
      layer.setWeights([inputs.kernel, inputs.bias].filter(Boolean).map(unpack));
      expectClose(layer.apply(unpack(inputs.x)) as tf.Tensor, outputs[0], 1e-5, name);
      assert.deepEqual(layer.computeOutputShape(inputs.x.shape), outputs[0].shape, name);
    }
  });

  it('have plans with the outputs and gradients of the tape', () => {
    for (const [shape, options] of [
      [[2, 6, 7, 3], {filters: 5, kernelSize: 3, padding: 'same', activation: 'relu'}],
      [[3, 8, 6, 4], {filters: 4, kernelSize: [2, 3], strides: 2, activation: 'sigmoid', useBias: false}],
      [[2, 7, 7, 1], {filters: 6, kernelSize: 2, dilationRate: 2, activation: 'softmax'}],
      [[2, 4, 5, 6, 2], {filters: 3, kernelSize: 3, padding: 'same', strides: [1, 2, 2], activation: 'tanh'}],
    ] as [number[], Options][]) {
      const layer = build(shape.length, options);
      layer.build(shape);
      shakeLayer(layer);
      const given = {x: draw(shape, 1), dOutputs: [draw(layer.computeOutputShape(shape) as number[], 2)]};
      const wanted = tapeLayer(layer, given);
      const plan = planLayer(layer, given);
      for (const time of ['first', 'second']) {
        const found = plan.step();
        assertSame(found.outputs, wanted.outputs, 1e-6, `${time} step: output`);
        assertSame(found.gradients, wanted.gradients, 1e-5, `${time} step: gradient`);
      }
    }
  });

  it('agree with the layers of tfjs where those have the same', () => {
    for (const options of [
      {padding: 'same', activation: 'elu'},
      {strides: 2, useBias: false},
      {padding: 'same', activation: 'softmax', strides: [2, 1]},
    ] as const) {
      const both = {filters: 5, kernelSize: 3, inputShape, ...options} as Options;
      const models = [layers.conv2d(both), tf.layers.conv2d(both)].map((layer) => tf.sequential({layers: [layer]}));
      shake(models[0]);
      models[1].setWeights(models[0].getWeights());
      const [own, stock] = models.map((model) => model.predict(draw([2, ...inputShape], 1)) as tf.Tensor);
      expectClose(own, stock, 1e-5, JSON.stringify(options));
    }
  });

  it('start from glorotUniform over the receptive field', () => {
    const layer = layers.conv2d({filters: 16, kernelSize: [3, 5]});
    layer.build([null, 9, 9, 8]);
    const largest = layer.getWeights()[0].abs().max().dataSync()[0];
    const limit = Math.sqrt(6 / (15 * (8 + 16)));
    assert.ok(largest <= limit && largest > 0.95 * limit, `${largest} against ${limit}`);
  });

  it('go to a file and back, and take the place of the layers of tfjs in its files', async () => {
    const own = tf.sequential({
      layers: [
        layers.conv2d({filters: 4, kernelSize: 3, strides: 2, padding: 'same', inputShape}),
        layers.maxPooling2d(),
        tf.layers.reshape({targetShape: [2, 1, 1, 4]}),
        layers.conv3d({filters: 2, kernelSize: [2, 1, 1], activation: 'relu'}),
      ],
    });
    shake(own);
    const x = draw([2, ...inputShape], 1);
    const [loaded] = await saveAndLoad(own);
    assert.deepEqual(
      loaded.layers.map((layer) => layer.constructor),
      own.layers.map((layer) => layer.constructor),
    );
    assert.deepEqual((loaded.predict(x) as tf.Tensor).arraySync(), (own.predict(x) as tf.Tensor).arraySync());
    const stock = tf.sequential({layers: [tf.layers.conv2d({filters: 4, kernelSize: 3, inputShape})]});
    const [taken] = await saveAndLoad(stock);
    assert.equal(taken.layers[0].constructor, own.layers[0].constructor);
    expectClose(taken.predict(x) as tf.Tensor, stock.predict(x) as tf.Tensor, 1e-5);
  });

  it('train under model.fit, which the layers of tfjs cannot on WebAssembly', async () => {
    const model = tf.sequential({
      layers: [
        layers.conv2d({filters: 6, kernelSize: 3, padding: 'same', activation: 'relu', inputShape}),
        layers.maxPooling2d(),
        layers.conv2d({filters: 1, kernelSize: 1}),
        layers.globalAveragePooling2d(),
      ],
    });
    model.compile({loss: 'meanSquaredError', optimizer: tf.train.adam(0.02)});
    const x = draw([32, ...inputShape], 3);
    const y = x.mean([1, 2]).sum(1, true).mul(3);
    const {history} = await model.fit(x, y, {epochs: 12, verbose: 0, shuffle: false});
    const loss = history.loss as number[];
    assert.ok(loss[11] < 0.5 * loss[0], `${loss}`);
  });

  it('refuse options that do not fit, by name', () => {
    assert.throws(
      () => layers.conv2d({filters: 0, kernelSize: 3}),
      /conv2d: filters must be a whole number >= 1, got 0/,
    );
    assert.throws(
      () => layers.conv3d({filters: 1, kernelSize: [3, 0, 3]}),
      /conv3d: kernelSize\[1\] must be .*, got 0/,
    );
    assert.throws(
      () => layers.conv2d({filters: 1, kernelSize: 3, padding: 'causal'}),
      /conv2d: padding must be 'valid' or 'same', got 'causal'/,
    );
    const large = layers.conv2d({filters: 1, kernelSize: 9, name: 'large'});
    assert.throws(
      () => large.computeOutputShape([null, 8, 8, 1]),
      /large: windows of 9 steps .* do not fit into 8 steps/,
    );
  });
});
