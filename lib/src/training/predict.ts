import * as tf from '@tensorflow/tfjs';
import {type Grid, type Series, Targets, type Tokens} from '../data';
import {show} from '../data/arguments';

/** Examples that `model.predict` takes at a time when it is not told otherwise, as in Keras. */
const batchSize = 32;
/** Numbers of the input that are a tensor at a time: 4 MB. The engine's memory grows to the largest and stays so. */
const mostNumbers = 1_000_000;

/** How many examples become a tensor at a time: whole batches, so that no number depends on it. */
function examplesAtATime(model: tf.LayersModel, {values, length}: Series | Grid | Tokens): number {
  if (model.stateful) return length; // its batches are those of its user
  return batchSize * Math.max(1, Math.floor((mostNumbers * length) / (Math.max(1, values.length) * batchSize)));
}

/**
 * What a model predicts, as plain numbers of the form of the targets.
 *
 * @param model with one input and one output
 * @param x [examples, time steps, features], pictures, or ids of tokens [examples, time steps]
 * @returns [examples, outputs], or [examples, time steps, outputs] for seq2seq
 */
export function predict(model: tf.LayersModel, x: Series | Grid | Tokens): Targets {
  if (!(model instanceof tf.LayersModel))
    throw new TypeError(`predict: model must be a tf.LayersModel, got ${show(model)}`);
  if (typeof x?.toTensor !== 'function')
    throw new TypeError(`predict: x must be a Series, Grid or Tokens, got ${show(x)}`);
  const {length} = x;
  const size = examplesAtATime(model, x);
  if (length <= size) {
    const {values, shape} = predictAtOnce(model, x);
    return new Targets(values, shape);
  }
  let all = new Float64Array(0);
  let width = 0;
  let rest: number[] = [];
  for (let start = 0; start < length; start += size) {
    const {values, shape} = predictAtOnce(model, x.rows(start, Math.min(start + size, length)));
    if (start === 0) {
      rest = shape.slice(1);
      width = values.length / shape[0];
      all = new Float64Array(length * width);
    }
    all.set(values, start * width);
  }
  return new Targets(all, [length, ...rest]);
}

function predictAtOnce(model: tf.LayersModel, x: Series | Grid | Tokens): {values: ArrayLike<number>; shape: number[]} {
  let values: ArrayLike<number> = [];
  let shape: number[] = [];
  // The numbers leave by assignment: tidy searches what it is given back for tensors, number by number.
  tf.tidy(() => {
    const output = model.predict(x.toTensor());
    if (Array.isArray(output)) throw new TypeError(`predict: model must have one output, got ${output.length}`);
    shape = output.shape;
    values = output.dataSync();
  });
  return {values, shape};
}
