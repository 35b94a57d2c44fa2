/**
 * Exercise 01, kinds of sequence tasks. Signatures for the starter code, with
 * `type Kind = 'seq2seq' | 'seq2vec' | 'vec2seq' | 'encoder-decoder'`:
 *
 *     01.1  firstAnswer(kind: Kind, stepsIn: number): number
 *     01.2  kindOf(stepsIn: number, needs: number[]): Kind | 'none'
 *     01.3  taskShapes(kind: Kind, batch: number, stepsIn: number, featuresIn: number, stepsOut: number,
 *                      featuresOut: number): {input: number[]; output: number[]}
 *     01.4  sortFirstTen(): Record<Kind, number[]>
 *     01.5  sortSecondTen(): Record<Kind, number[]>
 *
 * Part 01.6, two cases argued, is graded by hand.
 */

import {CHANGED_TASKS, checkBoxes, FIRST_TEN, SECOND_TEN} from './01/sequence-tasks';
import {checkFirstAnswer, checkKindOf, checkTaskShapes} from './01/task-kinds';
import type {Part} from './frame/frame';

export * from './01/sequence-tasks';
export * from './01/task-kinds';

const SIZES = 'stepsIn: number, featuresIn: number, stepsOut: number, featuresOut: number';

/** The parts of exercise 01 that are checked: 14 of its 18 points. */
export const parts: Part[] = [
  {
    id: '01.1',
    title: 'The first answer',
    points: 2,
    answers: {firstAnswer: '(kind: Kind, stepsIn: number) => number'},
    hints: [
      'In which of the four drawings of lesson 1.1 does an output come before the last input?',
      'Two kinds must have read everything before they write. The other two write as soon as they have read one step.',
      "`return kind === 'seq2vec' || kind === … ? … : 1;`",
    ],
    check: (learner) =>
      checkFirstAnswer(learner, [
        ['seq2seq', 12],
        ['seq2vec', 12],
        ['vec2seq', 1],
        ['encoder-decoder', 5],
      ]),
  },
  {
    id: '01.2',
    title: 'The kind, from facts',
    points: 3,
    answers: {kindOf: "(stepsIn: number, needs: number[]) => Kind | 'none'"},
    hints: [
      'How many steps come out? Where in the arguments does that stand?',
      'First settle the cases with one step at an end. What is left reads and writes many steps: can its first output come before the last input?',
      "`if (needs.length === 1) return stepsIn === 1 ? 'none' : …;` then `if (stepsIn === 1) return …;` then compare `needs[0]` with `stepsIn`.",
    ],
    check: (learner) =>
      checkKindOf(learner, [
        {stepsIn: 4, needs: [1, 2, 3, 4]},
        {stepsIn: 6, needs: [6]},
        {stepsIn: 1, needs: [1, 1, 1]},
        {stepsIn: 4, needs: [4, 4, 4, 4]},
        {stepsIn: 1, needs: [1]},
        {stepsIn: 5, needs: [3, 4, 5, 5, 5, 5, 5]},
        {stepsIn: 5, needs: [5, 5]},
      ]),
  },
  {
    id: '01.3',
    title: 'Shapes of the two ends',
    points: 3,
    answers: {taskShapes: `(kind: Kind, batch: number, ${SIZES}) => {input: number[]; output: number[]}`},
    hints: [
      'Which of the four kinds has no time axis at its input, which none at its output?',
      'A sequence is [batch, steps, features], a vector [batch, features]. Decide for each end by itself.',
      "`const input = kind === 'vec2seq' ? [batch, …] : [batch, stepsIn, …];` and the like for the output.",
    ],
    check: (learner) =>
      checkTaskShapes(learner, [
        {kind: 'seq2vec', batch: 32, stepsIn: 28, featuresIn: 3, stepsOut: 1, featuresOut: 2},
        {kind: 'encoder-decoder', batch: 8, stepsIn: 12, featuresIn: 50, stepsOut: 15, featuresOut: 60},
        {kind: 'vec2seq', batch: 4, stepsIn: 1, featuresIn: 64, stepsOut: 9, featuresOut: 30},
        {kind: 'seq2seq', batch: 16, stepsIn: 20, featuresIn: 5, stepsOut: 20, featuresOut: 9},
      ]),
  },
  {
    id: '01.4',
    title: 'Ten tasks',
    points: 3,
    answers: {sortFirstTen: '() => Record<Kind, number[]>'},
    hints: [
      'For each task: does the input come in steps? Does the output?',
      'One end without steps settles it. Where both have steps, ask: may the first output need the last input, and does each output belong to one input?',
      'Three tasks end in one answer, two begin with one vector, two answer at each input step, the others read to the end before they write.',
    ],
    check: (learner) => checkBoxes(learner, 'sortFirstTen', FIRST_TEN),
  },
  {
    id: '01.5',
    title: 'Ten more, less plain',
    points: 3,
    answers: {sortSecondTen: '() => Record<Kind, number[]>'},
    hints: [
      'What has the network read when it writes the first thing?',
      'Equal lengths and unequal ones decide nothing. A row of numbers handed out at once is one vector; so is one distribution over many words.',
      'Of 11 to 20, three tasks end in one vector, two begin with one, three must answer while input still comes, two must read to the end. Of the five changed ones, none stays in the box of the task that it came from.',
    ],
    check: (learner) => checkBoxes(learner, 'sortSecondTen', SECOND_TEN, CHANGED_TASKS),
  },
];
