// Which path a convolution takes through its kernels must not show: each output is one sum in float32, in the window's order.
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {draw} from './convolution-golden';

const {fround} = Math;

/** b + Σ x w over a window's rows, columns and features, rounded after each product and each sum. */
function inOrder(x: tf.Tensor4D, kernel: tf.Tensor4D, bias: tf.Tensor1D, stride: number, dilation: number): number[] {
  const [[images], [size0, size1, features, filters]] = [x.shape, kernel.shape];
  const [numbers, weights, start] = [x.dataSync(), kernel.dataSync(), bias.dataSync()];
  const count = (length: number, size: number) => Math.floor((length - (size - 1) * dilation - 1) / stride) + 1;
  const [rows, columns] = [count(x.shape[1], size0), count(x.shape[2], size1)];
  const element = (image: number, row: number, column: number, feature: number) =>
    numbers[((image * x.shape[1] + row) * x.shape[2] + column) * features + feature];
  const sumOf = (image: number, row: number, column: number, filter: number) => {
    let sum = start[filter];
    for (let k = 0; k < size0 * size1 * features; k++) {
      const [i, j, feature] = [Math.floor(k / features / size1), Math.floor(k / features) % size1, k % features];
      const value = element(image, row * stride + i * dilation, column * stride + j * dilation, feature);
      sum = fround(sum + fround(value * weights[k * filters + filter]));
    }
    return sum;
  };
  return Array.from({length: images * rows * columns * filters}, (_, at) => {
    const place = Math.floor(at / filters);
    const [row, column] = [Math.floor(place / columns) % rows, place % columns];
    return sumOf(Math.floor(place / columns / rows), row, column, at % filters);
  });
}

describe('a convolution', () => {
  before(() => engine.start({engine: 'wasm'}));

  // windows and filters that fill whole tiles, and some that are left over
  for (const [width, filters, features] of [
    [10, 12, 3],
    [9, 20, 1],
    [6, 8, 5],
    [4, 16, 4],
    [12, 4, 2],
  ]) {
    for (const [stride, dilation] of [
      [1, 1],
      [2, 1],
      [1, 2],
    ]) {
      const title = `${width} wide, ${features} features, ${filters} filters, stride ${stride}, dilation ${dilation}`;
      it(`sums a window in its order, to the bit: ${title}`, () => {
        tf.tidy(() => {
          const x = draw([2, 7, width + 2, features], 1) as tf.Tensor4D;
          const kernel = draw([3, 3, features, filters], 2) as tf.Tensor4D;
          const bias = draw([filters], 3) as tf.Tensor1D;
          const options = {strides: [stride, stride], dilationRate: [dilation, dilation]};
          const found = engine.fusedConvolution({x, kernel, bias}, options);
          assert.deepEqual([...found.dataSync()], inOrder(x, kernel, bias, stride, dilation));
        });
      });
    }
  }
});
