import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import {isLossKind, type LossKind, lossOp} from '../../src/engine/ops/losses/losses';
import {softmaxOp} from '../../src/engine/ops/plain/softmax';
import {type Packed, readGolden} from './golden';
import {openRoom, splitting} from './open-room';

type Numbers = ArrayLike<number>;
interface Case {
  prediction: {shape: number[]; values: Numbers};
  target: {shape: number[]; values: Numbers};
  weights?: {shape: number[]; values: Numbers};
}

interface GoldenCase {
  name: string;
  kind: LossKind;
  inputs: {prediction: Packed; target: Packed; weights?: Packed};
  loss: number;
  gradient: Packed;
}

/** Loss and gradient by the prediction. */
function measure(kind: LossKind, {prediction, target, weights}: Case, scale?: number) {
  const {room, put, read, paddingOf} = openRoom();
  const p = put(prediction);
  const op = lossOp(room, kind, p, put(target), weights && put(weights));
  const loss = op.forward();
  op.backward(scale);
  assert.ok(Math.abs(paddingOf(p.gradient, p.shape)) < 1e-5, 'padding got a gradient');
  return {loss, gradient: read(p.gradient, p.shape)};
}

function expectNear(actual: Numbers, expected: Numbers, tolerance: number, what: string): void {
  assert.equal(actual.length, expected.length, what);
  Array.from(expected).forEach((value, i) => {
    const limit = tolerance * Math.max(1, Math.abs(value));
    assert.ok(Math.abs(actual[i] - value) <= limit, `${what}[${i}] should be ${value}, is ${actual[i]}`);
  });
}

/** tfjs' own loss of this name, and its gradient. */
function stockLoss(kind: string, {prediction, target}: Case) {
  return tf.tidy(() => {
    const model = tf.sequential({layers: [tf.layers.dense({units: 1, inputShape: [1]})]});
    model.compile({optimizer: 'sgd', loss: kind});
    const [loss] = (model as unknown as {model: {lossFunctions: ((y: tf.Tensor, p: tf.Tensor) => tf.Tensor)[]}}).model
      .lossFunctions;
    const y = tf.tensor([...Array.from(target.values)], target.shape);
    const {value, grad} = tf.valueAndGrad((p) => tf.mean(loss(y, p)) as tf.Scalar)(
      tf.tensor([...Array.from(prediction.values)], prediction.shape),
    );
    const numbers = {loss: value.dataSync()[0], gradient: [...grad.dataSync()]};
    model.dispose();
    return numbers;
  });
}

const sizeOf = (shape: number[]) => shape.reduce((all, size) => all * size, 1);
const SHAPES = [
  [1, 1],
  [5, 3],
  [4, 4],
  [3, 1, 2],
  [2, 7, 5],
  [6, 3, 4],
  [2, 3, 2, 5],
];

/** Probabilities or plain numbers of a shape, and targets that fit the loss. */
function drawCase(kind: string, shape: number[], seed: number): Case {
  const {uniform, normal, integer} = random(seed);
  const columns = shape[shape.length - 1];
  const rows = sizeOf(shape) / columns;
  const numbers = (draw: () => number) => Float32Array.from({length: sizeOf(shape)}, draw);
  if (/sparse/.test(kind)) {
    const target = Float32Array.from({length: rows}, () => integer(0, columns));
    const positive = numbers(() => uniform(0.05, 1));
    return {prediction: {shape, values: positive}, target: {shape: [...shape.slice(0, -1), 1], values: target}};
  }
  if (/categorical/.test(kind)) {
    const classes = Array.from({length: rows}, () => integer(0, columns));
    const target = Float32Array.from(
      {length: sizeOf(shape)},
      (_, i) => +(classes[Math.floor(i / columns)] === i % columns),
    );
    return {prediction: {shape, values: numbers(() => uniform(0.05, 1))}, target: {shape, values: target}};
  }
  if (/binary/.test(kind)) {
    return {
      prediction: {shape, values: numbers(() => uniform(0.01, 0.99))},
      target: {shape, values: numbers(() => integer(0, 2))},
    };
  }
  return {prediction: {shape, values: numbers(() => 2 * normal())}, target: {shape, values: numbers(() => normal())}};
}

const STOCK: LossKind[] = [
  ...(['meanSquaredError', 'meanAbsoluteError', 'logcosh', 'binaryCrossentropy'] as const),
  ...(['categoricalCrossentropy', 'sparseCategoricalCrossentropy'] as const),
];

