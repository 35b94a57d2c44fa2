import type {SeedStream} from '../../engine/internal';
import type {RandomState} from '../../layers';
import type {EarlyStopState} from '../early-stop';
import type {NormHistory} from '../gradient-norms';
import type {PlateauState} from '../schedules/plateau';

/** Numbers of a weight. */
export interface SavedWeight {
  name: string;
  shape: number[];
  values: Float32Array;
}

/** What an optimizer needs to go on. */
export interface SavedOptimizer {
  className: string;
  /** Steps taken. */
  iterations: number;
  learningRate?: number;
  /** What this room's optimizers keep for each trainable weight, in the model's order; null before the first step. */
  slots?: (Float32Array[] | null)[];
  /** What an optimizer of tf.train keeps. */
  stock?: SavedWeight[];
}

/** Training as it stood at the end of an epoch: with it {@link fit} goes on as if it had never stopped. */
export interface Checkpoint {
  format: 'unroll-checkpoint';
  version: 1;
  /** Epochs trained. */
  epoch: number;
  /** Number of training examples. */
  examples: number;
  /** Seed of the shuffling. */
  seed: number;
  /** All weights of the model, in its order. */
  weights: SavedWeight[];
  /** Names of the layers that have weights, in its order. */
  layers: string[];
  /** Names of the model's outputs, after which numbers are named where there are several. */
  outputs: string[];
  optimizer: SavedOptimizer;
  /** Where the run's own seeds stand, from which layers draw. */
  seeds: SeedStream;
  /** Where layers with a generator of their own stand, in the model's order; null before the first draw. */
  randomStates: (RandomState | null)[];
  history: Record<string, number[]>;
  gradientNorms?: NormHistory;
  learningRates?: number[];
  plateau?: PlateauState;
  earlyStopping?: EarlyStopState;
}

const BYTES = 2 ** 15;

function toBase64(values: Float32Array): string {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat32(i * 4, values[i], true);
  let text = '';
  for (let at = 0; at < bytes.length; at += BYTES) text += String.fromCharCode(...bytes.subarray(at, at + BYTES));
  return btoa(text);
}

function fromBase64(text: string): Float32Array {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({length: bytes.length / 4}, (_, i) => view.getFloat32(i * 4, true));
}

/** JSON knows neither float32 arrays nor numbers that are not finite. */
function encodeValue(_key: string, value: unknown): unknown {
  if (value instanceof Float32Array) return {float32: toBase64(value)};
  if (typeof value === 'number' && !Number.isFinite(value)) return {number: String(value)};
  return value;
}

function decodeValue(_key: string, value: unknown): unknown {
  const {float32, number} = (value ?? {}) as {float32?: unknown; number?: unknown};
  if (typeof float32 === 'string') return fromBase64(float32);
  if (typeof number === 'string') return Number(number);
  return value;
}

/**
 * A checkpoint as text (JSON), which {@link decodeCheckpoint} reads back bit for bit.
 *
 * @param checkpoint as `fit` hands it to `checkpoint.save`
 * @returns one line of JSON; arrays of float32 as base64
 */
export function encodeCheckpoint(checkpoint: Checkpoint): string {
  return `${JSON.stringify(checkpoint, encodeValue)}\n`;
}

const size = (shape: number[]) => shape.reduce((all, n) => all * n, 1);

function isWhole(read: Partial<Checkpoint>): boolean {
  const {weights, layers, outputs, optimizer, seeds, history, randomStates, epoch, seed} = read;
  return (
    [weights, layers, outputs, randomStates].every(Array.isArray) &&
    (weights as SavedWeight[]).every(
      ({shape, values}) => values instanceof Float32Array && values.length === size(shape),
    ) &&
    typeof optimizer?.iterations === 'number' &&
    typeof seeds?.drawn === 'number' &&
    typeof history === 'object' &&
    Number.isInteger(epoch) &&
    Number.isInteger(seed)
  );
}

/**
 * Reads what {@link encodeCheckpoint} wrote.
 *
 * @param text the JSON
 * @param name what an error calls it, such as the file's path; defaults to 'the text'
 * @returns the checkpoint, for `resumeFrom` of `fit`
 * @throws RangeError in one line for a text that was cut off or is no checkpoint
 */
export function decodeCheckpoint(text: string, name = 'the text'): Checkpoint {
  let read: Partial<Checkpoint> | null;
  try {
    read = JSON.parse(text, decodeValue);
  } catch {
    throw new RangeError(`${name} is no whole checkpoint: it is not JSON, or was cut off`);
  }
  if (read?.format !== 'unroll-checkpoint') throw new RangeError(`${name} is not a checkpoint of training.fit`);
  if (read.version !== 1) throw new RangeError(`${name}: checkpoints of version ${read.version} cannot be read here`);
  if (!isWhole(read)) throw new RangeError(`${name} is a damaged checkpoint: parts of it are missing`);
  return read as Checkpoint;
}
