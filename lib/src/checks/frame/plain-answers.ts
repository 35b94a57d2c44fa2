import type * as tf from '@tensorflow/tfjs';
import type {ModelAnswer, ModelLayer} from './frame';

/** By its methods and not by its class: a notebook may hold another copy of TensorFlow.js. */
export function isModel(value: unknown): value is tf.LayersModel {
  if (typeof value !== 'object' || value === null || !('layers' in value)) return false;
  const {predict, countParams, layers} = value as Partial<tf.LayersModel>;
  return typeof predict === 'function' && typeof countParams === 'function' && Array.isArray(layers);
}

/** Whether a value is a tensor, of whatever copy of TensorFlow.js. */
export function isTensor(value: unknown): value is tf.Tensor {
  if (typeof value !== 'object' || value === null || !('dataId' in value)) return false;
  return typeof (value as Partial<tf.Tensor>).arraySync === 'function';
}

/** Shapes of inputs or outputs, always as a list of shapes. */
const shapesOf = (symbolic: {shape: tf.Shape}[]): tf.Shape[] => symbolic.map(({shape}) => [...shape]);

function layerOf(layer: tf.layers.Layer): ModelLayer {
  const {outputShape} = layer;
  const output = (Array.isArray(outputShape[0]) ? outputShape[0] : outputShape) as tf.Shape;
  const config = JSON.parse(JSON.stringify(layer.getConfig())) as Record<string, unknown>;
  return {name: layer.name, kind: layer.getClassName(), output, parameters: layer.countParams(), config};
}

/** What a check sees of a model; `number` is what `predict` knows it by. */
export function describeModel(model: tf.LayersModel, number: number): ModelAnswer {
  const {layers, inputs, outputs} = model;
  return {
    ...{model: number, parameters: model.countParams(), layers: layers.map(layerOf)},
    ...{inputs: shapesOf(inputs), outputs: shapesOf(outputs)},
  };
}

/** Equality of plain values: numbers, strings, lists, records, typed arrays; NaN equals NaN. */
export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const [first, second] = [Object.entries(a), Object.entries(b)];
  return first.length === second.length && first.every(([key, value]) => isSame(value, (b as never)[key]));
}

/** Whether two values differ by rounding only: a number was moved up and down and did not come back to the bit. */
export function isNearlySame(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a));
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const [first, second] = [Object.entries(a), Object.entries(b)];
  return first.length === second.length && first.every(([key, value]) => isNearlySame(value, (b as never)[key]));
}

/** What the learner reads when an answer threw. */
export function threwMessage(name: string, says: string): string {
  // The commonest throw of an exercise on sequences: the step before the first, or after the last, does not exist.
  const why = /of undefined|not iterable/.test(says) ? '; does an index run past the end of a list?' : '';
  return `${name} threw ${says}${why}`;
}

/** What the learner reads when an answer changed what it was given; `argument` counts from 0. */
export function changedMessage(name: string, argument: number, nearly: boolean): string {
  const why = nearly
    ? ', by rounding only: w + ε - 2ε + ε is not w; keep the old value and put it back'
    : '; work on a copy, the caller still needs it';
  return `${name} changed its ${argument + 1}. argument${why}`;
}
