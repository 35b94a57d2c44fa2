/** Wrong answers to exercise 20: one slip each, and what the check must say to it. */
import {chunkSlips} from './20-chunk-slips';
import {differenceSlips} from './20-difference-slips';
import {type WrongAnswer, wrong} from './bench';
import {
  type Bptt,
  type Forward,
  type Matrix,
  onNumbers,
  plus,
  type ScalarWeights,
  states,
  type Three,
  times,
  transpose,
} from './lists';
import {type Lines, RIGHT, sloppy} from './sloppy';

const zeroStart: Lines['states'] = (x, weights, h0) =>
  states(
    x,
    weights,
    h0.map(() => 0),
  );
const noBias: Lines['states'] = (x, weights, h0) => states(x, {...weights, bias: h0.map(() => 0)}, h0);
const noCarry: Lines['sum'] = (error, _carry, slope) => slope.map((s, j) => error[j] * s);

/** Slips of a backward pass, whatever its size. */
const BACKWARD: [slip: string, lines: Partial<Lines>, says: RegExp][] = [
  ["no tanh'", {slope: () => 1}, /tanh' is missing/],
  ['no gradient from the next step', {sum: noCarry}, /gradient of the next step is missing/],
  ['carry without W_hh', {carry: (da) => da}, /lacks (W_hh|wh)/],
  ["two tanh' for the carry", {sum: (e, c, slope) => slope.map((s, j) => s * (e[j] + s * c[j]))}, /two tanh'/],
  ['the slope of the step before', {sloped: (h, t) => h[t - 1]}, /state of the step before; the slope/],
  ['the slope of the step after', {sloped: (h, t) => h[t + 1] ?? h[t]}, /state of the step after; the slope/],
  ['the bias from the state', {bias: (_da, dh) => dh}, /gradient of the bias lacks/],
  ['h0 from the state', {first: (_c, dh, W) => times(dh, transpose(W))}, /lacks the tanh' of the first step/],
  ['the factor ½ kept', {error: (h, y) => (h - y) / 2}, /half the gradient/],
  ["carry without tanh'", {carry: (_da, dh, W) => times(dh, transpose(W))}, /lacks tanh'/],
  ["carry added behind tanh'", {sum: (e, c, slope) => slope.map((s, j) => e[j] * s + c[j])}, /added behind tanh'/],
  ['zeros for h0 in the forward pass', {states: zeroStart}, /starts from zeros/],
  ['the state of the same step', {before: (h, t) => h[t]}, /uses the state h_t/],
  ['zeros before the first step', {before: (h, t) => (t > 1 ? h[t - 1] : h[0].map(() => 0))}, /takes zeros before/],
  ['an index that wraps around', {before: (h, t) => (t > 1 ? h[t - 1] : h[h.length - 1])}, /wraps around/],
  ['the bias forgotten', {states: noBias}, /bias is left out/],
  ['target less state', {error: (h, y) => y - h}, /every sign is turned/],
  ['averaged over the steps', {error: (h, y, _t, T) => (h - y) / T}, /averaged over the time steps/],
  ['the factor ½ forgotten', {error: (h, y) => 2 * (h - y)}, /twice the gradient/],
  ['the last loss only', {error: (h, y, t, T) => (t === T ? h - y : 0)}, /only the loss of the last step/],
  ['tanh of the state inside tanh′', {slope: (h) => 1 - Math.tanh(h) ** 2}, /been through tanh already/],
  ['the square forgotten', {slope: (h) => 1 - h}, /a square is missing/],
  ['the square around', {slope: (h) => (1 - h) ** 2}, /look at what is squared/],
  ["tanh' of the sum", {slope: (h) => 1 - Math.atanh(h) ** 2}, /given the sum that went in/],
  ['the slope of the sigmoid', {slope: (h) => h * (1 - h)}, /derivative of the sigmoid/],
  ['the first loss forgotten', {error: (h, y, t) => (t === 1 ? 0 : h - y)}, /loss of the first step/],
  ['set, not added', {add: (_total, term) => term}, /only one step is left/],
  ['the first step left out', {steps: (T) => RIGHT.steps(T).slice(0, -1)}, /leaves out the first step/],
  ['the last step left out', {steps: (T) => RIGHT.steps(T).slice(1)}, /leaves out the last step/],
  ['the input of the next step', {input: (x, t) => x[t] ?? x[0].map(() => 0)}, /input of the next step/],
];

const scan = (x: number[], h0: number, step: (value: number, before: number) => number): number[] => {
  let before = h0;
  return x.map((value) => {
    before = step(value, before);
    return before;
  });
};
/** The four gradients from dL/da of the three steps. */
const collected = ([a1, a2, a3]: number[], x: number[], {wh}: ScalarWeights, [h0, h1, h2]: number[]) => ({
  wx: a1 * x[0] + a2 * x[1] + a3 * x[2],
  wh: a1 * h0 + a2 * h1 + a3 * h2,
  b: a1 + a2 + a3,
  h0: a1 * wh,
});

/** Three steps by hand; `carries` says what steps 2 and 1 are sent. */
const threeBy =
  (carries: (a2: number, a3: number, own2: number, w: ScalarWeights) => [to2: number, to1: number]): Three =>
  (x, y, w, h0) => {
    const h = [h0, ...scan(x, h0, (v, before) => Math.tanh(v * w.wx + before * w.wh + w.b))];
    const slope = h.map((value) => 1 - value * value);
    const a3 = (h[3] - y[2]) * slope[3];
    const own2 = (h[2] - y[1]) * slope[2];
    const a2 = own2 + carries(0, a3, own2, w)[0] * slope[2];
    const a1 = (h[1] - y[0] + carries(a2, a3, own2, w)[1]) * slope[1];
    return collected([a1, a2, a3], x, w, h);
  };

const backward = (name: string, wrap: (answer: ReturnType<typeof sloppy>) => Three | Bptt): WrongAnswer[] =>
  wrong<Three | Bptt>(
    name,
    BACKWARD.map(([slip, lines, says]) => [slip, wrap(sloppy(lines)), says]),
  );

const right = sloppy();
const three = onNumbers(right) as (...values: Parameters<Three>) => Record<'wx' | 'wh' | 'b' | 'h0', number>;

const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));

/** The carry is never set back. */
const piledUp: Bptt = (x, y, weights, h0) => {
  let total = h0.map(() => 0);
  const carry: Lines['carry'] = (...values) => {
    total = plus(total, RIGHT.carry(...values));
    return total;
  };
  return sloppy({carry})(x, y, weights, h0);
};

/** Something made from dL/da of the first step. */
const lastOf = (values: Parameters<Bptt>, make: (da: number[], W: Matrix) => number[]): number[] => {
  let last = values[3];
  const carry: Lines['carry'] = (da, dh, W) => {
    last = make(da, W);
    return RIGHT.carry(da, dh, W);
  };
  sloppy({carry})(...values);
  return last;
};
let kept: number | undefined;

export const slips: Record<string, WrongAnswer[]> = {
  '20.1': wrong<Forward>('forwardThree', [
    ['zeros for h0', (x, {wx, wh, b}) => scan(x, 0, (v, h) => Math.tanh(v * wx + h * wh + b)), /starts from zeros/],
    ['no bias', (x, {wx, wh}, h0) => scan(x, h0, (v, h) => Math.tanh(v * wx + h * wh)), /bias is left out/],
    ['no tanh', (x, {wx, wh, b}, h0) => scan(x, h0, (v, h) => v * wx + h * wh + b), /tanh is missing between/],
    [
      'the sums inside',
      (x, {wx, wh, b}, h0) => scan(x, h0, (v, h) => Math.tanh(v * wx + h * wh + b)).map(Math.atanh),
      /sums inside/,
    ],
    ['the sigmoid', (x, {wx, wh, b}, h0) => scan(x, h0, (v, h) => sigmoid(v * wx + h * wh + b)), /sigmoid/],
    [
      'h0 at every step',
      (x, {wx, wh, b}, h0) => x.map((v) => Math.tanh(v * wx + h0 * wh + b)),
      /every step starts from/,
    ],
    ['wx for wh', (x, {wx, wh, b}, h0) => scan(x, h0, (v, h) => Math.tanh(v * wh + h * wx + b)), /changed places/],
    [
      'the bias behind tanh',
      (x, {wx, wh, b}, h0) => scan(x, h0, (v, h) => Math.tanh(v * wx + h * wh) + b),
      /bias is added behind tanh/,
    ],
    [
      'the sum goes on',
      (x, {wx, wh, b}, h0) => scan(x, h0, (v, a) => v * wx + a * wh + b).map(Math.tanh),
      /sum inside goes on/,
    ],
    ['no wh', (x, {wx, b}, h0) => scan(x, h0, (v, h) => Math.tanh(v * wx + h + b)), /wh is left out/],
    [
      'x from its end',
      (x, {wx, wh, b}, h0) => scan([...x].reverse(), h0, (v, h) => Math.tanh(v * wx + h * wh + b)),
      /x is read from its end/,
    ],
    [
      'rounded as in the example',
      (x, {wx, wh, b}, h0) =>
        scan(x, h0, (v, h) => Math.tanh(v * wx + h * wh + b)).map((value) => Number(value.toFixed(4))),
      /is rounded/,
    ],
    [
      'h0 in the output',
      (x, {wx, wh, b}, h0) => [h0, ...scan(x, h0, (v, h) => Math.tanh(v * wx + h * wh + b))],
      /is no output/,
    ],
    [
      'the last state only',
      (x, {wx, wh, b}, h0) => scan(x, h0, (v, h) => Math.tanh(v * wx + h * wh + b))[2],
      /should be a list, got a number/,
    ],
    [
      'a global that keeps the state',
      (x, {wx, wh, b}, h0) => {
        const all = scan(x, kept ?? h0, (v, h) => Math.tanh(v * wx + h * wh + b));
        kept = all[2];
        return all;
      },
      /state of the call before/,
    ],
  ]),
  '20.2': [
    ...backward('gradientsThree', (answer) => onNumbers(answer)),
    ...wrong<Three>('gradientsThree', [
      [
        'wx for wh',
        (...values) => {
          const g = three(...values);
          return {...g, wx: g.wh, wh: g.wx};
        },
        /changed places/,
      ],
      ['back by one step only', threeBy((_a2, a3, own2, {wh}) => [a3 * wh, own2 * wh]), /one step and no further/],
      ['back through wx', threeBy((a2, a3, _own, {wx}) => [a3 * wx, a2 * wx]), /goes back through wx/],
      ['step 3 heard twice', threeBy((a2, a3, _own, {wh}) => [a3 * wh, (a2 + a3) * wh]), /counted again/],
      [
        'h0 not through wh',
        (x, y, weights, h0) => {
          const g = three(x, y, weights, h0);
          return {...g, h0: g.h0 / weights.wh};
        },
        /still leads to h0/,
      ],
      [
        'no gradient of h0',
        (...values) => {
          const {wx, wh, b} = three(...values);
          return {wx, wh, b};
        },
        /h0 is missing/,
      ],
      [
        'the state before the first step at index -1',
        (...values) => ({...three(...values), wh: [1, 2, 3].reduce((sum, _, t, h) => sum + h[t - 1], 0)}),
        /wh is NaN.*does an index run past/,
      ],
      ['zero for the gradient of h0', (...values) => ({...three(...values), h0: 0}), /h0 is left at zero/],
      ['a list', (...values) => Object.values(three(...values)), /should be \{wx, wh, b, h0\}/],
    ]),
  ],
  '20.3': [
    ...backward('bptt', (answer) => answer),
    ...wrong<Bptt>('bptt', [
      ['W_hh untransposed', sloppy({carry: (da, _dh, W) => times(da, W)}), /rows and columns change places/],
      ['carries that pile up', piledUp, /counted again/],
      [
        'h0 from the sum',
        (...values) => ({...right(...values), h0: lastOf(values, (da) => da)}),
        /h0 stops at the sum/,
      ],
      [
        'W_hh untransposed for h0 alone',
        (...values) => ({...right(...values), h0: lastOf(values, times)}),
        /in the gradient of h0 W_hh is used as/,
      ],
      [
        'rows and columns exchanged',
        (...values) => ({...right(...values), recurrentKernel: transpose(right(...values).recurrentKernel)}),
        /recurrentKernel: rows and columns have changed places/,
      ],
      [
        'a flat kernel',
        (...values) => ({...right(...values), kernel: right(...values).kernel.flat()}),
        /kernel has shape \[\d+\], it should have shape \[\d+, \d+\]/,
      ],
      [
        'one list for all rows',
        (...values) => {
          const g = right(...values);
          return {...g, recurrentKernel: g.recurrentKernel.map(() => g.recurrentKernel.reduce(plus))};
        },
        /one and the same list/,
      ],
      [
        'zeros for the gradient of h0',
        (...values) => ({...right(...values), h0: values[3].map(() => 0)}),
        /gradient of h0 is left at zero/,
      ],
      [
        'the weights updated on the way',
        (x, y, weights, h0) => {
          const g = right(x, y, weights, h0);
          weights.bias.forEach((_, j) => {
            weights.bias[j] -= 0.01 * g.bias[j];
          });
          return g;
        },
        /changed its 3. argument/,
      ],
      [
        'the state before the first step at index -1',
        sloppy({before: (h, t) => h.slice(1)[t - 2]}),
        /does an index run past/,
      ],
    ]),
  ],
  '20.4': differenceSlips,
  '20.5': chunkSlips,
};
