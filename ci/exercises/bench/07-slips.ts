/** Wrong answers to exercise 07: one slip each, and what the check must say to it. */

import {networkSlips} from './07-network-slips';
import {type WrongAnswer, wrong} from './bench';

type Padding = 'valid' | 'same' | 'causal';
type Length = (T: number, k: number, s: number, d: number, padding: Padding) => unknown;
type Weights = (features: number, filters: number, kernelSize: number, units: number) => unknown;
type Window = {kernelSize: number; strides: number; dilationRate: number};
type Seen = (layers: Window[]) => unknown;
type Front = {filters: number; kernelSize: number; strides: number};
type Costs = (T: number, features: number, front: Front, units: number) => unknown;
type Targets = (series: number[], T: number, k: number, s: number, horizon: number) => unknown;
const {floor, ceil} = Math;
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const product = (values: number[]): number => values.reduce((total, value) => total * value, 1);

/** A right length but for the valid, or the padded one. */
const lengths = (valid?: Length, padded?: Length): Length => {
  const right: Length = (T, k, s, d, padding) =>
    padding === 'valid' ? floor((T - (k - 1) * d - 1) / s) + 1 : ceil(T / s);
  return (T, k, s, d, padding) => ((padding === 'valid' ? valid : padded) ?? right)(T, k, s, d, padding);
};

/** Right counts but for what the last argument changes. */
const weights = (f: number, n: number, k: number, u: number, change: Record<string, unknown> = {}) => ({
  convolution: k * f * n + n,
  recurrent: 4 * u * (n + u + 1),
  ...change,
});

/** A right sum of gaps but for the gap of a layer and where it starts. */
const seen =
  (gap: (one: Window, below: Window[], all: Window[]) => number, start = 1): Seen =>
  (all) =>
    start + sum(all.map((one, l) => gap(one, all.slice(0, l), all)));
const wide = ({kernelSize, dilationRate}: Window) => (kernelSize - 1) * dilationRate;
const strides = (all: Window[]) => all.map((one) => one.strides);

/** A right bill but for what the last argument changes. */
function bill(
  T: number,
  f: number,
  {filters: n, kernelSize: k, strides: s}: Front,
  u: number,
  {
    left = floor((T - k) / s) + 1,
    steps = left,
    all = T,
    each = k * f * n,
    lstm = (reads: number) => 4 * u * (reads + u),
    reads = n,
  }: {
    left?: number;
    steps?: number;
    all?: number;
    each?: number;
    lstm?: (reads: number) => number;
    reads?: number;
  } = {},
) {
  return {alone: all * lstm(f), together: left * each + steps * lstm(reads)};
}

/** Right targets but for where they begin and how many rows there are. */
function targets(
  series: number[],
  T: number,
  k: number,
  s: number,
  H: number,
  first = (t: number) => t * s + k,
  more = 0,
) {
  return Array.from({length: floor((T - k) / s) + 1 + more}, (_, t) => series.slice(first(t), first(t) + H));
}

