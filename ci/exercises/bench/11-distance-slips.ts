/** Wrong answers to part 11.5: one slip each, and what the check must say to it. */
import type {WrongAnswer} from './bench';
import {type Checker, loss, ofProblem, type State, type Weights} from './lstm-lists';

const norm = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
const minus = (a: number[], b: number[]) => a.map((value, n) => value - b[n]);

const single = (a: number[], b: number[]) => minus(a, b).map((value, n) => Math.abs(value / b[n]));

const RIGHT = {
  step: (epsilon: number): number => epsilon,
  below: -1,
  slope: (above: number, below: number, epsilon: number): number => (above - below) / (2 * epsilon),
  putsBack: true,
  copies: true,
  rows: ({kernel, recurrentKernel, bias}: Weights): number[][] => [...kernel, ...recurrentKernel, bias],
  gate: (k: number, units: number): number => Math.floor(k / units),
  distance: (a: number[], b: number[]): number => norm(minus(a, b)) / norm(b),
  loss,
  start: (state: State): State => state,
  result: ([i, f, c, o]: number[]): unknown => ({i, f, c, o}),
};

function sloppy(lines: Partial<typeof RIGHT>): Checker {
  const own = {...RIGHT, ...lines};
  return (x, y, weights, handedIn, gradients, epsilon) => {
    const [copy, start, step] = [
      own.copies ? structuredClone(weights) : weights,
      own.start(handedIn),
      own.step(epsilon),
    ];
    const lists = [0, 1, 2, 3].map(() => ({a: [] as number[], b: [] as number[]}));
    own.rows(copy).forEach((row, r) => {
      row.forEach((old, k) => {
        row[k] = old + step;
        const above = own.loss(x, y, copy, start);
        row[k] = old + own.below * step;
        const below = own.loss(x, y, copy, start);
        if (own.putsBack) row[k] = old;
        const {a, b} = lists[own.gate(k, start.h.length)];
        a.push(own.rows(gradients)[r][k]);
        b.push(own.slope(above, below, step));
      });
    });
    return own.result(lists.map(({a, b}) => own.distance(a, b)));
  };
}

const slips: [slip: string, lines: Partial<typeof RIGHT>, says: RegExp][] = [
  ['one-sided', {below: 0, slope: (p, q, e) => (p - q) / e}, /one-sided difference/],
  ['not divided', {slope: (p, q) => p - q}, /not divided by the distance of the two points/],
  ['divided by ε', {slope: (p, q, e) => (p - q) / e}, /2 ε apart: look/],
  ['divided by 2, times ε', {slope: (p, q, e) => ((p - q) / 2) * e}, /what comes first/],
  ['a step of its own', {step: () => 1e-5}, /step of your own/],
  ['not put back', {putsBack: false}, /not put back/],
  ['moves the weights of the caller', {putsBack: false, copies: false}, /changed its 1\. argument/],
  ['no relative distance', {distance: (a, b) => norm(minus(a, b))}, /not a relative one/],
  ['relative to the given gradient', {distance: (a, b) => norm(minus(a, b)) / norm(a)}, /gradient that is tested/],
  ['relative to both', {distance: (a, b) => norm(minus(a, b)) / (norm(a) + norm(b))}, /sizes of both gradients/],
  ['squares', {distance: (a, b) => (norm(minus(a, b)) / norm(b)) ** 2}, /root is missing/],
  ['sizes compared', {distance: (a, b) => Math.abs(norm(a) - norm(b)) / norm(b)}, /compares the sizes/],
  [
    'the largest difference',
    {distance: (a, b) => Math.max(...minus(a, b).map(Math.abs)) / Math.max(...b.map(Math.abs))},
    /largest difference/,
  ],
  [
    'sizes added',
    {distance: (a, b) => minus(a, b).reduce((s, v) => s + Math.abs(v), 0) / b.reduce((s, v) => s + Math.abs(v), 0)},
    /sizes of the differences are added/,
  ],
  [
    'errors of single numbers averaged',
    {distance: (a, b) => single(a, b).reduce((s, v) => s + v, 0) / a.length},
    /single numbers are averaged/,
  ],
  ['the largest single error', {distance: (a, b) => Math.max(...single(a, b))}, /largest error of a single number/],
  ['no kernel', {rows: ({recurrentKernel, bias}) => [...recurrentKernel, bias]}, /the kernel is left out/],
  ['no recurrent kernel', {rows: ({kernel, bias}) => [...kernel, bias]}, /recurrent kernel is left out/],
  ['no bias', {rows: ({kernel, recurrentKernel}) => [...kernel, ...recurrentKernel]}, /bias is left out/],
  ['columns unit by unit', {gate: (k) => k % 4}, /taken unit by unit/],
  ['c and o exchanged', {result: ([i, f, c, o]) => ({i, f, c: o, o: c})}, /candidate and output gate have changed/],
  ['a list', {result: (all) => all}, /should be \{i, f, c, o\}, got a list of 4/],
  ['zeros for the start', {start: ({h, c}) => ({h: h.map(() => 0), c: c.map(() => 0)})}, /loss starts from zeros/],
];

export const distanceSlips: WrongAnswer[] = slips.map(([slip, lines, says]) => ({
  slip,
  answers: {gradientCheck: ofProblem(sloppy(lines))},
  says,
}));
