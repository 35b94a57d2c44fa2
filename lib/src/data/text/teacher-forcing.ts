import {checkList, checkOptions, checkWhole} from '../arguments';
import type {Tokens} from '../grid';
import {padSequences} from './padding';
import {type TokeniseOptions, tokenise} from './tokenise';
import type {Vocabulary} from './vocabulary';

/** A source and its target, as lists of tokens. */
export interface TokenisedPair {
  source: string[];
  target: string[];
}

/**
 * Cuts the texts of pairs into tokens.
 *
 * @param pairs such as `generateDates` gives them
 * @param options of `tokenise`, for both texts
 * @returns the pairs as tokens, in the same order
 * @throws RangeError when there are no pairs or an option is unknown
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function tokenisePairs(
  pairs: readonly {source: string; target: string}[],
  options: TokeniseOptions = {},
): TokenisedPair[] {
  checkOptions('tokenisePairs', options, ['kind', 'lowerCase']);
  checkList('tokenisePairs: pairs', pairs);
  return pairs.map(({source, target}) => ({source: tokenise(source, options), target: tokenise(target, options)}));
}

/** Examples for an encoder-decoder with teacher forcing. */
export interface TeacherForced {
  /** What the encoder reads, [pairs, source steps], and what the decoder reads: START and the target, [pairs, steps]. */
  x: [source: Tokens, decoder: Tokens];
  /** What the decoder is to write: the target and END, [pairs, steps]. */
  y: Tokens;
}

/**
 * Examples for training an encoder-decoder with teacher forcing: at step t the decoder reads the right token t - 1 and is
 * to write token t.
 *
 * @param pairs sources and targets as tokens
 * @param sources vocabulary of the sources
 * @param targets vocabulary of the targets, with START and END
 * @returns padded ids
 * @throws RangeError when there are no pairs, a token is unknown, or the vocabulary of the targets lacks the marks
 *
 * Source: Williams and Zipser 1989, doi:10.1162/neco.1989.1.2.270. Lesson: notebooks/05-text/5.4.
 */
export function teacherForced(
  pairs: readonly TokenisedPair[],
  sources: Vocabulary,
  targets: Vocabulary,
): TeacherForced {
  checkList('teacherForced: pairs', pairs);
  return {
    x: [
      padSequences(pairs.map(({source}) => sources.encode(source))),
      padSequences(pairs.map(({target}) => targets.encode(target, {start: true}))),
    ],
    y: padSequences(pairs.map(({target}) => targets.encode(target, {end: true}))),
  };
}

/** Options of {@link shortPairs}. */
export interface ShortPairsOptions {
  /** Most tokens of a source. */
  source: number;
  /** Most tokens of a target. */
  target: number;
}

/**
 * Pairs that are short enough, each source once: of pairs with the same source the last stays.
 *
 * @param pairs sources and targets as tokens
 * @param options see {@link ShortPairsOptions}
 * @returns the pairs, in the order in which their sources first come
 * @throws RangeError when there are no pairs, or a limit is no whole number
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function shortPairs(pairs: readonly TokenisedPair[], options: ShortPairsOptions): TokenisedPair[] {
  checkOptions('shortPairs', options, ['source', 'target']);
  checkWhole('shortPairs: source', options.source);
  checkWhole('shortPairs: target', options.target);
  checkList('shortPairs: pairs', pairs);
  const fitting = pairs.filter(
    ({source, target}) => source.length <= options.source && target.length <= options.target,
  );
  return [...new Map(fitting.map((pair) => [JSON.stringify(pair.source), pair])).values()];
}
