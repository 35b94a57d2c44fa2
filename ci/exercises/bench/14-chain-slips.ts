/** Wrong answers to the parts of exercise 14 about chains: scores of rows, Viterbi, the forward algorithm. */
import {decoding, scratch} from '../../../lib/src';
import {type WrongAnswer, wrong} from './bench';
import {add, forward, walk} from './tagging';
import type {Field} from './tagging-types';

type Rows = number[][];
type Row = (E: Rows, field: Field, tags: number[]) => unknown;
type Chain = (E: Rows, field: Field, length: number) => unknown;
const largest = (values: number[]): number => values.indexOf(Math.max(...values));
const plainLogSum = (values: number[]): number => Math.log(values.reduce((sum, value) => sum + Math.exp(value), 0));

/** Emissions with the end's score at each word but the last, where a right answer adds it by itself. */
const withEnds = (E: Rows, {end}: Field, n: number): Rows =>
  E.slice(0, n).map((row, t) => (t < n - 1 ? row.map((e, tag) => e + end[tag]) : row));

export const slips: Record<string, WrongAnswer[]> = {
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
    [
      'end at every word',
      (E, f, n) => decoding.viterbi(withEnds(E, f, n), f.A, {start: f.start, end: f.end}).tags,
      /`end` is added at every word/,
    ],
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
      'largest sought from 0',
      (E, {A, start, end}, n) => {
        let delta = E[0].map((e, j) => e + start[j]);
        const back: number[][] = [[]];
        const search = (values: number[]) => {
          let [best, at] = [0, 0];
          for (const [i, value] of values.entries()) if (value > best) [best, at] = [value, i];
          return [best, at];
        };
        for (let t = 1; t < n; t++) {
          const found = E[t].map((_, j) => search(delta.map((score, i) => score + A[i][j])));
          back.push(found.map(([, at]) => at));
          delta = E[t].map((e, j) => e + found[j][0]);
        }
        const tags = [search(delta.map((score, j) => score + end[j]))[1]];
        for (let t = n - 1; t > 0; t--) tags.unshift(back[t][tags[0]]);
        return tags;
      },
      /begin at -Infinity/,
    ],
    [
      'the word before alone',
      (E, {A, start, end}, n) => {
        const back: number[][] = [[]];
        let delta = E[0].map((e, j) => e + start[j]);
        for (let t = 1; t < n; t++) {
          const before = t === 1 ? delta : E[t - 1];
          const from = E[t].map((_, j) => largest(before.map((e, i) => e + A[i][j])));
          delta = E[t].map((e, j) => e + before[from[j]] + A[from[j]][j]);
          back.push(from);
        }
        const tags = [largest(delta.map((score, j) => score + end[j]))];
        for (let t = n - 1; t > 0; t--) tags.unshift(back[t][tags[0]]);
        return tags;
      },
      /word before alone/,
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
    ['end at every word', (E, f, n) => forward(withEnds(E, f, n), f, n), /`end` is added at every word/],
    [
      'emissions twice',
      (E, f, n) =>
        forward(
          E.map((row, t) => (t > 0 ? row.map((e) => 2 * e) : row)),
          f,
          n,
        ),
      /count twice/,
    ],
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
    [
      'the largest not added back',
      (E, f, n) => forward(E, f, n, {combine: (v) => plainLogSum(v.map((one) => one - Math.max(...v)))}),
      /not added back/,
    ],
    ['a sign', (E, f, n) => -forward(E, f, n), /sign/],
    ['a mean', (E, f, n) => forward(E, f, n) - n * Math.log(f.start.length), /the mean of/],
    [
      'one a tag',
      (E, f, n) => f.start.map((_, k) => forward(E, f, n, {last: (a) => [a[k] + f.end[k]]})),
      /for each tag/,
    ],
  ]),
};
