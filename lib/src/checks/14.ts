/**
 * Exercise 14, named entities. Signatures for the starter code, with Entity {type: string; start: number; end: number} and
 * Field {A: number[][]; start: number[]; end: number[]}:
 *
 *     14.1  tagsOf(length: number, entities: Entity[]): string[]
 *     14.2  spansOf(tags: string[]): Entity[]
 *     14.3  entityF1(truth: Entity[][], found: Entity[][]): number
 *     14.4  rowScore(E: number[][], field: Field, tags: number[]): number          // tags are -1 in the padding
 *     14.5  bestRow(E: number[][], field: Field, length: number): number[]
 *     14.6  logPartition(E: number[][], field: Field, length: number): number
 *     14.7  tagSentences(sentences: string[][]): Promise<string[][]>               // of a trained network
 */
import {random} from '../data/random';
import {drawChain, drawTelling} from './14/chain-field';
import {checkBestRow} from './14/chain-path';
import {checkLogPartition, checkRowScore, drawRow, lifted} from './14/chain-scores';
import {checkEntityF1, drawCounts} from './14/entity-counts';
import {checkTagger} from './14/judged-tags';
import {checkSpansOf, checkTagsOf, drawSpans, drawTags} from './14/tag-spans';
import type {Part} from './frame/frame';

const words = (text: string): string[] => text.split(' ');

