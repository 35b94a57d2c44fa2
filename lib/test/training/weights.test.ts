import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';
import {expectClose, type Packed, readGolden, unpack} from '../engine/golden';

const [STEPS, FEATURES, CLASSES] = [5, 2, 3];

interface Case {
  name: string;
  model: keyof typeof MODELS;
  loss: string;
  x: Packed;
  y: Packed[];
  weights: Packed[] | null;
  classWeights: Record<number, number> | null;
  valid: boolean;
  start: Packed[];
  end: Packed[];
  losses: number[];
  validLosses: number[] | null;
}

const sequence = (...body: tf.layers.Layer[]) =>
  tf.sequential({layers: [tf.layers.inputLayer({inputShape: [STEPS, FEATURES]}), ...body]});
const flat = (...body: tf.layers.Layer[]) =>
  tf.sequential({layers: [tf.layers.inputLayer({inputShape: [FEATURES]}), ...body]});

const MODELS = {
  dense: () => flat(layers.dense({units: 4, activation: 'tanh'}), layers.dense({units: 1})),
  steps: () => sequence(layers.lstm({units: 3, returnSequences: true}), layers.dense({units: 2})),
  classes: () => flat(layers.dense({units: CLASSES, activation: 'softmax'})),
  'masked steps': () =>
    sequence(tf.layers.masking(), layers.lstm({units: 3, returnSequences: true}), layers.dense({units: 2})),
  'masked vector': () => sequence(tf.layers.masking(), layers.lstm({units: 3}), layers.dense({units: 1})),
  words: () =>
    tf.sequential({
      layers: [
        layers.embedding({inputDim: 6, outputDim: 3, maskZero: true, inputLength: STEPS}),
        layers.gru({units: 4, returnSequences: true}),
        layers.dense({units: CLASSES, activation: 'softmax'}),
      ],
    }),
};
const LOSSES: Record<string, string> = {
  mean_squared_error: 'meanSquaredError',
  mean_absolute_error: 'meanAbsoluteError',
  log_cosh: 'logcosh',
  categorical_crossentropy: 'categoricalCrossentropy',
  sparse_categorical_crossentropy: 'sparseCategoricalCrossentropy',
};
const ownLoss = (target: tf.Tensor, output: tf.Tensor) => tf.mean(tf.square(tf.sub(output, target)), -1);

const close = (actual: number[], expected: number[], tolerance: number, what: string) => {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => {
    const limit = tolerance * Math.max(1, Math.abs(expected[i]));
    assert.ok(Math.abs(value - expected[i]) <= limit, `${what}: ${actual} should be ${expected}`);
  });
};

