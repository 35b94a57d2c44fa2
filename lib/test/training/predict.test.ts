import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as data from '../../src/data';
import * as engine from '../../src/engine';
import {buildSimpleRnn} from '../../src/models';
import {predict} from '../../src/training';

describe('predict', () => {
  const x = data.generateTimeSeries(5, 7);
  before(() => engine.start({seed: 1}));
  it('gives one row an example, the numbers of model.predict', () => {
    const model = buildSimpleRnn({units: [4], dense: 3});
    const targets = predict(model, x);
    assert.deepEqual(targets.shape, [5, 3]);
    assert.deepEqual([...targets.values], [...(model.predict(x.toTensor()) as tf.Tensor).dataSync()]);
  });
  it('keeps the time steps of a seq2seq model', () => {
    assert.deepEqual(predict(buildSimpleRnn({units: [2], returnSequences: true}), x).shape, [5, 7, 2]);
  });
  it('takes many examples piece by piece, with the same numbers', () => {
    const many = new data.Grid(
      Float64Array.from({length: 70 * 30_000}, (_, i) => Math.sin(i)),
      [70, 300, 100],
    );
    const model = buildSimpleRnn({units: [4], features: 100, returnSequences: true});
    const whole = tf.tidy(() => (model.predict(many.toTensor()) as tf.Tensor).dataSync());
    const {toTensor} = data.Grid.prototype;
    const sizes: number[] = [];
    data.Grid.prototype.toTensor = function (this: data.Grid) {
      sizes.push(this.length);
      return toTensor.call(this);
    };
    try {
      const targets = predict(model, many);
      assert.deepEqual(targets.shape, [70, 300, 4]);
      assert.deepEqual([...targets.values], [...whole]);
    } finally {
      data.Grid.prototype.toTensor = toTensor;
    }
    assert.deepEqual(sizes, [32, 32, 6]);
  });
  it('leaks no tensors', () => {
    const model = buildSimpleRnn({units: [4]});
    predict(model, x);
    const before = tf.memory().numTensors;
    predict(model, x);
    assert.equal(tf.memory().numTensors, before);
  });
  it('hands its numbers past tidy, which would search each of them for tensors', () => {
    const model = buildSimpleRnn({units: [4], dense: 3});
    const tidied: unknown[] = [];
    const backend = tf.engine();
    const tidy = backend.tidy;
    backend.tidy = ((...given: Parameters<typeof tidy>) => {
      const result = tidy.apply(backend, given);
      tidied.push(result);
      return result;
    }) as typeof tidy;
    try {
      predict(model, x);
    } finally {
      backend.tidy = tidy;
    }
    assert.ok(tidied.length > 0);
    assert.ok(!tidied.some((result) => ArrayBuffer.isView(result)));
  });
  it('refuses a model of two outputs', () => {
    const input = tf.input({shape: [7, 1]});
    const flat = tf.layers.flatten().apply(input) as tf.SymbolicTensor;
    const heads = [1, 2].map((units) => tf.layers.dense({units}).apply(flat) as tf.SymbolicTensor);
    assert.throws(() => predict(tf.model({inputs: input, outputs: heads}), x), /one output, got 2/);
  });
});
