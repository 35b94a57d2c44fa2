import type {Random} from '../../data/random';
import type {Finding, Learner} from '../frame/frame';
import {compareWritten, kindOfAnswer, type WrittenSlip} from '../frame/written-answers';

/** A name: tokens from start to before end. */
export interface Span {
  type: string;
  start: number;
  end: number;
}

/** A sentence by its names. */
export interface SpanCase {
  length: number;
  spans: Span[];
}

interface Writing {
  /** First and last token that get a tag. */
  borders?: (span: Span) => [start: number, end: number];
  tag?: (span: Span, t: number, all: Span[]) => string;
  outside?: string;
  spans?: (all: Span[]) => Span[];
}

/** The tags of a sentence, in which a slip has one habit of its own. */
export function tagsOf({length, spans}: SpanCase, writing: Writing = {}): string[] {
  const {borders = ({start, end}) => [start, end], outside = 'O', spans: chosen = (all: Span[]) => all} = writing;
  const {tag = ({type, start}: Span, t: number) => `${t === start ? 'B' : 'I'}-${type}`} = writing;
  const tags = Array<string>(length).fill(outside);
  for (const span of chosen(spans)) {
    const [start, end] = borders(span);
    for (let t = start; t < end; t++) tags[t] = tag(span, t, spans);
  }
  return tags;
}

function tagSlips(one: SpanCase): WrittenSlip[] {
  const say = (message: string, writing: Writing): WrittenSlip => ({message, value: tagsOf(one, writing)});
  const late = ({start, end}: Span): [number, number] => [start + 1, end + 1];
  return [
    say('`end` is the token after the last one of a name; this tags one token too many', {
      borders: ({start, end}) => [start, end + 1],
    }),
    say('the last token of each name is left out: `end` is the token after it', {
      borders: ({start, end}) => [start, end - 1],
    }),
    say('tokens are counted from 0; every name has moved by one', {
      borders: late,
      tag: ({type, start}, t) => `${t === start + 1 ? 'B' : 'I'}-${type}`,
    }),
    say('the first token of each name is left out', {borders: ({start, end}) => [start + 1, end]}),
    say('no name begins with B: two neighbours of one type would melt into one', {tag: ({type}) => `I-${type}`}),
    say('every token begins a name of its own; inside a name stands I', {tag: ({type}) => `B-${type}`}),
    say('B and I have changed places', {tag: ({type, start}, t) => `${t === start ? 'I' : 'B'}-${type}`}),
    say('this is IOB1, with a B only behind a neighbour of the same type; in IOB2 every name begins with B', {
      tag: ({type, start}, t, all) => {
        const isNeighbour = all.some((other) => other.type === type && other.end === start);
        return `${t === start && isNeighbour ? 'B' : 'I'}-${type}`;
      },
    }),
    say('this is IOBES, with tags of its own for the last token and for single ones; IOB2 has B and I only', {
      tag: ({type, start, end}, t) =>
        `${end - start === 1 ? 'S' : t === start ? 'B' : t === end - 1 ? 'E' : 'I'}-${type}`,
    }),
    say('the type is missing in the tags; nobody could tell a place from a person', {
      tag: ({start}, t) => (t === start ? 'B' : 'I'),
    }),
    say('the type alone does not say where a name begins; B- or I- stands before it', {tag: ({type}) => type}),
    say('a hyphen joins B or I and the type', {tag: ({type, start}, t) => `${t === start ? 'B' : 'I'}_${type}`}),
    say("outside of names stands 'O', the letter, not '0', the digit", {outside: '0'}),
    say("outside of names stands 'O', not an empty text", {outside: ''}),
    say("outside of names stands a capital 'O'", {outside: 'o'}),
    say('only the first name is tagged', {spans: (all) => all.slice(0, 1)}),
    say('only the last name is tagged', {spans: (all) => all.slice(-1)}),
  ];
}

const showSpans = (spans: Span[]): string =>
  spans.map(({type, start, end}) => `${type} ${start} to ${end}`).join(', ') || 'no names';

/** Findings of 14.1 over some sentences. */
export async function* checkTagsOf(learner: Learner, cases: SpanCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {length, spans} = one;
    const path = `tagsOf(${length}, [${showSpans(spans)}])`;
    const actual = await learner.call('tagsOf', length, spans);
    if (!Array.isArray(actual)) {
      yield {passed: false, message: `${path} should be a list of ${length} tags, got ${kindOfAnswer(actual)}`};
      return;
    }
    const hole = Array.from(actual).findIndex((tag) => typeof tag !== 'string');
    const expected = tagsOf(one);
    yield compareWritten({
      path,
      actual: Array.from(actual, String),
      expected,
      slips: hole >= 0 ? [] : tagSlips(one),
      otherwise: () => {
        if (hole >= 0) return `token ${hole} has no tag but ${kindOfAnswer(actual[hole])}; outside of names stands 'O'`;
        if (actual.length !== length) return `has ${actual.length} tags for ${length} tokens`;
        const wrong = expected.findIndex((tag, t) => tag !== actual[t]);
        const isInside = spans.some(({start, end}) => start <= wrong && wrong < end);
        const where = isInside ? 'inside a name' : 'outside of every name';
        return `token ${wrong}, ${where}, has '${actual[wrong].slice(0, 20)}'`;
      },
    });
  }
}

interface Reading {
  /** What an I does that follows neither B nor I of its type. */
  stray?: 'open' | 'ignore type' | 'reopen';
  /** B of the same type goes on with a name. */
  melts?: boolean;
  /** A name that the sentence ends is dropped. */
  losesLast?: boolean;
  token?: boolean;
}

