/** Wrong answers to exercise 14: one slip each, and what the check must say to it. */
import {data, models} from '../../../lib/src';
import {slips as chainSlips} from './14-chain-slips';
import {type WrongAnswer, wrong} from './bench';
import {byGrammar, read, score, write} from './tagging';
import type {Span} from './tagging-types';

type Count = (truth: Span[][], found: Span[][]) => unknown;
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const tokensOf = ({type, start, end}: Span, i: number): string[] =>
  Array.from({length: end - start}, (_, k) => `${i} ${type} ${start + k}`);
const known = (sentences: string[][]) => sentences.map((tokens) => byGrammar(tokens));
const train = data.generateTaggedSentences(400, {seed: 42});
const noise = (tags: string[], every: number) => tags.map((tag, t) => ((t + tags.length) % every === 0 ? 'O' : tag));
const swap = (tag: string, a: string, b: string) =>
  tag.endsWith(a) ? tag.replace(a, b) : tag.endsWith(b) ? tag.replace(b, a) : tag;

export const slips: Record<string, WrongAnswer[]> = {
  '14.1': wrong<(length: number, spans: Span[]) => unknown>('tagsOf', [
    ['end counted in', (n, all) => write(n, all, undefined, ({start, end}) => [start, end + 1]), /one token too many/],
    ['end left out', (n, all) => write(n, all, undefined, ({start, end}) => [start, end - 1]), /last token of each/],
    ['no B', (n, all) => write(n, all, ({type}) => `I-${type}`), /would melt into one/],
    ['only B', (n, all) => write(n, all, ({type}) => `B-${type}`), /inside a name stands I/],
    ['no type', (n, all) => write(n, all, ({start}, t) => (t === start ? 'B' : 'I')), /type is missing/],
    ['the bare type', (n, all) => write(n, all, ({type}) => type), /B- or I- stands before/],
    [
      'underscore',
      (n, all) => write(n, all, ({type, start}, t) => `${t === start ? 'B' : 'I'}_${type}`),
      /a hyphen joins/,
    ],
    ['a zero outside', (n, all) => write(n, all, undefined, undefined, '0'), /the letter/],
    ['the first name only', (n, all) => write(n, all.slice(0, 1)), /only the first/],
    [
      'IOB1',
      (n, all) =>
        write(n, all, ({type, start}, t) => {
          const isNext = all.some((one) => one.end === start && one.type === type);
          return `${isNext && t === start ? 'B' : 'I'}-${type}`;
        }),
      /IOB1|would melt/,
    ],
    [
      'IOBES',
      (n, all) =>
        write(n, all, ({type, start, end}, t) =>
          start === end - 1 ? `S-${type}` : `${t === start ? 'B' : t === end - 1 ? 'E' : 'I'}-${type}`,
        ),
      /IOBES/,
    ],
    [
      'B and I exchanged',
      (n, all) => write(n, all, ({type, start}, t) => `${t > start ? 'B' : 'I'}-${type}`),
      /places/,
    ],
    [
      'counted from 1',
      (n, all) =>
        write(
          n,
          all.map(({type, start, end}) => ({type, start: start + 1, end: end + 1})),
        ),
      /counted from 0|too many/,
    ],
    ['holes outside', (n, all) => Object.assign(Array(n), write(n, all, undefined, undefined, '')), /empty text/],
    [
      'a list without O',
      (n, all) => write(n, all, undefined, undefined, undefined).map((t) => (t === 'O' ? null : t)),
      /has no tag but null/,
    ],
    ['one text', (n, all) => write(n, all).join(' '), /should be a list/],
    ['nothing returned', () => undefined, /return missing/],
  ]),
  '14.2': wrong<(tags: string[]) => unknown>('spansOf', [
    ['end is the last token', (tags) => read(tags).map((one) => ({...one, end: one.end - 1})), /the one after it/],
    ['counted from 1', (tags) => read(tags).map((one) => ({...one, start: one.start + 1, end: one.end + 1})), /from 0/],
    ['type with B-', (tags) => read(tags).map((one) => ({...one, type: `B-${one.type}`})), /cut off B-/],
    ['neighbours melt', (tags) => read(tags, {goesOn: (tag, {type}) => tag.slice(2) === type}), /every B begins/],
    ['stray I opens', (tags) => read(tags, {opens: (tag) => tag !== 'O'}), /strictly read/],
    ['other type goes on', (tags) => read(tags, {goesOn: (tag) => tag[0] === 'I'}), /another type/],
    ['taken up after O', (tags) => read(tags, {closes: (tag) => tag !== 'O'}), /does not take it up/],
    ['the last name lost', (tags) => read(tags, {keeps: ({end}) => end < tags.length}), /nothing closes it/],
    ['each token a name', (tags) => read(tags, {goesOn: () => false, opens: (tag) => tag !== 'O'}), /name of its own/],
    ['one token each', (tags) => read(tags, {goesOn: () => false}), /ends after its first/],
    ['single ones lost', (tags) => read(tags, {keeps: ({start, end}) => end > start + 1}), /single token/],
    ['the first only', (tags) => read(tags).slice(0, 1), /only the first/],
    ['pairs in place of records', (tags) => read(tags).map(({start, end}) => [start, end]), /should be \{type/],
    ['no end', (tags) => read(tags).map(({type, start}) => ({type, start})), /\.end should be/],
    ['an invented one', (tags) => [...read(tags), {type: 'LOC', start: 0, end: tags.length}], /there is no LOC/],
  ]),
  '14.3': wrong<Count>('entityF1', [
    [
      'any overlap',
      (truth, found) => {
        const right = found.flatMap((spans, i) =>
          spans.filter((a) => truth[i].some((b) => a.type === b.type && a.start < b.end && b.start < a.end)),
        );
        return (2 * right.length) / (truth.flat().length + found.flat().length);
      },
      /only overlap/,
    ],
    ['tokens', (a, b) => score(a, b, tokensOf), /counts tokens/],
    ['types ignored', (a, b) => score(a, b, ({start, end}, i) => [`${i} ${start} ${end}`]), /type is not compared/],
    ['end ignored', (a, b) => score(a, b, ({type, start}, i) => [`${i} ${type} ${start}`]), /`end` is not compared/],
    ['start ignored', (a, b) => score(a, b, ({type, end}, i) => [`${i} ${type} ${end}`]), /`start` is not compared/],
    [
      'sentences pooled',
      (a, b) => score(a, b, ({type, start, end}) => [`${type} ${start} ${end}`]),
      /sentence is forg/,
    ],
    ['mean over sentences', (a, b) => mean(a.map((_, i) => score([a[i]], [b[i]]))), /mean over the sentences/],
    ['precision', (a, b) => score(a, b, undefined, (hits, own) => (own ? hits / own : 0)), /this is the precision/],
    ['recall', (a, b) => score(a, b, undefined, (hits, _, all) => (all ? hits / all : 0)), /this is the recall/],
    [
      'plain mean',
      (a, b) => score(a, b, undefined, (hits, own, all) => (hits ? (hits / own + hits / all) / 2 : 0)),
      /plain mean/,
    ],
    ['no 2', (a, b) => score(a, b, undefined, (hits, own, all) => (hits ? hits / (own + all) : 0)), /the 2 of 2 P R/],
    [
      'NaN',
      (a, b) =>
        score(a, b, undefined, (hits, own, all) => {
          const [P, R] = [hits / own, hits / all];
          return (2 * P * R) / (P + R);
        }),
      /0 \/ 0/,
    ],
    ['union', (a, b) => score(a, b, undefined, (hits, own, all) => hits / (own + all - hits)), /each once/],
    [
      'records compared as things',
      (a, b) => {
        const known = new Set(a.flat());
        const right = b.flat().filter((one) => known.has(one)).length;
        return right === 0 ? 0 : (2 * right) / (a.flat().length + b.flat().length);
      },
      /compare their fields/,
    ],
    ['a count', (a, b) => score(a, b, undefined, (hits) => hits), /counts the right ones; divide/],
    ['percent', (a, b) => 100 * score(a, b), /in percent/],
    [
      'mean over types',
      (a, b) => {
        const of = (rows: Span[][], type: string) => rows.map((row) => row.filter((one) => one.type === type));
        const types = [...new Set([...a, ...b].flat().map(({type}) => type))];
        return mean(types.map((type) => score(of(a, type), of(b, type))));
      },
      /mean over the types/,
    ],
  ]),
  ...chainSlips,
  '14.7': wrong<(sentences: string[][]) => unknown>('tagSentences', [
    ['all outside', (all) => all.map((tokens) => tokens.map(() => 'O')), /every word is outside/],
    ['commonest tag', (all) => all.map(models.commonestTag(train)), /had most often in training/],
    ['a list of names', (all) => all.map(models.nameList(train)), /looked up in a list/],
    ['runs of capitals', (all) => all.map(models.capitalRuns(train)), /run of capitals/],
    ['numbers', (all) => known(all).map((tags) => tags.map((tag) => (tag === 'O' ? 0 : 1))), /is the number of a tag/],
    [
      'padding',
      (all) => known(all).map((tags) => [...tags, ...Array(30 - tags.length).fill('O')]),
      /padding is tagged/,
    ],
    ['one late', (all) => known(all).map((tags) => ['O', ...tags.slice(0, -1)]), /moved by one word/],
    ['backwards', (all) => known(all).map((tags) => [...tags].reverse()), /run backwards/],
    ['no B', (all) => known(all).map((tags) => tags.map((tag) => tag.replace('B-', 'I-'))), /begins with B/],
    ['only B', (all) => known(all).map((tags) => tags.map((tag) => tag.replace('I-', 'B-'))), /inside names stands B/],
    [
      'types exchanged',
      (all) => known(all).map((tags) => tags.map((tag) => swap(tag, 'LOC', 'PER'))),
      /types have changed/,
    ],
    [
      'no organisations',
      (all) => known(all).map((tags) => tags.map((tag) => (tag.endsWith('ORG') ? 'O' : tag))),
      /no name is ORG/,
    ],
    ['trained too little', (all) => known(all).map((tags) => noise(tags, 4)), /is below.*borders are wrong/],
    ['one text each', (all) => known(all).map((tags) => tags.join(' ')), /is a text/],
    ['one list', (all) => known(all).flat(), /rows; it should/],
    [
      'a tag that is none',
      (all) => known(all).map((tags) => tags.map((tag) => tag.replace('O', '<pad>'))),
      /a tag is O/,
    ],
  ]),
};
