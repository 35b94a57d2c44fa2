import {Series, Targets} from '../../data/arrays';
import {normalRows} from '../../data/normal-rows';

/** Steps that a target is made of, counted from 0; first and last both belong to it. */
export interface Spans {
  sum: [first: number, last: number];
  mean: [first: number, last: number];
}

/** How the two are joined: by adding, or by multiplying, which no weighted sum of the steps can do. */
export type Joint = 'sum' | 'product';

/** The task of the syllabus, and a shorter one of the same form. */
export const LONG = {steps: 100, series: 1000, spans: {sum: [0, 9], mean: [40, 49]} as Spans};
export const SHORT = {steps: 30, series: 2000, spans: {sum: [0, 1], mean: [12, 13]} as Spans};

const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The targets of the task: one number a series. */
export function dependencyTargets(x: number[][], {sum, mean}: Spans, joint: Joint): number[] {
  return x.map((row) => {
    const early = total(row.slice(sum[0], sum[1] + 1));
    const later = total(row.slice(mean[0], mean[1] + 1)) / (mean[1] - mean[0] + 1);
    return joint === 'sum' ? early + later : early * later;
  });
}

/** Normal numbers with their targets, as lists. */
export function dependencyLists(
  task: {steps: number; spans: Spans},
  joint: Joint,
  {count, seed}: {count: number; seed: number},
) {
  const x = normalRows(count, task.steps, {seed});
  return {x, y: dependencyTargets(x, task.spans, joint)};
}

/** The same as data to train on, x [series, steps], y [series, 1]. */
export function dependencyData(...given: Parameters<typeof dependencyLists>): {x: Series; y: Targets} {
  const {x, y} = dependencyLists(...given);
  return {x: new Series(x.flat(), [x.length, x[0].length]), y: new Targets(y, [y.length, 1])};
}
