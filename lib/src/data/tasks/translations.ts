import {checkOneOf, checkOptions, checkSeed, checkWhole} from '../arguments';
import {random} from '../random';
import type {TextPair} from './dates';
import {inEnglish, inLanguage, LANGUAGES, type Language, type Meaning, type NounPhrase, WORDS} from './grammars';

export type {Language} from './grammars';

/** Options of {@link generateTranslations}. */
export interface TranslationOptions {
  /** Into which language, by its ISO 639-3 code: 'deu', 'fra', 'ita', 'spa'; defaults to 'fra'. */
  language?: Language;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

const ADJECTIVE = WORDS.adjectives + 1; // one more: none
const PHRASES = 2 * WORDS.nouns * ADJECTIVE;
/** Number of different meanings: 559,872. */
const MEANINGS = PHRASES * PHRASES * WORDS.verbs * 2;
/** Pairs at most: above half of the meanings, drawing until a new one comes would take long. */
const MOST = 250_000;

function phraseOf(code: number): NounPhrase {
  const rest = Math.floor(code / 2);
  const adjective = Math.floor(rest / WORDS.nouns);
  return {
    isDefinite: code % 2 === 0,
    noun: rest % WORDS.nouns,
    adjective: adjective < WORDS.adjectives ? adjective : undefined,
  };
}

/** The meaning with this number, 0 ... MEANINGS - 1. */
function meaningOf(code: number): Meaning {
  const [subject, first] = [code % PHRASES, Math.floor(code / PHRASES)];
  const [object, second] = [first % PHRASES, Math.floor(first / PHRASES)];
  return {
    subject: phraseOf(subject),
    object: phraseOf(object),
    verb: second % WORDS.verbs,
    isNegated: second >= WORDS.verbs,
  };
}

/**
 * English sentences of a small grammar and their translations, with articles, gender, case, word order and negation.
 *
 *     'the small cat does not see an old dog.'  ->  'le petit chat ne voit pas de vieux chien.'
 *
 * @param n number of pairs, at most 250,000
 * @param options see {@link TranslationOptions}
 * @returns pairs in random order, all different
 * @throws RangeError when n or the seed is no whole number, n is too large, or the language is none of the four
 *
 * Lesson: notebooks/05-text/5.4. Check: hand-written translations.
 */
export function generateTranslations(n: number, options: TranslationOptions = {}): TextPair[] {
  checkOptions('generateTranslations', options, ['language', 'seed']);
  checkSeed('generateTranslations: seed', options.seed);
  const {language = 'fra', seed = 42} = options;
  checkWhole('generateTranslations: n', n, 1, MOST);
  checkOneOf('generateTranslations: language', language, LANGUAGES);
  const {integer} = random(seed);
  const codes = new Set<number>();
  while (codes.size < n) codes.add(integer(0, MEANINGS));
  return Array.from(codes, (code) => {
    const meaning = meaningOf(code);
    return {source: inEnglish(meaning), target: inLanguage(language, meaning)};
  });
}
