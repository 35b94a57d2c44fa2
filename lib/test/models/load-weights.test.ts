import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import * as tf from '@tensorflow/tfjs';
import {readNpy, readNpz} from '../../src/data/npz';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {loadWeights, type WeightArrays} from '../../src/models';
import {expectClose, type Packed, readGolden, unpack} from '../engine/golden';

const FOLDER = join(__dirname, '../golden/weights-keras');
const bytesOf = (file: string) => new Uint8Array(readFileSync(join(FOLDER, file)));

interface Case {
  name: string;
  file: string;
  x: Packed;
  prediction: Packed;
}

/** A model of one input that is a chain of layers. */
const chain = (shape: number[], ...stack: tf.layers.Layer[]): tf.LayersModel => {
  const input = tf.input({shape});
  const outputs = stack.reduce<tf.SymbolicTensor>((value, layer) => layer.apply(value) as tf.SymbolicTensor, input);
  return tf.model({inputs: input, outputs});
};

/** The models of ci/peers/weights-keras.py. */
const MODELS: Record<string, () => tf.LayersModel> = {
  recurrent: () =>
    chain(
      [5, 3],
      layers.lstm({units: 4, returnSequences: true}),
      layers.simpleRNN({units: 3, returnSequences: true}),
      layers.gru({units: 3}),
      layers.dense({units: 2}),
    ),
  words: () =>
    chain(
      [6],
      layers.embedding({inputDim: 7, outputDim: 5, maskZero: true}),
      layers.bidirectional({layer: layers.lstm({units: 3, returnSequences: true})}),
      layers.bidirectional({layer: layers.gru({units: 2}), mergeMode: 'sum'}),
      layers.dense({units: 4, activation: 'softmax'}),
    ),
  normalised: () =>
    chain(
      [8, 2],
      layers.conv1d({filters: 4, kernelSize: 3, padding: 'causal', dilationRate: 2, activation: 'relu'}),
      layers.batchNormalization(),
      layers.conv1d({filters: 3, kernelSize: 2}),
      layers.layerNormalization(),
      layers.timeDistributed({layer: layers.dense({units: 3, activation: 'tanh'})}),
      tf.layers.flatten(),
      layers.batchNormalization({scale: false}),
      layers.dense({units: 1}),
    ),
  branches: () => {
    const inner = tf.sequential({
      layers: [tf.layers.inputLayer({inputShape: [4, 3]}), layers.batchNormalization(), layers.lstm({units: 3})],
    });
    const x = tf.input({shape: [4, 3]});
    const a = inner.apply(x) as tf.SymbolicTensor;
    const b = layers.dense({units: 3}).apply(layers.gru({units: 5}).apply(x)) as tf.SymbolicTensor;
    const both = tf.layers.concatenate().apply([a, b]) as tf.SymbolicTensor;
    return tf.model({inputs: x, outputs: layers.dense({units: 2}).apply(both) as tf.SymbolicTensor});
  },
  images: () =>
    chain(
      [7, 6, 2],
      layers.conv2d({filters: 3, kernelSize: [3, 2], strides: [2, 1], padding: 'same', activation: 'relu'}),
      layers.maxPooling2d({poolSize: 2}),
      layers.conv2d({filters: 4, kernelSize: 2, useBias: false}),
      layers.globalAveragePooling2d(),
      layers.dense({units: 2}),
    ),
  video: () =>
    chain(
      [4, 5, 6, 2],
      layers.conv3d({filters: 3, kernelSize: [2, 3, 2], activation: 'tanh'}),
      tf.layers.flatten(),
      layers.dense({units: 2}),
    ),
  attending: () => {
    const x = tf.input({shape: [5, 6]});
    const a = layers.multiHeadAttention({numHeads: 3, keyDim: 4, valueDim: 2}).apply([x, x]) as tf.SymbolicTensor;
    const normal = layers.layerNormalization().apply(a) as tf.SymbolicTensor;
    const outer = layers.multiHeadAttention({numHeads: 2, keyDim: 3, outputShape: 5, useBias: false});
    const b = outer.apply([normal, x]) as tf.SymbolicTensor;
    return tf.model({inputs: x, outputs: layers.dense({units: 2}).apply(b) as tf.SymbolicTensor});
  },
};

const small = () => chain([2], layers.dense({units: 3, name: 'first'}), layers.dense({units: 1, useBias: false}));

