/**
 * Exercise 16, peephole connections. Row vectors; gates packed i f c o:
 *
 *     I = σ(x_t W_xi + h_{t-1} W_hi + p_i ⊙ C_{t-1} + b_i), F likewise with p_f, C̃ = tanh(… without a peephole)
 *     C_t = F ⊙ C_{t-1} + I ⊙ C̃,   O = σ(… + p_o ⊙ C_t + b_o),   h_t = O ⊙ tanh(C_t)
 *
 * Types and signatures for the starter code:
 *
 *     interface PeepholeWeights {kernel: number[][]; recurrentKernel: number[][]; peepholes: number[][]; bias: number[]}
 *     interface Gates {i: number[]; f: number[]; candidate: number[]; o: number[]}
 *
 *     16.1  peepholeParameters(features: number, units: number): number
 *     16.2  peepholeStep(x: number[], h: number[], c: number[], weights: PeepholeWeights): {h: number[]; c: number[]}
 *     16.3  peepholeSequence(x: number[][], weights: PeepholeWeights, h0: number[], c0: number[]):
 *             {h: number[][]; c: number[][]}
 *     16.4  stepBack(gates: Gates, c: number[], before: number[], dh: number[], dc: number[], peepholes: number[][]):
 *             Gates & {c: number[]}
 *     16.5  peepholeGradients(x: number[][], dh: number[][], weights: PeepholeWeights, h0: number[], c0: number[]):
 *             PeepholeWeights & {h0: number[]; c0: number[]}
 */
import {random} from '../data/random';
import {checkGradients, checkParameters, checkSequence, checkStep, checkStepBack} from './16/peephole-findings';
import type {Part} from './frame/frame';

/** The parts of exercise 16: 17 points. */
export const parts: Part[] = [
  {
    id: '16.1',
    title: 'Three more rows',
    points: 2,
    answers: {peepholeParameters: '(features: number, units: number) => number'},
    hints: [
      'How many parameters has a plain LSTM of this size? How many numbers does one peephole need for each unit?',
      'Four sums a unit, each with a weight for every feature, for every unit, and a bias. Then the peepholes: which of the four sums have one?',
      '`4 * units * (features + units + 1)` is the plain LSTM; the shape of the peepholes stands in the table above.',
    ],
    check: (learner) =>
      checkParameters(learner, [
        [3, 5],
        [1, 1],
        [20, 64],
      ]),
  },
  {
    id: '16.2',
    title: 'One step forward',
    points: 4,
    answers: {
      peepholeStep: '(x: number[], h: number[], c: number[], weights: PeepholeWeights) => {h: number[]; c: number[]}',
    },
    hints: [
      'Which of the six lines needs the result of another one? In what order must they run?',
      'First all four sums without the peepholes. Then I and F with the old cell state, the candidate, the new cell state, and only then O.',
      '`const i = sigma(a[j] + peepholes[0][j] * c[j]);` and, when `next` is known, `const o = sigma(a[3 * units + j] + peepholes[2][j] * next);`',
    ],
    check: (learner) =>
      checkStep(learner, random(1602), [
        {timeSteps: 1, features: 1, units: 2},
        {timeSteps: 1, features: 3, units: 2},
      ]),
  },
  {
    id: '16.3',
    title: 'A sequence',
    points: 3,
    answers: {
      peepholeSequence:
        '(x: number[][], weights: PeepholeWeights, h0: number[], c0: number[]) => {h: number[][]; c: number[][]}',
    },
    hints: [
      'What does step 2 need that only step 1 can give? Is it one thing or two?',
      'Keep two variables, h and c, that start as h0 and c0. Each step replaces both; note both before you go on.',
      '`for (const input of x) { ({h, c} = step(input, h, c, weights)); … }` with a list for each of the two.',
    ],
    check: (learner) =>
      checkSequence(learner, random(1603), [
        {timeSteps: 3, features: 2, units: 2},
        {timeSteps: 5, features: 1, units: 2},
      ]),
  },
  {
    id: '16.4',
    title: 'One step back',
    points: 4,
    answers: {
      stepBack:
        '(gates: Gates, c: number[], before: number[], dh: number[], dc: number[], peepholes: number[][]) => Gates & {c: number[]}',
    },
    hints: [
      'Put a finger on C_t in the drawing. How many arrows leave it, the dashed one counted? And how many leave C_(t-1) into this step?',
      'Start with the output gate: it needs dh alone. Then the whole gradient of C_t is a sum of three terms; the one through the peephole is the gradient of the sum inside O, times a weight. Then I, F and the candidate, and last C_(t-1): kept by F, seen by two gates.',
      '`const own = dc[j] + dh[j] * o * (1 - Math.tanh(c[j]) ** 2) + dao * peepholes[2][j];` and the gradient of C_(t-1) begins with `own * f`, then a term for each gate that looked at it.',
    ],
    check: (learner) => checkStepBack(learner, random(1604), [1, 3]),
  },
  {
    id: '16.5',
    title: 'Back through all steps',
    points: 4,
    answers: {
      peepholeGradients:
        '(x: number[][], dh: number[][], weights: PeepholeWeights, h0: number[], c0: number[]) => PeepholeWeights & {h0: number[]; c0: number[]}',
    },
    hints: [
      'A weight is used at every step. What was p_i multiplied with at step t? And p_o?',
      'Walk from the last step to the first with two carried gradients, both zeros at the start. What reaches h_t is its own dh and the carried one. At each step add to four sums: bias, kernel, recurrent kernel, peepholes.',
      '`peepholes[0][j] += da[j] * before.c[j]; peepholes[1][j] += da[units + j] * before.c[j];` and the third row takes the fourth quarter of `da`, times the cell state that O saw.',
    ],
    check: (learner) =>
      checkGradients(learner, random(1605), [
        {timeSteps: 4, features: 2, units: 3},
        {timeSteps: 6, features: 3, units: 2},
        {timeSteps: 1, features: 1, units: 2},
      ]),
  },
];
