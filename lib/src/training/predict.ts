import * as tf from '@tensorflow/tfjs';
import {type Grid, type Series, Targets, type Tokens} from '../data';
import {show} from '../data/arguments';

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
  let values: ArrayLike<number> = [];
  let shape: number[] = [];
  // The numbers leave by assignment: tidy searches what it is given back for tensors, number by number.
  tf.tidy(() => {
    const output = model.predict(x.toTensor());
    if (Array.isArray(output)) throw new TypeError(`predict: model must have one output, got ${output.length}`);
    shape = output.shape;
    values = output.dataSync();
  });
  return new Targets(values, shape);
}
