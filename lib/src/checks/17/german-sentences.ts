import {generateTranslations} from '../../data/tasks/translations';
import {type TokenisedPair, tokenisePairs} from '../../data/text/teacher-forcing';

/** The pairs that 17.7 trains on. */
export const GERMAN = {train: 2000, seed: 42};

const drawn = (n: number, seed: number): TokenisedPair[] =>
  tokenisePairs(generateTranslations(n, {language: 'deu', seed}));

/** English and German sentences as words: those that the exercise trains on. */
export const germanPairs = (): TokenisedPair[] => drawn(GERMAN.train, GERMAN.seed);

/** Pairs of which no training pair has the source. */
export function freshPairs(n: number, seed: number): TokenisedPair[] {
  const known = new Set(germanPairs().map(({source}) => source.join(' ')));
  // Of half a million sentences 2,000 are known, so few of those drawn fall out.
  return drawn(n + 20, seed)
    .filter(({source}) => !known.has(source.join(' ')))
    .slice(0, n);
}
