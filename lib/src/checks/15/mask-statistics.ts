import type {Random} from '../../data/random';
import type {Value} from '../frame/compare';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';
import {type BatchCase, batchMasks, type Cube, columns, cube, TOLERANCE} from './dropout-masks';

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

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
        message: 'this is the sum over the units of a step; divide by the number of all places',
        value: {...expected, mean: mean(all) * units},
      },
      {
        message: 'always is 0: is each unit looked at alone, and what is kept compared with 0, not with 1?',
        value: {...expected, always: 0},
      },
      {
        message: 'always is the share of those that are dropped at some step',
        value: {...expected, always: 1 - expected.always},
      },
      {
        message: 'always counts units that are dropped at every step; it asks for those that are kept',
        value: {
          ...expected,
          always: overTime.filter((list) => list.every((value) => value === 0)).length / overTime.length,
        },
      },
      {
        message: 'always is divided by the sequences alone; a sequence has as many pairs as units',
        value: {...expected, always: expected.always * units},
      },
      {
        message: 'these are per cent; a share lies between 0 and 1',
        value: {dropped: 100 * expected.dropped, mean: expected.mean, always: 100 * expected.always},
      },
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
        deviation(
          'one number of a mask was asked for; the steps do not come into its deviation',
          Math.sqrt(rate / (1 - rate) / timeSteps),
        ),
        deviation(
          'rate and 1 - rate have changed places: little dropped means little deviation',
          Math.sqrt((1 - rate) / rate),
        ),
        {
          message: 'this is the sum over the steps; the mean of one number was asked for',
          value: {...expected, mean: timeSteps},
        },
        deviation('this is the root of the rate; the scale counts as well', Math.sqrt(rate)),
        always(
          isVariational
            ? 'a variational mask is drawn once: who is kept at the first step is kept at all'
            : 'standard dropout draws at every step: a unit has to be lucky each time',
          isVariational ? (1 - rate) ** timeSteps : 1 - rate,
        ),
        always('this is the chance to be dropped all the time', isVariational ? rate : rate ** timeSteps),
        always('this is the chance to be dropped at some step', 1 - expected.always),
        always(
          'this is the chance not to be dropped all the time; always asks to be kept at each step',
          isVariational ? 1 - rate : 1 - rate ** timeSteps,
        ),
        always('chances of independent steps are not divided; they multiply', (1 - rate) / timeSteps),
        always('a variational mask may drop a unit as well, once and for all steps', 1),
        always('chances of independent steps multiply', (1 - rate) * timeSteps),
        always('a unit is drawn as often as there are steps; here one is missing', (1 - rate) ** (timeSteps - 1)),
      ];
      const actual = await learner.call('expectedStatistics', rate, timeSteps, isVariational);
      const path = `expectedStatistics(${rate}, ${timeSteps}, ${isVariational})`;
      yield compareFields({path, actual, expected, tolerance: TOLERANCE, slips});
    }
  }
}
