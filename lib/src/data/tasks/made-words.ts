import type {Random} from '../random';

const ONSETS = 'b br c ch d dr f fl g gr h j l m n p pl qu r s sh sl st t th tr v w'.split(' ');
const VOWELS = 'a a e e e i i o o u ea ai ou'.split(' ');
const CODAS = ['', '', '', 'n', 'r', 'l', 's', 't', 'd', 'm', 'nd', 'st', 'ck', 'll'];

// Learners of all ages read these words.
const CRUDE =
  /shit|dick|coc|cum|slut|tit|pis|rap|nud|puss|fag|goo|jap|cun|nig|fuc|whor|ass|bast|hell|sex|kil|fart|bitc/;

/** One word that nobody knows, of syllables as English has them. @internal */
export function makeWord(draw: Random, syllables: number): string {
  const pick = (list: string[]) => list[draw.integer(0, list.length)];
  for (;;) {
    const word = Array.from({length: syllables}, () => pick(ONSETS) + pick(VOWELS) + pick(CODAS)).join('');
    if (!CRUDE.test(word)) return word;
  }
}

/**
 * Different made-up words, none of them in `taken`; the first, which a text uses most, are the shortest. @internal
 *
 * @returns `count` words; `taken` then holds them too
 */
export function makeWords(draw: Random, count: number, taken: Set<string>): string[] {
  const words: string[] = [];
  while (words.length < count) {
    const word = makeWord(draw, words.length < 80 ? 1 : words.length < 1500 ? 2 : draw.integer(2, 4));
    if (taken.has(word)) continue;
    taken.add(word);
    words.push(word);
  }
  return words;
}

/**
 * Draws places of a list as words are drawn in texts: the place i with a weight of 1 / (i + offset), Zipf's law.
 *
 * @returns a function that gives the next place, 0 to count - 1. @internal
 */
export function zipf(draw: Random, count: number, offset: number): () => number {
  const sums = new Float64Array(count);
  for (let i = 0; i < count; i++) sums[i] = (i > 0 ? sums[i - 1] : 0) + 1 / (i + offset);
  return () => {
    const at = draw.uniform(0, sums[count - 1]);
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
