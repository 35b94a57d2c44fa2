import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';
import {TOLERANCE} from './dropout-masks';

type Matrix = number[][];

/** A simple recurrent layer as plain lists: h_t = tanh(x_t W_xh + h_{t-1} W_hh + b). */
export interface Weights {
  kernel: Matrix;
  recurrentKernel: Matrix;
  bias: number[];
}

export interface Problem {
  x: Matrix;
  weights: Weights;
  h0: number[];
  inputMask: number[];
  stateMask: number[];
}

/** Sizes of a random problem. */
export interface MaskedSizes {
  timeSteps: number;
  features: number;
  units: number;
}

/** Numbers away from zero, where slips would look alike. */
function matrixOf({uniform}: Random, rows: number, columns: number): Matrix {
  const number = () => (uniform(0, 1) < 0.5 ? -1 : 1) * (Math.round(uniform(0.2, 0.9) * 1e6) / 1e6);
  return Array.from({length: rows}, () => Array.from({length: columns}, number));
}

/** A mask of rate 0.4 or 0.2 that drops at least one of several and keeps at least one. */
function maskOf({integer}: Random, length: number, rate: number): number[] {
  const dropped = length > 1 ? integer(0, length) : -1;
  return Array.from({length}, (_, j) => (j === dropped ? 0 : 1 / (1 - rate)));
}

const times = (values: number[], mask: number[]): number[] => values.map((value, j) => value * mask[j]);
const product = (row: number[], W: Matrix, j: number): number =>
  row.reduce((sum, value, i) => sum + value * W[i][j], 0);

const as = (values: number[]): number[] => values;

/** How a masked layer departs from the right one. */
export interface Variant {
  input?: (x: number[], mask: number[]) => number[];
  state?: (h: number[], mask: number[], t: number) => number[];
  /** Behind the products. */
  behind?: boolean;
  /** What is carried on and handed out. */
  output?: (h: number[], mask: number[]) => number[];
  start?: 'zeros' | 'every step';
  bias?: 'none';
  /** What the sum goes through. */
  activation?: (sum: number) => number;
  /** The recurrent kernel by rows. */
  turned?: boolean;
  /** What is handed out, where it is not what is carried on. */
  shown?: (h: number[], mask: number[]) => number[];
  /** What a dropped unit keeps. */
  held?: boolean;
}

export function statesOf({x, weights, h0, inputMask, stateMask}: Problem, variant: Variant = {}): Matrix {
  const {input = times, state = times, output = (h) => h} = variant;
  const {kernel, recurrentKernel, bias} = weights;
  const {activation = Math.tanh, shown = as} = variant;
  const W = variant.turned ? recurrentKernel.map((_, i) => recurrentKernel.map((row) => row[i])) : recurrentKernel;
  let h = variant.start === 'zeros' ? h0.map(() => 0) : h0;
  return x.map((row, t) => {
    if (variant.start === 'every step') h = h0;
    const [seen, before] = [input(row, inputMask), variant.behind ? h : state(h, stateMask, t)];
    const next = bias.map((b, j) => {
      const fromState = product(before, W, j) * (variant.behind ? stateMask[j] : 1);
      const made = activation((variant.bias ? 0 : b) + product(seen, kernel, j) + fromState);
      return variant.held && stateMask[j] === 0 ? h[j] : made;
    });
    h = output(next, stateMask);
    return shown(h, stateMask);
  });
}

const twice = (values: number[], mask: number[]): number[] => times(times(values, mask), mask);
const unscaled = (values: number[], mask: number[]): number[] => values.map((value, j) => (mask[j] > 0 ? value : 0));

const SLIPS: [message: string, variant: Variant][] = [
  ['no mask acts here', {input: as, state: as}],
  ['the mask of the input is left out', {input: as}],
  ['the mask of the state is left out', {state: as}],
  [
    'the new state is masked and carried on so; the mask belongs where the old state enters the product',
    {state: as, output: times},
  ],
  ['the state is masked twice: where it enters, and where it leaves', {output: times}],
  [
    'the mask stands behind the recurrent kernel; it belongs before: a dropped unit is heard by no other',
    {behind: true},
  ],
  [
    'h0 is not masked; the mask holds for all steps, the first as well',
    {state: (h, mask, t) => (t === 0 ? h : times(h, mask))},
  ],
  [
    'the state is masked at the first step alone; the mask holds for all steps',
    {state: (h, mask, t) => (t === 0 ? times(h, mask) : h)},
  ],
  [
    'what is kept is not scaled: the masks hold the scale already, so multiply by them',
    {input: unscaled, state: unscaled},
  ],
  ['the state is not scaled: its mask holds the scale, so multiply by it', {state: unscaled}],
  [
    'a dropped unit is handed out as 0; it is computed and handed out, only the next step does not hear it',
    {shown: times},
  ],
  [
    'the new state is masked, and the input is not; masks belong where input and old state enter the products',
    {input: as, state: as, output: times},
  ],
  ['a dropped unit keeps its old value, as in zoneout; it is computed like the others', {held: true}],
  ['the mask of the state is applied twice', {state: twice}],
  ['rows and columns of the recurrent kernel have changed places', {turned: true}],
  ['the bias is left out', {bias: 'none'}],
  ['tanh is missing', {activation: (sum) => sum}],
  ['every step starts from h0; it starts from the state of the step before', {start: 'every step'}],
  ['the masks are applied twice', {input: twice, state: twice}],
  ['the sequence starts from zeros; it starts from h0', {start: 'zeros'}],
];

