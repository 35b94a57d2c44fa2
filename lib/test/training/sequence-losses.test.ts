import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';
import {weightsOf} from './models';

const [EXAMPLES, STEPS, FEATURES, UNITS] = [11, 6, 3, 5];
const uniform = (shape: number[], low: number, high: number, seed: number) =>
  tf.randomUniform(shape, low, high, 'float32', seed);
const x = tf.randomNormal([EXAMPLES, STEPS, FEATURES], 0, 1, 'float32', 1);
/** 1 for the first steps of each example, at least one of them. */
const kept = tf.tidy(() =>
  tf.where(
    tf
      .range(0, STEPS)
      .reshape([1, STEPS])
      .less(uniform([EXAMPLES, 1], 1, STEPS + 1, 2)),
    1,
    0,
  ),
);
const tags = tf.tidy(() => tf.where(kept.toBool(), uniform([EXAMPLES, STEPS], 0, UNITS, 3).floor(), -1));
const labels = tf.tensor2d(Array.from({length: EXAMPLES}, (_, i) => [1 + (i % 4), 1 + ((i + 1) % 4), -1].slice(0, 3)));
const oneHot = (numbers: tf.Tensor) => tf.tidy(() => tf.oneHot(numbers.toInt(), UNITS).toFloat());

interface Trained {
  losses: number[][];
  weights: number[][];
}

/** Which loss a model is trained with. */
type LossOf = (field: layers.Crf) => layers.SequenceLoss;

function build(withField: boolean, masked: boolean, lossOf: LossOf, optimizer: tf.Optimizer): tf.LayersModel {
  const field = layers.crf({units: UNITS});
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({inputShape: [STEPS, FEATURES]}),
      ...(masked ? [tf.layers.masking()] : []),
      layers.lstm({units: 4, returnSequences: true}),
      layers.dense({units: UNITS}),
      ...(withField ? [field] : []),
    ],
  });
  return training.compile(model, {loss: lossOf(field), optimizer});
}

async function train(
  {withField, masked = false, lossOf}: {withField: boolean; masked?: boolean; lossOf: LossOf},
  data: {y: tf.Tensor; weights?: tf.Tensor},
  onTape: boolean,
): Promise<Trained> {
  await engine.start({seed: 4});
  const model = build(withField, masked, lossOf, new training.Adam({learningRate: 0.02}));
  const before = weightsOf(model);
  const examples = {x: masked ? x.mul(kept.expandDims(2)) : x, ...data};
  const run = await training.fit(model, {...examples, valid: examples}, {epochs: 4, batchSize: 4, seed: 2, onTape});
  assert.equal(run.trainedBy, onTape ? 'tape' : 'plan', run.tapeReason);
  const weights = weightsOf(model);
  weights.forEach((weight, i) => {
    assert.notDeepEqual(weight, before[i], `weight ${i} learns`);
  });
  return {losses: [run.history.loss, run.history.val_loss], weights};
}

function expectNear(actual: number[][], expected: number[][], relative: number, what: string): void {
  assert.equal(actual.length, expected.length);
  expected.flat().forEach((value, i) => {
    const got = actual.flat()[i];
    assert.ok(Math.abs(got - value) <= relative * Math.max(1, Math.abs(value)), `${what} ${i}: ${got} and ${value}`);
  });
}

const crf: LossOf = (field) => field.loss;
const ctc: LossOf = () => layers.ctcLoss;
const lastBlank: LossOf = () => layers.ctc({blank: UNITS - 1});
const perExample = uniform([EXAMPLES], 0, 2, 5);