/** The names in tags, strictly or with one habit of a slip. */
export function spansOf(tags: readonly string[], reading: Reading = {}): Span[] {
  const {stray, melts, losesLast, token} = reading;
  const found: Span[] = [];
  let open = -1; // number of the span that may go on
  for (const [t, tag] of tags.entries()) {
    const [prefix, type] = [tag[0], tag.slice(2)];
    const own = found[open];
    const isNext = own !== undefined && (own.type === type || stray === 'ignore type');
    if (prefix === 'O') {
      if (stray !== 'reopen') open = -1;
    } else if (!token && isNext && (prefix === 'I' || (melts && own.end === t))) own.end = t + 1;
    else if (prefix === 'B' || stray === 'open' || token) open = found.push({type, start: t, end: t + 1}) - 1;
    else open = -1;
  }
  return losesLast ? found.filter((span, i) => i !== open || span.end < tags.length) : found;
}

const write = ({type, start, end}: Span): string => `${type} ${start} ${end}`;
const sorted = (spans: Span[]): string[] => [...spans].sort((a, b) => a.start - b.start).map(write);

function spanSlips(tags: string[]): WrittenSlip[] {
  const right = spansOf(tags);
  const say = (message: string, spans: Span[]): WrittenSlip => ({message, value: sorted(spans)});
  const each = (change: (span: Span) => Partial<Span>) => right.map((span) => ({...span, ...change(span)}));
  return [
    say(
      '`end` is the last token of each name here; it is the one after it',
      each(({end}) => ({end: end - 1})),
    ),
    say(
      'every `end` is one too far',
      each(({end}) => ({end: end + 1})),
    ),
    say(
      'tokens are counted from 0',
      each(({start, end}) => ({start: start + 1, end: end + 1})),
    ),
    say(
      '`type` still holds the prefix; cut off B-',
      each(({type}) => ({type: `B-${type}`})),
    ),
    say(
      '`type` begins with the hyphen; cut off two letters',
      each(({type}) => ({type: `-${type}`})),
    ),
    say('a name that the sentence ends is lost: nothing closes it after the loop', spansOf(tags, {losesLast: true})),
    say('two names side by side are one here; every B begins a new one', spansOf(tags, {melts: true})),
    say(
      'an I that follows neither B nor I of its type opens a name here; strictly read, it belongs to none',
      spansOf(tags, {stray: 'open'}),
    ),
    say(
      'an I of another type goes on with a name here; it ends the name instead',
      spansOf(tags, {stray: 'ignore type'}),
    ),
    say('after an O a name is over; an I does not take it up again', spansOf(tags, {stray: 'reopen'})),
    say('every tagged token is a name of its own here; I goes on with the one before', spansOf(tags, {token: true})),
    say(
      'every name ends after its first token; I goes on with it',
      each(({start}) => ({end: start + 1})),
    ),
    say(
      'names of a single token are lost',
      right.filter(({start, end}) => end - start > 1),
    ),
    say('only the first name is found', right.slice(0, 1)),
    say('only the last name is found', right.slice(-1)),
    say('no name is found', []),
  ];
}

/** What is no list of names, in one line; undefined for such a list. */
export function notSpans(actual: unknown): string | undefined {
  if (!Array.isArray(actual)) return `should be a list of {type, start, end}, got ${kindOfAnswer(actual)}`;
  for (const [i, one] of actual.entries()) {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) {
      return `[${i}] should be {type, start, end}, got ${kindOfAnswer(one)}`;
    }
    const {type, start, end} = one as Partial<Span>;
    if (typeof type !== 'string') return `[${i}].type should be a text, got ${kindOfAnswer(type)}`;
    if (!Number.isInteger(start)) return `[${i}].start should be a whole number, got ${String(start)}`;
    if (!Number.isInteger(end)) return `[${i}].end should be a whole number, got ${String(end)}`;
  }
  return undefined;
}

/** Findings of 14.2 over some lists of tags. */
export async function* checkSpansOf(learner: Learner, cases: string[][]): AsyncGenerator<Finding> {
  for (const tags of cases) {
    const path = `spansOf([${tags.join(' ')}])`;
    const actual = await learner.call('spansOf', tags);
    const odd = notSpans(actual);
    if (odd) {
      yield {passed: false, message: `${path} ${odd}`};
      return;
    }
    const own = sorted(actual as Span[]);
    const expected = sorted(spansOf(tags));
    const otherwise = () => {
      const more = (actual as Span[]).find((span) => !expected.includes(write(span)));
      if (more) return `there is no ${more.type} from ${more.start} to ${more.end}`;
      const lost = expected.find((span) => !own.includes(span)) as string;
      return `the name that begins at token ${lost.split(' ')[1]} is not found`;
    };
    yield compareWritten({path, actual: own, expected, slips: spanSlips(tags), otherwise});
  }
}

const TYPES = ['LOC', 'PER', 'ORG'];

/** A sentence with some names, neighbours among them. */
export function drawSpans({integer}: Random, length: number): SpanCase {
  const spans: Span[] = [];
  for (let t = integer(0, 2); t < length; ) {
    const end = Math.min(length, t + integer(1, 4));
    spans.push({type: TYPES[integer(0, TYPES.length)], start: t, end});
    t = end + (integer(0, 2) === 0 ? 0 : integer(1, 3));
  }
  return {length, spans};
}

/** Tags with strays, as a network writes them. */
export function drawTags({integer}: Random, length: number): string[] {
  return Array.from({length}, () => {
    const type = TYPES[integer(0, 2)];
    return ['O', `B-${type}`, `I-${type}`, `I-${type}`][integer(0, 4)];
  });
}