const described = ({timeSteps, features, units}: MaskedSizes): string =>
  [
    [timeSteps, 'time step'],
    [features, 'feature'],
    [units, 'unit'],
  ]
    .map(([n, name]) => `${n} ${name}${n === 1 ? '' : 's'}`)
    .join(', ');

/** Findings of 15.5. */
export async function* checkMaskedStates(
  learner: Learner,
  source: Random,
  sizes: MaskedSizes[],
): AsyncGenerator<Finding> {
  for (const size of sizes) {
    const {timeSteps, features, units} = size;
    const problem: Problem = {
      x: matrixOf(source, timeSteps, features),
      weights: {
        kernel: matrixOf(source, features, units),
        recurrentKernel: matrixOf(source, units, units),
        bias: matrixOf(source, 1, units)[0],
      },
      h0: matrixOf(source, 1, units)[0],
      inputMask: maskOf(source, features, 0.2),
      stateMask: maskOf(source, units, 0.4),
    };
    const {x, weights, h0, inputMask, stateMask} = problem;
    const right = statesOf(problem);
    const slips: Slip[] = SLIPS.map(([message, variant]) => ({message, value: statesOf(problem, variant)}));
    slips.push({message: 'h0 is no output: h_1 … h_T were asked for', value: [h0, ...right]});
    slips.push({message: 'the last state alone came back; all were asked for', value: right[right.length - 1]});
    if (features === units) {
      const exchanged = {...problem, inputMask: stateMask, stateMask: inputMask};
      slips.push({message: 'the masks of input and state have changed places', value: statesOf(exchanged)});
    }
    const actual = await learner.call('maskedStates', x, weights, h0, inputMask, stateMask);
    yield compare({path: `maskedStates(${described(size)})`, actual, expected: right, tolerance: TOLERANCE, slips});
  }
}

/** The products of the four gates; `mask` gives the mask of a gate. */
export function gateSumsOf(
  h: number[],
  W: Matrix,
  mask: (gate: number) => number[],
  behind?: (gate: number) => number[],
): number[] {
  return W[0].map((_, k) => {
    const gate = Math.floor(k / h.length);
    return product(times(h, mask(gate)), W, k) * (behind ? behind(gate)[k % h.length] : 1);
  });
}

/** Findings of 15.6: one mask for all gates, then one for each. */
export async function* checkGateSums(learner: Learner, source: Random, widths: number[]): AsyncGenerator<Finding> {
  for (const units of widths) {
    const h = matrixOf(source, 1, units)[0];
    const W = matrixOf(source, units, 4 * units);
    // Rates of their own tell the masks apart even where there is one unit.
    const four = [0.1, 0.2, 0.3, 0.4].map((rate) => maskOf(source, units, rate));
    const none = h.map(() => 1);
    for (const masks of [four.slice(0, 1), four]) {
      const of = (gate: number) => masks[gate % masks.length];
      const expected = gateSumsOf(h, W, of);
      const interleaved = W[0].map((_, k) => product(times(h, of(k % 4)), W, k));
      const slips: Slip[] = [
        {message: 'no mask acts here', value: gateSumsOf(h, W, () => none)},
        {message: 'every gate gets the first mask; here each has its own', value: gateSumsOf(h, W, () => masks[0])},
        {
          message: 'every gate gets the last mask; here each has its own',
          value: gateSumsOf(h, W, () => masks[masks.length - 1]),
        },
        {
          message: 'the masks are given out in another order; gate i has the first, then f, c, o',
          value: gateSumsOf(h, W, (gate) => of(masks.length - 1 - (gate % masks.length))),
        },
        {
          message: 'the masks of c and o have changed places; the order is i f c o',
          value: gateSumsOf(h, W, (gate) => of([0, 1, 3, 2][gate])),
        },
        {
          message: 'the columns are taken by turns; the four gates stand side by side, units columns each',
          value: interleaved,
        },
        {
          message: 'the mask stands behind the product; it acts on the state that enters it',
          value: gateSumsOf(h, W, () => none, of),
        },
        {message: 'all masks act on every gate; each gate has one', value: gateSumsOf(h, W, () => masks.reduce(times))},
        {
          message: 'a gate has `units` columns, not four: where does the next gate begin?',
          value: W[0].map((_, k) => product(times(h, of(Math.floor(k / 4) % 4)), W, k)),
        },
        {
          message: 'the masks of i and f have changed places; the order is i f c o',
          value: gateSumsOf(h, W, (gate) => of([1, 0, 2, 3][gate])),
        },
        {
          message: 'the masks are multiplied by the kernel without the state',
          value: gateSumsOf(none, W, of),
        },
        {
          message: 'what is kept is not scaled: the masks hold the scale already, so multiply by them',
          value: gateSumsOf(h, W, (gate) => of(gate).map(Math.sign)),
        },
        {
          message: 'all gates get the mean of the masks; each has one of its own',
          value: gateSumsOf(h, W, () => none.map((_, n) => masks.reduce((sum, one) => sum + one[n], 0) / masks.length)),
        },
        {message: 'only the first gate came back; all four were asked for', value: expected.slice(0, units)},
        {
          message: 'the four gates are to stand in one row, not in four lists',
          value: [0, 1, 2, 3].map((gate) => expected.slice(gate * units, (gate + 1) * units)),
        },
      ];
      const actual = await learner.call('gateSums', h, W, masks);
      const path = `gateSums(${units} unit${units === 1 ? '' : 's'}, ${masks.length === 1 ? 'one mask' : 'four masks'})`;
      yield compare({path, actual, expected, tolerance: TOLERANCE, slips});
    }
  }
}
