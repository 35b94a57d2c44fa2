import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {knowsNoBatch} from '../../src/layers/planning/time-distributed';
import {expectClose, type Packed, readGolden, unpack} from '../engine/golden';
import {predictStock, saveAndLoad, shake} from './model-files';

interface Case {
  name: string;
  className: 'Embedding' | 'LayerNormalization' | 'BatchNormalization';
  options: Record<string, unknown>;
  training: boolean;
  x: Packed;
  mask?: Packed;
  weights: Packed[];
  after: Packed[];
  output: Packed;
  dOutput: Packed;
  gradients: Packed[];
}

const MAKERS = {
  Embedding: layers.embedding as (options: never) => tf.layers.Layer,
  LayerNormalization: layers.layerNormalization as (options: never) => tf.layers.Layer,
  BatchNormalization: layers.batchNormalization as (options: never) => tf.layers.Layer,
};

function run({className, options, training, x, mask, weights, dOutput}: Case) {
  const layer = MAKERS[className](options as never);
  layer.build(x.shape);
  layer.setWeights(weights.map(unpack));
  const variables = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const isEmbedding = className === 'Embedding';
  const source = isEmbedding ? unpack(x).toInt() : tf.variable(unpack(x));
  let output = tf.scalar(0) as tf.Tensor;
  const {grads} = tf.variableGrads(
    () => {
      output = tf.keep(layer.call(source, {training, mask: mask && unpack(mask).toBool()}) as tf.Tensor);
      return output.mul(unpack(dOutput)).sum() as tf.Scalar;
    },
    isEmbedding ? variables : [source as tf.Variable, ...variables],
  );
  const wanted = isEmbedding ? variables : [source as tf.Variable, ...variables];
  return {layer, output, gradients: wanted.map(({name}) => grads[name])};
}

