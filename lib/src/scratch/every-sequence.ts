import {checkWhole} from '../data/arguments';

/**
 * Every sequence of a length, for sums by brute force: over all paths of a CRF, over all alignments of CTC.
 *
 * @param symbols how many symbols there are; they are counted from 0
 * @param length time steps
 * @returns symbols^length sequences, the last step changing fastest
 * @throws RangeError for sizes that are no whole numbers, or more than a million sequences
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function everySequence(symbols: number, length: number): number[][] {
  checkWhole('everySequence: symbols', symbols);
  checkWhole('everySequence: length', length);
  const count = symbols ** length;
  if (count > 1e6) {
    throw new RangeError(
      `everySequence: ${symbols} symbols and ${length} steps give ${count} sequences, over a million`,
    );
  }
  return Array.from({length: count}, (_, k) =>
    Array.from({length}, (_, t) => Math.floor(k / symbols ** (length - 1 - t)) % symbols),
  );
}
