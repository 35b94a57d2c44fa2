import timersPromises from 'node:timers/promises';
import {promisify} from 'node:util';
import {safe} from './intrinsics';

/**
 * Lets an interrupt end what a cell left running: timers that the interrupted cell made do not fire any more, so
 * `while (true) await sleep(10)` really stops instead of going on unseen.
 */
let current = 0;
const dead: Record<number, true> = Object.create(null) as Record<number, true>;

/** A new cell begins; timers made from now on belong to it. */
export function beginCell(): void {
  current++;
}

/** The running cell was interrupted. */
export function killTimersOfCell(): void {
  dead[current] = true;
}

type Callback = (...args: unknown[]) => void;

/** Waits, and never comes back when the cell that waits was interrupted. */
async function guarded<T>(promise: Promise<T>): Promise<T> {
  const owner = current;
  const value = await promise;
  if (owner in dead) await new Promise<never>(() => undefined);
  return value;
}

export function watchTimers(): void {
  const names = ['setTimeout', 'setInterval', 'setImmediate'] as const;
  const global = globalThis as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const name of names) {
    const original = global[name];
    // No spread below: it would run the iterator of arrays, which user code may have changed.
    const replacement = (...args: unknown[]): unknown => {
      const callback = args[0];
      if (typeof callback !== 'function') return safe.apply(original, undefined, args);
      const owner = current;
      args[0] = (...given: unknown[]) => {
        if (!(owner in dead)) safe.apply(callback as Callback, undefined, given);
        else if (name === 'setInterval') clearInterval(timer as NodeJS.Timeout);
      };
      const timer = safe.apply(original, undefined, args);
      return timer;
    };
    Object.defineProperty(replacement, 'name', {value: name});
    const sleep = (original as unknown as Record<symbol, (...args: unknown[]) => Promise<unknown>>)[promisify.custom];
    if (typeof sleep === 'function') {
      Object.defineProperty(replacement, promisify.custom, {value: (...args: unknown[]) => guarded(sleep(...args))});
    }
    Object.defineProperty(globalThis, name, {value: replacement, configurable: true, enumerable: true, writable: true});
  }
  const {setTimeout: wait, setImmediate: turn} = timersPromises;
  Object.assign(timersPromises, {
    setTimeout: (...args: Parameters<typeof wait>) => guarded(wait(...args)),
    setImmediate: (...args: Parameters<typeof turn>) => guarded(turn(...args)),
  });
}
