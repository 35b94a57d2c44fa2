import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import * as tf from '@tensorflow/tfjs';

/** An array as ci/peers/golden.py writes it. */
export interface Packed {
  shape: number[];
  values: number[];
}

/** The cases of lib/test/golden/<name>.json; its first field says which command of ci/peers made it. */
export function readGolden<T>(name: string): T[] {
  const text = readFileSync(join(__dirname, '../golden', `${name}.json`), 'utf8');
  return (JSON.parse(text) as {cases: T[]}).cases;
}

export function unpack({shape, values}: Packed): tf.Tensor {
  return tf.tensor(values, shape, 'float32');
}

/** Fails unless shapes are equal and no number is further off than `tolerance` × max(1, |expected|). */
export function expectClose(actual: tf.Tensor, expected: tf.Tensor | Packed, tolerance: number, what = ''): void {
  assert.deepEqual(actual.shape, expected.shape, `${what} shape`);
  const wanted = expected instanceof tf.Tensor ? expected.dataSync() : expected.values;
  actual.dataSync().forEach((value, i) => {
    const limit = tolerance * Math.max(1, Math.abs(wanted[i]));
    assert.ok(Math.abs(value - wanted[i]) <= limit, `${what}[${i}] should be ${wanted[i]}, is ${value}`);
  });
}
