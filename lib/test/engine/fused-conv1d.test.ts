import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {fusedConv1d} from '../../src/engine';
import type {Conv1dOptions} from '../../src/engine/internal';
import {useKernels} from '../../src/engine/kernels-host';
import {type ConvolutionCase, draw, expectCase, gradientsOf, type Run} from './convolution-golden';
import {expectClose, readGolden} from './golden';

type Tensors = Parameters<typeof fusedConv1d>[0];
const run =
  (options: Conv1dOptions): Run =>
  (tensors) => [fusedConv1d(tensors as unknown as Tensors, options)];

const makeInputs = ([batch, steps, features, size, filters]: number[], seed: number) => ({
  x: draw([batch, steps, features], seed) as tf.Tensor3D,
  kernel: draw([size, features, filters], seed + 1, 0.5) as tf.Tensor3D,
  bias: draw([filters], seed + 2, 0.3) as tf.Tensor1D,
});

/** The convolution by its definition, sum by sum, in float64. */
function byDefinition(
  {x, kernel, bias}: ReturnType<typeof makeInputs>,
  before: number,
  stepsOut: number,
  o: Conv1dOptions,
) {
  const {strides = 1, dilationRate = 1} = o;
  const [X, W, b] = [x.arraySync(), kernel.arraySync(), bias.arraySync()];
  return X.map((sequence) =>
    Array.from({length: stepsOut}, (_, t) =>
      b.map((start, filter) =>
        W.reduce((sum, tap, k) => {
          const row = sequence[t * strides + k * dilationRate - before];
          return row ? row.reduce((partial, value, c) => partial + value * tap[c][filter], sum) : sum;
        }, start),
      ),
    ),
  );
}

for (const golden of ['conv1d-keras', 'conv1d-torch']) {
  describe(`fusedConv1d against ${golden}`, () => {
    before(() => engine.start().then(() => undefined));

    for (const one of readGolden<ConvolutionCase<Conv1dOptions>>(golden)) {
      it(`has the same outputs and gradients: ${one.name}`, () => expectCase(run(one.options), one));
    }
  });
}

