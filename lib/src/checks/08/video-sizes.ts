import type {Finding, Learner} from '../frame/frame';
import {judgeRule, type WrongRule} from '../frame/named-rules';

const product = (sizes: number[]): number => sizes.reduce((all, size) => all * size, 1);
const sum = (sizes: number[]): number => sizes.reduce((all, size) => all + size, 0);

/** Kernel size on each axis, channels of the input, filters. */
export type ConvolutionCase = [kernelSize: number[], channels: number, filters: number];

/** Weights of a convolution: one kernel over all channels, and one bias, for each filter. */
export const convolutionParameters = (kernelSize: number[], channels: number, filters: number): number =>
  product(kernelSize) * channels * filters + filters;

const CONVOLUTION_SLIPS: WrongRule<ConvolutionCase>[] = [
  ['the channels of the input are missing: a filter has a kernel for each of them', (k, _, f) => (product(k) + 1) * f],
  ['the channels and the biases are missing', (k, _, f) => product(k) * f],
  ['the biases are missing; each filter has one', (k, c, f) => product(k) * c * f],
  ['one bias for the whole layer; each filter has its own', (k, c, f) => product(k) * c * f + 1],
  ['a bias for each channel of the input; it is the filters that have one each', (k, c, f) => product(k) * c * f + c],
  [
    'a bias for each pair of channel and filter; a filter adds up its channels, then one bias',
    (k, c, f) => (product(k) + 1) * c * f,
  ],
  ['this is one filter; there are several', (k, c) => product(k) * c + 1],
  [
    'the sizes of the kernel are added; a kernel has one number for each place, so they multiply',
    (k, c, f) => sum(k) * c * f + f,
  ],
  ['only the first size of the kernel counts here; it has one on each axis', (k, c, f) => k[0] * c * f + f],
  [
    'the kernel is taken as a square; it has as many axes as kernelSize has entries',
    (k, c, f) => k[0] ** 2 * c * f + f,
  ],
  ['only two sizes of the kernel count here; it has one on each axis', (k, c, f) => product(k.slice(0, 2)) * c * f + f],
  ['the kernel is taken as a cube; its sizes may differ', (k, c, f) => k[0] ** k.length * c * f + f],
  ['channels and filters are added; every channel meets every filter', (k, c, f) => product(k) * (c + f) + f],
];

/** Findings of 08.1. */
export function checkConvolutionParameters(learner: Learner, cases: ConvolutionCase[]): AsyncGenerator<Finding> {
  const task = {name: 'convolutionParameters', right: convolutionParameters, wrong: CONVOLUTION_SLIPS};
  return judgeRule(learner, {...task, cases});
}

/** A batch of films, the filters of each convolution, and whether places are kept. */
export type FramesCase = [
  ...[batch: number, frames: number, height: number, width: number],
  ...[filters: number[], keepPlaces: boolean],
];

const top = (filters: number[]): number => filters[filters.length - 1];
const halved = (size: number, times: number): number => Math.floor(size / 2 ** times);

/** What the LSTM is given: one row of numbers for each frame. */
export function framesShape(...[batch, frames, height, width, filters, keepPlaces]: FramesCase): number[] {
  const places = halved(height, filters.length) * halved(width, filters.length);
  return [batch, frames, (keepPlaces ? places : 1) * top(filters)];
}

/** A shape with other places or other filters. */
const withPlaces =
  (places: (height: number, width: number, stages: number) => number, last = top) =>
  (...[batch, frames, height, width, filters, keepPlaces]: FramesCase): number[] => [
    batch,
    frames,
    (keepPlaces ? places(height, width, filters.length) : 1) * last(filters),
  ];
const right = (height: number, width: number, stages: number): number => halved(height, stages) * halved(width, stages);

