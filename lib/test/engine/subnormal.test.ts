import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {useKernels} from '../../src/engine/kernels-host';
import * as layers from '../../src/layers';

/** Where numbers become 0: well above the smallest normal one, 2^-126. */
const LEAST = 2 ** -100;
const STEPS = 60;
const WEIGHT = 0.1;

const seen = (values: ArrayLike<number>) => Array.from(values);
const isSubnormal = (value: number) => value !== 0 && Math.abs(value) < 2 ** -126;

describe('numbers too small to calculate with', () => {
  before(async function () {
    // Native TensorFlow turns subnormal numbers off in its own threads.
    if ((await engine.start()).engine !== 'wasm') this.skip();
  });

  it('become 0 on their way back, and all others stay: dX_t = w^(T-1-t) of a linear cell', () => {
    const layer = layers.simpleRNN({units: 1, activation: 'linear'});
    layer.apply(tf.input({shape: [STEPS, 1]}));
    layer.setWeights([tf.ones([1, 1]), tf.tensor2d([[WEIGHT]]), tf.zeros([1])]);
    const gradient = tf.grad((x: tf.Tensor) => layer.apply(x) as tf.Tensor)(tf.ones([1, STEPS, 1]));
    const found = seen(gradient.dataSync());
    assert.deepEqual(found.filter(isSubnormal), []);
    for (const [t, value] of found.entries()) {
      const due = Math.fround(WEIGHT) ** (STEPS - 1 - t);
      if (due < LEAST / 2) assert.equal(value, 0, `step ${t}`);
      else if (due > 2 * LEAST) assert.ok(Math.abs(value / due - 1) < 1e-5, `step ${t}: ${value}, not ${due}`);
    }
    assert.ok(found.includes(0) && found[STEPS - 1] === 1);
  });

  for (const [name, make] of Object.entries({
    lstm: () => layers.lstm({units: 4}),
    gru: () => layers.gru({units: 4}),
    'gru, reset before': () => layers.gru({units: 4, resetAfter: false}),
    peephole: () => layers.peepholeLstm({units: 4}),
    'layer norm': () => layers.layerNormLstm({units: 4}),
  })) {
    it(`do not stay in the gradients of a closed cell: ${name}`, () => {
      const layer = make();
      layer.apply(tf.input({shape: [400, 2]}));
      // Small weights: every step back multiplies by less than a half.
      layer.setWeights(layer.getWeights().map((weight) => tf.fill(weight.shape, 0.01)));
      const gradient = tf.grad((x: tf.Tensor) => layer.apply(x) as tf.Tensor)(tf.ones([1, 400, 2]));
      const found = seen(gradient.dataSync());
      assert.deepEqual(found.filter(isSubnormal), []);
      assert.ok(found.every(Number.isFinite) && found[found.length - 1] !== 0);
    });
  }

  it('do not stay in the moments of weights that get no gradient any more, and NaN is never hidden', () => {
    const kernels = useKernels();
    const [weights, gradients, m, v] = [0, 1, 2, 3].map(() => kernels.zeros(4));
    kernels.view(gradients, 4).set([1, 1e-3, 0, 1]);
    const step = () => kernels.run.adamStep(4, weights, gradients, m, v, 1e-3, 0.1, 0.001, 1e-7, 0);
    step();
    kernels.view(gradients, 4).fill(0);
    kernels.view(gradients, 4)[3] = Number.NaN;
    for (let i = 0; i < 1000; i++) step();
    const moments = [...seen(kernels.view(m, 4)), ...seen(kernels.view(v, 4))];
    assert.deepEqual(moments.filter(isSubnormal), []);
    assert.equal(kernels.view(m, 4)[0], 0);
    assert.ok(Number.isNaN(kernels.view(m, 4)[3]) && Number.isNaN(kernels.view(weights, 4)[3]));
  });
});
