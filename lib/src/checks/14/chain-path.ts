import {viterbi} from '../../decoding';
import {AnswerError, type Finding, type Learner} from '../frame/frame';
import {kindOfAnswer} from '../frame/written-answers';
import {
  bestOf,
  type ChainCase,
  END_EACH,
  eachAlone,
  endAtEach,
  everyRow,
  greedy,
  scoreOf,
  type Terms,
} from './chain-field';

/** Rows of tags that can be listed; beyond this many the library's Viterbi is the reference. */
const LISTED = 20_000;

const sizeOf = ({field, length}: ChainCase): number => field.start.length ** length;

/** The best row: by brute force where the rows can be listed. */
export function bestRow(one: ChainCase, terms: Terms = {}): number[] {
  if (sizeOf(one) <= LISTED) return bestOf(everyRow(one, terms));
  const {E, field, length} = one;
  return viterbi(E.slice(0, length), field.A, {start: field.start, end: field.end}).tags;
}

const largest = (values: number[]): number => values.indexOf(Math.max(...values));

/** The largest score of a beginning, by its last tag, at each word. */
function deltas({E, field, length}: ChainCase): number[][] {
  const all = [E[0].map((e, j) => e + field.start[j])];
  for (let t = 1; t < length; t++) {
    all.push(E[t].map((e, j) => e + Math.max(...all[t - 1].map((before, i) => before + field.A[i][j]))));
  }
  return all;
}

/** Viterbi in which the search for the largest begins at `least`, or which sees the word before alone. */
function clumsy({E, field, length}: ChainCase, least: number, isShort = false): number[] {
  const search = (values: number[]) =>
    values.reduce((top, value, i) => (value > top.value ? {value, i} : top), {value: least, i: 0});
  let delta = E[0].map((e, j) => e + field.start[j]);
  const back: number[][] = [[]];
  for (let t = 1; t < length; t++) {
    const before = isShort && t > 1 ? E[t - 1] : delta;
    const found = E[t].map((_, j) => search(before.map((score, i) => score + field.A[i][j])));
    back.push(found.map(({i}) => i));
    delta = E[t].map((e, j) => e + found[j].value);
  }
  const tags = [search(delta.map((score, j) => score + field.end[j])).i];
  for (let t = length - 1; t > 0; t--) tags.unshift(back[t][tags[0]]);
  return tags;
}

/** The walk back in which each step takes the best tag before, without the step from it. */
function withoutPointers(one: ChainCase): number[] {
  const all = deltas(one);
  const tags = all.map(largest);
  tags[one.length - 1] = largest(all[one.length - 1].map((value, j) => value + one.field.end[j]));
  return tags;
}

/** A walk back whose first step forgets the step: pointers are read one word early. */
function latePointers(one: ChainCase): number[] {
  const {field, length} = one;
  const all = deltas(one);
  const back = all.slice(0, -1).map((row) => field.start.map((_, j) => largest(row.map((d, i) => d + field.A[i][j]))));
  const tags = [largest(all[length - 1].map((value, j) => value + field.end[j]))];
  for (let t = length - 2; t >= 0; t--) tags.unshift(back[Math.max(0, t - 1)][tags[0]]);
  return tags;
}

function worst(one: ChainCase): number[] {
  return everyRow(one).reduce((low, row) => (row.score < low.score ? row : low)).tags;
}

