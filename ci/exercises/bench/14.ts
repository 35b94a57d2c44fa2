/** Right answers to exercise 14 in several styles, beside the slips of 14-slips.ts. */
import {decoding, layers, metrics, scratch, tf} from '../../../lib/src';
import {slips} from './14-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import {add, byGrammar, forward, read, score, walk, write} from './tagging';
import type {Field, Span} from './tagging-types';

type Rows = number[][];
type Row = (E: Rows, field: Field, tags: number[]) => unknown;
type Chain = (E: Rows, field: Field, length: number) => unknown;

const tagsOf = styles<(length: number, spans: Span[]) => unknown>('tagsOf', {
  'fill and write': (length, spans) => write(length, spans),
  'token by token': (n, names) =>
    Array.from({length: n}, (_, t) => {
      const own = names.find(({start, end}) => start <= t && t < end);
      return own ? (own.start === t ? `B-${own.type}` : `I-${own.type}`) : 'O';
    }),
  'pieces put together': (length, spans) => {
    const sorted = [...spans].sort((a, b) => a.start - b.start);
    const tags: string[] = [];
    for (const {type, start, end} of sorted) {
      while (tags.length < start) tags.push('O');
      tags.push(`B-${type}`, ...Array<string>(end - start - 1).fill(`I-${type}`));
    }
    return [...tags, ...Array<string>(length - tags.length).fill('O')];
  },
});

const spansOf = styles<(tags: string[]) => unknown>('spansOf', {
  'the open name': (tags) => read(tags),
  'the library': (tags) => metrics.entities(tags),
  'from every B forward': (tags) =>
    tags.flatMap((tag, start) => {
      if (!tag.startsWith('B-')) return [];
      const [, type] = tag.split('-');
      let end = start + 1;
      while (tags[end] === `I-${type}`) end += 1;
      return [{start, end, type}];
    }),
  'from the end': (tags) => {
    const all: Span[] = [];
    let end = tags.length;
    for (let t = tags.length - 1; t >= 0; t--) {
      const type = tags[t].slice(2);
      if (t + 1 < tags.length && !tags[t + 1].startsWith('I-')) end = t + 1;
      else if (t + 1 < tags.length && tags[t + 1].slice(2) !== type) end = t + 1;
      if (tags[t][0] === 'B') all.push({type, start: t, end});
    }
    return all;
  },
});

const tagged = (rows: Span[][], others: Span[][]): string[][] =>
  rows.map((spans, i) => write(Math.max(0, ...[...spans, ...others[i]].map(({end}) => end)), spans));

const entityF1 = styles<(truth: Span[][], found: Span[][]) => unknown>('entityF1', {
  'keys in a set': (truth, found) => score(truth, found),
  'nested loops': (truth, found) => {
    let [right, all, said] = [0, 0, 0];
    for (let i = 0; i < truth.length; i++) {
      all += truth[i].length;
      said += found[i].length;
      for (const a of truth[i]) {
        for (const b of found[i]) if (a.type === b.type && a.start === b.start && a.end === b.end) right++;
      }
    }
    const [P, R] = [said > 0 ? right / said : 0, all > 0 ? right / all : 0];
    return P + R > 0 ? (2 * P * R) / (P + R) : 0;
  },
  'the library, through tags': (truth, found) =>
    truth.flat().length === 0 ? 0 : metrics.entityF1(tagged(truth, found), tagged(found, truth)).micro.f1,
  'errors of both kinds': (truth, found) => {
    const write = (one: Span) => JSON.stringify([one.type, one.start, one.end]);
    const texts = [truth, found].map((rows) => rows.map((row) => row.map(write)));
    const without = (a: string[][], b: string[][]) =>
      a.reduce((sum, row, i) => sum + row.filter((one) => !b[i].includes(one)).length, 0);
    const [missed, invented] = [without(texts[0], texts[1]), without(texts[1], texts[0])];
    const right = truth.flat().length - missed;
    return right ? right / (right + (missed + invented) / 2) : 0;
  },
});

const rowScore = styles<Row>('rowScore', {
  'one loop': (E, field, tags) => add(E, field, tags),
  recursion: (E, {A, start, end}, tags) => {
    const go = (t: number): number =>
      E[t][tags[t]] + (tags[t + 1] >= 0 ? A[tags[t]][tags[t + 1]] + go(t + 1) : end[tags[t]]);
    return start[tags[0]] + go(0);
  },
  'sums of lists': (E, {A, start, end}, padded) => {
    const stop = padded.indexOf(-1);
    const y = stop < 0 ? padded : padded.slice(0, stop);
    const terms = [
      ...y.map((tag, t) => E[t][tag]),
      ...y.slice(1).map((tag, t) => A[y[t]][tag]),
      ...[start[y[0]], end[y.at(-1) as number]],
    ];
    return terms.reduce((sum, term) => sum + term, 0);
  },
  'a state for beginning and end': (E, {A, start, end}, tags) => {
    let [sum, from] = [0, start];
    for (const [t, tag] of tags.entries()) {
      if (tag === -1) break;
      sum += from[tag] + E[t][tag];
      from = A[tag];
      if (t === tags.length - 1 || tags[t + 1] === -1) sum += end[tag];
    }
    return sum;
  },
});

