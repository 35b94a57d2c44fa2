/** Wrong answers to the parts of exercise 05 on gradients: one slip each, and what the check must say to it. */
import {type WrongAnswer, wrong} from './bench';

type Rows = number[][];
const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
const norm = (values: number[]) => Math.hypot(...values);

const line = (left: number, limit = 100) => (left < 1 / limit ? 'vanishing' : left > limit ? 'exploding' : 'neither');
const ends = (norms: number[]): [number, number] => [norms[0], norms[norms.length - 1]];

/** A right walk but for what the last argument changes. */
function walk(
  states: Rows,
  W: Rows,
  g: number[],
  {slope = (h: number) => 1 - h * h, shift = 0, weight = (i: number, j: number) => W[i][j], size = norm} = {},
): number[] {
  let dh = g;
  const norms = [size(g)];
  for (let t = states.length - 1; t > 0; t--) {
    const da = dh.map((value, j) => value * slope(states[t + shift][j]));
    dh = dh.map((_, i) => total(da.map((value, j) => value * weight(i, j))));
    norms.unshift(size(dh));
  }
  return norms;
}

/** A right norm but for what the last argument changes. */
function kernel(before: Rows, da: Rows, {from = 0, to = before.length, divide = 1, power = 1} = {}): number {
  const steps = before.map((_, t) => t).slice(Math.max(0, from), to);
  const sums = before[0].flatMap((_, i) => da[0].map((_, j) => total(steps.map((t) => before[t][i] * da[t][j]))));
  return (norm(sums) / divide) ** power;
}

const scaled = (g: Rows, factor: number) => g.map((list) => list.map((value) => factor * value));
/** A right answer but for the gradients, the norms, or both. */
function clipped(g: Rows, limit: number, size = norm(g.flat())): {before: number; after: number; gradients: Rows} {
  const gradients = size > limit ? scaled(g, limit / size) : g;
  return {before: norm(g.flat()), after: norm(gradients.flat()), gradients};
}

