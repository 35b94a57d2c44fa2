import {checkList} from '../data/arguments';
import type {PositionWeights} from './position-weights';

/** A matrix of position weights that looks for its site at every place of a sequence; made by {@link fitMovedMatrix}. */
export interface MovedMatrix {
  /** Log odds against the last class from which on a place counts as a site. */
  readonly least: number;
  /** Largest log odds of each class but the last, over all places. */
  odds(sequence: string): number[];
  /** The class of the largest odds, the last class where none reaches `least`. */
  predict(sequences: readonly string[]): number[];
}

/**
 * Moves a short matrix along longer sequences, and chooses how good its best place must be.
 *
 *     odds_c(x) = max over places t of log P(c | x_t ... ) - log P(no site | x_t ... )
 *
 * @param matrix of short windows; its last class is 'no site'
 * @param sequences longer ones, for the choice
 * @param labels [sequences] their classes
 * @returns see {@link MovedMatrix}; of equally good thresholds the smallest
 * @throws RangeError when counts differ, or a sequence is shorter than the matrix
 *
 * Lesson: notebooks/06-applications/6.5.
 */
export function fitMovedMatrix(
  matrix: PositionWeights,
  sequences: readonly string[],
  labels: readonly number[],
): MovedMatrix {
  checkList('fitMovedMatrix: sequences', sequences);
  if (sequences.length === 0 || labels.length !== sequences.length) {
    throw new RangeError(`fitMovedMatrix: ${sequences.length} sequences but ${labels.length} labels`);
  }
  const odds = (sequence: string): number[] => {
    if (sequence.length < matrix.length) {
      throw new RangeError(`the sequence has ${sequence.length} symbols, the matrix ${matrix.length} places`);
    }
    const places = Array.from({length: sequence.length - matrix.length + 1}, (_, t) =>
      matrix.scores(sequence.slice(t, t + matrix.length)),
    );
    return places[0].slice(0, -1).map((_, kind) => Math.max(...places.map((at) => at[kind] - at[at.length - 1])));
  };
  const decide = (all: readonly number[], least: number) =>
    Math.max(...all) < least ? all.length : all.indexOf(Math.max(...all));
  const known = sequences.map(odds);
  const right = (least: number) => known.filter((all, i) => decide(all, least) === labels[i]).length;
  // Between two neighbouring odds nothing changes, so those that occur are all thresholds there are.
  const trials = [...new Set(known.map((all) => Math.max(...all)))].sort((a, b) => a - b);
  let [least, most] = [trials[0], -1];
  for (const trial of [...trials, Number.POSITIVE_INFINITY]) {
    const count = right(trial);
    if (count > most) [least, most] = [trial, count];
  }
  return {least, odds, predict: (asked) => asked.map((sequence) => decide(odds(sequence), least))};
}
