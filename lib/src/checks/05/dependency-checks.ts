import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';
import {judgeRule, type WrongRule} from '../frame/named-rules';
import {dependencyTargets, type Joint, type Spans} from './long-dependency';

/** One call of farTargets. */
export interface TargetCase {
  x: number[][];
  spans: Spans;
  joint: Joint;
}

const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);
const join = (joint: Joint, a: number, b: number): number => (joint === 'sum' ? a + b : a * b);

function targetSlips({x, spans, joint}: TargetCase): Slip[] {
  const {sum, mean} = spans;
  const steps = x[0].length;
  const shifted = (a: number, b: number, c: number, d: number) =>
    dependencyTargets(x, {sum: [sum[0] + a, sum[1] + b], mean: [mean[0] + c, mean[1] + d]}, joint);
  const parts = x.map((row) => ({early: row.slice(sum[0], sum[1] + 1), later: row.slice(mean[0], mean[1] + 1)}));
  const of = (rule: (early: number[], later: number[]) => number) => parts.map(({early, later}) => rule(early, later));
  const average = (values: number[]) => total(values) / values.length;
  const right = dependencyTargets(x, spans, joint);
  const ends = 'is left out: the first and the last step of a span both belong to it';
  return [
    {message: `the last step of both spans ${ends}`, value: shifted(0, -1, 0, -1)},
    {message: `the last step of the sum ${ends}`, value: shifted(0, -1, 0, 0)},
    {message: `the last step of the mean ${ends}`, value: shifted(0, 0, 0, -1)},
    {message: `the first step of both spans ${ends}`, value: shifted(1, 0, 1, 0)},
    {message: `the first step of the sum ${ends}`, value: shifted(1, 0, 0, 0)},
    {message: `the first step of the mean ${ends}`, value: shifted(0, 0, 1, 0)},
    {message: 'both spans begin one step late; steps are counted from 0', value: shifted(1, 1, 1, 1)},
    {message: 'both spans begin one step early; steps are counted from 0', value: shifted(-1, -1, -1, -1)},
    {message: 'both spans are one step too long', value: shifted(0, 1, 0, 1)},
    {
      message: 'the last step of each span is missing, but the mean is divided by all of them',
      value: of((a, b) => join(joint, total(a.slice(0, -1)), total(b.slice(0, -1)) / b.length)),
    },
    {
      message: 'the mean is divided by the difference of the two steps; a span from 4 to 6 has three steps',
      value: of((a, b) => join(joint, total(a), total(b) / (b.length - 1))),
    },
    {
      message: 'the mean is divided by 10, the length of the span in the task; here the span has a length of its own',
      value: of((a, b) => join(joint, total(a), total(b) / 10)),
    },
    {
      message: 'both spans are added up; of the second one the mean was asked for',
      value: of((a, b) => join(joint, total(a), total(b))),
    },
    {
      message: 'both spans are averaged; of the first one the sum was asked for',
      value: of((a, b) => join(joint, average(a), average(b))),
    },
    {message: 'sum and mean have changed places', value: of((a, b) => join(joint, average(a), total(b)))},
    {
      message:
        joint === 'sum' ? "the two are multiplied; joint is 'sum' here" : "the two are added; joint is 'product' here",
      value: dependencyTargets(x, spans, joint === 'sum' ? 'product' : 'sum'),
    },
    {message: 'the mean is subtracted', value: of((a, b) => total(a) - average(b))},
    {message: 'this is the sum alone; the mean of the later span is missing', value: of((a) => total(a))},
    {message: 'this is the mean alone; the sum of the early span is missing', value: of((_, b) => average(b))},
    {
      message: 'steps are counted from the end here; step 0 is the first of a series',
      value: dependencyTargets(
        x.map((row) => [...row].reverse()),
        spans,
        joint,
      ),
    },
    {
      message: 'all series get the target of the first: a constant target teaches nothing',
      value: right.map(() => right[0]),
    },
    {
      message: 'this is the mean over all series, a constant: every series has a target of its own',
      value: right.map(() => average(right)),
    },
    {
      message: 'each target stands in a list of its own; one number a series was asked for',
      value: right.map((value) => [value]),
    },
    {
      message: 'the spans are always those of the example; take the ones that are given',
      value: dependencyTargets(x, {sum: [0, 1], mean: [3, 4]}, joint),
    },
    {
      message: 'this is one target a step; one number a series was asked for',
      value: x.map((_, i) => Array.from({length: steps}, () => right[i])),
    },
  ];
}

/** Findings of 05.5. */
export async function* checkFarTargets(learner: Learner, cases: TargetCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {x, spans, joint} = one;
    const actual = await learner.call('farTargets', x, spans, joint);
    const path = `farTargets(${x.length} x ${x[0].length}, sum ${spans.sum.join(' to ')}, mean ${spans.mean.join(' to ')}, '${joint}')`;
    const expected = dependencyTargets(x, spans, joint);
    yield compare({path, actual, expected, tolerance: 1e-6, slips: targetSlips(one)});
  }
}

