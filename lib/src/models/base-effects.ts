import {checkFunction} from '../data/arguments';
import {Grid} from '../data/grid';

/** Gives one score for each sequence, such as the log probability of a class. */
export type SequenceScore = (sequences: string[]) => ArrayLike<number>;

/**
 * What every possible change of one letter does to a score: a trained model asked as in an experiment.
 *
 *     effect(t, s) = score(x with s at place t) - score(x),   0 where s already stands there
 *
 * @param score asked once, for all changed sequences
 * @param sequence such as a window of DNA
 * @param letters those that are put in; defaults to 'ACGT'
 * @returns [places, letters]
 * @throws RangeError when the score gives another number of values than it was given sequences
 *
 * Source: Alipanahi et al. 2015 (mutation maps), doi:10.1038/nbt.3300. Lesson: notebooks/06-applications/6.5.
 */
export function baseEffects(score: SequenceScore, sequence: string, letters = 'ACGT'): Grid {
  checkFunction('baseEffects: score', score);
  if (sequence.length === 0) throw new RangeError('baseEffects: the sequence is empty');
  const changed = Array.from(sequence, (_, t) =>
    Array.from(letters, (letter) => sequence.slice(0, t) + letter + sequence.slice(t + 1)),
  ).flat();
  const scores = score([sequence, ...changed]);
  if (scores.length !== changed.length + 1) {
    throw new RangeError(`baseEffects: score gave ${scores.length} values for ${changed.length + 1} sequences`);
  }
  const effects = changed.map((one, i) => (one === sequence ? 0 : scores[i + 1] - scores[0]));
  return new Grid(effects, [sequence.length, letters.length]);
}
