import {checkFunction, checkList} from '../data/arguments';

/**
 * What a score loses when one element is taken out of a sequence, for every element.
 *
 *     lost[i][t] = score(sequence_i) - score(sequence_i without its element t)
 *
 * @param score gives one number a sequence, such as the log-odds of a class; asked once for all sequences
 * @param sequences at least two elements each
 * @returns [sequences][elements]
 * @throws RangeError when there is no sequence, or one is too short
 *
 * Source: Li, Monroe and Jurafsky 2016, arXiv:1612.08220 (erasure). Lesson: notebooks/05-text/5.1.
 */
export function takenOut<T>(
  score: (sequences: T[][]) => ArrayLike<number>,
  sequences: readonly (readonly T[])[],
): number[][] {
  checkFunction('takenOut: score', score);
  checkList('takenOut: sequences', sequences);
  const short = sequences.findIndex(({length}) => length < 2);
  if (short >= 0)
    throw new RangeError(`takenOut: sequences[${short}] has ${sequences[short].length} elements, not two`);
  const shorter = sequences.flatMap((whole) => whole.map((_, t) => [...whole.slice(0, t), ...whole.slice(t + 1)]));
  const scores = score([...sequences.map((whole) => [...whole]), ...shorter]);
  let at = sequences.length;
  return sequences.map((whole, i) => whole.map(() => scores[i] - scores[at++]));
}
