import {checkList} from '../data/arguments';

/**
 * The mean surprise over all tokens of all sequences: their cross-entropy.
 *
 * @param surprises nats of each token of each sequence, such as `training.surprises` gives them
 * @returns nats a token
 * @throws RangeError when there are none
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function meanSurprise(surprises: readonly ArrayLike<number>[]): number {
  return surpriseBy(surprises, () => 0)[0];
}

/**
 * The mean surprise by group of tokens: by voice, by place in the sequence.
 *
 * @param surprises nats of each token of each sequence
 * @param group number of a token's group, from its place t, counted from 0; groups are numbered from 0 without a gap
 * @returns nats a token, one number a group
 * @throws RangeError when there are no tokens, or a group between others has none
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function surpriseBy(surprises: readonly ArrayLike<number>[], group: (t: number) => number): number[] {
  checkList('surpriseBy: surprises', surprises);
  const [sums, counts]: [number[], number[]] = [[], []];
  for (const list of surprises) {
    for (let t = 0; t < list.length; t++) {
      const g = group(t);
      sums[g] = (sums[g] ?? 0) + list[t];
      counts[g] = (counts[g] ?? 0) + 1;
    }
  }
  const empty = (Array.from(counts) as (number | undefined)[]).indexOf(undefined);
  if (counts.length === 0 || empty >= 0) throw new RangeError(`surpriseBy: group ${Math.max(0, empty)} has no tokens`);
  return sums.map((sum, g) => sum / counts[g]);
}

/**
 * The surprise under the mean of two forecasts: each token has half the probability of the one and half of the other.
 *
 * @param a nats of each token of each sequence
 * @param b those of another model for the same tokens
 * @returns nats of each token of each sequence
 * @throws RangeError when the two are not of the same tokens
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function mixedSurprises(a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array[] {
  if (a.length !== b.length || a.some((list, i) => list.length !== b[i].length)) {
    throw new RangeError('mixedSurprises: both must be of the same tokens');
  }
  return a.map((list, i) => list.map((value, t) => -Math.log((Math.exp(-value) + Math.exp(-b[i][t])) / 2)));
}
