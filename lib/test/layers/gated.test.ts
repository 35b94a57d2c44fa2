import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {expectClose} from '../engine/golden';
import {onSingleOperations, saveAndLoad, shake} from './model-files';

const [batch, steps, features, units] = [4, 6, 3, 5]; // all different, so a swapped axis fails

/** The options that both layers have. */
interface Options {
  units: number;
  [option: string]: unknown;
}

interface Kind {
  name: string;
  make: (options: Options) => layers.FusedRnn;
  type: typeof layers.Lstm | typeof layers.Gru;
  gates: number;
  biasShape: number[];
  states: number;
}

const KINDS: Kind[] = [
  {
    ...{name: 'layers.lstm', make: layers.lstm, type: layers.Lstm, gates: 4},
    ...{biasShape: [4 * units], states: 2},
  },
  {
    ...{name: 'layers.gru', make: layers.gru, type: layers.Gru, gates: 3},
    ...{biasShape: [2, 3 * units], states: 1},
  },
  {
    ...{name: 'layers.gru, resetAfter: false', type: layers.Gru, gates: 3, biasShape: [3 * units], states: 1},
    make: (options) => layers.gru({...options, resetAfter: false}),
  },
];

const inputs = (seed = 1) => tf.randomNormal([batch, steps, features], 0, 1, 'float32', seed);

