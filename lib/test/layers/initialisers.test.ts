import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';

type Initializer = ReturnType<typeof tf.initializers.zeros>;

const values = (initializer: Initializer, shape: number[]) => {
  const tensor = initializer.apply(shape);
  const data = Array.from(tensor.dataSync());
  tensor.dispose();
  return data;
};
const mean = (numbers: number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
const deviation = (numbers: number[]) => Math.sqrt(mean(numbers.map((value) => (value - mean(numbers)) ** 2)));

describe('weights', () => {
  beforeEach(() => engine.start({seed: 1}).then(() => undefined));

  it('never come from Math.random', async () => {
    const original = Math.random;
    Math.random = () => {
      throw new Error('Math.random was called');
    };
    try {
      const names = ['glorotUniform', 'glorotNormal', 'heUniform', 'heNormal', 'leCunNormal', 'leCunUniform'] as const;
      const more = ['orthogonal', 'randomUniform', 'randomNormal', 'truncatedNormal'] as const;
      for (const kernelInitializer of [...names, ...more]) {
        const build = () => tf.sequential({layers: [tf.layers.dense({units: 3, inputShape: [4], kernelInitializer})]});
        build();
        tf.sequential({layers: [layers.simpleRNN({units: 3, inputShape: [2, 4], kernelInitializer})]});
      }
    } finally {
      Math.random = original;
    }
  });

  it('are the same for the same seed, and others for the next model or another seed', async () => {
    const build = async (seed?: number) => {
      if (seed !== undefined) await engine.start({seed});
      const model = tf.sequential({
        layers: [
          layers.simpleRNN({units: 4, inputShape: [3, 2]}),
          tf.layers.dense({units: 2}),
          layers.dense({units: 2}),
        ],
      });
      return model.getWeights().map((weight) => weight.arraySync());
    };
    const first = await build(11);
    assert.notDeepEqual(await build(), first);
    assert.deepEqual(await build(11), first);
    assert.notDeepEqual(await build(12), first);
  });

  it('follow an initialiser’s own seed where it has one', () => {
    const make = (seed: number) => values(tf.initializers.glorotUniform({seed}), [3, 3]);
    assert.deepEqual(make(4), make(4));
    assert.notDeepEqual(make(4), make(5));
  });

  it('have the distributions of Keras 3', () => {
    const glorot = values(tf.initializers.glorotUniform({}), [30, 50]);
    const limit = Math.sqrt(6 / 80);
    assert.ok(Math.max(...glorot) <= limit && Math.min(...glorot) >= -limit && Math.max(...glorot) > 0.95 * limit);
    const normal = values(tf.initializers.glorotNormal({}), [40, 60]);
    assert.ok(Math.abs(deviation(normal) / Math.sqrt(2 / 100) - 1) < 0.05, `deviation ${deviation(normal)}`);
    const he = values(tf.initializers.heNormal({}), [50, 40]);
    assert.ok(Math.abs(deviation(he) / Math.sqrt(2 / 50) - 1) < 0.05);
    const cut = values(tf.initializers.truncatedNormal({mean: 1, stddev: 2}), [2000]);
    assert.ok(cut.every((value) => Math.abs(value - 1) <= 4) && Math.abs(mean(cut) - 1) < 0.15);
    const plain = values(tf.initializers.randomNormal({mean: 3, stddev: 0.5}), [2000]);
    assert.ok(Math.abs(mean(plain) - 3) < 0.05 && Math.abs(deviation(plain) - 0.5) < 0.03);
    const uniform = values(tf.initializers.randomUniform({minval: 1, maxval: 2}), [1000]);
    assert.ok(uniform.every((value) => value >= 1 && value <= 2));
  });

  it('are orthogonal: QᵀQ or QQᵀ is the identity times the gain squared', () => {
    for (const [rows, columns] of [
      [20, 20],
      [7, 3],
      [3, 7],
      [1, 1],
    ]) {
      const Q = tf.tensor2d(values(tf.initializers.orthogonal({gain: 2}), [rows, columns]), [rows, columns]);
      const product = rows >= columns ? tf.matMul(Q, Q, true) : tf.matMul(Q, Q, false, true);
      const off = product
        .sub(tf.eye(Math.min(rows, columns)).mul(4))
        .abs()
        .max()
        .dataSync()[0];
      assert.ok(off < 1e-5, `${rows} x ${columns}: off by ${off}`);
    }
  });

  it('of an orthogonal initialiser need two axes', () => {
    assert.throws(() => tf.initializers.orthogonal({}).apply([4]), /two axes or more, got shape \[4\]/);
  });
});

describe('layers.dense', () => {
  it('starts from glorotUniform, as in Keras 3', () => {
    const config = layers.dense({units: 2}).getConfig() as {kernelInitializer: {config: {distribution: string}}};
    assert.equal(config.kernelInitializer.config.distribution, 'uniform');
  });
});
