import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {chain, dense, numbers, uniform, words} from './drawn-models';
import {expectSameTraining} from './plan-against-tape';

const sequences = () => layers.lstm({units: 3, returnSequences: true});

describe('plans of everyday layers train as the tape does:', () => {
  before(() => engine.start({seed: 3}).then(() => undefined));

  it('embeddings, with and without padding', async () => {
    for (const maskZero of [false, true]) {
      await expectSameTraining({
        build: () =>
          chain([6], layers.embedding({inputDim: 9, outputDim: 5, maskZero}), layers.lstm({units: 3}), dense(1)),
        x: words(9, 7, 6),
        y: numbers(7, 1),
      });
    }
  });

  it('losses over classes, per sequence and per step', async () => {
    await expectSameTraining({
      build: () => chain([6], layers.embedding({inputDim: 5, outputDim: 4}), sequences(), dense(5, 'softmax')),
      x: words(5, 7, 6),
      y: words(5, 7, 6, 1).toFloat(),
      loss: 'sparseCategoricalCrossentropy',
    });
    await expectSameTraining({
      build: () => chain([4, 2], layers.lstm({units: 3}), dense(3), tf.layers.softmax({axis: -1})),
      x: numbers(7, 4, 2),
      y: tf.oneHot(words(3, 7), 3).toFloat(),
      loss: 'categoricalCrossentropy',
    });
    await expectSameTraining({
      build: () => chain([4, 2], sequences(), dense(2), tf.layers.activation({activation: 'sigmoid'})),
      x: numbers(7, 4, 2),
      y: words(2, 7, 4, 2).toFloat(),
      loss: 'binaryCrossentropy',
    });
  });

  it('changes of shape', async () => {
    const stacks: Record<string, () => tf.layers.Layer[]> = {
      'flatten, odd sizes': () => [sequences(), tf.layers.flatten(), dense(2)],
      'reshape to and fro': () => [
        dense(6, 'tanh'),
        tf.layers.reshape({targetShape: [6, 5]}),
        sequences(),
        tf.layers.reshape({targetShape: [2, 3, 3]}),
        tf.layers.reshape({targetShape: [18]}),
        dense(2),
      ],
      'repeat a vector': () => [
        layers.lstm({units: 3}),
        tf.layers.repeatVector({n: 4}),
        sequences(),
        tf.layers.flatten(),
        dense(2),
      ],
      'swap steps and features': () => [
        dense(3, 'tanh'),
        tf.layers.permute({dims: [2, 1]}),
        layers.lstm({units: 3}),
        dense(2),
      ],
    };
    for (const [name, stack] of Object.entries(stacks)) {
      try {
        await expectSameTraining({build: () => chain([5, 6], ...stack()), x: numbers(7, 5, 6), y: numbers(7, 2)});
      } catch (error) {
        throw new Error(`${name}: ${(error as Error).message}`);
      }
    }
  });

  it('merged branches', async () => {
    const merges = {
      add: () => tf.layers.add(),
      average: () => tf.layers.average(),
      multiply: () => tf.layers.multiply(),
      maximum: () => tf.layers.maximum(),
      minimum: () => tf.layers.minimum(),
      concatenate: () => tf.layers.concatenate(),
      'one after the other': () => tf.layers.concatenate({axis: 1}),
    };
    for (const [name, make] of Object.entries(merges)) {
      const build = () => {
        const [a, b] = [tf.input({shape: [4, 2]}), tf.input({shape: [4, 3]})];
        const branches = [a, b, a].map((input) => dense(3, 'tanh').apply(input) as tf.SymbolicTensor);
        const merged = make().apply(branches) as tf.SymbolicTensor;
        return tf.model({
          inputs: [a, b],
          outputs: dense(2).apply(layers.lstm({units: 3}).apply(merged)) as tf.SymbolicTensor,
        });
      };
      try {
        await expectSameTraining({build, x: [numbers(7, 4, 2), numbers(7, 4, 3)], y: numbers(7, 2)});
      } catch (error) {
        throw new Error(`${name}: ${(error as Error).message}`);
      }
    }
  });

  it('activations', async () => {
    const stack = () => [
      ...[dense(5), tf.layers.activation({activation: 'tanh'}), dense(6), tf.layers.reLU()],
      ...[
        dense(3),
        tf.layers.leakyReLU({alpha: 0.2}),
        dense(3),
        tf.layers.activation({activation: 'softmax'}),
        dense(1),
      ],
    ];
    await expectSameTraining({build: () => chain([4, 3], ...stack()), x: numbers(7, 4, 3), y: numbers(7, 4, 1)});
  });

  it('masking', async () => {
    const x = numbers(7, 5, 3).mul(
      tf.tensor(
        Float32Array.from({length: 35}, () => +(uniform() < 0.6)),
        [7, 5, 1],
      ),
    );
    await expectSameTraining({
      build: () => chain([5, 3], tf.layers.masking(), sequences(), layers.lstm({units: 3}), dense(1)),
      x,
      y: numbers(7, 1),
    });
  });

  it('dropout, drawn from the same seeds', async () => {
    for (const shape of [[5], [4, 3], [2, 3, 3]]) {
      await expectSameTraining({
        build: () => chain(shape, dense(6, 'tanh'), layers.dropout({rate: 0.4}), dense(2)),
        x: numbers(7, ...shape),
        y: numbers(7, ...shape.slice(0, -1), 2),
      });
    }
  });

  it('layers at every time step', async () => {
    await expectSameTraining({
      build: () => chain([4, 3], sequences(), layers.timeDistributed({layer: dense(5, 'softmax')})),
      x: numbers(7, 4, 3),
      y: tf.oneHot(words(5, 7, 4), 5).toFloat(),
      loss: 'categoricalCrossentropy',
    });
    await expectSameTraining({
      build: () =>
        chain(
          [3, 2, 4, 2],
          layers.timeDistributed({layer: dense(3, 'tanh')}),
          layers.timeDistributed({layer: tf.layers.flatten()}),
          layers.lstm({units: 3}),
        ),
      x: numbers(7, 3, 2, 4, 2),
      y: numbers(7, 3),
    });
    await expectSameTraining({
      build: () => chain([3, 4, 2], layers.timeDistributed({layer: layers.lstm({units: 3})}), layers.lstm({units: 3})),
      x: numbers(7, 3, 4, 2),
      y: numbers(7, 3),
    });
  });

  it('a model at every time step', async () => {
    const encoder = () =>
      tf.sequential({
        layers: [layers.lstm({units: 4, inputShape: [4, 2]}), dense(3, 'tanh')],
      }) as unknown as tf.layers.Layer;
    await expectSameTraining({
      build: () => chain([3, 4, 2], layers.timeDistributed({layer: encoder()}), layers.lstm({units: 3})),
      x: numbers(7, 3, 4, 2),
      y: numbers(7, 3),
    });
  });

  it('layer and batch normalisation', async () => {
    await expectSameTraining({
      build: () =>
        chain(
          [4, 3],
          dense(5),
          layers.layerNormalization(),
          layers.lstm({units: 6, returnSequences: true}),
          layers.batchNormalization(),
          dense(1),
        ),
      x: numbers(7, 4, 3),
      y: numbers(7, 4, 1),
    });
    await expectSameTraining({
      build: () =>
        chain(
          [6],
          layers.embedding({inputDim: 4, outputDim: 3, maskZero: true}),
          layers.batchNormalization({momentum: 0.8}),
          layers.lstm({units: 3}),
        ),
      x: words(4, 7, 6),
      y: numbers(7, 3),
    });
  });

  it('models inside a model', async () => {
    const inner = () =>
      tf.sequential({layers: [layers.dense({units: 4, activation: 'tanh', inputShape: [3]}), dense(2)]});
    await expectSameTraining({
      build: () => chain([3], inner() as unknown as tf.layers.Layer, dense(1)),
      x: numbers(7, 3),
      y: numbers(7, 1),
    });
  });
});
