/** Wrong answers to exercise 08 that give numbers: one slip each, and what the check must say to it. */
import {type WrongAnswer, wrong} from './bench';

type Parameters = (kernelSize: number[], channels: number, filters: number) => unknown;
type Shape = (batch: number, frames: number, h: number, w: number, filters: number[], keepPlaces: boolean) => unknown;
type Seen = (kernels: number[], pools: number[]) => unknown;
type Units = (budget: number, features: number, classes: number) => unknown;
type Summaries = (H: number[][][], mask: number[][]) => unknown;
const product = (sizes: number[]) => sizes.reduce((all, size) => all * size, 1);
const top = (sizes: number[]) => sizes[sizes.length - 1];
const halve = (size: number, times: number, round = Math.floor) => {
  let left = size;
  for (let i = 0; i < times; i++) left = round(left / 2);
  return left;
};

/** Frames seen, with what is added and how the jump grows as the caller says. */
function seenBy(kernels: number[], pools: number[], pooled: (pool: number, jump: number) => number, grow = true) {
  let [seen, jump] = [1, 1];
  for (let i = 0; i < kernels.length; i++) {
    seen += (kernels[i] - 1) * jump + pooled(pools[i], jump);
    if (grow) jump *= pools[i];
  }
  return seen;
}
const window = (pool: number, jump: number) => (pool - 1) * jump;

/** Most units with a cost. */
const most = (
  cost: (u: number, features: number, classes: number) => number,
  isWithin = (n: number, b: number) => n <= b,
) =>
  ((budget, features, classes) => {
    let units = 0;
    while (isWithin(cost(units + 1, features, classes), budget)) units++;
    return units;
  }) satisfies Units;
const whole = (u: number, n: number, k: number) => 4 * u * (n + u + 1) + (u + 1) * k;
const exact = (budget: number, n: number, k: number) => {
  const b = 4 * (n + 1) + k;
  return (-b + Math.sqrt(b * b + 16 * Math.max(0, budget - k))) / 8;
};

type Rows = number[][];
const mean = (rows: Rows, count = rows.length) =>
  rows[0].map((_, j) => rows.reduce((sum, row) => sum + row[j], 0) / count);
const lengthOf = (mask: number[]) => mask.filter((one) => one === 1).length;
const real = (rows: Rows, mask: number[]) => rows.slice(0, lengthOf(mask));

/** Mean and last state film by film, one of them changed. */
function change(wrongly: {
  mean?: (rows: Rows, mask: number[], masks: Rows) => unknown;
  last?: (rows: Rows, mask: number[], masks: Rows) => unknown;
}): Summaries {
  const {mean: average = (rows, mask) => mean(real(rows, mask)), last = (rows, mask) => rows[lengthOf(mask) - 1]} =
    wrongly;
  return (H, masks) => ({
    mean: H.map((rows, i) => average(rows, masks[i], masks)),
    last: H.map((rows, i) => last(rows, masks[i], masks)),
  });
}

