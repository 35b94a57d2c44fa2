import {checkOptions, checkSeed, checkWhole} from '../arguments';
import {random} from '../random';
import {type LabelledSentences, NEGATIVE, NEUTRAL, POSITIVE} from './reviews';

/** Options of {@link generateTurningReviews}. */
export interface TurningReviewOptions {
  /** Most words on either side of the turn; the fewest are 2; defaults to 7. */
  side?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

/**
 * Sentences that turn: one side praises, the other blames, 'but' stands between, and the side behind it gives the class.
 *
 * Both sides have as many words that judge, drawn from lists of ten, so a bag of words knows nothing about the class.
 *
 * @param n number of sentences, half of them (rounded up) positive
 * @param options see {@link TurningReviewOptions}
 * @returns see {@link LabelledSentences}
 * @throws RangeError when n, side or the seed is no whole number, or too small
 *
 * Lesson: notebooks/05-text/5.1.
 */
export function generateTurningReviews(n: number, options: TurningReviewOptions = {}): LabelledSentences {
  checkOptions('generateTurningReviews', options, ['side', 'seed']);
  checkSeed('generateTurningReviews: seed', options.seed);
  const {side = 7, seed = 42} = options;
  checkWhole('generateTurningReviews: n', n);
  checkWhole('generateTurningReviews: side', side, 2);
  const {integer, shuffle, permutation} = random(seed);
  const labels = permutation(n).map((place) => (place % 2 === 0 ? 1 : 0));
  const sentences = labels.map((label) => {
    const judging = integer(1, Math.max(2, Math.floor(side / 2) + 1));
    const words = (list: readonly string[]) => {
      const count = integer(Math.max(2, judging), side + 1);
      const drawn = Array.from({length: count}, (_, i) => (i < judging ? list : NEUTRAL)[integer(0, 10)]);
      return shuffle(drawn);
    };
    const [first, last] = label === 1 ? [NEGATIVE, POSITIVE] : [POSITIVE, NEGATIVE];
    return [...words(first), 'but', ...words(last)].join(' ');
  });
  return {sentences, labels};
}
