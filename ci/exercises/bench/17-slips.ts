/** Wrong answers to exercise 17: one slip each, and what the check must say to it. */
import {beamSlips} from './17-beam-slips';
import {modelSlips} from './17-model-slips';
import {type WrongAnswer, wrong} from './bench';
import {back, follow, front, left, pad, type Rows, type Steps} from './translating';

type Walk = (table: Steps, end: number, most: number) => unknown;
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: number[]): number => sum(values) / values.length;
const losses = (P: number[][][], Y: Rows, counts = (id: number) => id !== 0): Rows =>
  Y.map((row, b) => row.flatMap((id, t) => (counts(id) ? [-Math.log(P[b][t][id])] : [])));
const most = (row: number[]): number => row.indexOf(Math.max(...row));
const walkOn = (table: Steps, end: number, count: number, keeps: boolean): number[] =>
  follow(table, -1, count).filter((token) => keeps || token !== end);
export const slips: Record<string, WrongAnswer[]> = {
  '17.1': wrong<(targets: Rows, start: number, end: number) => unknown>('teach', [
    ['not shifted', (y, s) => ({read: pad(front(y, s)), write: pad(front(y, s))}), /not shifted/],
    ['reads the answer', (y, _, e) => ({read: pad(back(y, e)), write: pad(back(y, e))}), /very word/],
    [
      'both marks in both',
      (y, s, e) => ({read: pad(back(front(y, s), e)), write: pad(back(front(y, s), e))}),
      /only one of them/,
    ],
    ['no marks', (y) => ({read: pad(y), write: pad(y)}), /START and END are missing/],
    ['END missing', (y, s) => ({read: pad(front(y, s)), write: pad(y, 0, 1)}), /END is missing in write/],
    ['END missing, narrower', (y, s) => ({read: pad(front(y, s)), write: pad(y)}), /END is missing in write/],
    ['START missing', (y, _, e) => ({read: pad(y, 0, 1), write: pad(back(y, e))}), /START is missing in read/],
    ['END read', (y, s, e) => ({read: pad(back(front(y, s), e)), write: pad(back(y, e))}), /read holds END/],
    [
      'cut at one column',
      (y, s, e) => ({read: pad(back(front(y, s), e)).map((row) => row.slice(0, -1)), write: pad(back(y, e))}),
      /END in the shorter rows/,
    ],
    [
      'marks in place of words',
      (y, s, e) => ({
        read: pad(y.map((row) => [s, ...row.slice(1)])),
        write: pad(y.map((row) => [...row.slice(0, -1), e])),
      }),
      /take the place of a word/,
    ],
    [
      'shifted twice',
      (y, s, e) => ({read: pad(front(y, s)), write: pad(back(y, e)).map((row) => [...row.slice(1), 0])}),
      /shifted twice/,
    ],
    [
      'marks hung on the rows that were given',
      (y, s, e) => {
        for (const row of y) row.push(e);
        return {read: pad(y.map((row) => [s, ...row.slice(0, -1)])), write: pad(y)};
      },
      /changed its 1\. argument/,
    ],
    ['START written', (y, s, e) => ({read: pad(front(y, s)), write: pad(back(front(y, s), e))}), /write holds START/],
    ['marks exchanged', (y, s, e) => ({read: pad(front(y, e)), write: pad(back(y, s))}), /START and END have changed/],
    ['tables exchanged', (y, s, e) => ({read: pad(back(y, e)), write: pad(front(y, s))}), /read and write have/],
    ['padding in front', (y, s, e) => ({read: left(front(y, s)), write: left(back(y, e))}), /in front/],
    ['not padded', (y, s, e) => ({read: front(y, s), write: back(y, e)}), /not padded/],
    ['END behind the padding', (y, s, e) => ({read: pad(front(y, s)), write: back(pad(y), e)}), /behind the padding/],
    ['filled with END', (y, s, e) => ({read: pad(front(y, s), e), write: pad(back(y, e), e)}), /filled up with END/],
    ['a column too many', (y, s, e) => ({read: pad(front(y, s), 0, 1), write: pad(back(y, e), 0, 1)}), /too many/],
    ['a list of two', (y, s, e) => [pad(front(y, s)), pad(back(y, e))], /should be \{read, write\}/],
    ['nothing returned', () => undefined, /return missing/],
  ]),
  '17.2': wrong<(probabilities: number[][][], targets: Rows) => unknown>('wordLoss', [
    ['padding counted', (P, Y) => mean(losses(P, Y, () => true).flat()), /padding is counted/],
    ['divided by all places', (P, Y) => sum(losses(P, Y).flat()) / Y.flat().length, /leaves padding out/],
    [
      'padding in the sum only',
      (P, Y) => sum(losses(P, Y, () => true).flat()) / Y.flat().filter((id) => id).length,
      /padding is in the sum/,
    ],
    ['sign', (P, Y) => -mean(losses(P, Y).flat()), /sign/],
    ['sum', (P, Y) => sum(losses(P, Y).flat()), /this is the sum/],
    ['mean of means', (P, Y) => mean(losses(P, Y).map(mean)), /mean of means/],
    ['by sentences', (P, Y) => sum(losses(P, Y).flat()) / Y.length, /number of sentences/],
    ['bits', (P, Y) => mean(losses(P, Y).flat()) / Math.LN2, /bits/],
    [
      'mean probability',
      (P, Y) =>
        mean(
          losses(P, Y)
            .flat()
            .map((loss) => Math.exp(-loss)),
        ),
      /mean probability/,
    ],
    [
      'log of the mean',
      (P, Y) =>
        -Math.log(
          mean(
            losses(P, Y)
              .flat()
              .map((loss) => Math.exp(-loss)),
          ),
        ),
      /logarithm of a mean/,
    ],
    [
      'the likeliest',
      (P, Y) => mean(Y.flatMap((row, b) => row.flatMap((id, t) => (id ? [-Math.log(Math.max(...P[b][t]))] : [])))),
      /likeliest/,
    ],
    [
      'id - 1',
      (P, Y) => mean(Y.flatMap((row, b) => row.flatMap((id, t) => (id ? [-Math.log(P[b][t][id - 1])] : [])))),
      /id before/,
    ],
    [
      'END left out',
      (P, Y) => mean(losses(P, Y).flatMap((row) => row.slice(0, -1))),
      /last word of each sentence|number divided by 0/,
    ],
    [
      'entropy',
      (P, Y) =>
        mean(
          Y.flatMap((row, b) =>
            row.flatMap((id, t) => (id ? [sum(P[b][t].map((p) => (p > 0 ? -p * Math.log(p) : 0)))] : [])),
          ),
        ),
      /entropy of what the network says/,
    ],
    [
      'the chance of being wrong',
      (P, Y) => mean(Y.flatMap((row, b) => row.flatMap((id, t) => (id ? [-Math.log(1 - P[b][t][id])] : [])))),
      /taken of 1 - p/,
    ],
    ['perplexity', (P, Y) => Math.exp(mean(losses(P, Y).flat())), /perplexity/],
    ['the first sentence', (P, Y) => mean(losses(P, Y)[0]), /first sentence/],
  ]),
  '17.3': wrong<Walk>('greedy', [
    [
      'END kept',
      ({logs, next}, end, count) => {
        const said: number[] = [];
        for (let s = 0; said.length < count && said.at(-1) !== end; s = next[s][said[said.length - 1]])
          said.push(most(logs[s]));
        return said;
      },
      /END stands in the answer/,
    ],
    ['END does not stop', (table, end, count) => walkOn(table, end, count, true), /goes on after END/],
    ['END filtered', (table, end, count) => walkOn(table, end, count, false), /goes on after it/],
    ['state not moved', (table, end, count) => follow(table, end, count, {go: (s) => s}), /state stays 0/],
    [
      'token as state',
      (table, end, count) => follow(table, end, count, {go: (_, y) => Math.min(y, table.logs.length - 1)}),
      /token is taken for the next state/,
    ],
    ['from state 0', (table, end, count) => follow(table, end, count, {go: (_, y) => table.next[0][y]}), /in state 0/],
    [
      'smallest',
      (table, end, count) => follow(table, end, count, {pick: (row) => row.indexOf(Math.min(...row))}),
      /least likely|absolute/,
    ],
    ['one too many', (table, end, count) => follow(table, end, count + 1), /one token too many/],
    ['one too few', (table, end, count) => follow(table, end, count - 1), /one token too few/],
    [
      'END never',
      (table, end, count) =>
        follow(table, end, count, {pick: (row) => most(row.map((log, y) => (y === end ? -Infinity : log)))}),
      /END is never taken/,
    ],
    [
      'the states',
      (table, end, count) => {
        let s = 0;
        return follow(table, end, count).map((y) => {
          s = table.next[s][y];
          return s;
        });
      },
      /these are the states/,
    ],
    [
      'moved before the first token',
      ({logs, next}, end, count) => {
        const said: number[] = [];
        for (let s = next[0][most(logs[0])]; said.length < count && most(logs[s]) !== end; s = next[s][most(logs[s])])
          said.push(most(logs[s]));
        return said;
      },
      /moves before the first token/,
    ],
    ['the logarithms', (table, end, count) => follow(table, end, count).map((y) => table.logs[0][y]), /no token from/],
    ['a record', (table, end, count) => ({tokens: follow(table, end, count)}), /record/],
    ['nothing returned', () => undefined, /return missing/],
  ]),
  '17.4': wrong<(logs: number[], penalty: number) => unknown>('score', [
    ['no penalty', (logs) => sum(logs), /penalty is missing/],
    ['multiplied', (logs, penalty) => sum(logs) * logs.length ** penalty, /wrong side/],
    ['times λ', (logs, penalty) => sum(logs) / (penalty * logs.length || 1), /divided by λ/],
    ['always the mean', (logs) => mean(logs), /whatever λ is/],
    ['the mean to the power of λ', (logs, penalty) => mean(logs) ** penalty, /only the length is raised/],
    ['times λ alone', (logs, penalty) => sum(logs) * penalty, /multiplied by λ/],
    ['power the other way', (logs, penalty) => sum(logs) / penalty ** logs.length, /power of the length/],
    ['subtracted', (logs, penalty) => sum(logs) - penalty * logs.length, /subtracted/],
    ['without END', (logs, penalty) => sum(logs) / Math.max(1, logs.length - 1) ** penalty, /without END/],
    ['one more', (logs, penalty) => sum(logs) / (logs.length + 1) ** penalty, /one too large/],
    [
      'probabilities added',
      (logs, penalty) => sum(logs.map(Math.exp)) / logs.length ** penalty,
      /probabilities are added/,
    ],
    ['product', (logs, penalty) => Math.exp(sum(logs)) / logs.length ** penalty, /product of the probabilities/],
    ['Wu', (logs, penalty) => sum(logs) / ((5 + logs.length) / 6) ** penalty, /Wu/],
    ['sign', (logs, penalty) => -sum(logs) / logs.length ** penalty, /sign/],
    ['xor in place of a power', (logs, penalty) => sum(logs) / (logs.length ^ penalty), /differs/],
  ]),
  '17.5': beamSlips,
  ...modelSlips,
};
