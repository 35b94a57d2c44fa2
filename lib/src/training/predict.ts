import * as tf from '@tensorflow/tfjs';
import {type Series, Targets} from '../data';

/**
 * What a model predicts, as plain numbers of the form of the targets.
 *
 * @param model with one input and one output
 * @param x [examples, time steps, features]
 * @returns [examples, outputs], or [examples, time steps, outputs] for seq2seq
 */
export function predict(model: tf.LayersModel, x: Series): Targets {
  let shape: number[] = [];
  const values = tf.tidy(() => {
    const output = model.predict(x.toTensor());
    if (Array.isArray(output)) throw new TypeError(`predict needs a model of one output, got ${output.length}`);
    shape = output.shape;
    return output.dataSync();
  });
  return new Targets(values, shape);
}
