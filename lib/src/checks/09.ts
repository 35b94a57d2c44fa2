/**
 * Exercise 09, a sketch classifier. A drawing is a list of lines [xs, ys]; a movement is [dx, dy, lifted]. Signatures for
 * the starter code:
 *
 *     09.1  toMoves(lines: number[][][]): number[][]
 *     09.2  fitMoves(drawings: number[][][]): number[][][]
 *     09.3  padMoves(drawings: number[][][], length: number): {x: number[][][]; mask: number[][]}
 *     09.4  meanStep(x: number[][][], mask: number[][]): number[][]
 *     09.5  changeMoves(moves: number[][], angle: number, width: number, height: number): number[][]
 *     09.6  nearestWords(known: number[][], words: number[], asked: number[][]): number[]
 *     09.7  classify(drawings: number[][][][]): number[]                        // of a trained network
 */
import {random} from '../data/random';
import {checkChanged} from './09/changed-moves';
import {checkFitted} from './09/fitted-moves';
import {checkNearest} from './09/nearest-rows';
import {checkMeans, checkPadded} from './09/padded-moves';
import {checkMoves} from './09/pen-moves';
import {checkClassify} from './09/turned-sketches';
import type {Part} from './frame/frame';

/** The parts of exercise 09: 18 points. */
export const parts: Part[] = [
  {
    id: '09.1',
    title: 'From lines to movements',
    points: 3,
    answers: {toMoves: '(lines: number[][][]) => number[][]'},
    hints: [
      'The pen visits all points of all lines, one after the other. How many movements are there between 7 points?',
      'First make one list of points [x, y, isLast], over all lines. Then every point but the first is a movement from the point before it.',
      '`points.slice(1).map(([x, y, isLast], i) => [x - points[i][0], …, …])`: after slice(1), points[i] is the point before.',
    ],
    check: (learner) => checkMoves(learner, random(901), [[4, 3], [4, 1, 3], [5]]),
  },
  {
    id: '09.2',
    title: 'A size of its own',
    points: 3,
    answers: {fitMoves: '(drawings: number[][][]) => number[][][]'},
    hints: [
      'The size of a drawing is a distance between places. What do you have to do with movements to get places?',
      'Add the movements up from (0, 0), which is a place too. Width: largest x less smallest x; height likewise. Divide dx and dy by the longer of the two.',
      '`const size = Math.max(width, height) || 1; return moves.map(([dx, dy, lifted]) => [dx / size, …, lifted]);` for each drawing by itself.',
    ],
    check: (learner) => checkFitted(learner, random(902), [[10, 100], [40, 0, 200], [30]]),
  },
  {
    id: '09.3',
    title: 'One length, and a mask',
    points: 3,
    answers: {padMoves: '(drawings: number[][][], length: number) => {x: number[][][]; mask: number[][]}'},
    hints: [
      'How many steps are missing in a drawing of 3 movements where 5 are asked for, and how many in one of 8?',
      'Keep the first `length` movements, count what is missing, put as many rows [0, 0, 0] in front. The mask has the same two pieces: zeros, then ones.',
      '`const kept = moves.slice(0, length); const missing = length - kept.length;` then `[...rows of zeros, ...kept]`, and for the mask `[...zeros, ...ones]`.',
    ],
    check: (learner) =>
      checkPadded(learner, random(903), [
        {lengths: [3, 5], length: 5},
        {lengths: [2, 7, 4], length: 4},
      ]),
  },
  {
    id: '09.4',
    title: 'The mean movement',
    points: 2,
    answers: {meanStep: '(x: number[][][], mask: number[][]) => number[][]'},
    hints: [
      'A drawing has 3 movements in 8 steps. By which number is the sum divided?',
      'Keep the rows whose mask is 1, whatever stands in the others, then take the mean of each column. Without any row: zeros.',
      '`const real = rows.filter((_, t) => mask[i][t] === 1);` and divide each sum by `Math.max(1, real.length)`.',
    ],
    check: (learner) =>
      checkMeans(learner, random(904), [
        {lengths: [3, 5], length: 6},
        {lengths: [4, 0, 7], length: 7},
      ]),
  },
  {
    id: '09.5',
    title: 'A copy that is still the same thing',
    points: 2,
    answers: {changeMoves: '(moves: number[][], angle: number, width: number, height: number) => number[][]'},
    hints: [
      'A movement goes 1 to the right, (1, 0), and the drawing is turned by a quarter, from right to down. Where does it go now? And (0, 1)?',
      'Stretch: x = width * dx, y = height * dy. Then turn with cosine and sine: each new number is made of both x and y.',
      '`[c * x - s * y, … , lifted]`; the second sum has sine with x, cosine with y, and no minus.',
    ],
    check: (learner) =>
      checkChanged(learner, random(905), [
        {steps: 4, angle: 0.4, width: 1.2, height: 0.7},
        {steps: 6, angle: 2.5, width: 0.8, height: 1.1},
      ]),
  },
  {
    id: '09.6',
    title: 'The nearest picture',
    points: 2,
    answers: {nearestWords: '(known: number[][], words: number[], asked: number[][]) => number[]'},
    hints: [
      'Which known picture would have distance 0 from a picture that is asked? What makes the distance grow?',
      'For each asked picture go through the known ones: add up the squared differences of the pixels, remember the smallest sum and where it was.',
      '`if (distance < best) { best = distance; word = words[i]; }` with best starting at Infinity.',
    ],
    check: (learner) =>
      checkNearest(learner, random(906), [
        {known: 8, asked: 12, pixels: 6},
        {known: 14, asked: 20, pixels: 9},
      ]),
  },
  {
    id: '09.7',
    title: 'Drawings that lie anyhow',
    points: 3,
    answers: {classify: '(drawings: number[][][][]) => number[]'},
    hints: [
      'All known drawings stand upright, the asked ones lie at any angle. What has the network to see in training?',
      'Lesson 6.6 trains on changed copies: `data.varySketches(known, {copies: 9, …})`. Its angle has a deviation of 0.15 radians unless you say otherwise; a half turn is 3.14.',
      '`const varied = data.varySketches(known, {copies: 9, turn: …});`, a model by models.buildSketchClassifier({classes: 7, features: 5, units: [32]}), then training.compile and training.fit on inputs(varied), targets(varied), 10 epochs.',
    ],
    check: (learner) => checkClassify(learner, [909], 350),
  },
];
