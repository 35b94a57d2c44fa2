import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

export const TOLERANCE = 1e-6;
type Rows = number[][];
export type Cube = number[][][];

/** A list for each column. */
export const columns = (rows: Rows): Rows => rows[0].map((_, j) => rows.map((row) => row[j]));

/** Numbers in [0, 1), none so near to a rate that rounding could decide. */
export function uniforms({uniform}: Random, count: number, rate: number): number[] {
  return Array.from({length: count}, () => {
    let value = rate;
    while (Math.abs(value - rate) < 1e-3) value = Math.round(uniform(0, 1) * 1e6) / 1e6;
    return Math.min(value, 0.999999);
  });
}

/** What one number of a mask is made of. */
type Rule = (value: number, rate: number) => number;
const right: Rule = (u, rate) => (u < rate ? 0 : 1 / (1 - rate));

const RULES: [message: string, rule: Rule][] = [
  ['what is kept is not scaled: sums would be smaller while training than in use', (u, p) => (u < p ? 0 : 1)],
  [
    'what should be dropped is kept, and the other way round: u below the rate is dropped',
    (u, p) => (u < p ? 1 / (1 - p) : 0),
  ],
  ['the rate is taken for the share that is kept', (u, p) => (u < p ? 1 / p : 0)],
  ['kept and dropped have changed places, and nothing is scaled', (u, p) => (u < p ? 1 : 0)],
  ['what is kept is made smaller; it has to make up for what is dropped', (u, p) => (u < p ? 0 : 1 - p)],
  ['what is kept is divided by the rate; divide by the share that is kept', (u, p) => (u < p ? 0 : 1 / p)],
  ['1 + rate is not 1 / (1 - rate): how many are left to carry the sum?', (u, p) => (u < p ? 0 : 1 + p)],
  ['u is compared with the share that is kept; below the rate means dropped', (u, p) => (u < 1 - p ? 1 / (1 - p) : 0)],
  ['nothing is dropped: where u lies below the rate the mask is 0', (_, p) => 1 / (1 - p)],
  ['what is kept is scaled twice', (u, p) => (u < p ? 0 : 1 / (1 - p) ** 2)],
  ['what is kept is multiplied by its random number; u only decides', (u, p) => (u < p ? 0 : u / (1 - p))],
  ['the random numbers themselves are left where something is kept', (u, p) => (u < p ? 0 : u)],
];

/** Inputs of 15.1. */
export interface MaskCase {
  rate: number;
  count: number;
}

/** Findings of 15.1. */
export async function* checkDropMask(learner: Learner, source: Random, cases: MaskCase[]): AsyncGenerator<Finding> {
  for (const {rate, count} of cases) {
    const given = uniforms(source, count, rate);
    const expected = given.map((u) => right(u, rate));
    const kept = expected.filter((value) => value > 0).length;
    const slips: Slip[] = RULES.map(([message, rule]) => ({message, value: given.map((u) => rule(u, rate))}));
    slips.push({
      message: 'the scale comes from how many happened to survive; it is fixed by the rate',
      value: expected.map((value) => (value > 0 ? count / kept : 0)),
    });
    slips.push({
      message: 'the list of those that are kept; a mask has a number for every unit',
      value: expected.filter((v) => v > 0),
    });
    const actual = await learner.call('dropMask', given, rate);
    const path = `dropMask(${count} number${count === 1 ? '' : 's'}, ${rate})`;
    yield compare({path, actual, expected, tolerance: TOLERANCE, slips});
  }
}

/** Sizes of the masks of a batch. */
export interface BatchCase extends Omit<MaskCase, 'count'> {
  batch: number;
  timeSteps: number;
  units: number;
}

/** Random numbers for a batch. */
export const cube = (source: Random, {batch, timeSteps, units, rate}: BatchCase): Cube =>
  Array.from({length: batch}, () => Array.from({length: timeSteps}, () => uniforms(source, units, rate)));

/** Masks of a batch; `pick` says which of the numbers decides at a place. */
function masksOf(
  given: Cube,
  rate: number,
  pick: (b: number, t: number, j: number) => [number, number, number],
  rule = right,
): Cube {
  return given.map((sequence, b) =>
    sequence.map((row, t) =>
      row.map((_, j) => {
        const [k, s, n] = pick(b, t, j);
        return rule(given[k][s][n], rate);
      }),
    ),
  );
}

/** The masks of 15.2. */
export function batchMasks(given: Cube, rate: number, isVariational: boolean, rule = right): Cube {
  return masksOf(given, rate, (b, t, j) => [b, isVariational ? 0 : t, j], rule);
}

/** Findings of 15.2: both kinds for each batch. */
export async function* checkBatchMasks(learner: Learner, source: Random, cases: BatchCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {rate, batch, timeSteps, units} = one;
    const given = cube(source, one);
    for (const isVariational of [false, true]) {
      const actual = await learner.call('batchMasks', given, rate, isVariational);
      const of = (pick: Parameters<typeof masksOf>[2]) => masksOf(given, rate, pick);
      const at = (t: number) => (isVariational ? 0 : t);
      const expected = batchMasks(given, rate, isVariational);
      const slips: Slip[] = [
        {
          message: isVariational
            ? 'every step has a mask of its own; a variational mask is the same at all steps of a sequence'
            : 'all steps of a sequence share a mask; standard dropout draws anew at each step',
          value: batchMasks(given, rate, !isVariational),
        },
        {message: 'the whole batch shares one mask; each sequence has its own', value: of((_, t, j) => [0, at(t), j])},
        {
          message: 'one number decides for all units of a step; each unit has its own',
          value: of((b, t) => [b, at(t), 0]),
        },
        {
          message: 'who is dropped at any step is dropped at all here; the numbers of the first step decide alone',
          value: isVariational
            ? given.map((rows) => {
                const least = columns(rows).map((list) => right(Math.min(...list), rate));
                return rows.map(() => least);
              })
            : expected,
        },
        {
          message: 'all units of a step share a mask; variational means that all steps do',
          value: isVariational ? of((b, t) => [b, t, 0]) : expected,
        },
        {
          message: 'the last step decides here; take the numbers of the first',
          value: of((b, t, j) => [b, isVariational ? timeSteps - 1 : t, j]),
        },
        {
          message: 'there is one mask for each sequence; every step needs it, so repeat it',
          value: expected.map(([row]) => row),
        },
        {
          message: 'the step comes first here; the masks are [batch, timeSteps, units]',
          value: given[0].map((_, t) => expected.map((rows) => rows[t])),
        },
        ...RULES.map(([message, rule]) => ({message, value: batchMasks(given, rate, isVariational, rule)})),
      ];
      const path = `batchMasks(${[batch, timeSteps, units].join(' x ')}, ${rate}, ${isVariational})`;
      yield compare({path, actual, expected, tolerance: TOLERANCE, slips});
    }
  }
}
