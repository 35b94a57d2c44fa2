import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';
import {expectClose} from '../engine/golden';
import {saveAndLoad} from './model-files';
import {comparePlan, draw, shakeLayer} from './plan';

const [batch, queries, keys, width, features] = [3, 4, 6, 5, 7];

type Options = layers.AttentionLayerOptions & Omit<layers.MultiHeadAttentionOptions, 'numHeads' | 'keyDim'>;

/** What the layers of this file have in common. */
interface Kind {
  name: string;
  make: (options?: Options) => tf.layers.Layer;
  /** Shapes of the weights for queries of `width`, values of `features`, keys of `width`. */
  weights: number[][];
  outputWidth: number;
  scoreShape: number[];
}

const KINDS: Kind[] = [
  ...([{score: 'dot'}, {score: 'dot', useScale: true}, {score: 'scaledDot'}, {score: 'additive'}] as const).map(
    (own): Kind => ({
      name: `layers.attention, ${JSON.stringify(own)}`,
      make: (options) => layers.attention({...own, ...options}),
      weights: own.score === 'additive' ? [[width]] : 'useScale' in own ? [[]] : [],
      outputWidth: features,
      scoreShape: [batch, queries, keys],
    }),
  ),
  {
    name: 'layers.attention, additive with units',
    make: (options) => layers.attention({score: 'additive', units: 3, ...options}),
    weights: [[width, 3], [width, 3], [3]],
    outputWidth: features,
    scoreShape: [batch, queries, keys],
  },
  {
    name: 'layers.multiHeadAttention',
    make: (options) => layers.multiHeadAttention({numHeads: 3, keyDim: 2, valueDim: 4, outputShape: 8, ...options}),
    weights: [[width, 3, 2], [3, 2], [width, 3, 2], [3, 2], [features, 3, 4], [3, 4], [3, 4, 8], [8]],
    outputWidth: 8,
    scoreShape: [batch, 3, queries, keys],
  },
  {
    name: 'layers.multiHeadAttention, defaults and no bias',
    make: (options) => layers.multiHeadAttention({numHeads: 2, keyDim: 3, useBias: false, ...options}),
    weights: [
      [width, 2, 3],
      [width, 2, 3],
      [features, 2, 3],
      [2, 3, width],
    ],
    outputWidth: width,
    scoreShape: [batch, 2, queries, keys],
  },
];

const given = () => [draw([batch, queries, width], 1), draw([batch, keys, features], 2), draw([batch, keys, width], 3)];
const masks = () => [
  tf.tensor2d([1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0], [batch, queries]).toBool(),
  tf.tensor2d([1, 0, 1, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0], [batch, keys]).toBool(),
];

