import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {
  buildCandidate,
  buildRecurrent,
  buildTransformer,
  buildVideoClassifier,
  buildVideoCnn,
  multiplications,
} from '../../src/models';

describe('multiplications', () => {
  before(() => engine.start({seed: 1}));
  const [T, f, u] = [7, 3, 5]; // all different, so that a swapped factor shows
  const gates = {simpleRNN: 1, gru: 3, lstm: 4} as const;
  for (const [cell, count] of Object.entries(gates)) {
    it(`of ${cell} are its kernels once a step, and a dense layer once`, () => {
      const model = buildRecurrent({cell: cell as keyof typeof gates, units: [u], lookback: T, features: f});
      assert.equal(multiplications(model), T * count * u * (f + u) + u);
    });
  }
  it('of a dense layer at every step count every step', () => {
    const model = buildRecurrent({
      cell: 'gru',
      units: [u],
      lookback: T,
      features: f,
      outputs: 2,
      returnSequences: true,
    });
    assert.equal(multiplications(model), T * (3 * u * (f + u) + 2 * u));
  });
  it('of a causal convolution are kernel size times features times filters a step, whatever the dilation', () => {
    const conv = layers.causalConv1d({filters: u, kernelSize: 2, dilationRate: 4, inputShape: [T, f]});
    const model = tf.sequential({layers: [conv, layers.lastStep()]});
    assert.equal(multiplications(model), T * 2 * f * u);
  });
  it('of self-attention grow with the square of the steps, by twice the width', () => {
    const [w, d] = [4, 6];
    const count = (steps: number) =>
      multiplications(buildTransformer({lookback: steps, features: f, width: w, heads: 2, feedForward: d}));
    const formula = (steps: number) => steps * (f * w + 4 * w * w + 2 * w * d) + steps ** 2 * 2 * w + w;
    assert.deepEqual([T, 20].map(count), [T, 20].map(formula));
  });
  it('of the candidates differ by less than a third at 50 steps', () => {
    const counts = (['SimpleRNN', 'LSTM', 'GRU', 'convolution', 'attention'] as const).map((name) =>
      multiplications(buildCandidate(name, {lookback: 50, features: 2})),
    );
    assert.ok(Math.max(...counts) < 1.34 * Math.min(...counts), counts.join());
  });
  it('of convolutions over frames and films are kernel numbers times places', () => {
    const sizes = {frames: T, height: 8, width: 6, filters: [f, u], classes: 2};
    const seen = (kernel: number) => T * (48 * kernel * f + 12 * kernel * f * u);
    assert.equal(multiplications(buildVideoCnn(sizes)), seen(27) + 2 * u);
    const lstm = (inputs: number) => T * 16 * (inputs + 4) + 2 * 4;
    assert.equal(multiplications(buildVideoClassifier({...sizes, units: [4]})), seen(9) + lstm(u));
    assert.equal(
      multiplications(buildVideoClassifier({...sizes, units: [4], keepPlaces: true})),
      seen(9) + lstm(2 * u),
    );
  });
  it('refuse what they cannot count', () => {
    assert.throws(
      () => multiplications(buildRecurrent({units: [2]})),
      /multiplications: model must read a fixed number/,
    );
    const pooled = tf.sequential({layers: [layers.maxPooling1d({poolSize: 2, inputShape: [4, 1]})]});
    assert.throws(() => multiplications(pooled), /cannot count a layer of the kind/);
  });
});
