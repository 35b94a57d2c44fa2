import {readZip} from '../npz';
import {makeArticles} from '../tasks/made-articles';
import {makeFrench} from '../tasks/made-french';
import {makePlay} from '../tasks/made-play';
import {makeReviews} from '../tasks/made-reviews';
import {generatePlay} from '../tasks/play';
import type {LabelledSentences} from '../tasks/reviews';
import {type TaggedSentence, toIob2} from '../tasks/tagged-sentences';
import {generateTranslations, type Language} from '../tasks/translations';

/** Whether a set is the real one, or generated where that could not be had. */
export type Origin = 'original' | 'generated';

/** A long text. */
export interface TextSet {
  name: string;
  text: string;
  origin: Origin;
}

/** Sentences of reviews with a class each. */
export interface ReviewSet extends LabelledSentences {
  name: string;
  origin: Origin;
}

/** Sentences with tagged names. */
export interface TaggedSet {
  name: string;
  sentences: (TaggedSentence & {
    /** Number of the document, to keep its sentences in one set. */
    document: number;
  })[];
  origin: Origin;
}

/** Sentences in English and in other languages. */
export interface TranslationSet {
  name: string;
  /** By language; `source` is English. */
  pairs: Record<Language, {source: string; target: string}[]>;
  origin: Origin;
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Chapters of the novel; typographic marks become those of a typewriter, so that there are fewer characters. */
export function parseMobyDick(text: string): TextSet {
  if (!text.startsWith('CHAPTER 1.'))
    throw new RangeError(`moby-dick: should begin with chapter 1, got '${text.slice(0, 40)}'`);
  const plain = text
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/—/g, '--')
    .replace(/\r\n/g, '\n')
    .normalize('NFD')
    .replace(/[^\n -~]/g, '');
  return {name: 'moby-dick', text: `${plain.trim()}\n`, origin: 'original'};
}

/** Sentences of the two files of the archive; each once, and none that is in both. */
export async function parseReviews(zip: Uint8Array): Promise<ReviewSet> {
  const files = await readZip(zip);
  const read = (ending: string) => {
    const bytes = files.get(`sentence_polarity/rt-polarity.${ending}`);
    if (!bytes) throw new RangeError(`sentence-polarity: the archive has no rt-polarity.${ending}`);
    // Control characters are what is left of quotation marks and dashes of another encoding.
    const cleaned = decode(bytes).replace(/[\u0080-\u009f]/g, ' ');
    return new Set(
      cleaned
        .split('\n')
        .map((line) => line.trim().replace(/\s+/g, ' '))
        .filter(Boolean),
    );
  };
  const [negative, positive] = [read('neg'), read('pos')];
  const sentences = [
    ...[...negative].filter((line) => !positive.has(line)).map((line) => ({line, label: 0})),
    ...[...positive].filter((line) => !negative.has(line)).map((line) => ({line, label: 1})),
  ];
  return {
    name: 'sentence-polarity',
    sentences: sentences.map(({line}) => line),
    labels: sentences.map(({label}) => label),
    origin: 'original',
  };
}

export function generatedReviews(seed: number): ReviewSet {
  return {name: 'sentence-polarity', ...makeReviews(10_000, seed), origin: 'generated'};
}

/** Reads the file of wikigold: a token and a tag a line, empty lines between sentences, -DOCSTART- between documents. */
export function parseWikigold(conll: string): TaggedSet {
  const sentences: TaggedSet['sentences'] = [];
  let [document, tokens, tags]: [number, string[], string[]] = [0, [], []];
  const finish = () => {
    if (tokens.length > 0) sentences.push({tokens, tags: toIob2(tags), document});
    [tokens, tags] = [[], []];
  };
  for (const [i, line] of conll.split(/\r?\n/).entries()) {
    const parts = line.trim().split(' ');
    if (line.trim() === '') {
      finish();
      continue;
    }
    if (parts.length !== 2) throw new RangeError(`wikigold: line ${i + 1} should be a token and a tag, got '${line}'`);
    if (parts[0] === '-DOCSTART-') {
      finish();
      document++;
    } else {
      tokens.push(parts[0]);
      tags.push(parts[1]);
    }
  }
  finish();
  return {name: 'wikigold', sentences, origin: 'original'};
}

export function generatedTags(seed: number): TaggedSet {
  return {name: 'wikigold', sentences: makeArticles(seed), origin: 'generated'};
}

/** Words for which a pair is left out: the sentences come from volunteers, and learners of all ages read them. */
const CRUDE =
  /\b(sex\w*|porn\w*|fuck\w*|shit\w*|bitch\w*|whore\w*|rape\w*|naked|nude|penis|vagina|breasts?|suicide|ass|asshole|bastard|damn|kill\w*|shot|shoot\w*|guns?|murder\w*|hell|dick|piss\w*|slut\w*|condoms?)\b/i;

/** Pairs of the lines of two files that belong together. */
export function parsePairs(english: string, other: string, language: string): {source: string; target: string}[] {
  const [sources, targets] = [english, other].map((text) => text.trimEnd().split(/\r?\n/));
  if (sources.length !== targets.length) {
    throw new RangeError(`tatoeba: ${sources.length} lines in English, ${targets.length} in ${language}`);
  }
  return sources
    .map((source, i) => ({source: source.trim(), target: targets[i].trim()}))
    .filter(({source}) => !CRUDE.test(source));
}

/** French, which a lesson reads, is as open as the real sentences; the other languages come from a small grammar. */
export function generatedPairs(seed: number): TranslationSet {
  const make = (language: Language) => generateTranslations(1000, {language, seed});
  const pairs = {deu: make('deu'), fra: makeFrench(1000, seed), ita: make('ita'), spa: make('spa')};
  return {name: 'tatoeba', pairs, origin: 'generated'};
}

export function generatedText(name: string, seed: number): TextSet {
  return {name, text: generatePlay(500_000, {seed}), origin: 'generated'};
}

/** As long as the real plays, and as hard to foretell, so that what is measured on it comes out alike. */
export function generatedPlays(seed: number): TextSet {
  return {name: 'tinyshakespeare', text: makePlay(1_100_000, seed), origin: 'generated'};
}