export const slips: Record<string, WrongAnswer[]> = {
  '05.1': wrong<(norms: number[]) => unknown>('troubleOf', [
    ['upside down', (norms) => line(ends(norms)[1] / ends(norms)[0]), /changed places/],
    ['the first alone', (norms) => line(norms[0]), /alone says nothing/],
    ['the largest', (norms) => line(Math.max(...norms) / ends(norms)[1]), /largest/],
    ['the smallest', (norms) => line(Math.min(...norms) / ends(norms)[1]), /smallest/],
    ['neighbours', (norms) => line(norms[0] / (norms[1] ?? norms[0])), /neighbours/],
    ['10% and 10', (norms) => line(ends(norms)[0] / ends(norms)[1], 10), /10% and 10/],
    [
      'the smallest, then the largest',
      (norms) => (Math.min(...norms) < 0.01 * ends(norms)[1] ? 'vanishing' : line(Math.max(...norms) / ends(norms)[1])),
      /smallest and the largest/,
    ],
    [
      'percents as shares',
      (norms) => (norms[0] < ends(norms)[1] ? 'vanishing' : line(ends(norms)[0] / ends(norms)[1])),
      /at 1%/,
    ],
    ['any loss', (norms) => line(ends(norms)[0] / ends(norms)[1], 1), /any loss/],
    ['never exploding', (norms) => (norms[0] / ends(norms)[1] < 0.01 ? 'vanishing' : 'neither'), /line of exploding/],
    ['another word', () => 'vanished', /should be one of/],
    ['past the end', (norms) => line(norms[0] / norms[norms.length]), /share of the last norm/],
  ]),
  '05.2': wrong<(states: Rows, W: Rows, g: number[]) => unknown>('stepGradients', [
    ['from the first step on', (s, W, g) => walk([...s].reverse(), W, g).reverse(), /begin at the end/],
    ['no tanh', (s, W, g) => walk(s, W, g, {slope: () => 1}), /tanh' is missing/],
    ['not exchanged', (s, W, g) => walk(s, W, g, {weight: (i, j) => W[j][i]}), /rows and columns change places/],
    ['no W', (s, W, g) => walk(s, W, g, {weight: (i, j) => (i === j ? 1 : 0)}), /W_hh is missing/],
    ['the slope of the state before', (s, W, g) => walk(s, W, g, {shift: -1}), /state of the step before/],
    ['tanh twice', (s, W, g) => walk(s, W, g, {slope: (h) => 1 - Math.tanh(h) ** 2}), /through tanh already/],
    ['no square', (s, W, g) => walk(s, W, g, {slope: (h) => 1 - h}), /square is missing/],
    ['sigmoid', (s, W, g) => walk(s, W, g, {slope: (h) => h * (1 - h)}), /sigmoid/],
    ['last step first', (s, W, g) => walk(s, W, g).reverse(), /first step first/],
    ['squares', (s, W, g) => walk(s, W, g).map((value) => value ** 2), /root is missing/],
    ['sums', (s, W, g) => walk(s, W, g, {size: (v) => total(v.map(Math.abs))}), /absolute values/],
    ['shares', (s, W, g) => walk(s, W, g).map((value) => value / norm(g)), /shares/],
    ['to h_0', (s, W, g) => walk([s[0], ...s], W, g), /h_0/],
    ['a fixed factor', (s, _W, g) => s.map((_, t) => norm(g) * 0.25 ** (s.length - 1 - t)), /no measurement/],
    ['the first alone', (s, W, g) => walk(s, W, g)[0], /one norm a step/],
    ['vectors', (s, _W, g) => s.map(() => g), /these are vectors/],
  ]),
  '05.3': wrong<(before: Rows, da: Rows, last: number) => unknown>('kernelNorm', [
    [
      'the state before the one before',
      (before, da, last) => kernel(before.slice(0, -1), da.slice(1), {from: before.length - 1 - last}),
      /neighbouring steps/,
    ],
    [
      'norms added',
      (b, da, last) => total(b.map((h, t) => norm(h) * norm(da[t])).slice(-last)),
      /norms of the terms are added/,
    ],
    ['the first steps', (b, da, last) => kernel(b, da, {to: last}), /first steps/],
    ['all steps', (b, da) => kernel(b, da), /all steps/],
    ['too few', (b, da, last) => kernel(b, da, {from: b.length - last + 1}), /too few/],
    ['too many', (b, da, last) => kernel(b, da, {from: b.length - last - 1}), /too many/],
    ['a mean', (b, da, last) => kernel(b, da, {from: b.length - last, divide: last}), /number of steps/],
    ['a square', (b, da, last) => kernel(b, da, {from: b.length - last, power: 2}), /squared norm/],
    [
      'inner products',
      (b, da, last) => Math.abs(total(b.map((h, t) => total(h.map((v, j) => v * da[t][j]))).slice(-last))),
      /it gives a matrix/,
    ],
    [
      'the bias',
      (_b, da, last) => norm(da[0].map((_, j) => total(da.slice(-last).map((row) => row[j])))),
      /gradient of the bias/,
    ],
  ]),
  '05.4': wrong<(g: Rows, limit: number) => unknown>('clipTogether', [
    [
      'each by itself',
      (g, c) => {
        const gradients = g.map((list) => clipped([list], c).gradients[0]);
        return {before: norm(g.flat()), after: norm(gradients.flat()), gradients};
      },
      /by itself/,
    ],
    [
      'by value',
      (g, c) => {
        const gradients = g.map((list) => list.map((value) => Math.max(-c, Math.min(c, value))));
        return {before: norm(g.flat()), after: norm(gradients.flat()), gradients};
      },
      /each number is cut/,
    ],
    [
      'always to the limit',
      (g, c) => {
        const before = norm(g.flat());
        return {before, after: before && c, gradients: before ? scaled(g, c / before) : g};
      },
      /made longer/,
    ],
    ['the sum of the norms', (g, c) => clipped(g, c, total(g.map(norm))), /sum of the norms/],
    ['the longest', (g, c) => clipped(g, c, Math.max(...g.map(norm))), /longest list/],
    ['the square', (g, c) => clipped(g, c, norm(g.flat()) ** 2), /squared norm/],
    [
      'before is after',
      (g, c) => {
        const {after, gradients} = clipped(g, c);
        return {before: after, after, gradients};
      },
      /after clipping/,
    ],
    ['after is before', (g, c) => ({...clipped(g, c), after: norm(g.flat())}), /before clipping/],
    ['the limit as norm', (g, c) => ({...clipped(g, c), after: c}), /keeps its own norm/],
    ['not clipped', (g) => ({before: norm(g.flat()), after: norm(g.flat()), gradients: g}), /nothing is clipped/],
    [
      '0 / 0',
      (g, c) => {
        const before = norm(g.flat());
        const factor = Math.min(c, before) / before;
        return {before, after: factor * before, gradients: scaled(g, factor)};
      },
      /zeros is short enough/,
    ],
    [
      'in place',
      (g, c) => {
        const result = clipped(g, c);
        g.forEach((list, i) => {
          list.splice(0, list.length, ...result.gradients[i]);
        });
        return {...result, gradients: g};
      },
      /changed its 1. argument/,
    ],
  ]),
};
