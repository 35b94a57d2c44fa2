import {checkFunction, checkOptions, checkWhole} from '../data/arguments';

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
export function bestTime(run: () => unknown, options: BestTimeOptions = {}): number {
  checkOptions('bestTime', options, ['runs', 'now']);
  const {runs = 5, now = () => performance.now()} = options;
  checkFunction('bestTime: run', run);
  checkWhole('bestTime: runs', runs);
  checkFunction('bestTime: now', now);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i++) {
    const start = now();
    run();
    best = Math.min(best, now() - start);
  }
  return best;
}
