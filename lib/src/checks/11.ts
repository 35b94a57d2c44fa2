/**
 * Exercise 11, the backward pass of an LSTM. Row vectors, one sequence; the loss is a sum over steps and units:
 *
 *     i, f, o = σ(…), c̃ = tanh(x_t W_x + h_{t-1} W_h + b),   c_t = f c_{t-1} + i c̃,   h_t = o tanh(c_t)
 *     L = ½ Σ_t |h_t - y_t|²
 *
 * Types and signatures for the starter code (the columns are those of i, f, c, o):
 *
 *     interface LstmWeights {kernel: number[][]; recurrentKernel: number[][]; bias: number[]}
 *     interface LstmState {h: number[]; c: number[]}
 *     interface LstmStep extends LstmState {i: number[]; f: number[]; candidate: number[]; o: number[]}
 *     interface StepGradients {da: number[]; dx: number[]; dhBefore: number[]; dcBefore: number[]}
 *     interface LstmGradients extends LstmWeights {inputs: number[][]; h0: number[]; c0: number[]}
 *     interface LstmProblem {x: number[][]; y: number[][]; weights: LstmWeights; start: LstmState}
 *     interface GateDistances {i: number; f: number; c: number; o: number}
 *
 *     11.1  lstmStep(x: number[], before: LstmState, weights: LstmWeights): LstmStep
 *     11.2  lstmBackward(dh: number[], dc: number[], step: LstmStep, before: LstmState, weights: LstmWeights): StepGradients
 *     11.3  lstmBptt(x: number[][], y: number[][], weights: LstmWeights, start: LstmState): LstmGradients
 *     11.4  maskedBptt(x: number[][], y: number[][], mask: boolean[], weights: LstmWeights, start: LstmState): LstmGradients
 *     11.5  gradientCheck(problem: LstmProblem, gradients: LstmWeights, epsilon: number): GateDistances
 */
import {random} from '../data/random';
import {checkBackwardStep, checkBptt, checkDistances, checkMasked, checkStep} from './11/lstm-checks';
import type {Part} from './frame/frame';

const SEQUENCES = 'x: number[][], y: number[][]';
const START = 'weights: LstmWeights, start: LstmState';

/** The parts of exercise 11: 18 points. */
export const parts: Part[] = [
  {
    id: '11.1',
    title: 'A step forward, with notes',
    points: 2,
    answers: {lstmStep: '(x: number[], before: LstmState, weights: LstmWeights) => LstmStep'},
    hints: [
      'How many sums does a step with 2 units make, and in which columns do those of the forget gate stand?',
      'Make all 4 · units sums first, then cut the list into four pieces: i, f, c, o. Gates take σ, the candidate tanh. Only then the states.',
      '`const sums = weights.bias.map((b, k) => b + …);` with x against column k of the kernel and before.h against column k of the recurrent kernel; `const i = sums.slice(0, units).map(sigmoid);` and so on.',
    ],
    check: (learner) =>
      checkStep(learner, random(1101), [
        {timeSteps: 1, features: 1, units: 1},
        {timeSteps: 1, features: 3, units: 2},
      ]),
  },
  {
    id: '11.2',
    title: 'One step back',
    points: 5,
    answers: {
      lstmBackward:
        '(dh: number[], dc: number[], step: LstmStep, before: LstmState, weights: LstmWeights) => StepGradients',
    },
    hints: [
      'On how many ways does c_t act on the loss? And which four things were multiplied with something on the way forward?',
      'First the whole gradient of c_t: dc, and what dh sends through the output gate and tanh. Of a product, each factor gets the gradient times the other factor. Then through σ or tanh of each box, in the columns i, f, c, o; last through the weights to x and h_{t-1}.',
      'For each unit: `const dCell = dc[j] + dh[j] * o[j] * (1 - Math.tanh(c[j]) ** 2);` then `da[j] = dCell * candidate[j] * i[j] * (1 - i[j])` for the input gate, the others at j + units, j + 2 * units, j + 3 * units. The cell state before gets dCell times one gate.',
    ],
    check: (learner) =>
      checkBackwardStep(learner, random(1102), [
        {timeSteps: 1, features: 1, units: 1},
        {timeSteps: 1, features: 3, units: 2},
      ]),
  },
  {
    id: '11.3',
    title: 'Back through all steps',
    points: 4,
    answers: {lstmBptt: `(${SEQUENCES}, ${START}) => LstmGradients`},
    hints: [
      'In lesson 1.4 one gradient came from the next step. How many come from it here?',
      'Forward, keep the state before each step and its notes. Backward, from the last step to the first: dh is the error of the step and what the next step sends to h; dc is what it sends to c. Both start as zeros. The weights are shared, so their gradients are sums over the steps.',
      'In the loop: `const g = stepBackward(dh, dcNext, steps[t], before[t], weights);` then `addOuter(kernel, x[t], g.da)`, the same for the recurrent kernel with the state before, bias[k] += g.da[k], and `[dhNext, dcNext] = [g.dhBefore, g.dcBefore]`. What is left in them after the first step?',
    ],
    check: (learner) =>
      checkBptt(learner, random(1103), [
        {timeSteps: 3, features: 1, units: 1},
        {timeSteps: 4, features: 3, units: 2},
      ]),
  },
  {
    id: '11.4',
    title: 'With a mask',
    points: 4,
    answers: {maskedBptt: `(${SEQUENCES}, mask: boolean[], ${START}) => LstmGradients`},
    hints: [
      'What is the state after a padded step, and what is its derivative by the state before?',
      'A padded step changes nothing: forward both states are held, backward both gradients are handed on as they come. It adds nothing to the loss, to the weights or to its input.',
      'Forward: `if (!mask[t])` the state after is the state before. Backward: `if (!mask[t]) continue;` before anything is computed, so that dhNext and dcNext stay. The gradient of that input is a row of zeros.',
    ],
    check: (learner) =>
      checkMasked(learner, random(1104), [
        {timeSteps: 4, features: 2, units: 2, padded: [3]},
        {timeSteps: 5, features: 3, units: 2, padded: [2, 4]},
        {timeSteps: 3, features: 2, units: 1, padded: []},
      ]),
  },
  {
    id: '11.5',
    title: 'A gradient check that points at a gate',
    points: 3,
    answers: {gradientCheck: '(problem: LstmProblem, gradients: LstmWeights, epsilon: number) => GateDistances'},
    hints: [
      'All rows of kernel, recurrent kernel and bias have the same columns. Which columns belong to the forget gate?',
      'Put the rows of all three into one list, on a copy. Move each number by +ε and by -ε, take the slope of the loss, put the number back. Collect slopes and given gradients by gate; then compare two lists of numbers for each gate.',
      '`const rows = (w: LstmWeights) => [...w.kernel, ...w.recurrentKernel, w.bias];` The gate of column k is `Math.floor(k / units)`; the distance of lists a and b is `Math.hypot(...a.map((value, n) => value - b[n])) / Math.hypot(...b)`.',
    ],
    check: (learner) =>
      checkDistances(learner, random(1105), [
        {timeSteps: 3, features: 2, units: 2},
        {timeSteps: 4, features: 1, units: 3},
      ]),
  },
];
