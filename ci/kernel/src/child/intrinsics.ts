// Functions of the language and of Node, taken before user code runs: a cell may replace `JSON.stringify`,
// `Array.prototype.push` or `Promise`, and the kernel must go on. The rest of the child uses these, and no method of
// a prototype, wherever user code has already run.
import {Buffer} from 'node:buffer';
import {writeSync} from 'node:fs';
import {inspect, types} from 'node:util';

const wait = new Int32Array(new SharedArrayBuffer(4));
const atomicsWait = Atomics.wait;

export const safe = {
  stringify: JSON.stringify,
  setPrototypeOf: Object.setPrototypeOf,
  defineProperty: Object.defineProperty,
  keys: Object.keys,
  apply: Reflect.apply,
  String,
  Error,
  Promise,
  bufferFrom: Buffer.from,
  writeSync,
  setImmediate,
  nextTick: process.nextTick,
  kill: process.kill,
  inspect,
  isNativeError: types.isNativeError,
  isUint8Array: types.isUint8Array,
  /** Blocks the thread for some milliseconds. */
  sleep(milliseconds: number): void {
    atomicsWait(wait, 0, 0, milliseconds);
  },
};

/** `String(value)` that cannot throw. */
export function text(value: unknown): string {
  try {
    return safe.String(value);
  } catch {
    return '?';
  }
}
