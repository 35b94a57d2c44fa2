import {checkList, checkOptions} from '../arguments';
import {Targets} from '../arrays';
import type {Tokens} from '../grid';
import {type PadOptions, padSequences} from './padding';
import type {Vocabulary} from './vocabulary';

/** Texts as a classifier with one output is trained on them. */
export interface TextExamples {
  /** [texts, length] ids. */
  x: Tokens;
  /** [texts, 1] classes. */
  y: Targets;
}

/**
 * Texts and their classes as ids and targets: encoded, padded or cut to one length.
 *
 * @param texts lists of tokens, as `tokenise` gives them
 * @param labels [texts] 0 or 1, or other numbers
 * @param vocabulary made from the training texts alone
 * @param options length, padding and truncating, see {@link PadOptions}
 * @returns see {@link TextExamples}
 * @throws RangeError when the numbers of texts and labels differ, or an option has no meaning
 *
 * Lesson: notebooks/05-text/5.1.
 */
export function textExamples(
  texts: readonly (readonly string[])[],
  labels: ArrayLike<number>,
  vocabulary: Vocabulary,
  options: PadOptions = {},
): TextExamples {
  checkOptions('textExamples', options, ['length', 'padding', 'truncating']);
  checkList('textExamples: texts', texts);
  if (labels.length !== texts.length) {
    throw new RangeError(`textExamples: there are ${texts.length} texts, but ${labels.length} labels`);
  }
  const ids = texts.map((text) => vocabulary.encode(text));
  return {x: padSequences(ids, options), y: new Targets(Float64Array.from(labels), [texts.length, 1])};
}
