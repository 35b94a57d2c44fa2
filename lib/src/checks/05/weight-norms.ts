import type {Random} from '../../data/random';
import type {Finding, Learner} from '../frame/frame';
import {judgeRule, type WrongRule} from '../frame/named-rules';

type Rows = number[][];

const length = (v: number[]): number => Math.hypot(...v);

/** States before each step, and gradients at the sums inside. */
export type KernelCase = [before: Rows, da: Rows, last: number];

/** |dW_hh| from the terms of the last steps alone. */
export function kernelNorm(before: Rows, da: Rows, last: number): number {
  const terms = before.map((h, t) => h.map((value) => da[t].map((d) => value * d))).slice(-last);
  if (terms.length === 0) return 0;
  const sum = terms.reduce((all, term) => all.map((row, i) => row.map((value, j) => value + term[i][j])));
  return length(sum.flat());
}

const sumRows = (rows: Rows): number[] => rows[0].map((_, j) => rows.reduce((sum, row) => sum + row[j], 0));
const sizes = (before: Rows, da: Rows) => before.map((h, t) => length(h) * length(da[t]));

/** Wrong ways to 05.3. */
const WRONG_KERNEL_NORMS: WrongRule<KernelCase>[] = [
  [
    'the norms of the terms are added; the terms are added first, as matrices that may cancel, and one norm is taken',
    (before, da, last) =>
      sizes(before, da)
        .slice(-last)
        .reduce((sum, value) => sum + value, 0),
  ],
  [
    'these are the first steps; the last ones were asked for',
    (before, da, last) => kernelNorm(before.slice(0, last), da.slice(0, last), last),
  ],
  [
    'all steps are in the sum; only the last ones were asked for',
    (before, da) => kernelNorm(before, da, before.length),
  ],
  ['one step too few', (before, da, last) => (last > 1 ? kernelNorm(before, da, last - 1) : 0)],
  ['one step too many', (before, da, last) => kernelNorm(before, da, last + 1)],
  [
    'this is divided by the number of steps; the weight gradient is a sum',
    (before, da, last) => kernelNorm(before, da, last) / Math.min(last, before.length),
  ],
  ['this is the squared norm; the root is missing', (before, da, last) => kernelNorm(before, da, last) ** 2],
  [
    'states and gradients are added over the steps before they are multiplied; each step has a product of its own',
    (before, da, last) => length(sumRows(before.slice(-last))) * length(sumRows(da.slice(-last))),
  ],
  [
    'each step gives one number here, h · da; it gives a matrix, every element of h with every element of da',
    (before, da, last) =>
      Math.abs(
        before
          .slice(-last)
          .reduce((sum, h, k) => sum + h.reduce((s, value, j) => s + value * da.slice(-last)[k][j], 0), 0),
      ),
  ],
  [
    'element meets element here; every element of h meets every element of da, which gives a matrix',
    (before, da, last) =>
      length(sumRows(before.slice(-last).map((h, k) => h.map((value, j) => value * da.slice(-last)[k][j])))),
  ],
  [
    'states and gradients of neighbouring steps meet; before[t] is the state before step t already, so both have one index',
    (before, da, last) => kernelNorm(before.slice(0, -1), da.slice(1), last),
  ],
  [
    'states and gradients of neighbouring steps meet; before[t] is the state before step t already, so both have one index',
    (before, da, last) => kernelNorm(before.slice(1), da.slice(0, -1), last),
  ],
  ['this is the gradient of the bias: the states are missing', (_, da, last) => length(sumRows(da.slice(-last)))],
  [
    'the root is taken over the squares of all terms; add the terms of all steps first, with their signs',
    (before, da, last) => length(sizes(before, da).slice(-last)),
  ],
];

/** A case of 05.3. */
export function drawKernelCase({uniform}: Random, timeSteps: number, units: number, last: number): KernelCase {
  const rows = () =>
    Array.from({length: timeSteps}, () => Array.from({length: units}, () => Number(uniform(-1, 1).toFixed(6))));
  return [rows(), rows(), last];
}

/** Findings of 05.3. */
export async function* checkKernelNorms(learner: Learner, cases: KernelCase[]): AsyncGenerator<Finding> {
  const task = {name: 'kernelNorm', cases, right: kernelNorm, wrong: WRONG_KERNEL_NORMS, tolerance: 1e-5};
  let i = 0;
  for await (const {passed, message} of judgeRule(learner, task)) {
    const [before, , last] = cases[i++];
    // The lists would fill the line.
    const call = `kernelNorm(${before.length} x ${before[0].length}, ${last})`;
    yield {passed, message: message.replace(/^kernelNorm\(.*\]\], \d+\)/, call)};
  }
}
