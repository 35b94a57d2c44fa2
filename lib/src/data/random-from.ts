import {show} from './arguments';

/** Draws numbers from a seed: the same numbers on every machine and in numpy (ci/peers/data-hashes.py). */
export interface Random {
  /** Next number of a uniform distribution on [low, high); defaults to [0, 1). */
  uniform(low?: number, high?: number): number;
  /** Next number of a bell curve: twelve uniforms minus six, so it lies within 6 deviations of the mean. */
  normal(mean?: number, deviation?: number): number;
  /** Next whole number from low to high - 1. */
  integer(low: number, high: number): number;
  /** A shuffled copy of `items` (Fisher-Yates); the argument stays as it is. */
  shuffle<T>(items: readonly T[]): T[];
  /** The numbers 0 to count - 1 in random order. */
  permutation(count: number): number[];
}

/**
 * A source of random numbers on any generator.
 *
 * @param next gives the next number in [0, 1)
 */
export function randomFrom(next: () => number): Random {
  const uniform = (low = 0, high = 1) => low + (high - low) * next();
  const integer = (low: number, high: number) => {
    if (!Number.isInteger(low) || !Number.isInteger(high) || high <= low) {
      throw new RangeError(`random: integer needs whole numbers low < high, got ${show(low)} and ${show(high)}`);
    }
    return Math.floor(uniform(low, high));
  };
  const shuffle = <T>(items: readonly T[]): T[] => {
    const shuffled = [...items];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = Math.floor((i + 1) * next());
      [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
    }
    return shuffled;
  };
  const normal = (mean = 0, deviation = 1) => {
    let sum = next();
    for (let j = 1; j < 12; j++) sum += next();
    return mean + deviation * (sum - 6);
  };
  const permutation = (count: number) => {
    if (!Number.isInteger(count) || count < 0)
      throw new RangeError(`random: permutation needs a count >= 0, got ${show(count)}`);
    return shuffle(Array.from({length: count}, (_, i) => i));
  };
  return {uniform, normal, integer, shuffle, permutation};
}
