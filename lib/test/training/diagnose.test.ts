import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {findNonFinite} from '../../src/training/diagnose';

const [batch, steps, features] = [3, 4, 2];

const sequential = () =>
  tf.sequential({
    layers: [
      layers.lstm({units: 5, returnSequences: true, inputShape: [steps, features], name: 'first'}),
      layers.gru({units: 3, name: 'second'}),
      layers.dense({units: 1, name: 'last'}),
    ],
  });

/** The same tensor with one number replaced. */
function spoil(tensor: tf.Tensor, at: number, value: number): tf.Tensor {
  const values = Float32Array.from(tensor.dataSync());
  values[at] = value;
  return tf.tensor(values, tensor.shape);
}

function setWeight(model: tf.LayersModel, number: number, weight: tf.Tensor): void {
  model.setWeights(model.getWeights().map((old, i) => (i === number ? weight : old)));
}

describe('findNonFinite', () => {
  beforeEach(() => engine.start({seed: 5}).then(() => undefined));

  it('finds nothing where all is finite', () => {
    assert.equal(findNonFinite(sequential(), tf.ones([batch, steps, features])), undefined);
  });

  it('names the first layer that a spoilt input spoils', () => {
    const found = findNonFinite(sequential(), spoil(tf.ones([batch, steps, features]), 11, Number.NaN));
    assert.ok(found);
    assert.deepEqual([found.layer, found.weight, found.shape], ['first', undefined, [batch, steps, 5]]);
    assert.match(found.message, /^the output of layer 'first', shape \[3,4,5\], holds NaN at \[1,1,0\]; so does what/);
  });

  it('names the first layer with a weight that is not finite', () => {
    const model = sequential();
    setWeight(model, 4, spoil(model.getWeights()[4], 3, Number.POSITIVE_INFINITY));
    const found = findNonFinite(model, tf.ones([batch, steps, features]));
    assert.ok(found);
    assert.match(
      found.message,
      /^weight 'recurrent_kernel' of layer 'second', shape \[3,9\], holds Infinity at \[0,3\]$/,
    );
  });

  it('names the layer whose output overflows although its inputs and weights are finite', () => {
    const model = sequential();
    setWeight(model, 6, tf.zeros([3, 1]));
    setWeight(model, 7, tf.fill([1], 3e38));
    const twice = tf.sequential({layers: [model, layers.dense({units: 1, name: 'beyond', useBias: false})]});
    setWeight(twice, 8, tf.fill([1, 1], 10));
    const message = findNonFinite(twice, tf.ones([batch, steps, features]))?.message ?? '';
    assert.match(
      message,
      /^the output of layer 'beyond', shape \[3,1\], holds Infinity at \[0,0\]; what it is given, and/,
    );
  });

  it('looks into nested models, and follows branches', () => {
    const inner = sequential();
    setWeight(inner, 6, spoil(inner.getWeights()[6], 2, Number.NaN));
    const x = tf.input({shape: [steps, features], name: 'series'});
    const other = tf.input({shape: [1], name: 'other'});
    const sum = tf.layers.add({name: 'sum'}).apply([inner.apply(x) as tf.SymbolicTensor, other]) as tf.SymbolicTensor;
    const model = tf.model({inputs: [x, other], outputs: sum});
    const inputs = [tf.ones([batch, steps, features]), tf.ones([batch, 1])];
    assert.match(findNonFinite(model, inputs)?.message ?? '', /^weight 'kernel' of layer 'last', shape \[3,1\]/);
    setWeight(inner, 6, tf.ones([3, 1]));
    const spoilt = findNonFinite(model, [inputs[0], spoil(inputs[1], 2, Number.NEGATIVE_INFINITY)]);
    assert.match(
      spoilt?.message ?? '',
      /^the output of layer 'sum', shape \[3,1\], holds -Infinity at \[2,0\]; so does/,
    );
  });

  it('knows weights inside wrappers', () => {
    const model = tf.sequential({
      layers: [layers.bidirectional({layer: layers.gru({units: 2}), inputShape: [steps, features], name: 'both'})],
    });
    setWeight(model, 5, spoil(model.getWeights()[5], 0, Number.NaN));
    const found = findNonFinite(model, tf.ones([batch, steps, features]));
    assert.match(found?.message ?? '', /^weight 'bias' of layer 'both', shape \[2,6\], holds NaN at \[0,0\]$/);
  });

  it('leaks no tensors', () => {
    const model = sequential();
    const x = tf.ones([batch, steps, features]);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) findNonFinite(model, x);
    assert.equal(tf.memory().numTensors, before);
  });
});
