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

/** A sequence of seeds of its own, which goes on from where it stands. */
export interface SeedStream {
  base: number;
  /** Seeds drawn so far. */
  drawn: number;
}

/**
 * Lets {@link nextSeed} draw from another sequence while `act` runs, which must not be asynchronous: what draws there
 * neither disturbs the engine's sequence nor depends on it.
 */
export function drawFrom<T>(stream: SeedStream, act: () => T): T {
  const own = {base, drawn};
  ({base, drawn} = stream);
  try {
    return act();
  } finally {
    stream.drawn = drawn;
    ({base, drawn} = own);
  }
}
