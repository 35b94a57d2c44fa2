/** Wrong answers to exercise 14: one slip each, and what the check must say to it. */
import {data, models, scratch} from '../../../lib/src';
import type {WrongAnswer} from './bench';
import {add, byGrammar, forward, read, score, walk, write} from './tagging';
import type {Field, Span} from './tagging-types';

type Rows = number[][];
type Row = (E: Rows, field: Field, tags: number[]) => unknown;
type Chain = (E: Rows, field: Field, length: number) => unknown;
type Count = (truth: Span[][], found: Span[][]) => unknown;
type Slips<F> = [slip: string, answer: F, says: RegExp][];

const wrong = <F extends (...values: never[]) => unknown>(name: string, slips: Slips<F>): WrongAnswer[] =>
  slips.map(([slip, answer, says]) => ({slip, answers: {[name]: answer}, says}));

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const tokensOf = ({type, start, end}: Span, i: number): string[] =>
  Array.from({length: end - start}, (_, k) => `${i} ${type} ${start + k}`);
const largest = (values: number[]): number => values.indexOf(Math.max(...values));
const plainLogSum = (values: number[]): number => Math.log(values.reduce((sum, value) => sum + Math.exp(value), 0));
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
  '14.4': wrong<Row>('rowScore', [
    ['no start', (E, f, y) => add(E, f, y, {first: () => 0}), /`start`, is missing/],
    ['no end', (E, f, y) => add(E, f, y, {last: () => 0}), /`end`, is missing/],
    ['neither', (E, f, y) => add(E, f, y, {first: () => 0, last: () => 0}), /`start` and `end`, are missing/],
    [
      'exchanged',
      (E, f, y) => add(E, f, y, {first: (tag) => f.end[tag], last: (tag) => f.start[tag]}),
      /changed places/,
    ],
    ['turned round', (E, f, y) => add(E, f, y, {step: (i, j) => f.A[j][i]}), /wrong way round/],
    ['no transitions', (E, f, y) => add(E, f, y, {step: () => 0}), /what follows what/],
    ['the last transition missing', (E, f, y) => add(E, f, y, {steps: (T) => T - 1}), /n - 1 transitions/],
    ['no first emission', (E, f, y) => add(E, f, y, {emission: (t, tag) => (t ? E[t][tag] : 0)}), /first word is/],
    [
      'no last emission',
      (E, f, y) => add(E, f, y, {emission: (t, tag, T) => (t < T - 1 ? E[t][tag] : 0)}),
      /emission of the last/,
    ],
    ['-1 as a place', (E, f, y) => add(E, f, y, {cut: (tags) => tags, step: (i, j) => f.A[i]?.[j]}), /tag of -1/],
    [
      'padding is tag 0',
      (E, f, y) => add(E, f, y, {cut: (tags) => tags.map((t) => Math.max(0, t))}),
      /padding is counted/,
    ],
    ['emissions alone', (E, f, y) => add(E, f, y, {first: () => 0, last: () => 0, step: () => 0}), /emissions alone/],
    ['a step from tag 0', (E, f, y) => add(E, f, y) + f.A[0][y[0]], /charged a step from tag 0/],
    ['a mean', (E, f, y) => add(E, f, y) / y.filter((tag) => tag >= 0).length, /mean over the words/],
    ['a loss', (E, f, y) => -add(E, f, y), /not yet a loss/],
  ]),
  '14.5': wrong<Chain>('bestRow', [
    ['each alone', (E, _, n) => E.slice(0, n).map(largest), /takes its own best/],
    [
      'greedy',
      (E, {A, start}, n) => {
        const tags = [largest(E[0].map((e, j) => e + start[j]))];
        for (let t = 1; t < n; t++) tags.push(largest(E[t].map((e, j) => e + A[tags[t - 1]][j])));
        return tags;
      },
      /never takes a tag back/,
    ],
    ['no start', (E, f, n) => walk(E, f, n, {first: (e) => e}), /`start` is missing/],
    ['no end', (E, f, n) => walk(E, f, n, {last: (delta) => delta}), /`end` is missing/],
    ['turned round', (E, f, n) => walk(E, f, n, {step: (i, j) => f.A[j][i]}), /wrong way round/],
    [
      'no pointers',
      (E, f, n) => walk(E, f, n, {before: (_, t, __, deltas) => largest(deltas[t - 1])}),
      /walk back inst/,
    ],
    ['backwards', (E, f, n) => walk(E, f, n, {order: (tags) => [...tags].reverse()}), /run backwards/],
    ['padding tagged', (E, f) => walk(E, f, E.length), /padding is tagged too/],
    ['padding read', (E, f, n) => walk(E, f, E.length).slice(0, n), /padding is read/],
    ['the smallest', (E, f, n) => walk(E, f, n, {choose: (v) => v.indexOf(Math.min(...v))}), /smallest score/],
    ['a score', (E, f, n) => add(E, f, walk(E, f, n)), /is one number/],
    ['the last word lost', (E, f, n) => walk(E, f, n).slice(0, -1), /last word has no tag/],
    [
      'pointers of the neighbour',
      (E, f, n) => walk(E, f, n, {before: (back, t, tag) => back[Math.max(1, t - 1)][tag]}),
      /at the wrong word/,
    ],
    [
      'all rows listed',
      (E, f, n) => {
        const rows = scratch.everySequence(f.start.length, n);
        return rows[largest(rows.map((tags) => add(E, f, tags)))];
      },
      /not a list of all rows/,
    ],
    [
      'past the first word',
      (E, f, n) => walk(E, f, n, {order: (tags) => [f.A[99]?.[0] as number, ...tags]}),
      /past the first/,
    ],
    ['one tag changed', (E, f, n) => walk(E, f, n).map((tag, t) => (t === 1 ? (tag + 1) % 3 : tag)), /more$/],
  ]),
  '14.6': wrong<Chain>('logPartition', [
    ['the best score', (E, f, n) => forward(E, f, n, {combine: (v) => Math.max(...v)}), /best score/],
    ['no start', (E, f, n) => forward(E, f, n, {first: (e) => e}), /`start`, is missing/],
    ['no end', (E, f, n) => forward(E, f, n, {last: (a) => a}), /`end`, is missing/],
    ['turned round', (E, f, n) => forward(E, f, n, {step: (i, j) => f.A[j][i]}), /wrong way round/],
    ['no transitions', (E, f, n) => forward(E, f, n, {step: () => 0}), /transitions `A` are missing/],
    ['padding', (E, f) => forward(E, f, E.length), /padding is counted/],
    ['overflow', (E, f, n) => forward(E, f, n, {combine: plainLogSum}), /take the largest score out/],
    ['the last word missing', (E, f, n) => (n > 1 ? forward(E, f, n - 1) : 0), /last word is missing/],
    ['the sum itself', (E, f, n) => Math.exp(forward(E, f, n)), /its logarithm was asked/],
    [
      'a sum of scores',
      (E, f, n) => forward(E, f, n, {combine: (v) => v.reduce((a, b) => a + b, 0)}),
      /what is added is e/,
    ],
    [
      'each word by itself',
      (E, _, n) => E.slice(0, n).reduce((sum, row) => sum + plainLogSum(row), 0),
      /by itself here/,
    ],
    ['a sign', (E, f, n) => -forward(E, f, n), /sign/],
    ['a mean', (E, f, n) => forward(E, f, n) - n * Math.log(f.start.length), /the mean of/],
    [
      'one a tag',
      (E, f, n) => f.start.map((_, k) => forward(E, f, n, {last: (a) => [a[k] + f.end[k]]})),
      /for each tag/,
    ],
  ]),
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
