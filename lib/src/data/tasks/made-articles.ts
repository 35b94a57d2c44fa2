import {type Random, random} from '../random';
import {type MadeName, type NameType, namer} from './made-names';
import {makeWord, makeWords, zipf} from './made-words';
import type {TaggedSentence} from './tagged-sentences';

const TYPES: readonly NameType[] = ['PER', 'LOC', 'ORG', 'MISC'];
/** How often each type stands behind a word, in the order of TYPES; behind most words all four may. */
const BEHIND: Record<string, readonly number[]> = {
  in: [1, 12, 4, 4],
  at: [1, 5, 8, 2],
  from: [3, 8, 4, 2],
  of: [5, 6, 5, 4],
  by: [9, 1, 7, 1],
  with: [7, 2, 6, 2],
  for: [3, 2, 7, 4],
  to: [3, 7, 4, 2],
  and: [5, 5, 5, 3],
  subject: [9, 3, 7, 3],
  object: [4, 3, 4, 5],
  the: [0, 3, 4, 6],
};
const PREPOSITIONS = ['in', 'in', 'of', 'of', 'to', 'by', 'with', 'for', 'from', 'at'];
// What somebody or something is, in front of a name: here nobody need guess.
const ROLES: Record<NameType, readonly string[]> = {
  PER: 'singer writer president general actor professor brother'.split(' '),
  LOC: 'city village river town province island'.split(' '),
  ORG: 'company band party club newspaper team'.split(' '),
  MISC: 'album film song war novel language'.split(' '),
};
const VERBS: Record<NameType, readonly string[]> = {
  PER: 'was born,died,married,said,wrote,retired'.split(','),
  LOC: 'lies,is located,borders,became part'.split(','),
  ORG: 'was founded,signed,released,merged,played,won'.split(','),
  MISC: 'was released,was written,was held,includes'.split(','),
};
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const SPARE = 'Best Video Special Chapter Director No. CD Fellow Internet General King Church Union'.split(' '); // capitals, yet no names
const STARTS = 'The The The He She It In After This However They There When'.split(' ');

/** The words of a language of which a writer makes clauses. */
function language(draw: Random) {
  const taken = new Set(Object.keys(BEHIND));
  const of = (count: number, ending: string) => {
    const words = makeWords(draw, count, taken);
    const place = zipf(draw, count, 8);
    // One word in eight was never written before, as in any real text.
    return () => (draw.uniform() < 0.12 ? makeWord(draw, draw.integer(2, 4)) : words[place()]) + ending;
  };
  return {noun: of(4000, ''), adjective: of(1500, ''), verb: of(1500, 'ed'), adverb: of(200, 'ly')};
}

const capital = (word: string) => word[0].toUpperCase() + word.slice(1);

/** Writes the sentences of one article. */
class Writer {
  readonly #draw: Random;
  readonly #words: ReturnType<typeof language>;
  readonly #make: (type: NameType) => MadeName;
  /** Names that this article comes back to. */
  readonly #own: MadeName[] = [];
  #sentence: TaggedSentence = {tokens: [], tags: []};

  constructor(draw: Random, words: ReturnType<typeof language>, make: (type: NameType) => MadeName) {
    this.#draw = draw;
    this.#words = words;
    this.#make = make;
  }