describe('losses of whole sequences', () => {
  const cases: [string, Parameters<typeof train>[0], Parameters<typeof train>[1]][] = [
    ['a CRF, tags as class numbers', {withField: true, lossOf: crf}, {y: tags}],
    ['a CRF, tags as numbers of type int32', {withField: true, lossOf: crf}, {y: tags.toInt()}],
    ['a CRF, tags in a column', {withField: true, lossOf: crf}, {y: tags.expandDims(2)}],
    ['a CRF, one-hot tags', {withField: true, lossOf: crf}, {y: oneHot(tags)}],
    ['a CRF, masked steps', {withField: true, masked: true, lossOf: crf}, {y: tags}],
    ['a CRF, examples of other weight', {withField: true, lossOf: crf}, {y: tags, weights: perExample}],
    ['CTC, fewer labels than steps', {withField: false, lossOf: ctc}, {y: labels}],
    ['CTC, one-hot labels', {withField: false, lossOf: ctc}, {y: oneHot(labels)}],
    ['CTC, labels in a column', {withField: false, lossOf: ctc}, {y: labels.expandDims(2)}],
    ['CTC, masked steps', {withField: false, masked: true, lossOf: ctc}, {y: labels.slice([0, 0], [EXAMPLES, 1])}],
    ['CTC, the last class as blank', {withField: false, lossOf: lastBlank}, {y: labels.sub(1)}],
    [
      'CTC, weights in a column',
      {withField: false, lossOf: ctc},
      {y: labels, weights: perExample.reshape([EXAMPLES, 1])},
    ],
  ];
  for (const [name, model, data] of cases) {
    it(`train by a plan as on the tape: ${name}`, async () => {
      const [plan, tape] = [await train(model, data, false), await train(model, data, true)];
      expectNear(plan.losses, tape.losses, 1e-5, 'loss');
      expectNear(plan.weights, tape.weights, 2e-4, 'weight');
    });
  }

  it('refuse a named metric, by training.compile and by model.compile, and take a function', async () => {
    await engine.start({seed: 4});
    const optimizer = 'sgd';
    for (const [lossOf, data, told] of [
      [crf, {x, y: tags}, /models\.crfOf/],
      [ctc, {x, y: labels}, /decoding\.ctcGreedy/],
    ] as const) {
      const field = layers.crf({units: UNITS});
      const head = [layers.dense({units: UNITS, inputShape: [STEPS, FEATURES]}), ...(lossOf === crf ? [field] : [])];
      const model = tf.sequential({layers: head});
      model.build();
      const loss = lossOf(field);
      const named = (error: Error) =>
        error instanceof RangeError &&
        /metric 'accuracy' has no meaning/.test(error.message) &&
        told.test(error.message);
      for (const metrics of ['accuracy', ['accuracy'], {[model.outputNames[0]]: 'accuracy'}]) {
        assert.throws(() => training.compile(model, {optimizer, loss, metrics}), named);
        assert.equal(model.optimizer, undefined, 'nothing is half-done');
      }
      model.compile({optimizer, loss, metrics: ['accuracy']});
      await assert.rejects(training.fit(model, data, {epochs: 1}), named);
      assert.throws(() => training.evaluate(model, data), named);
      const own = (targets: tf.Tensor, outputs: tf.Tensor) => tf.scalar(targets.shape[0] + (outputs.shape[2] ?? 0));
      training.compile(model, {optimizer, loss, metrics: [own as never]});
      const {history} = await training.fit(model, data, {epochs: 1, batchSize: EXAMPLES});
      assert.equal(Object.values(history).flat()[1], EXAMPLES + UNITS, JSON.stringify(history));
    }
  });

  it('are the same for class numbers and for one-hot targets', async () => {
    const numbers = await train({withField: true, lossOf: crf}, {y: tags}, false);
    assert.deepEqual(await train({withField: true, lossOf: crf}, {y: oneHot(tags)}, false), numbers);
    const few = await train({withField: false, lossOf: ctc}, {y: labels}, false);
    assert.deepEqual(await train({withField: false, lossOf: ctc}, {y: oneHot(labels)}, false), few);
  });

  it('weigh by example: a weight of 2 for one is that example twice, but for the count that they are divided by', async () => {
    await engine.start({seed: 4});
    const model = build(true, false, crf, tf.train.sgd(0));
    const part = (tensor: tf.Tensor) => tensor.slice([0], [2]);
    const loss = async (examples: training.TrainingData) =>
      (await training.fit(model, examples, {epochs: 1, shuffle: false})).history.loss[0];
    const [a, b] = [part(x), part(tags)];
    const weighted = await loss({x: a, y: b, weights: tf.tensor1d([2, 1])});
    const twice = await loss({x: tf.concat([a, x.slice([0], [1])]), y: tf.concat([b, tags.slice([0], [1])])});
    assert.ok(Math.abs(weighted * 2 - twice * 3) < 1e-5 * twice, `${weighted} and ${twice}`);
  });

  it('let any loss say that it takes class numbers', async () => {
    await engine.start({seed: 4});
    const sum = (targets: tf.Tensor, outputs: tf.Tensor) =>
      outputs.sum([1, 2]).sub(targets.sum(1)).square() as tf.Tensor1D;
    const data = {x, y: tags};
    const trainWith = (loss: layers.SequenceLoss) => {
      const model = build(false, false, () => loss, tf.train.sgd(1e-3));
      return training.fit(model, data, {epochs: 3});
    };
    await assert.rejects(
      trainWith((a, b) => sum(a, b)),
      /^RangeError: y: the model needs \[examples, 6, 5\], got \[examples, 6\]$/,
    );
    const {history} = await trainWith(Object.assign(sum, {takesClassNumbers: 'steps' as const}));
    assert.ok(history.loss[2] < 0.9 * history.loss[0], `${history.loss}`);
  });

  it('refuse what does not fit in one line, before a weight has changed', async () => {
    await engine.start({seed: 4});
    const cases: [LossOf, Partial<training.TrainingData>, training.FitOptions, RegExp][] = [
      [crf, {y: tags.slice([0, 0], [EXAMPLES, 4])}, {}, /y: the model needs \[examples, 6, 5\], got \[examples, 4\]/],
      [crf, {y: tags.add(1)}, {}, /crf: tags must be whole numbers below 5, negative where masked, got 5/],
      [crf, {y: tags.add(0.5)}, {}, /crf: tags must be whole numbers below 5, negative where masked, got .*\.5/],
      [ctc, {y: labels.mul(0)}, {}, /ctcLoss: labels must be classes 0\.\.4 other than blank 0, got 0/],
      [ctc, {y: labels.add(4)}, {}, /ctcLoss: labels must be classes 0\.\.4 other than blank 0, got [5-8]/],
      [ctc, {y: labels, weights: kept}, {}, /weights of shape \[.*6\] need a loss for each time step/],
      [crf, {y: tags}, {truncate: 2}, /truncate needs a static plan: crf.* needs more than one step at a time/],
      [
        ctc,
        {
          y: oneHot(
            labels.pad(
              [
                [0, 0],
                [0, 3],
              ],
              -1,
            ),
          ),
        },
        {truncate: 2},
        /truncate: a loss of whole sequences/,
      ],
      [() => layers.ctc({blank: 7}), {y: labels}, {}, /ctcLoss: blank must be a class, 0\.\.4, got 7/],
    ];
    for (const [lossOf, data, options, message] of cases) {
      for (const onTape of options.truncate ? [false] : [false, true]) {
        const model = build(lossOf === crf, false, lossOf, tf.train.sgd(0.1));
        const before = weightsOf(model);
        const all = {x, y: tags, ...data};
        await assert.rejects(training.fit(model, all, {...options, onTape}), (error: Error) => {
          assert.match(error.message, message);
          assert.ok(error instanceof RangeError && !error.message.includes('\n'));
          return true;
        });
        assert.deepEqual(weightsOf(model), before);
      }
    }
    assert.throws(() => layers.ctc({blank: -1}), /^RangeError: ctcLoss: blank must be a class, 0\.\., got -1$/);
  });

  it('stop where no alignment fits, naming the loss, and go on with zeroInfinity', async () => {
    const long = tf.fill([EXAMPLES, STEPS], 1); // the same label six times needs five blanks between
    for (const onTape of [false, true]) {
      await engine.start({seed: 4});
      const model = build(false, false, ctc, tf.train.sgd(0.1));
      const before = weightsOf(model);
      await assert.rejects(training.fit(model, {x, y: long}, {onTape}), /the loss became Infinity in epoch 1, batch 1/);
      assert.deepEqual(weightsOf(model), before);
      const forgiving = build(false, false, () => layers.ctc({zeroInfinity: true}), tf.train.sgd(0.1));
      const {history} = await training.fit(forgiving, {x, y: long}, {onTape});
      assert.deepEqual(history.loss, [0]);
    }
  });
});
