/**
 * Exercise 15, variational dropout. Masks hold their scale: 0 where something is dropped, 1 / (1 - rate) where it is kept.
 * Signatures for the starter code:
 *
 *     interface RnnWeights {kernel: number[][]; recurrentKernel: number[][]; bias: number[]}
 *
 *     15.1  dropMask(u: number[], rate: number): number[]
 *     15.2  batchMasks(u: number[][][], rate: number, variational: boolean): number[][][]
 *     15.3  maskStatistics(masks: number[][][]): {dropped: number; mean: number; always: number}
 *     15.4  expectedStatistics(rate: number, timeSteps: number, variational: boolean):
 *             {mean: number; deviation: number; always: number}
 *     15.5  maskedStates(x: number[][], weights: RnnWeights, h0: number[], inputMask: number[], stateMask: number[]):
 *             number[][]
 *     15.6  gateSums(h: number[], recurrentKernel: number[][], masks: number[][]): number[]
 *     15.7  holdNumbers(sequences: number[][][]): number[][]                    // of a trained network
 */
import {random} from '../data/random';
import {checkBatchMasks, checkDropMask} from './15/dropout-masks';
import {checkHeld} from './15/held-numbers';
import {checkExpected, checkStatistics} from './15/mask-statistics';
import {checkGateSums, checkMaskedStates} from './15/masked-states';
import type {Part} from './frame/frame';

/** The parts of exercise 15: 18 points. */
export const parts: Part[] = [
  {
    id: '15.1',
    title: 'A mask that keeps the sum',
    points: 2,
    answers: {dropMask: '(u: number[], rate: number) => number[]'},
    hints: [
      'Of ten equal inputs two are dropped. By what must the other eight be multiplied so that their sum is what it was?',
      'A number u below the rate means dropped: 0. Any other is kept, and kept ones share the whole sum: divide 1 by the share that is kept.',
      '`return u.map((value) => (value < rate ? 0 : …));` with the same number for all that are kept.',
    ],
    check: (learner) =>
      checkDropMask(learner, random(1501), [
        {rate: 0.2, count: 8},
        {rate: 0.6, count: 12},
        {rate: 0, count: 3},
      ]),
  },
  {
    id: '15.2',
    title: 'One mask for all steps, or one for each',
    points: 3,
    answers: {batchMasks: '(u: number[][][], rate: number, variational: boolean) => number[][][]'},
    hints: [
      'Which of the three axes batch, time steps, units may a variational mask not depend on?',
      'Build a mask row of `u[b][t]` for each step; where it is variational, take `u[b][0]` at every step.',
      '`u.map((sequence) => sequence.map((row) => dropRow(variational ? … : row)))`, with a function that turns a row of numbers into a mask.',
    ],
    check: (learner) =>
      checkBatchMasks(learner, random(1502), [
        {batch: 2, timeSteps: 3, units: 4, rate: 0.4},
        {batch: 3, timeSteps: 5, units: 2, rate: 0.25},
      ]),
  },
  {
    id: '15.3',
    title: 'What a mask does, measured',
    points: 3,
    answers: {maskStatistics: '(masks: number[][][]) => {dropped: number; mean: number; always: number}'},
    hints: [
      'Two of the three numbers do not care how the places are arranged. Which one does?',
      'For `always` go over all pairs of a sequence and a unit, and look whether none of the steps has a 0 there; divide by the number of pairs.',
      '`masks.flatMap((sequence) => sequence[0].map((_, j) => sequence.every((row) => row[j] > 0)))` is a list of true and false, one for each pair.',
    ],
    check: (learner) =>
      checkStatistics(learner, random(1503), [
        {batch: 5, timeSteps: 3, units: 4, rate: 0.3},
        {batch: 4, timeSteps: 6, units: 5, rate: 0.25},
      ]),
  },
  {
    id: '15.4',
    title: 'What it should do',
    points: 2,
    answers: {
      expectedStatistics:
        '(rate: number, timeSteps: number, variational: boolean) => {mean: number; deviation: number; always: number}',
    },
    hints: [
      'One number of a mask is 0 with probability p and 1 / (1 - p) otherwise. What is its mean, and the mean of its square?',
      'The variance is the mean square less the square of the mean. For `always`: how often is a unit drawn in a sequence, once or at each step?',
      'The mean square is `(1 - p) * (1 / (1 - p)) ** 2`, so the variance is p / (1 - p). Independent draws multiply: `(1 - rate) ** timeSteps`.',
    ],
    check: (learner) =>
      checkExpected(learner, [
        [0.25, 20],
        [0.4, 3],
        [0.2, 1],
      ]),
  },
  {
    id: '15.5',
    title: 'The mask of the state',
    points: 4,
    answers: {
      maskedStates:
        '(x: number[][], weights: RnnWeights, h0: number[], inputMask: number[], stateMask: number[]) => number[][]',
    },
    hints: [
      'Is the dropped unit itself gone, or is it only not heard by the others at this step?',
      'Multiply a copy of the old state by its mask just where it enters the recurrent kernel; do the same with the input. What you carry on and return is the state as tanh made it.',
      '`const heard = h.map((value, i) => value * stateMask[i]);` then `h = bias.map((b, j) => Math.tanh(b + … seen … kernel … + … heard … recurrentKernel …));`',
    ],
    check: (learner) =>
      checkMaskedStates(learner, random(1505), [
        {timeSteps: 3, features: 2, units: 2},
        {timeSteps: 5, features: 3, units: 4},
      ]),
  },
  {
    id: '15.6',
    title: 'One mask for all gates, or one for each',
    points: 2,
    answers: {gateSums: '(h: number[], recurrentKernel: number[][], masks: number[][]) => number[]'},
    hints: [
      'To which gate does column k of the recurrent kernel belong?',
      'The gate of column k is the whole part of k / units. With one mask in the list it serves all gates, else the gate says which one.',
      '`const mask = masks.length === 1 ? masks[0] : masks[Math.floor(k / h.length)];` and then the sum over n of `h[n] * mask[n] * recurrentKernel[n][k]`.',
    ],
    check: (learner) => checkGateSums(learner, random(1506), [2, 3]),
  },
  {
    id: '15.7',
    title: 'A network that does not learn the noise',
    points: 2,
    answers: {holdNumbers: '(sequences: number[][][]) => number[][] | Promise<number[][]>'},
    hints: [
      'Noise is learned by heart through a state that can be relied on at every step. What should be unreliable here: the two inputs, or the state?',
      'An LSTM of 32 units with `recurrentDropout`, a dense layer of one unit above it, 300 passes. The inputs must stay whole: a number times a mark is easily spoilt.',
      '`layers.lstm({units: 32, recurrentDropout: 0.25, returnSequences: true, inputShape: [null, 2]})` and `layers.dense({units: 1})`; compile with a learning rate of 0.003.',
    ],
    check: (learner) => checkHeld(learner, [1507], 300),
  },
];
