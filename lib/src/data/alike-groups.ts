import {checkList, checkOptions, checkText, checkWhole} from './arguments';

/** Options of {@link alikeGroups}. */
export interface AlikeOptions {
  /** Places at which two sequences may differ and still be taken for relatives; 0 joins copies only. Defaults to 20. */
  differences?: number;
}

/**
 * Groups of sequences that are alike, place by place: relatives must not stand on both sides of a split.
 *
 *     i and j are joined when #{t: x_it ≠ x_jt} <= differences; who is joined to one of a group is of the group
 *
 * Sequences that are the same but for a shift are not found.
 *
 * @param sequences all of one length, such as windows of DNA
 * @param options see {@link AlikeOptions}
 * @returns [sequences] number of each one's group, counted from 0 in the order in which the groups first come
 * @throws RangeError when there are no sequences, or their lengths differ
 *
 * Lesson: notebooks/06-applications/6.5. Use with {@link splitGroups}.
 */
export function alikeGroups(sequences: readonly string[], options: AlikeOptions = {}): number[] {
  checkOptions('alikeGroups', options, ['differences']);
  const {differences = 20} = options;
  checkWhole('alikeGroups: differences', differences, 0);
  checkList('alikeGroups: sequences', sequences);
  const [{length}] = sequences;
  sequences.forEach((sequence, i) => {
    checkText(`alikeGroups: sequences[${i}]`, sequence, {empty: true});
    if (sequence.length !== length) {
      throw new RangeError(`alikeGroups: sequences[${i}] has ${sequence.length} symbols, the first one ${length}`);
    }
  });
  const codes = sequences.map((sequence) => Uint16Array.from(sequence, (symbol) => symbol.charCodeAt(0)));
  const above = codes.map((_, i) => i);
  const top = (i: number): number => {
    let at = i;
    while (above[at] !== at) {
      above[at] = above[above[at]];
      at = above[at];
    }
    return at;
  };
  for (let i = 1; i < codes.length; i++) {
    for (let j = 0; j < i; j++) if (areAlike(codes[i], codes[j], differences)) above[top(i)] = top(j);
  }
  const numbers = new Map<number, number>();
  return codes.map((_, i) => {
    const group = numbers.get(top(i)) ?? numbers.size;
    numbers.set(top(i), group);
    return group;
  });
}

/** Whether two sequences differ at few places; most pairs are told apart long before their end. */
function areAlike(a: Uint16Array, b: Uint16Array, most: number): boolean {
  let count = 0;
  for (let t = 0; t < a.length; t++) {
    if (a[t] !== b[t] && ++count > most) return false;
  }
  return true;
}
