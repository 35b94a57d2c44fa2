import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {buildCandidate, CANDIDATES, cellWeights} from '../../src/models';
import {countParameters} from '../../src/training';

describe('buildCandidate', () => {
  before(() => engine.start({seed: 1}));
  // u (f + u + 1), 4 u (f + u + 1), 3 u (f + u + 2), each with a dense layer of u + 1
  const formulas = {
    SimpleRNN: (f: number) => 32 * (f + 33) + 33,
    LSTM: (f: number) => 64 * (f + 17) + 17,
    'LSTM, open': (f: number) => 64 * (f + 17) + 17,
    GRU: (f: number) => 54 * (f + 20) + 19,
    'GRU, open': (f: number) => 54 * (f + 20) + 19,
    convolution: (f: number) => 10 * (2 * f + 1) + 5 * 210 + 11, // dilations 1 to 32
    attention: (f: number) => 8 * (f + 1) + 50 * 8 + (4 * 8 * 9 + 2 * 8 * 16 + 8 + 16 + 32) + 16 + 9,
  };
  for (const name of CANDIDATES) {
    it(`builds '${name}' with the weights that its formula counts, about 1,100`, () => {
      for (const features of [1, 2]) {
        const model = buildCandidate(name, {lookback: 50, features});
        assert.deepEqual(
          [model.inputs[0].shape, model.outputs[0].shape],
          [
            [null, 50, features],
            [null, 1],
          ],
        );
        assert.equal(countParameters(model), formulas[name](features));
        assert.ok(Math.abs(countParameters(model) - 1137) < 110);
        model.dispose();
      }
    });
  }
  it('opens the gate that keeps with the logarithm of the lookback, and no other', () => {
    const biasOf = (name: 'LSTM, open' | 'GRU, open') => {
      const model = buildCandidate(name, {lookback: 50});
      const {values} = cellWeights(model.layers[1]).bias;
      model.dispose();
      return Array.from(values);
    };
    const log = Math.fround(Math.log(50));
    const lstm = biasOf('LSTM, open');
    assert.deepEqual(
      [0, 16, 32, 48].map((at) => lstm[at]),
      [0, log, 0, 0],
    );
    const gru = biasOf('GRU, open');
    assert.deepEqual(
      [0, 18, 36].map((at) => gru[at]),
      [log, 0, 0],
    );
  });
  it('lets the convolution see the whole lookback, whatever it is', () => {
    for (const lookback of [2, 11, 16, 17]) {
      const model = buildCandidate('convolution', {lookback});
      const weights = model.getWeights().map((weight) => tf.fill(weight.shape, 0.1));
      model.setWeights(weights);
      const far = tf.tidy(() => {
        const x = tf.zeros([1, lookback, 1]);
        const touched = tf.concat([tf.ones([1, 1, 1]), tf.zeros([1, lookback - 1, 1])], 1);
        return [x, touched].map((input) => (model.predict(input) as tf.Tensor).dataSync()[0]);
      });
      assert.notEqual(far[0], far[1], `the first of ${lookback} steps`);
      tf.dispose(weights);
      model.dispose();
    }
  });
  it('refuses other names and options', () => {
    assert.throws(() => buildCandidate('transformer' as never, {lookback: 5}), /buildCandidate: name must be/);
    assert.throws(() => buildCandidate('GRU', {lookback: 0}), /buildCandidate: lookback must be/);
  });
});