export const slips: Record<string, WrongAnswer[]> = {
  '07.1': wrong<Length>('outputLength', [
    ['the dilation added', lengths((T, k, s, d) => floor((T - (k + d - 1)) / s) + 1), /added to the kernel/],
    ['no + 1', lengths((T, k, s, d) => floor((T - (k - 1) * d - 1) / s)), /counts moves, not places/],
    ['always padded', lengths((T, _k, s) => ceil(T / s)), /hangs over the end/],
    ['no dilation', lengths((T, k, s) => floor((T - k) / s) + 1), /dilation is missing/],
    ['no stride', lengths((T, k, _s, d) => T - (k - 1) * d), /stride is missing/],
    ['rounded up', lengths((T, k, s, d) => ceil((T - (k - 1) * d - 1) / s) + 1), /rounded up/],
    ['not rounded', lengths((T, k, s, d) => (T - (k - 1) * d - 1) / s + 1), /part of a window/],
    ['a step too wide', lengths((T, k, s, d) => floor((T - (k - 1) * d) / s) + 1), /one window too many/],
    ['k d steps', lengths((T, k, s, d) => floor((T - k * d) / s) + 1), /has k - 1 gaps/],
    ['never padded', lengths(undefined, (T, k, s, d) => floor((T - (k - 1) * d - 1) / s) + 1), /without padding/],
    ['padded without a stride', lengths(undefined, (T) => T), /stride is missing/],
    ['rounded down where padded', lengths(undefined, (T, _k, s) => floor(T / s)), /rounded down/],
    ['not rounded where padded', lengths(undefined, (T, _k, s) => T / s), /part of a window/],
    ['zeros counted', lengths(undefined, (T, k, s, d) => ceil((T + (k - 1) * d) / s)), /zeros are counted/],
    ['a shape', (T) => [1, T, 4], /should be a number/],
    ['no return', () => {}, /return missing/],
  ]),
  '07.2': wrong<Weights>('countWeights', [
    [
      'a bias a feature and filter',
      (f, n, k, u) => weights(f, n, k, u, {convolution: (k + 1) * f * n}),
      /pair of feature/,
    ],
    [
      'features times filters',
      (f, n, k, u) => weights(f, n, k, u, {recurrent: 4 * u * (n * f + u + 1)}),
      /adds up the features/,
    ],
    ['no input features', (f, n, k, u) => weights(f, n, k, u, {convolution: k * n + n}), /input features are missing/],
    ['no kernel size', (f, n, k, u) => weights(f, n, k, u, {convolution: f * n + n}), /kernel size is missing/],
    ['no bias', (f, n, k, u) => weights(f, n, k, u, {convolution: k * f * n}), /biases of the convolution are missing/],
    ['one bias', (f, n, k, u) => weights(f, n, k, u, {convolution: k * f * n + 1}), /one bias in all/],
    ['one filter', (f, n, k, u) => weights(f, n, k, u, {convolution: k * f + 1}), /filters are missing/],
    [
      'the LSTM reads the series',
      (f, n, k, u) => weights(f, n, k, u, {recurrent: 4 * u * (f + u + 1)}),
      /reads the filters/,
    ],
    ['one gate', (f, n, k, u) => weights(f, n, k, u, {recurrent: u * (n + u + 1)}), /gates (of the LSTM )?are missing/],
    ['three gates', (f, n, k, u) => weights(f, n, k, u, {recurrent: 3 * u * (n + u + 1)}), /as in a GRU/],
    ['no bias behind', (f, n, k, u) => weights(f, n, k, u, {recurrent: 4 * u * (n + u)}), /biases of the LSTM/],
    ['no recurrent kernel', (f, n, k, u) => weights(f, n, k, u, {recurrent: 4 * u * (n + 1)}), /old states/],
    [
      'a whole kernel is read',
      (f, n, k, u) => weights(f, n, k, u, {recurrent: 4 * u * (k * n + u + 1)}),
      /one step of the/,
    ],
    ['PyTorch', (f, n, k, u) => weights(f, n, k, u, {recurrent: 4 * u * (n + u + 2)}), /PyTorch/],
    ['a list', (f, n, k, u) => Object.values(weights(f, n, k, u)), /should be \{convolution, recurrent\}/],
    ['the sum', (f, n, k, u) => sum(Object.values(weights(f, n, k, u))), /should be \{convolution, recurrent\}/],
  ]),
  '07.3': wrong<Seen>('stepsSeen', [
    [
      'the dilation of all k steps',
      seen((one, below) => (one.kernelSize * one.dilationRate - 1) * product(strides(below))),
      /widens the k - 1 gaps/,
    ],
    ['no strides', seen(wide), /strides are missing/],
    [
      'the own stride as well',
      seen((one, below) => wide(one) * product(strides([...below, one]))),
      /widens its own gaps/,
    ],
    [
      'the strides above',
      seen((one, b, all) => wide(one) * product(strides(all.slice(b.length + 1)))),
      /above a layer/,
    ],
    ['the stride just below', seen((one, below) => wide(one) * (below.at(-1)?.strides ?? 1)), /all the way down/],
    ['the own stride only', seen((one) => wide(one) * one.strides), /only the own/],
    ['strides added', seen((one, b) => wide(one) * (b.length ? sum(strides(b)) : 1)), /added up; they multiply/],
    ['no dilation', seen((one, b) => (one.kernelSize - 1) * product(strides(b))), /dilation is missing/],
    [
      'a product of dilations',
      seen((one, b) => wide(one) * product(b.map((m) => m.dilationRate)) * product(strides(b))),
      /dilations multiply/,
    ],
    ['k for k - 1', seen((one, b) => one.kernelSize * one.dilationRate * product(strides(b))), /k - 1 gaps/],
    ['no 1', seen((one, b) => wide(one) * product(strides(b)), 0), /gaps only/],
    ['kernels multiplied', (all) => product(all.map((one) => one.kernelSize)), /kernel sizes are multiplied/],
    ['all strides', seen((one, _b, all) => wide(one) * product(strides(all))), /every layer/],
    ['the last layer', (all) => wide(all[all.length - 1]) + 1, /only the last layer/],
    [
      'the wrong order',
      (all) => [...all].reverse().reduce(([r, j], one) => [r + wide(one) * j, j * one.strides], [1, 1])[0],
      /above a layer/,
    ],
    [
      'turns the list round',
      (all) => all.reverse().reduce((r, one) => (r - 1) * one.strides + wide(one) + 1, 1),
      /changed its 1/,
    ],
    [
      'nothing for no layers',
      (all) => (all.length ? seen((one, b) => wide(one) * product(strides(b)))(all) : 0),
      /without any layer/,
    ],
  ]),
  '07.4': wrong<Costs>('countMultiplications', [
    ['the LSTM reads all steps', (T, f, c, u) => bill(T, f, c, u, {steps: T}), /still reads every step/],
    ['both read all steps', (T, f, c, u) => bill(T, f, c, u, {left: T}), /counted at every step/],
    [
      'a kernel on every step',
      (T, f, c, u) => bill(T, f, c, u, {left: T - c.kernelSize + 1, steps: floor((T - c.kernelSize) / c.strides) + 1}),
      /laid on every step/,
    ],
    ['no stride', (T, f, c, u) => bill(T, f, c, u, {left: T - c.kernelSize + 1}), /stride is missing/],
    ['the length of same', (T, f, c, u) => bill(T, f, c, u, {left: ceil(T / c.strides)}), /padded series/],
    [
      'a window missing',
      (T, f, c, u) => bill(T, f, c, u, {left: floor((T - c.kernelSize) / c.strides)}),
      /last window/,
    ],
    ['one step', (T, f, c, u) => bill(T, f, c, u, {left: 1, all: 1}), /one step only/],
    ['reads the features', (T, f, c, u) => bill(T, f, c, u, {reads: f}), /reads its filters/],
    ['the convolution for nothing', (T, f, c, u) => bill(T, f, c, u, {each: 0}), /costs something/],
    ['no features', (T, f, c, u) => bill(T, f, c, u, {each: c.kernelSize * c.filters}), /input features are missing/],
    [
      'biases',
      (T, f, c, u) =>
        bill(T, f, c, u, {each: (c.kernelSize * f + 1) * c.filters, lstm: (reads) => 4 * u * (reads + u + 1)}),
      /biases are counted/,
    ],
    [
      'one gate',
      (T, f, c, u) => bill(T, f, c, u, {lstm: (reads) => u * (reads + u)}),
      /gates (of the LSTM )?are missing/,
    ],
    ['no recurrent kernel', (T, f, c, u) => bill(T, f, c, u, {lstm: (reads) => 4 * u * reads}), /recurrent kernel/],
    [
      'exchanged',
      (T, f, c, u) => {
        const {alone, together} = bill(T, f, c, u);
        return {alone: together, together: alone};
      },
      /changed places/,
    ],
    [
      'the LSTM alone is added',
      (T, f, c, u) => {
        const {alone, together} = bill(T, f, c, u, {lstm: (reads) => 4 * u * (reads + u), steps: 0});
        return {alone, together: together + alone};
      },
      /behind it another LSTM/,
    ],
  ]),
  '07.5': wrong<Targets>('shortenedTargets', [
    [
      'a stride apart',
      (series, T, k, s, horizon) =>
        Array.from({length: floor((T - k) / s) + 1}, (_, t) =>
          Array.from({length: horizon}, (_value, j) => series[t * s + k + j * s]),
        ),
      /a stride apart here/,
    ],
    ['begins with a known value', (x, T, k, s, H) => targets(x, T, k, s, H, (t) => t * s + k - 1), /which is known/],
    ['begins late', (x, T, k, s, H) => targets([...x, x[x.length - 1]], T, k, s, H, (t) => t * s + k + 1), /too late/],
    ['begins late, past the end', (x, T, k, s, H) => targets(x, T, k, s, H, (t) => t * s + k + 1), /too late/],
    ['begins with the window', (x, T, k, s, H) => targets(x, T, k, s, H, (t) => t * s), /where the window begins/],
    ['as for a kernel of 1', (x, T, k, s, H) => targets(x, T, k, s, H, (t) => t * s + 1), /by the kernel/],
    ['no stride', (x, T, k, s, H) => targets(x, T, k, s, H, (t) => t + k), /stride is missing/],
    [
      'every step',
      (x, T, _k, _s, H) => Array.from({length: T}, (_, t) => x.slice(t + 1, t + 1 + H)),
      /a row for every step/,
    ],
    ['a row too few', (x, T, k, s, H) => targets(x, T, k, s, H, undefined, -1), /last row is missing/],
    ['a row too many', (x, T, k, s, H) => targets(x, T, k, s, H, undefined, 1), /row too many/],
    [
      'zeros behind',
      (x, T, k, s, H) =>
        targets(
          x.map((v, t) => (t < T ? v : 0)),
          T,
          k,
          s,
          H,
        ),
      /zeros/,
    ],
    ['nothing behind', (x, T, k, s, H) => targets(x.slice(0, T), T, k, s, H), /shorter than the rows/],
    ['only one target', (x, T, k, s) => targets(x, T, k, s, 1), /only the first target/],
    ['numbers for rows', (x, T, k, s) => targets(x, T, k, s, 1).flat(), /only the first target/],
    ['the last row only', (x, T, k, s, H) => targets(x, T, k, s, H).at(-1), /last row only/],
    ['kernel and stride exchanged', (x, T, k, s, H) => targets(x, T, k, s, H, (t) => t * k + s), /changed places/],
    ['backwards', (x, T, k, s, H) => targets(x, T, k, s, H).map((row) => row.reverse()), /run backwards/],
    ['what is read', (x, T, k, s) => targets(x, T, k, s, k, (t) => t * s), /not what follows/],
    ['empties the series', (x, T, k, s, H) => targets(x.splice(0), T, k, s, H), /changed its 1. argument/],
  ]),
  ...networkSlips,
};
