import {checkList, checkOptions, checkWhole} from '../arguments';
import {Tokens} from '../grid';
import type {NextTokens} from './windows';

/** Options of {@link tokenWindowsOfEach}. */
export interface TokenWindowsOfEachOptions {
  /** Tokens of a window. */
  length: number;
}

/**
 * Cuts many sequences of tokens into windows for a language model; no window reaches from one into the next.
 *
 *     input: 0, s_1, s_2, ...     target: s_1, s_2, s_3, ...
 *
 * A 0 stands before each sequence, so its first token is predicted, too. Windows lie side by side; the last one of a
 * sequence ends with it and may overlap the one before. Sequences shorter than a window are left out.
 *
 * @param sequences ids, none of them 0
 * @param options see {@link TokenWindowsOfEachOptions}
 * @returns the windows of the first sequence, then those of the second ...
 * @throws RangeError when no sequence is as long as a window, or the length is no whole number >= 1
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function tokenWindowsOfEach(
  sequences: readonly ArrayLike<number>[],
  options: TokenWindowsOfEachOptions,
): NextTokens {
  checkOptions('tokenWindowsOfEach', options, ['length']);
  const {length} = options;
  checkWhole('tokenWindowsOfEach: length', length);
  checkList('tokenWindowsOfEach: sequences', sequences);
  const places = sequences.flatMap((sequence) => {
    const count = sequence.length < length ? 0 : Math.ceil(sequence.length / length);
    return Array.from({length: count}, (_, k) => ({sequence, from: Math.min(k * length, sequence.length - length)}));
  });
  if (places.length === 0) throw new RangeError(`tokenWindowsOfEach: no sequence has ${length} tokens`);
  const [x, y] = [new Float64Array(places.length * length), new Float64Array(places.length * length)];
  places.forEach(({sequence, from}, row) => {
    for (let i = 0; i < length; i++) {
      x[row * length + i] = from + i === 0 ? 0 : sequence[from + i - 1];
      y[row * length + i] = sequence[from + i];
    }
  });
  const shape = [places.length, length];
  return {x: new Tokens(x, shape), y: new Tokens(y, shape)};
}
