import * as tf from '@tensorflow/tfjs';
import {checkWhole, show} from '../../data/arguments';

/** Throws unless `values` is a list of whole numbers of at least 1; empty only where that is allowed. */
export function checkWidths(name: string, values: readonly number[], {empty = false} = {}): void {
  if (!Array.isArray(values) || (values.length === 0 && !empty)) {
    throw new RangeError(`${name} must be a list such as [20, 20], got ${show(values)}`);
  }
  values.forEach((value, i) => {
    checkWhole(`${name}[${i}]`, value);
  });
}

/** Throws unless `value` is a model. */
export function checkModel(name: string, value: unknown): void {
  if (!(value instanceof tf.LayersModel)) throw new TypeError(`${name} must be a tf.LayersModel, got ${show(value)}`);
}
