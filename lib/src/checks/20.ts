/**
 * Exercise 20, backpropagation through time. Row vectors; the loss is a sum over steps and units:
 *
 *     h_t = tanh(x_t W_xh + h_{t-1} W_hh + b),   L = ½ Σ_t |h_t - y_t|²
 *
 * Types and signatures for the starter code:
 *
 *     interface ScalarWeights {wx: number; wh: number; b: number}
 *     interface RnnWeights {kernel: number[][]; recurrentKernel: number[][]; bias: number[]}
 *     interface RnnGradients extends RnnWeights {h0: number[]}
 *
 *     20.1  forwardThree(x: number[], weights: ScalarWeights, h0: number): number[]               // [h_1, h_2, h_3]
 *     20.2  gradientsThree(x: number[], y: number[], weights: ScalarWeights, h0: number):
 *             {wx: number; wh: number; b: number; h0: number}
 *     20.3  bptt(x: number[][], y: number[][], weights: RnnWeights, h0: number[]): RnnGradients
 *     20.4  numericalGradients(x: number[][], y: number[][], weights: RnnWeights, h0: number[],
 *             epsilon: number): RnnGradients
 *     20.5  truncatedBptt(x: number[][], y: number[][], weights: RnnWeights, h0: number[],
 *             chunk: number): RnnGradients
 */
import {type Random, random} from '../data/random';
import {
  BACKWARD_SLIPS,
  BPTT_MESSAGES,
  forward,
  gradientsOf,
  LOSS_SLIPS,
  type ProblemSizes,
  QUOTIENT_MESSAGES,
  type QuotientSlip,
  quotients,
  type RnnGradients,
  type RnnProblem,
  randomProblem,
  TRUNCATION_MESSAGES,
  type TruncationSlip,
  truncatedGradients,
} from './20/bptt-reference';
import {forwardSlips} from './20/forward-slips';
import {compare, type Value} from './frame/compare';
import {compareFields} from './frame/fields';
import type {Finding, Learner, Part} from './frame/frame';

const TOLERANCE = 1e-9;
const H0_AT_ZERO = 'the gradient of h0 is left at zero; h0 acts on the loss through the first state';
const UNMOVED = 'the loss did not move with the numbers: is it taken of the copy that was changed?';
const H0_UNMOVED = 'the gradient of h0 is left at zero: was h0 moved, and does the loss get the one that was?';

const TRUNCATION_SLIPS = Object.keys(TRUNCATION_MESSAGES) as TruncationSlip[];
const QUOTIENT_SLIPS = Object.keys(QUOTIENT_MESSAGES) as QuotientSlip[];

/** A problem of one feature and one unit in plain numbers. */
function scalars({x, y, weights, h0}: RnnProblem) {
  const w = {wx: weights.kernel[0][0], wh: weights.recurrentKernel[0][0], b: weights.bias[0]};
  return {x: x.map(([value]) => value), y: y.map(([value]) => value), weights: w, h0: h0[0]};
}

function scalarGradients({kernel, recurrentKernel, bias, h0}: RnnGradients): Record<string, number> {
  return {wx: kernel[0][0], wh: recurrentKernel[0][0], b: bias[0], h0: h0[0]};
}

function plain({kernel, recurrentKernel, bias, h0}: RnnGradients): Record<string, Value> {
  return {kernel, recurrentKernel, bias, h0};
}

/** How many, in words that fit both one and many. */
function sizesText({timeSteps, features, units}: ProblemSizes): string {
  return `${timeSteps} time step${timeSteps === 1 ? '' : 's'}, ${features} feature${features === 1 ? '' : 's'}, ${units} unit${units === 1 ? '' : 's'}`;
}

/** Findings of 20.1 over some random problems. */
export async function* checkForwardThree(learner: Learner, source: Random, rounds: number): AsyncGenerator<Finding> {
  let before: number | undefined;
  for (let i = 0; i < rounds; i++) {
    const problem = randomProblem(source, {timeSteps: 3, features: 1, units: 1});
    const {x, weights, h0} = scalars(problem);
    const expected = forward(problem).map(([value]) => value);
    const actual = await learner.call('forwardThree', x, weights, h0);
    const slips = forwardSlips(problem, before);
    yield compare({path: 'forwardThree(...)', actual, expected, tolerance: TOLERANCE, slips});
    before = expected[2];
  }
}