/** Series for 05.5; no value is small, so that a step too many shows. */
export function drawTargets({uniform}: Random, series: number, steps: number, spans: Spans, joint: Joint): TargetCase {
  const value = () => Number(((uniform(0, 1) < 0.5 ? -1 : 1) * uniform(0.3, 2)).toFixed(6));
  return {x: Array.from({length: series}, () => Array.from({length: steps}, value)), spans, joint};
}

/** Training targets, test targets, and predictions as a network gives them, [series][1]. */
export type ShareCase = [trainY: number[], y: number[], predicted: number[][]];

const average = (values: number[]): number => total(values) / values.length;
const errorOf = (y: number[], said: (i: number) => number): number =>
  average(y.map((value, i) => (value - said(i)) ** 2));

/** Test error as a share of what the mean of the training targets makes. */
export function shareOfMean(trainY: number[], y: number[], predicted: number[][]): number {
  const mean = average(trainY);
  return errorOf(y, (i) => predicted[i][0]) / errorOf(y, () => mean);
}

/** Error of every target with every prediction, as broadcasting makes it. */
const broadcast = (y: number[], predicted: number[][]) => average(predicted.map(([said]) => errorOf(y, () => said)));

const WRONG_SHARES: WrongRule<ShareCase>[] = [
  [
    'the constant is the mean of the test targets, which a forecaster does not know; take that of the training targets',
    (_, y, predicted) => shareOfMean(y, y, predicted),
  ],
  [
    'every target meets every prediction: [n] less [n, 1] broadcasts to [n, n]; bring both to one shape',
    (trainY, y, predicted) => broadcast(y, predicted) / errorOf(y, () => average(trainY)),
  ],
  [
    'the constant is the median of the training targets; their mean was asked for',
    (trainY, y, predicted) => {
      const sorted = [...trainY].sort((a, b) => a - b);
      const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
      return errorOf(y, (i) => predicted[i][0]) / errorOf(y, () => (low + high) / 2);
    },
  ],
  [
    'upside down: the error of the network is divided by that of the mean',
    (trainY, y, predicted) => 1 / shareOfMean(trainY, y, predicted),
  ],
  ['this is 1 less the share, the R²', (trainY, y, predicted) => 1 - shareOfMean(trainY, y, predicted)],
  [
    'the root is taken: a share of squared errors was asked for',
    (trainY, y, predicted) => Math.sqrt(shareOfMean(trainY, y, predicted)),
  ],
  [
    'this is the squared error itself; divide it by that of the mean',
    (_, y, predicted) => errorOf(y, (i) => predicted[i][0]),
  ],
  [
    'the error of the constant is measured on the training targets; both errors belong to the same test series',
    (trainY, y, predicted) => errorOf(y, (i) => predicted[i][0]) / errorOf(trainY, () => average(trainY)),
  ],
  [
    'the error of 0 stands below; the constant is the mean of the training targets',
    (_, y, predicted) => errorOf(y, (i) => predicted[i][0]) / errorOf(y, () => 0),
  ],
  [
    'these are absolute errors; a share of squared errors was asked for',
    (trainY, y, predicted) =>
      average(y.map((value, i) => Math.abs(value - predicted[i][0]))) /
      average(y.map((value) => Math.abs(value - average(trainY)))),
  ],
  [
    'the constant is the mean of the predictions; take that of the training targets',
    (_, y, predicted) => shareOfMean(predicted.flat(), y, predicted),
  ],
  [
    'one of the two errors is a sum, the other a mean',
    (trainY, y, predicted) => y.length * shareOfMean(trainY, y, predicted),
  ],
];

/** Findings of 05.6. */
export async function* checkShares(learner: Learner, cases: ShareCase[]): AsyncGenerator<Finding> {
  const named = (actual: unknown) =>
    typeof actual === 'number' && Number.isNaN(actual) ? 'it is NaN: predicted[i] is a list of one number' : undefined;
  for await (const finding of judgeRule<ShareCase>(learner, {
    name: 'shareOfMean',
    cases,
    right: shareOfMean,
    wrong: WRONG_SHARES,
    tolerance: 1e-5, // answers may be worked out as tensors, in float32
    otherwise: named,
  })) {
    // The lists would fill the line.
    yield {...finding, message: finding.message.replace(/^shareOfMean\(.*?\]\]\)/, 'shareOfMean(...)')};
  }
}

/** Targets whose training mean differs from the test mean. */
export function drawShare({uniform}: Random, train: number, test: number): ShareCase {
  const list = (count: number, from: number) =>
    Array.from({length: count}, () => Number(uniform(from, from + 3).toFixed(4)));
  return [list(train, 1), list(test, 0), list(test, 0.5).map((value) => [value])];
}
