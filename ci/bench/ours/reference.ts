/** A yardstick for the guard: work in which nothing of ours takes part. */
import {tf} from 'unroll';
import type {Prepared} from './ways';

const SIZE = 128;
const PRODUCTS = 4;

/**
 * `batches` times four products of 128 x 128 matrices on tfjs' own WebAssembly. Plain JavaScript would be no yardstick: from
 * one version of Node to the next it changed by half, while our kernels and these products stayed as they were.
 */
export function prepareReference(batches: number): Prepared {
  const matrix = tf.randomUniform([SIZE, SIZE], -0.1, 0.1, 'float32', 1);
  const products = () => {
    let product: tf.Tensor = matrix;
    for (let i = 0; i < PRODUCTS; i++) product = product.matMul(matrix);
    return product.dataSync()[0];
  };
  return {
    parameters: SIZE * SIZE,
    run: async () => {
      let last = 0;
      for (let i = 0; i < batches; i++) last = tf.tidy(products);
      return last;
    },
  };
}
