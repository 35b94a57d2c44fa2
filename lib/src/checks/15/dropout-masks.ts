import type {Random} from '../../data/random';
import {compare, type Slip, type Value} from '../frame/compare';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';

export const TOLERANCE = 1e-6;
type Rows = number[][];
type Cube = number[][][];

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

const cube = (source: Random, {batch, timeSteps, units, rate}: BatchCase): Cube =>
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

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const columns = (rows: Rows): Rows => rows[0].map((_, j) => rows.map((row) => row[j]));

/** What 15.3 measures. */
export function statisticsOf(masks: Cube): Record<'dropped' | 'mean' | 'always', number> {
  const all = masks.flat(2);
  const overTime = masks.flatMap(columns); // one list a unit of a sequence
  const share = (lists: number[][], test: (list: number[]) => boolean) => lists.filter(test).length / lists.length;
  return {
    dropped: all.filter((value) => value === 0).length / all.length,
    mean: mean(all),
    always: share(overTime, (list) => list.every((value) => value > 0)),
  };
}

/** Findings of 15.3: masks of both kinds. */
export async function* checkStatistics(learner: Learner, source: Random, cases: BatchCase[]): AsyncGenerator<Finding> {
  for (const [i, one] of cases.entries()) {
    const {batch, timeSteps, units, rate} = one;
    const masks = batchMasks(cube(source, one), rate, i % 2 === 1);
    const [all, overTime] = [masks.flat(2), masks.flatMap(columns)];
    const expected = statisticsOf(masks);
    const kept = all.filter((value) => value > 0);
    const slips: FieldSlip[] = [
      {message: 'dropped is the share that is kept', value: {...expected, dropped: 1 - expected.dropped}},
      {
        message: 'dropped is a number of places; a share was asked for',
        value: {...expected, dropped: all.length - kept.length},
      },
      {message: 'the mean is taken over what is kept; the zeros belong to it', value: {...expected, mean: mean(kept)}},
      {message: 'this is the sum of the mask, not its mean', value: {...expected, mean: mean(all) * all.length}},
      {
        message: 'always counts units that are kept at some step; it asks for every step',
        value: {
          ...expected,
          always: overTime.filter((list) => list.some((value) => value > 0)).length / overTime.length,
        },
      },
      {
        message: 'always counts places that are kept; it asks for units that are kept at every step of their sequence',
        value: {...expected, always: 1 - expected.dropped},
      },
      {
        message: 'always counts steps at which every unit is kept; it asks for units that are kept at every step',
        value: {
          ...expected,
          always: masks.flat().filter((row) => row.every((value) => value > 0)).length / masks.flat().length,
        },
      },
      {
        message:
          'always counts units that are kept at every step of every sequence; each sequence is counted for itself',
        value: {
          ...expected,
          always: columns(masks.flat()).filter((list) => list.every((value) => value > 0)).length / units,
        },
      },
      {
        message: 'always is a number of units; a share was asked for',
        value: {...expected, always: expected.always * overTime.length},
      },
    ];
    const actual = await learner.call('maskStatistics', masks);
    const path = `maskStatistics(${[batch, timeSteps, units].join(' x ')})`;
    yield compareFields({path, actual, expected, tolerance: TOLERANCE, slips});
  }
}

/** What 15.4 expects of inverted masks. */
export function expectedOf(rate: number, timeSteps: number, isVariational: boolean): Record<string, Value> {
  return {mean: 1, deviation: Math.sqrt(rate / (1 - rate)), always: isVariational ? 1 - rate : (1 - rate) ** timeSteps};
}

/** Findings of 15.4: both kinds for each rate and number of steps. */
export async function* checkExpected(
  learner: Learner,
  cases: [rate: number, timeSteps: number][],
): AsyncGenerator<Finding> {
  for (const [rate, timeSteps] of cases) {
    for (const isVariational of [false, true]) {
      const expected = expectedOf(rate, timeSteps, isVariational) as {mean: number; deviation: number; always: number};
      const deviation = (message: string, value: number) => ({message, value: {...expected, deviation: value}});
      const always = (message: string, value: number) => ({message, value: {...expected, always: value}});
      const slips: FieldSlip[] = [
        {
          message: 'this is the mean without scaling; what is kept is 1 / (1 - rate)',
          value: {...expected, mean: 1 - rate},
        },
        {
          message: 'this is the size of what is kept; the zeros belong to the mean',
          value: {...expected, mean: 1 / (1 - rate)},
        },
        deviation('this is the variance; the deviation is its root', rate / (1 - rate)),
        deviation('this is the deviation of a mask that is not scaled', Math.sqrt(rate * (1 - rate))),
        deviation(
          'the mean square is not the variance yet: the square of the mean comes off',
          Math.sqrt(1 / (1 - rate)),
        ),
        deviation('this is the root of the rate; the scale counts as well', Math.sqrt(rate)),
        always(
          isVariational
            ? 'a variational mask is drawn once: who is kept at the first step is kept at all'
            : 'standard dropout draws at every step: a unit has to be lucky each time',
          isVariational ? (1 - rate) ** timeSteps : 1 - rate,
        ),
        always('this is the chance to be dropped all the time', isVariational ? rate : rate ** timeSteps),
        always('this is the chance to be dropped at some step', 1 - expected.always),
        always('chances of independent steps multiply', (1 - rate) * timeSteps),
        always('a unit is drawn as often as there are steps; here one is missing', (1 - rate) ** (timeSteps - 1)),
      ];
      const actual = await learner.call('expectedStatistics', rate, timeSteps, isVariational);
      const path = `expectedStatistics(${rate}, ${timeSteps}, ${isVariational})`;
      yield compareFields({path, actual, expected, tolerance: TOLERANCE, slips});
    }
  }
}
