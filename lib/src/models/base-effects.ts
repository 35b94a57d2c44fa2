import {checkFunction, checkList} from '../data/arguments';
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

/**
 * What the letter at each place is worth to a score, on average: how far the score falls when another one stands there.
 *
 *     worth_t = - mean over sequences and over the other letters of effect(t, letter)
 *
 * @param score see {@link baseEffects}
 * @param sequences all of one length
 * @param letters those that are put in; defaults to 'ACGT'
 * @returns [places]
 * @throws RangeError when there are no sequences or lengths differ
 *
 * Lesson: notebooks/06-applications/6.5.
 */
export function letterWorth(score: SequenceScore, sequences: readonly string[], letters = 'ACGT'): number[] {
  checkList('letterWorth: sequences', sequences);
  const {length} = sequences[0];
  const worth = new Array<number>(length).fill(0);
  sequences.forEach((sequence, i) => {
    if (sequence.length !== length) {
      throw new RangeError(`letterWorth: sequences[${i}] has ${sequence.length} symbols, the first one ${length}`);
    }
    const {values} = baseEffects(score, sequence, letters);
    for (let t = 0; t < length; t++) {
      const others = letters.length - Number(letters.includes(sequence[t]));
      for (let k = 0; k < letters.length; k++) worth[t] -= values[t * letters.length + k] / others / sequences.length;
    }
  });
  return worth;
}