/** Findings of 20.2 over some random problems. */
export async function* checkGradientsThree(learner: Learner, source: Random, rounds: number): AsyncGenerator<Finding> {
  for (let i = 0; i < rounds; i++) {
    const problem = randomProblem(source, {timeSteps: 3, features: 1, units: 1});
    const {x, y, weights, h0} = scalars(problem);
    const actual = await learner.call('gradientsThree', x, y, weights, h0);
    const expected = scalarGradients(gradientsOf(problem));
    const slips = BACKWARD_SLIPS.map((slip) => ({
      message: BPTT_MESSAGES[slip].replaceAll('W_xh', 'wx').replaceAll('W_hh', 'wh'),
      value: scalarGradients(gradientsOf(problem, slip)),
    }));
    slips.unshift({message: H0_AT_ZERO, value: {...expected, h0: 0}});
    slips.push({
      message: 'wx and wh have changed places',
      value: {...expected, wx: expected.wh, wh: expected.wx},
    });
    yield compareFields({path: 'gradientsThree(...)', actual, expected, tolerance: TOLERANCE, slips});
  }
}

/** Zeros of the same shapes. */
function zeroed({kernel, recurrentKernel, bias, h0}: RnnGradients): RnnGradients {
  const row = (list: number[]) => list.map(() => 0);
  return {kernel: kernel.map(row), recurrentKernel: recurrentKernel.map(row), bias: row(bias), h0: row(h0)};
}

/** The slip of a gradient of h0 that nobody computed. */
function h0AtZero(expected: RnnGradients) {
  return {message: H0_AT_ZERO, value: {...expected, h0: zeroed(expected).h0}};
}

/** Compares the gradients of a layer with the right ones and with those of typical slips. */
function compareGradients(
  path: string,
  actual: unknown,
  expected: RnnGradients,
  slips: {message: string; value: RnnGradients}[],
): Finding {
  const known = slips.map(({message, value}) => ({message, value: plain(value)}));
  return compareFields({path, actual, expected: plain(expected), tolerance: TOLERANCE, slips: known});
}

/** Findings of 20.3 over random problems of the given sizes. */
export async function* checkBptt(learner: Learner, source: Random, sizes: ProblemSizes[]): AsyncGenerator<Finding> {
  for (const size of sizes) {
    const problem = randomProblem(source, size);
    const actual = await learner.call('bptt', problem.x, problem.y, problem.weights, problem.h0);
    const slips = BACKWARD_SLIPS.map((slip) => ({message: BPTT_MESSAGES[slip], value: gradientsOf(problem, slip)}));
    const expected = gradientsOf(problem);
    yield compareGradients(`bptt(${sizesText(size)})`, actual, expected, [h0AtZero(expected), ...slips]);
  }
}

/** Findings of 20.4 over random problems of the given sizes. */
export async function* checkQuotients(
  learner: Learner,
  source: Random,
  sizes: ProblemSizes[],
): AsyncGenerator<Finding> {
  // A large step on purpose: with a small one the one-sided quotient could not be told from the central one.
  for (const [i, size] of sizes.entries()) {
    const epsilon = i % 2 === 0 ? 1e-3 : 2e-3;
    const problem = randomProblem(source, size);
    const actual = await learner.call('numericalGradients', problem.x, problem.y, problem.weights, problem.h0, epsilon);
    const expected = quotients(problem, epsilon);
    const fixed = quotients(problem, 1e-3);
    const still = zeroed(expected);
    const slips = [
      {message: 'the step is a fixed one; take the epsilon that is given', value: fixed},
      {message: UNMOVED, value: {...still, h0: expected.h0}},
      {message: UNMOVED, value: still},
      {message: H0_UNMOVED, value: {...expected, h0: still.h0}},
      ...QUOTIENT_SLIPS.map((slip) => ({message: QUOTIENT_MESSAGES[slip], value: quotients(problem, epsilon, slip)})),
      ...LOSS_SLIPS.map((slip) => ({
        message: BPTT_MESSAGES[slip],
        value: quotients(problem, epsilon, undefined, slip),
      })),
      {
        message:
          'this is the exact gradient, or a difference with a step of your own; take differences of the loss with the epsilon that is given',
        value: gradientsOf(problem),
      },
    ];
    yield compareGradients(`numericalGradients(${sizesText(size)})`, actual, expected, slips);
  }
}

/** Sizes of a problem and of its chunks. */
export interface ChunkCase extends ProblemSizes {
  chunk: number;
}

/** Findings of 20.5 over random problems of the given sizes. */
export async function* checkTruncated(learner: Learner, source: Random, cases: ChunkCase[]): AsyncGenerator<Finding> {
  for (const size of cases) {
    const problem = randomProblem(source, size);
    const {x, y, weights, h0} = problem;
    const actual = await learner.call('truncatedBptt', x, y, weights, h0, size.chunk);
    const expected = truncatedGradients(problem, size.chunk);
    const slips = [
      h0AtZero(expected),
      ...TRUNCATION_SLIPS.map((slip) => ({
        message: TRUNCATION_MESSAGES[slip],
        value: truncatedGradients(problem, size.chunk, slip),
      })),
      ...BACKWARD_SLIPS.map((slip) => ({
        message: BPTT_MESSAGES[slip],
        value: truncatedGradients(problem, size.chunk, undefined, slip),
      })),
    ];
    const path = `truncatedBptt(${sizesText(size)}, chunk ${size.chunk})`;
    yield compareGradients(path, actual, expected, slips);
  }
}

