import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {generateTimeSeries} from '../../src/data';
import {random} from '../../src/data/random';
import * as engine from '../../src/engine';
import {useKernels} from '../../src/engine/kernels-host';
import * as layers from '../../src/layers';
import * as training from '../../src/training';

const series = generateTimeSeries(120, 13, {seed: 3});
const part = (start: number, end: number) => {
  const rows = series.rows(start, end);
  return {x: rows.steps(0, 12), y: {values: rows.steps(12).values, shape: [end - start, 1]}};
};
const train = part(0, 80);
const valid = part(80, 100);

async function build(options: training.CompileOptions = {}, seed = 1): Promise<tf.Sequential> {
  await engine.start({seed});
  const model = tf.sequential({
    layers: [
      layers.simpleRNN({units: 6, inputShape: [12, 1], returnSequences: true}),
      layers.simpleRNN({units: 5}),
      layers.dense({units: 1}),
    ],
  });
  return training.compile(model, options);
}

const weightsOf = (model: tf.LayersModel) => model.getWeights().map((weight) => Array.from(weight.dataSync()));

describe('training.fit', () => {
  afterEach(() => training.setReporter(undefined));

  it('lowers the loss, and records one number an epoch for each metric', async () => {
    const model = await build({metrics: ['mae']});
    const {history, epochs, stoppedEarly} = await training.fit(model, {...train, valid}, {epochs: 8});
    assert.deepEqual(Object.keys(history), ['loss', 'mae', 'val_loss', 'val_mae']);
    for (const values of Object.values(history)) assert.equal(values.length, 8);
    assert.ok(history.loss[7] < 0.6 * history.loss[0], `${history.loss}`);
    assert.deepEqual([epochs, stoppedEarly], [8, false]);
  });

  it('gives the same weights and losses, bit for bit, for the same seed', async () => {
    const run = async (seed: number) => {
      const model = await build({}, seed);
      const {history} = await training.fit(model, {...train, valid}, {epochs: 3, batchSize: 16});
      return {weights: weightsOf(model), history};
    };
    const first = await run(5);
    assert.deepEqual(await run(5), first);
    assert.notDeepEqual((await run(6)).weights, first.weights);
  });

  it('is the plain loop: shuffle by seed, mean loss, gradient, Adam', async () => {
    const model = await build();
    const {history} = await training.fit(model, train, {epochs: 2, batchSize: 32, seed: 9});

    const twin = await build();
    const variables = twin.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const adam = tf.train.adam(0.001, 0.9, 0.999, 1e-7);
    const {permutation} = random(9);
    const losses: number[] = [];
    for (let epoch = 0; epoch < 2; epoch++) {
      const order = permutation(80);
      let sum = 0;
      for (let start = 0; start < 80; start += 32) {
        const rows = tf.tensor1d(order.slice(start, start + 32), 'int32');
        const x = tf.gather(train.x.toTensor(), rows);
        const y = tf.gather(tf.tensor2d(Float32Array.from(train.y.values), [80, 1]), rows);
        const loss = () => tf.mean(tf.squaredDifference(twin.apply(x) as tf.Tensor, y)) as tf.Scalar;
        const cost = adam.minimize(loss, true, variables) as tf.Scalar;
        sum += cost.dataSync()[0] * rows.size;
      }
      losses.push(sum / 80);
    }
    losses.forEach((loss, i) => {
      assert.ok(Math.abs(history.loss[i] - loss) < 1e-5, `epoch ${i + 1}: ${history.loss[i]} and ${loss}`);
    });
  });

  it('sees every example once an epoch, in a new order each time, or in the given order', async () => {
    const order: number[][] = [];
    for (const shuffle of [true, false]) {
      await engine.start({seed: 2});
      const seen: number[] = [];
      class Probe extends tf.layers.Layer {
        static className = `Probe${shuffle}`;
        override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
          const x = Array.isArray(inputs) ? inputs[0] : inputs;
          seen.push(...x.dataSync());
          return x.clone();
        }
      }
      const model = tf.sequential({layers: [new Probe({inputShape: [1]}), tf.layers.dense({units: 1})]});
      const x = tf.range(0, 10).reshape([10, 1]);
      await training.fit(training.compile(model), {x, y: x}, {epochs: 2, batchSize: 4, shuffle});
      order.push(seen.slice(0, 10), seen.slice(10));
    }
    const all = Array.from({length: 10}, (_, i) => i);
    for (const epoch of order)
      assert.deepEqual(
        [...epoch].sort((a, b) => a - b),
        all,
      );
    assert.notDeepEqual(order[0], order[1]);
    assert.deepEqual([order[2], order[3]], [all, all]);
  });

  it('keeps neither tensors nor kernel memory over 1,000 steps', async () => {
    const model = await build({metrics: ['mae']});
    await training.fit(model, {...train, valid}, {epochs: 1, batchSize: 8});
    const [tensors, bytes] = [tf.memory().numTensors, useKernels().bytes];
    await training.fit(model, {...train, valid}, {epochs: 100, batchSize: 8, globalClipNorm: 1});
    assert.equal(tf.memory().numTensors, tensors);
    assert.equal(useKernels().bytes, bytes);
  });

  it('really clips: norms after are at most the limit, and training differs', async () => {
    const model = await build();
    const {gradientNorms} = await training.fit(model, train, {epochs: 2, globalClipNorm: 0.05, seed: 1});
    const {before = [], after = []} = gradientNorms ?? {};
    assert.equal(before.length, 2 * Math.ceil(80 / 32));
    assert.ok(Math.max(...before) > 0.05);
    after.forEach((norm, i) => {
      assert.ok(norm <= 0.05 * (1 + 1e-6) && Math.abs(norm - Math.min(before[i], 0.05)) < 1e-6);
    });
    const free = await build({optimizer: 'sgd', learningRate: 0.1});
    const held = await build({optimizer: 'sgd', learningRate: 0.1});
    await training.fit(free, train, {seed: 1});
    await training.fit(held, train, {seed: 1, clipValue: 1e-4});
    assert.notDeepEqual(weightsOf(held), weightsOf(free));
  });

  it('records norms without clipping when asked', async () => {
    const {gradientNorms} = await training.fit(await build(), train, {recordGradientNorms: true});
    assert.deepEqual(gradientNorms?.after, gradientNorms?.before);
    assert.equal((await training.fit(await build(), train)).gradientNorms, undefined);
  });

  it('stops early and puts the best weights back', async () => {
    const model = await build({learningRate: 0.3});
    const tensors = tf.memory().numTensors;
    const stop = {patience: 2};
    const result = await training.fit(model, {...train, valid}, {epochs: 60, earlyStopping: stop});
    const losses = result.history.val_loss;
    assert.ok(result.stoppedEarly && result.epochs < 60 && losses.length === result.epochs);
    assert.equal(losses.indexOf(Math.min(...losses)) + 1, result.epoch);
    assert.equal(result.epochs - result.epoch, 2);
    assert.ok(Math.abs(training.evaluate(model, valid).loss - Math.min(...losses)) < 1e-5 * Math.min(...losses));
    assert.equal(tf.memory().numTensors, tensors);
  });

  it('takes a greater accuracy for a better one, and does as told otherwise', async () => {
    const stopAt = async (earlyStopping: training.EarlyStopping) => {
      await engine.start({seed: 1});
      const model = tf.sequential({layers: [layers.dense({units: 2, activation: 'softmax', inputShape: [1]})]});
      let call = 0;
      const acc = () => tf.scalar([0.1, 0.2, 0.3, 0.3, 0.2][Math.min(call++, 4)]);
      model.compile({optimizer: new training.Sgd(), loss: 'categoricalCrossentropy', metrics: [acc]});
      const data = {x: tf.ones([4, 1]), y: tf.oneHot([0, 1, 0, 1], 2).toFloat()};
      const monitor = model.metricsNames[1];
      assert.match(monitor, /acc/);
      return (await training.fit(model, data, {epochs: 9, earlyStopping: {monitor, ...earlyStopping}})).epochs;
    };
    assert.equal(await stopAt({patience: 2}), 5);
    assert.equal(await stopAt({patience: 2, mode: 'min'}), 3);
    await assert.rejects(stopAt({mode: 'best' as 'min'}), /earlyStopping.mode must be 'min' or 'max', got 'best'/);
  });

  it('reports to the registered reporter', async () => {
    const calls: string[] = [];
    training.setReporter({
      start: ({epochs, batches, metrics}) => calls.push(`start ${epochs} ${batches} ${metrics}`),
      epoch: (epoch, logs) => calls.push(`epoch ${epoch} ${Object.keys(logs)}`),
      end: (error) => calls.push(`end ${error?.name ?? ''}`),
    });
    await training.fit(await build(), {...train, valid}, {epochs: 2, progress: true});
    await training.fit(await build(), train, {epochs: 2});
    assert.deepEqual(calls, ['start 2 3 loss,val_loss', 'epoch 1 loss,val_loss', 'epoch 2 loss,val_loss', 'end ']);
  });

  it('can be stopped between two batches, leaks nothing, and trains again afterwards', async () => {
    const model = await build();
    await training.fit(model, train);
    const tensors = tf.memory().numTensors;
    const stop = new AbortController();
    const running = training.fit(model, train, {epochs: 100_000, signal: stop.signal});
    setTimeout(() => stop.abort(), 120);
    await assert.rejects(running, {
      name: 'TrainingInterrupted',
      message: /training was stopped after epoch \d+, batch \d+/,
    });
    assert.equal(tf.memory().numTensors, tensors);
    await training.fit(model, train);
  });

  it('ends an abandoned run when the same model is trained anew', async () => {
    const model = await build();
    const abandoned = training.fit(model, train, {epochs: 100_000});
    const message = assert.rejects(abandoned, {name: 'TrainingInterrupted', message: /a new fit of this model/});
    await new Promise((resolve) => setTimeout(resolve, 60));
    await training.fit(model, train, {epochs: 2});
    await message;
  });

  it('recovers when a computation before it was cut off in the midst of a step', async () => {
    const model = await build();
    await training.fit(model, train);
    const tensors = tf.memory().numTensors;
    tf.engine().startScope('cut off');
    tf.ones([3]);
    (tf.engine().state as unknown as {gradientDepth: number}).gradientDepth = 1;
    await training.fit(model, train);
    assert.equal(tf.memory().numTensors, tensors);
  });

  it('names epoch, batch and layer where the loss stops being finite', async () => {
    for (const onTape of [false, true]) {
      const model = await build({optimizer: 'sgd', learningRate: 1e30});
      const tensors = tf.memory().numTensors;
      const fit = training.fit(model, train, {batchSize: 32, epochs: 3, shuffle: false, onTape});
      await assert.rejects(fit, ({name, message}: Error) => {
        assert.equal(name, 'RangeError');
        const found = /^the loss became (NaN|Infinity) in epoch 1, batch ([23]) \((.*)\): lower the/.exec(message);
        assert.ok(found, message);
        assert.match(
          found[3],
          /(layer '\w+', shape \[[\d,]+\], holds (NaN|-?Infinity) at .*|all layers give finite numbers)$/,
        );
        return true;
      });
      assert.equal(tf.memory().numTensors, tensors);
    }
  });

  it('refuses data that are not finite, by table, example and value', async () => {
    const model = await build();
    const spoil = (value: number, at: number, from: {values: Float64Array; shape: number[]}) => {
      const values = from.values.slice();
      values[at] = value;
      return {values, shape: from.shape};
    };
    const y = train.y;
    const x = {values: train.x.values, shape: [80, 12, 1]};
    const cases: [training.TrainingData, RegExp][] = [
      [{x, y: spoil(Number.NaN, 40, y)}, /^RangeError: y: example 40 is NaN: /],
      [
        {x: spoil(Number.POSITIVE_INFINITY, 25, x), y},
        /^RangeError: x: example 2, number 1 of shape \[12,1\] is Infinity: /,
      ],
      [
        {x, y, valid: {x: spoil(Number.NaN, 0, x), y}},
        /^RangeError: valid.x: example 0, number 0 of shape .* is NaN: /,
      ],
      [{x: spoil(1e39, 0, x), y}, /^RangeError: x: example 0, number 0 .* is Infinity: /],
    ];
    const before = weightsOf(model);
    for (const [data, message] of cases) await assert.rejects(training.fit(model, data), message);
    assert.deepEqual(weightsOf(model), before);
  });

  it('refuses data and options that do not fit, by name and value', async () => {
    const model = await build();
    const y = train.y;
    const cases: [training.TrainingData, training.FitOptions, RegExp][] = [
      [train, {epochs: 0}, /epochs must be a whole number >= 1, got 0/],
      [train, {batchSize: 1.5}, /batchSize must be a whole number >= 1, got 1.5/],
      [train, {clipNorm: -1}, /clipNorm must be a number above 0, got -1/],
      [train, {clipNorm: 1, globalClipNorm: 1}, /give one of clipNorm and globalClipNorm, not both/],
      [train, {earlyStopping: {patience: 0}}, /earlyStopping.patience must be .* got 0/],
      [train, {earlyStopping: {monitor: 'val_loss'}}, /earlyStopping.monitor must be one of loss, got 'val_loss'/],
      [{x: train.x.rows(0, 79), y}, {}, /x has 79 examples, but one table has shape \[80,1\]/],
      [{x: train.x.steps(0, 11), y}, {}, /x: the model needs \[examples, 12, 1\], got \[examples, 11, 1\]/],
      [{x: train.x, y: {values: y.values, shape: [40, 2]}}, {}, /but one table has shape \[40,2\]/],
      [{x: [train.x, train.x], y}, {}, /x: the model has 1 input\(s\), got 2 table\(s\)/],
      [{...train, valid: {x: valid.x, y: train.y}}, {}, /valid.x and valid.y: x has 20 examples/],
      [
        {x: [1, 2] as unknown as tf.Tensor, y},
        {},
        /x\[0\] must be a tf.Tensor or \{values: Float64Array, shape\}, got 1/,
      ],
      [{x: tf.scalar(1), y}, {}, /x must have an axis of examples/],
    ];
    for (const [data, options, message] of cases) await assert.rejects(training.fit(model, data, options), message);
    const raw = tf.sequential({layers: [tf.layers.dense({units: 1, inputShape: [12]})]});
    await assert.rejects(training.fit(raw, train), /the model is not compiled: call training.compile/);
  });
});
