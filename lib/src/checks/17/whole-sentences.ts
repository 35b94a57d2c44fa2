import type {Random} from '../../data/random';
import type {Learner} from '../frame/frame';
import {judgeRule, type WrongRule} from '../frame/named-rules';
import {telling} from './step-tables';

type ScoreCase = [logs: number[], penalty: number];

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const scored = (logs: number[], penalty: number): number => total(logs) / logs.length ** penalty;

const scoreRules: WrongRule<ScoreCase>[] = [
  ['the length penalty is missing: divide by |y|^λ', (logs) => total(logs)],
  [
    'the penalty is on the wrong side: log P is divided by |y|^λ, not multiplied by it',
    (logs, penalty) => total(logs) * logs.length ** penalty,
  ],
  [
    'log P is divided by λ |y|; the length is raised to the power of λ',
    (logs, penalty) => total(logs) / (penalty * logs.length),
  ],
  [
    'log P is divided by λ |y|; the length is raised to the power of λ',
    (logs, penalty) => total(logs) / (penalty * logs.length || 1),
  ],
  [
    'log P is divided by the length whatever λ is; the length is raised to the power of λ first',
    (logs) => total(logs) / logs.length,
  ],
  [
    'λ is raised to the power of the length; it is the other way round',
    (logs, penalty) => total(logs) / penalty ** logs.length,
  ],
  ['log P is multiplied by λ; it is divided by |y|^λ', (logs, penalty) => total(logs) * penalty],
  ['λ is subtracted for each token; log P is divided by |y|^λ', (logs, penalty) => total(logs) - penalty * logs.length],
  [
    'the length is counted without END; END is a decision like the others, and its place counts',
    (logs, penalty) => total(logs) / Math.max(1, logs.length - 1) ** penalty,
  ],
  [
    'the length is one too large: END is in the list already',
    (logs, penalty) => total(logs) / (logs.length + 1) ** penalty,
  ],
  [
    'the last logarithm, that of END, is left out of the sum',
    (logs, penalty) => total(logs.slice(0, -1)) / logs.length ** penalty,
  ],
  [
    'probabilities are added; add their logarithms',
    (logs, penalty) => total(logs.map(Math.exp)) / logs.length ** penalty,
  ],
  [
    'the product of the probabilities is divided; divide its logarithm',
    (logs, penalty) => Math.exp(total(logs)) / logs.length ** penalty,
  ],
  [
    'the logarithms are multiplied; the logarithm of a product is a sum',
    (logs, penalty) => logs.reduce((a, b) => a * b, 1) / logs.length ** penalty,
  ],
  ['the sign has changed; log P is negative, and the largest score wins', (logs, penalty) => -scored(logs, penalty)],
  [
    'this is the penalty of Wu et al., ((5 + |y|) / 6)^λ; here it is |y|^λ',
    (logs, penalty) => total(logs) / ((5 + logs.length) / 6) ** penalty,
  ],
  [
    'this is the mean of the logarithms, divided once more: log P is their sum',
    (logs, penalty) => scored(logs, penalty) / logs.length,
  ],
];

/** What a number says of the way it was made, where no rule does. */
function oddScore(actual: number, penalty: number): string | undefined {
  if (penalty === 0 && Math.abs(actual) === Number.POSITIVE_INFINITY) {
    return 'is infinite: something is divided by 0. The length to the power of 0 is 1; is λ multiplied by the length, or raised to the power of the length?';
  }
  return penalty === 0 && actual === 1
    ? 'is 1 where λ is 0, whatever log P is; only the length is raised to the power of λ'
    : undefined;
}

/** Findings of 17.4 over some sequences. */
export const checkScore = (learner: Learner, cases: ScoreCase[]) =>
  judgeRule(learner, {
    name: 'score',
    cases,
    right: scored,
    wrong: scoreRules,
    tolerance: 1e-9,
    call: (logs, penalty) => `score(${logs.length} logarithms, ${penalty})`,
    otherwise: (actual, _, penalty) => oddScore(Number(actual), penalty),
  });

/** Random log-probabilities of a sequence, END last. */
export const drawScore = ({uniform}: Random, length: number, penalty: number): ScoreCase => [
  Array.from({length}, () => -uniform(0.1, 2.5)),
  penalty,
];

export type MatchCase = [right: number[][], written: number[][], end: number];

const before = (row: number[], end: number): number[] => {
  const stop = row.indexOf(end);
  return stop < 0 ? row : row.slice(0, stop);
};
const same = (a: number[], b: number[]): boolean => a.length === b.length && a.every((id, i) => id === b[i]);
const share = (hits: boolean[]): number => hits.filter(Boolean).length / hits.length;
const rows = (right: number[][], test: (row: number[], i: number) => boolean): number => share(right.map(test));

/** Share of the rows that are right as a whole, up to the first END. */
export const matched = (right: number[][], written: number[][], end: number): number =>
  rows(right, (row, i) => same(row, before(written[i], end)));

const pairwise = (right: number[][], written: number[][], end: number): boolean[] =>
  right.flatMap((row, i) => row.map((id, t) => before(written[i], end)[t] === id));