/** The parts of exercise 14 that are checked: 14 of its 20 points. */
export const parts: Part[] = [
  {
    id: '14.1',
    title: 'Tags of names',
    points: 1,
    answers: {tagsOf: '(length: number, entities: Entity[]) => string[]'},
    hints: [
      'Most tokens are outside. Which tag do they have, and which tokens of a name do not begin it?',
      'Fill a list of `length` tags with O. Then go through the tokens of each entity, from `start` to before `end`.',
      '`for (let t = start; t < end; t++) tags[t] = t === start ? … : …;` with B- or I- and the type put together.',
    ],
    check: (learner) =>
      checkTagsOf(learner, [
        {length: 5, spans: [{type: 'LOC', start: 1, end: 3}]},
        {
          length: 8,
          spans: [
            {type: 'PER', start: 0, end: 3},
            {type: 'PER', start: 3, end: 4},
            {type: 'ORG', start: 6, end: 8},
          ],
        },
        drawSpans(random(141), 12),
        {length: 3, spans: []},
      ]),
  },
  {
    id: '14.2',
    title: 'Names in tags',
    points: 2,
    answers: {spansOf: '(tags: string[]) => Entity[]'},
    hints: [
      'A B always begins a name. What must be true of the name before it, and of its type, for an I to go on with it?',
      'Keep the name that is open, or nothing. B opens a new one; I of the same type moves its `end`; anything else closes it.',
      'On B: `open = {type: tag.slice(2), start: t, end: t + 1}; found.push(open);`. On I of its type: `open.end = …`. Else `open = undefined`.',
    ],
    check: (learner) =>
      checkSpansOf(learner, [
        words('O B-LOC I-LOC I-LOC O'),
        words('B-PER I-PER B-PER O B-ORG I-ORG I-ORG'),
        words('O I-LOC O B-LOC'),
        words('B-PER I-ORG I-ORG O'),
        words('B-LOC O I-LOC B-LOC B-LOC'),
        drawTags(random(142), 14),
        words('O O O'),
      ]),
  },
  {
    id: '14.3',
    title: 'Count names, not words',
    points: 2,
    answers: {entityF1: '(truth: Entity[][], found: Entity[][]) => number'},
    hints: [
      'One name was found with the right words and another type. How many of its three parts must agree for it to count?',
      'Three counts over all sentences: the true names, the found ones, and those found that are among the true ones of the same sentence.',
      'With these counts P = right / found and R = right / true, so F1 = `(2 * right) / (found + true)`; 0 where nothing is right.',
    ],
    check: (learner) => {
      const source = random(143);
      const one = {type: 'LOC', start: 0, end: 2};
      return checkEntityF1(learner, [
        drawCounts(source, 5, 12),
        drawCounts(source, 8, 9),
        {truth: [[one], [{type: 'PER', start: 3, end: 4}]], found: [[one], [{type: 'ORG', start: 3, end: 4}]]},
        {truth: [[one], []], found: [[], [one]]},
        {truth: [[one]], found: [[]]},
      ]);
    },
  },
  {
    id: '14.4',
    title: 'The score of a row',
    points: 2,
    answers: {rowScore: '(E: number[][], field: Field, tags: number[]) => number'},
    hints: [
      'A sentence of three words: how many emissions, how many transitions, and which two scores besides belong to its row?',
      'First find out how long the sentence is: the tags before the first -1. `end` belongs to the last of them.',
      'For each t: add `E[t][tags[t]]`, and for t > 0 also `A[…][tags[t]]`; before the loop `start[tags[0]]`, behind it `end[…]`.',
    ],
    check: (learner) => {
      const source = random(144);
      return checkRowScore(learner, [
        drawRow(source, 3, 4, 0),
        drawRow(source, 4, 5, 3),
        drawRow(source, 2, 1, 2),
        drawRow(source, 5, 9, 1),
      ]);
    },
  },
  {
    id: '14.5',
    title: 'The best row',
    points: 3,
    answers: {bestRow: '(E: number[][], field: Field, length: number) => number[]'},
    hints: [
      'Of all ways that lead to tag j at word t, which ones can still be part of the best row, and how many of them must you keep?',
      'Two tables: the best score of a beginning that ends in tag j, and the tag that it came from. At the last word add `end`, take the best tag, and walk back through the second table.',
      'For each j: `from = argmax_i (delta[i] + A[i][j])`, `now[j] = E[t][j] + delta[from] + A[from][j]`, `back[t][j] = from`. Then for t = length - 1 down to 1: `tags[t - 1] = back[t][tags[…]]`.',
    ],
    check: (learner) => {
      const source = random(145);
      return checkBestRow(learner, [
        drawTelling(source, 3, 4, 0),
        drawTelling(source, 3, 6, 2),
        drawTelling(source, 4, 5, 1),
        lifted(drawTelling(source, 3, 5, 1), -9),
        drawChain(source, 3, 1, 2),
        drawChain(source, 9, 40, 3),
      ]);
    },
  },
  {
    id: '14.6',
    title: 'All rows at once',
    points: 2,
    answers: {logPartition: '(E: number[][], field: Field, length: number) => number'},
    hints: [
      'Viterbi asks which beginning is the best. Which question about the same beginnings leads to the sum over all rows?',
      'The same loop, with ln Σ e^… in place of the largest, and no way back. Add `end` at the last word, then once more ln Σ e^….',
      'Write `logSumExp(values)` as `m + Math.log(Σ Math.exp(value - m))` with m the largest; then `now[j] = E[t][j] + logSumExp(a.map((value, i) => value + A[i][j]))`.',
    ],
    check: (learner) => {
      const source = random(146);
      return checkLogPartition(learner, [
        drawChain(source, 3, 4, 0),
        drawChain(source, 3, 5, 2),
        drawChain(source, 2, 1, 1),
        lifted(drawChain(source, 3, 4, 1), 800),
        lifted(drawChain(source, 3, 4, 1), -900),
      ]);
    },
  },
  {
    id: '14.7',
    title: 'A tagger',
    points: 2,
    answers: {tagSentences: '(sentences: string[][]) => Promise<string[][]>'},
    hints: [
      'Which three tables of ids does the network read, and which loss belongs to a conditional random field?',
      '`models.buildTagger` takes the size of the first vocabulary and the other two as `views`. Build it with `crf: true`, 9 tags and some 32 units; its loss is `models.crfOf(model).loss`. Ten epochs at a learning rate of 0.01 will do.',
      '`training.compile(model, {loss: models.crfOf(model).loss, learningRate: 0.01});` then `await training.fit(model, {x: reader.encode(sentences), y: data.tagTargets(sentences, names)}, {epochs: 10, batchSize: 32});`',
    ],
    check: (learner) => checkTagger(learner, [901, 902]),
  },
];
