import type {Random} from '../../data/random';
import {bitsOf, type SaidCase} from '../12/text-bits';
import {compare, type Slip} from '../frame/compare';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';

/** Targets as ids, and the ids of the marks; 0 is padding. */
export interface Lesson {
  targets: number[][];
  start: number;
  end: number;
}

type Tables = {read: number[][]; write: number[][]};

const padTo = (rows: number[][], filler = 0): number[][] => {
  const width = Math.max(...rows.map(({length}) => length));
  return rows.map((row) => [...row, ...Array<number>(width - row.length).fill(filler)]);
};
const padLeft = (rows: number[][]): number[][] => {
  const width = Math.max(...rows.map(({length}) => length));
  return rows.map((row) => [...Array<number>(width - row.length).fill(0), ...row]);
};

/** What the decoder reads and what it is to write. */
export function taught({targets, start, end}: Lesson): Tables {
  return {read: padTo(targets.map((row) => [start, ...row])), write: padTo(targets.map((row) => [...row, end]))};
}

function taughtSlips(lesson: Lesson): FieldSlip[] {
  const {targets, start, end} = lesson;
  const {read, write} = taught(lesson);
  const whole = padTo(targets.map((row) => [start, ...row, end]));
  const bare = padTo(targets);
  const width = read[0].length;
  const slip = (message: string, value: Tables): FieldSlip => ({message, value: {...value}});
  return [
    slip('the target is not shifted: the decoder reads at each step the very word that it is to write', {
      read: write,
      write,
    }),
    slip('the target is not shifted: the decoder is to write what it has just read', {read, write: read}),
    slip('the target is not shifted: both tables hold START and END; each has only one of them', {
      read: whole,
      write: whole,
    }),
    slip('START and END are missing', {read: bare, write: bare}),
    slip('read and write have changed places', {read: write, write: read}),
    slip('START and END have changed places', taught({targets, start: end, end: start})),
    slip('END is missing in write: nobody teaches the decoder to stop', {read, write: bare}),
    slip('END is missing in write: nobody teaches the decoder to stop', {
      read,
      write: bare.map((row) => [...row, 0]),
    }),
    slip('START is missing in read: then the first word has nothing to follow', {read: bare, write}),
    slip('START is missing in read: then the first word has nothing to follow', {
      read: bare.map((row) => [...row, 0]),
      write,
    }),
    slip('read holds END as well; nothing is written after it, so nobody reads it', {read: whole, write}),
    slip('read holds END in the shorter rows: with their marks all rows were cut at one column', {
      read: whole.map((row) => row.slice(0, -1)),
      write,
    }),
    slip('START and END take the place of a word; they are added to the words', {
      read: padTo(targets.map((row) => [start, ...row.slice(1)])),
      write: padTo(targets.map((row) => [...row.slice(0, -1), end])),
    }),
    slip('write is shifted twice; it is one step ahead of read', {
      read,
      write: write.map((row) => [...row.slice(1), 0]),
    }),
    slip('write holds START as well; the decoder is given it and need not write it', {read, write: whole}),
    slip('the last word is lost in read: each word is read on the way to the next, the last one on the way to END', {
      read: padTo(targets.map((row) => [start, ...row.slice(0, -1)])),
      write,
    }),
    slip('the padding stands in front; it belongs behind', {
      read: padLeft(targets.map((row) => [start, ...row])),
      write: padLeft(targets.map((row) => [...row, end])),
    }),
    slip('the rows are not padded: a table needs rows of one length', {
      read: targets.map((row) => [start, ...row]),
      write: targets.map((row) => [...row, end]),
    }),
    slip('END stands behind the padding; it belongs behind the last word of each row', {
      read,
      write: bare.map((row) => [...row, end]),
    }),
    slip('the rows are filled up with END; padding is 0, which the loss leaves out', {
      read: padTo(
        targets.map((row) => [start, ...row]),
        end,
      ),
      write: padTo(
        targets.map((row) => [...row, end]),
        end,
      ),
    }),
    slip('START stands in every column of the padding; padding is 0', {
      read: padTo(
        targets.map((row) => [start, ...row]),
        start,
      ),
      write,
    }),
    slip('there is a column of padding too many', {
      read: read.map((row) => [...row, 0]),
      write: write.map((row) => [...row, 0]),
    }),
    slip('the longest row was cut to the length of the target: with its mark it has one id more', {
      read: read.map((row) => row.slice(0, width - 1)),
      write: write.map((row) => row.slice(0, width - 1)),
    }),
    slip('the words run backwards', taught({targets: targets.map((row) => [...row].reverse()), start, end})),
  ];
}

/** Findings of 17.1 over some targets. */
export async function* checkTaught(learner: Learner, lessons: Lesson[]): AsyncGenerator<Finding> {
  for (const lesson of lessons) {
    const {targets, start, end} = lesson;
    const actual = await learner.call('teach', targets, start, end);
    const path = `teach(rows of ${targets.map(({length}) => length).join(', ')} ids, ${start}, ${end})`;
    yield compareFields({path, actual, expected: {...taught(lesson)}, tolerance: 0, slips: taughtSlips(lesson)});
  }
}

