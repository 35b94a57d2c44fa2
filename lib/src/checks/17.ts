/**
 * Exercise 17, translation. Signatures for the starter code, with
 * Table {logs: number[][]; next: number[][]}           // [states][tokens] each; the first state is 0
 *
 *     17.1  teach(targets: number[][], start: number, end: number): {read: number[][]; write: number[][]}
 *     17.2  wordLoss(probabilities: number[][][], targets: number[][]): number
 *     17.3  greedy(table: Table, end: number, most: number): number[]
 *     17.4  score(logs: number[], penalty: number): number
 *     17.5  beam(table: Table, end: number, width: number, most: number, penalty: number): number[]
 *     17.6  exactMatch(right: number[][], written: number[][], end: number): number
 *     17.7  translate(sentences: string[][]): Promise<string[][]>                  // of a trained network
 */
import {random} from '../data/random';
import {drawSaid} from './12/text-bits';
import {checkBeam, drawBeams} from './17/beam-walks';
import {checkTranslator} from './17/judged-translations';
import {checkGreedy, drawGreedy} from './17/step-tables';
import {checkLoss, checkTaught, drawLesson} from './17/taught-words';
import {checkMatch, checkScore, drawMatch, drawScore} from './17/whole-sentences';
import type {Part} from './frame/frame';

