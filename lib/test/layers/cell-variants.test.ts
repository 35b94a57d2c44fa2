import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {restartSeeds} from '../../src/engine/seeds';
import * as layers from '../../src/layers';
import {expectClose} from '../engine/golden';
import {onSingleOperations, saveAndLoad, shake} from './model-files';
import {assertSame, comparePlan, draw, makeMask, shakeLayer, tapeLayer} from './plan';

const [batch, steps, features, units] = [4, 6, 3, 5]; // all different, so a swapped axis fails

type Options = {units: number} & Record<string, unknown>;

interface Kind {
  name: string;
  make: (options: Options) => layers.FusedRnn;
  type: new (options: Options) => layers.FusedRnn;
  states: number;
  shapes: number[][];
  /** Options that the kernels do not know; a hard sigmoid at the gates where there are none. */
  offKernels?: Partial<Options>;
}

const KINDS: Kind[] = [
  {
    ...{name: 'layers.peepholeLstm', make: layers.peepholeLstm, type: layers.PeepholeLstm, states: 2},
    shapes: [[features, 20], [units, 20], [3, units], [20]],
  },
  {
    ...{name: 'layers.layerNormLstm', make: layers.layerNormLstm, type: layers.LayerNormLstm, states: 2},
    shapes: [[features, 20], [units, 20], [20], [20], [20], [20], [20], [units], [units]],
  },
  {
    ...{name: 'layers.layerNormGru', make: layers.layerNormGru, type: layers.LayerNormGru, states: 1},
    shapes: [[features, 15], [units, 15], [15], [15], [15], [15], [15]],
  },
  {
    ...{name: 'layers.layerNormSimpleRNN', make: layers.layerNormSimpleRNN, type: layers.LayerNormSimpleRnn, states: 1},
    ...{shapes: [[features, units], [units, units], [units], [units], [units]], offKernels: {activation: 'softsign'}},
  },
];

