import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {type ConvolutionCase, draw} from '../engine/convolution-golden';
import {expectClose, readGolden, unpack} from '../engine/golden';
import {saveAndLoad} from './model-files';
import {assertSame, makeMask, planLayer, tapeLayer} from './plan';

type Options = layers.Pooling1dOptions & {layer: Name};
const BUILDERS = {
  maxPooling1d: layers.maxPooling1d,
  averagePooling1d: layers.averagePooling1d,
  maxPooling2d: layers.maxPooling2d,
  averagePooling2d: layers.averagePooling2d,
  maxPooling3d: layers.maxPooling3d,
  averagePooling3d: layers.averagePooling3d,
  globalMaxPooling1d: layers.globalMaxPooling1d,
  globalAveragePooling1d: layers.globalAveragePooling1d,
  globalMaxPooling2d: layers.globalMaxPooling2d,
  globalAveragePooling2d: layers.globalAveragePooling2d,
};
type Name = keyof typeof BUILDERS;
const build = (name: Name, options: object) => (BUILDERS[name] as (options: object) => tf.layers.Layer)(options);

describe('layers of pooling', () => {
  before(() => engine.start({seed: 5}).then(() => undefined));

  const cases = [
    ...readGolden<ConvolutionCase<Options>>('pooling-keras'),
    ...readGolden<ConvolutionCase<Options>>('pooling-torch'),
  ];

  it('have the outputs and shapes of golden cases', () => {
    for (const {name, options, inputs, outputs} of cases) {
      const {layer: kind, ...rest} = options;
      const layer = build(kind, rest);
      const mask = inputs.mask && unpack(inputs.mask).toBool();
      expectClose(layer.apply(unpack(inputs.x), {mask}) as tf.Tensor, outputs[0], 1e-5, name);
      assert.deepEqual(layer.computeOutputShape(inputs.x.shape), outputs[0].shape, name);
    }
  });

  it('have plans with the outputs and gradients of the tape', () => {
    for (const {name, options, inputs, outputs} of cases) {
      const {layer: kind, ...rest} = options;
      const layer = build(kind, rest);
      const given = {
        x: unpack(inputs.x),
        mask: inputs.mask && unpack(inputs.mask).toBool(),
        dOutputs: [draw(outputs[0].shape, 1)],
      };
      const wanted = tapeLayer(layer, given);
      const found = planLayer(layer, given).step();
      assertSame(found.outputs, wanted.outputs, 1e-6, name);
      assertSame(found.gradients, wanted.gradients, 1e-6, name);
    }
  });

  it('pool two by two unless told otherwise', () => {
    assert.deepEqual(layers.maxPooling1d().computeOutputShape([null, 7, 3]), [null, 3, 3]);
    assert.deepEqual(layers.averagePooling2d().computeOutputShape([null, 7, 6, 3]), [null, 3, 3, 3]);
    assert.deepEqual(layers.maxPooling3d().computeOutputShape([null, 4, 7, 6, 3]), [null, 2, 3, 3, 3]);
    assert.deepEqual(layers.maxPooling1d().computeOutputShape([null, null, 3]), [null, null, 3]);
  });

  it('leave the options they were given alone', () => {
    const options = {};
    layers.maxPooling1d(options);
    assert.deepEqual(options, {});
  });

  it('take the place of the layers of tfjs when its files are loaded, and pass on the way back', async () => {
    const stock = tf.sequential({
      layers: [tf.layers.maxPooling1d({poolSize: 2, inputShape: [8, 3]}), tf.layers.globalAveragePooling1d({})],
    });
    const [taken] = await saveAndLoad(stock);
    const own = tf.sequential({
      layers: [layers.maxPooling1d({poolSize: 2, inputShape: [8, 3]}), layers.globalAveragePooling1d()],
    });
    const [loaded] = await saveAndLoad(own);
    const x = draw([2, 8, 3], 1);
    for (const model of [taken, loaded]) {
      model.layers.forEach((layer, i) => {
        assert.equal(layer.constructor, own.layers[i].constructor);
      });
      expectClose(model.predict(x) as tf.Tensor, own.predict(x) as tf.Tensor, 1e-6);
    }
  });

  it('average over the steps that a mask of the model keeps', () => {
    const model = tf.sequential({layers: [tf.layers.masking({inputShape: [5, 2]}), layers.globalAveragePooling1d()]});
    const kept = makeMask(3, 5);
    const x = draw([3, 5, 2], 2).mul(kept.toFloat().expandDims(2));
    const expected = x.sum(1).div(kept.toFloat().sum(1, true));
    expectClose(model.predict(x) as tf.Tensor, expected, 1e-6);
  });

  it('refuse options that do not fit, by name', () => {
    assert.throws(
      () => layers.maxPooling1d({poolSize: 0}),
      /maxPooling1d: poolSize must be a whole number >= 1, got 0/,
    );
    assert.throws(() => layers.averagePooling2d({strides: [1, 0]}), /averagePooling2d: strides\[1\] must be .*, got 0/);
    assert.throws(
      () => layers.maxPooling3d({padding: 'causal'}),
      /maxPooling3d: padding must be 'valid' or 'same', got 'causal'/,
    );
    const wide = layers.maxPooling1d({poolSize: 9, name: 'wide'});
    assert.throws(() => wide.computeOutputShape([null, 8, 1]), /wide: windows of 9 steps .* do not fit into 8 steps/);
  });
});
