import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';

describe('layers.dropout', () => {
  before(() => engine.start({seed: 1}).then(() => undefined));

  it('zeroes the rate’s share while training, keeps the mean, and changes nothing afterwards', () => {
    const layer = layers.dropout({rate: 0.25, seed: 3});
    const x = tf.ones([100, 40]);
    const dropped = (layer.apply(x, {training: true}) as tf.Tensor).dataSync();
    const zeros = dropped.filter((value) => value === 0).length / dropped.length;
    assert.ok(Math.abs(zeros - 0.25) < 0.03, `share ${zeros}`);
    assert.ok(dropped.every((value) => value === 0 || Math.abs(value - 4 / 3) < 1e-6));
    assert.ok((layer.apply(x) as tf.Tensor).dataSync().every((value) => value === 1));
  });

  it('draws anew each time, and the same again for the same seed', () => {
    const draws = () => {
      const layer = layers.dropout({rate: 0.5, seed: 9});
      return [1, 2].map(() => (layer.apply(tf.ones([4, 8]), {training: true}) as tf.Tensor).arraySync());
    };
    const [first, second] = draws();
    assert.notDeepEqual(first, second);
    assert.deepEqual(draws(), [first, second]);
  });

  it('hands the gradient through where it kept the input', () => {
    const layer = layers.dropout({rate: 0.5, seed: 2});
    let kept: tf.TypedArray | undefined;
    const gradient = tf.grad((x) => {
      const y = layer.apply(x, {training: true}) as tf.Tensor;
      kept = y.dataSync();
      return y.sum();
    })(tf.ones([3, 5]));
    assert.deepEqual(gradient.dataSync(), kept);
  });

  it('refuses a rate outside [0, 1)', () => {
    for (const rate of [-0.1, 1, Number.NaN]) assert.throws(() => layers.dropout({rate}), new RegExp(`got ${rate}`));
  });
});
