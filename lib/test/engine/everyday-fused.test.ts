import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';

/** Fails unless every number of both tensors agrees to the tolerance. */
function expectClose(actual: tf.Tensor, expected: tf.Tensor, tolerance = 1e-5): void {
  assert.deepEqual(actual.shape, expected.shape);
  const [a, b] = [actual.dataSync(), expected.dataSync()];
  a.forEach((value, i) => {
    assert.ok(Math.abs(value - b[i]) <= tolerance, `${i}: ${value} should be ${b[i]}`);
  });
}

const [rows, features] = [6, 5];
const x = tf.randomNormal([rows, features], 2, 3, 'float32', 1);
const gamma = tf.randomNormal([features], 1, 0.2, 'float32', 2) as tf.Tensor1D;
const beta = tf.randomNormal([features], 0, 0.2, 'float32', 3) as tf.Tensor1D;
const EPSILON = 1e-3;

describe('fusedEmbedding', () => {
  before(() => engine.start({seed: 1}));

  it('takes rows of the table, and gives each row the sum of the gradients of its uses', () => {
    const table = tf.tensor2d([0, 1, 10, 11, 20, 21], [3, 2]);
    const indices = tf.tensor2d([2, 0, 2, 2], [2, 2], 'int32');
    const output = engine.fusedEmbedding(indices, table);
    assert.deepEqual(output.shape, [2, 2, 2]);
    assert.deepEqual([...output.dataSync()], [20, 21, 0, 1, 20, 21, 20, 21]);
    const gradient = tf.grad((weights: tf.Tensor) => engine.fusedEmbedding(indices, weights as tf.Tensor2D).sum())(
      table,
    );
    assert.deepEqual([...gradient.dataSync()], [1, 1, 0, 0, 3, 3]);
  });

  it('names an index that is out of range, and a table that is no matrix', () => {
    const table = tf.zeros([3, 2]) as tf.Tensor2D;
    assert.throws(() => engine.fusedEmbedding(tf.tensor1d([3], 'int32'), table), /3/);
    assert.throws(() => engine.fusedEmbedding(tf.tensor1d([0], 'int32'), tf.zeros([3]) as never), /must be a matrix/);
  });
});

describe('fusedLayerNorm', () => {
  before(() => engine.start({seed: 1}));
  const byHand = (value: tf.Tensor): tf.Tensor => {
    const {mean, variance} = tf.moments(value, -1, true);
    return value.sub(mean).div(variance.add(EPSILON).sqrt()).mul(gamma).add(beta);
  };

  it('agrees with the equation written in plain operations, values and gradient', () => {
    expectClose(engine.fusedLayerNorm(x, {gamma, beta}, EPSILON), byHand(x));
    const weights = tf.randomNormal([rows, features], 0, 1, 'float32', 4);
    const slope = (f: (value: tf.Tensor) => tf.Tensor) => tf.grad((value) => f(value).mul(weights).sum())(x);
    expectClose(
      slope((value) => engine.fusedLayerNorm(value, {gamma, beta}, EPSILON)),
      slope(byHand),
      1e-4,
    );
  });

  it('refuses weights of another width by name', () => {
    const wrong = tf.ones([features + 1]) as tf.Tensor1D;
    assert.throws(() => engine.fusedLayerNorm(x, {gamma: wrong}, EPSILON), /gamma must have shape \[5\]/);
  });
});

describe('fusedBatchNorm', () => {
  before(() => engine.start({seed: 1}));
  const moving = {movingMean: tf.fill([features], 2), movingVariance: tf.fill([features], 9)};

  it('uses the moving statistics as they are without momentum', () => {
    const {output, movingMean} = engine.fusedBatchNorm({x, gamma, beta, ...moving}, EPSILON);
    expectClose(
      output,
      x
        .sub(2)
        .div(Math.sqrt(9 + EPSILON))
        .mul(gamma)
        .add(beta),
    );
    assert.equal(movingMean, undefined);
  });

  it('normalises by the batch with momentum, and moves the statistics by its share', () => {
    const {output, movingMean, movingVariance} = engine.fusedBatchNorm({x, gamma, beta, ...moving}, EPSILON, 0.9);
    const {mean, variance} = tf.moments(x, 0);
    expectClose(output, x.sub(mean).div(variance.add(EPSILON).sqrt()).mul(gamma).add(beta));
    expectClose(movingMean as tf.Tensor, mean.mul(0.1).add(0.9 * 2), 1e-5);
    expectClose(movingVariance as tf.Tensor, variance.mul(0.1).add(0.9 * 9), 1e-4);
  });

  it('leaves masked rows out of the statistics', () => {
    const mask = tf.tensor1d([1, 1, 1, 0, 0, 0]);
    const {movingMean} = engine.fusedBatchNorm({x, gamma, beta, ...moving, mask}, EPSILON, 0);
    expectClose(movingMean as tf.Tensor, x.slice(0, 3).mean(0));
  });
});

describe('headWeights', () => {
  it('pairs kernels with their biases in the order of Keras: query, key, value, output', () => {
    assert.deepEqual(engine.headWeights(['q', 'bq', 'k', 'bk', 'v', 'bv', 'o', 'bo']), [
      {kernel: 'q', bias: 'bq'},
      {kernel: 'k', bias: 'bk'},
      {kernel: 'v', bias: 'bv'},
      {kernel: 'o', bias: 'bo'},
    ]);
    assert.deepEqual(
      engine.headWeights(['q', 'k', 'v', 'o']).map(({bias}) => bias),
      [undefined, undefined, undefined, undefined],
    );
  });
});

describe('simdWorks', () => {
  it('says whether the machine takes an instruction of WebAssembly SIMD', () => {
    // the smallest module with a v128 constant: (func (drop (v128.const ...)))
    const code = [0xfd, 0x0c, ...new Array(16).fill(0), 0x1a, 0x0b];
    const module = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0];
    const bytes = Uint8Array.from([...module, 0x0a, code.length + 3, 1, code.length + 1, 0, ...code]);
    assert.equal(engine.simdWorks(), WebAssembly.validate(bytes));
  });
});

describe('recover', () => {
  before(() => engine.start({seed: 1}));

  it('closes the scopes that an interrupted computation left open, and frees what they held', () => {
    const before = tf.memory().numTensors;
    tf.engine().startScope('cut off');
    tf.zeros([3]);
    tf.zeros([4]);
    assert.equal(tf.memory().numTensors, before + 2);
    engine.recover();
    assert.equal(tf.memory().numTensors, before);
  });

  it('closes an open gradient tape, so that later gradients are right', () => {
    const state = tf.engine().state as unknown as {gradientDepth: number; kernelDepth: number};
    state.gradientDepth = 1;
    engine.recover();
    assert.equal(state.gradientDepth, 0);
    assert.equal(
      tf
        .grad((value) => value.square())(tf.scalar(3))
        .dataSync()[0],
      6,
    );
  });

  it('changes nothing where nothing is open', () => {
    const kept = tf.scalar(1);
    engine.recover();
    assert.equal(kept.dataSync()[0], 1);
    kept.dispose();
  });
});
