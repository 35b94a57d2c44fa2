/** Options of {@link bestTime}. */
export interface BestTimeOptions {
  /** How often it runs; defaults to 5. */
  runs?: number;
  /** Clock in milliseconds; defaults to performance.now. */
  now?: () => number;
}

/**
 * The time of a computation: the shortest of several runs, since other work on the machine can only add.
 *
 * @param run the computation; nothing in it may wait
 * @param options see {@link BestTimeOptions}
 * @returns milliseconds
 * @throws RangeError when runs is no whole number above 0
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function bestTime(run: () => unknown, {runs = 5, now = () => performance.now()}: BestTimeOptions = {}): number {
  if (!Number.isInteger(runs) || runs < 1) throw new RangeError(`runs must be a whole number above 0, got ${runs}`);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i++) {
    const start = now();
    run();
    best = Math.min(best, now() - start);
  }
  return best;
}
