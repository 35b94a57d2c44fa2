import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import '../../src/layers';
import {borrowKernels, FlatWeights, returnKernels} from '../../src/engine/internal';
import {Adam, AdamW, type ArrayOptimizer, compile, RmsProp, Sgd, fit as train} from '../../src/training';
import {expectClose, type Packed, readGolden, unpack} from '../engine/golden';

interface Case {
  optimizer: keyof typeof CLASSES;
  name: string;
  options: Record<string, number | boolean>;
  start: Packed;
  gradients: Packed;
  weights: Packed;
}

const CLASSES = {Adam, AdamW, SGD: Sgd, RMSprop: RmsProp};
const CASES = readGolden<Case>('optimizers-keras');
const make = ({optimizer, options}: Case): ArrayOptimizer => new CLASSES[optimizer](options);

describe('optimizers of the training room', () => {
  before(() => engine.start().then(() => undefined));

  for (const golden of CASES) {
    const {optimizer, name, start, gradients, weights} = golden;
    const [all, expected] = [unpack(gradients), unpack(weights)];
    const [steps, ...shape] = gradients.shape;
    const at = (tensor: tf.Tensor, t: number) => tensor.slice([t, 0, 0], [1, ...shape]).reshape(shape);

    it(`take the same 50 steps as Keras 3 on variables: ${optimizer}, ${name}`, () => {
      const variable = tf.variable(unpack(start));
      const own = make(golden);
      for (let t = 0; t < steps; t++) {
        own.applyGradients([{name: variable.name, tensor: at(all, t)}]);
        expectClose(variable, at(expected, t), 1e-6, `step ${t + 1}`);
      }
      assert.equal(own.iterations, steps);
      variable.dispose();
    });

    it(`take the same 50 steps as Keras 3 on the kernels: ${optimizer}, ${name}`, () => {
      const own = make(golden);
      const kernels = borrowKernels();
      const flat = new FlatWeights(kernels, [{shape, form: {}, trainable: true}], own.slotCount);
      flat.write(0, Float32Array.from(start.values));
      for (let t = 0; t < steps; t++) {
        const view = flat.gradientView(0).fill(0); // 2 x 3, padded to 4 x 4
        const [rows, columns] = shape;
        for (let i = 0; i < rows * columns; i++) {
          view[Math.floor(i / columns) * 4 + (i % columns)] = gradients.values[t * rows * columns + i];
        }
        own.stepFlat(flat);
        expectClose(tf.tensor(flat.read(0), shape), at(expected, t), 1e-6, `step ${t + 1}`);
      }
      assert.equal(own.iterations, steps);
      returnKernels(kernels);
    });
  }

  it('take the steps of those of tf.train in model.fit too', async () => {
    const run = async (optimizer: tf.Optimizer) => {
      await engine.start({seed: 4});
      const model = tf.sequential({
        layers: [tf.layers.dense({units: 2, inputShape: [3]}), tf.layers.dense({units: 1})],
      });
      model.compile({optimizer, loss: 'meanSquaredError'});
      const x = tf.randomNormal([16, 3], 0, 1, 'float32', 1);
      await model.fit(x, x.sum(1, true), {epochs: 5, batchSize: 8, shuffle: false, verbose: 0});
      return model.getWeights();
    };
    const pairs: [tf.Optimizer, tf.Optimizer][] = [
      [new Adam({learningRate: 0.01}), tf.train.adam(0.01, 0.9, 0.999, 1e-7)],
      [new Sgd({learningRate: 0.05}), tf.train.sgd(0.05)],
      [new RmsProp({learningRate: 0.01}), tf.train.rmsprop(0.01, 0.9, 0, 1e-7)],
      [
        new RmsProp({learningRate: 0.01, rho: 0.8, momentum: 0.5, epsilon: 1e-3}),
        tf.train.rmsprop(0.01, 0.8, 0.5, 1e-3),
      ],
    ];
    for (const [own, stock] of pairs) {
      const expected = await run(stock);
      (await run(own)).forEach((weight, i) => {
        expectClose(weight, expected[i], 1e-5, own.getClassName());
      });
    }
  });

  it('are read back from a saved model, by name', async () => {
    for (const own of [new Sgd({momentum: 0.5}), new RmsProp({rho: 0.8, centered: true}), new AdamW({beta1: 0.7})]) {
      const made = tf.serialization.SerializationMap.getMap().classNameMap[own.getClassName()];
      const [cls, fromConfig] = made;
      const read = fromConfig(cls, own.getConfig()) as ArrayOptimizer;
      assert.deepEqual(read.getConfig(), own.getConfig());
      assert.deepEqual(read.slotNames, own.slotNames);
    }
  });

  it('go on from saved weights as if they had not stopped', async () => {
    for (const make of [
      () => new Adam(),
      () => new Sgd(),
      () => new Sgd({momentum: 0.9, nesterov: true}),
      () => new RmsProp(),
      () => new RmsProp({momentum: 0.5, centered: true}),
    ]) {
      await goOn(make);
    }
  });

  it('go on from their slots in a second fit, whichever trainer runs', async () => {
    for (const make of [() => new Sgd({momentum: 0.9}), () => new RmsProp({momentum: 0.5, centered: true})]) {
      const run = async (...parts: [number, boolean][]) => {
        await engine.start({seed: 4});
        const model = tf.sequential({layers: [tf.layers.dense({units: 1, inputShape: [3], useBias: true})]});
        compile(model, {optimizer: make()});
        const x = tf.randomNormal([16, 3], 0, 1, 'float32', 1);
        for (const [epochs, onTape] of parts)
          await train(model, {x, y: x.sum(1, true)}, {epochs, shuffle: false, onTape});
        return model.getWeights()[0];
      };
      const whole = await run([6, false]);
      for (const parts of [
        [
          [2, false],
          [4, true],
        ],
        [
          [2, true],
          [4, false],
        ],
        [
          [3, false],
          [3, false],
        ],
      ]) {
        expectClose(await run(...(parts as [number, boolean][])), whole, 1e-6);
      }
    }
  });

  async function goOn(make: () => ArrayOptimizer): Promise<void> {
    const step = (own: ArrayOptimizer, variable: tf.Variable) =>
      own.applyGradients({[variable.name]: variable.square().add(0.1)});
    const [one, two] = [tf.variable(tf.tensor1d([1, -2, 3])), tf.variable(tf.tensor1d([1, -2, 3]))];
    const through = make();
    for (let t = 0; t < 6; t++) step(through, one);
    const first = make();
    for (let t = 0; t < 3; t++) step(first, two);
    const saved = await first.getWeights();
    const second = make();
    await second.setWeights(saved);
    for (let t = 0; t < 3; t++) step(second, two);
    assert.deepEqual(two.arraySync(), one.arraySync());
    assert.equal(second.iterations, 6);
  }

  it('refuse options out of range, by name and value', () => {
    assert.throws(() => new Adam({learningRate: 0}), /learningRate must be a number above 0, got 0/);
    assert.throws(() => new Adam({learningRate: Number.NaN}), /learningRate must be a number above 0, got NaN/);
    assert.throws(() => new Adam({beta1: 1}), /beta1 must lie in \[0, 1\), got 1/);
    assert.throws(() => new Adam({beta2: -1}), /beta2 must lie in \[0, 1\), got -1/);
    assert.throws(() => new Adam({epsilon: 0}), /epsilon must be a number above 0, got 0/);
    assert.throws(() => new Adam({weightDecay: -1}), /weightDecay must be a number >= 0, got -1/);
    assert.throws(() => new Sgd({momentum: 1}), /momentum must lie in \[0, 1\), got 1/);
    assert.throws(() => new RmsProp({rho: 2}), /rho must lie in \[0, 1\), got 2/);
    assert.throws(() => new RmsProp({epsilon: -1}), /epsilon must be a number above 0, got -1/);
  });
});
