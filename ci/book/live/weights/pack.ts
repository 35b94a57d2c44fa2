/** Weights of small networks as text: a byte each, so that a page of the book can bring a trained network along. */
import {tf} from 'unroll';

/** One array of weights: whole numbers from -127 to 127, and what those of each column (last axis) are multiplied by. */
export interface PackedWeight {
  shape: number[];
  /** Base64 of Float32, one a column. */
  scales: string;
  /** Base64 of Int8. */
  values: string;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  // in parts: a call takes only so many arguments
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return btoa(text);
}

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

export function packWeight(values: ArrayLike<number>, shape: readonly number[]): PackedWeight {
  const columns = shape[shape.length - 1] ?? 1;
  const scales = new Float32Array(columns);
  for (let i = 0; i < values.length; i++) {
    scales[i % columns] = Math.max(scales[i % columns] as number, Math.abs(values[i] as number) / 127);
  }
  const whole = Int8Array.from(values, (value, i) => Math.round(value / (scales[i % columns] || 1)));
  return {
    shape: [...shape],
    scales: toBase64(new Uint8Array(scales.buffer)),
    values: toBase64(new Uint8Array(whole.buffer)),
  };
}

export function unpackWeight({shape, scales, values}: PackedWeight): Float32Array {
  const whole = new Int8Array(fromBase64(values).buffer);
  const factors = new Float32Array(fromBase64(scales).buffer);
  const size = shape.reduce((product, one) => product * one, 1);
  if (whole.length !== size || factors.length !== shape[shape.length - 1]) {
    throw new RangeError(`packed weights of shape [${shape.join(', ')}] hold ${whole.length} numbers`);
  }
  return Float32Array.from(whole, (value, i) => value * (factors[i % factors.length] as number));
}

export const packModel = (model: tf.LayersModel): PackedWeight[] =>
  model.getWeights().map((weight) => packWeight(weight.dataSync(), weight.shape));

/** Gives a model the weights that were packed. */
export function fillModel(model: tf.LayersModel, packed: readonly PackedWeight[]): void {
  const weights = packed.map((one) => tf.tensor(unpackWeight(one), one.shape));
  model.setWeights(weights);
  for (const weight of weights) weight.dispose();
}
