import {show} from './arguments';
import {type Random, randomFrom} from './random-from';

export type {Random} from './random-from';

/**
 * The generator mulberry32: 32 bits of state, 32 bits a draw.
 *
 * @param seed a whole number; only its lowest 32 bits count
 * @returns a function that gives the next number in [0, 1)
 * @throws RangeError when the seed is no whole number
 *
 * Source: Tommy Ettinger 2017, public domain. Check: equal bit for bit to its numpy twin.
 */
export function mulberry32(seed: number): () => number {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a whole number, got ${show(seed)}`);
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A source of random numbers that repeats itself for the same seed.
 *
 * @param seed a whole number
 * @returns see {@link Random}
 * @throws RangeError when the seed is no whole number
 */
export function random(seed: number): Random {
  return randomFrom(mulberry32(seed));
}
