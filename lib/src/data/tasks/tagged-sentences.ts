import {checkList, checkOptions, checkSeed, checkWhole, show} from '../arguments';
import {type Random, random} from '../random';

/** A sentence with one IOB2 tag a token. */
export interface TaggedSentence {
  tokens: string[];
  /** O, B-TYPE or I-TYPE. */
  tags: string[];
}

/** Options of {@link generateTaggedSentences}. */
export interface TaggedSentenceOptions {
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

// Names are made of parts, so that a model must read the words around a name and cannot learn a list by heart. Several
// parts serve two types: Jordan is a person and a country, Lincoln a person and a city.
const FIRST = 'Anna Ben Clara David Emma Felix Grace Hugo Ida James Jordan Lena Lincoln Maria Nina Paul Rosa Sam'.split(
  ' ',
);
const LAST = 'Adams Berg Carter Dale Fischer Garcia Jordan King Lincoln Meyer Novak Okoro Paris Rossi Stone York'.split(
  ' ',
);
const PLACES = [
  ...'Berlin Chicago Jordan Lincoln Lyon Milan Paris York Peru Kenya Oslo Madrid'.split(' '),
  ...['New York', 'South Africa', 'Lake Victoria', 'San Marino', 'Buenos Aires', 'New Zealand'],
];
const FIRMS = 'Adams Atlas Berg Delta King Meyer Nova Omega Stone Union York'.split(' ');
const FORMS = ['Bank', 'Group', 'Motors', 'University', 'Records', 'and Sons', 'Press', 'of America'];
const WORKS = ['Silver Moon', 'Stone Garden', 'Winter Songs', 'Paris Nights', 'King of Hearts', 'Union Square'];
const PEOPLES = 'French German Italian Kenyan Norwegian Peruvian Spanish'.split(' ');

const pick = (draw: Random, list: readonly string[]) => list[draw.integer(0, list.length)];

const NAMES: Record<string, (draw: Random) => string> = {
  PER: (draw) => {
    const kind = draw.integer(0, 3);
    if (kind === 0) return pick(draw, LAST);
    return `${pick(draw, FIRST)} ${kind === 1 ? '' : `${pick(draw, 'A. J. M. van de'.split(' '))} `}${pick(draw, LAST)}`;
  },
  LOC: (draw) => pick(draw, PLACES),
  ORG: (draw) => `${pick(draw, FIRMS)} ${pick(draw, FORMS)}`,
  MISC: (draw) => (draw.integer(0, 2) === 0 ? pick(draw, PEOPLES) : pick(draw, WORKS)),
};

const TEMPLATES = [
  '{PER} was born in {LOC} in 1951 .',
  '{PER} works for {ORG} in {LOC} .',
  'In March , {ORG} opened an office in {LOC} .',
  '{PER} and {PER} met in {LOC} .',
  'The album {MISC} was released by {ORG} .',
  '{PER} wrote {MISC} while living in {LOC} .',
  'The {LOC} office of {ORG} was closed last year .',
  'He left {LOC} and joined {ORG} .',
  'She studied music in {LOC} under {PER} .',
  'Critics of {MISC} praised {PER} .',
  '{ORG} was founded by {PER} .',
  'It was sold to {ORG} for ten million dollars .',
  'The river flows through {LOC} , {LOC} and {LOC} .',
  'The film {MISC} was shown in {LOC} .',
  'The weather was cold and the streets were empty .',
  'Nobody knew who had written the letter .',
  'After the war , {PER} returned to {LOC} as a teacher .',
  'Shares of {ORG} fell after {PER} resigned .',
];

/**
 * Sentences with tagged names of people (PER), places (LOC), organisations (ORG) and other things (MISC).
 *
 * The same word names different things, as in text that people wrote: which, only its neighbours tell.
 *
 * @param n number of sentences
 * @param options see {@link TaggedSentenceOptions}
 * @returns sentences of 7 to about 20 tokens
 * @throws RangeError when n or the seed is no whole number, or n < 1
 *
 * Lesson: notebooks/05-text/5.5.
 */
export function generateTaggedSentences(n: number, options: TaggedSentenceOptions = {}): TaggedSentence[] {
  checkOptions('generateTaggedSentences', options, ['seed']);
  checkSeed('generateTaggedSentences: seed', options.seed);
  checkWhole('generateTaggedSentences: n', n);
  const draw = random(options.seed ?? 42);
  return Array.from({length: n}, () => {
    const sentence: TaggedSentence = {tokens: [], tags: []};
    for (const part of pick(draw, TEMPLATES).split(' ')) {
      const type = /^\{(\w+)\}$/.exec(part)?.[1];
      const words = type ? NAMES[type](draw).split(' ') : [part];
      sentence.tokens.push(...words);
      sentence.tags.push(...words.map((_, i) => (type ? `${i === 0 ? 'B' : 'I'}-${type}` : 'O')));
    }
    return sentence;
  });
}

/**
 * Tags of the older form IO to IOB2: the first token of each run of a type becomes B-TYPE.
 *
 * Two names of one type side by side are one run in IO: that they were two cannot be known any more.
 *
 * @param tags O, I-TYPE, or B-TYPE, one a token
 * @returns O, B-TYPE or I-TYPE
 * @throws RangeError naming a tag that is none of these
 *
 * Lesson: notebooks/05-text/5.5.
 */
export function toIob2(tags: readonly string[]): string[] {
  checkList('toIob2: tags', tags, {empty: true});
  return tags.map((tag, i) => {
    if (tag === 'O' || /^B-./.test(tag)) return tag;
    if (!/^I-./.test(tag)) throw new RangeError(`toIob2: tags[${i}] must be O, B-TYPE or I-TYPE, got ${show(tag)}`);
    const isFirst = i === 0 || tags[i - 1].slice(2) !== tag.slice(2);
    return isFirst ? `B-${tag.slice(2)}` : tag;
  });
}