const MATRICES = 'x: number[][], y: number[][], weights: RnnWeights, h0: number[]';

/** The parts of exercise 20: 17 points. */
export const parts: Part[] = [
  {
    id: '20.1',
    title: 'Three steps forward',
    points: 2,
    answers: {forwardThree: '(x: number[], weights: ScalarWeights, h0: number) => number[]'},
    hints: [
      'Which numbers does h_1 need? Which does h_2 need?',
      'Write three lines, one a step. The state of a line enters the next one; the first line takes h0.',
      '`const h1 = Math.tanh(x[0] * wx + h0 * wh + b);` and the other two lines look alike.',
    ],
    check: (learner) => checkForwardThree(learner, random(201), 2),
  },
  {
    id: '20.2',
    title: 'Three steps back, by hand',
    points: 4,
    answers: {
      gradientsThree:
        '(x: number[], y: number[], weights: ScalarWeights, h0: number) => {wx: number; wh: number; b: number; h0: number}',
    },
    hints: [
      'On how many ways does h_2 act on the loss? Draw the arrows that leave it.',
      "Start with h_3: it acts on its own loss only. Then h_2: its own loss, and h_3. From each state go through tanh' = 1 - h² to the sum inside, and from there to wx, wh, b and the state before.",
      '`const da3 = (h3 - y[2]) * (1 - h3 * h3);` then `const da2 = (h2 - y[1] + da3 * wh) * (1 - h2 * h2);` then da1. The gradient of wh is the sum of each da times the state before it.',
    ],
    // This seed draws weights, inputs and states of 0.3 to 1, so that no slip looks like rounding.
    check: (learner) => checkGradientsThree(learner, random(3223), 2),
  },
  {
    id: '20.3',
    title: 'Any length, any width',
    points: 4,
    answers: {bptt: `(${MATRICES}) => RnnGradients`},
    hints: [
      'Write the way back for three steps on paper. Which lines repeat, and which variable goes from one to the next?',
      'Keep all states on the way forward. Backward, from the last step to the first, keep the gradient that comes from the next step; it starts as zeros.',
      'With h and y counted alike: `da[j] = (h[t][j] - y[t][j] + carry[j]) * (1 - h[t][j] ** 2)`, then `carry[i]` is the sum over j of `da[j] * recurrentKernel[i][j]`. What is left in carry after the first step?',
    ],
    check: (learner) =>
      checkBptt(learner, random(203), [
        {timeSteps: 3, features: 1, units: 1},
        {timeSteps: 4, features: 2, units: 3},
        {timeSteps: 7, features: 3, units: 2},
      ]),
  },
  {
    id: '20.4',
    title: 'Gradient check: a numerical gradient',
    points: 3,
    answers: {numericalGradients: `(${MATRICES}, epsilon: number) => RnnGradients`},
    hints: [
      'How could you measure the slope of the loss in one weight if you could only compute the loss?',
      'Move one number by +epsilon and by -epsilon, take the difference of the two losses, divide by the distance; put the number back.',
      'On a copy, `structuredClone({...weights, h0})`, write a function for one list: `list.map((old, i) => { list[i] = old + epsilon; … list[i] = old; return … })`. Use it on h0, the bias, and every row of the matrices.',
    ],
    check: (learner) =>
      checkQuotients(learner, random(204), [
        {timeSteps: 3, features: 2, units: 2},
        {timeSteps: 5, features: 1, units: 3},
      ]),
  },
  {
    id: '20.5',
    title: 'Truncated: the state goes on, the gradient stops',
    points: 4,
    answers: {truncatedBptt: `(${MATRICES}, chunk: number) => RnnGradients`},
    hints: [
      'What does the second chunk need from the first on the way forward? And the first from the second on the way back?',
      'Run full BPTT on each chunk with the state that the chunk before left, and add the gradients of the weights. h0 belongs to the first chunk only. The last chunk may be shorter.',
      '`for (let start = 0; start < x.length; start += chunk)`: slice x and y, take the full gradients of the piece from the carried state, add them up, then set the state to the last one of this piece. Keep h0 of the first piece only.',
    ],
    check: (learner) =>
      checkTruncated(learner, random(205), [
        {timeSteps: 6, features: 2, units: 3, chunk: 3},
        {timeSteps: 7, features: 2, units: 2, chunk: 3},
        {timeSteps: 5, features: 1, units: 2, chunk: 8},
      ]),
  },
];