/** The parts of exercise 17 that are checked: 14 of its 20 points. */
export const parts: Part[] = [
  {
    id: '17.1',
    title: 'Shifted by one',
    points: 2,
    answers: {teach: '(targets: number[][], start: number, end: number) => {read: number[][]; write: number[][]}'},
    hints: [
      'What has the decoder read when it is to write the first word of a row? And what is it to write once it has read the last?',
      'Both tables hold the words of the row, with one mark each: START in front of what is read, END behind what is written. Then fill up with 0.',
      '`const width = 1 + Math.max(...targets.map((row) => row.length));` then for each row `[start, ...row]` and `[...row, …]`, each with `Array(width - row.length - 1).fill(0)` behind it.',
    ],
    check: (learner) =>
      checkTaught(learner, [
        {targets: [[7, 4, 9], [5]], start: 1, end: 2},
        drawLesson(random(171), [4, 2, 5]),
        drawLesson(random(172), [3, 3]),
      ]),
  },
  {
    id: '17.2',
    title: 'The loss of words',
    points: 2,
    answers: {wordLoss: '(probabilities: number[][][], targets: number[][]) => number'},
    hints: [
      'Of each row of probabilities only one number matters. Which? And how many rows matter at all?',
      'Go through sentences and steps, skip targets that are 0, add up -Math.log of the probability of the target, and count the words.',
      'Inside of both loops: `if (targets[b][t] !== 0) { sum -= Math.log(probabilities[b][t][…]); words++; }`, and behind them `return sum / …`.',
    ],
    check: (learner) => {
      const source = random(1720);
      return checkLoss(learner, [
        drawSaid(source, [6, 2, 4], 6, 6),
        drawSaid(source, [3, 5], 7, 9),
        drawSaid(source, [4, 4], 4, 5),
      ]);
    },
  },
  {
    id: '17.3',
    title: 'Greedy',
    points: 2,
    answers: {greedy: '(table: Table, end: number, most: number) => number[]'},
    hints: [
      'What must you know to choose the next token? Which two things change after it?',
      'A variable for the state, 0 at first. Find the place of the largest number in its row of `logs`; if that is END, stop; else keep the token and look up the next state.',
      '`const row = table.logs[state]; const token = row.indexOf(Math.max(...row)); if (token === end) return tokens;` then `tokens.push(token); state = table.next[…][…];`, as long as there are fewer than `most` tokens.',
    ],
    check: (learner) => {
      const source = random(173);
      const sizes: [number, number, number][] = [
        [3, 4, 6],
        [4, 5, 8],
        [5, 4, 7],
        [4, 3, 2],
      ];
      return checkGreedy(learner, drawGreedy(source, sizes));
    },
  },
  {
    id: '17.4',
    title: 'The length penalty',
    points: 1,
    answers: {score: '(logs: number[], penalty: number) => number'},
    hints: [
      'How does log P follow from the logarithms of the single steps? And what is |y| here?',
      'log P is their sum. |y| is how many there are, END included. JavaScript writes powers as `a ** b`.',
      '`const sum = logs.reduce((all, log) => all + log, 0);` then `return sum / logs.length ** …;`',
    ],
    check: (learner) => {
      const source = random(174);
      return checkScore(learner, [
        drawScore(source, 4, 0),
        drawScore(source, 5, 1),
        drawScore(source, 3, 0.6),
        drawScore(source, 7, 1.5),
      ]);
    },
  },
  {
    id: '17.5',
    title: 'Several beginnings',
    points: 3,
    answers: {beam: '(table: Table, end: number, width: number, most: number, penalty: number) => number[]'},
    hints: [
      'At a step you hold three beginnings and there are five tokens. How many continuations are there, and which of them are still in hand at the next step?',
      'Keep {tokens, sum, state} for each beginning. Each step: list all continuations, sort by `sum`, take `width` of them; put those that end into a second list. At the end rank both lists by sum / |y|^λ, where END counts in |y|.',
      '`beams.flatMap(({tokens, sum, state}) => table.logs[state].map((log, token) => ({tokens: [...tokens, token], sum: sum + log, state: table.next[state][token]})))`, sorted by `b.sum - a.sum`, `.slice(0, width)`; those whose last token is `end` go to `done`, the others are the beams of the next step. The score is `sum / tokens.length ** …` while END still stands in tokens.',
    ],
    check: (learner) => {
      const source = random(175);
      return checkBeam(
        learner,
        drawBeams(source, [
          [3, 4, 1, 6, 0],
          [3, 4, 2, 6, 0],
          [4, 5, 3, 6, 1],
          [4, 4, 2, 5, 0.6],
          [4, 4, 2, 6, 1.2],
          [5, 4, 3, 4, 2],
          [3, 3, 100, 4, 0.7],
        ]),
      );
    },
  },
  {
    id: '17.6',
    title: 'Right as a whole',
    points: 1,
    answers: {exactMatch: '(right: number[][], written: number[][], end: number) => number'},
    hints: [
      'In a batch a decoder goes on until all rows have ended. Which ids of a row did it mean?',
      'Cut each written row at its first END, where there is one. Then it must have the length of the right row, and the same id at each place.',
      '`const stop = row.indexOf(end); const said = stop < 0 ? row : row.slice(0, stop);` then `said.length === right[i].length && said.every((id, t) => id === …)`; the number of such rows, over the number of all.',
    ],
    check: (learner) => {
      const source = random(176);
      return checkMatch(learner, drawMatch(source, [9, 13, 20]));
    },
  },
  {
    id: '17.7',
    title: 'A translator',
    points: 3,
    answers: {translate: '(sentences: string[][]) => Promise<string[][]>'},
    hints: [
      'Both vocabularies are there. Which sizes does the network need from them, what does it read, and what is it to write?',
      '`models.buildEncoderDecoder` takes the sizes of both vocabularies, `units`, `embedding` and `attention`: additive attention, 64 units and vectors of 32 will do. Compile `network.model` with the loss for ids, fit it on the tables of `data.teacherForced`, and return the network, not its model.',
      "`const network = models.buildEncoderDecoder({sourceVocabulary: english.size, targetVocabulary: …, units: 64, embedding: 32, attention: 'additive'}); training.compile(network.model, {loss: 'sparseCategoricalCrossentropy', learningRate: 0.01});` then `await training.fit(network.model, data.teacherForced(…), {epochs: 10, batchSize: 32});`",
    ],
    check: (learner) => checkTranslator(learner, [701, 702]),
  },
];