describe('losses on the kernels', () => {
  for (const kind of STOCK) {
    it(`give the ${kind} of tfjs and its gradient, for any shape`, () => {
      SHAPES.forEach((shape, seed) => {
        if (/categorical/i.test(kind) && shape[shape.length - 1] === 1) return;
        const numbers = drawCase(kind, shape, seed);
        const stock = stockLoss(kind, numbers);
        const {loss, gradient} = measure(kind, numbers);
        expectNear([loss], [stock.loss], 1e-5, `loss of [${shape}]`);
        expectNear(gradient, stock.gradient, 1e-5, `gradient of [${shape}]`);
      });
    });
  }

  for (const [peer, file] of [
    ['Keras 3, with weights and from logits', 'losses-keras'],
    ['PyTorch', 'losses-torch'],
  ]) {
    it(`agree with ${peer}, values and gradients`, () => {
      const cases = readGolden<GoldenCase>(file);
      assert.ok(cases.length > 30);
      for (const {name, kind, inputs, loss, gradient} of cases) {
        const {prediction, target, weights} = inputs;
        const got = measure(kind, {prediction, target, weights});
        expectNear([got.loss], [loss], 1e-5, `${name}: loss`);
        expectNear(got.gradient, gradient.values, 1e-5, `${name}: gradient`);
      }
    });
  }

  it('multiply the gradient by what backward is given', () => {
    const numbers = drawCase('meanSquaredError', [3, 2, 5], 1);
    const [plain, doubled] = [measure('meanSquaredError', numbers), measure('meanSquaredError', numbers, 2)];
    expectNear(
      doubled.gradient,
      plain.gradient.map((value) => 2 * value),
      1e-7,
      'gradient',
    );
  });

  it('stay finite where a softmax saturates, unlike their formula from probabilities', () => {
    const {room, put, read} = openRoom();
    const z = put({shape: [2, 3], values: [200, 0, -200, 0, 120, 0]});
    const softmax = softmaxOp(room, z);
    const loss = lossOp(
      room,
      'categoricalCrossentropy',
      softmax.outputs[0],
      put({shape: [2, 3], values: [0, 0, 1, 0, 1, 0]}),
    );
    softmax.forward();
    assert.equal(loss.forward(), 200); // (400 + 0) / 2
    loss.backward();
    softmax.backward();
    assert.deepEqual(read(z.gradient, [2, 3]), [0.5, 0, -0.5, 0, 0, 0]);
  });

  it('give the same gradient by way of the softmax and from the logits right before it', () => {
    for (const kind of ['categoricalCrossentropy', 'sparseCategoricalCrossentropy'] as const) {
      const {prediction, target} = drawCase(kind, [3, 4, 5], 7);
      const [through, past] = [false, true].map((direct) => {
        const {room, put, read, paddingOf} = openRoom();
        const z = put(prediction);
        const softmax = softmaxOp(room, z);
        const {logits: _, ...probabilities} = softmax.outputs[0];
        const loss = lossOp(room, kind, direct ? softmax.outputs[0] : probabilities, put(target));
        softmax.forward();
        const value = loss.forward();
        loss.backward();
        softmax.backward();
        assert.ok(Math.abs(paddingOf(z.gradient, z.shape)) < 1e-6);
        return [value, ...read(z.gradient, z.shape)];
      });
      expectNear(past, through, 2e-6, kind);
    }
  });

  it('leave out rows of weight 0, also where they are not numbers or have no class', () => {
    const row = {shape: [2, 2], values: [1, 2, Number.NaN, 5]};
    const {loss, gradient} = measure('meanSquaredError', {
      prediction: row,
      target: {shape: [2, 2], values: [0, 0, 0, 0]},
      weights: {shape: [2], values: [1, 0]},
    });
    assert.equal(loss, 1.25);
    assert.deepEqual(gradient, [0.5, 1, 0, 0]);
    const steps = {
      prediction: {shape: [1, 2, 2], values: [0.5, 0.5, 0.5, 0.5]},
      target: {shape: [1, 2], values: [1, -1]},
      weights: {shape: [1, 2], values: [1, 0]},
    };
    assert.ok(Math.abs(measure('sparseCategoricalCrossentropy', steps).loss - Math.log(2) / 2) < 1e-6);
  });

  it('gives the same bits for any split of the rows', () => {
    for (const kind of STOCK) {
      const {prediction, target} = drawCase(kind, [5, 3, 6], 3);
      const [whole, split] = [false, true].map((splits) => {
        const {room, put, read} = openRoom();
        const shared = splits ? splitting(room) : room;
        const p = put(prediction);
        const op = lossOp(shared, kind, p, put(target));
        const loss = op.forward();
        op.backward();
        return [loss, ...read(p.gradient, p.shape)];
      });
      assert.deepEqual(split, whole, kind);
    }
  });

  it('refuse shapes that do not fit and classes that are not there', () => {
    const p = {shape: [2, 3], values: [0.2, 0.3, 0.5, 0.2, 0.3, 0.5]};
    const wrong = {shape: [2, 2], values: [0, 0, 0, 0]};
    assert.throws(() => measure('meanSquaredError', {prediction: p, target: wrong}), {
      name: 'RangeError',
      message: 'meanSquaredError: targets of shape [2,2] do not fit predictions of shape [2,3]',
    });
    assert.throws(
      () => measure('sparseCategoricalCrossentropy', {prediction: p, target: {shape: [2, 1], values: [0, 3]}}),
      {name: 'RangeError', message: 'a target is class 3, but the predictions have classes 0 to 2'},
    );
    const weights = {shape: [3], values: [1, 1, 1]};
    assert.throws(
      () => measure('meanSquaredError', {prediction: p, target: p, weights}),
      /weights of shape \[3\] do not fit values of shape \[2,3\]/,
    );
    assert.ok(!isLossKind('toString') && isLossKind('huber'));
  });
});
