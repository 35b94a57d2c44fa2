import {random} from '../random';
import {makeWords, zipf} from './made-words';
import type {LabelledSentences} from './reviews';
import {NEGATIVE, POSITIVE} from './reviews';

const KNOWN = 'film story movie cast acting plot actor scene characters music director comedy drama ending'.split(' ');
const PRAISE = [...POSITIVE, ...'warm moving fresh engaging'.split(' ')];
const BLAME = [...NEGATIVE, ...'tired flat contrived pointless'.split(' ')];
const FILLERS = 'the a of and is in it with to that as its an for on at by from this one'.split(' ');

/**
 * Sentences like those of real reviews: thousands of words, most of them rare and each leaning a little to praise or
 * blame, so that counting them is hard to beat and never certain.
 *
 * Order matters in two places only. "not" turns the word behind it, and in every seventh sentence one side of "but"
 * leans the other way, the side behind it gives the class.
 *
 * @param n number of sentences, half of them (rounded up) positive
 * @param seed start of the random numbers
 * @returns see {@link LabelledSentences}
 *
 * Lesson: notebooks/05-text/5.1 and 5.3, where the real reviews cannot be had. @internal
 */
export function makeReviews(n: number, seed: number): LabelledSentences {
  const draw = random(seed);
  const judging = draw.shuffle([...PRAISE, ...BLAME]);
  const made = makeWords(draw, 14_000, new Set([...judging, ...KNOWN, ...FILLERS, 'but', 'not']));
  const words = [...KNOWN, ...judging, ...made];
  const leaning = new Map(words.map((word) => [word, draw.uniform(-1.5, 1.5)]));
  for (const word of KNOWN) leaning.set(word, 0);
  for (const [list, sign] of [
    [PRAISE, 1],
    [BLAME, -1],
  ] as const) {
    for (const word of list) leaning.set(word, sign * draw.uniform(2.2, 3.2));
  }
  const place = zipf(draw, words.length, 12);
  // Kept with a chance of σ(±leaning), a word is e^leaning times as frequent in praise as in blame.
  function content(praising: boolean): string {
    for (;;) {
      const word = words[place()];
      const lean = leaning.get(word) as number;
      if (draw.uniform() < 1 / (1 + Math.exp(praising ? -lean : lean))) return word;
    }
  }
  const filler = zipf(draw, FILLERS.length, 1);
  function side(praising: boolean, count: number): string[] {
    return Array.from({length: count}).flatMap(() => {
      const before = Array.from({length: draw.integer(0, 3)}, () => FILLERS[filler()]);
      const turned = praising ? BLAME : PRAISE;
      const word = draw.uniform() < 0.012 ? ['not', turned[draw.integer(0, turned.length)]] : [content(praising)];
      return [...before, ...word, ...(draw.uniform() < 0.12 ? [','] : [])];
    });
  }
  const labels = draw.permutation(n).map((at) => (at % 2 === 0 ? 1 : 0));
  const sentences = labels.map((label) => {
    const count = draw.integer(3, 17);
    const praising = label === 1;
    if (count < 6 || draw.uniform() > 0.18) return `${side(praising, count).join(' ')} .`;
    const ahead = draw.integer(2, Math.floor(count / 2));
    return `${[...side(!praising, ahead), 'but', ...side(praising, count - ahead)].join(' ')} .`;
  });
  return {sentences: sentences.map((sentence) => sentence.replace(/, (\.|but)/g, '$1')), labels};
}