  #chance(share: number): boolean {
    return this.#draw.uniform() < share;
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#draw.integer(0, list.length)];
  }

  #say(text: string, type?: NameType): void {
    text.split(' ').forEach((token, i) => {
      this.#sentence.tokens.push(token);
      this.#sentence.tags.push(type ? `${i === 0 ? 'B' : 'I'}-${type}` : 'O');
    });
  }

  #typeBehind(word: string): NameType {
    const weights = BEHIND[word];
    const sums = weights.map((_, i) => weights.slice(0, i + 1).reduce((sum, weight) => sum + weight, 0));
    const at = this.#draw.uniform(0, sums[sums.length - 1]);
    return TYPES[sums.findIndex((sum) => at < sum)];
  }

  #name(type: NameType): void {
    const met = this.#own.filter((one) => one.type === type);
    const again = met.length > 0 && this.#chance(0.45) ? this.#pick(met) : undefined;
    const one = again ?? this.#make(type);
    if (!again && this.#chance(0.5)) this.#own.push(one);
    this.#say(again && this.#chance(0.75) ? one.short : one.full, type);
  }

  /** A name with what stands around it, or a thing without one. */
  #thing(behind: string): NameType | undefined {
    const {noun} = this.#words;
    if (!this.#chance(0.33)) {
      if (this.#chance(0.15)) {
        this.#say(this.#pick(['he', 'she', 'it', 'they', 'this', 'there']));
        return undefined;
      }
      this.#say(this.#pick(['the', 'a', 'the', 'his', 'its']));
      if (this.#chance(0.35)) this.#say(this.#words.adjective());
      if (this.#chance(0.05)) this.#say(this.#chance(0.5) ? this.#pick(SPARE) : capital(noun()));
      this.#say(noun());
      return undefined;
    }
    const type = this.#typeBehind(this.#chance(0.12) ? 'the' : behind);
    if (this.#chance(0.16)) this.#say(`the ${this.#pick(ROLES[type])}`);
    this.#name(type);
    while (this.#chance(0.12)) {
      this.#say(this.#pick([',', 'and']));
      this.#name(type);
    }
    if (type === 'MISC' && this.#chance(0.4)) this.#say(this.#words.noun());
    return type;
  }

  #clause(): void {
    const {noun, verb, adverb, adjective} = this.#words;
    const subject = this.#thing('subject');
    if (subject && this.#chance(0.4)) this.#say(this.#pick(VERBS[subject]));
    else this.#say(this.#chance(0.25) ? `was ${verb()}` : verb());
    if (this.#chance(0.15)) this.#say(adverb());
    if (this.#chance(0.6)) this.#thing('object');
    while (this.#chance(0.5)) {
      const word = this.#pick(PREPOSITIONS);
      this.#say(word);
      if (word === 'in' && this.#chance(0.2)) {
        this.#say(
          this.#chance(0.6)
            ? `${this.#pick(MONTHS)} ${1900 + this.#draw.integer(0, 110)}`
            : `${1900 + this.#draw.integer(0, 110)}`,
        );
      } else this.#thing(word);
    }
    if (this.#chance(0.1)) this.#say(`as ${adjective()} ${noun()}`);
  }

  sentence(): TaggedSentence {
    this.#sentence = {tokens: [], tags: []};
    const {tokens, tags} = this.#sentence;
    const length = Math.min(120, 13 * Math.exp(this.#draw.normal(0, 0.65)));
    if (this.#chance(0.55)) {
      this.#say(`${this.#pick(STARTS)} ${this.#words.noun()}`);
      this.#say(this.#words.verb());
      if (this.#chance(0.5)) this.#thing('object');
    } else this.#clause();
    while (tokens.length < length) {
      this.#say(this.#pick([',', 'and', ', and', 'that', ', which', 'but', 'as', 'after', 'when', 'however']));
      this.#clause();
    }
    this.#say('.');
    tokens[0] = capital(tokens[0]);
    return {tokens, tags};
  }
}

/**
 * Sentences with tagged names of the form of the real articles: thousands of words, names that are mostly new in each
 * article and come again in it, shorter. Many words name a person here, a place or a firm there, or nothing at all: their
 * neighbours tell, and not always.
 *
 * @param seed start of the random numbers
 * @returns 1,700 sentences of 145 documents
 *
 * Lesson: notebooks/05-text/5.5, where the real articles cannot be had. @internal
 */
export function makeArticles(seed: number): (TaggedSentence & {document: number})[] {
  const draw = random(seed);
  const words = language(draw);
  const make = namer(draw, words.noun);
  return Array.from({length: 145}, (_, document) => {
    const writer = new Writer(draw, words, make);
    const count = document < 140 ? draw.integer(6, 18) : 12;
    return Array.from({length: count}, () => ({...writer.sentence(), document: document + 1}));
  }).flat();
}
