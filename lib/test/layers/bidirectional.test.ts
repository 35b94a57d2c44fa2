import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {expectClose, type Packed, readGolden, unpack} from '../engine/golden';

const [batch, steps, features, units] = [4, 6, 3, 5]; // all different, so a swapped axis fails

interface Case {
  name: string;
  cell: 'LSTM' | 'GRU' | 'SimpleRNN';
  options: {units: number; returnSequences: boolean};
  mergeMode: layers.BidirectionalOptions['mergeMode'];
  x: Packed;
  mask: Packed | null;
  weights: Packed[];
  outputs: Packed[];
  dOutputs: Packed[];
  gradients: Packed[];
}

const MAKERS = {LSTM: layers.lstm, GRU: layers.gru, SimpleRNN: layers.simpleRNN};
const inputs = () => tf.randomNormal([batch, steps, features], 0, 1, 'float32', 1);
const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

describe('layers.bidirectional', () => {
  beforeEach(() => engine.start({seed: 5}).then(() => undefined));

  for (const wanted of readGolden<Case>('bidirectional-keras')) {
    it(`has the outputs and gradients of Keras: ${wanted.name}`, () => {
      tf.tidy(() => {
        const inner = MAKERS[wanted.cell](wanted.options);
        const layer = layers.bidirectional({layer: inner, mergeMode: wanted.mergeMode});
        layer.build(wanted.x.shape);
        layer.setWeights(wanted.weights.map(unpack));
        const x = tf.variable(unpack(wanted.x));
        const mask = wanted.mask ? unpack(wanted.mask).toBool() : undefined;
        const run = () => list(layer.call(x, {mask}) as tf.Tensor | tf.Tensor[]);
        run().forEach((output, i) => {
          expectClose(output, wanted.outputs[i], 1e-5, `output ${i}`);
        });
        const variables = [x, ...layer.trainableWeights.map((weight) => weight.read() as tf.Variable)];
        const {grads} = tf.variableGrads(
          () => tf.addN(run().map((output, i) => output.mul(unpack(wanted.dOutputs[i])).sum())) as tf.Scalar,
          variables,
        );
        variables.forEach(({name}, i) => {
          expectClose(grads[name], wanted.gradients[i], 1e-5, `gradient ${i}`);
        });
      });
    });
  }

  it('is changed by nothing that is masked: padding after the end, in both directions', () => {
    const model = tf.sequential({
      layers: [
        tf.layers.masking({maskValue: 0, inputShape: [null, features] as unknown as number[]}),
        layers.bidirectional({layer: layers.lstm({units, returnSequences: true})}),
        layers.bidirectional({layer: layers.gru({units})}),
      ],
    });
    const x = inputs();
    const longer = tf.concat([x, tf.zeros([batch, 3, features])], 1);
    expectClose(model.predict(longer) as tf.Tensor, model.predict(x) as tf.Tensor, 0);
  });

  it('hands on the states of both directions, and keeps them from the next layer', () => {
    const x = tf.input({shape: [steps, features]});
    const encoder = layers.bidirectional({layer: layers.lstm({units, returnState: true, returnSequences: true})});
    const [all, ...states] = encoder.apply(x) as tf.SymbolicTensor[];
    assert.equal(states.length, 4);
    const decoder = layers.bidirectional({layer: layers.lstm({units, returnSequences: true})});
    const decoded = decoder.apply([all, ...states]) as tf.SymbolicTensor;
    const last = layers.lstm({units: 2}).apply(decoded) as tf.SymbolicTensor; // other units: given states would not fit
    const model = tf.model({inputs: x, outputs: [...states, last]});
    const outputs = model.predict(inputs()) as tf.Tensor[];
    assert.deepEqual(outputs[4].shape, [batch, 2]);
  });

  it('survives saving and loading, and counts the penalties of both layers', async () => {
    const regularizer = tf.regularizers.l2({l2: 0.5});
    const layer = layers.bidirectional({
      layer: layers.gru({units, kernelRegularizer: regularizer}),
      mergeMode: 'sum',
      inputShape: [steps, features],
    });
    const model = tf.sequential({layers: [layer]});
    const weights = model.getWeights();
    const penalties = [weights[0], weights[3]].map((kernel) => kernel.square().sum().mul(0.5));
    expectClose(tf.addN(layer.calculateLosses()), tf.addN(penalties), 1e-5);
    let saved: tf.io.ModelArtifacts = {};
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: 'JSON'}};
      }),
    );
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved));
    assert.ok(loaded.layers[0] instanceof layers.Bidirectional);
    expectClose(loaded.predict(inputs()) as tf.Tensor, model.predict(inputs()) as tf.Tensor, 0);
  });

  it('starts its two layers from different weights', () => {
    const layer = layers.bidirectional({layer: layers.lstm({units})});
    layer.build([null, steps, features]);
    const weights = layer.getWeights();
    assert.equal(weights.length, 6);
    assert.notDeepEqual(weights[0].arraySync(), weights[3].arraySync());
  });

  it('refuses what is no recurrent layer and an unknown merge mode, by value', () => {
    const dense = layers.dense({units: 3}) as unknown as tf.RNN;
    assert.throws(() => layers.bidirectional({layer: dense}), /layer must be a recurrent layer .* got /);
    const mergeMode = 'average' as 'ave';
    assert.throws(
      () => layers.bidirectional({layer: layers.lstm({units}), mergeMode}),
      /mergeMode must be 'concat', 'sum', 'mul', 'ave' or null, got 'average'/,
    );
  });
});
