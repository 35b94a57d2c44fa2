import type {Random} from '../../data/random';
import type {Slip} from '../frame/compare';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';

type Rows = number[][];

/** Gradients, one list a weight, and the limit of their common norm. */
export interface ClipCase {
  gradients: Rows;
  limit: number;
}

interface Clipped {
  before: number;
  after: number;
  gradients: Rows;
}

const norm = (values: number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
const scaled = (gradients: Rows, factor: number): Rows => gradients.map((list) => list.map((value) => factor * value));
const made = (gradients: Rows, result: Rows): Clipped => ({
  before: norm(gradients.flat()),
  after: norm(result.flat()),
  gradients: result,
});

/** All gradients shortened together. */
export function clipTogether({gradients, limit}: ClipCase): Clipped {
  const before = norm(gradients.flat());
  return made(gradients, before > limit ? scaled(gradients, limit / before) : gradients);
}

const plain = ({before, after, gradients}: Clipped): Record<string, Slip['value']> => ({before, after, gradients});

function clipSlips({gradients, limit}: ClipCase): FieldSlip[] {
  const right = clipTogether({gradients, limit});
  const all = gradients.flat();
  const before = norm(all);
  const by = (size: number) => made(gradients, size > limit ? scaled(gradients, limit / size) : gradients);
  const each = gradients.map((list) => (norm(list) > limit ? scaled([list], limit / norm(list))[0] : list));
  const cut = gradients.map((list) => list.map((value) => Math.max(-limit, Math.min(limit, value))));
  const always = before > 0 ? scaled(gradients, limit / before) : gradients;
  const sum = gradients.reduce((total, list) => total + norm(list), 0);
  const longest = Math.max(...gradients.map(norm));
  const slips: [message: string, value: Clipped][] = [
    ['each list is clipped by itself; one factor for all keeps the direction of the step', made(gradients, each)],
    ['each number is cut to the limit; that turns the step, one factor for all only shortens it', made(gradients, cut)],
    ['a short gradient is made longer; clipping only shortens', made(gradients, always)],
    ['the factor comes from the sum of the norms of the lists; the common norm is one root over all squares', by(sum)],
    ['the factor comes from the longest list; the common norm is one root over all squares', by(longest)],
    ['the factor comes from the squared norm; the root is missing', by(before ** 2)],
    ['the largest number decides here; it is the norm', by(Math.max(...all.map(Math.abs)))],
    ['nothing is clipped although the norm is above the limit', made(gradients, gradients)],
    [
      'a long gradient is divided by its norm and no more; the limit is missing in the factor',
      made(gradients, before > limit ? scaled(gradients, 1 / before) : gradients),
    ],
    ['everything is divided by the limit', made(gradients, scaled(gradients, 1 / limit))],
    [
      'a gradient above the limit is thrown away; it is shortened',
      before > limit ? made(gradients, scaled(gradients, 0)) : right,
    ],
  ];
  return [
    {
      message: 'the norm before is taken after clipping: the log would never show an explosion',
      value: plain({...right, before: right.after}),
    },
    {
      message: 'the norm after is taken before clipping: the log would say that nothing was clipped',
      value: plain({...right, after: right.before}),
    },
    {
      message: 'the norm after is the limit always; a shorter gradient keeps its own norm',
      value: plain({...right, after: limit}),
    },
    {
      message: 'before and after have changed places',
      value: plain({...right, before: right.after, after: right.before}),
    },
    {
      message: 'the squared norm is logged; the root is missing',
      value: plain({...right, before: right.before ** 2, after: right.after ** 2}),
    },
    {
      message: 'the norms of the lists are added; the common norm is one root over all squares',
      value: plain({...right, before: sum}),
    },
    ...slips.map(([message, value]) => ({message, value: plain(value)})),
  ];
}

/** Findings of 05.4. */
export async function* checkClip(learner: Learner, cases: ClipCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {gradients, limit} = one;
    const actual = await learner.call('clipTogether', gradients, limit);
    const size = norm(gradients.flat());
    const path = `clipTogether(${gradients.length} list${gradients.length === 1 ? '' : 's'} of norm ${size.toPrecision(3)}, ${limit})`;
    const isNaNs = JSON.stringify(actual ?? null).includes('null') && size === 0;
    if (isNaNs)
      yield {passed: false, message: `${path}: 0 / 0 is no number; a gradient of zeros is short enough as it is`};
    else
      yield compareFields({path, actual, expected: plain(clipTogether(one)), tolerance: 1e-5, slips: clipSlips(one)});
  }
}

/** Lists of the given lengths, scaled to a common norm. */
export function drawGradients({uniform}: Random, lengths: number[], size: number, limit: number): ClipCase {
  const drawn = lengths.map((length) => Array.from({length}, () => uniform(0.2, 1) * (uniform(0, 1) < 0.5 ? -1 : 1)));
  return {gradients: scaled(drawn, size / norm(drawn.flat())), limit};
}
