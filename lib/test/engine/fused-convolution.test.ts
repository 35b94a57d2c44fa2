import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import * as engine from '../../src/engine';
import {fusedConvolution} from '../../src/engine';
import type {ConvOptions} from '../../src/engine/internal';
import {useKernels} from '../../src/engine/kernels-host';
import {type ConvolutionCase, draw, expectCase, gradientsOf, type Run} from './convolution-golden';
import {expectClose, readGolden} from './golden';

type Inputs = Parameters<typeof fusedConvolution>[0];
const run =
  (options: ConvOptions): Run =>
  (tensors) => [fusedConvolution(tensors as unknown as Inputs, options)];

const makeInputs = (shape: number[], size: number[], filters: number, seed: number) => ({
  x: draw(shape, seed),
  kernel: draw([...size, shape[shape.length - 1], filters], seed + 1, 0.4),
  bias: draw([filters], seed + 2, 0.3) as tf.Tensor1D,
});

for (const golden of ['conv-images-keras', 'conv-images-torch']) {
  describe(`fusedConvolution against ${golden}`, () => {
    before(() => engine.start().then(() => undefined));

    for (const one of readGolden<ConvolutionCase<ConvOptions>>(golden)) {
      it(`has the same outputs and gradients: ${one.name}`, () => expectCase(run(one.options), one));
    }
  });
}

describe('fusedConvolution', () => {
  before(() => engine.start().then(() => undefined));

  it('over images of one row is a convolution over time', () => {
    const {x, kernel, bias} = makeInputs([5, 1, 9, 3], [1, 3], 6, 1);
    for (const padding of ['valid', 'same', 'causal'] as const) {
      for (const [stride, dilation] of [
        [1, 1],
        [2, 1],
        [1, 2],
        [3, 2],
      ]) {
        const given = {x: x.squeeze([1]), kernel: kernel.squeeze([0]), bias} as unknown as engine.FusedConv1dInputs;
        const expected = engine.fusedConv1d(given, {padding, strides: stride, dilationRate: dilation});
        const found = fusedConvolution({x, kernel, bias}, {padding, strides: [1, stride], dilationRate: [1, dilation]});
        expectClose(found.squeeze([1]), expected, 1e-6, JSON.stringify({padding, stride, dilation}));
      }
    }
  });

  it('over volumes of one layer is a convolution over images, with the same gradients', () => {
    const inputs = makeInputs([3, 7, 6, 5], [3, 2], 9, 10);
    const flat: ConvOptions = {strides: [2, 1], padding: 'same', activation: 'relu'};
    const deep = {...flat, strides: [1, 2, 1]};
    const d = draw([3, 4, 6, 9], 14);
    const images = gradientsOf(run(flat), inputs, [d]);
    const volumes = gradientsOf(
      run(deep),
      {...inputs, x: inputs.x.expandDims(1), kernel: inputs.kernel.expandDims(0)},
      [d.expandDims(1)],
    );
    assert.deepEqual(volumes.x.squeeze([1]).arraySync(), images.x.arraySync());
    assert.deepEqual(volumes.kernel.squeeze([0]).arraySync(), images.kernel.arraySync());
    assert.deepEqual(volumes.bias.arraySync(), images.bias.arraySync());
  });

  it('agrees with tf.conv2d for random sizes', async () => {
    await engine.start({engine: 'cpu'}); // on wasm, tf.conv2d gives zeros for strides beyond the kernel with padding 'same'
    const source = random(7);
    const integer = (span: number, from = 1) => source.integer(from, from + span);
    for (let i = 0; i < 25; i++) {
      const size = [integer(4), integer(4)];
      const shape = [integer(20), integer(9, size[0]), integer(30, size[1]), integer(9)];
      const inputs = makeInputs(shape, size, integer(20), 100 + 3 * i);
      const strides: [number, number] = [integer(3), integer(3)];
      for (const padding of ['valid', 'same'] as const) {
        const found = fusedConvolution(inputs, {strides, padding});
        const expected = tf
          .conv2d(inputs.x as tf.Tensor4D, inputs.kernel as tf.Tensor4D, strides, padding)
          .add(inputs.bias);
        expectClose(found, expected, 2e-5, JSON.stringify({shape, size, strides, padding}));
      }
    }
    await engine.start();
  });

  it('gives each image the same bits, whatever batch it is in', () => {
    const inputs = makeInputs([19, 6, 7, 3], [3, 3], 6, 20);
    const options = {padding: 'same', activation: 'tanh'} as const;
    const all = tf.unstack(fusedConvolution(inputs, options));
    for (const i of [0, 9, 18]) {
      const alone = fusedConvolution({...inputs, x: inputs.x.slice([i, 0, 0, 0], [1, -1, -1, -1])}, options);
      assert.deepEqual(alone.squeeze([0]).arraySync(), all[i].arraySync());
    }
  });

  it('keeps neither tensors nor kernel memory over 300 steps of training', () => {
    const inputs = makeInputs([4, 8, 8, 3], [3, 3], 6, 30);
    const d = [draw([4, 4, 4, 6], 33)];
    const step = () =>
      tf.tidy(() => {
        gradientsOf(run({padding: 'same', strides: [2, 2]}), inputs, d);
      });
    step();
    const [tensors, bytes] = [tf.memory().numTensors, useKernels().bytes];
    for (let i = 0; i < 300; i++) step();
    assert.equal(tf.memory().numTensors, tensors);
    assert.equal(useKernels().bytes, bytes);
  });

  it('refuses shapes and options that do not fit, by name', () => {
    const inputs = makeInputs([2, 4, 5, 3], [3, 3], 6, 40);
    const cases: [Partial<Inputs>, ConvOptions, RegExp][] = [
      [{x: tf.zeros([2, 4, 3])}, {}, /x must have rank 4 or 5, got shape \[2,4,3\]/],
      [{x: tf.zeros([0, 4, 5, 3])}, {}, /x needs at least one number, got shape \[0,4,5,3\]/],
      [
        {kernel: tf.zeros([3, 3, 2, 6])},
        {},
        /kernel must have shape \[size,size,3,filters\] for x of \[2,4,5,3\], got \[3,3,2,6\]/,
      ],
      [{bias: tf.zeros([5])}, {}, /bias must have shape \[6\] for kernel of \[3,3,3,6\], got \[5\]/],
      [{}, {strides: [1]}, /strides must be 2 numbers, got \[1\]/],
      [{}, {strides: [1, 0]}, /strides\[1\] must be a whole number above 0, got 0/],
      [{}, {dilationRate: [2, 1]}, /windows of 5 steps with padding 'valid' do not fit into 4 steps/],
    ];
    for (const [wrong, options, message] of cases) {
      assert.throws(() => fusedConvolution({...inputs, ...wrong}, options), message);
    }
  });
});
