import type {Random} from '../../data/random';
import {viterbi} from '../../decoding';

/** The learnt scores of a conditional random field. */
export interface Field {
  /** [tags][tags] from the row's tag to the column's. */
  A: number[][];
  /** [tags] of the first word's tag. */
  start: number[];
  /** [tags] of the last word's tag. */
  end: number[];
}

/** A sentence in a padded batch: rows of E behind its length are of no meaning. */
export interface ChainCase {
  E: number[][];
  field: Field;
  length: number;
}

/** Which terms a score has; a slip leaves one out or takes another. */
export interface Terms {
  start?: boolean;
  end?: boolean;
  A?: 'none' | 'transposed';
  /** First and last word whose emission counts. */
  skip?: 'first' | 'last';
  /** Scores of first and last tag exchanged. */
  swap?: boolean;
}

/** Score of one row of tags, by its definition. */
export function scoreOf(tags: readonly number[], E: number[][], {A, start, end}: Field, terms: Terms = {}): number {
  const {start: hasStart = true, end: hasEnd = true, A: kind, skip, swap} = terms;
  const T = tags.length;
  const [first, last] = swap ? [end, start] : [start, end];
  let score = (hasStart ? first[tags[0]] : 0) + (hasEnd ? last[tags[T - 1]] : 0);
  tags.forEach((tag, t) => {
    if (!(skip === 'first' && t === 0) && !(skip === 'last' && t === T - 1)) score += E[t][tag];
    if (t === 0 || kind === 'none') return;
    score += kind === 'transposed' ? A[tag][tags[t - 1]] : A[tags[t - 1]][tag];
  });
  return score;
}

/** Every row of tags with its score: brute force, for a few words. */
export function everyRow({E, field, length}: ChainCase, terms: Terms = {}): {tags: number[]; score: number}[] {
  let rows: number[][] = [[]];
  for (let t = 0; t < length; t++) rows = rows.flatMap((row) => field.start.map((_, tag) => [...row, tag]));
  return rows.map((tags) => ({tags, score: scoreOf(tags, E, field, terms)}));
}

/** The row of the largest score. */
export const bestOf = (rows: {tags: number[]; score: number}[]): number[] =>
  rows.reduce((top, one) => (one.score > top.score ? one : top)).tags;

/** Logarithm of the sum of exponentials, the largest taken out first. */
export function logSum(scores: number[]): number {
  const most = Math.max(...scores);
  return most + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - most), 0));
}

const largest = (values: number[]): number => values.indexOf(Math.max(...values));

/** Each word's best tag alone. */
export const eachAlone = ({E, length}: ChainCase): number[] => E.slice(0, length).map(largest);

/** Word by word the best next tag, never taken back. */
export function greedy({E, field, length}: ChainCase): number[] {
  const tags = [largest(E[0].map((e, j) => e + field.start[j]))];
  for (let t = 1; t < length; t++) tags.push(largest(E[t].map((e, j) => e + field.A[tags[t - 1]][j])));
  return tags;
}

/** Random scores, and rows of large ones behind the sentence: who counts padding is led astray. */
export function drawChain({uniform}: Random, tags: number, length: number, padding = 2): ChainCase {
  const row = (size: number) => Array.from({length: tags}, () => uniform(-size, size));
  return {
    E: Array.from({length: length + padding}, (_, t) => row(t < length ? 2 : 9)),
    field: {A: Array.from({length: tags}, () => row(3)), start: row(4), end: row(4)},
    length,
  };
}

/** A draw in which most slips find rows of their own, and none of them the best one. */
export function drawTelling(source: Random, tags: number, length: number, padding = 2): ChainCase {
  let one = drawChain(source, tags, length, padding);
  for (let turn = 0; turn < 2000 && !isTelling(one); turn++) one = drawChain(source, tags, length, padding);
  return one;
}

function isTelling(one: ChainCase): boolean {
  const {E, length, field} = one;
  const {A, start, end} = field;
  const none = start.map(() => 0);
  const own = E.slice(0, length);
  // Only the choice of a draw rests on the library's Viterbi; what is right is found by brute force.
  const best = viterbi(own, A, {start, end}).tags;
  const rows = [best, eachAlone(one), greedy(one), [...best].reverse(), viterbi(own, A, {start}).tags];
  if (areDoubled(rows)) return false;
  const turned = A.map((row, i) => row.map((_, j) => A[j][i]));
  rows.push(viterbi(own, A, {end}).tags, viterbi(own, turned, {start, end}).tags);
  rows.push(viterbi([none, ...own.slice(1)], A, {start, end}).tags);
  if (E.length > length) rows.push(viterbi(E, A, {start, end}).tags.slice(0, length));
  return !areDoubled(rows);
}

const areDoubled = (rows: number[][]): boolean => new Set(rows.map((row) => row.join())).size < rows.length;

/** What to say to {@link endAtEach}. */
export const END_EACH = '`end` is added at every word; it belongs to the last one alone';

/** The same sentence as somebody reads it who adds `end` at every word. */
export const endAtEach = ({E, field, length}: ChainCase): ChainCase => ({
  E: E.map((row, t) => (t < length - 1 ? row.map((e, tag) => e + field.end[tag]) : row)),
  ...{field, length},
});
