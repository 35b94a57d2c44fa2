import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {expectClose, type Packed, readGolden, unpack} from '../engine/golden';

const [batch, queries, width] = [3, 4, 5];

describe('options of attention layers', () => {
  it('are refused by name and value where they have no meaning', () => {
    const {attention, multiHeadAttention} = layers;
    assert.throws(
      () => attention({score: 'cosine' as 'dot'}),
      /score must be 'dot', 'scaledDot' or 'additive', got 'cosine'/,
    );
    assert.throws(() => attention({units: 4}), /attention: units belong to score 'additive' with a scale, got 'dot'/);
    assert.throws(() => attention({score: 'additive', units: 0}), /units must be a whole number >= 1, got 0/);
    assert.throws(() => attention({dropout: 1}), /attention: dropout must lie in \[0, 1\), got 1/);
    assert.throws(
      () => attention().apply([tf.zeros([2, 3, 4]), tf.zeros([2, 3, 5])]),
      /keys must be as wide as queries, 4/,
    );
    const sizes = {numHeads: 2, keyDim: 3};
    assert.throws(() => multiHeadAttention({...sizes, numHeads: 0}), /numHeads must be a whole number >= 1, got 0/);
    assert.throws(() => multiHeadAttention({numHeads: 2} as typeof sizes), /keyDim must be a whole number.*undefined/);
    assert.throws(() => multiHeadAttention({...sizes, valueDim: 1.5}), /valueDim must be a whole number.*got 1.5/);
    assert.throws(() => multiHeadAttention({...sizes, dropout: -1}), /multiHeadAttention: dropout.*got -1/);
  });

  it('give multi-head attention its initialisers and penalties', () => {
    const layer = layers.multiHeadAttention({
      ...{numHeads: 2, keyDim: 3, biasInitializer: 'ones'},
      kernelRegularizer: tf.regularizers.l2({l2: 0.5}),
    });
    layer.build([batch, queries, width]);
    const [kernel, bias] = layer.getWeights();
    expectClose(bias, tf.ones([2, 3]), 0);
    assert.ok(kernel.abs().max().dataSync()[0] <= Math.sqrt(6 / (2 * width + 3 * width))); // glorotUniform as in Keras
    const penalties = layer.calculateLosses();
    assert.equal(penalties.length, 4);
    expectClose(penalties[0], kernel.square().sum().mul(0.5), 1e-6);
  });
});

interface KerasCase {
  name: string;
  options: layers.MultiHeadAttentionOptions & layers.AttentionLayerOptions;
  inputs: Record<string, Packed>;
  weights: Packed[];
  output: Packed;
  scores: Packed;
}

describe('attention layers with Keras’ weights', () => {
  before(() => engine.start().then(() => undefined));

  for (const golden of ['attention-keras', 'multi-head-keras']) {
    it(`give Keras’ outputs (${golden})`, () => {
      for (const wanted of readGolden<KerasCase>(golden)) {
        tf.tidy(() => {
          const {query, value, key, queryMask, valueMask} = wanted.inputs;
          const options = {...wanted.options, returnAttentionScores: true};
          const layer =
            golden === 'attention-keras'
              ? layers.attention({...options, useScale: wanted.weights.length > 0})
              : layers.multiHeadAttention({...options, outputShape: wanted.output.shape[2]});
          const inputs = [query, value, key].filter(Boolean).map(unpack);
          layer.build(inputs.map(({shape}) => shape));
          layer.setWeights(wanted.weights.map(unpack));
          const mask = queryMask && [queryMask, valueMask].map(unpack);
          const [output, scores] = layer.apply(inputs, {mask}) as tf.Tensor[];
          expectClose(output, wanted.output, 1e-5, wanted.name);
          expectClose(scores, wanted.scores, 1e-5, wanted.name);
        });
      }
    });
  }
});