const bestRow = styles<Chain>('bestRow', {
  'two tables': (E, field, length) => walk(E, field, length),
  'the library': (E, {A, start, end}, length) => decoding.viterbi(E.slice(0, length), A, {start, end}).tags,
  'whole rows kept, no walk back': (E, {A, start, end}, n) => {
    let ways = start.map((s, j) => ({score: s + E[0][j], tags: [j]}));
    for (let t = 1; t < n; t++) {
      ways = start.map((_, j) => {
        const into = ways.map(({score, tags}) => ({score: score + A[tags[t - 1]][j] + E[t][j], tags: [...tags, j]}));
        return into.reduce((a, b) => (b.score > a.score ? b : a));
      });
    }
    const all = ways.map((one, j) => ({...one, score: one.score + end[j]}));
    return all.reduce((a, b) => (b.score > a.score ? b : a)).tags;
  },
  'from the last word to the first': (E, {A, start, end}, length) => {
    // The best endings, so that the row is read forwards.
    const rest = [end];
    for (let t = length - 1; t > 0; t--) {
      rest.unshift(A.map((row) => Math.max(...row.map((a, j) => a + E[t][j] + rest[0][j]))));
    }
    const tags: number[] = [];
    for (let t = 0; t < length; t++) {
      const scores = E[t].map((e, j) => e + rest[t][j] + (t === 0 ? start[j] : A[tags[t - 1]][j]));
      tags.push(scores.indexOf(Math.max(...scores)));
    }
    return tags;
  },
  'a typed array': (E, field, length) => Int32Array.from(walk(E, field, length)),
  'the layer, with a mask': (E, {A, start, end}, length) => {
    const layer = layers.crf({units: start.length});
    layer.build([null, null, start.length]);
    layer.setWeights([tf.tensor(A), tf.tensor(start), tf.tensor(end)]);
    const mask = tf.tensor2d([E.map((_, t) => (t < length ? 1 : 0))]);
    const {tags} = layer.decode(tf.tensor([E]), mask);
    return Array.from(tags.dataSync()).slice(0, length);
  },
});

const logPartition = styles<Chain>('logPartition', {
  'the forward algorithm': (E, field, length) => forward(E, field, length),
  'scaled sums': (E, {A, start, end}, n) => {
    // Probabilities in place of logarithms: each step is divided by its largest, whose logarithm is kept.
    let log = 0;
    const scale = (logs: number[]) => {
      const most = Math.max(...logs);
      log += most;
      return logs.map((value) => Math.exp(value - most));
    };
    let a = scale(E[0].map((e, j) => e + start[j]));
    for (let t = 1; t < n; t++) {
      a = scale(E[t].map((e, j) => e + Math.log(a.reduce((sum, value, i) => sum + value * Math.exp(A[i][j]), 0))));
    }
    return log + Math.log(a.reduce((sum, value, j) => sum + value * Math.exp(end[j]), 0));
  },
  'from the end, with the library': (E, {A, start, end}, length) => {
    let b = end;
    for (let t = length - 1; t > 0; t--) b = A.map((row) => scratch.logSumExp(row.map((a, j) => a + E[t][j] + b[j])));
    return scratch.logSumExp(b.map((value, i) => value + E[0][i] + start[i]));
  },
  'all rows, by brute force': (E, {A, start, end}, length) => {
    const ends = E.slice(0, length).map((row, t) =>
      row.map((e, j) => e + (t === 0 ? start[j] : 0) + (t === length - 1 ? end[j] : 0)),
    );
    return scratch.logSumExp(scratch.pathScores(ends, A));
  },
});

const tagSentences = styles<(sentences: string[][]) => unknown>('tagSentences', {
  'sentence by sentence': (sentences) => sentences.map((tokens) => byGrammar(tokens)),
  asynchronous: async (sentences) => Promise.all(sentences.map(async (tokens) => byGrammar(tokens))),
  'a loop, with a last word wrong here and there': (sentences) => {
    const rows: string[][] = [];
    for (const [i, tokens] of sentences.entries()) {
      const tags = byGrammar(tokens);
      rows.push(i % 40 === 0 ? tags.map(() => 'O') : tags);
    }
    return rows;
  },
});

const right: Record<string, RightAnswer[]> = {
  '14.1': tagsOf,
  '14.2': spansOf,
  '14.3': entityF1,
  '14.4': rowScore,
  '14.5': bestRow,
  '14.6': logPartition,
  '14.7': tagSentences,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
