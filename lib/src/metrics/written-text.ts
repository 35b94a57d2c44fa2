import {tokenise} from '../data';
import {checkText, checkWhole} from '../data/arguments';

/**
 * The words of a text in small letters, without numbers and marks; the last one, which may be cut off, is left out.
 *
 * @param text any text
 * @returns the words in order
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function wordsOf(text: string): string[] {
  return tokenise(text)
    .filter((word) => /\p{L}/u.test(word))
    .slice(0, -1);
}

/**
 * Share of the words of a text that a dictionary has.
 *
 * @param text any text of two words or more
 * @param dictionary words in small letters, such as `new Set(wordsOf(training))`
 * @returns 0 to 1
 * @throws RangeError when the text has no whole word
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function knownWords(text: string, dictionary: ReadonlySet<string>): number {
  const words = wordsOf(text);
  if (words.length === 0) throw new RangeError('knownWords: text has no whole word');
  return words.filter((word) => dictionary.has(word)).length / words.length;
}

/**
 * How varied a text is: the share of different words among its first ones. Texts compare only at the same count.
 *
 * @param text any text
 * @param count words to look at; defaults to 400
 * @returns 0 to 1
 * @throws RangeError when the text has fewer words
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function wordVariety(text: string, count = 400): number {
  checkWhole('wordVariety: count', count);
  const words = wordsOf(text).slice(0, count);
  if (words.length < count) throw new RangeError(`wordVariety: text has ${words.length} words, not ${count}`);
  return new Set(words).size / count;
}

/**
 * Which share of a text stands word for word in another one.
 *
 * @param text looked at in runs, each half a run after the one before
 * @param source such as the training text
 * @param length characters of a run; defaults to 16
 * @returns share of the runs that the source holds, 0 to 1
 * @throws RangeError when the text is shorter than a run
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function copiedShare(text: string, source: string, length = 16): number {
  checkWhole('copiedShare: length', length, 2);
  checkText('copiedShare: source', source);
  if (text.length < length) throw new RangeError(`copiedShare: text has ${text.length} characters, not ${length}`);
  const stride = Math.floor(length / 2);
  const runs = Array.from({length: Math.floor((text.length - length) / stride) + 1}, (_, i) =>
    text.slice(i * stride, i * stride + length),
  );
  return runs.filter((run) => source.includes(run)).length / runs.length;
}
