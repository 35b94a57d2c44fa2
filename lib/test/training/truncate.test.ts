import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import * as engine from '../../src/engine';
import {useKernels} from '../../src/engine/kernels-host';
import * as layers from '../../src/layers';
import * as scratch from '../../src/scratch';
import * as training from '../../src/training';
import {expectClose, type Packed, readGolden, unpack} from '../engine/golden';

const weightsOf = (model: tf.LayersModel) => model.getWeights().map((weight) => Array.from(weight.dataSync()));
const normal = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);

function expectNear(actual: number[], expected: number[], tolerance: number): void {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => {
    const limit = tolerance * Math.max(1, Math.abs(expected[i]));
    assert.ok(Math.abs(value - expected[i]) <= limit, `[${i}] should be ${expected[i]}, is ${value}`);
  });
}

/** Recurrent layers of all kinds; sequences or one vector an example come out. */
async function build(
  sequences: boolean,
  optimizer: training.CompileOptions['optimizer'] = 'adam',
): Promise<tf.Sequential> {
  await engine.start({seed: 2});
  const model = tf.sequential({
    layers: [
      layers.lstm({units: 5, inputShape: [11, 3], returnSequences: true}),
      layers.layerNormalization(),
      layers.simpleRNN({units: 3, returnSequences: true}),
      layers.gru({units: 4, returnSequences: sequences}),
      layers.dense({units: 2}),
    ],
  });
  return training.compile(model, {optimizer, metrics: ['mae']});
}

