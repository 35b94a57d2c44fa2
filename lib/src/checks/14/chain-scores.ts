import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';
import {
  type ChainCase,
  drawChain,
  END_EACH,
  endAtEach,
  everyRow,
  type Field,
  logSum,
  scoreOf,
  type Terms,
} from './chain-field';

/** A row of tags in a padded batch, -1 behind the sentence. */
export interface RowCase {
  E: number[][];
  field: Field;
  tags: number[];
}

const TRANSPOSED = '`A` is read the wrong way round: the row is the tag before, the column the tag after';
const NO_END = 'the score of the last tag, `end`, is missing';
const NO_START = 'the score of the first tag, `start`, is missing';

function rowSlips({E, field, tags: padded}: RowCase): Slip[] {
  const tags = padded.filter((tag) => tag >= 0);
  const [T, last] = [tags.length, tags[tags.length - 1]];
  const say = (message: string, terms: Terms): Slip => ({message, value: scoreOf(tags, E, field, terms)});
  const right = scoreOf(tags, E, field);
  const filled = padded.map((tag) => Math.max(0, tag));
  const goesOn = padded.map((tag) => (tag < 0 ? last : tag));
  const counted = 'the padding is counted: a tag of -1 says that the sentence is over';
  const emissions = tags.reduce((sum, tag, t) => sum + E[t][tag], 0);
  return [
    say(NO_START, {start: false}),
    say(NO_END, {end: false}),
    say('the scores of first and last tag, `start` and `end`, are missing', {start: false, end: false}),
    say('`start` and `end` have changed places', {swap: true}),
    say(TRANSPOSED, {A: 'transposed'}),
    say('the transitions `A` are missing: nothing says what follows what', {A: 'none'}),
    say('the emission of the first word is missing', {skip: 'first'}),
    say('the emission of the last word is missing', {skip: 'last'}),
    {message: 'these are the emissions alone; start, transitions and end belong to a row too', value: emissions},
    {message: 'the emissions are missing', value: right - emissions},
    {message: counted, value: scoreOf(filled, E, field)},
    {message: counted, value: scoreOf(goesOn, E, field)},
    {message: counted, value: scoreOf(filled, E, field, {end: false}) + field.end[last]},
    {
      message: 'the first tag is charged a step from itself; no tag stands before it',
      value: right + field.A[tags[0]][tags[0]],
    },
    {
      message: 'the first word is charged a step from tag 0; no tag stands before it, `start` is its score',
      value: right + field.A[0][tags[0]],
    },
    {
      message: 'the last tag is charged a step of its own; no tag stands behind it',
      value: right + field.A[last][last],
    },
    {
      message: 'the last step is missing: a sentence of n words has n - 1 transitions',
      value: T > 1 ? right - field.A[tags[T - 2]][last] : right,
    },
    {message: 'the sign is wrong: this is a score, not yet a loss', value: -right},
    {message: 'this is the mean over the words; a score is a sum', value: right / T},
    {message: 'this is e to the score; the sum alone was asked for', value: Math.exp(right)},
  ].filter(({value}) => Number.isFinite(value));
}

const isNoNumber = (actual: unknown): boolean => actual === null || Number.isNaN(actual);

/** Findings of 14.4 over some rows. */
export async function* checkRowScore(learner: Learner, cases: RowCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {E, field, tags} = one;
    const actual = await learner.call('rowScore', E, field, tags);
    const path = `rowScore(E [${E.length}, ${E[0].length}], field, [${tags.join(', ')}])`;
    const real = tags.filter((tag) => tag >= 0);
    if (isNoNumber(actual)) {
      const why =
        real.length < tags.length
          ? 'is a tag of -1 used as a number? It says that the sentence is over, and no table has a place -1'
          : 'no table has a place -1, or one behind its last';
      yield {passed: false, message: `${path} is NaN: ${why}`};
      return;
    }
    yield compare({path, actual, expected: scoreOf(real, E, field), tolerance: 1e-9, slips: rowSlips(one)});
  }
}

/** A random row of tags, with padding behind it. */
export function drawRow(source: Random, tags: number, length: number, padding: number): RowCase {
  const {E, field} = drawChain(source, tags, length, padding);
  const own = Array.from({length}, () => source.integer(0, tags));
  return {E, field, tags: [...own, ...Array<number>(padding).fill(-1)]};
}

/** The same sentence with all scores of words moved up: ln Z moves by the same for each word. */
export const lifted = ({E, field, length}: ChainCase, by: number): ChainCase => ({
  E: E.map((row) => row.map((value) => value + by)),
  ...{field, length},
});

