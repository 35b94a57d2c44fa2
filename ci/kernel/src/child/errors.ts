import type {PackedError} from '../shared/protocol';
import {safe, text} from './intrinsics';

interface ErrorLike {
  name?: unknown;
  message?: unknown;
  stack?: unknown;
  cause?: unknown;
  errors?: unknown;
}

/** An error with a name of its own, for the reader of a notebook. */
export function namedError(name: string, message: string): Error {
  const error = new safe.Error(message);
  safe.defineProperty(error, 'name', {value: name, configurable: true, writable: true});
  error.stack = `${name}: ${message}`;
  return error;
}

export const interruption = (): Error => namedError('KeyboardInterrupt', 'the cell was interrupted');

function isError(value: unknown): value is ErrorLike {
  try {
    return safe.isNativeError(value) || value instanceof safe.Error;
  } catch {
    return false;
  }
}

function print(value: unknown): string {
  try {
    return safe.inspect(value, {depth: 2});
  } catch (error) {
    return `(cannot be printed: ${text(error)})`;
  }
}

/** Turns whatever was thrown into text; reading it must not throw again, whatever its getters do. */
export function packError(thrown: unknown): PackedError {
  if (!isError(thrown)) {
    return {name: 'Thrown', message: print(thrown), stack: ''};
  }
  const read = (key: keyof ErrorLike): unknown => {
    try {
      return thrown[key];
    } catch {
      return undefined;
    }
  };
  const name = read('name');
  const packed: PackedError = {
    name: name === undefined || name === '' ? 'Error' : text(name),
    // `require` names every file on the way, which tells the reader of a notebook nothing.
    message: cutRequireStack(text(read('message') ?? '')),
    stack: text(read('stack') ?? ''),
  };
  const cause = read('cause') ?? read('errors');
  if (cause !== undefined) packed.cause = print(cause);
  return packed;
}

function cutRequireStack(message: string): string {
  const parts = safe.apply(split, message, ['\nRequire stack:']) as string[];
  return parts[0];
}
const split = String.prototype.split as (separator: string) => string[];
