import {checkList} from '../data/arguments';
import {everySequence} from './every-sequence';

/**
 * The score of every path through the tags of a CRF, by brute force: s(y) = Σ_t E_t(y_t) + Σ_t A(y_{t-1}, y_t).
 *
 * @param E emissions, [time steps][tags]
 * @param A transitions from tag i to tag j, [tags][tags]
 * @returns tags^steps scores, the last step changing fastest
 * @throws RangeError when shapes do not fit, or there are more than a million paths
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function pathScores(E: readonly (readonly number[])[], A: readonly (readonly number[])[]): number[] {
  checkList('pathScores: E', E);
  checkList('pathScores: A', A);
  const tags = A.length;
  if ([...E, ...A].some((row) => row?.length !== tags)) {
    throw new RangeError(`pathScores: A has ${tags} rows, so each row of A and E must have ${tags} tags`);
  }
  return everySequence(tags, E.length).map((path) =>
    path.reduce((sum, tag, t) => sum + E[t][tag] + (t > 0 ? A[path[t - 1]][tag] : 0), 0),
  );
}
