import {checkFlags, checkList, checkOptions} from '../data/arguments';

/** A known sequence that is most like another one. */
export interface NearestSequence {
  /** Its number among the known ones; of equally near ones the first. */
  row: number;
  /** Places at which the two differ. */
  differences: number;
}

/** Options of {@link nearestSequences}. */
export interface NearestSequencesOptions {
  /** Whether `asked` is the same list as `known`, and nobody is a neighbour of itself; defaults to false. */
  self?: boolean;
}

/**
 * For each sequence the known one that differs at the fewest places: a rule that learns nothing and forgets nothing.
 *
 *     row_i = argmin_j #{t: asked_it ≠ known_jt}
 *
 * @param known all of one length, such as windows of DNA for training
 * @param asked of the same length
 * @param options see {@link NearestSequencesOptions}
 * @returns [asked] see {@link NearestSequence}
 * @throws RangeError when there is no known sequence (with `self` no other one), or lengths differ
 *
 * Lesson: notebooks/06-applications/6.5. Numbers in place of letters: `nearestNeighbours`.
 */
export function nearestSequences(
  known: readonly string[],
  asked: readonly string[],
  options: NearestSequencesOptions = {},
): NearestSequence[] {
  checkOptions('nearestSequences', options, ['self']);
  const {self = false} = options;
  checkFlags('nearestSequences', {self});
  checkList('nearestSequences: known', known);
  checkList('nearestSequences: asked', asked);
  if (known.length < (self ? 2 : 1)) throw new RangeError('nearestSequences: there is no sequence to be near to');
  const {length} = known[0];
  const odd = [...known, ...asked].find((one) => one.length !== length);
  if (odd !== undefined) {
    throw new RangeError(`nearestSequences: '${odd.slice(0, 20)}' has ${odd.length} symbols, the first one ${length}`);
  }
  const codes = known.map(codesOf);
  return asked.map((sequence, i) => {
    const code = codesOf(sequence);
    let nearest: NearestSequence = {row: -1, differences: length + 1};
    codes.forEach((other, row) => {
      if (self && row === i) return;
      let differences = 0;
      // A sequence that is already farther than the nearest need not be read to its end.
      for (let t = 0; t < length && differences < nearest.differences; t++) if (code[t] !== other[t]) differences++;
      if (differences < nearest.differences) nearest = {row, differences};
    });
    return nearest;
  });
}

const codesOf = (sequence: string) => Uint16Array.from(sequence, (symbol) => symbol.charCodeAt(0));
