import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {useKernels} from '../../src/engine/kernels-host';
import * as layers from '../../src/layers';
import * as training from '../../src/training';

const [STEPS, FEATURES] = [7, 3];
const normal = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);
const weightsOf = (model: tf.LayersModel) => model.getWeights().map((weight) => Array.from(weight.dataSync()));
const apply = (layer: tf.layers.Layer, input: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
  layer.apply(input) as tf.SymbolicTensor;
const sequential = (...body: tf.layers.Layer[]) =>
  tf.sequential({layers: [tf.layers.inputLayer({inputShape: [STEPS, FEATURES]}), ...body]});
const sequenceInput = () => layers.input({shape: [STEPS, FEATURES]});

const x = normal([22, STEPS, FEATURES], 1);
const y = normal([22, 2], 2);
const sequences = normal([22, STEPS, 2], 3);
const lengths = tf.tidy(() => {
  const steps = tf.range(0, STEPS).reshape([1, STEPS]);
  return steps.less(tf.randomUniform([22, 1], 1, STEPS + 1, 'float32', 4)).toFloat();
});
const padded = x.mul(lengths.expandDims(2));
const words = tf.randomUniform([22, STEPS], 1, 9, 'int32', 5).mul(lengths.toInt());

interface Case {
  build(): tf.LayersModel;
  data: training.TrainingData;
  loss?: training.CompileOptions['loss'];
  metrics?: string[];
}

const CASES: Record<string, Case> = {
  LSTM: {build: () => sequential(layers.lstm({units: 5}), layers.dense({units: 2})), data: {x, y}, metrics: ['mae']},
  'GRU of two forms': {
    build: () =>
      sequential(
        layers.gru({units: 4, returnSequences: true}),
        layers.gru({units: 3, resetAfter: false, goBackwards: true}),
        layers.dense({units: 2, activation: 'tanh'}),
      ),
    data: {x, y},
  },
  'SimpleRNN to sequences': {
    build: () => sequential(layers.simpleRNN({units: 5, returnSequences: true}), layers.dense({units: 2})),
    data: {x, y: sequences},
    loss: 'meanAbsoluteError',
  },
  'bidirectional layers': {
    build: () =>
      sequential(
        layers.bidirectional({layer: layers.lstm({units: 3, returnSequences: true})}),
        layers.bidirectional({layer: layers.gru({units: 2}), mergeMode: 'sum'}),
      ),
    data: {x, y},
  },
  'masked sequences': {
    build: () =>
      sequential(tf.layers.masking(), layers.lstm({units: 4, returnSequences: true}), layers.dense({units: 2})),
    data: {x: padded, y: sequences},
    metrics: ['mae'],
  },
  'words, some of them padding': {
    build: () =>
      tf.sequential({
        layers: [
          layers.embedding({inputDim: 9, outputDim: 4, maskZero: true, inputLength: STEPS}),
          layers.bidirectional({layer: layers.gru({units: 3})}),
          layers.dense({units: 3, activation: 'softmax'}),
        ],
      }),
    data: {x: words, y: tf.oneHot(tf.range(0, 22, 1, 'int32').mod(tf.scalar(3, 'int32')), 3).toFloat()},
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  },
  'two inputs and two outputs': {
    build() {
      const [series, extra] = [sequenceInput(), layers.input({shape: [2]})];
      const h = apply(layers.lstm({units: 4, returnSequences: true}), series);
      const last = apply(layers.gru({units: 3}), h);
      const both = apply(tf.layers.concatenate(), [last, apply(layers.dense({units: 3, activation: 'relu'}), extra)]);
      const outputs = [apply(layers.dense({units: 2}), both), apply(layers.dense({units: 2}), h)];
      return tf.model({inputs: [series, extra], outputs});
    },
    data: {x: [x, y], y: [y, sequences]},
    loss: ['meanSquaredError', 'meanAbsoluteError'],
    metrics: ['mse'],
  },
  'a shared layer': {
    build() {
      const [first, second] = [sequenceInput(), sequenceInput()];
      const encoder = layers.lstm({units: 4});
      const sum = apply(tf.layers.add(), [apply(encoder, first), apply(encoder, second)]);
      return tf.model({inputs: [first, second], outputs: apply(layers.dense({units: 2}), sum)});
    },
    data: {x: [x, normal([22, STEPS, FEATURES], 6)], y},
  },
  'a Sequential inside of another': {
    build: () => {
      const inner = sequential(layers.gru({units: 4, returnSequences: true}), layers.simpleRNN({units: 3}));
      const outer = sequential(inner, layers.dense({units: 2}));
      return outer;
    },
    data: {x, y},
  },
  'an encoder that gives its states to a decoder': {
    build() {
      const [source, target] = [sequenceInput(), layers.input({shape: [STEPS, 2]})];
      const [, H, C] = layers.lstm({units: 4, returnState: true}).apply(source) as tf.SymbolicTensor[];
      const decoded = apply(layers.lstm({units: 4, returnSequences: true}), [target, H, C]);
      return tf.model({inputs: [source, target], outputs: apply(layers.dense({units: 2}), decoded)});
    },
    data: {x: [x, normal([22, STEPS, 2], 7)], y: sequences},
  },
  'normalised layers with dropout': {
    build: () =>
      sequential(
        layers.lstm({units: 4, returnSequences: true, dropout: 0.2, recurrentDropout: 0.2}),
        layers.layerNormalization(),
        layers.dropout({rate: 0.3}),
        layers.timeDistributed({layer: layers.dense({units: 3, activation: 'sigmoid'})}),
        layers.gru({units: 2}),
      ),
    data: {x, y},
  },
};

async function make({build, loss, metrics}: Case, options: training.CompileOptions = {}): Promise<tf.LayersModel> {
  await engine.start({engine: 'wasm', seed: 6});
  return training.compile(build(), {optimizer: new training.Adam({learningRate: 0.01}), loss, metrics, ...options});
}

describe('training by a plan and on the tape', () => {
  before(() => engine.start({engine: 'wasm'}).then(() => undefined));

  for (const [name, one] of Object.entries(CASES)) {
    it(`give the same losses over 3 epochs, with a batch that is not full: ${name}`, async () => {
      const run = async (onTape: boolean) => {
        const model = await make(one);
        const data = {...one.data, valid: one.data};
        const result = await training.fit(model, data, {epochs: 3, batchSize: 8, seed: 2, clipNorm: 1, onTape});
        assert.equal(result.trainedBy, onTape ? 'tape' : 'plan', result.tapeReason);
        return {...result, weights: weightsOf(model)};
      };
      const [plan, tape] = [await run(false), await run(true)];
      const recorded = Object.values(tape.history); // names of several outputs count on from model to model
      assert.equal(Object.keys(plan.history).length, recorded.length);
      Object.entries(plan.history).forEach(([key, values], i) => {
        values.forEach((value, epoch) => {
          const other = recorded[i][epoch];
          const limit = 1e-5 * Math.max(Math.abs(other), 0.01);
          assert.ok(Math.abs(value - other) <= limit, `${key} of epoch ${epoch + 1}: ${value} and ${other}`);
        });
      });
      plan.gradientNorms?.before.forEach((norm, i) => {
        const other = tape.gradientNorms?.before[i] ?? Number.NaN;
        assert.ok(Math.abs(norm - other) <= 1e-4 * other, `norm of batch ${i}: ${norm} and ${other}`);
      });
      plan.weights.flat().forEach((value, i) => {
        assert.ok(Math.abs(value - tape.weights.flat()[i]) < 2e-4, `weight ${i}`);
      });
    });
  }

  it('measure the norms of each layer alike, without the padding of odd sizes', async () => {
    const run = async (onTape: boolean) => {
      const model = await make(CASES['two inputs and two outputs']);
      const options = {batchSize: 8, seed: 2, globalClipNorm: 0.1, recordGradientNorms: 'layers' as const, onTape};
      const {gradientNorms} = await training.fit(model, CASES['two inputs and two outputs'].data, options);
      assert.ok(gradientNorms);
      const own = Object.keys(gradientNorms.layers ?? {}).sort();
      const weighted = model.layers.filter(({weights}) => weights.length > 0).map((layer) => layer.name);
      assert.deepEqual(own, weighted.sort());
      const series = model.layers.flatMap(({name}) => gradientNorms.layers?.[name] ?? []);
      for (const when of ['before', 'after'] as const) {
        gradientNorms[when].forEach((norm, batch) => {
          const joined = Math.hypot(...series.map((one) => one[when][batch]));
          assert.ok(Math.abs(norm - joined) < 1e-6 * norm, `${when} batch ${batch}: ${norm} and ${joined}`);
        });
      }
      return series;
    };
    const [plan, tape] = [await run(false), await run(true)];
    plan.forEach(({before}, layer) => {
      before.forEach((norm, batch) => {
        assert.ok(Math.abs(norm - tape[layer].before[batch]) <= 1e-4 * tape[layer].before[batch]);
      });
    });
  });

  it('say why there is no plan, and train all the same', async () => {
    class Strange extends tf.layers.Layer {
      static className = 'StrangeLayerOfThisTest';
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        return tf.mul(Array.isArray(inputs) ? inputs[0] : inputs, 2);
      }
    }
    const l2 = tf.regularizers.l2({l2: 0.01});
    const cases: [() => tf.LayersModel, training.FitOptions, RegExp][] = [
      [CASES.LSTM.build, {onTape: true}, /^asked for$/],
      [
        () => sequential(layers.lstm({units: 2, kernelRegularizer: l2}), layers.dense({units: 2})),
        {},
        /^regularizers have no plan$/,
      ],
      [
        () => sequential(layers.lstm({units: 2}), layers.dense({units: 2, kernelConstraint: 'nonNeg'})),
        {},
        /constraints have no plan$/,
      ],
      [
        () => sequential(layers.lstm({units: 2}), new Strange({})),
        {},
        /^strange.*: layers of class StrangeLayerOfThisTest have no plan$/,
      ],
      [
        () => sequential(layers.lstm({units: 2, activation: 'relu'}), layers.dense({units: 2})),
        {},
        /^lstm.*: the kernels know activations tanh and sigmoid, not relu and sigmoid$/,
      ],
      [
        () => sequential(layers.lstm({units: 2}), layers.dense({units: 2, activation: 'elu'})),
        {},
        /^dense.*: activation 'elu' has no kernel$/,
      ],
    ];
    for (const [build, options, reason] of cases) {
      const model = await make({build, data: {x, y}});
      const {trainedBy, tapeReason, history} = await training.fit(model, {x, y}, {epochs: 3, ...options});
      assert.equal(trainedBy, 'tape');
      assert.match(tapeReason ?? '', reason);
      assert.ok(history.loss[2] < history.loss[0]);
    }
  });

  it('continue the moments of the optimizer in a second fit', async () => {
    for (const onTape of [false, true]) {
      const [whole, parts] = [await make(CASES.LSTM), await make(CASES.LSTM)];
      const options = {batchSize: 8, shuffle: false, onTape};
      await training.fit(whole, {x, y}, {...options, epochs: 5});
      await training.fit(parts, {x, y}, {...options, epochs: 2});
      await training.fit(parts, {x, y}, {...options, epochs: 3});
      assert.deepEqual(weightsOf(parts), weightsOf(whole));
      assert.equal(parts.optimizer.iterations, 15);
    }
  });

  it('do not disturb another model that is trained at the same time, random choices included', async () => {
    const names = ['normalised layers with dropout', 'bidirectional layers', 'words, some of them padding'];
    const options = {epochs: 60, batchSize: 4};
    const run = async (name: string, model: tf.LayersModel, onTape: boolean) => {
      const {history} = await training.fit(model, CASES[name].data, {
        ...options,
        seed: 9,
        onTape,
        epochs: onTape ? 6 : 60,
      });
      return {history, weights: weightsOf(model)};
    };
    const jobs = [...names.map((name) => ({name, onTape: false})), {name: names[0], onTape: true}];
    const alone = [];
    for (const {name, onTape} of jobs) alone.push(await run(name, await make(CASES[name]), onTape));
    const models: tf.LayersModel[] = [];
    for (const {name} of jobs) models.push(await make(CASES[name]));
    await engine.start({engine: 'wasm', seed: 77});
    const together = await Promise.all(jobs.map(({name, onTape}, i) => run(name, models[i], onTape)));
    assert.deepEqual(together, alone);
  });

  it('keep neither tensors nor kernel memory over 1,000 steps', async () => {
    for (const name of ['words, some of them padding', 'normalised layers with dropout']) {
      const one = CASES[name];
      const model = await make(one);
      const weights = tf.ones([22]);
      const schedule = training.schedules.cosineDecay({initialLearningRate: 0.01, decaySteps: 1000});
      const data = {...one.data, weights, valid: one.data};
      const run = (epochs: number) =>
        training.fit(model, data, {epochs, batchSize: 4, clipNorm: 1, schedule, earlyStopping: {patience: 1000}});
      await run(2);
      const lent = engine.borrowKernels();
      const [tensors, bytes, lentBytes] = [tf.memory().numTensors, useKernels().bytes, lent.bytes];
      engine.returnKernels(lent);
      await run(170);
      const again = engine.borrowKernels();
      assert.deepEqual([tf.memory().numTensors, useKernels().bytes, again.bytes], [tensors, bytes, lentBytes]);
      engine.returnKernels(again);
      weights.dispose();
    }
  });

  it('take over weights that are set between two epochs', async () => {
    for (const onTape of [false, true]) {
      const model = await make(CASES.LSTM, {optimizer: 'sgd'});
      const start = model.getWeights().map((weight) => weight.clone());
      training.setReporter({
        start() {},
        epoch: (epoch) => {
          if (epoch === 2) model.setWeights(start);
        },
        end() {},
      });
      const {history} = await training.fit(model, {x, y}, {epochs: 4, shuffle: false, onTape, progress: true});
      training.setReporter(undefined);
      assert.deepEqual(history.loss.slice(2), history.loss.slice(0, 2));
      assert.notEqual(history.loss[0], history.loss[1]);
    }
  });

  it('take a batch size above the count of examples for the count', async () => {
    const run = async (batchSize: number, onTape: boolean) => {
      const model = await make(CASES.LSTM);
      const {history} = await training.fit(model, {x, y}, {epochs: 2, batchSize, seed: 1, onTape});
      return {history, weights: weightsOf(model)};
    };
    for (const onTape of [false, true]) assert.deepEqual(await run(1000, onTape), await run(22, onTape));
  });

  it('weigh the batch that is not full by its examples', async () => {
    const still = new training.Sgd({learningRate: 1e-30});
    const model = await make(CASES.LSTM, {optimizer: still});
    for (const onTape of [false, true]) {
      const {history} = await training.fit(model, {x, y}, {batchSize: 5, onTape});
      const {loss} = training.evaluate(model, {x, y});
      assert.ok(Math.abs(history.loss[0] - loss) < 1e-6 * loss, `${history.loss[0]} and ${loss}`);
    }
  });

  it('leave the weights of the last full batch behind when they are interrupted', async () => {
    for (const onTape of [false, true]) {
      const model = await make(CASES.LSTM);
      const stop = new AbortController();
      const options = {epochs: 100_000, batchSize: 8, shuffle: false, onTape};
      const running = training.fit(model, {x, y}, {...options, signal: stop.signal});
      setTimeout(() => stop.abort(), 80);
      const message = await running.then(
        () => '',
        (error: Error) => error.message,
      );
      const [, epoch, batch] = (/after epoch (\d+), batch (\d+)/.exec(message) ?? []).map(Number);
      assert.ok(epoch >= 1 && batch >= 1, message);

      const twin = await make(CASES.LSTM);
      if (epoch > 1) await training.fit(twin, {x, y}, {...options, epochs: epoch - 1});
      const seen = Math.min(22, batch * 8);
      await training.fit(twin, {x: x.slice([0], [seen]), y: y.slice([0], [seen])}, {...options, epochs: 1});
      assert.deepEqual(weightsOf(model), weightsOf(twin));
      assert.equal(model.optimizer.iterations, twin.optimizer.iterations);
    }
  });

  it('refuse empty data in one line', async () => {
    const model = await make(CASES.LSTM);
    const empty = {x: tf.zeros([0, STEPS, FEATURES]), y: tf.zeros([0, 2])};
    await assert.rejects(training.fit(model, empty), /^RangeError: x and y: there are no examples$/);
    await assert.rejects(training.fit(model, {x, y, valid: empty}), /^RangeError: valid.x and valid.y: there are no/);
    const free = training.compile(
      tf.sequential({layers: [layers.lstm({units: 2, inputShape: [null, FEATURES] as number[]})]}),
    );
    const noSteps = {x: tf.zeros([4, 0, FEATURES]), y: tf.zeros([4, 2])};
    await assert.rejects(
      training.fit(free, noSteps),
      /^RangeError: x and y: a table of shape \[4,0,3\] holds no numbers$/,
    );
  });
});