for (const {name, make, weights, outputWidth, scoreShape} of KINDS) {
  const built = (options?: Options) => {
    const layer = make(options);
    layer.build(given().map(({shape}) => shape));
    layer.setWeights(weights.map((shape, i) => draw(shape, 30 + i, 0.5)));
    return layer;
  };

  describe(name, () => {
    beforeEach(() => engine.start({seed: 5}).then(() => undefined));

    it('has weights of the shapes and in the order of Keras', () => {
      assert.deepEqual(
        built()
          .getWeights()
          .map(({shape}) => shape),
        weights,
      );
    });

    it('gives outputs, and weights if asked, of the shapes that it says', () => {
      const shapes = given().map(({shape}) => shape);
      const one = built();
      assert.deepEqual((one.apply(given()) as tf.Tensor).shape, [batch, queries, outputWidth]);
      assert.deepEqual(one.computeOutputShape(shapes), [batch, queries, outputWidth]);
      const two = built({returnAttentionScores: true});
      const [output, scores] = two.apply(given()) as tf.Tensor[];
      assert.deepEqual([output.shape, scores.shape], [[batch, queries, outputWidth], scoreShape]);
      assert.deepEqual(two.computeOutputShape(shapes), [output.shape, scores.shape]);
      assert.deepEqual(output.arraySync(), (one.apply(given()) as tf.Tensor).arraySync());
      expectClose(scores.sum(-1), tf.ones(scoreShape.slice(0, -1)), 1e-6);
    });

    it('gives the same on the kernels as on single operations, outputs and gradients', () => {
      for (const causal of [false, true]) {
        for (const mask of [undefined, masks()]) {
          const layer = built({causal, returnAttentionScores: true});
          const slow = built({causal, returnAttentionScores: true, dropout: 1e-12}); // runs on single operations
          const sources = [...given(), ...layer.getWeights()].map((tensor) => tf.variable(tensor));
          const found = [layer, slow].map((one) => {
            const variables = one.trainableWeights.map((weight) => weight.read() as tf.Variable);
            const inputs = sources.slice(0, 3);
            return tf.variableGrads(() => {
              const [output, scores] = one.apply(inputs, {mask, training: true}) as tf.Tensor[];
              return output
                .mul(draw(output.shape, 8))
                .sum()
                .add(scores.mul(draw(scoreShape, 9)).sum()) as tf.Scalar;
            }, [...inputs, ...variables]);
          });
          const what = `causal ${causal}, ${mask ? 'masks' : 'no mask'}`;
          expectClose(found[0].value, found[1].value, 1e-5, what);
          const [fused, plain] = found.map(({grads}) => Object.values(grads));
          fused.forEach((gradient, i) => {
            expectClose(gradient, plain[i], 1e-5, `gradient ${i}, ${what}`);
          });
        }
      }
    });

    it('takes one sequence as queries, values and keys', () => {
      const layer = make();
      const x = draw([batch, queries, width], 4);
      const alone = layer.apply(x) as tf.Tensor;
      expectClose(alone, layer.apply([x, x, x]) as tf.Tensor, 1e-6);
      const mask = masks()[0];
      expectClose(layer.apply(x, {mask}) as tf.Tensor, layer.apply([x, x], {mask: [mask, mask]}) as tf.Tensor, 1e-6);
    });

    it('trains by a plan as it does on the tape', () => {
      for (const options of [{}, {causal: true, returnAttentionScores: true}]) {
        for (const sizes of [
          [1, 1, 1, 1],
          [3, 5, 6, 6],
          [2, 9, 4, 4],
        ]) {
          for (const masked of [false, true]) {
            comparePlan(make(options), sizes, masked, 0, `${sizes} ${JSON.stringify(options)} ${masked}`);
          }
        }
      }
    });

    it('sees the masks of all its inputs in a model, through the layers before it', async () => {
      const model = (fromDense: boolean) => {
        const [a, b] = [tf.input({shape: [queries, width]}), tf.input({shape: [keys, width]})];
        const masking = tf.layers.masking({maskValue: 0});
        const lstm = layers.lstm({units: width, returnSequences: true});
        const [q, v] = [layers.dense({units: width}).apply(masking.apply(a)), lstm.apply(masking.apply(b))];
        const output = make().apply([q, v] as tf.SymbolicTensor[]) as tf.SymbolicTensor;
        return tf.model({
          inputs: [a, b],
          outputs: fromDense ? (layers.dense({units: 2}).apply(output) as tf.SymbolicTensor) : output,
        });
      };
      const [qMask, vMask] = masks();
      const x = [draw([batch, queries, width], 5), draw([batch, keys, width], 6)];
      const masked = [x[0].mul(qMask.expandDims(2)), x[1].mul(vMask.expandDims(2))];
      const network = model(false);
      const [dense, lstm, layer] = ['dense', 'lstm', 'ttention'].map((part) =>
        network.layers.find((one) => one.name.toLowerCase().includes(part)),
      ) as tf.layers.Layer[];
      shakeLayer(layer);
      const wanted = tf.tidy(() => {
        const v = lstm.call(masked[1], {mask: vMask}) as tf.Tensor;
        return layer.call([dense.call(masked[0], {}) as tf.Tensor, v], {mask: [qMask, vMask]}) as tf.Tensor;
      });
      expectClose(network.predict(masked) as tf.Tensor, wanted, 1e-6);
      // The plan hands masks over by itself: both ways of training have to agree.
      const y = draw([batch, queries, 2], 7);
      const losses: number[][] = [];
      for (const onTape of [true, false]) {
        await engine.start({seed: 5});
        const trained = training.compile(model(true), {optimizer: 'sgd', learningRate: 0.1, loss: 'meanSquaredError'});
        const run = await training.fit(trained, {x: masked, y}, {epochs: 4, onTape, batchSize: 2});
        assert.equal(run.trainedBy, onTape ? 'tape' : 'plan');
        losses.push(run.history.loss as number[]);
      }
      losses[0].forEach((loss, i) => {
        assert.ok(Math.abs(loss - losses[1][i]) <= 1e-5 * Math.max(1, loss), `${losses}`);
      });
      assert.ok(losses[0][3] < losses[0][0]);
    });

    it('survives saving and loading, with all its options', async () => {
      const options = {returnAttentionScores: true, causal: true, dropout: 0.1, seed: 4};
      const inputs = given().map(({shape}) => tf.input({shape: shape.slice(1)}));
      const layer = make(options);
      const model = tf.model({inputs, outputs: layer.apply(inputs) as tf.SymbolicTensor[]});
      shakeLayer(layer);
      const [loaded] = await saveAndLoad(model);
      const again = loaded.layers[loaded.layers.length - 1];
      assert.equal(again.getClassName(), layer.getClassName());
      const plain = (one: tf.layers.Layer) => JSON.stringify(one.getConfig(), (_, value) => value ?? null);
      assert.equal(plain(again), plain(layer));
      const [found, wanted] = [loaded, model].map((one) => one.predict(given()) as tf.Tensor[]);
      found.forEach((output, i) => {
        expectClose(output, wanted[i], 0);
      });
    });

    it('drops weights while training only, by its seed', () => {
      const run = (seed: number) => {
        const layer = built({dropout: 0.5, seed, returnAttentionScores: true});
        return [true, true, false].map((on) => (layer.apply(given(), {training: on}) as tf.Tensor[])[1].arraySync());
      };
      const [first, again, plain] = run(1);
      assert.notDeepEqual(first, again);
      assert.notDeepEqual(first, plain);
      assert.deepEqual(run(1), [first, again, plain]);
      assert.notDeepEqual(run(2)[0], first);
      assert.deepEqual(run(2)[2], plain);
    });

    it('leaks no tensors, training included', () => {
      const layer = built({returnAttentionScores: true, dropout: 0.2});
      const [inputs, mask] = [given(), masks()];
      const step = (on: boolean) => tf.dispose(layer.apply(inputs, {training: on, mask}) as tf.Tensor[]);
      step(true);
      step(false);
      const before = tf.memory().numTensors;
      for (let i = 0; i < 20; i++) step(i % 2 === 0);
      assert.equal(tf.memory().numTensors, before);
    });

    it('refuses inputs of another rank, or too many', () => {
      assert.throws(() => make().apply(tf.zeros([2, 3])), /takes \[batch, time steps, features\], got \[2,3\]/);
      const four = [1, 2, 3, 4].map(() => tf.zeros([2, 3, 4]));
      assert.throws(() => make().apply(four), /takes queries, values and keys, got 4 inputs/);
    });
  });
}
