/**
 * Exercise 12, a language model. Signatures for the starter code:
 *
 *     12.1  encode(train: string, text: string): number[]
 *     12.2  cutText(ids: number[], length: number): {x: number[][]; y: number[][]}
 *     12.3  bitsPerCharacter(probabilities: number[][][], targets: number[][]): number
 *     12.4  pairProbabilities(ids: number[], shares: number[], prior: number): number[][]
 *     12.5  readOn(chunks: number[][], weights: ReaderWeights, h0: number[]): number[][]
 *     12.6  withTemperature(logits: number[], temperature: number): number[]
 *           draw(probabilities: number[], chance: number): number
 *     12.7  foretell(ids: number[]): number[][]                               // of a trained network
 */
import {random} from '../data/random';
import {checkReadOn, drawReading} from './12/carried-state';
import {BORDERS, checkHeatAndDraw, drawChances, drawHeat} from './12/drawn-letters';
import {checkForetell} from './12/foretold-letters';
import {checkBits, checkPairs, drawPairs, drawSaid} from './12/text-bits';
import {checkCutText, checkEncode} from './12/text-ids';
import type {Part} from './frame/frame';

const count = (length: number, first = 1): number[] => Array.from({length}, (_, i) => first + i);

/** The parts of exercise 12: 18 points. */
export const parts: Part[] = [
  {
    id: '12.1',
    title: 'Characters become ids',
    points: 2,
    answers: {encode: '(train: string, text: string) => number[]'},
    hints: [
      'Which characters does `train` have, each once? Which id does the first of them get, when 0 and 1 are taken?',
      'A Set holds each character once, `sort()` puts them in order. The place in that list, moved by two, is the id; what is not in the list is 1.',
      '`const characters = [...new Set(train)].sort();` then for each character of text `characters.indexOf(character)`: -1 becomes 1, every other place becomes place + …',
    ],
    check: (learner) =>
      checkEncode(learner, [
        {train: 'hello world', text: 'hold'},
        {train: 'To be, or not to be', text: 'bet on Tibet'},
        {train: 'ROMEO:\nIs the day so young?', text: 'JULIET:\nNot yet near day!'},
      ]),
  },
  {
    id: '12.2',
    title: 'The next character',
    points: 2,
    answers: {cutText: '(ids: number[], length: number) => {x: number[][]; y: number[][]}'},
    hints: [
      'Which id should be foretold after the last one of a window, and where does it stand in the text?',
      'x begins at a multiple of length. y is the same stretch of the text, moved by one. So a window needs length + 1 ids.',
      'For start = 0, length, 2 length … while `start + length + 1 <= ids.length`: push `ids.slice(start, start + length)` and `ids.slice(start + 1, …)`.',
    ],
    check: (learner) =>
      checkCutText(learner, [
        {ids: count(14, 3), length: 4},
        {ids: count(13, 20), length: 4},
        {ids: count(12, 7), length: 4},
        {ids: [5, 2, 9, 9, 4, 7, 3, 8, 6, 2, 5], length: 5},
      ]),
  },
  {
    id: '12.3',
    title: 'Bits a character',
    points: 3,
    answers: {bitsPerCharacter: '(probabilities: number[][][], targets: number[][]) => number'},
    hints: [
      'Which one of the probabilities in a row matters, once you know what came? And how many characters are judged in all?',
      'Go through all texts and steps, skip targets that are 0, add up -Math.log2 of the probability of the target, and count how often you did.',
      'Inside of the loops: `if (targets[b][t] !== 0) { sum -= Math.log2(probabilities[b][t][…]); characters++; }`, and at the end sum / characters.',
    ],
    check: (learner) => {
      const source = random(123);
      return checkBits(learner, [
        drawSaid(source, [7, 2, 4], 7, 6),
        drawSaid(source, [6, 6], 6, 5),
        drawSaid(source, [1, 5], 5, 12),
      ]);
    },
  },
  {
    id: '12.4',
    title: 'A rival that counts',
    points: 3,
    answers: {pairProbabilities: '(ids: number[], shares: number[], prior: number) => number[][]'},
    hints: [
      'How often was each character followed by each other one? How often was it followed at all: does the last place of the text count?',
      'First a table of counts, one row for what came and one column for what followed. The sum of a row is n(c). Then turn every count into a probability.',
      '`counts[ids[t]][ids[t + 1]]++` for t up to ids.length - 2; then each entry becomes `(count + prior * shares[next]) / (total + …)`, where total is the sum of its row.',
    ],
    check: (learner) => {
      const source = random(124);
      return checkPairs(learner, [
        drawPairs(source, 30, 3, 2),
        drawPairs(source, 60, 5, 4),
        drawPairs(source, 12, 6, 0.5),
      ]);
    },
  },
  {
    id: '12.5',
    title: 'Read on',
    points: 2,
    answers: {readOn: '(chunks: number[][], weights: ReaderWeights, h0: number[]) => number[][]'},
    hints: [
      'Where does the second chunk begin: with which state? Who knows that state when the first chunk has been read?',
      'One variable h for the state, set to h0 once, before both loops. The inner loop reads the ids of a chunk; after it, h is kept in the result.',
      '`let h = h0;` then for each chunk: `for (const id of chunk) h = …;` and `states.push(h);`',
    ],
    check: (learner) => {
      const source = random(125);
      return checkReadOn(learner, [
        drawReading(source, [3, 3], 2),
        drawReading(source, [4, 2, 5], 4),
        drawReading(source, [1, 3, 2, 6], 3),
      ]);
    },
  },
  {
    id: '12.6',
    title: 'Write',
    points: 3,
    answers: {
      withTemperature: '(logits: number[], temperature: number) => number[]',
      draw: '(probabilities: number[], chance: number) => number',
    },
    hints: [
      'A high temperature makes all characters nearly equally likely. Must the logits come nearer to each other for that, or move apart? And for the draw: which share of all chances should a character of probability 0.3 get?',
      'Divide the logits by the temperature, then softmax: exp of each (less the largest, against overflow), over the sum. To draw, add up the probabilities from id 0 on, and stop at the first place where the sum is above chance.',
      '`const scaled = logits.map((logit) => logit / temperature);` then `Math.exp(one - Math.max(...scaled))`, over their sum. In draw: `reached += probabilities[id]; if (chance < reached) return …;` and behind the loop the last id.',
    ],
    check: (learner) => {
      const source = random(126);
      return checkHeatAndDraw(
        learner,
        [
          drawHeat(source, 4, 0.5),
          drawHeat(source, 7, 1.6),
          drawHeat(source, 5, 1),
          {logits: [2000, 1996, 2006], temperature: 2},
          {logits: [0, -900, 3], temperature: 1},
        ],
        [drawChances(source, 5), drawChances(source, 8), ...BORDERS],
      );
    },
  },
  {
    id: '12.7',
    title: 'A network',
    points: 3,
    answers: {foretell: '(ids: number[]) => number[][]'},
    hints: [
      'What does one step of the network read, and what does it say? What must it remember from one window of the text to the next?',
      'An embedding, one recurrent layer of some 64 units, a softmax over the vocabulary: `models.buildLanguageModel`. Cut the play into 16 long rows and train with `truncate: {steps: 50, update: …}`, without shuffling. Adam at 0.01 does for eight passes.',
      "`models.buildLanguageModel({vocabulary: vocabulary.size, embedding: 16, units: [64], cell: 'lstm'})`, then `training.compile(model, {loss: 'sparseCategoricalCrossentropy', learningRate: 0.01})`, then `training.fit(model, rows, {epochs: 8, batchSize: 16, shuffle: false, truncate: {steps: 50, update: 'window'}, globalClipNorm: 1})`.",
    ],
    check: (learner) => checkForetell(learner, [501, 502]),
  },
];