describe('fusedConv1d', () => {
  before(() => engine.start().then(() => undefined));

  it('is the sum of its definition for every padding, stride and dilation', () => {
    let seed = 100;
    for (const padding of ['valid', 'same', 'causal'] as const) {
      for (const [steps, size, strides, dilationRate] of [
        [9, 1, 1, 1],
        [9, 4, 3, 2],
        [14, 3, 2, 3],
        [10, 5, 4, 1],
      ]) {
        const options = {padding, strides, dilationRate};
        const inputs = makeInputs([3, steps, 5, size, 6], seed++);
        const reach = (size - 1) * dilationRate;
        const count = padding === 'valid' ? Math.ceil((steps - reach) / strides) : Math.ceil(steps / strides);
        const missing = Math.max(0, (count - 1) * strides + reach + 1 - steps);
        const before = {valid: 0, same: Math.floor(missing / 2), causal: reach}[padding];
        const expected = tf.tensor(byDefinition(inputs, before, count, options));
        expectClose(fusedConv1d(inputs, options), expected, 1e-5, JSON.stringify({...options, steps, size}));
      }
    }
  });

  it('has the gradients of a difference quotient, whatever stride, dilation and padding', () => {
    for (const [i, options] of [
      {padding: 'same', strides: 2, dilationRate: 2},
      {padding: 'causal', strides: 3, activation: 'tanh'},
      {padding: 'valid', dilationRate: 3, activation: 'sigmoid'},
    ].entries()) {
      const inputs = makeInputs([2, 9, 3, 3, 5], 40 + 3 * i);
      const [direction, kernelDirection] = [draw([2, 9, 3], 50 + i), draw([3, 3, 5], 60 + i)];
      const given = options as Conv1dOptions;
      const d = draw(fusedConv1d(inputs, given).shape, 70 + i);
      const value = (h: number) => {
        const moved = {
          ...inputs,
          x: inputs.x.add<tf.Tensor3D>(direction.mul(h)),
          kernel: inputs.kernel.add<tf.Tensor3D>(kernelDirection.mul(h)),
        };
        return fusedConv1d(moved, given).mul(d).sum().dataSync()[0];
      };
      const h = 1e-2;
      const quotient = (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h);
      const {x, kernel} = gradientsOf(run(given), inputs, [d]);
      const slope = x.mul(direction).sum().add(kernel.mul(kernelDirection).sum()).dataSync()[0];
      assert.ok(Math.abs(slope - quotient) < 2e-3 * Math.max(1, Math.abs(slope)), `${slope} against ${quotient}`);
    }
  });

  it("with padding 'causal' leaves every output before a changed step as it was, bit for bit", () => {
    const inputs = makeInputs([4, 12, 3, 3, 6], 1);
    for (const dilationRate of [1, 2, 4]) {
      const options = {padding: 'causal', dilationRate, activation: 'tanh'} as const;
      const y = fusedConv1d(inputs, options).transpose([1, 0, 2]).arraySync() as number[][][];
      for (const step of [0, 5, 11]) {
        const bump = tf.oneHot(tf.tensor1d([step], 'int32'), 12).reshape([1, 12, 1]);
        const changed = fusedConv1d({...inputs, x: inputs.x.add<tf.Tensor3D>(bump)}, options).transpose([1, 0, 2]);
        const after = changed.arraySync() as number[][][];
        assert.deepEqual(after.slice(0, step), y.slice(0, step));
        assert.notDeepEqual(after[step], y[step]);
      }
    }
  });

  it('with padding valid and same looks at later steps, which causality forbids', () => {
    const inputs = makeInputs([1, 6, 2, 3, 4], 2);
    for (const padding of ['valid', 'same'] as const) {
      const first = (x: tf.Tensor3D) => [
        ...fusedConv1d({...inputs, x}, {padding})
          .slice([0, 0, 0], [1, 1, 4])
          .dataSync(),
      ];
      const changed = inputs.x.add<tf.Tensor3D>(tf.tensor3d([0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], [1, 6, 2]));
      assert.notDeepEqual(first(changed), first(inputs.x));
    }
  });

  it('gives each sequence the same bits, whatever batch it is in', () => {
    const inputs = makeInputs([37, 8, 5, 3, 9], 3);
    const options = {padding: 'same', activation: 'sigmoid'} as const;
    const all = fusedConv1d(inputs, options).arraySync() as number[][][];
    for (const i of [0, 17, 36]) {
      const alone = fusedConv1d({...inputs, x: inputs.x.slice([i, 0, 0], [1, 8, 5])}, options);
      assert.deepEqual((alone.arraySync() as number[][][])[0], all[i]);
    }
  });

  it('computes the same bits on the plain JavaScript engine', async () => {
    const bits = () => {
      const inputs = makeInputs([3, 7, 2, 3, 9], 8);
      return gradientsOf(run({padding: 'same'}), inputs, [draw([3, 7, 9], 9)]).kernel.arraySync();
    };
    const wasm = bits();
    await engine.start({engine: 'cpu'});
    const cpu = bits();
    await engine.start();
    assert.deepEqual(cpu, wasm);
  });

  it('keeps neither tensors nor kernel memory over 1,000 steps of training', () => {
    const inputs = makeInputs([8, 12, 3, 3, 10], 10);
    const d = draw([8, 12, 10], 11);
    const step = () =>
      tf.tidy(() => {
        gradientsOf(run({padding: 'causal'}), inputs, [d]);
      });
    step();
    const [tensors, bytes] = [tf.memory().numTensors, useKernels().bytes];
    for (let i = 0; i < 1000; i++) step();
    assert.equal(tf.memory().numTensors, tensors);
    assert.equal(useKernels().bytes, bytes);
  });

  it('refuses shapes and options that do not fit, by name', () => {
    const inputs = makeInputs([2, 4, 3, 3, 5], 12);
    const cases: [Partial<Tensors>, Conv1dOptions, RegExp][] = [
      [{kernel: tf.zeros([3, 4, 5])}, {}, /kernel must have shape \[3,3,5\] for x of \[2,4,3\], got \[3,4,5\]/],
      [
        {kernel: tf.zeros([3, 5]) as unknown as tf.Tensor3D},
        {},
        /kernel must have shape \[size, features, filters\], got \[3,5\]/,
      ],
      [{bias: tf.zeros([4])}, {}, /bias must have shape \[5\].*got \[4\]/],
      [{x: tf.zeros([2, 0, 3])}, {}, /x needs at least one time step, got shape \[2,0,3\]/],
      [{x: tf.zeros([0, 4, 3])}, {}, /x needs at least one example, got shape \[0,4,3\]/],
      [{}, {strides: 0}, /strides must be a whole number above 0, got 0/],
      [{}, {dilationRate: 1.5}, /dilationRate must be a whole number above 0, got 1.5/],
      [{}, {dilationRate: 2}, /windows of 5 steps with padding 'valid' do not fit into 4 steps/],
    ];
    for (const [wrong, options, message] of cases) {
      assert.throws(
        () => fusedConv1d({...inputs, ...wrong}, options),
        (error) => {
          assert.ok(error instanceof RangeError);
          assert.match(error.message, message);
          return true;
        },
      );
    }
  });
});
