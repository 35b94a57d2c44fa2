/**
 * Exercise 05, training difficulties. Signatures for the starter code:
 *
 *     type Trouble = 'vanishing' | 'exploding' | 'neither'
 *     interface Spans {sum: [first: number, last: number]; mean: [first: number, last: number]}
 *
 *     05.1  troubleOf(norms: number[]): Trouble
 *     05.2  stepGradients(states: number[][], recurrentKernel: number[][], g: number[]): number[]
 *     05.3  kernelNorm(before: number[][], da: number[][], last: number): number
 *     05.4  clipTogether(gradients: number[][], limit: number):
 *             {before: number; after: number; gradients: number[][]}
 *     05.5  farTargets(x: number[][], spans: Spans, joint: 'sum' | 'product'): number[]
 *     05.6  shareOfMean(trainY: number[], y: number[], predicted: number[][]): number
 *     05.7  recallFar(x: number[][]): number[]                                  // of a trained network
 *     05.8  remedyFor(problem: Problem): Remedy                                 // see remedy-table.ts
 */
import {random} from '../data/random';
import {checkClip, drawGradients} from './05/clipped-together';
import {checkFarTargets, checkShares, drawShare, drawTargets} from './05/dependency-checks';
import {checkFarRecall} from './05/far-recall';
import {checkStepGradients, checkTroubles, drawWay} from './05/gradient-walks';
import {checkRemedies, DISGUISED, PROBLEMS} from './05/remedy-table';
import {checkKernelNorms, drawKernelCase} from './05/weight-norms';
import type {Part} from './frame/frame';

/** Walks on which each wrong rule of 05.1 errs. */
const WALKS = [
  [2e-5, 8e-5, 1e-4, 3e-4],
  [0.5, 3, 20, 80],
  [300, 90, 40, 20],
  [5, 0.4, 0.03, 0.01],
  [0.4, 400, 30, 1],
  [2, 0.001, 0.1, 1],
  [1],
];