describe('truncated backpropagation through time', () => {
  before(() => engine.start().then(() => undefined));

  const x = normal([10, 11, 3], 1);
  const targets = (sequences: boolean) => normal(sequences ? [10, 11, 2] : [10, 2], 2);

  for (const sequences of [true, false]) {
    const kind = sequences ? 'sequences' : 'one vector an example';

    it(`is the plain one where a window holds the whole sequence: ${kind}`, async () => {
      const y = targets(sequences);
      const run = async (options: training.FitOptions) => {
        const model = await build(sequences);
        const {history} = await training.fit(model, {x, y}, {epochs: 3, batchSize: 4, seed: 1, ...options});
        return {history, weights: weightsOf(model)};
      };
      const plain = await run({});
      for (const truncate of [11, 50]) {
        for (const update of ['sequence', 'window'] as const) {
          assert.deepEqual(await run({truncate: {steps: truncate, update}}), plain);
        }
      }
      assert.notDeepEqual((await run({truncate: 10})).weights, plain.weights);
    });

    it(`has the forward pass of the whole sequence: ${kind}`, async () => {
      const y = targets(sequences);
      const weights = sequences ? tf.randomUniform([10, 11], 0, 2, 'float32', 3) : undefined;
      const run = async (options: training.FitOptions) => {
        const {history} = await training.fit(await build(sequences), {x, y, weights}, {batchSize: 10, ...options});
        return [history.loss[0], history.mae[0]];
      };
      const plain = await run({});
      for (const truncate of [1, 2, 3, 5, 10]) expectNear(await run({truncate}), plain, 1e-6);
    });
  }

  const {uniform, integer} = random(7);
  for (const sequences of [true, false]) {
    it(`has the gradient of scratch.truncatedBackward, ${sequences ? 'all steps' : 'the last step'}`, async () => {
      for (let trial = 0; trial < 8; trial++) {
        const [batch, steps, features, units] = [integer(1, 5), integer(1, 9), integer(1, 6), integer(1, 6)];
        const size = integer(1, steps + 2);
        const model = tf.sequential({
          layers: [layers.simpleRNN({units, inputShape: [steps, features], returnSequences: sequences})],
        });
        training.compile(model, {optimizer: new training.Sgd({learningRate: 1})});
        const draw = (...shape: number[]) =>
          tf.tensor(
            Float32Array.from({length: tf.util.sizeFromShape(shape)}, () => uniform(-1, 1)),
            shape,
          );
        model.setWeights([draw(features, units), draw(units, units), draw(units)]);
        const [inputs, y] = [draw(batch, steps, features), sequences ? draw(batch, steps, units) : draw(batch, units)];
        const start = model.getWeights().map((weight) => weight.clone());

        const matrixOf = (tensor: tf.Tensor) => scratch.matrix((tensor as tf.Tensor2D).arraySync());
        const stepOf = (tensor: tf.Tensor, t: number) => matrixOf(tensor.slice([0, t, 0], [-1, 1, -1]).squeeze([1]));
        const all = Array.from({length: steps}, (_, t) => t);
        const [kernel, recurrentKernel] = start.slice(0, 2).map(matrixOf);
        const weights = {kernel, recurrentKernel, bias: matrixOf(start[2].reshape([1, units]))};
        const X = all.map((t) => stepOf(inputs, t));
        const states = scratch.simpleRnnForward(X, weights);
        const share = 2 / (batch * units * (sequences ? steps : 1));
        const dH = all.map((t) => {
          const {values, shape} = states[t + 1];
          if (!sequences && t < steps - 1) return scratch.zeros(batch, units);
          const target = (sequences ? stepOf(y, t) : matrixOf(y)).values;
          return {values: values.map((value, i) => share * (value - target[i])), shape};
        });
        const expected = scratch.truncatedBackward(X, states, dH, weights, size);

        await training.fit(model, {x: inputs, y}, {batchSize: batch, shuffle: false, truncate: size});
        [expected.kernel, expected.recurrentKernel, expected.bias].forEach((gradient, i) => {
          const step = start[i].sub(model.getWeights()[i]);
          const what = `[${batch}, ${steps}, ${features}], ${units} units, windows of ${size}: weight ${i} `;
          expectClose(step, {shape: start[i].shape, values: Array.from(gradient.values)}, 2e-6, what);
        });
      }
    });
  }

  it('steps after each window as a stateful model of Keras does, if asked to', async () => {
    type Golden = {size: number; x: Packed; y: Packed; start: Packed[]; end: Packed[]; losses: number[]};
    const [golden] = readGolden<Golden>('windows-keras');
    const model = tf.sequential({
      layers: [
        layers.lstm({units: 3, inputShape: [11, 2], returnSequences: true}),
        layers.gru({units: 4, returnSequences: true}),
        layers.dense({units: 2}),
      ],
    });
    model.setWeights(golden.start.map(unpack));
    training.compile(model, {optimizer: new training.Sgd({learningRate: 0.1, momentum: 0.9})});
    const truncate = {steps: golden.size, update: 'window' as const};
    const data = {x: unpack(golden.x), y: unpack(golden.y)};
    const options = {epochs: 3, batchSize: 4, shuffle: false, truncate, recordGradientNorms: true};
    const {history, gradientNorms} = await training.fit(model, data, options);
    expectNear(history.loss, golden.losses, 1e-6);
    model.getWeights().forEach((weight, i) => {
      expectClose(weight, golden.end[i], 1e-5, `weight ${i}`);
    });
    assert.equal(gradientNorms?.before.length, 3 * 3);
  });

  it('reads words, validates on whole sequences, and keeps no memory', async () => {
    const make = () => {
      const model = tf.sequential({
        layers: [
          layers.embedding({inputDim: 9, outputDim: 3, inputLength: 7}),
          layers.gru({units: 4, returnSequences: true}),
          layers.timeDistributed({layer: layers.dense({units: 5, activation: 'softmax'})}),
        ],
      });
      return training.compile(model, {loss: 'sparseCategoricalCrossentropy'});
    };
    const words = tf.randomUniform([9, 7], 0, 9, 'int32', 4);
    const tags = tf.randomUniform([9, 7, 1], 0, 5, 'int32', 5).toFloat();
    const data = {x: words, y: tags, valid: {x: words, y: tags}};
    const model = make();
    const run = (epochs: number) => training.fit(model, data, {epochs, batchSize: 4, truncate: 3});
    await run(1);
    const [tensors, bytes] = [tf.memory().numTensors, useKernels().bytes];
    const {history} = await run(100);
    assert.ok(history.val_loss[99] < history.val_loss[0] && history.loss[99] < history.loss[0]);
    assert.deepEqual([tf.memory().numTensors, useKernels().bytes], [tensors, bytes]);
    expectNear([training.evaluate(model, data.valid).loss], [history.val_loss[99]], 1e-6);
  });

  it('is refused where windows have no meaning, in one line', async () => {
    const sequence = (...body: tf.layers.Layer[]) =>
      training.compile(tf.sequential({layers: [tf.layers.inputLayer({inputShape: [11, 3]}), ...body]}));
    const lstm = () => layers.lstm({units: 2, returnSequences: true});
    const y = normal([10, 11, 2], 2);
    const both = layers.bidirectional({layer: lstm(), mergeMode: 'sum'});
    const cases: [tf.LayersModel, training.FitOptions, RegExp][] = [
      [sequence(both), {}, /truncate needs a static plan: bidirectional.*class Bidirectional needs more than one step/],
      [
        sequence(layers.lstm({units: 2, goBackwards: true, returnSequences: true})),
        {},
        /truncate needs a static plan: .*read backwards has no state to carry on/,
      ],
      [sequence(layers.causalConv1d({filters: 2, kernelSize: 2})), {}, /class .* needs more than one step/],
      [sequence(tf.layers.masking(), lstm()), {}, /Masking needs more than one step|masked sequences cannot be cut/],
      [sequence(lstm()), {truncate: 0}, /truncate must be a whole number >= 1, got 0/],
      [sequence(lstm()), {truncate: {steps: 1.5}}, /truncate.steps must be a whole number >= 1, got 1.5/],
      [
        sequence(lstm()),
        {truncate: {steps: 2, update: 'never' as 'window'}},
        /truncate.update must be 'sequence' or 'window', got 'never'/,
      ],
      [sequence(lstm()), {onTape: true}, /truncate needs a static plan: leave onTape out/],
    ];
    for (const [model, options, message] of cases) {
      const before = weightsOf(model);
      await assert.rejects(training.fit(model, {x, y}, {truncate: 4, ...options}), message);
      assert.deepEqual(weightsOf(model), before);
    }
  });

  it('does not touch states that come from another layer', async () => {
    const input = layers.input({shape: [5, 2]});
    const [, H, C] = layers.lstm({units: 3, returnState: true}).apply(input) as tf.SymbolicTensor[];
    const output = layers.lstm({units: 3, returnSequences: true}).apply([input, H, C]) as tf.SymbolicTensor;
    const model = training.compile(tf.model({inputs: input, outputs: output}));
    const fit = training.fit(model, {x: normal([4, 5, 2], 1), y: normal([4, 5, 3], 2)}, {truncate: 2});
    await assert.rejects(fit, /truncate needs a static plan: .*its states come from another layer/);
  });
});
