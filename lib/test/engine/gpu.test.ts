import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {availableLstm} from '../../src/engine/native/choose-lstm';
import {cudnnLstm} from '../../src/engine/native/cudnn-lstm';
import * as layers from '../../src/layers';
import * as training from '../../src/training';

// A GPU multiplies with 10 bits behind the point (TF32) where it may, so its numbers agree to three digits.
const CLOSE = 5e-3;

/** What `compute` gives on native TensorFlow, and on WebAssembly, from the same seed. */
async function onBoth<T>(compute: () => Promise<T> | T): Promise<[native: T, wasm: T]> {
  const results: T[] = [];
  for (const name of ['tensorflow', 'wasm'] as const) {
    await engine.start({engine: name, seed: 3});
    results.push(await compute());
  }
  await engine.start({engine: 'tensorflow'});
  return results as [T, T];
}

function expectNear(found: ArrayLike<number>, wanted: ArrayLike<number>, relative: number): void {
  assert.equal(found.length, wanted.length);
  const scale = Math.max(...Array.from(wanted, Math.abs));
  for (let i = 0; i < wanted.length; i++)
    assert.ok(Math.abs(found[i] - wanted[i]) <= relative * scale, `${found[i]} against ${wanted[i]} at ${i}`);
}

const noise = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);

function lstmModel(): tf.LayersModel {
  return training.compile(
    tf.sequential({layers: [layers.lstm({units: 8, inputShape: [10, 1]}), layers.dense({units: 1})]}),
  );
}

async function fitLosses(onTape: boolean): Promise<number[]> {
  const model = lstmModel();
  const x = noise([64, 10, 1], 1);
  const y = tf.tidy(() => x.mean([1, 2]).reshape([64, 1]));
  const {history} = await training.fit(model, {x, y}, {epochs: 3, seed: 1, onTape});
  tf.dispose([x, y]);
  model.dispose();
  return history.loss;
}

describe('on a GPU', () => {
  before(async function () {
    // only npm run test:tensorflow has the engine that can use one
    const devices = process.env.UNROLL_ENGINE === 'tensorflow' ? (await engine.start({seed: 1})).devices : [];
    if (devices[0]?.startsWith('GPU (')) return;
    process.stdout.write('    skipped: no GPU\n');
    this.skip();
  });

  it('is the first device of engine.info, by its name, beside the version of TensorFlow', () => {
    const {library, version, devices} = engine.info();
    assert.equal(library, 'TensorFlow');
    assert.match(version, /^2\.\d+\.\d+$/);
    assert.match(devices[0], /^GPU \(.*\w.*\)$/);
    assert.match(devices[1], /^CPU \(WebAssembly/);
  });

  it('agrees with sums by hand on products of matrices', () => {
    const [a, b] = [noise([64, 48], 1), noise([48, 32], 2)];
    const [product, left, right] = [a.matMul(b), a, b].map((x) => x.dataSync());
    const sums = Array.from({length: 64 * 32}, (_, at) => {
      let sum = 0;
      for (let k = 0; k < 48; k++) sum += left[Math.floor(at / 32) * 48 + k] * right[k * 32 + (at % 32)];
      return sum;
    });
    expectNear(product, sums, CLOSE);
    tf.dispose([a, b]);
  });

  const stock: [name: string, make: () => tf.layers.Layer, shape: number[]][] = [
    ['a recurrent layer', () => tf.layers.lstm({units: 6, returnSequences: true}), [4, 9, 5]],
    ['a convolution', () => tf.layers.conv1d({filters: 6, kernelSize: 3}), [4, 9, 5]],
    ['a normalisation', () => tf.layers.layerNormalization(), [4, 9, 5]],
    ['an image layer', () => tf.layers.conv2d({filters: 3, kernelSize: 3}), [2, 8, 8, 4]],
  ];
  for (const [name, make, shape] of stock) {
    it(`computes ${name} of TensorFlow.js as WebAssembly does`, async () => {
      const [native, wasm] = await onBoth(() => tf.tidy(() => (make().apply(noise(shape, 4)) as tf.Tensor).dataSync()));
      expectNear(native, wasm, CLOSE);
    });
  }

  const own: [name: string, make: () => tf.layers.Layer][] = [
    ['layers.lstm', () => layers.lstm({units: 6, returnSequences: true})],
    ['layers.gru', () => layers.gru({units: 6, returnSequences: true})],
    ['layers.causalConv1d', () => layers.causalConv1d({filters: 6, kernelSize: 2, dilationRate: 2})],
  ];
  for (const [name, make] of own) {
    it(`gives ${name} the outputs and input gradients of WebAssembly`, async () => {
      const [native, wasm] = await onBoth(() =>
        tf.tidy(() => {
          const [layer, x] = [make(), noise([4, 9, 5], 4)];
          const output = (layer.apply(x) as tf.Tensor).dataSync();
          const gradient = tf
            .grad((input) => (layer.apply(input) as tf.Tensor).square().sum())(x)
            .dataSync();
          return {output, gradient};
        }),
      );
      expectNear(native.output, wasm.output, CLOSE);
      expectNear(native.gradient, wasm.gradient, CLOSE);
    });
  }

  it('computes a large LSTM by cuDNN, with the outputs and gradients of WebAssembly', async () => {
    const [batch, steps, features, units] = [64, 9, 5, 40];
    const [native, wasm] = await onBoth(() =>
      tf.tidy(() => {
        const layer = layers.lstm({units, returnSequences: true});
        const x = noise([batch, steps, features], 4);
        const output = (layer.apply(x) as tf.Tensor).dataSync();
        const {grads} = tf.variableGrads(() => (layer.apply(x) as tf.Tensor).square().sum() as tf.Scalar);
        return [output, ...Object.values(grads).map((gradient) => gradient.dataSync())];
      }),
    );
    for (const [i, numbers] of wasm.entries()) expectNear(native[i], numbers, CLOSE);
    const unasked = (): never => {
      throw new Error('was compared before');
    };
    assert.equal(availableLstm(unasked)?.lstm, cudnnLstm);
  });

  it('trains an LSTM to the same losses as WebAssembly, by a plan and on the tape', async () => {
    // a plan computes in WebAssembly on either engine; on the tape the dense layer and the loss are the GPU's
    for (const [onTape, relative] of [
      [false, 1e-6],
      [true, CLOSE],
    ] as const) {
      const [native, wasm] = await onBoth(() => fitLosses(onTape));
      expectNear(native, wasm, relative);
      assert.ok(native[2] < native[0], `${native}`);
    }
  });

  it('keeps no tensor over the steps of a training', async () => {
    await fitLosses(true);
    const before = tf.memory().numTensors;
    await fitLosses(true);
    assert.equal(tf.memory().numTensors, before);
  });
});