/** The parts of exercise 05: 20 points. */
export const parts: Part[] = [
  {
    id: '05.1',
    title: 'Name the trouble',
    points: 2,
    answers: {troubleOf: "(norms: number[]) => 'vanishing' | 'exploding' | 'neither'"},
    hints: [
      'At which step does the gradient start its walk, and at which does it arrive?',
      'Divide what arrives by what started; then look on which side of 1% and of 100 the share lies.',
      '`const left = norms[0] / norms[norms.length - 1];` and then two comparisons.',
    ],
    check: (learner) => checkTroubles(learner, WALKS),
  },
  {
    id: '05.2',
    title: 'The gradient, step by step',
    points: 4,
    answers: {stepGradients: '(states: number[][], recurrentKernel: number[][], g: number[]) => number[]'},
    hints: [
      'g is the gradient at the last state. Through which two things did the last state come from the state before?',
      "Walk from the last step to the first. Note the norm, multiply each element by tanh' of this step's own state, then by W_hh with rows and columns exchanged.",
      'Note `Math.hypot(...dh)`; then `const da = dh.map((value, j) => value * (1 - h[j] ** 2));` and `dh = recurrentKernel.map((row) => …)`, the sum over j of `da[j] * row[j]`.',
    ],
    check: (learner) => {
      const source = random(502);
      return checkStepGradients(learner, [drawWay(source, 4, 2), drawWay(source, 7, 3)]);
    },
  },
  {
    id: '05.3',
    title: 'What the weight gradient hides',
    points: 2,
    answers: {kernelNorm: '(before: number[][], da: number[][], last: number) => number'},
    hints: [
      'Is the norm of a sum the sum of the norms?',
      'Each step gives a matrix: element i of the state before times element j of da. Add the matrices of the last steps, then take one norm over all elements.',
      'For each pair i, j: sum `before[t][i] * da[t][j]` over the last steps, `slice(-last)`; then `Math.hypot(...)` of all these sums.',
    ],
    check: (learner) => {
      const source = random(503);
      const cases = [drawKernelCase(source, 6, 2, 3), drawKernelCase(source, 5, 3, 5), drawKernelCase(source, 7, 2, 2)];
      return checkKernelNorms(learner, cases);
    },
  },
  {
    id: '05.4',
    title: 'Clip all together, and log it',
    points: 3,
    answers: {
      clipTogether: '(gradients: number[][], limit: number) => {before: number; after: number; gradients: number[][]}',
    },
    hints: [
      'What must every single number be multiplied with, so that the direction of the step stays?',
      'One norm over the numbers of all lists; one factor, limit over norm, or 1 where the gradient is short enough. The norm after follows from the same factor.',
      '`const before = Math.hypot(...gradients.flat());` then `const factor = before > limit ? … : 1;` and every number times this factor.',
    ],
    check: (learner) => {
      const source = random(504);
      return checkClip(learner, [
        drawGradients(source, [4, 2, 3], 7, 2),
        drawGradients(source, [3, 3], 0.8, 2),
        {gradients: [[0, 0], [0]], limit: 1},
      ]);
    },
  },
  {
    id: '05.5',
    title: 'Targets that lie far back',
    points: 2,
    answers: {farTargets: "(x: number[][], spans: Spans, joint: 'sum' | 'product') => number[]"},
    hints: [
      'How many steps are there from step 40 to step 49, if both belong to the span?',
      '`slice` leaves out its second index, so it has to be one more than the last step. The mean divides by the number of steps of its span.',
      '`const early = total(row.slice(spans.sum[0], spans.sum[1] + 1));` the same for the later span, divided by its length; then join the two as `joint` says.',
    ],
    check: (learner) => {
      const source = random(505);
      return checkFarTargets(learner, [
        drawTargets(source, 3, 10, {sum: [1, 3], mean: [5, 7]}, 'sum'),
        drawTargets(source, 4, 12, {sum: [2, 5], mean: [8, 9]}, 'product'),
      ]);
    },
  },
  {
    id: '05.6',
    title: 'How much better than a constant?',
    points: 2,
    answers: {shareOfMean: '(trainY: number[], y: number[], predicted: number[][]) => number'},
    hints: [
      'Which constant could you have named before you saw the test series?',
      'Two mean squared errors on the test targets: of the predictions, and of the mean of the training targets. predicted[i] is a list of one number.',
      '`const mean = average(trainY);` then the mean of `(y[i] - predicted[i][0]) ** 2` over the mean of `(y[i] - mean) ** 2`.',
    ],
    check: (learner) => {
      const source = random(506);
      return checkShares(learner, [drawShare(source, 6, 4), drawShare(source, 3, 7)]);
    },
  },
  {
    id: '05.7',
    title: 'A network that hears the first step',
    points: 3,
    answers: {recallFar: '(x: number[][]) => number[] | Promise<number[]>'},
    hints: [
      'Which cell sends a gradient through thirty steps before it has learned anything?',
      'An LSTM whose forget gate starts open: a bias of log T for the gate, with T steps to keep. Clip the whole gradient at 1, so that a larger rate is safe.',
      '`layers.lstm({units: 32, unitForgetBias: false, biasInitializer: layers.gateBias([0, Math.log(30), 0, 0]), inputShape: [30, 1]})`, a dense layer of one unit, a rate of 0.01, 30 epochs, `globalClipNorm: 1`.',
    ],
    check: (learner) => checkFarRecall(learner, [1507], 300),
  },
  {
    id: '05.8',
    title: 'Problem and remedy',
    points: 2,
    answers: {remedyFor: '(problem: Problem) => Remedy'},
    hints: [
      'What does each remedy do to the norm of a gradient: shorten it, lengthen it, cut it off, leave it alone?',
      'Go through the numbers of each row first: is a norm too long, too short, or as it should be? Only then look for a remedy. One of the seven treats none of the nine.',
      'Two of the six are not about gradients that are too long or too short: one learns noise, one does not fit into the memory. Clipping shortens, gates let through, truncation cuts off. Of the last three, ask what each norm is made of: which steps, and which error.',
    ],
    check: (learner) => checkRemedies(learner, PROBLEMS, DISGUISED),
  },
];