export const slips: Record<string, WrongAnswer[]> = {
  '08.1': wrong<Parameters>('convolutionParameters', [
    ['channels forgotten', (k, _, f) => product(k) * f + f, /channels of the input are missing/],
    ['no biases', (k, c, f) => product(k) * c * f, /biases are missing; each filter/],
    ['one bias', (k, c, f) => product(k) * c * f + 1, /one bias for the whole layer/],
    ['biases of the channels', (k, c, f) => product(k) * c * f + c, /a bias for each channel/],
    ['a bias a pair', (k, c, f) => (product(k) + 1) * c * f, /each pair of channel and filter/],
    ['one filter', (k, c) => product(k) * c + 1, /this is one filter/],
    ['sizes added', (k, c, f) => k.reduce((a, b) => a + b, 0) * c * f + f, /are added; a kernel/],
    ['a square', (k, c, f) => k[0] * k[0] * c * f + f, /taken as a square/],
    ['a cube of the first size', (k, c, f) => k[0] ** k.length * c * f + f, /cube|square/],
    ['the first size', (k, c, f) => k[0] * c * f + f, /only the first size/],
    ['two sizes', (k, c, f) => k[0] * (k[1] ?? 1) * c * f + f, /only two sizes/],
    ['a kernel one too large', (k, c, f) => product(k.map((s) => s + 1)) * c * f + f, /is not right/],
    ['no number', () => 'many', /should be a number, got a text/],
    ['no return', () => {}, /return missing/],
  ]),
  '08.2': wrong<Shape>('framesShape', [
    [
      'divided all at once',
      (b, t, h, w, f, keep) => [b, t, (keep ? Math.floor((h * w) / 4 ** f.length) : 1) * top(f)],
      /all at once/,
    ],
    ['no pooling', (b, t, h, w, f, keep) => [b, t, (keep ? h * w : 1) * top(f)], /no pooling here/],
    [
      'one pooling',
      (b, t, h, w, f, keep) => [b, t, (keep ? halve(h, 1) * halve(w, 1) : 1) * top(f)],
      /one pooling only/,
    ],
    [
      'the frames flattened too',
      (b, t, h, w, f, keep) => [b, t * (keep ? halve(h, f.length) * halve(w, f.length) : 1) * top(f)],
      /frames are flattened too/,
    ],
    [
      'a quarter as a half',
      (b, t, h, w, f, keep) => [b, t, (keep ? Math.floor((h * w) / 2 ** f.length) : 1) * top(f)],
      /leaves a quarter/,
    ],
    [
      'rounded up',
      (b, t, h, w, f, keep) => [
        b,
        t,
        (keep ? halve(h, f.length, Math.ceil) * halve(w, f.length, Math.ceil) : 1) * top(f),
      ],
      /pooling rounds down/,
    ],
    ['not rounded', (b, t, h, w, f, keep) => [b, t, (keep ? (h * w) / 4 ** f.length : 1) * top(f)], /rounds down/],
    [
      'filters added',
      (b, t, h, w, f, keep) => [b, t, (keep ? halve(h, f.length) * halve(w, f.length) : 1) * f.reduce((x, y) => x + y)],
      /are added; a frame leaves the last/,
    ],
    [
      'filters left out',
      (b, t, h, w, f, keep) => [b, t, keep ? halve(h, f.length) * halve(w, f.length) : 1],
      /filters are missing/,
    ],
    [
      'the first filters',
      (b, t, h, w, f, keep) => [b, t, (keep ? halve(h, f.length) * halve(w, f.length) : 1) * f[0]],
      /filters of the first/,
    ],
    [
      'a square frame',
      (b, t, h, _, f, keep) => [b, t, (keep ? halve(h, f.length) ** 2 : 1) * top(f)],
      /taken as a square/,
    ],
    [
      'turned round',
      (b, t, h, w, f, keep) => [b, t, (keep ? 1 : halve(h, f.length) * halve(w, f.length)) * top(f)],
      /have changed places: keepPlaces/,
    ],
    [
      'always all places',
      (b, t, h, w, f) => [b, t, halve(h, f.length) * halve(w, f.length) * top(f)],
      /makes no difference/,
    ],
    ['always the mean', (b, t, _h, _w, f) => [b, t, top(f)], /makes no difference/],
    [
      'height and width kept',
      (b, t, h, w, f, keep) => (keep ? [b, t, halve(h, f.length), halve(w, f.length), top(f)] : [b, t, top(f)]),
      /still have axes/,
    ],
    [
      'no batch',
      (_, t, h, w, f, keep) => [t, (keep ? halve(h, f.length) * halve(w, f.length) : 1) * top(f)],
      /batch axis is missing/,
    ],
    [
      'frames in the batch',
      (b, t, h, w, f, keep) => [b * t, (keep ? halve(h, f.length) * halve(w, f.length) : 1) * top(f)],
      /frames are in the batch/,
    ],
    [
      'one vector a film',
      (b, _, h, w, f, keep) => [b, (keep ? halve(h, f.length) * halve(w, f.length) : 1) * top(f)],
      /time axis is gone/,
    ],
    ['null for the batch', (_, t, _h, _w, f) => [null, t, top(f)], /holds null/],
    ['no return', () => {}, /return missing/],
  ]),
  '08.3': wrong<Seen>('framesSeen', [
    ['kernels multiplied', (k) => product(k), /kernels are multiplied/],
    ['all multiplied', (k, p) => product(k) * product(p), /everything is multiplied/],
    ['kernels added', (k) => k.reduce((a, b) => a + b, 0), /kernels are added/],
    ['poolings left out', (k) => 1 + k.reduce((a, b) => a + b - 1, 0), /poolings are left out/],
    ['the window of a pooling', (k, p) => seenBy(k, p, () => 0), /a pooling window holds frames/],
    ['no stretch', (k, p) => seenBy(k, p, window, false), /neighbours are further apart: each entry/],
    ['the one in the middle', (k, p) => seenBy(k, p, window) - 1, /frame in the middle/],
    ['from the wrong end', (k, p) => seenBy([...k].reverse(), [...p].reverse(), window), /counts from the top down/],
    [
      'stretched too early',
      (k, p) => {
        let [seen, jump] = [1, 1];
        for (let i = 0; i < k.length; i++) {
          seen += (p[i] - 1) * jump;
          jump *= p[i];
          seen += (k[i] - 1) * jump;
        }
        return seen;
      },
      /comes after its kernel/,
    ],
    [
      'stretched before its own window',
      (k, p) => {
        let [seen, jump] = [1, 1];
        for (let i = 0; i < k.length; i++) {
          seen += (k[i] - 1) * jump;
          jump *= p[i];
          seen += (p[i] - 1) * jump;
        }
        return seen;
      },
      /neighbours as they stand below/,
    ],
    ['times the pooling', (k, p) => k.reduce((seen, size, i) => (seen + size - 1) * p[i], 1), /frames seen so far/],
    ['the last kernel', (k) => top(k), /last kernel alone/],
    ['no return', () => {}, /return missing/],
  ]),
  '08.4': wrong<Units>('unitsWithin', [
    ['the first beyond', (...one) => most(whole)(...one) + 1, /first beyond the budget/],
    ['less than', most(whole, (n, b) => n < b), /uses up the budget exactly/],
    ['no head', most((u, n) => 4 * u * (n + u + 1)), /dense layer on top is not paid/],
    ['no biases of the LSTM', most((u, n, k) => 4 * u * (n + u) + (u + 1) * k), /biases of the LSTM/],
    ['no biases of the head', most((u, n, k) => 4 * u * (n + u + 1) + u * k), /biases of the dense layer/],
    ['no biases', most((u, n, k) => 4 * u * (n + u) + u * k), /: the biases are not paid for/],
    ['one set', most((u, n, k) => u * (n + u + 1) + (u + 1) * k), /SimpleRNN/],
    ['a GRU', most((u, n, k) => 3 * u * (n + u + 1) + (u + 1) * k), /GRU/],
    ['no recurrent kernel', most((u, n, k) => 4 * u * (n + 1) + (u + 1) * k), /recurrent kernel is missing/],
    ['no kernel', most((u, _, k) => 4 * u * (u + 1) + (u + 1) * k), /every unit reads every feature/],
    ['rounded', (b, n, k) => Math.round(exact(b, n, k)), /must not pass the budget/],
    ['a fraction', (b, n, k) => exact(b, n, k), /units are whole/],
    [
      'the root below zero',
      (b, n, k) => {
        const half = (4 * (n + 1) + k) / 8;
        return Math.floor(Math.sqrt(half * half + (b - k) / 4) - half);
      },
      /not even one unit/,
    ],
    ['at least one', (...one) => Math.max(1, most(whole)(...one)), /not even one unit/],
    ['the parameters', (b, n, k) => whole(most(whole)(b, n, k), n, k), /these are the parameters/],
    ['no return', () => {}, /return missing/],
  ]),
  '08.6': wrong<Summaries>('summaries', [
    ['padding in the mean', change({mean: (rows) => mean(rows)}), /padding is counted/],
    ['divided by all', change({mean: (rows, mask) => mean(real(rows, mask), rows.length)}), /the divisor counts it/],
    ['padding in the sum', change({mean: (rows, mask) => mean(rows, lengthOf(mask))}), /sum has the padding in it/],
    [
      'over the units',
      change({mean: (rows, mask) => real(rows, mask).map((row) => row[0])}),
      /over the frames, not over the units/,
    ],
    ['no frame is found', change({mean: (rows) => rows[0].map(() => 0 / 0)}), /holds NaN/],
    ['a sum', change({mean: (rows, mask) => mean(real(rows, mask), 1)}), /this is the sum/],
    [
      'one divisor',
      change({mean: (rows, mask, all) => mean(real(rows, mask), lengthOf(all[0]))}),
      /one number of frames/,
    ],
    [
      'a frame too few',
      change({mean: (rows, mask) => mean(rows.slice(0, Math.max(1, lengthOf(mask) - 1)))}),
      /frame that is there is left out/,
    ],
    [
      'a frame too many',
      change({mean: (rows, mask) => mean(rows.slice(0, lengthOf(mask) + 1))}),
      /first one of the padding/,
    ],
    ['the last row', change({last: (rows) => rows[rows.length - 1]}), /for a short film that is padding/],
    ['the last row at', change({last: (rows, mask) => rows.at(mask.length - 1)}), /for a short film that is padding/],
    ['at n', change({last: (rows, mask) => rows[Math.min(lengthOf(mask), rows.length - 1)]}), /one frame too far/],
    ['at n, past the end', change({last: (rows, mask) => rows[lengthOf(mask)]}), /does an index run past its frames/],
    ['before the last', change({last: (rows, mask) => rows[Math.max(0, lengthOf(mask) - 2)]}), /one frame too early/],
    ['the first', change({last: (rows) => rows[0]}), /this is the first frame/],
    ['the length of the first', change({last: (rows, _, all) => rows[lengthOf(all[0]) - 1]}), /one length is used/],
    [
      'zeros read',
      change({last: (rows, mask) => rows[rows.length - 1].map((value) => value * mask[mask.length - 1])}),
      /row of zeros for a short film/,
    ],
    [
      'names exchanged',
      (H, mask) => ({
        mean: H.map((rows, i) => rows[lengthOf(mask[i]) - 1]),
        last: H.map((rows, i) => mean(real(rows, mask[i]))),
      }),
      /mean and last have changed places/,
    ],
    [
      'over the units alone',
      change({mean: (rows) => rows.map((row) => row.reduce((a, b) => a + b, 0) / row.length)}),
      /runs over the frames, not over the units/,
    ],
    ['one number a film', change({last: (rows, mask) => top(rows[lengthOf(mask) - 1])}), /keeps its units/],
    ['a list of two', (H, mask) => [H.map((rows, i) => mean(real(rows, mask[i]))), []], /should be \{mean, last\}/],
    [
      'in place',
      (H, mask) => {
        H.forEach((rows, i) => {
          rows.length = lengthOf(mask[i]);
        });
        return {mean: H.map((rows) => mean(rows)), last: H.map((rows) => rows[rows.length - 1])};
      },
      /changed its 1\. arg/,
    ],
    ['no return', () => {}, /return missing/],
  ]),
};
