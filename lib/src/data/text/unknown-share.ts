import {checkList} from '../arguments';
import type {Vocabulary} from './vocabulary';

/**
 * The share of a text's tokens that a vocabulary does not know, and so reads as `<unk>`.
 *
 * @param vocabulary as `buildVocabulary` gives it
 * @param sequences lists of tokens, as `tokenise` gives them
 * @returns 0 to 1
 * @throws RangeError when there are no tokens
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function unknownShare(vocabulary: Vocabulary, sequences: readonly (readonly string[])[]): number {
  checkList('unknownShare: sequences', sequences);
  const tokens = sequences.flat();
  if (tokens.length === 0) throw new RangeError('unknownShare: sequences must not be empty, got no tokens');
  return tokens.filter((token) => !vocabulary.has(token)).length / tokens.length;
}