describe('everyday layers', () => {
  before(() => engine.start({seed: 5}).then(() => undefined));

  for (const className of Object.keys(MAKERS) as Case['className'][]) {
    it(`${className} agrees with Keras 3: outputs, statistics and all gradients`, () => {
      const cases = readGolden<Case>('everyday-layers-keras').filter((known) => known.className === className);
      assert.ok(cases.length > 3);
      for (const known of cases) {
        const {layer, output, gradients} = run(known);
        expectClose(output, known.output, 1e-5, known.name);
        assert.equal(gradients.length, known.gradients.length, known.name);
        known.gradients.forEach((gradient, i) => {
          expectClose(gradients[i], gradient, 1e-5, `${known.name}: gradient ${i}`);
        });
        layer.getWeights().forEach((weight, i) => {
          expectClose(weight, known.after[i], 1e-5, `${known.name}: weight ${i} afterwards`);
        });
      }
    });
  }

  it('start as Keras 3 does: embeddings uniform on [-0.05, 0.05]', () => {
    const layer = layers.embedding({inputDim: 50, outputDim: 40});
    layer.build([null, 4]);
    const values = layer.getWeights()[0].abs().max().dataSync()[0];
    assert.ok(values <= 0.05 && values > 0.0499);
  });

  it('name layer, index and size of the vocabulary where an index is out of range', () => {
    const layer = layers.embedding({inputDim: 5, outputDim: 2, name: 'words'});
    layer.build([null, 3]);
    for (const index of [5, -1, 1e6]) {
      assert.throws(() => layer.call(tf.tensor2d([[0, index, 4]]), {}), {
        name: 'RangeError',
        message: `words: index ${index} is out of range: inputDim is 5`,
      });
    }
    assert.throws(() => layer.call(tf.tensor2d([[Number.NaN]]), {}), /index NaN is out of range/);
  });

  it('make a model that trains on wasm, where stock embeddings cannot', async () => {
    const model = tf.sequential({
      layers: [
        layers.embedding({inputDim: 4, outputDim: 2, inputLength: 3}),
        tf.layers.flatten(),
        layers.dense({units: 1}),
      ],
    });
    model.compile({optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError'});
    const [x, y] = [
      tf.tensor2d(
        [
          [0, 1, 2],
          [3, 2, 1],
        ],
        [2, 3],
        'int32',
      ),
      tf.tensor2d([[1], [-1]]),
    ];
    const {history} = await model.fit(x, y, {epochs: 30, shuffle: false});
    assert.ok((history.loss[29] as number) < 0.05 * (history.loss[0] as number));
  });

  it('hand on masks: padding of embeddings, and through normalisation and layers at every step', () => {
    const input = tf.input({shape: [4]});
    const embedded = layers.embedding({inputDim: 5, outputDim: 3, maskZero: true}).apply(input) as tf.SymbolicTensor;
    const normed = layers.layerNormalization().apply(embedded) as tf.SymbolicTensor;
    const dense = layers.timeDistributed({layer: layers.dense({units: 3})}).apply(normed) as tf.SymbolicTensor;
    const model = tf.model({inputs: input, outputs: layers.lstm({units: 2}).apply(dense) as tf.SymbolicTensor});
    const predict = (row: number[]) => [...(model.predict(tf.tensor2d([row])) as tf.Tensor).dataSync()];
    assert.deepEqual(predict([3, 2, 0, 0]), predict([3, 0, 2, 0]));
    assert.notDeepEqual(predict([3, 2, 0, 0]), predict([3, 2, 2, 0]));
  });

  it('at every time step agree with the step-by-step layer of tfjs', () => {
    const noisy = tf.sequential({layers: [layers.dense({units: 2, inputShape: [4]}), layers.dropout({rate: 0.5})]});
    const cases: [tf.layers.Layer, number[]][] = [
      [layers.dense({units: 3, activation: 'tanh'}), [2, 4, 5]],
      [tf.layers.conv2d({filters: 2, kernelSize: 2}), [2, 3, 4, 4, 1]],
      [layers.lstm({units: 3}), [2, 3, 4, 2]],
      [layers.batchNormalization({momentum: 0.5}), [3, 2, 4]],
      [noisy as unknown as tf.layers.Layer, [3, 2, 4]],
    ];
    for (const [layer, shape] of cases) {
      const ours = layers.timeDistributed({layer});
      const stock = tf.layers.timeDistributed({layer: layer as never});
      const x = tf.randomNormal(shape, 0, 1, 'float32', 4);
      const [a, b] = [ours, stock].map((wrapper) => wrapper.apply(x) as tf.Tensor);
      const isMerged = knowsNoBatch(layer);
      assert.equal(isMerged, !/norm|sequential/i.test(layer.name), layer.name);
      expectClose(a, b, 1e-6, layer.name);
      assert.deepEqual(ours.computeOutputShape(shape), a.shape);
    }
  });

  it('refuse batches without examples where they would spoil the moving statistics', () => {
    const layer = layers.batchNormalization({name: 'norm'});
    layer.build([null, 3]);
    assert.throws(() => layer.call(tf.zeros([0, 3]), {training: true}), {
      name: 'RangeError',
      message: 'norm: a batch of shape [0,3] has no mean',
    });
    assert.deepEqual((layer.call(tf.zeros([0, 3]), {}) as tf.Tensor).shape, [0, 3]);
  });

  it('refuse what is no layer', () => {
    assert.throws(() => layers.timeDistributed({layer: 3 as never}), {
      name: 'TypeError',
      message: 'timeDistributed: layer must be a layer such as layers.dense({units: 1}), got 3',
    });
  });

  it('come back from a file as they were saved', async () => {
    const model = tf.sequential({
      layers: [
        layers.embedding({inputDim: 6, outputDim: 4, inputLength: 5, maskZero: true}),
        layers.timeDistributed({layer: layers.dense({units: 3})}),
        layers.layerNormalization({epsilon: 0.01}),
        layers.batchNormalization({momentum: 0.8}),
      ],
    });
    const [loaded] = await saveAndLoad(model);
    const x = tf.tensor2d([[1, 2, 3, 0, 5]], [1, 5], 'int32');
    expectClose(loaded.predict(x) as tf.Tensor, model.predict(x) as tf.Tensor, 0);
    model.layers.forEach((layer, i) => {
      assert.equal(loaded.layers[i].constructor, layer.constructor, layer.name);
    });
    assert.deepEqual(loaded.layers[3].getConfig(), model.layers[3].getConfig());
  });

  it('write files that stock TensorFlow.js reads, and take the place of its layers in its own', async () => {
    const input = tf.input({shape: [5]});
    const stack = [
      tf.layers.embedding({inputDim: 6, outputDim: 4}),
      tf.layers.timeDistributed({layer: tf.layers.dense({units: 3}) as never}),
      tf.layers.layerNormalization(),
      tf.layers.batchNormalization(),
    ];
    const outputs = stack.reduce<tf.SymbolicTensor>((value, layer) => layer.apply(value) as tf.SymbolicTensor, input);
    const [ours] = await saveAndLoad(tf.model({inputs: input, outputs}));
    const kinds = [layers.Embedding, layers.TimeDistributed, layers.LayerNormalization, layers.BatchNormalization];
    kinds.forEach((kind, i) => {
      assert.ok(ours.layers[i + 1] instanceof kind, kind.name);
    });
    shake(ours);
    const [, saved] = await saveAndLoad(ours);
    const x = tf.tensor2d([[1, 2, 3, 0, 5]], [1, 5], 'int32');
    expectClose(predictStock(saved, x), (ours.predict(x) as tf.Tensor).flatten(), 1e-5);
  });

  it('leak no tensors', () => {
    const build = (layer: tf.layers.Layer, shape: number[]) => {
      layer.build(shape);
      return layer;
    };
    const embedding = build(layers.embedding({inputDim: 5, outputDim: 3}), [2, 4]);
    const stack = [layers.layerNormalization(), layers.batchNormalization()].map((layer) => build(layer, [2, 4, 3]));
    const words = tf.tensor2d([
      [1, 2, 3, 4],
      [0, 1, 0, 1],
    ]);
    const step = () => {
      tf.tidy(() => {
        const run = () => {
          const embedded = embedding.call(words, {}) as tf.Tensor;
          return stack.reduce((x, layer) => layer.call(x, {training: true}) as tf.Tensor, embedded).sum() as tf.Scalar;
        };
        tf.variableGrads(run);
      });
    };
    step();
    const before = tf.memory().numTensors;
    for (let i = 0; i < 5; i++) step();
    assert.equal(tf.memory().numTensors, before);
  });
});
