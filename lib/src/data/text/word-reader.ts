import {checkList, checkOptions, checkText, checkWhole} from '../arguments';
import {Targets} from '../arrays';
import type {Tokens} from '../grid';
import type {TaggedSentence} from '../tasks/tagged-sentences';
import {padSequences} from './padding';
import {buildVocabulary} from './vocabulary';

/**
 * How a word is written, whatever it says: runs of capitals become X, of small letters x, of digits d; other marks stay.
 *
 * @param token a word, a number or a mark
 * @returns such as Xx for Paris, XxXx for McCartney, X. for J., d for 1951, x-x for techno-based
 * @throws TypeError when it is no text, RangeError when it is empty
 *
 * Lesson: notebooks/05-text/5.5.
 */
export function wordShape(token: string): string {
  checkText('wordShape: token', token);
  return token
    .replace(/\p{Nd}+/gu, '0')
    .replace(/\p{Lu}+/gu, 'X')
    .replace(/[^\P{L}X]+/gu, 'x')
    .replace(/0/g, 'd');
}

/** What a tagger may be shown of a word: the word in small letters, how it is written, its last three letters. */
export type WordView = 'word' | 'shape' | 'ending';

const VIEWS: Record<WordView, (token: string) => string> = {
  word: (token) => token.toLowerCase().replace(/\p{Nd}/gu, '0'),
  shape: wordShape,
  ending: (token) => [...token.toLowerCase()].slice(-3).join(''),
};

/** Options of {@link wordReader}. */
export interface WordReaderOptions {
  /** Which views of a word there are; defaults to all three, in the order word, shape, ending. */
  views?: WordView[];
  /** What training has less often is unknown; defaults to 2. */
  minCount?: number;
}

/** Turns sentences into ids, one table for each view, see {@link wordReader}. */
export interface WordReader {
  views: WordView[];
  /** Ids of each view, PAD and the unknown included: the vocabularies of `models.buildTagger`. */
  sizes: number[];
  /** What is read of one word, unknown ones as `<unk>`. */
  read(token: string): string[];
  /** [sentences, longest of them] ids of each view, padded behind. */
  encode(sentences: readonly Pick<TaggedSentence, 'tokens'>[], length?: number): Tokens[];
}

/**
 * Reads words in several views, since most names of a new text are unknown words: their capitals and endings are not.
 *
 * @param train sentences of the training part alone
 * @param options see {@link WordReaderOptions}
 * @returns see {@link WordReader}
 * @throws RangeError when there are no sentences or an option has no meaning
 *
 * Source: Huang et al. 2015, arXiv:1508.01991 (spelling features beside word vectors). Lesson: notebooks/05-text/5.5.
 */
export function wordReader(
  train: readonly Pick<TaggedSentence, 'tokens'>[],
  options: WordReaderOptions = {},
): WordReader {
  checkOptions('wordReader', options, ['views', 'minCount']);
  const {views = ['word', 'shape', 'ending'], minCount = 2} = options;
  checkList('wordReader: train', train);
  checkList('wordReader: views', views);
  checkWhole('wordReader: minCount', minCount);
  const unknown = views.find((view) => !(view in VIEWS));
  if (unknown !== undefined) {
    throw new RangeError(`wordReader: views are ${Object.keys(VIEWS).join(', ')}; got '${unknown}'`);
  }
  const vocabularies = views.map((view) =>
    buildVocabulary(
      train.map(({tokens}) => tokens.map(VIEWS[view])),
      {minCount},
    ),
  );
  return {
    views: [...views],
    sizes: vocabularies.map(({size}) => size),
    read: (token) => views.map((view, v) => vocabularies[v].token(vocabularies[v].id(VIEWS[view](token)))),
    encode: (sentences, length) =>
      views.map((view, v) =>
        padSequences(
          sentences.map(({tokens}) => vocabularies[v].encode(tokens.map(VIEWS[view]))),
          {length},
        ),
      ),
  };
}

/**
 * Tags as targets, one a time step.
 *
 * @param sentences with their tags
 * @param names all tags that there are; the place in the list is the number of the tag
 * @param padding number of a step behind the end of a sentence; defaults to -1, which the loss of a CRF skips
 * @returns [sentences, longest of them]
 * @throws RangeError when there are no sentences, or a tag has no name in the list
 *
 * Lesson: notebooks/05-text/5.5.
 */
export function tagTargets(sentences: readonly TaggedSentence[], names: readonly string[], padding = -1): Targets {
  checkList('tagTargets: sentences', sentences);
  checkList('tagTargets: names', names);
  checkWhole('tagTargets: padding', padding, -1);
  const steps = Math.max(...sentences.map(({tags}) => tags.length));
  const values = new Float64Array(sentences.length * steps).fill(padding);
  sentences.forEach(({tags}, row) => {
    tags.forEach((tag, t) => {
      const number = names.indexOf(tag);
      if (number < 0) throw new RangeError(`tagTargets: tag '${tag}' is none of ${names.join(', ')}`);
      values[row * steps + t] = number;
    });
  });
  return new Targets(values, [sentences.length, steps]);
}
