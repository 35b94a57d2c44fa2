import * as tf from '@tensorflow/tfjs';
import {AnswerError, describeThrown, type Learner, type ModelAnswer, type ModelLayer, type NestedList} from './frame';

/** Equality of plain values: numbers, strings, lists, records, typed arrays; NaN equals NaN. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const [first, second] = [Object.entries(a), Object.entries(b)];
  return first.length === second.length && first.every(([key, value]) => isSame(value, (b as never)[key]));
}

/** Whether two values differ by rounding only: a number was moved up and down and did not come back to the bit. */
function isNearlySame(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a));
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const [first, second] = [Object.entries(a), Object.entries(b)];
  return first.length === second.length && first.every(([key, value]) => isNearlySame(value, (b as never)[key]));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** By its methods and not by its class: a notebook may hold another copy of TensorFlow.js. */
function isModel(value: unknown): value is tf.LayersModel {
  if (typeof value !== 'object' || value === null || !('layers' in value)) return false;
  const {predict, countParams, layers} = value as Partial<tf.LayersModel>;
  return typeof predict === 'function' && typeof countParams === 'function' && Array.isArray(layers);
}

function isTensor(value: unknown): value is tf.Tensor {
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

/**
 * Calls answers in this process; the arguments are copies, compared afterwards.
 *
 * @param answers the learner's functions by name
 * @returns see {@link Learner}
 */
export function localLearner(answers: Record<string, unknown>): Learner {
  const models: tf.LayersModel[] = [];

  /** What grading would get through its pipe: lists for tensors, a description for a model. */
  const plain = (value: unknown, depth = 0): unknown => {
    if (isTensor(value)) return value.arraySync();
    if (isModel(value)) {
      const {layers, inputs, outputs} = value;
      models.push(value);
      return {
        ...{model: models.length - 1, parameters: value.countParams(), layers: layers.map(layerOf)},
        ...{inputs: shapesOf(inputs), outputs: shapesOf(outputs)},
      } satisfies ModelAnswer;
    }
    if (depth > 2) return value;
    if (Array.isArray(value) && value.some((one) => isTensor(one) || isModel(one)))
      return value.map((one) => plain(one, depth + 1));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one, depth + 1)]));
  };

  const call = async (name: string, ...values: unknown[]): Promise<unknown> => {
    const given = structuredClone(values);
    let result: unknown;
    try {
      result = plain(await (answers[name] as (...values: unknown[]) => unknown)(...given));
    } catch (thrown) {
      const says = describeThrown(thrown);
      // The commonest throw of an exercise on sequences: the step before the first, or after the last, does not exist.
      const why = /of undefined|not iterable/.test(says) ? '; does an index run past the end of a list?' : '';
      throw new AnswerError(`${name} threw ${says}${why}`);
    }
    const changed = values.findIndex((value, i) => !isSame(value, given[i]));
    if (changed >= 0) {
      const why = isNearlySame(values[changed], given[changed])
        ? ', by rounding only: w + ε - 2ε + ε is not w; keep the old value and put it back'
        : '; work on a copy, the caller still needs it';
      throw new AnswerError(`${name} changed its ${changed + 1}. argument${why}`);
    }
    return result;
  };

  const predict = async (answer: ModelAnswer, ...inputs: NestedList[]): Promise<unknown> => {
    try {
      return tf.tidy(() => {
        const tensors = inputs.map((values) => tf.tensor(values as tf.TensorLike));
        const outputs = models[answer.model].predict(tensors.length === 1 ? tensors[0] : tensors);
        return Array.isArray(outputs) ? outputs.map((one) => one.arraySync()) : outputs.arraySync();
      });
    } catch (thrown) {
      throw new AnswerError(`the model cannot predict: ${describeThrown(thrown)}`);
    }
  };

  return {call, predict};
}
