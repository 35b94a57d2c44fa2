let base = 0;
let drawn = 0;

/** Restarts the sequence of {@link nextSeed}. */
export function restartSeeds(seed: number): void {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a whole number, got ${seed}`);
  base = seed;
  drawn = 0;
}

/**
 * The next seed of the engine's sequence: what is not given a seed of its own (weights, shuffling, dropout) takes one here.
 * The same calls in the same order after `engine.start({seed})` give the same seeds.
 *
 * @returns a whole number in [0, 2^32)
 *
 * Source: the finaliser `triple32`'s smaller sister by Chris Wellons 2018 (hash-prospector, public domain).
 */
export function nextSeed(): number {
  drawn++;
  let z = (Math.imul(drawn, 0x9e3779b9) + base) >>> 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}
