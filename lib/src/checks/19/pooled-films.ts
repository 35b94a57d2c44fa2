import type {Random} from '../../data/random';
import type {Learner} from '../frame/frame';
import {judgeRule, type WrongRule} from '../frame/named-rules';
import {softmaxWhere} from './masked-weights';

/** States [films][frames][units], mask [films][frames] and query [units]. */
export type PoolCase = [H: number[][][], mask: number[][], query: number[]];

const product = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);
const mix = (rows: number[][], weights: readonly number[]): number[] =>
  rows[0].map((_, unit) => rows.reduce((sum, row, t) => sum + weights[t] * row[unit], 0));
const all = (rows: readonly unknown[]): number[] => rows.map(() => 1);
const over = (weights: number[]): number[] => {
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
};

type Weigh = (rows: number[][], there: number[], query: number[]) => number[];
const scoresOf = (rows: number[][], query: number[], by = Math.sqrt(query.length)): number[] =>
  rows.map((row) => product(row, query) / by);
const pooled =
  (weigh: Weigh) =>
  (H: number[][][], mask: number[][], query: number[]): number[][] =>
    H.map((rows, film) => mix(rows, weigh(rows, mask[film], query)));

/** One row a film: the mean of its states, weighed by a masked softmax of scaled dot scores. */
export const attentionPool = pooled((rows, there, query) => softmaxWhere(scoresOf(rows, query), there));

const poolRules: WrongRule<PoolCase>[] = [
  [
    'the scores are not divided by the root of the number of units',
    pooled((rows, there, query) => softmaxWhere(scoresOf(rows, query, 1), there)),
  ],
  [
    'the scores are divided by the number of units; divide by its root',
    pooled((rows, there, query) => softmaxWhere(scoresOf(rows, query, query.length), there)),
  ],
  [
    'the scores are divided by the root of the number of frames; it is the number of units that counts',
    pooled((rows, there, query) => softmaxWhere(scoresOf(rows, query, Math.sqrt(rows.length)), there)),
  ],
  [
    'padding is read too: give the frames that are not there no weight',
    pooled((rows, _, query) => softmaxWhere(scoresOf(rows, query), all(rows))),
  ],
  [
    'the states of padding are set to 0, but they keep their weight: close them in the softmax',
    (H, mask, query) =>
      H.map((rows, film) => {
        const kept = rows.map((row, t) => row.map((value) => value * mask[film][t]));
        return mix(kept, softmaxWhere(scoresOf(kept, query), all(rows)));
      }),
  ],
  [
    'the scores of padding are set to 0, and e to the 0 is 1: that is a weight; minus infinity has none',
    pooled((rows, there, query) =>
      softmaxWhere(
        scoresOf(rows, query).map((score, t) => score * there[t]),
        all(rows),
      ),
    ),
  ],
  [
    'the scores are divided by the lengths of state and query; divide by the root of the number of units alone',
    pooled((rows, there, query) =>
      softmaxWhere(
        rows.map((row) => product(row, query) / Math.hypot(...row) / Math.hypot(...query)),
        there,
      ),
    ),
  ],
  ['each unit has weights of its own; a state gets one weight, by a score that sums over its units', perUnit],
  [
    'the weights of padding are set to 0 after the softmax; then the others no longer sum to 1',
    pooled((rows, there, query) => softmaxWhere(scoresOf(rows, query), all(rows)).map((w, t) => w * there[t])),
  ],
  [
    'this is the plain mean of the states; weigh them by how well they fit the query',
    pooled((_, there) => over(there)),
  ],
  [
    'the scores are the weights; a softmax of them is missing',
    pooled((rows, there, query) => scoresOf(rows, query).map((score, t) => score * there[t])),
  ],
  [
    'the weights are not divided by their sum',
    pooled((rows, there, query) => scoresOf(rows, query).map((score, t) => there[t] * Math.exp(score))),
  ],
  [
    'only the frame of the highest score is read; a softmax reads them all, each by its weight',
    pooled((rows, there, query) => {
      const scores = scoresOf(rows, query).map((score, t) => (there[t] ? score : Number.NEGATIVE_INFINITY));
      return scores.map((score) => Number(score === Math.max(...scores)));
    }),
  ],
  [
    'the mean is divided by the number of frames once more; the weights sum to 1 already',
    pooled((rows, there, query) =>
      softmaxWhere(scoresOf(rows, query), there).map((w) => w / there.filter(Boolean).length),
    ),
  ],
  [
    'this is the last state; all states of the film were to be weighed',
    pooled((rows, there) => rows.map((_, t) => Number(t === there.lastIndexOf(1)))),
  ],
  [
    'the mask of the first film is used for all of them',
    (H, [first], query) => H.map((rows) => mix(rows, softmaxWhere(scoresOf(rows, query), first))),
  ],
  [
    'the weights multiply the query, not the states',
    (H, mask, query) =>
      H.map((rows, film) =>
        mix(
          rows.map(() => query),
          softmaxWhere(scoresOf(rows, query), mask[film]),
        ),
      ),
  ],
  ['only padding is read: 1 in the mask means that the frame is there', turned],
];

