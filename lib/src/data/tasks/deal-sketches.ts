import {checkList, checkSeed, checkWhole} from '../arguments';
import {random} from '../random';
import type {Sketch} from './sketches';

/**
 * The words of which there are most drawings.
 *
 * @param sketches drawings and their words
 * @param count words asked for; all where there are fewer
 * @returns the words, in the order of the alphabet
 * @throws RangeError when there is no drawing, or the count is no whole number >= 1
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function commonWords(sketches: readonly Sketch[], count: number): string[] {
  checkList('commonWords: sketches', sketches);
  checkWhole('commonWords: count', count);
  const counts = new Map<string, number>();
  for (const {word} of sketches) counts.set(word, (counts.get(word) ?? 0) + 1);
  const ordered = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return ordered
    .slice(0, count)
    .map(([word]) => word)
    .sort();
}

/**
 * Deals drawings out to parts like cards, each word by itself, so that every part has its share of every word.
 *
 * @param sketches drawings and their words
 * @param parts how many parts
 * @param seed of the shuffling before; defaults to 42
 * @returns the parts; sizes of a word differ by one at most
 * @throws RangeError when there is no drawing, or a number is no whole one
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function dealSketches(sketches: readonly Sketch[], parts: number, seed = 42): Sketch[][] {
  checkList('dealSketches: sketches', sketches);
  checkWhole('dealSketches: parts', parts);
  checkSeed('dealSketches: seed', seed);
  const dealt: Sketch[][] = Array.from({length: parts}, () => []);
  const counts = new Map<string, number>();
  for (const sketch of random(seed).shuffle(sketches)) {
    const before = counts.get(sketch.word) ?? 0;
    dealt[before % parts].push(sketch);
    counts.set(sketch.word, before + 1);
  }
  return dealt;
}
