import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {convolveByTaps} from '../../src/layers/convolution';
import {type ConvolutionCase, draw} from '../engine/convolution-golden';
import {expectClose, readGolden, unpack} from '../engine/golden';
import {saveAndLoad, shake} from './model-files';
import {comparePlan} from './plan';

const [batch, steps, features, filters] = [4, 9, 3, 5]; // all different, so a swapped axis fails
const inputShape = [steps, features];

type Options = layers.Conv1dOptions;

describe('layers.conv1d', () => {
  beforeEach(() => engine.start({seed: 5}).then(() => undefined));

  it('takes weights of Keras as they are: outputs of golden cases', () => {
    for (const {name, options, inputs, outputs} of readGolden<ConvolutionCase<Options>>('conv1d-keras')) {
      const layer = layers.conv1d(options);
      layer.build(inputs.x.shape);
      layer.setWeights([inputs.kernel, inputs.bias].filter(Boolean).map(unpack));
      expectClose(layer.apply(unpack(inputs.x)) as tf.Tensor, outputs[0], 1e-5, name);
      assert.deepEqual(layer.computeOutputShape(inputs.x.shape), outputs[0].shape, name);
    }
  });

  it('has kernelSize × features × filters + filters numbers, kernel first', () => {
    const model = tf.sequential({layers: [layers.conv1d({filters, kernelSize: 4, inputShape})]});
    const shapes = model.getWeights().map(({shape}) => shape);
    assert.deepEqual(shapes, [[4, features, filters], [filters]]);
    assert.equal(model.countParams(), 4 * features * filters + filters);
  });

  it('starts from glorotUniform over the receptive field, drawn from the engine’s seed', async () => {
    const kernel = async () => {
      await engine.start({seed: 11});
      const layer = layers.conv1d({filters: 16, kernelSize: 5});
      layer.build([null, steps, 8]);
      return layer.getWeights()[0];
    };
    const [first, second] = [await kernel(), await kernel()];
    const limit = Math.sqrt(6 / (5 * (8 + 16)));
    const largest = first.abs().max().dataSync()[0];
    assert.ok(largest <= limit && largest > 0.95 * limit, `${largest} against ${limit}`);
    assert.deepEqual(first.arraySync(), second.arraySync());
  });

  it('agrees with tf.layers.conv1d where that has the same', () => {
    for (const options of [
      {padding: 'same', activation: 'relu'},
      {padding: 'valid', strides: 2},
      {padding: 'same', strides: 3, activation: 'elu'},
      {padding: 'valid', dilationRate: 2, useBias: false},
      {padding: 'same', activation: 'softmax'},
    ] as const) {
      const both = {filters, kernelSize: 3, inputShape, ...options};
      const [own, stock] = [layers.conv1d(both), tf.layers.conv1d(both)].map((layer) =>
        tf.sequential({layers: [layer]}),
      );
      shake(own);
      stock.setWeights(own.getWeights());
      const x = draw([batch, steps, features], 1);
      assert.deepEqual(own.outputShape, stock.outputShape);
      expectClose(own.predict(x) as tf.Tensor, stock.predict(x) as tf.Tensor, 1e-5, JSON.stringify(options));
    }
  });

  it('has a plan with the outputs and gradients of the tape', () => {
    for (const sizes of [
      [1, 1, 1, 1],
      [3, 7, 5, 6],
      [5, 12, 4, 3],
    ]) {
      for (const options of [
        {padding: 'same', activation: 'relu'},
        {padding: 'causal', dilationRate: 2, activation: 'sigmoid'},
        {padding: 'same', strides: 2, activation: 'softmax', useBias: false},
        {padding: 'causal', activation: 'tanh', trainable: false},
      ] as const) {
        const layer = layers.conv1d({filters: sizes[3], kernelSize: 3, ...options});
        tf.tidy(() => comparePlan(layer, sizes, false, 0, JSON.stringify({sizes, ...options})));
      }
    }
  });

  it('computes the same by taps, where the machine has no SIMD', () => {
    const [x, kernel, bias] = [draw([2, 10, 3], 1), draw([3, 3, 4], 2), draw([4], 3)];
    for (const padding of ['valid', 'same', 'causal'] as const) {
      for (const [strides, dilationRate] of [
        [1, 1],
        [2, 3],
        [3, 2],
        [5, 1],
      ]) {
        const windows = {padding, strides, dilationRate};
        const fused = engine.fusedConv1d({x, kernel, bias} as unknown as engine.FusedConv1dInputs, windows);
        expectClose(convolveByTaps({x, kernel, bias}, windows), fused, 1e-5, JSON.stringify(windows));
      }
    }
  });

  it('lets a mask end', () => {
    const model = tf.sequential({
      layers: [
        tf.layers.masking({inputShape}),
        layers.conv1d({filters, kernelSize: 2, padding: 'causal'}),
        layers.lstm({units: 2}),
      ],
    });
    const x = draw([batch, steps, features], 1);
    const hidden = tf.concat([x.slice([0, 0, 0], [-1, 6, -1]), tf.zeros([batch, 3, features])], 1);
    const conv = model.layers[1].apply(hidden) as tf.Tensor;
    expectClose(model.predict(hidden) as tf.Tensor, model.layers[2].apply(conv) as tf.Tensor, 1e-6);
  });

  it('goes to a file and back, and takes the place of the layer of tfjs in its files', async () => {
    const own = tf.sequential({
      layers: [
        layers.causalConv1d({filters, kernelSize: 2, dilationRate: 4, activation: 'relu', inputShape}),
        layers.conv1d({filters: 2, kernelSize: [3], strides: 2, padding: 'same', kernelRegularizer: 'l1l2'}),
      ],
    });
    shake(own);
    const x = draw([batch, steps, features], 2);
    const [loaded] = await saveAndLoad(own);
    assert.ok(loaded.layers.every((layer) => layer instanceof layers.Conv1d));
    assert.deepEqual((loaded.predict(x) as tf.Tensor).arraySync(), (own.predict(x) as tf.Tensor).arraySync());
    const stock = tf.sequential({layers: [tf.layers.conv1d({filters, kernelSize: 3, inputShape})]});
    const [taken] = await saveAndLoad(stock);
    assert.ok(taken.layers[0] instanceof layers.Conv1d);
    expectClose(taken.predict(x) as tf.Tensor, stock.predict(x) as tf.Tensor, 1e-5);
  });

  it('trains under model.fit, dilated and causal, which the layer of tfjs cannot', async () => {
    const model = tf.sequential({
      layers: [
        layers.causalConv1d({filters: 8, kernelSize: 2, dilationRate: 2, inputShape}),
        layers.conv1d({filters: 1, kernelSize: 1}),
      ],
    });
    model.compile({loss: 'meanSquaredError', optimizer: tf.train.adam(0.02)});
    const x = draw([32, steps, features], 3);
    const y = x.slice([0, 0, 0], [-1, -1, 1]).mul(0.5);
    const {history} = await model.fit(x, y, {epochs: 10, verbose: 0, shuffle: false});
    const loss = history.loss as number[];
    assert.ok(loss[9] < 0.3 * loss[0], `${loss}`);
  });

  it('refuses options that do not fit, by name', () => {
    const cases: [Partial<Options>, RegExp][] = [
      [{filters: 0}, /conv1d: filters must be a whole number >= 1, got 0/],
      [{kernelSize: 2.5}, /conv1d: kernelSize must be a whole number >= 1, got 2.5/],
      [{strides: -1}, /conv1d: strides must be a whole number >= 1, got -1/],
      [{dilationRate: 0}, /conv1d: dilationRate must be a whole number >= 1, got 0/],
      [{padding: 'full' as 'same'}, /conv1d: padding must be 'valid' or 'same' or 'causal', got 'full'/],
    ];
    for (const [wrong, message] of cases) {
      assert.throws(() => layers.conv1d({filters: 2, kernelSize: 2, ...wrong}), message);
    }
    const long = layers.conv1d({filters: 2, kernelSize: 10, inputShape, name: 'long'});
    assert.throws(
      () => tf.sequential({layers: [long]}),
      /long: windows of 10 steps with padding 'valid' do not fit into 9 steps/,
    );
  });
});