function pathSlips(one: ChainCase): {message: string; value: number[]}[] {
  const {E, length} = one;
  const say = (message: string, terms: Terms) => ({message, value: bestRow(one, terms)});
  const right = bestRow(one);
  const padded = E.length > length ? bestRow({...one, length: E.length}) : right;
  return [
    {message: 'each word takes its own best tag here; nothing makes neighbours agree', value: eachAlone(one)},
    {
      message:
        'this goes from left to right and never takes a tag back; what is best so far may lead to a bad step later',
      value: greedy(one),
    },
    {
      message:
        'each word takes the tag with the best beginning; walk back instead, from the last tag along the tags that it came from',
      value: withoutPointers(one),
    },
    {
      message:
        'the walk back reads the place before at the wrong word: where a tag of word t came from is noted at word t',
      value: latePointers(one),
    },
    {
      message: 'the search for the largest begins at 0, and scores may all be below; begin at -Infinity',
      value: clumsy(one, 0),
    },
    {
      message: 'each step looks at the word before alone; what is compared is the score of the whole beginning',
      value: clumsy(one, Number.NEGATIVE_INFINITY, true),
    },
    say('`start` is missing: the score of the first tag', {start: false}),
    say('`end` is missing: the score of the last tag decides where the walk back begins', {end: false}),
    {message: END_EACH, value: bestRow(endAtEach(one))},
    say('`start` and `end` are missing', {start: false, end: false}),
    say('`start` and `end` have changed places', {swap: true}),
    say('`A` is read the wrong way round: the row is the tag before, the column the tag after', {A: 'transposed'}),
    say('the emission of the first word is missing', {skip: 'first'}),
    {message: 'the tags run backwards: the walk goes from the last word to the first', value: [...right].reverse()},
    {message: 'this is the row of the smallest score', value: worst(one)},
    {message: 'the padding is tagged too; the sentence has `length` words', value: padded},
    {
      message: 'the padding is read: the sentence ends at `length`, and so does the walk',
      value: padded.slice(0, length),
    },
    {message: 'the last word has no tag', value: right.slice(0, -1)},
    {message: 'the first word has no tag', value: right.slice(1)},
  ];
}

const isSame = (a: number[], b: number[]): boolean => a.length === b.length && a.every((tag, t) => tag === b[t]);

/** Why something is no row of tags, or undefined. */
function notARow(actual: unknown, one: ChainCase): string | undefined {
  const {field, length} = one;
  const tags = field.start.length;
  const wanted = `it should be a list of ${length} tags`;
  if (typeof actual === 'number') return `is one number; ${wanted}, not their score`;
  if (!Array.isArray(actual)) return `is ${kindOfAnswer(actual)}; ${wanted}`;
  if (actual.some((row) => Array.isArray(row))) return `holds lists; ${wanted}, each a number`;
  const bad = Array.from(actual).findIndex((tag) => !Number.isInteger(tag) || tag < 0 || tag >= tags);
  if (bad < 0) return undefined;
  if (actual[bad] === -1) {
    return `[${bad}] is -1: that is what indexOf and findIndex say when they found nothing, as for a NaN; or is it padding? ${wanted}`;
  }
  const got = typeof actual[bad] === 'object' ? kindOfAnswer(actual[bad]) : String(actual[bad]);
  return `[${bad}] is ${got}, no tag from 0 to ${tags - 1}; does the walk back run past the first word?`;
}

/** Findings of 14.5 over some sentences. */
export async function* checkBestRow(learner: Learner, cases: ChainCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {E, field, length} = one;
    const path = `bestRow(E [${E.length}, ${E[0].length}], field, ${length})`;
    const answer = await learner.call('bestRow', E, field, length).catch((thrown: Error) => {
      if (!/over a million|Invalid array length/.test(thrown.message)) throw thrown;
      throw new AnswerError(`${thrown.message}; keep one beginning for each tag, not a list of all rows`);
    });
    const actual = ArrayBuffer.isView(answer) ? Array.from(answer as Int32Array) : answer;
    const odd = notARow(actual, one);
    if (odd) {
      yield {passed: false, message: `${path} ${odd}`};
      return;
    }
    const [own, right] = [actual as number[], bestRow(one)];
    if (isSame(own, right)) {
      yield {passed: true, message: `${path} is right`};
      continue;
    }
    const listed = sizeOf({...one, length: E.length}) <= LISTED;
    const slip = listed ? pathSlips(one).find(({value}) => isSame(value, own)) : undefined;
    yield {passed: false, message: `${path}: ${slip?.message ?? whyNot(own, right, one)}`};
  }
}

function whyNot(own: number[], right: number[], {E, field, length}: ChainCase): string {
  if (own.length !== length) return `has ${own.length} tags, the sentence has ${length} words`;
  const [mine, best] = [own, right].map((tags) => scoreOf(tags, E, field));
  return `your row has the score ${mine.toFixed(3)}, and another one has ${(best - mine).toFixed(3)} more`;
}
