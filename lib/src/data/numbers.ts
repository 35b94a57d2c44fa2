import type * as tf from '@tensorflow/tfjs';
import {show} from './arguments';
import type {NdArray} from './arrays';

/** Nested lists of numbers, all rows of one length. */
export type NestedNumbers = readonly number[] | readonly NestedNumbers[];

/** Whatever holds numbers: a tensor, an {@link NdArray}, a typed array, a list, nested lists. */
export type Numbers = tf.Tensor | NdArray | Float64Array | Float32Array | Int32Array | Uint8Array | NestedNumbers;

function isTensor(numbers: unknown): numbers is tf.Tensor {
  return typeof numbers === 'object' && numbers !== null && 'dataSync' in numbers && 'shape' in numbers;
}

function isNdArray(numbers: unknown): numbers is NdArray {
  return typeof numbers === 'object' && numbers !== null && 'values' in numbers && 'shape' in numbers;
}

/** Appends the leaves of a nested list and returns its shape. */
function flatten(nested: unknown, values: number[], path: string): number[] {
  if (typeof nested === 'number') {
    values.push(nested);
    return [];
  }
  if (!Array.isArray(nested) && !(ArrayBuffer.isView(nested) && 'length' in nested)) {
    throw new TypeError(`${path} must be a number or a list of numbers, got ${show(nested)}`);
  }
  const rows = nested as ArrayLike<unknown>;
  let inner: number[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    // Numbers are most of what comes: no call and no path for them.
    const isNumber = typeof row === 'number';
    if (isNumber) values.push(row);
    const shape: number[] = isNumber ? [] : flatten(row, values, `${path}[${i}]`);
    if (i > 0 && (shape.length > 0 || inner.length > 0) && shape.join() !== inner.join()) {
      throw new RangeError(`${path}[${i}] has shape [${shape}] but ${path}[0] has shape [${inner}]`);
    }
    inner = shape;
  }
  return [rows.length, ...inner];
}

/**
 * Reads numbers from any holder as float64.
 *
 * @param numbers see {@link Numbers}
 * @param name what to call them in an error
 * @returns the numbers, row-major, and their shape
 * @throws TypeError where something is no number, RangeError where rows differ in length or size and shape do not fit
 */
export function asNdArray(numbers: Numbers, name = 'numbers'): NdArray {
  if (isTensor(numbers)) return {values: Float64Array.from(numbers.dataSync()), shape: [...numbers.shape]};
  if (isNdArray(numbers)) {
    const size = numbers.shape.reduce((product, length) => product * length, 1);
    if (size !== numbers.values.length) {
      throw new RangeError(
        `${name}: shape [${numbers.shape.join(', ')}] does not hold ${numbers.values.length} numbers`,
      );
    }
    return {values: Float64Array.from(numbers.values), shape: [...numbers.shape]};
  }
  if (ArrayBuffer.isView(numbers)) return {values: Float64Array.from(numbers), shape: [numbers.length]};
  const values: number[] = [];
  const shape = flatten(numbers, values, name);
  return {values: Float64Array.from(values), shape};
}
