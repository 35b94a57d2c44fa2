import {checkOptions, checkSeed, checkWhole} from '../arguments';
import {random} from '../random';

/** Sentences with a class each. */
export interface LabelledSentences {
  sentences: string[];
  /** [sentences] 1: positive, 0: negative. */
  labels: number[];
}

/** Options of {@link generateReviews}. */
export interface ReviewOptions {
  /** Most words of a sentence; the fewest are a third of it; defaults to 15. */
  length?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

/** The ten words that praise. */
export const POSITIVE = 'good great lovely brilliant wonderful funny touching superb clever beautiful'.split(' ');
/** The ten words that blame. */
export const NEGATIVE = 'bad awful boring terrible dull stupid weak ugly silly horrible'.split(' ');
/** The ten words that say nothing. */
export const NEUTRAL = 'the film story actor scene was and music plot with'.split(' ');

/**
 * Sentences of 30 words in random order: ten praise, ten blame, ten are neutral; the majority gives the class.
 *
 * A bag of words solves this task, on purpose: it is the baseline that a network must reach here.
 *
 * @param n number of sentences, half of them (rounded up) positive
 * @param options see {@link ReviewOptions}
 * @returns see {@link LabelledSentences}; never as many praising as blaming words
 * @throws RangeError when n, the length or the seed is no whole number, or too small
 *
 * Lesson: notebooks/05-text/5.1. Check: equal to its numpy twin.
 */
export function generateReviews(n: number, options: ReviewOptions = {}): LabelledSentences {
  checkOptions('generateReviews', options, ['length', 'seed']);
  checkSeed('generateReviews: seed', options.seed);
  const {length = 15, seed = 42} = options;
  checkWhole('generateReviews: n', n);
  checkWhole('generateReviews: length', length, 3);
  const {integer, shuffle, permutation} = random(seed);
  const labels = permutation(n).map((place) => (place % 2 === 0 ? 1 : 0));
  const sentences = labels.map((label) => {
    const count = integer(Math.ceil(length / 3), length + 1);
    const strong = integer(1, Math.max(2, Math.floor(count / 2) + 1));
    const weak = integer(0, strong);
    const [more, less] = label === 1 ? [POSITIVE, NEGATIVE] : [NEGATIVE, POSITIVE];
    const words = Array.from({length: count}, (_, i) => {
      const list = i < strong ? more : i < strong + weak ? less : NEUTRAL;
      return list[integer(0, list.length)];
    });
    return shuffle(words).join(' ');
  });
  return {sentences, labels};
}