for (const {name, make, type, states, shapes, offKernels = {recurrentActivation: 'hardSigmoid'}} of KINDS) {
  const single = (options: Partial<Options> = {}) => {
    const model = tf.sequential({layers: [make({units, inputShape: [steps, features], ...options})]});
    shake(model);
    return model;
  };

  describe(name, () => {
    beforeEach(() => engine.start({seed: 5}).then(() => undefined));

    it('has the weights that it says, in this order', () => {
      const found = single()
        .getWeights()
        .map(({shape}) => shape);
      assert.deepEqual(found, shapes);
      const count = shapes.reduce((sum, shape) => sum + tf.util.sizeFromShape(shape), 0);
      const bias = shapes[0][1]; // as wide as the kernel
      assert.equal(single({useBias: false}).countParams(), count - bias);
    });

    it('gives the same on the kernels as on single operations, masked, with states and dropout', () => {
      const cases: [Partial<Options>, boolean, boolean][] = [
        [{returnSequences: true}, true, false],
        [{goBackwards: true, returnState: true}, false, true],
        [{useBias: false, returnSequences: true}, false, false],
        [{dropout: 0.4, recurrentDropout: 0.3, returnState: true}, true, false],
      ];
      for (const [options, masked, given] of cases) {
        tf.tidy(() => {
          const [layer, slow] = [make({units, ...options}), onSingleOperations(make({units, ...options}))];
          for (const one of [layer, slow]) one.build([batch, steps, features]);
          shakeLayer(layer);
          slow.setWeights(layer.getWeights());
          const outputs = layer.call(draw([batch, steps, features], 1), {});
          const dOutputs = (Array.isArray(outputs) ? outputs : [outputs]).map(({shape}, k) => draw(shape, 20 + k));
          const initialStates = Array.from({length: given ? states : 0}, (_, k) => draw([batch, units], 10 + k));
          const mask = masked ? makeMask(batch, steps) : undefined;
          const [fused, plain] = [layer, slow].map((one) => {
            restartSeeds(8);
            return tapeLayer(one, {x: draw([batch, steps, features], 1), mask, initialStates, dOutputs});
          });
          const what = JSON.stringify(options);
          assertSame(fused.outputs, plain.outputs, 1e-5, `${what}: output`);
          assertSame(fused.gradients, plain.gradients, 2e-5, `${what}: gradient`);
        });
      }
    });

    it('has a plan that computes what the tape computes', () => {
      const sizes = [
        [1, 1, 1, 1],
        [3, 5, 2, 5],
        [2, 4, 6, 8],
      ];
      const cases = [
        {returnSequences: true},
        {returnState: true, goBackwards: true},
        {useBias: false, dropout: 0.3, recurrentDropout: 0.2, dropoutKind: 'plain'},
      ];
      for (const size of sizes) {
        for (const options of cases) {
          for (const masked of [true, false]) {
            const layer = () => make({units: size[3], ...options});
            tf.tidy(() => comparePlan(layer(), size, masked, 0, `${size} ${JSON.stringify(options)}`));
            tf.tidy(() =>
              comparePlan(layer(), size, masked, states, `${size} ${JSON.stringify(options)}, states given`),
            );
            const both = layers.bidirectional({layer: layer()});
            tf.tidy(() => comparePlan(both, size, masked, 0, `${size} ${JSON.stringify(options)}, bidirectional`));
          }
        }
      }
    });

    it('skips masked steps: padding after the end changes nothing', () => {
      const masking = tf.layers.masking({maskValue: 0, inputShape: [null, features] as unknown as number[]});
      const model = tf.sequential({layers: [masking, make({units, returnSequences: true}), make({units})]});
      const x = draw([batch, steps, features], 1);
      const longer = tf.concat([x, tf.zeros([batch, 3, features])], 1);
      expectClose(model.predict(longer) as tf.Tensor, model.predict(x) as tf.Tensor, 0);
    });

    it('learns: a few steps lower the loss', async () => {
      const model = tf.sequential({layers: [make({units, inputShape: [steps, features]}), layers.dense({units: 1})]});
      model.compile({optimizer: tf.train.adam(0.02), loss: 'meanSquaredError'});
      const x = draw([64, steps, features], 3);
      const y = x.mean([1, 2]).reshape([64, 1]);
      const {history} = await model.fit(x, y, {epochs: 15, shuffle: false});
      assert.ok((history.loss[14] as number) < 0.5 * (history.loss[0] as number));
    });

    it('survives saving and loading, with all its options', async () => {
      const x = draw([batch, steps, features], 2);
      const regularizer = tf.regularizers.l2({l2: 0.25});
      const options = {returnSequences: true, goBackwards: true, useBias: false, kernelRegularizer: regularizer};
      for (const model of [single(options), single({...offKernels, dropout: 0.1})]) {
        const [loaded] = await saveAndLoad(model);
        assert.ok(loaded.layers[0] instanceof type);
        expectClose(loaded.predict(x) as tf.Tensor, model.predict(x) as tf.Tensor, 0);
        const plain = (layer: tf.layers.Layer) => JSON.stringify(layer.getConfig(), (_, value) => value ?? null);
        assert.equal(plain(loaded.layers[0]), plain(model.layers[0]));
      }
    });

    it('refuses options that are none, by name and value', () => {
      const layer = name.replace('layers.', '');
      assert.throws(() => make({units: 0}), new RegExp(`${layer}: units must be a whole number >= 1, got 0`));
      assert.throws(() => make({units, dropout: 1}), new RegExp(`${layer}: dropout must lie in \\[0, 1\\), got 1`));
    });

    it('leaks no tensors, training included', () => {
      const model = single({returnSequences: true, dropout: 0.2, ...offKernels});
      const kernels = single({dropout: 0.2});
      const x = draw([batch, steps, features], 1);
      const step = (training: boolean) => {
        for (const one of [model, kernels]) (one.apply(x, {training}) as tf.Tensor).dispose();
      };
      step(true);
      step(false);
      const before = tf.memory().numTensors;
      for (let i = 0; i < 20; i++) step(i % 2 === 0);
      assert.equal(tf.memory().numTensors, before);
    });
  });
}

describe('layers.peepholeLstm', () => {
  it('starts its peepholes as asked', () => {
    const layer = layers.peepholeLstm({units, peepholeInitializer: 'ones'});
    layer.build([batch, steps, features]);
    expectClose(layer.getWeights()[2], tf.ones([3, units]), 0);
    const bias = layer.getWeights()[3].arraySync() as number[];
    assert.deepEqual(bias.slice(units, 2 * units), Array(units).fill(1), 'the forget gate is open at the start');
  });
});
