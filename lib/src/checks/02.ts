/**
 * Exercise 02, dimensions. Signatures for the starter code:
 *
 *     02.1  lastShape(batch: number, timeSteps: number, features: number, units: number): number[]
 *     02.2  allShape(batch: number, timeSteps: number, features: number, units: number): number[]
 *     02.3  bidirectionalShape(batch: number, timeSteps: number, features: number, units: number,
 *                              returnSequences: boolean): number[]
 *     02.4  simpleRnnParameters(features: number, units: number): number
 *     02.5  tensorBytes(shape: number[]): number                               // float32
 *     02.6  stackedParameters(features: number, units: number[], bidirectional: boolean): number[]
 */
import {checkStack} from './02/dimension-stacks';
import {checkAll, checkBidirectional, checkBytes, checkLast, checkParameters, type ShapeCase} from './02/dimensions';
import type {Part} from './frame/frame';

export * from './02/dimension-stacks';
export * from './02/dimensions';

/** The four inputs of the exercise, and a small one whose units are not 64. */
export const CASES: ShapeCase[] = [
  {batch: 32, timeSteps: 50, features: 1, units: 64},
  {batch: 16, timeSteps: 100, features: 5, units: 64},
  {batch: 64, timeSteps: 20, features: 300, units: 64},
  {batch: 8, timeSteps: 1000, features: 13, units: 64},
  {batch: 3, timeSteps: 7, features: 2, units: 5},
];

const SHAPE_ANSWER = '(batch: number, timeSteps: number, features: number, units: number) => number[]';

/** The parts of exercise 02: 15 points. */
export const parts: Part[] = [
  {
    id: '02.1',
    title: 'The last output',
    points: 2,
    answers: {lastShape: SHAPE_ANSWER},
    hints: [
      'A layer reads a whole series and hands on one state only. Which axis does the layer walk along?',
      'One of the three axes has no place in the answer, and one has changed its size. What is a state made of?',
      '`return [batch, …];` where the second entry says how many numbers the state of one series has.',
    ],
    check: (learner) => checkLast(learner, CASES),
  },
  {
    id: '02.2',
    title: 'All outputs',
    points: 2,
    answers: {allShape: SHAPE_ANSWER},
    hints: [
      'Now the layer hands on its state after every step. How many states are there for one series?',
      'Three axes: the batch, one entry for every step, and last what a state is made of.',
      '`return [batch, timeSteps, …];` and the features of the input do not survive the layer.',
    ],
    check: (learner) => checkAll(learner, CASES),
  },
  {
    id: '02.3',
    title: 'Both directions',
    points: 3,
    answers: {bidirectionalShape: SHAPE_ANSWER.replace(')', ', returnSequences: boolean)')},
    hints: [
      'Two layers read the series, one from each end. What do they have for each step together?',
      'The states of both directions stand side by side in the last axis; the other axes are those of a one-way layer.',
      '`const width = 2 * units;` then choose by returnSequences whether timeSteps stands in the middle.',
    ],
    check: (learner) =>
      checkBidirectional(
        learner,
        CASES.map((one) => ({...one, units: one.units === 64 ? 32 : one.units})),
      ),
  },
  {
    id: '02.4',
    title: 'Parameters of one layer',
    points: 3,
    answers: {simpleRnnParameters: '(features: number, units: number) => number'},
    hints: [
      'Which arrays stand in H_t = tanh(X_t W_xh + H_{t-1} W_hh + b_h), and what are their shapes?',
      "Write each array's shape under it in the equation. How many numbers does each hold? Does the length of the series matter?",
      'The sum of three terms: `features * units`, one for the matrix from states to states, one for the bias.',
    ],
    check: (learner) =>
      checkParameters(learner, [
        [5, 64],
        [1, 64],
        [300, 64],
        [13, 32],
        [4, 7],
      ]),
  },
  {
    id: '02.5',
    title: 'Bytes of a tensor',
    points: 2,
    answers: {tensorBytes: '(shape: number[]) => number'},
    hints: [
      'How many numbers does a tensor of shape [2, 3, 4] hold?',
      'Multiply all sizes, the batch too; a float32 number has 32 bits.',
      '`shape.reduce((product, size) => product * size, …)` with a start that counts the bytes of one number.',
    ],
    check: (learner) =>
      checkBytes(learner, [
        ...CASES.map((one) => [one.batch, one.timeSteps, one.features]),
        [16, 64],
        [],
        [2, 3, 4, 5],
        [2, 0, 3],
        // Beyond 2 ** 31 bytes, where arithmetic in 32 bits breaks.
        [64, 1000, 10_000],
      ]),
  },
  {
    id: '02.6',
    title: 'A stack of layers',
    points: 3,
    answers: {stackedParameters: '(features: number, units: number[], bidirectional: boolean) => number[]'},
    hints: [
      'What does the second layer read: the input, or what the first layer made of it?',
      'Keep a variable for the width of what comes in. After each layer it is the width of what that layer put out, in both directions together.',
      'From the second layer on: `const width = bidirectional ? 2 * units[i - 1] : units[i - 1];` and each direction has its own W_xh, W_hh, b_h.',
    ],
    check: (learner) =>
      checkStack(learner, [
        {features: 1, units: [20, 20], bidirectional: false},
        {features: 5, units: [64, 32, 16], bidirectional: false},
        {features: 13, units: [32, 8], bidirectional: true},
      ]),
  },
];
