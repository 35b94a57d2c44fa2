import {checkFlag, checkList, checkOptions, checkWhole, show} from '../arguments';
import {countSequences} from './tokenise';

/** How PAD, which has id 0, is written. */
export const PAD = '<pad>';
/** How a token outside the vocabulary is written. */
export const UNKNOWN = '<unk>';
/** How the start of a sequence is written. */
export const START = '<start>';
/** How the end of a sequence is written. */
export const END = '<end>';

/** Which tokens a vocabulary has besides those of the text. */
export interface SpecialTokens {
  /** An id for tokens that are not in the vocabulary; without it they are an error. Defaults to true. */
  unknown?: boolean;
  /** Ids for start and end of a sequence; defaults to false. */
  ends?: boolean;
}

/** Options of {@link buildVocabulary}. */
export interface VocabularyOptions extends SpecialTokens {
  /** Most ids in all, PAD and other special tokens included; the most frequent tokens stay. Defaults to no limit. */
  maxSize?: number;
  /** Tokens that occur less often are left out; defaults to 1. */
  minCount?: number;
}

/** Which marks {@link Vocabulary.encode} adds. */
export interface EncodeOptions {
  /** Put START in front; defaults to false. */
  start?: boolean;
  /** Put END behind; defaults to false. */
  end?: boolean;
}

/** Tokens and their ids: PAD has id 0, then UNKNOWN, START and END where wanted, then the tokens. */
export class Vocabulary {
  /** All tokens by id, special ones included. */
  readonly tokens: readonly string[];
  /** Id of PAD: 0, an id of its own, so that padding is never a word. */
  readonly padId = 0;
  /** Id of UNKNOWN; undefined where there is none. */
  readonly unknownId: number | undefined;
  /** Id of START; undefined where there is none. */
  readonly startId: number | undefined;
  /** Id of END; undefined where there is none. */
  readonly endId: number | undefined;
  readonly #ids: Map<string, number>;

  /**
   * @param tokens the tokens of the text, in the order of their ids, each once
   * @param options see {@link SpecialTokens}
   * @throws RangeError when a token comes twice or is written as a special one
   */
  constructor(tokens: readonly string[], options: SpecialTokens = {}) {
    checkOptions('Vocabulary', options, ['unknown', 'ends']);
    const {unknown = true, ends = false} = options;
    checkList('Vocabulary: tokens', tokens, {empty: true});
    checkFlag('Vocabulary: unknown', unknown);
    checkFlag('Vocabulary: ends', ends);
    this.tokens = [PAD, ...(unknown ? [UNKNOWN] : []), ...(ends ? [START, END] : []), ...tokens];
    this.#ids = new Map(this.tokens.map((token, id) => [token, id]));
    if (this.#ids.size < this.tokens.length) {
      const twice = this.tokens.find((token, id) => this.#ids.get(token) !== id);
      throw new RangeError(`Vocabulary: tokens must be there once each, but '${twice}' comes twice`);
    }
    this.unknownId = unknown ? this.#ids.get(UNKNOWN) : undefined;
    this.startId = ends ? this.#ids.get(START) : undefined;
    this.endId = ends ? this.#ids.get(END) : undefined;
  }

  /** Number of ids, special ones included: the `inputDim` of an embedding. */
  get size(): number {
    return this.tokens.length;
  }

  /** Whether a token has an id of its own. */
  has(token: string): boolean {
    return this.#ids.has(token);
  }

  /**
   * The id of a token; that of UNKNOWN for one that is not in the vocabulary.
   *
   * @throws RangeError for such a token where there is no UNKNOWN
   */
  id(token: string): number {
    const id = this.#ids.get(token) ?? this.unknownId;
    if (id === undefined)
      throw new RangeError(`Vocabulary.id: token ${show(token)} is none of the ${this.size} tokens of the vocabulary`);
    return id;
  }

  /**
   * The token with this id.
   *
   * @throws RangeError when no token has it
   */
  token(id: number): string {
    const token = this.tokens[id];
    if (token === undefined)
      throw new RangeError(`Vocabulary.token: no token has id ${show(id)}; ids go from 0 to ${this.size - 1}`);
    return token;
  }

  /**
   * Tokens to ids.
   *
   * @param tokens as `tokenise` gives them
   * @param options see {@link EncodeOptions}
   * @returns one id a token, and those of START and END where wanted
   * @throws RangeError naming an unknown token and its place, or a mark that this vocabulary lacks
   */
  encode(tokens: readonly string[], options: EncodeOptions = {}): number[] {
    checkOptions('Vocabulary.encode', options, ['start', 'end']);
    const {start = false, end = false} = options;
    if ((start || end) && this.startId === undefined) {
      throw new RangeError(
        `Vocabulary.encode: ${start ? 'start' : 'end'} true needs a vocabulary with START and END: make it with {ends: true}`,
      );
    }
    checkList('Vocabulary.encode: tokens', tokens, {empty: true});
    const ids = tokens.map((token, place) => {
      const id = this.#ids.get(token) ?? this.unknownId;
      if (id !== undefined) return id;
      throw new RangeError(
        `Vocabulary.encode: token ${show(token)} at place ${place} is none of the ${this.size} of the vocabulary`,
      );
    });
    if (start) ids.unshift(this.startId as number);
    if (end) ids.push(this.endId as number);
    return ids;
  }

  /**
   * Ids back to tokens, up to END, without PAD and START.
   *
   * @param ids as `encode` gives them, padded or not
   * @returns the tokens; UNKNOWN stays
   * @throws RangeError when an id is not in the vocabulary
   */
  decode(ids: ArrayLike<number>): string[] {
    const tokens: string[] = [];
    for (const id of Array.from(ids)) {
      const token = this.token(id);
      if (id === this.endId) break;
      if (id !== this.padId && id !== this.startId) tokens.push(token);
    }
    return tokens;
  }
}

/**
 * Gives ids to the tokens of a text, frequent ones first. Build it from the training set alone: the others would leak.
 *
 * @param sequences lists of tokens, as `tokenise` gives them
 * @param options see {@link VocabularyOptions}
 * @returns the vocabulary
 * @throws RangeError when there are no tokens, an option is unknown, or a size is too small
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function buildVocabulary(sequences: Iterable<readonly string[]>, options: VocabularyOptions = {}): Vocabulary {
  checkOptions('buildVocabulary', options, ['unknown', 'ends', 'maxSize', 'minCount']);
  const {unknown = true, ends = false, maxSize, minCount = 1} = options;
  const special = 1 + (unknown ? 1 : 0) + (ends ? 2 : 0);
  checkWhole('buildVocabulary: minCount', minCount);
  if (maxSize !== undefined) checkWhole('buildVocabulary: maxSize', maxSize, special + 1);
  checkFlag('buildVocabulary: unknown', unknown);
  checkFlag('buildVocabulary: ends', ends);
  const counted = countSequences(sequences, 'buildVocabulary');
  if (counted.length === 0) throw new RangeError('buildVocabulary: sequences must not be empty, got no tokens');
  const kept = counted.filter(({count}) => count >= minCount).slice(0, maxSize && maxSize - special);
  return new Vocabulary(
    kept.map(({token}) => token),
    {unknown, ends},
  );
}
