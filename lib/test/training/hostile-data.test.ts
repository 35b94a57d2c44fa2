import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';
import {weightsOf} from './models';

const normal = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);

function spoilt(tensor: tf.Tensor, value: number): tf.Tensor {
  const values = tensor.dataSync().slice();
  values[5] = value;
  return tf.tensor(values, tensor.shape);
}

/** Fails unless training throws one line and leaves the weights, and no tensors, behind. */
async function expectRefused(
  model: tf.LayersModel,
  data: object | undefined,
  options: object | null,
  message: RegExp,
): Promise<void> {
  const [before, {numTensors}] = [weightsOf(model), tf.memory()];
  await assert.rejects(
    training.fit(model, data as training.TrainingData, options as training.FitOptions),
    (error: Error) => {
      assert.ok(error instanceof RangeError || error instanceof TypeError, `${error}`);
      assert.match(error.message, message);
      assert.ok(!error.message.includes('\n'));
      return true;
    },
    `${message}`,
  );
  assert.deepEqual(weightsOf(model), before);
  assert.equal(tf.memory().numTensors, numTensors);
}

describe('training.fit refuses what does not fit, before a weight has changed', () => {
  before(() => engine.start({engine: 'wasm', seed: 4}).then(() => undefined));

  const build = () =>
    training.compile(tf.sequential({layers: [layers.lstm({units: 2, inputShape: [4, 3]}), layers.dense({units: 1})]}));

  it('data', async () => {
    const [x, y] = [normal([6, 4, 3], 1), normal([6, 1], 2)];
    const gone = tf.zeros([6, 4, 3]);
    gone.dispose();
    const cases: [object | undefined, RegExp][] = [
      [{x: spoilt(x, Number.NaN), y}, /^x: example 0, number 5 of shape \[4,3\] is NaN/],
      [{x: spoilt(x, Number.POSITIVE_INFINITY), y}, /^x: example 0, .* is Infinity/],
      [{x, y: spoilt(y, Number.NEGATIVE_INFINITY)}, /^y: example 5 is -Infinity/],
      [{x: tf.zeros([6, 4]), y}, /^x: the model needs \[examples, 4, 3\], got \[examples, 4\]$/],
      [{x: tf.zeros([6, 4, 2]), y}, /^x: the model needs \[examples, 4, 3\], got \[examples, 4, 2\]$/],
      [{x, y: tf.zeros([6, 2])}, /^y: the model needs \[examples, 1\], got \[examples, 2\]$/],
      [{x: tf.zeros([0, 4, 3]), y: tf.zeros([0, 1])}, /there are no examples$/],
      [{x: tf.zeros([6, 0, 3]), y}, /a table of shape \[6,0,3\] holds no numbers/],
      [{x, y: tf.zeros([5, 1])}, /x has 6 examples, but one table has shape \[5,1\]/],
      [{x, y, valid: {x, y: spoilt(y, Number.NaN)}}, /^valid\.y: example 5 is NaN/],
      [{x: gone, y}, /^x: the tensor of shape \[6,4,3\] is disposed of$/],
      [{x}, /^y must be a tf\.Tensor or .*, got undefined$/],
      [{x, y, weight: y}, /^fit: data: unknown option "weight"; did you mean "weights"\?$/],
      [{x, y, weights: tf.fill([6], Number.NaN)}, /^weights: weights must be 0 or more, got NaN$/],
      [undefined, /^fit: data must be an object, got undefined$/],
    ];
    for (const [data, message] of cases) {
      for (const onTape of [false, true]) await expectRefused(build(), data, {onTape}, message);
    }
  });

  it('options', async () => {
    const data = {x: normal([6, 4, 3], 1), y: normal([6, 1], 2)};
    const cases: [object | null, RegExp][] = [
      [{epochs: Number.NaN}, /^(?:fit: )?epochs must be a whole number >= 1, got NaN$/],
      [{batchSize: 0}, /^(?:fit: )?batchSize must be a whole number >= 1, got 0$/],
      [{truncate: 1.5}, /^(?:fit: )?truncate must be a whole number >= 1, got 1\.5$/],
      [{clipNorm: -1}, /^(?:fit: )?clipNorm must be a number above 0, got -1$/],
      [{earlyStopping: {minDelta: Number.NaN}}, /^(?:fit: )?earlyStopping\.minDelta must be a number >= 0, got NaN$/],
      [{seed: Number.NaN}, /^fit: seed must be a whole number, got NaN$/],
      [{epoch: 3}, /^fit: unknown option "epoch"; did you mean "epochs"\?$/],
      [{resumeFrom: {}}, /^(?:fit: )?resumeFrom must be a checkpoint, or the path of one$/],
      [null, /^fit: options must be an object, got null$/],
    ];
    for (const [options, message] of cases) await expectRefused(build(), data, options, message);
  });

  it('words and classes that are not there, by plan and on the tape', async () => {
    const words = () =>
      training.compile(
        tf.sequential({
          layers: [
            layers.embedding({inputDim: 5, outputDim: 2, inputLength: 2, name: 'words'}),
            layers.gru({units: 2, returnSequences: true}),
            layers.dense({units: 3, activation: 'softmax'}),
          ],
        }),
        {loss: 'sparseCategoricalCrossentropy'},
      );
    const x = tf.tensor2d([[1, 2]]);
    const y = tf.tensor2d([[0, 2]]);
    const cases: [object, RegExp][] = [
      [{x: tf.tensor2d([[0.5, 1]]), y}, /^words: index 0\.5 is no whole number$/],
      [{x: tf.tensor2d([[1, -1]]), y}, /^words: index -1 is out of range: inputDim is 5$/],
      [{x: tf.tensor2d([[5, 1]]), y}, /^words: index 5 is out of range: inputDim is 5$/],
      [{x, y: tf.tensor2d([[0, 3]])}, /^a target is class 3, but the predictions have classes 0 to 2$/],
      [{x, y: tf.tensor2d([[-1, 0]])}, /^a target is class -1, but the predictions have classes 0 to 2$/],
      [{x, y: tf.tensor2d([[1, 0, 2]])}, /^y: the model needs \[examples, 2, 3\], got \[examples, 3\]$/],
    ];
    for (const [data, message] of cases) {
      for (const onTape of [false, true]) await expectRefused(words(), data, {onTape}, message);
    }
  });
});
