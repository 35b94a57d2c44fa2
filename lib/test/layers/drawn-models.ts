// Models and numbers for tests of layers; the numbers are drawn in the order in which they are asked for.
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import * as layers from '../../src/layers';

const {uniform, normal, integer} = random(8);

export {uniform};

const sizeOf = (shape: number[]) => shape.reduce((all, size) => all * size, 1);
/** Normal numbers of a shape. */
export const numbers = (...shape: number[]) =>
  tf.tensor(
    Float32Array.from({length: sizeOf(shape)}, () => normal()),
    shape,
  );
/** Whole numbers below `count`. */
export const words = (count: number, ...shape: number[]) =>
  tf.tensor(
    Int32Array.from({length: sizeOf(shape)}, () => integer(0, count)),
    shape,
    'int32',
  );

/** A model of one input that is a chain of layers. */
export const chain = (shape: number[], ...stack: tf.layers.Layer[]): tf.LayersModel => {
  const input = tf.input({shape});
  return tf.model({
    inputs: input,
    outputs: stack.reduce<tf.SymbolicTensor>((value, layer) => layer.apply(value) as tf.SymbolicTensor, input),
  });
};
export const dense = (units: number, activation?: 'softmax' | 'tanh') => layers.dense({units, activation});