const SHAPE_SLIPS: WrongRule<FramesCase>[] = [
  [
    'places and mean have changed places: keepPlaces keeps every place of a frame',
    (b, t, h, w, f, k) => framesShape(b, t, h, w, f, !k),
  ],
  ['the batch axis is missing; it comes first', (...one) => framesShape(...one).slice(1)],
  ['no pooling here: each one halves height and width', withPlaces((h, w) => h * w)],
  ['one pooling only; there is one after each convolution', withPlaces((h, w) => halved(h, 1) * halved(w, 1))],
  [
    'each pooling halves height and width, so it leaves a quarter of the places',
    withPlaces((h, w, n) => Math.floor((h * w) / 2 ** n)),
  ],
  [
    'one pooling too few; there is one after the last convolution too',
    withPlaces((h, w, n) => halved(h, n - 1) * halved(w, n - 1)),
  ],
  ['one pooling too many', withPlaces((h, w, n) => halved(h, n + 1) * halved(w, n + 1))],
  [
    'half a window is left over at the border and dropped: pooling rounds down',
    withPlaces((h, w, n) => Math.ceil(h / 2 ** n) * Math.ceil(w / 2 ** n)),
  ],
  [
    'half a window is left over at the border and dropped: pooling rounds down',
    (b, t, h, w, f, k) => {
      const up = (size: number) => f.reduce((left) => Math.ceil(left / 2), size);
      return [b, t, (k ? up(h) * up(w) : 1) * top(f)];
    },
  ],
  [
    'half a window is left over at the border and dropped: pooling rounds down',
    withPlaces((h, w, n) => (h * w) / 4 ** n),
  ],
  [
    'the places are divided all at once; height and width are halved each for itself, and each is rounded down',
    withPlaces((h, w, n) => Math.floor((h * w) / 4 ** n)),
  ],
  ['the frame is taken as a square; height and width may differ', withPlaces((h, _, n) => halved(h, n) ** 2)],
  ['the frame is taken as a square; height and width may differ', withPlaces((_, w, n) => halved(w, n) ** 2)],
  ['the filters of all convolutions are added; a frame leaves the last one', withPlaces(right, sum)],
  ['the filters of all convolutions are multiplied; a frame leaves the last one', withPlaces(right, product)],
  [
    'these are the filters of the first convolution; a frame leaves the last one',
    withPlaces(right, ([first]) => first),
  ],
  ['the filters are missing: each place holds one number of each', withPlaces(right, () => 1)],
  ['keepPlaces makes no difference here', (b, t, h, w, f) => framesShape(b, t, h, w, f, true)],
  ['keepPlaces makes no difference here', (b, t, h, w, f) => framesShape(b, t, h, w, f, false)],
  [
    'the frames are flattened too; the LSTM needs them as its steps',
    (...one) => {
      const [b, t, n] = framesShape(...one);
      return [b, t * n];
    },
  ],
  [
    'the frames are in the batch; behind TimeDistributed they have their axis again',
    (...one) => {
      const [b, t, n] = framesShape(...one);
      return [b * t, n];
    },
  ],
  [
    'the time axis is gone; a mean over the frame leaves one row for each frame',
    (...one) => [one[0], framesShape(...one)[2]],
  ],
  [
    'height and width still have axes; an LSTM reads [batch, timeSteps, features]',
    (b, t, h, w, f, k) => (k ? [b, t, halved(h, f.length), halved(w, f.length), top(f)] : [b, t, top(f)]),
  ],
  [
    'height and width still have axes; an LSTM reads [batch, timeSteps, features]',
    (b, t, h, w, f) => [...[b, t, halved(h, f.length), halved(w, f.length), top(f)]],
  ],
  [
    'axes of size 1 are left over; an LSTM reads [batch, timeSteps, features]',
    (b, t, h, w, f, k) => (k ? framesShape(b, t, h, w, f, k) : [b, t, 1, 1, top(f)]),
  ],
  [
    'batch and frames have changed places',
    (...one) => {
      const [b, t, n] = framesShape(...one);
      return [t, b, n];
    },
  ],
];

function oddShape(actual: unknown): string | undefined {
  if (!Array.isArray(actual) || actual.length === 0) return undefined;
  if (actual.includes(null)) return 'it holds null; the batch is given here, so every axis has a size';
  if (actual.some((size) => typeof size === 'number' && !Number.isInteger(size)))
    return 'a size is no whole number; what does pooling do with a row that has no partner?';
  if (actual.length === 3) return undefined;
  return `it names ${actual.length} ${actual.length === 1 ? 'axis' : 'axes'}; an LSTM reads three`;
}

/** Findings of 08.2. */
export function checkFramesShape(learner: Learner, cases: FramesCase[]): AsyncGenerator<Finding> {
  const task = {name: 'framesShape', right: framesShape, wrong: SHAPE_SLIPS, otherwise: oddShape};
  return judgeRule<FramesCase>(learner, {...task, cases});
}