const matchRules: WrongRule<MatchCase>[] = [
  [
    'what stands behind END counts as written; cut each row at its first END',
    (right, written) => rows(right, (row, i) => same(row, written[i])),
  ],
  [
    'END is left out, but what stands behind it stays; cut each row at its first END',
    (right, written, end) =>
      rows(right, (row, i) =>
        same(
          row,
          written[i].filter((id) => id !== end),
        ),
      ),
  ],
  [
    'the row is cut at its last END; the first one stops the writing',
    (right, written, end) =>
      rows(right, (row, i) => {
        const stop = written[i].lastIndexOf(end);
        return same(row, stop < 0 ? written[i] : written[i].slice(0, stop));
      }),
  ],
  [
    'words are counted; a sentence counts as a whole, right or not',
    (right, written, end) => share(pairwise(right, written, end)),
  ],
  [
    'a sentence that goes on too long counts as right; the lengths must agree as well',
    (right, written, end) => rows(right, (row, i) => row.every((id, t) => before(written[i], end)[t] === id)),
  ],
  [
    'a sentence that stops too early counts as right; the lengths must agree as well',
    (right, written, end) => rows(right, (row, i) => before(written[i], end).every((id, t) => row[t] === id)),
  ],
  [
    'the order of the words is not compared',
    (right, written, end) =>
      rows(right, (row, i) =>
        same(
          [...row].sort((a, b) => a - b),
          before(written[i], end).sort((a, b) => a - b),
        ),
      ),
  ],
  [
    'END is hung on the right row and what stands behind it stays; cut each written row at its first END',
    (right, written, end) => rows(right, (row, i) => same([...row, end], written[i])),
  ],
  [
    'this is the mean share of right words; a sentence counts as a whole, right or not',
    (right, written, end) =>
      right.reduce((sum, row, i) => sum + share(pairwise([row], [written[i]], end)), 0) / right.length,
  ],
  [
    'the words are only looked for somewhere in the row; each has a place',
    (right, written) => rows(right, (row, i) => row.every((id) => written[i].includes(id))),
  ],
  [
    'ids are joined without a comma between them; then 3, 4 reads like 34',
    (right, written, end) => rows(right, (row, i) => row.join('') === before(written[i], end).join('')),
  ],
  ['no row counts as right: are lists compared with ===? A new list never is the same list; compare the ids', () => 0],
  [
    'only the lengths are compared',
    (right, written, end) => rows(right, (row, i) => row.length === before(written[i], end).length),
  ],
  ['only the first word is compared', (right, written) => rows(right, (row, i) => row[0] === written[i][0])],
  [
    'this is the number of right sentences; divide by the number of all',
    (right, written, end) => matched(right, written, end) * right.length,
  ],
  ['this is in per cent; a share lies between 0 and 1', (right, written, end) => 100 * matched(right, written, end)],
  ['this is the share of the wrong sentences', (right, written, end) => 1 - matched(right, written, end)],
  [
    'a row without END counts as wrong, though its words are right; indexOf gives -1 there, and slice(0, -1) drops the last word',
    (right, written, end) => rows(right, (row, i) => same(row, written[i].slice(0, written[i].indexOf(end)))),
  ],
];

/** Findings of 17.6 over some batches. */
export const checkMatch = (learner: Learner, cases: MatchCase[]) =>
  judgeRule(learner, {
    name: 'exactMatch',
    cases,
    right: matched,
    wrong: matchRules,
    tolerance: 1e-9,
    call: (right) => `exactMatch(${right.length} rows)`,
    otherwise: (actual) =>
      Number.isNaN(actual) ? 'is NaN: is something divided by 0, or an index past the end of a list?' : undefined,
  });

/** Rows of which some are right, some have one word wrong, stop early, go on, or hold ids behind END. */
function drawRows({integer}: Random, count: number): MatchCase {
  const end = integer(1, 3);
  const word = () => integer(3, 9);
  const words = (n: number) => Array.from({length: n}, word);
  const kinds = Array.from({length: count}, (_, i) => (i < 9 ? i : integer(0, 9)));
  const right = kinds.map((kind) => [...words(integer(2, 6)), ...(kind === 8 ? [34] : [])]);
  const written = right.map((row, i) => {
    const changed = [...row.slice(0, -1), row[row.length - 1] === 3 ? 4 : 3];
    const turned = [...row].reverse();
    const made = [
      [...row, end, ...words(2)],
      [...row, end],
      row,
      [...changed, end, word()],
      [...row.slice(0, -1), end, row[row.length - 1]],
      [...row, word(), end],
      [...turned, end, ...words(1), end],
      [...row, end, ...words(1), end],
      [...row.slice(0, -1), 3, 4, end],
    ];
    return made[kinds[i]];
  });
  return [right, written, end];
}

/** Batches on which the usual slips show, by their numbers of rows. */
export function drawMatch(source: Random, counts: number[]): MatchCase[] {
  const draws = counts.map((count) => () => drawRows(source, count));
  return telling(draws, matched, matchRules);
}
