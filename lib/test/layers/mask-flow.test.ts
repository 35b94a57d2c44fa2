import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {expectSameTraining} from './plan-against-tape';

/** Two embedded sequences with paddings of their own, merged, then read by a recurrent layer. */
function build(merge: tf.layers.Layer, maskSecond = true): tf.LayersModel {
  const inputs = [tf.input({shape: [4]}), tf.input({shape: [4]})];
  const embedded = inputs.map((input, i) => {
    const layer = layers.embedding({inputDim: 5, outputDim: 3, maskZero: i === 0 || maskSecond});
    return layer.apply(input) as tf.SymbolicTensor;
  });
  const merged = merge.apply(embedded) as tf.SymbolicTensor;
  return tf.model({inputs, outputs: layers.lstm({units: 3}).apply(merged) as tf.SymbolicTensor});
}

const MERGES: Record<string, () => tf.layers.Layer> = {
  add: () => tf.layers.add(),
  multiply: () => tf.layers.multiply(),
  concatenate: () => tf.layers.concatenate(),
};
const rows = (...values: number[][]) => tf.tensor2d(values, undefined, 'int32');
const [first, second] = [
  [
    [1, 0, 2, 0],
    [3, 4, 1, 2],
    [0, 0, 1, 2],
  ],
  [
    [2, 3, 0, 0],
    [0, 0, 0, 0],
    [1, 0, 2, 0],
  ],
];

describe('masks', () => {
  before(() => engine.start({seed: 3}).then(() => undefined));

  it('of merged inputs count a step where any input counts it, in any order of the inputs', () => {
    for (const make of Object.values(MERGES)) {
      const layer = make();
      const x = [tf.ones([2, 3, 4]), tf.ones([2, 3, 4])];
      const [a, b] = [
        tf.tensor2d(
          [
            [1, 0, 0],
            [1, 1, 0],
          ],
          [2, 3],
          'bool',
        ),
        tf.tensor2d(
          [
            [0, 0, 1],
            [1, 0, 0],
          ],
          [2, 3],
          'bool',
        ),
      ];
      for (const masks of [
        [a, b],
        [b, a],
      ]) {
        const mask = layer.computeMask(x, masks) as tf.Tensor;
        assert.deepEqual([...mask.dataSync()], [1, 0, 1, 1, 1, 0], layer.name);
        assert.deepEqual(mask.shape, [2, 3]);
      }
      assert.equal(layer.computeMask(x, [null, null] as never), null);
    }
  });

  it('follow each other where sequences do, those without one counting', () => {
    const x = [tf.ones([1, 2, 4]), tf.ones([1, 3, 4])];
    const mask = tf.tensor2d([[1, 0]], [1, 2], 'bool');
    const joined = tf.layers.concatenate({axis: 1}).computeMask(x, [mask, null] as never) as tf.Tensor;
    assert.deepEqual([...joined.dataSync()], [1, 0, 1, 1, 1]);
  });

  for (const [name, make] of Object.entries(MERGES)) {
    it(`of merged inputs are the same in a plan as on the tape: ${name}`, async () => {
      const y = tf.tensor2d([
        [1, 0, 1],
        [0, 1, 0],
        [1, 1, 0],
      ]);
      for (const maskSecond of [true, false]) {
        const trial = {build: () => build(make(), maskSecond), x: [rows(...first), rows(...second)], y};
        await expectSameTraining(trial);
      }
    });
  }

  it('end where a layer gives no sequence: the decoder reads all its steps', async () => {
    const decoder = () => {
      const input = tf.input({shape: [4]});
      const stack = [
        layers.embedding({inputDim: 5, outputDim: 3, maskZero: true}),
        ...[layers.lstm({units: 3}), tf.layers.repeatVector({n: 4}), layers.lstm({units: 2, returnSequences: true})],
      ];
      const outputs = stack.reduce<tf.SymbolicTensor>((value, layer) => layer.apply(value) as tf.SymbolicTensor, input);
      return tf.model({inputs: input, outputs});
    };
    await expectSameTraining({build: decoder, x: rows(...first), y: tf.ones([3, 4, 2])});
    const model = decoder();
    for (const output of [model.predict(rows([1, 2, 0, 0])), model.apply(rows([1, 2, 0, 0]))]) {
      const steps = (output as tf.Tensor3D).arraySync()[0];
      assert.notDeepEqual(steps[3], steps[1], 'a masked step repeats the one before');
    }
  });

  it('stay in their branch', () => {
    const [a, b] = [tf.input({shape: [3]}), tf.input({shape: [3, 2]})];
    const masked = layers.embedding({inputDim: 5, outputDim: 3, maskZero: true}).apply(a) as tf.SymbolicTensor;
    const [left, right] = [layers.lstm({units: 2}), layers.gru({units: 2})];
    const outputs = [left.apply(masked), right.apply(b)] as tf.SymbolicTensor[];
    const model = tf.model({inputs: [a, b], outputs: tf.layers.concatenate().apply(outputs) as tf.SymbolicTensor});
    const x = tf.randomNormal([1, 3, 2], 0, 1, 'float32', 3);
    const last = (words: number[]) => [...(model.predict([rows(words), x]) as tf.Tensor).dataSync()].slice(2);
    assert.deepEqual(last([1, 0, 0]), last([1, 2, 3]));
    assert.deepEqual(last([1, 2, 3]), [...(right.call(x, {}) as tf.Tensor).dataSync()]);
  });

  it('skip steps that no merged input counts', () => {
    const model = build(tf.layers.add());
    const predict = (a: number[], b: number[]) => [...(model.predict([rows(a), rows(b)]) as tf.Tensor).dataSync()];
    assert.deepEqual(predict([1, 2, 0, 0], [3, 0, 0, 0]), predict([0, 1, 0, 2], [0, 3, 0, 0]));
  });

  it('of a layer that also returns its states belong to its sequence, not to the states', async () => {
    const reader = () => {
      const input = tf.input({shape: [4]});
      const embedded = layers.embedding({inputDim: 5, outputDim: 3, maskZero: true}).apply(input);
      const lstm = layers.lstm({units: 3, returnSequences: true, returnState: true});
      const [steps, last] = lstm.apply(embedded as tf.SymbolicTensor) as unknown as tf.SymbolicTensor[];
      const query = tf.layers.reshape({targetShape: [1, 3]}).apply(last) as tf.SymbolicTensor;
      const context = layers.attention().apply([query, steps]) as tf.SymbolicTensor;
      const flat = tf.layers.flatten().apply(context) as tf.SymbolicTensor;
      return tf.model({inputs: input, outputs: layers.dense({units: 1}).apply(flat) as tf.SymbolicTensor});
    };
    await expectSameTraining({build: reader, x: rows(...first), y: tf.ones([3, 1])});
    const model = reader();
    const predict = (words: number[]) => (model.predict(rows(words)) as tf.Tensor).dataSync()[0];
    assert.ok(Math.abs(predict([1, 2, 0, 0]) - predict([0, 0, 1, 2])) < 1e-6, 'padding is read nowhere');
  });
});