describe('weights and masks of training', () => {
  before(() => engine.start().then(() => undefined));

  for (const golden of readGolden<Case>('training-keras')) {
    const {name, model: kind, loss, x, y, weights, classWeights, valid, start, end, losses, validLosses} = golden;
    const build = (given: training.CompileOptions['loss']) => {
      const model = MODELS[kind]();
      model.setWeights(start.map(unpack));
      return training.compile(model, {optimizer: new training.Sgd({learningRate: 0.1, momentum: 0.9}), loss: given});
    };
    const check = async (onTape: boolean, given: training.CompileOptions['loss'], weightTables?: tf.Tensor) => {
      const model = build(given);
      const set = {x: unpack(x), y: y.map(unpack), weights: weightTables};
      const data = {...set, valid: valid ? set : undefined};
      const options = {epochs: 3, batchSize: 4, shuffle: false, classWeights: classWeights ?? undefined, onTape};
      const {history, trainedBy} = await training.fit(model, data, options);
      assert.equal(trainedBy, onTape ? 'tape' : 'plan');
      close(history.loss, losses, 1e-5, 'losses');
      if (validLosses) close(history.val_loss, validLosses, 1e-5, 'validation losses');
      model.getWeights().forEach((weight, i) => {
        expectClose(weight, end[i], 2e-5, `weight ${i}`);
      });
    };
    for (const onTape of [false, true]) {
      it(`train as Keras 3 does, ${onTape ? 'on the tape' : 'by a plan'}: ${name}`, async () => {
        const tables = weights?.map(unpack) ?? [];
        await check(onTape, LOSSES[loss] as 'meanSquaredError', tables[0]);
        if (tables[0]?.shape[1] === 1) await check(onTape, LOSSES[loss] as 'meanSquaredError', tables[0].squeeze([1]));
      });
    }
    if (loss === 'mean_squared_error') {
      it(`train as Keras 3 does with a loss that the kernels do not know: ${name}`, async () => {
        for (const onTape of [false, true]) await check(onTape, ownLoss, weights ? unpack(weights[0]) : undefined);
      });
    }
  }

  const twoOutputs = async (optimizer: training.CompileOptions['optimizer'] = 'sgd') => {
    await engine.start({seed: 3});
    const x = layers.input({shape: [STEPS, FEATURES]});
    const h = layers.lstm({units: 3, returnSequences: true}).apply(x) as tf.SymbolicTensor;
    const last = layers.gru({units: 2}).apply(h) as tf.SymbolicTensor;
    const outputs = [
      layers.dense({units: 1}).apply(last) as tf.SymbolicTensor,
      layers.dense({units: 2}).apply(h) as tf.SymbolicTensor,
    ];
    return training.compile(tf.model({inputs: x, outputs}), {
      optimizer,
      loss: ['meanSquaredError', 'meanAbsoluteError'],
    });
  };
  const x = tf.randomNormal([9, STEPS, FEATURES], 0, 1, 'float32', 1);
  const y = [tf.randomNormal([9, 1], 0, 1, 'float32', 2), tf.randomNormal([9, STEPS, 2], 0, 1, 'float32', 3)];
  const losses = async (model: tf.LayersModel, data: training.TrainingData, options: training.FitOptions = {}) =>
    (await training.fit(model, data, {epochs: 2, batchSize: 4, shuffle: false, ...options})).history.loss;

  it('belong to one output each, and leave the others alone', async () => {
    const weights = [undefined, tf.randomUniform([9, STEPS], 0, 2, 'float32', 4)];
    const plan = await losses(await twoOutputs(), {x, y, weights});
    const tape = await losses(await twoOutputs(), {x, y, weights}, {onTape: true});
    close(plan, tape, 1e-6, 'losses');
    const plain = await losses(await twoOutputs(), {x, y});
    assert.ok(Math.abs(plan[0] - plain[0]) > 1e-3);
    const ones = [tf.ones([9]), undefined];
    assert.deepEqual(await losses(await twoOutputs(), {x, y, weights: ones}), plain);
  });

  it('count in the loss of each output, so that the whole loss is their sum', async () => {
    const weights = [tf.randomUniform([9], 0, 2, 'float32', 5), tf.randomUniform([9, STEPS], 0, 2, 'float32', 4)];
    for (const onTape of [false, true]) {
      const set = {x, y, weights};
      const {history} = await training.fit(await twoOutputs(), {...set, valid: set}, {epochs: 2, onTape});
      const [loss, first, second, validLoss, validFirst, validSecond] = Object.values(history);
      close(
        first.map((value, i) => value + second[i]),
        loss,
        1e-6,
        'losses',
      );
      close(
        validFirst.map((value, i) => value + validSecond[i]),
        validLoss,
        1e-6,
        'validation losses',
      );
    }
  });

  it('leave examples of weight 0 out, also where their targets are missing', async () => {
    const weights = tf.tensor1d([1, 1, 0, 1, 1, 1, 0, 1, 1]);
    const run = async (spoil: number, onTape: boolean) => {
      await engine.start({seed: 3});
      const values = Float64Array.from(y[0].dataSync());
      values[2] = spoil;
      values[6] = spoil;
      const model = tf.sequential({
        layers: [layers.gru({units: 3, inputShape: [STEPS, FEATURES]}), layers.dense({units: 1})],
      });
      const set = {x, y: {values, shape: [9, 1]}, weights};
      const {history} = await training.fit(training.compile(model), {...set, valid: set}, {epochs: 2, onTape});
      return {history, end: model.getWeights().map((weight) => Array.from(weight.dataSync()))};
    };
    for (const onTape of [false, true]) {
      const missing = await run(Number.NaN, onTape);
      assert.ok(missing.history.loss.concat(missing.history.val_loss).every(Number.isFinite));
      assert.deepEqual(missing, await run(0, onTape));
      assert.deepEqual(missing.end, (await run(7, onTape)).end);
    }
  });

  it('multiply with class weights where both are given', async () => {
    const numbers = tf.tensor2d([0, 1, 2, 0, 1, 2, 0, 1, 2], [9, 1]);
    const features = tf.randomNormal([9, FEATURES], 0, 1, 'float32', 5);
    const weights = tf.randomUniform([9], 0, 2, 'float32', 6);
    const factors = tf.tensor1d([2, 1, 0.5, 2, 1, 0.5, 2, 1, 0.5]);
    const run = async (data: Partial<training.TrainingData>, classWeights?: training.ClassWeights) => {
      await engine.start({seed: 3});
      const model = training.compile(MODELS.classes(), {loss: 'sparseCategoricalCrossentropy'});
      return losses(model, {x: features, y: numbers, ...data}, {classWeights});
    };
    close(await run({weights}, {0: 2, 2: 0.5}), await run({weights: weights.mul(factors)}), 1e-6, 'losses');
    assert.notDeepEqual(await run({weights}), await run({weights}, {0: 2, 2: 0.5}));
  });

  it('take classes of time steps from targets of sequences', async () => {
    const numbers = tf.tensor3d([0, 1, 2, 0, 1, 1, 1, 2, 0, 0], [2, STEPS, 1]);
    const features = tf.randomNormal([2, STEPS, FEATURES], 0, 1, 'float32', 5);
    const run = async (target: tf.Tensor, loss: string, options: training.FitOptions, weights?: tf.Tensor) => {
      await engine.start({seed: 3});
      const model = training.compile(sequence(layers.dense({units: CLASSES, activation: 'softmax'})), {loss});
      return losses(model, {x: features, y: target, weights}, options);
    };
    const weights = tf.tensor2d([4, 1, 3, 4, 1, 1, 1, 3, 4, 4], [2, STEPS]);
    const expected = await run(numbers, 'sparseCategoricalCrossentropy', {}, weights);
    const classWeights = {0: 4, 2: 3};
    const oneHot = tf.oneHot(numbers.toInt().squeeze([2]), CLASSES).toFloat();
    for (const onTape of [false, true]) {
      close(await run(numbers, 'sparseCategoricalCrossentropy', {classWeights, onTape}), expected, 1e-6, 'numbers');
      close(await run(oneHot, 'categoricalCrossentropy', {classWeights, onTape}), expected, 1e-6, 'one-hot');
    }
  });

  it('leave a loss of whole sequences its own way, and say what it needs', async () => {
    const perSequence = (target: tf.Tensor, output: tf.Tensor) => tf.squaredDifference(output, target).mean([1, 2]);
    const perBatch = (target: tf.Tensor, output: tf.Tensor) => tf.squaredDifference(output, target).mean();
    const weights = tf.randomUniform([9], 0, 2, 'float32', 5);
    const padded = tf.concat([x.slice([0, 0, 0], [9, 3, 2]), tf.zeros([9, 2, 2])], 1);
    for (const onTape of [false, true]) {
      const run = async (
        loss: training.CompileOptions['loss'],
        weighed: tf.Tensor | undefined,
        kind: keyof typeof MODELS,
      ) => {
        await engine.start({seed: 3});
        return losses(training.compile(MODELS[kind](), {loss}), {x: padded, y: y[1], weights: weighed}, {onTape});
      };
      const squares = 'meanSquaredError';
      close(await run(perSequence, weights, 'steps'), await run(squares, weights, 'steps'), 1e-6, 'without a mask');
      close(await run(perBatch, undefined, 'steps'), await run(squares, undefined, 'steps'), 1e-6, 'one number');
      for (const loss of [perSequence, perBatch])
        assert.ok((await run(loss, undefined, 'masked steps')).every(Number.isFinite));
      await assert.rejects(run(perBatch, weights, 'steps'), /weights need a loss for each example, but this one gives/);
      await assert.rejects(
        run(perSequence, tf.ones([9, STEPS]), 'steps'),
        /of shape \[4,5\] need a loss for each time step/,
      );
    }
  });

  it('are taken by evaluate too', async () => {
    const model = await twoOutputs();
    const weights = [tf.randomUniform([9], 0, 2, 'float32', 4), undefined];
    const {history} = await training.fit(model, {x, y, valid: {x, y, weights}}, {});
    const {loss} = training.evaluate(model, {x, y, weights});
    close([loss], history.val_loss, 1e-6, 'loss');
    assert.ok(Math.abs(loss - training.evaluate(model, {x, y}).loss) > 1e-4);
  });

  it('are refused where they do not fit, by name and value', async () => {
    const model = await twoOutputs();
    const ones = tf.ones([9]);
    const cases: [Partial<training.TrainingData>, training.FitOptions, RegExp][] = [
      [{weights: ones}, {}, /weights: the model has 2 output\(s\), got 1 table\(s\)/],
      [
        {weights: [tf.ones([8]), ones]},
        {},
        /weights\[0\]: weights must be \[examples\] for 9 examples, got shape \[8\]/,
      ],
      [
        {weights: [ones, tf.ones([9, 4])]},
        {},
        /weights\[1\]: weights must be \[examples\] or \[examples, 5\] for 9 examples, got shape \[9,4\]/,
      ],
      [{weights: [ones.neg(), undefined]}, {}, /weights\[0\]: weights must be 0 or more, got -1/],
      [
        {valid: {x, y, weights: [ones.div(0), ones]}},
        {},
        /valid.weights\[0\]: weights must be 0 or more, got Infinity/,
      ],
      [{}, {classWeights: {0: 1}}, /classWeights need a model of one output, got 2/],
      [{}, {classWeights: {0: -1}}, /classWeights\[0\] must be 0 or more, got -1/],
      [{}, {classWeights: {dog: 1} as unknown as training.ClassWeights}, /a class is a whole number from 0, got dog/],
    ];
    for (const [data, options, message] of cases) {
      await assert.rejects(training.fit(model, {x, y, ...data}, options), message);
    }
  });
});