function turned(H: number[][][], mask: number[][], query: number[]): number[][] {
  return H.map((rows, film) => {
    const there = mask[film].map((one) => 1 - one);
    return there.includes(1) ? mix(rows, softmaxWhere(scoresOf(rows, query), there)) : rows[0].map(() => 0);
  });
}

function perUnit(H: number[][][], mask: number[][], query: number[]): number[][] {
  const root = Math.sqrt(query.length);
  return H.map((rows, film) =>
    query.map((q, unit) => {
      const column = rows.map((row) => row[unit]);
      return product(
        softmaxWhere(
          column.map((h) => (h * q) / root),
          mask[film],
        ),
        column,
      );
    }),
  );
}

function oddPool(actual: unknown, H: number[][][], mask: number[][]): string | undefined {
  if (!Array.isArray(actual)) return undefined;
  if (actual.flat(3).some((value) => typeof value === 'number' && !Number.isFinite(value))) {
    return 'holds NaN or infinity: are all powers of a film 0, or is one too large? Subtract the largest score of the frames that are there';
  }
  const [films, frames, units] = [H.length, H[0].length, H[0][0].length];
  if (actual.length === films && Array.isArray(actual[0]) && actual[0].length === frames && frames !== units) {
    return Array.isArray(actual[0][0])
      ? 'one row a frame: the weighed states are still to be added up'
      : 'one number a frame: these are weights; multiply the states by them and add up';
  }
  if (actual.length === films && actual.every((one) => Array.isArray(one?.[0]) && one.length === 1)) {
    return 'the row of each film lies in a list of its own; hand in the row itself, [films][units]';
  }
  if (actual.length === units && !Array.isArray(actual[0])) return 'one row for all films; each film has its own';
  if (actual.length === films && !Array.isArray(actual[0])) return 'one number a film; its units do not mix';
  return mask.length === actual.length ? undefined : 'one row a film was asked for';
}

/** Findings of 19.3 over some films. */
export const checkPool = (learner: Learner, cases: PoolCase[]) =>
  judgeRule<PoolCase>(learner, {
    name: 'attentionPool',
    cases,
    right: attentionPool,
    wrong: poolRules,
    tolerance: 1e-6,
    call: (_, mask, query) => {
      const lengths = mask.map((row) => row.filter(Boolean).length);
      return `attentionPool(films of ${lengths.join(', ')} frames, mask, query of ${query.length})`;
    },
    otherwise: oddPool,
  });

/** Random states and a query; the padding holds numbers too, larger ones. */
export function drawPool({normal}: Random, lengths: number[], frames: number, units: number): PoolCase {
  const row = (size: number) => Array.from({length: units}, () => normal(0, size));
  const mask = lengths.map((length) => Array.from({length: frames}, (_, t) => Number(t < length)));
  return [mask.map((film) => film.map((there) => row(there ? 1 : 2))), mask, row(1.5)];
}
