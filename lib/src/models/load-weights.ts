import * as tf from '@tensorflow/tfjs';
import {show} from '../data/arguments';
import {readNpz} from '../data/npz';
import {checkModel} from './parts/check';

/** Numbers with a shape, or nested lists of numbers as numpy's `tolist()` makes them. */
export type WeightArray = {shape: readonly number[]; values: ArrayLike<number>} | number | NestedNumbers;
/** Lists of numbers, of lists of numbers ... */
export interface NestedNumbers extends ReadonlyArray<number | NestedNumbers> {}

/** Weights in the order of Keras' `model.get_weights()`: a list, or by number ('0', 'arr_0') or name. */
export type WeightArrays = readonly WeightArray[] | Record<string, WeightArray>;

/** Where {@link loadWeights} reads from: a path or URL of a .json or .npz file, its bytes, or what was read already. */
export type WeightSource = string | Uint8Array | WeightArrays;

interface Numbers {
  shape: readonly number[];
  values: ArrayLike<number>;
}

async function readBytes(path: string): Promise<Uint8Array> {
  const isUrl = /^https?:/.test(path) || typeof process === 'undefined' || !process.versions?.node;
  if (isUrl) {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(`${path}: the server answered ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }
  // Only Node has a file system: loaded when it is needed, so that the library also runs in a browser.
  const files = await import('../data/files/bytes');
  return files.readBytes(path);
}

/** Shape and numbers of nested lists; NaN where lists of one axis differ in length. */
function flatten(nested: number | NestedNumbers): {shape: number[]; values: number[]} {
  if (typeof nested === 'number') return {shape: [], values: [nested]};
  const parts = nested.map(flatten);
  const inner = parts[0]?.shape ?? [];
  const isEven = parts.every(({shape}) => shape.length === inner.length && shape.every((size, i) => size === inner[i]));
  return {shape: [nested.length, ...(isEven ? inner : [Number.NaN])], values: parts.flatMap(({values}) => values)};
}

function numbersOf(array: WeightArray): Numbers {
  if (typeof array === 'number' || Array.isArray(array)) return flatten(array as number | NestedNumbers);
  const {shape, values} = (array ?? {}) as Numbers;
  if (!Array.isArray(shape) || typeof values?.length !== 'number') {
    throw new TypeError(`loadWeights: source must hold {shape, values} or nested lists of numbers, got ${show(array)}`);
  }
  return {shape, values};
}

/** Entries by number if all have one ('arr_10' after 'arr_9'), else in the order of the file. */
function inOrder(entries: [string, WeightArray][]): Numbers[] {
  const numberOf = (name: string) => Number(/^(?:arr_)?(\d+)$/.exec(name)?.[1] ?? Number.NaN);
  const isNumbered = entries.every(([name]) => !Number.isNaN(numberOf(name)));
  const sorted = isNumbered ? [...entries].sort(([a], [b]) => numberOf(a) - numberOf(b)) : entries;
  return sorted.map(([, array]) => numbersOf(array));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RangeError(`loadWeights: source must be .npz or JSON, got ${show(text)}`);
  }
}

async function readSource(source: WeightSource): Promise<Numbers[]> {
  const given = typeof source === 'string' ? await readBytes(source) : source;
  if (given instanceof Uint8Array) {
    const isZip = given[0] === 0x50 && given[1] === 0x4b; // 'PK'
    if (isZip) return inOrder([...(await readNpz(given))]);
    return readSource(readJson(new TextDecoder().decode(given)) as WeightArrays);
  }
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(`loadWeights: source must be a file, bytes, a list or an object, got ${show(given)}`);
  }
  return Array.isArray(given) ? given.map(numbersOf) : inOrder(Object.entries(given));
}

/** Layers that own weights, in the order of Keras: those of a model inside the model at its place. */
function layersOf(model: tf.LayersModel): tf.layers.Layer[] {
  return model.layers.flatMap((layer) => (layer instanceof tf.LayersModel ? layersOf(layer) : [layer]));
}

/**
 * Sets a model's weights from those of the same model in Keras 3, as they are: layouts and orders agree.
 *
 *     np.savez('weights.npz', *model.get_weights())                                        # Python
 *     json.dump([w.tolist() for w in model.get_weights()], open('weights.json', 'w'))      # Python
 *     await models.loadWeights(model, 'weights.npz');                                      // here
 *
 * Keras lists the weights layer by layer, TensorFlow.js those that are not trained last: this follows Keras.
 *
 * @param model its layers in the order of the Keras model
 * @param source see {@link WeightSource}
 * @throws RangeError when number or shapes of the weights do not fit, naming layer and shape; nothing is set then
 *
 * Check: predictions of Keras models to 1e-5 (lib/test/models/load-weights.test.ts).
 */
export async function loadWeights(model: tf.LayersModel, source: WeightSource): Promise<void> {
  checkModel('loadWeights: model', model);
  const arrays = await readSource(source);
  const owners = layersOf(model).flatMap((layer) => layer.weights.map((weight, i) => ({layer, weight, i})));
  if (arrays.length !== owners.length) {
    throw new RangeError(`loadWeights: ${model.name} has ${owners.length} weights, got ${arrays.length}`);
  }
  owners.forEach(({layer, weight, i}, k) => {
    const {shape, values} = arrays[k];
    const wanted = weight.shape as number[];
    const fits = shape.length === wanted.length && shape.every((size, axis) => size === wanted[axis]);
    if (!fits || values.length !== tf.util.sizeFromShape(wanted)) {
      throw new RangeError(
        `loadWeights: ${layer.name}: weight ${i} needs shape [${wanted}], got [${shape}] with ${values.length} numbers`,
      );
    }
  });
  tf.tidy(() => {
    owners.forEach(({weight}, k) => {
      weight.write(tf.tensor(Float32Array.from(arrays[k].values), weight.shape as number[]));
    });
  });
}
