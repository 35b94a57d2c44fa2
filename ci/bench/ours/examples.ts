/** Examples for a model: noise of the right form, since the time of a batch does not hang on what is in it. */
import {data, type tf} from 'unroll';
import type {Sizes} from '../workloads';

/** Numbers with a shape. */
export interface Numbers {
  values: Float32Array;
  shape: number[];
}

const SEED = 42;

function fill(shape: number[], draw: () => number): Numbers {
  const size = shape.reduce((product, axis) => product * axis, 1);
  return {values: Float32Array.from({length: size}, draw), shape};
}

/**
 * Inputs and targets for `batches` batches: tokens where the model begins with an embedding, classes where its loss wants
 * them, else uniform noise.
 */
export function examplesOf(
  model: tf.Sequential | tf.LayersModel,
  loss: string,
  sizes: Sizes,
  batches: number,
): {x: Numbers; y: Numbers} {
  const {uniform} = data.random(SEED);
  const count = batches * sizes.batch;
  const token = (limit: number) => () => Math.floor(uniform() * limit);
  const inner = (shape: tf.Shape) => shape.slice(1).map((axis) => axis ?? sizes.length);
  const [input, output] = [inner(model.inputs[0].shape), inner(model.outputs[0].shape)];
  const classes = output[output.length - 1];
  const isTokens = model.layers.some((layer) => layer.getClassName() === 'Embedding');
  return {
    x: fill([count, ...input], isTokens ? token(sizes.vocabulary) : uniform),
    y:
      loss === 'sparseCategoricalCrossentropy'
        ? fill([count, ...output.slice(0, -1), 1], token(classes))
        : fill([count, ...output], uniform),
  };
}
