import {checkFlag, checkList, checkOneOf, checkOptions, checkText, show} from '../arguments';

/** What counts as one token. */
export type TokenKind = 'word' | 'character';

/** Options of {@link tokenise}. */
export interface TokeniseOptions {
  /** 'word': words, numbers and punctuation marks; 'character': every character; defaults to 'word'. */
  kind?: TokenKind;
  /** Capital letters become small ones; defaults to true for words, false for characters. */
  lowerCase?: boolean;
}

/** A word with inner apostrophes or hyphens, a number with inner points or commas, or a single mark. */
const WORD = /\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]/gu;

/**
 * Cuts a text into tokens.
 *
 * Words keep inner apostrophes and hyphens ("don't", "well-known"); each punctuation mark is a token; white space is none.
 * Characters are Unicode code points, white space included.
 *
 * @param text any text
 * @param options see {@link TokeniseOptions}
 * @returns the tokens in order; none for an empty text
 * @throws TypeError when the text is no string, RangeError for an unknown option
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function tokenise(text: string, options: TokeniseOptions = {}): string[] {
  checkOptions('tokenise', options, ['kind', 'lowerCase']);
  const {kind = 'word', lowerCase = kind === 'word'} = options;
  checkOneOf('tokenise: kind', kind, ['word', 'character']);
  checkFlag('tokenise: lowerCase', lowerCase);
  checkText('tokenise: text', text, {empty: true});
  const written = (lowerCase ? text.toLowerCase() : text).normalize('NFC');
  return kind === 'character' ? Array.from(written) : (written.match(WORD) ?? []);
}

/** How often each token occurs. */
export interface TokenCount {
  token: string;
  count: number;
}

/**
 * Counts tokens over sequences.
 *
 * @param sequences lists of tokens
 * @returns each token once, the most frequent first; equally frequent ones by code point
 *
 * Lesson: notebooks/01-foundations/1.1.
 */
export function countTokens(sequences: Iterable<readonly string[]>): TokenCount[] {
  return countSequences(sequences, 'countTokens');
}

/**
 * {@link countTokens} for the function `where`, which messages name. @internal
 *
 * @param sequences tokens of each
 * @param where name of the function
 * @returns see {@link countTokens}
 */
export function countSequences(sequences: Iterable<readonly string[]>, where: string): TokenCount[] {
  if (typeof sequences === 'string' || typeof sequences?.[Symbol.iterator] !== 'function') {
    throw new TypeError(`${where}: sequences must be lists of tokens, got ${show(sequences)}`);
  }
  const counts = new Map<string, number>();
  for (const sequence of sequences) {
    checkList(`${where}: sequences`, sequence, {empty: true});
    for (const token of sequence) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  // Compared by code unit: the order of a language would differ between machines.
  const byToken = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  return Array.from(counts, ([token, count]) => ({token, count})).sort(
    (a, b) => b.count - a.count || byToken(a.token, b.token),
  );
}