/** Random rows of ids from 3 on; 1 and 2 are the marks, in either order. */
export function drawLesson({integer}: Random, lengths: number[]): Lesson {
  const start = integer(1, 3);
  return {targets: lengths.map((n) => Array.from({length: n}, () => integer(3, 40))), start, end: 3 - start};
}

const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);
const mean = (values: number[]): number => total(values) / values.length;

/** The mean of -ln p over all words that are no padding. */
export const lossOf = (said: SaidCase): number => bitsOf(said, {log: Math.log});

function lossSlips(said: SaidCase): Slip[] {
  const {probabilities, targets} = said;
  const own = (b: number): SaidCase => ({probabilities: [probabilities[b]], targets: [targets[b]]});
  const rows = targets.map((_, b) => b).filter((b) => targets[b].some((id) => id !== 0));
  const counts = rows.map((b) => targets[b].filter((id) => id !== 0).length);
  const words = total(counts);
  const right = lossOf(said);
  const withLog = (log: (p: number) => number) => bitsOf(said, {log});
  const everywhere = () => true;
  const chosen = bitsOf(said, {log: (p) => -p});
  const noEnd = {...said, targets: targets.map((row) => row.map((id, t) => ((row[t + 1] ?? 0) === 0 ? 0 : id)))};
  const padded = 'padding is counted; leave id 0 out of the sum and out of the number';
  return [
    {message: padded, value: bitsOf(said, {log: Math.log, counted: everywhere})},
    {
      message: 'the sum leaves padding out, but the number that it is divided by does not',
      value: (right * words) / targets.flat().length,
    },
    {
      message: 'padding is in the sum, and not in the number that it is divided by; it belongs in neither',
      value: (bitsOf(said, {log: Math.log, counted: everywhere}) * targets.flat().length) / words,
    },
    {message: 'the sign is wrong: the logarithm of a probability is negative', value: -right},
    {message: 'this is the sum; divide by the number of words', value: right * words},
    {
      message: 'this is a mean of means: a short sentence counts as much as a long one; take all words together',
      value: mean(rows.map((b) => lossOf(own(b)))),
    },
    {
      message: 'the sum is divided by the number of sentences; divide by the number of words',
      value: (right * words) / targets.length,
    },
    {message: 'these are bits; the cross-entropy takes the natural logarithm', value: withLog(Math.log2)},
    {message: 'the logarithm has the base 10; the natural one is meant', value: withLog(Math.log10)},
    {message: 'this is the mean probability; take the logarithm of each', value: chosen},
    {message: 'this is the logarithm of a mean; the mean of logarithms is meant', value: -Math.log(chosen)},
    {
      message: 'the likeliest word is judged, not the one that should come',
      value: bitsOf(said, {log: Math.log, take: (row) => Math.max(...row)}),
    },
    {
      message: 'the probability of the id before is taken: ids count from 0, and 0 is padding',
      value: bitsOf(said, {log: Math.log, take: (row, id) => row[id - 1]}),
    },
    {
      message: 'each row is judged by the target of the next step; targets are shifted already',
      value: bitsOf(said, {log: Math.log, take: (row, _, later) => row[later]}),
    },
    {
      message: 'the last word of each sentence is left out; END is no padding, it has to be learnt',
      value: lossOf(noEnd),
    },
    {
      message: 'this is the entropy of what the network says; of each row only the probability of the right id counts',
      value: bitsOf(said, {log: (p) => p, take: (row) => total(row.map((p) => (p > 0 ? p * Math.log(p) : 0)))}),
    },
    {
      message: 'the logarithm is taken of 1 - p, the probability of being wrong; take it of p',
      value: bitsOf(said, {log: (p) => Math.log(1 - p)}),
    },
    {message: 'this is the perplexity, e to the power of the loss', value: Math.exp(right)},
    {message: 'only the first sentence is judged', value: lossOf(own(0))},
  ];
}

/** Findings of 17.2 over some batches. */
export async function* checkLoss(learner: Learner, cases: SaidCase[]): AsyncGenerator<Finding> {
  for (const said of cases) {
    const {probabilities, targets} = said;
    const actual = await learner.call('wordLoss', probabilities, targets);
    const path = `wordLoss([${targets.length}, ${targets[0].length}, ${probabilities[0][0].length}], targets)`;
    if (actual === Number.POSITIVE_INFINITY || Number.isNaN(actual)) {
      const why = 'all probabilities are above 0 here; is an index past the end of a list, or a number divided by 0?';
      yield {passed: false, message: `${path} is ${actual}: ${why}`};
      continue;
    }
    yield compare({path, actual, expected: lossOf(said), tolerance: 1e-6, slips: lossSlips(said)});
  }
}
