import type {Learner} from '../frame/frame';
import {judgeRule, type WrongRule} from '../frame/named-rules';

/** Sizes of the film or frame, of the kernel, its strides; channels that it reads, filters that it has. */
export type WorkCase = [size: number[], kernel: number[], strides: number[], channels: number, filters: number];

const product = (values: readonly number[]): number => values.reduce((all, value) => all * value, 1);

/** Multiplications of a convolution of padding same: places that it stops at, times the numbers of its kernels. */
export function convolutionWork(
  size: number[],
  kernel: number[],
  strides: number[],
  channels: number,
  filters: number,
): number {
  const places = product(size.map((length, axis) => Math.ceil(length / strides[axis])));
  return places * product(kernel) * channels * filters;
}

const WORK_RULES: WrongRule<WorkCase>[] = [
  [
    'the strides are ignored: with a stride of 2 the kernel stops at every second place only',
    (size, kernel, _, c, f) => product(size) * product(kernel) * c * f,
  ],
  [
    'the places are rounded down; padding same stops at the last place too, so round up',
    (size, kernel, strides, c, f) =>
      product(size.map((length, axis) => Math.floor(length / strides[axis]))) * product(kernel) * c * f,
  ],
  [
    'the places are rounded once, at the end; each axis has a whole number of places',
    (size, kernel, strides, c, f) => Math.ceil(product(size) / product(strides)) * product(kernel) * c * f,
  ],
  [
    'the places are not rounded; each axis has a whole number of them',
    (size, kernel, strides, c, f) => (product(size) / product(strides)) * product(kernel) * c * f,
  ],
  [
    'the film shrinks at its border here; padding same keeps places at the border',
    (size, kernel, strides, c, f) =>
      product(size.map((length, axis) => Math.floor((length - kernel[axis]) / strides[axis]) + 1)) *
      product(kernel) *
      c *
      f,
  ],
  [
    'the channels are missing: a filter reads all of them at each place',
    (s, k, t, _, f) => convolutionWork(s, k, t, 1, f),
  ],
  ['the filters are missing: each of them does this work', (s, k, t, c) => convolutionWork(s, k, t, c, 1)],
  [
    'the kernel is missing: at each place it multiplies once for each of its numbers',
    (s, k, t, c, f) =>
      convolutionWork(
        s,
        k.map(() => 1),
        t,
        c,
        f,
      ),
  ],
  ['these are the weights; each of them multiplies at every place', (_, k, __, c, f) => product(k) * c * f],
  ['these are the weights; each of them multiplies at every place', (_, k, __, c, f) => product(k) * c * f + f],
  [
    'the biases are counted; they are added, they do not multiply',
    (...one) => convolutionWork(...one) + one[4] * product(one[0].map((n, axis) => Math.ceil(n / one[2][axis]))),
  ],
  ['additions are counted too; multiplications were asked for', (...one) => 2 * convolutionWork(...one)],
  [
    'the stride of the first axis is used for all of them',
    (s, k, t, c, f) =>
      convolutionWork(
        s,
        k,
        s.map(() => t[0]),
        c,
        f,
      ),
  ],
  [
    'the first side of the kernel is used for all axes',
    (s, k, t, c, f) =>
      convolutionWork(
        s,
        k.map(() => k[0]),
        t,
        c,
        f,
      ),
  ],
  [
    'the third axis is missing: size, kernel and strides have one entry an axis, one, two or three of them',
    (s, k, t, c, f) => convolutionWork(s.slice(0, 2), k.slice(0, 2), t.slice(0, 2), c, f),
  ],
  [
    'the places are rounded to the nearest; padding same stops at the last place too, so round up',
    (s, k, t, c, f) => product(s.map((n, axis) => Math.round(n / t[axis]))) * product(k) * c * f,
  ],
  [
    'the zeros at the border are counted as places; padding same stops as often as the length and the stride say',
    (s, k, t, c, f) => product(s.map((n, axis) => Math.ceil((n + k[axis] - 1) / t[axis]))) * product(k) * c * f,
  ],
  [
    'the channels are added to the kernel; each of its positions has one number for each channel',
    (s, k, t, c, f) => product(s.map((n, axis) => Math.ceil(n / t[axis]))) * (product(k) + c) * f,
  ],
  [
    'the kernel is divided by the strides; it keeps its size, it stops at fewer places',
    (s, k, t, c, f) => product(s) * product(k.map((n, axis) => Math.ceil(n / t[axis]))) * c * f,
  ],
  [
    'sizes are added up where they have to be multiplied',
    (s, k, t, c, f) => s.reduce((sum, n, axis) => sum + Math.ceil(n / t[axis]), 0) * product(k) * c * f,
  ],
];

/** Findings of 19.4. */
export const checkWork = (learner: Learner, cases: WorkCase[]) =>
  judgeRule<WorkCase>(learner, {name: 'convolutionWork', cases, right: convolutionWork, wrong: WORK_RULES});
