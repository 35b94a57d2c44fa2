/**
 * Exercise 03, sequences out of layers. Signatures for the starter code:
 *
 *     03.1  stackShapes(batch: number, timeSteps: number, features: number, units: number[],
 *                       returnSequences: boolean[]): number[][]
 *     03.2  buildPerStep(timeSteps: number, features: number, units: number[], outputs: number): tf.LayersModel
 *     03.3  buildLast(timeSteps: number, features: number, units: number[], classes: number): tf.LayersModel
 *     03.4  buildMaximum(timeSteps: number, features: number, units: number[]):
 *               {states: tf.LayersModel; pooled: tf.LayersModel}
 *     03.5  tryStack(timeSteps: number, features: number, units: number[], returnSequences: boolean[]):
 *               {refusing: number; cause: number; message: string}
 *     03.6  repair(returnSequences: boolean[], head: 'every step' | 'last state' | 'maximum'): boolean[]
 */

import {checkRepair, checkStackShapes, checkTryStack} from './03/recurrent-stacks';
import {checkLastHead, checkMaximum, checkPerStep} from './03/sequence-heads';
import type {HeadCase} from './03/stack-counts';
import type {Part} from './frame/frame';

export * from './03/recurrent-stacks';
export * from './03/sequence-heads';
export * from './03/stack-counts';

const INPUT = {timeSteps: 20, features: 10, units: [64, 64, 32]};
/** Sizes with which each slip leads to a number of parameters of its own. */
export const SMALL: HeadCase = {timeSteps: 5, features: 3, units: [7, 4], outputs: 2};
const SIZES = 'timeSteps: number, features: number, units: number[]';

/** The parts of exercise 03: 15 points. */
export const parts: Part[] = [
  {
    id: '03.1',
    title: 'Shapes, layer by layer',
    points: 2,
    answers: {stackShapes: `(batch: number, ${SIZES}, returnSequences: boolean[]) => number[][]`},
    hints: [
      'Which of the three sizes of the input does a recurrent layer replace, and with what?',
      'Walk over `units` with the index; the option at that index decides whether the time axis stays.',
      '`units.map((own, i) => returnSequences[i] ? [batch, timeSteps, …] : [batch, …])`',
    ],
    check: (learner) =>
      checkStackShapes(learner, [
        {batch: 32, ...INPUT, returnSequences: [true, true, true]},
        {batch: 32, ...INPUT, returnSequences: [true, true, false]},
        {batch: 3, timeSteps: 7, features: 2, units: [5], returnSequences: [false]},
      ]),
  },
  {
    id: '03.2',
    title: 'An output at every step',
    points: 3,
    answers: {buildPerStep: `(${SIZES}, outputs: number) => tf.LayersModel`},
    hints: [
      'What must the top recurrent layer hand on, so that a Dense layer can answer at every step?',
      'All recurrent layers get returnSequences: true. Dense acts on the last axis: no Flatten, no loop over steps.',
      '`tf.sequential({layers: [tf.layers.inputLayer({inputShape: [timeSteps, features]}), ...units.map((own) => layers.simpleRNN({units: own, returnSequences: …})), layers.dense({units: …})]})`',
    ],
    check: (learner) => checkPerStep(learner, [SMALL, {...INPUT, outputs: 1}]),
  },
  {
    id: '03.3',
    title: 'One answer for the series',
    points: 2,
    answers: {buildLast: `(${SIZES}, classes: number) => tf.LayersModel`},
    hints: [
      'One answer a series: which state has read all of it?',
      'Only the top recurrent layer hands on its last state; the others still have a layer above them to feed.',
      '`returnSequences: i < units.length - 1`, then a Dense layer with `activation: …` that makes positive numbers with sum 1.',
    ],
    check: (learner) => checkLastHead(learner, [SMALL, {...INPUT, outputs: 5}]),
  },
  {
    id: '03.4',
    title: 'The maximum over the steps',
    points: 3,
    answers: {buildMaximum: `(${SIZES}) => {states: tf.LayersModel; pooled: tf.LayersModel}`},
    hints: [
      'How can two models give answers about the same states, if each layer starts with random weights?',
      'Make the layers once and call them with `apply`; both models start at the same input, and end at two places of one chain.',
      'With `let H = input` and `H = layer.apply(H)` for each layer: `states: tf.model({inputs: input, outputs: H})`, `pooled: tf.model({inputs: input, outputs: layers.globalMaxPooling1d().apply(…)})`.',
    ],
    check: (learner) => checkMaximum(learner, [SMALL, {...INPUT, outputs: 32}]),
  },
  {
    id: '03.5',
    title: 'The stack that fails',
    points: 3,
    answers: {
      tryStack: `(${SIZES}, returnSequences: boolean[]) => {refusing: number; cause: number; message: string}`,
    },
    hints: [
      'At which line does the error come: where a layer is made, or where it meets the output of the one below?',
      'Add the layers one by one, with a try around each `add`; the index of the loop tells who refused. Whose output was it?',
      'In the loop: `try { model.add(layer); } catch (error) { return {refusing: i, cause: …, message: (error as Error).message}; }`',
    ],
    check: (learner) =>
      checkTryStack(learner, [
        {...INPUT, returnSequences: [true, false, false]},
        {...INPUT, returnSequences: [true, true, false]},
        {timeSteps: 4, features: 2, units: [3, 5, 4, 2, 6], returnSequences: [false, true, false, true, true]},
        {timeSteps: 4, features: 2, units: [3, 5], returnSequences: [true, true]},
      ]),
  },
  {
    id: '03.6',
    title: 'Mend the options',
    points: 2,
    answers: {repair: "(returnSequences: boolean[], head: 'every step' | 'last state' | 'maximum') => boolean[]"},
    hints: [
      'Who reads the output of each layer, and does that reader want steps?',
      'Every layer but the top one is read by a recurrent layer. The top one is read by the head: two heads want steps, one does not.',
      '`returnSequences.map((_, i) => i < returnSequences.length - 1 || head …)`',
    ],
    check: (learner) =>
      checkRepair(learner, [
        {returnSequences: [false, false, true, false], head: 'maximum'},
        {returnSequences: [true, false, false], head: 'last state'},
        {returnSequences: [true, false, false], head: 'every step'},
        {returnSequences: [true, true, true], head: 'last state'},
      ]),
  },
];
