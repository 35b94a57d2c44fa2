/** Wrong answers to exercise 20: one slip each, and what the check must say to it. */
import {type WrongAnswer, wrong} from './bench';
import {
  type Bptt,
  doubleSum,
  type Forward,
  type Gradients,
  type Matrix,
  onNumbers,
  plus,
  type Quotients,
  states,
  type Three,
  type Truncated,
  times,
  transpose,
} from './lists';
import {differences, type Lines, pieces, RIGHT, sloppy} from './sloppy';

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
  ['the slope of the sigmoid', {slope: (h) => h * (1 - h)}, /derivative of the sigmoid/],
  ['set, not added', {add: (_total, term) => term}, /only one step is left/],
  ['the first step left out', {steps: (T) => RIGHT.steps(T).slice(0, -1)}, /leaves out the first step/],
  ['the last step left out', {steps: (T) => RIGHT.steps(T).slice(1)}, /leaves out the last step/],
  ['the input of the next step', {input: (x, t) => x[t] ?? x[0].map(() => 0)}, /input of the next step/],
];

const backward = (name: string, wrap: (answer: ReturnType<typeof sloppy>) => Three | Bptt): WrongAnswer[] =>
  wrong<Three | Bptt>(
    name,
    BACKWARD.map(([slip, lines, says]) => [slip, wrap(sloppy(lines)), says]),
  );

const right = sloppy();
const three = onNumbers(right) as (...values: Parameters<Three>) => Record<'wx' | 'wh' | 'b' | 'h0', number>;

const scan = (x: number[], h0: number, step: (value: number, before: number) => number): number[] => {
  let before = h0;
  return x.map((value) => {
    before = step(value, before);
    return before;
  });
};
const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));
let kept: number | undefined;

const squares = (h: Matrix, y: Matrix) => h.map((row, t) => row.reduce((sum, v, j) => sum + (v - y[t][j]) ** 2, 0));

const central = differences();

/** Central differences by += and -= on the weights that were given: they come back but for rounding. */
const upAndDown: Quotients = (x, y, weights, h0, epsilon) => {
  for (const list of [...weights.kernel, ...weights.recurrentKernel, weights.bias]) {
    for (let i = 0; i < list.length; i++) {
      list[i] += epsilon;
      list[i] -= 2 * epsilon;
      list[i] += epsilon;
    }
  }
  return central(x, y, weights, h0, epsilon);
};

const sumOfH0 = (all: Gradients[]) => all.map(({h0}) => h0).reduce(plus);

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
  '20.4': wrong<Quotients>('numericalGradients', [
    ['one-sided', differences({below: 0, divisor: (epsilon) => epsilon}), /one-sided/],
    ['back to the weight, not beyond', differences({below: 0}), /second point is the weight itself/],
    ['not divided', differences({divisor: () => 1}), /not divided/],
    ['divided by epsilon', differences({divisor: (epsilon) => epsilon}), /lie further apart than epsilon/],
    ['not put back', differences({putBack: false}), /not put back/],
    ['divided by 2, times epsilon', differences({divisor: (epsilon) => 2 / epsilon}), /lie 2 ε apart/],
    ['half steps, divided by epsilon', differences({step: (epsilon) => epsilon / 2}), /half an epsilon/],
    [
      'half steps, divided by two epsilon',
      differences({step: (epsilon) => epsilon / 2, divisor: (epsilon) => 2 * epsilon}),
      /half an epsilon/,
    ],
    ['moved and moved back', upAndDown, /by rounding only/],
    ['no gradient of h0', (...v) => ({...(central(...v) as Gradients), h0: v[3].map(() => 0)}), /h0 is left at zero/],
    ['below less above', differences({divisor: (epsilon) => -2 * epsilon}), /every sign is turned/],
    ['moved in place', differences({inPlace: true, putBack: false}), /changed its 3. argument/],
    ['an epsilon of its own', differences({step: () => 1e-5}), /step of your own/],
    ['0.001 whatever is given', (x, y, w, h0) => central(x, y, w, h0, 1e-3), /step is a fixed one/],
    ['backpropagation instead', (x, y, weights, h0) => doubleSum(x, y, weights, h0), /exact gradient/],
    [
      'the factor ½ forgotten',
      differences({own: (h, y) => squares(h, y).reduce((a, b) => a + b)}),
      /lacks its factor ½/,
    ],
    [
      'averaged over the steps',
      differences({own: (h, y) => squares(h, y).reduce((a, b) => a + b) / (2 * h.length)}),
      /averaged over the time/,
    ],
    ['the last loss only', differences({own: (h, y) => (squares(h, y).at(-1) ?? 0) / 2}), /last step only/],
    ['zeros for h0', differences({run: zeroStart}), /starts from zeros/],
  ]),
  '20.5': wrong<Truncated>('truncatedBptt', [
    ['the last chunk dropped', pieces({keeps: (size, chunk) => size === chunk}), /last, shorter chunk is dropped/],
    ['the state reset', pieces({next: (h0) => h0.map(() => 0)}), /set to zeros at the border/],
    ['every chunk from h0', pieces({next: (h0) => h0}), /every chunk starts from h0/],
    ['never cut', (x, y, weights, h0) => right(x, y, weights, h0), /full BPTT/],
    ['the last chunk only', pieces({total: (all) => all.slice(-1)}), /last chunk alone/],
    ['the first chunk only', pieces({total: (all) => all.slice(0, 1)}), /first chunk alone/],
    ['states from h0', pieces({next: (_h0, _last, _first, fromH0) => fromH0}), /every chunk are run from h0/],
    ['a window', pieces({stride: () => 1, next: (_h0, _last, first) => first}), /slide on by one step/],
    ['a window, from the last state', pieces({stride: () => 1}), /slide on by one step/],
    ['no gradient of h0', pieces({h0Of: (all) => all[0].h0.map(() => 0)}), /h0 is left at zero/],
    ['averaged', pieces({factor: (count) => 1 / count}), /chunks are averaged/],
    ['h0 of the last chunk', pieces({h0Of: (all) => all[all.length - 1].h0}), /h0 is that of the last chunk/],
    ['h0 of all chunks', pieces({h0Of: sumOfH0}), /states before all chunks are added/],
    ['the first targets for all', pieces({targets: (y) => y}), /first targets/],
    ['chunks that overlap', pieces({more: 1}), /overlap by one step/],
    ['a count for a length', pieces({length: (chunk, T) => Math.ceil(T / chunk)}), /not the number of pieces/],
    ["no tanh' inside", pieces({inner: sloppy({slope: () => 1})}), /tanh' is missing/],
    ['no carry inside', pieces({inner: sloppy({sum: noCarry})}), /gradient of the next step is missing/],
  ]),
};
