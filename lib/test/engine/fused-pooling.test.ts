import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {fusedGlobalPool, fusedPool} from '../../src/engine';
import type {PoolKind} from '../../src/engine/internal';
import {useKernels} from '../../src/engine/kernels-host';
import {type ConvolutionCase, draw, expectCase, gradientsOf, type Run} from './convolution-golden';
import {expectClose, readGolden} from './golden';

interface Options {
  layer: string;
  poolSize?: number | number[];
  strides?: number | number[];
  padding?: 'valid' | 'same';
}

const run =
  ({layer, poolSize = [], strides, padding}: Options): Run =>
  ({x, mask}) => {
    const kind: PoolKind = /max/i.test(layer) ? 'max' : 'average';
    if (layer.startsWith('global')) return [fusedGlobalPool(x, kind, mask as tf.Tensor2D)];
    return [
      fusedPool(x, kind, {
        poolSize: [poolSize].flat(),
        strides: strides === undefined ? strides : [strides].flat(),
        padding,
      }),
    ];
  };

for (const golden of ['pooling-keras', 'pooling-torch']) {
  describe(`fusedPool and fusedGlobalPool against ${golden}`, () => {
    before(() => engine.start().then(() => undefined));

    for (const one of readGolden<ConvolutionCase<Options>>(golden)) {
      it(`have the same outputs and gradients: ${one.name}`, () => expectCase(run(one.options), one));
    }
  });
}

describe('fusedPool and fusedGlobalPool', () => {
  before(() => engine.start().then(() => undefined));

  it('find each maximum where it is, whatever the sign', () => {
    const x = tf.tensor3d([-5, -1, -3, -2, -9, -4], [1, 6, 1]);
    assert.deepEqual([...fusedPool(x, 'max', {poolSize: [2]}).dataSync()], [-1, -2, -4]);
    const same = fusedPool(x, 'max', {poolSize: [3], strides: [1], padding: 'same'});
    assert.deepEqual([...same.dataSync()], [-1, -1, -1, -2, -2, -4]);
    assert.deepEqual([...fusedGlobalPool(x, 'max').dataSync()], [-1]);
  });

  it('send the gradient to the first of equal maxima, all of it', () => {
    const x = tf.tensor3d([2, 2, 1, 0, 0, 0], [1, 6, 1]);
    const {x: gradient} = gradientsOf(run({layer: 'max', poolSize: 3}), {x}, [tf.tensor3d([5, 7], [1, 2, 1])]);
    assert.deepEqual([...gradient.dataSync()], [5, 0, 0, 7, 0, 0]);
  });

  it('hand on all of the gradient, in total, for windows that do not overlap', () => {
    for (const [layer, shape, poolSize] of [
      ['max', [3, 8, 5], [2]],
      ['average', [2, 6, 9, 3], [2, 3]],
      ['max', [2, 4, 6, 4, 2], [2, 3, 2]],
    ] as [string, number[], number[]][]) {
      const x = draw(shape, 1);
      const d = draw(run({layer, poolSize})({x})[0].shape, 2);
      const {x: gradient} = gradientsOf(run({layer, poolSize}), {x}, [d]);
      expectClose(gradient.sum(), d.sum(), 1e-5, layer);
    }
  });

  it('take a mean over the kept steps only, whatever stands in the others, and 0 over none', () => {
    const x = tf.tensor3d([1, 10, 3, 30, Number.NaN, Number.POSITIVE_INFINITY, 5, 6, 7, 8, 9, 9], [2, 3, 2]);
    const mask = tf.tensor2d([1, 1, 0, 0, 0, 0], [2, 3]);
    assert.deepEqual([...fusedGlobalPool(x, 'average', mask).dataSync()], [2, 20, 0, 0]);
    const {x: gradient} = gradientsOf(run({layer: 'globalAverage'}), {x, mask}, [tf.ones([2, 2])], ['x']);
    assert.deepEqual([...gradient.dataSync()], [0.5, 0.5, 0.5, 0.5, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('keep neither tensors nor kernel memory over 1,000 steps of training', () => {
    const x = draw([4, 12, 10], 10);
    const d = [draw([4, 6, 10], 11)];
    const step = () =>
      tf.tidy(() => {
        gradientsOf(run({layer: 'max', poolSize: 2}), {x}, d);
      });
    step();
    const [tensors, bytes] = [tf.memory().numTensors, useKernels().bytes];
    for (let i = 0; i < 1000; i++) step();
    assert.equal(tf.memory().numTensors, tensors);
    assert.equal(useKernels().bytes, bytes);
  });

  it('refuse shapes and options that do not fit, by name', () => {
    const x = tf.zeros([2, 4, 3]);
    assert.throws(
      () => fusedPool(x, 'max', {poolSize: [2, 2]}),
      /x must have rank 4 for poolSize \[2,2\], got shape \[2,4,3\]/,
    );
    assert.throws(() => fusedPool(x, 'max', {poolSize: [0]}), /poolSize\[0\] must be a whole number above 0, got 0/);
    assert.throws(
      () => fusedPool(x, 'max', {poolSize: [5]}),
      /windows of 5 steps with padding 'valid' do not fit into 4 steps/,
    );
    assert.throws(
      () => fusedPool(tf.zeros([2, 0, 3]), 'max', {poolSize: [1]}),
      /x needs at least one number, got shape \[2,0,3\]/,
    );
    assert.throws(() => fusedGlobalPool(tf.zeros([2, 4]), 'max'), /x must have rank 3, 4 or 5, got shape \[2,4\]/);
    assert.throws(
      () => fusedGlobalPool(x, 'average', tf.zeros([2, 3])),
      /mask must have shape .* for x of \[2,4,3\], got \[2,3\]/,
    );
  });
});