for (const {name, make, type, gates, biasShape, states} of KINDS) {
  const single = (options: Partial<Options> = {}) => {
    const model = tf.sequential({layers: [make({units, inputShape: [steps, features], ...options})]});
    shake(model);
    return model;
  };

  describe(name, () => {
    beforeEach(() => engine.start({seed: 5}).then(() => undefined));

    it('gives the last state, or all of them', () => {
      assert.deepEqual((single().predict(inputs()) as tf.Tensor).shape, [batch, units]);
      const all = single({returnSequences: true});
      assert.deepEqual(all.outputShape, [null, steps, units]);
      assert.deepEqual((all.predict(inputs()) as tf.Tensor).shape, [batch, steps, units]);
    });

    it('has weights of the shapes and in the order of Keras', () => {
      const shapes = single()
        .getWeights()
        .map(({shape}) => shape);
      assert.deepEqual(shapes, [[features, gates * units], [units, gates * units], biasShape]);
      assert.equal(single({useBias: false}).countParams(), gates * units * (features + units));
    });

    it('gives the same on the kernels as on single operations, outputs and gradients', () => {
      for (const options of [{}, {returnSequences: true}, {goBackwards: true}, {useBias: false}]) {
        const model = single(options);
        const slow = single(options);
        onSingleOperations(slow.layers[0]);
        slow.setWeights(model.getWeights());
        const found = [model, slow].map((network) => {
          const variables = network.trainableWeights.map((weight) => weight.read() as tf.Variable);
          return tf.variableGrads(() => {
            const output = network.apply(inputs(2), {training: true}) as tf.Tensor;
            return output.square().sum() as tf.Scalar;
          }, variables);
        });
        expectClose(found[0].value, found[1].value, 1e-5, JSON.stringify(options));
        const [fused, plain] = found.map(({grads}) => Object.values(grads));
        fused.forEach((gradient, i) => {
          expectClose(gradient, plain[i], 1e-5, `weight ${i} with ${JSON.stringify(options)}`);
        });
      }
    });

    it('runs activations that have no kernel on single operations', () => {
      const model = single({recurrentActivation: 'hardSigmoid', returnSequences: true});
      const sigmoid = single({returnSequences: true});
      sigmoid.setWeights(model.getWeights());
      const difference = tf.sub(model.predict(inputs()) as tf.Tensor, sigmoid.predict(inputs()) as tf.Tensor);
      const largest = difference.abs().max().dataSync()[0];
      assert.ok(largest > 1e-4 && largest < 0.2, `hardSigmoid is near sigmoid, but another: ${largest}`);
    });

    it('takes initial states and returns the last ones, in a functional model', () => {
      const x = tf.input({shape: [steps, features]});
      const given = Array.from({length: states}, () => tf.input({shape: [units]}));
      const options = {units, returnSequences: true, returnState: true};
      const [all, ...last] = make(options).apply([x, ...given]) as tf.SymbolicTensor[];
      assert.equal(last.length, states);
      const [decoded] = make(options).apply([all, ...last]) as tf.SymbolicTensor[];
      const model = tf.model({inputs: [x, ...given], outputs: [all, ...last, decoded]});
      const half = given.map(() => tf.fill([batch, units], 0.5));
      const [sequence, final, ...rest] = model.predict([inputs(), ...half]) as tf.Tensor[];
      expectClose(final, sequence.slice([0, steps - 1, 0], [batch, 1, units]).reshape([batch, units]), 0);
      assert.deepEqual(rest[rest.length - 1].shape, [batch, steps, units]);
      const [fromZero] = model.predict([inputs(), ...half.map((state) => tf.zerosLike(state))]) as tf.Tensor[];
      assert.notDeepEqual(fromZero.arraySync(), sequence.arraySync());
    });

    it('lets gradients through its returned and its initial states', () => {
      const options = {returnState: true, inputShape: undefined};
      const [layer, slow] = [make({units, ...options}), onSingleOperations(make({units, ...options}))];
      for (const one of [layer, slow]) one.build([batch, steps, features]);
      slow.setWeights(layer.getWeights());
      const given = Array.from({length: states}, (_, k) => tf.randomNormal([batch, units], 0, 1, 'float32', 30 + k));
      const [fused, plain] = [layer, slow].map((one) =>
        tf.grads((x, ...initialState) => {
          const [, ...last] = one.call(x, {initialState, training: true}) as tf.Tensor[];
          return tf.addN(
            last.map((state, k) =>
              state
                .square()
                .sum()
                .mul(k + 1),
            ),
          );
        })([inputs(), ...given]),
      );
      assert.ok(plain.every((gradient) => gradient.abs().max().dataSync()[0] > 1e-3));
      fused.forEach((gradient, i) => {
        expectClose(gradient, plain[i], 1e-5, i === 0 ? 'inputs' : `initial state ${i}`);
      });
    });

    it('skips masked steps: padding after the end changes nothing', () => {
      const model = tf.sequential({
        layers: [
          tf.layers.masking({maskValue: 0, inputShape: [null, features] as unknown as number[]}),
          make({units, returnSequences: true}),
          make({units, goBackwards: true}),
        ],
      });
      const x = inputs();
      const longer = tf.concat([x, tf.zeros([batch, 3, features])], 1);
      expectClose(model.predict(longer) as tf.Tensor, model.predict(x) as tf.Tensor, 0);
    });

    it('carries its states from batch to batch when stateful, until they are reset', () => {
      const layer = make({units, stateful: true, batchInputShape: [batch, null, features] as number[]});
      const model = tf.sequential({layers: [layer]});
      const whole = single({inputShape: [null, features]});
      whole.setWeights(model.getWeights());
      const x = inputs();
      const halves = tf.split(x, 2, 1);
      model.predict(halves[0]);
      expectClose(model.predict(halves[1]) as tf.Tensor, whole.predict(x) as tf.Tensor, 1e-6);
      model.resetStates();
      expectClose(model.predict(halves[0]) as tf.Tensor, whole.predict(halves[0]) as tf.Tensor, 1e-6);
      const tensors = tf.memory().numTensors;
      for (let i = 0; i < 10; i++) (model.predict(halves[0]) as tf.Tensor).dispose();
      assert.equal(tf.memory().numTensors, tensors, 'states of earlier batches are let go');
    });

    it('survives saving and loading, with all its options', async () => {
      const regularizer = tf.regularizers.l2({l2: 0.25});
      const options = {returnSequences: true, goBackwards: true, useBias: false, kernelRegularizer: regularizer};
      for (const model of [single(options), single({recurrentActivation: 'hardSigmoid', dropout: 0.1})]) {
        const [loaded] = await saveAndLoad(model);
        assert.ok(loaded.layers[0] instanceof type);
        expectClose(loaded.predict(inputs()) as tf.Tensor, model.predict(inputs()) as tf.Tensor, 0);
        const plain = (layer: tf.layers.Layer) => JSON.stringify(layer.getConfig(), (_, value) => value ?? null);
        assert.equal(plain(loaded.layers[0]), plain(model.layers[0]));
        const rebuilt = await tf.models.modelFromJSON({modelTopology: JSON.parse(model.toJSON() as string)} as never);
        assert.equal(plain(rebuilt.layers[0]), plain(model.layers[0]));
      }
    });

    it('counts the penalties of its regularizers', () => {
      const regularizer = tf.regularizers.l2({l2: 0.5});
      const model = single({kernelRegularizer: regularizer, biasRegularizer: regularizer});
      const [kernel, , bias] = model.getWeights();
      const wanted = [kernel, bias].map((weight) => weight.square().sum().mul(0.5));
      model.layers[0].calculateLosses().forEach((penalty, i) => {
        expectClose(penalty, wanted[i], 1e-6);
      });
    });

    it('drops inputs and states while training only, by the engine’s seed, and the same at every step', async () => {
      const run = async () => {
        await engine.start({seed: 3});
        const model = single({dropout: 0.5, recurrentDropout: 0.3});
        return [true, true, false].map((training) => (model.apply(inputs(), {training}) as tf.Tensor).arraySync());
      };
      const [first, again, plain] = await run();
      assert.notDeepEqual(first, again);
      assert.notDeepEqual(first, plain);
      assert.deepEqual(await run(), [first, again, plain]);
    });

    it('refuses options that are none, by name and value', () => {
      assert.throws(() => make({units: 0}), /(lstm|gru): units must be a whole number >= 1, got 0/);
      assert.throws(() => make({units: 2.5}), /units must be a whole number >= 1, got 2.5/);
      assert.throws(() => make({units, dropout: 1}), /dropout must lie in \[0, 1\), got 1/);
      assert.throws(() => make({units, recurrentDropout: -0.5}), /recurrentDropout must lie in \[0, 1\), got -0.5/);
      assert.throws(() => make({units, activation: 'tan'}), /tan/);
      assert.throws(() => single().predict(tf.zeros([2, 3])), /3|ndim|dimension/);
    });

    it('leaks no tensors, training included', () => {
      const model = single({returnSequences: true, dropout: 0.2});
      const x = inputs();
      const step = (training: boolean) => (model.apply(x, {training}) as tf.Tensor).dispose();
      step(true);
      step(false);
      const before = tf.memory().numTensors;
      for (let i = 0; i < 20; i++) step(i % 2 === 0);
      assert.equal(tf.memory().numTensors, before);
    });
  });
}