describe('models.loadWeights', () => {
  before(() => engine.start({seed: 5}).then(() => undefined));

  for (const name of Object.keys(MODELS)) {
    it(`takes the weights of a Keras model (${name}), which then predicts the same`, async () => {
      const [known] = readGolden<Case>('weights-keras').filter((one) => one.name === name);
      const model = MODELS[name]();
      const before = model.predict(unpack(known.x)) as tf.Tensor;
      await loadWeights(model, join(FOLDER, known.file));
      const after = model.predict(unpack(known.x)) as tf.Tensor;
      expectClose(after, known.prediction, 1e-5, name);
      assert.throws(() => expectClose(before, known.prediction, 1e-2));
      assert.deepEqual(after.shape, known.prediction.shape);
    });
  }

  it('takes lists, and numbers with a shape by number or by name', async () => {
    const [kernel, bias, second] = [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [7, 8, 9],
      [[1], [0], [-1]],
    ];
    const byNumber = {
      arr_2: {shape: [3, 1], values: second.flat()},
      arr_0: {shape: [2, 3], values: kernel.flat()},
      arr_1: {shape: [3], values: Float64Array.from(bias)},
    };
    const sources: WeightArrays[] = [[kernel, bias, second], byNumber, {kernel, bias, second}];
    for (const source of sources) {
      const model = small();
      await loadWeights(model, source);
      const weights = model.getWeights().map((weight) => weight.arraySync());
      assert.deepEqual(weights, [kernel, bias, second]);
    }
  });

  it('sorts numbers as numbers: arr_10 comes after arr_9', async () => {
    const deep = () => chain([1], ...Array.from({length: 11}, () => layers.dense({units: 1, useBias: false})));
    const model = deep();
    const source = Object.fromEntries(Array.from({length: 11}, (_, i) => [`arr_${10 - i}`, [[10 - i]]]));
    await loadWeights(model, source);
    assert.deepEqual(
      model.getWeights().map((weight) => weight.dataSync()[0]),
      Array.from({length: 11}, (_, i) => i),
    );
  });

  it('sets nothing where one weight does not fit, and names it', async () => {
    const model = small();
    const before = model.getWeights().map((weight) => weight.arraySync());
    const good = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    await assert.rejects(loadWeights(model, [good, [7, 8], [[1], [0], [-1]]]), {
      name: 'RangeError',
      message: 'loadWeights: first: weight 1 needs shape [3], got [2] with 2 numbers',
    });
    await assert.rejects(loadWeights(model, [good]), /has 3 weights, got 1/);
    await assert.rejects(
      loadWeights(model, [
        [[1, 2], [3]],
        [7, 8, 9],
        [[1], [0], [-1]],
      ]),
      /needs shape \[2,3\]/,
    );
    assert.deepEqual(
      model.getWeights().map((weight) => weight.arraySync()),
      before,
    );
  });

  it('leaks no tensors', async () => {
    const model = MODELS.recurrent();
    await loadWeights(model, bytesOf('recurrent.npz'));
    const before = tf.memory().numTensors;
    await loadWeights(model, bytesOf('recurrent.npz'));
    assert.equal(tf.memory().numTensors, before);
  });
});

describe('data.readNpz', () => {
  it('reads names, shapes and numbers, packed or not', async () => {
    const arrays = await readNpz(bytesOf('normalised.compressed.npz'));
    assert.deepEqual(
      [...arrays.keys()],
      Array.from({length: 17}, (_, i) => `arr_${i}`),
    );
    assert.deepEqual(arrays.get('arr_0')?.shape, [3, 2, 4]);
  });

  it('refuses what is no archive, or is cut off', async () => {
    const bytes = bytesOf('recurrent.npz');
    await assert.rejects(readNpz(bytes.subarray(0, 500)), {name: 'RangeError', message: /no \.npz/});
    await assert.rejects(readNpz(bytes.subarray(100)), RangeError);
  });

  it('refuses arrays of other things, and arrays that end too early', () => {
    const npy = (header: string, numbers: number) => {
      const text = `\x93NUMPY\x01\x00${String.fromCharCode(header.length, 0)}${header}`;
      return Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)).concat(new Array(numbers).fill(0)));
    };
    const header = (type: string) => `{'descr': '${type}', 'fortran_order': False, 'shape': (2, 1), }\n`;
    assert.deepEqual(readNpy(npy(header('>i2'), 4)), {shape: [2, 1], values: new Float64Array(2)});
    assert.throws(() => readNpy(npy(header('<c8'), 16)), {name: 'RangeError', message: /does not hold real numbers/});
    assert.throws(() => readNpy(npy(header('<f4'), 7), 'x.npy'), {
      name: 'RangeError',
      message: /x\.npy ends too early/,
    });
    assert.throws(() => readNpy(new Uint8Array(3)), /no array of numpy/);
  });
});