/** ln Z by brute force. */
export const logPartition = (one: ChainCase, terms: Terms = {}): number =>
  logSum(everyRow(one, terms).map(({score}) => score));

const ADDED = 'scores are added up here; what is added is e^score, and the logarithm is taken of the sum';

function partitionSlips(one: ChainCase): Slip[] {
  const {E, field, length} = one;
  const say = (message: string, terms: Terms): Slip => ({message, value: logPartition(one, terms)});
  const right = logPartition(one);
  const scores = everyRow(one).map(({score}) => score);
  const rows = [...E.keys()].slice(0, length);
  const alone = rows.reduce((sum, t) => sum + logSum(E[t]), 0);
  const count = scores.length;
  return [
    {
      message: 'this is the best score (Viterbi); here the scores of all rows are added up as e^score',
      value: Math.max(...scores),
    },
    say(NO_START, {start: false}),
    say(NO_END, {end: false}),
    say('the scores of first and last tag, `start` and `end`, are missing', {start: false, end: false}),
    say('`start` and `end` have changed places', {swap: true}),
    say(TRANSPOSED, {A: 'transposed'}),
    say('the transitions `A` are missing', {A: 'none'}),
    {message: 'every word is normalised by itself here; the sum runs over rows of tags', value: alone},
    {
      message: 'the padding is counted; the sentence has `length` words',
      value: E.length > length ? logPartition({E, field, length: E.length}) : right,
    },
    {
      message: 'the last word is missing; the recursion ends with word `length - 1`, counted from 0',
      value: length > 1 ? logPartition({E, field, length: length - 1}) : 0,
    },
    say('the emission of the first word is missing', {skip: 'first'}),
    {
      message: 'the emissions after the first word count twice: within the sum over i or outside of it, not both',
      value: logPartition({...one, E: E.map((row, t) => row.map((e) => (t > 0 ? 2 * e : e)))}),
    },
    {message: END_EACH, value: logPartition(endAtEach(one))},
    {message: 'this is the sum itself; its logarithm was asked for', value: Math.exp(right)},
    {message: ADDED, value: scores.reduce((sum, score) => sum + score, 0)},
    {message: ADDED, value: recursion(one, plainSum)},
    {
      message: 'the largest score is taken out and not added back behind the logarithm',
      value: recursion(one, notAddedBack),
    },
    {message: 'this is the mean of e^score; the sum was asked for', value: right - Math.log(count)},
    {message: 'the sign is wrong', value: -right},
    {message: 'this is one number for each tag; the last step adds them up', value: forward(one)},
  ];
}

/** The recursion with something else in place of ln Σ e^…. */
function recursion({E, field, length}: ChainCase, combine: (values: number[]) => number): number {
  let a = E[0].map((e, j) => e + field.start[j]);
  for (let t = 1; t < length; t++) a = E[t].map((e, j) => e + combine(a.map((value, i) => value + field.A[i][j])));
  return combine(a.map((value, j) => value + field.end[j]));
}

const plainSum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const notAddedBack = (values: number[]): number => logSum(values) - Math.max(...values);

/** The last sums of the recursion, one a tag. */
function forward(one: ChainCase): number[] {
  const rows = everyRow(one);
  return one.field.start.map((_, tag) =>
    logSum(rows.filter(({tags}) => tags[one.length - 1] === tag).map(({score}) => score)),
  );
}

/** Findings of 14.6 over some sentences. */
export async function* checkLogPartition(learner: Learner, cases: ChainCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {E, field, length} = one;
    const actual = await learner.call('logPartition', E, field, length);
    const path = `logPartition(E [${E.length}, ${E[0].length}], field, ${length})`;
    const most = Math.max(...E.flat());
    const isOdd = isNoNumber(actual) || (typeof actual === 'number' && !Number.isFinite(actual));
    if (isOdd && Math.abs(most) > 100) {
      const [size, why] = most > 0 ? ['above e^709', 'Infinity'] : ['below e^-745', '0, whose logarithm is -Infinity'];
      const message = `${path} is ${String(actual)}: scores here are near ${Math.round(most)}, and for a number ${size} stands ${why}; take the largest score out before the exponential, and add it back behind the logarithm`;
      yield {passed: false, message};
      return;
    }
    yield compare({path, actual, expected: logPartition(one), tolerance: 1e-9, slips: partitionSlips(one)});
  }
}
