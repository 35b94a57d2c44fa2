/**
 * Exercise 19, actions in videos. Signatures for the starter code:
 *
 *     19.1  toBatch(films: number[][][][], frames: number): {x: number[][][][]; mask: number[][]}
 *     19.2  attentionWeights(scores: number[][], mask: number[][]): number[][]
 *     19.3  attentionPool(H: number[][][], mask: number[][], query: number[]): number[][]
 *     19.4  convolutionWork(size: number[], kernel: number[], strides: number[], channels: number,
 *                           filters: number): number
 *     19.5  buildReader(height: number, width: number, filters: number[], units: number, classes: number): tf.LayersModel
 *     19.6  buildBlock(height: number, width: number, filters: number[], classes: number): tf.LayersModel
 *     19.7  classify(films: number[][][][]): number[] | Promise<number[]>              // of a trained network
 *
 * The project is marked by hand.
 */
import {random} from '../data/random';
import {checkBlocks} from './19/film-blocks';
import {checkReaders} from './19/film-readers';
import {checkBatches, drawFilms} from './19/films-in-batches';
import {checkWeights, drawScores} from './19/masked-weights';
import {checkActions} from './19/named-actions';
import {checkPool, drawPool} from './19/pooled-films';
import {checkWork} from './19/strided-work';
import type {Part} from './frame/frame';

const NETWORKS = [
  {height: 8, width: 6, filters: [3, 4], units: 5, classes: 3},
  {height: 5, width: 9, filters: [4], units: 3, classes: 2},
];

/** The parts of exercise 19 that are checked: 14 of its 20 points. */
export const parts: Part[] = [
  {
    id: '19.1',
    title: 'Films in one array',
    points: 2,
    answers: {toBatch: '(films: number[][][][], frames: number) => {x: number[][][][]; mask: number[][]}'},
    hints: [
      'A film has 3 frames and the array 5: what is missing, and where? A film has 7: which 5 of them show all of it?',
      'For each film: the kept frames (all, or frame ⌊i · length / frames⌋ for each i), then black frames up to `frames`. The mask has as many ones as frames were kept.',
      '`const kept = film.length <= frames ? film : Array.from({length: frames}, (_, i) => film[Math.floor(…)]);` and a black frame is `film[0].map((row) => row.map(() => 0))`.',
    ],
    check: (learner) => {
      const source = random(191);
      return checkBatches(learner, [
        drawFilms(source, [3, 5, 12, 1, 7], 5, 2, 3),
        drawFilms(source, [6, 11, 4], 6, 3, 2),
        drawFilms(source, [4, 9], 7, 1, 4),
      ]);
    },
  },
  {
    id: '19.2',
    title: 'Weights that skip padding',
    points: 2,
    answers: {attentionWeights: '(scores: number[][], mask: number[][]) => number[][]'},
    hints: [
      'Which frames share the sum of 1? What is e to the power of 800, in a number of JavaScript?',
      'For each film: the largest score among the frames that are there; e to (score - largest) for those, 0 for the others; then divide by the sum.',
      '`const most = Math.max(...row.filter((_, t) => mask[film][t] === 1)); const powers = row.map((score, t) => (mask[film][t] ? Math.exp(…) : 0));` and divide by their sum.',
    ],
    check: (learner) => {
      const source = random(192);
      return checkWeights(learner, [
        drawScores(source, [3, 5, 1], 5),
        drawScores(source, [2, 4, 6, 3], 6, {about: -2}),
        drawScores(source, [4, 2], 4, {about: 800}),
        drawScores(source, [3, 2], 5, {high: 2000}),
        drawScores(source, [2, 4], 5, {about: -800}),
      ]);
    },
  },
  {
    id: '19.3',
    title: 'Attention over frames',
    points: 2,
    answers: {attentionPool: '(H: number[][][], mask: number[][], query: number[]) => number[][]'},
    hints: [
      'How does one number say how well a state fits the query? What is done with these numbers before they are weights?',
      'Score of a frame: the dot product of its state and the query, over √units. Weights: the masked softmax of 19.2. Then each unit of the answer is the sum of weight times state over the frames.',
      '`const weights = …;` for the film, then `query.map((_, unit) => H[film].reduce((sum, state, t) => sum + weights[t] * state[…], 0))`.',
    ],
    check: (learner) => {
      const source = random(193);
      return checkPool(learner, [
        drawPool(source, [3, 5, 1], 5, 4),
        drawPool(source, [2, 6, 4, 3], 6, 3),
        drawPool(source, [7, 7], 7, 9),
      ]);
    },
  },
  {
    id: '19.4',
    title: 'What a convolution multiplies',
    points: 1,
    answers: {
      convolutionWork:
        '(size: number[], kernel: number[], strides: number[], channels: number, filters: number) => number',
    },
    hints: [
      'At how many places does the kernel stop along an axis of 12 if it moves on by 2? And if the axis has 13?',
      'Padding same: it stops at ⌈length / stride⌉ places of each axis. At each place, each filter multiplies all numbers of its kernel, one for each channel.',
      '`const places = size.reduce((all, length, axis) => all * Math.ceil(length / strides[axis]), 1);` times the product of the kernel, times …',
    ],
    check: (learner) =>
      checkWork(learner, [
        [[12, 12], [3, 3], [1, 1], 1, 8],
        [[16, 12, 12], [3, 3, 3], [1, 2, 2], 8, 16],
        [[9, 15, 14], [2, 5, 3], [2, 4, 3], 3, 5],
        [[13], [4], [3], 2, 7],
      ]),
  },
  {
    id: '19.5',
    title: 'A reader of films',
    points: 3,
    answers: {
      buildReader:
        '(height: number, width: number, filters: number[], units: number, classes: number) => tf.LayersModel',
    },
    hints: [
      'What comes out of the convolutions where noise stands behind the end? When the LSTM meets that row, how could it know?',
      'Convolution and pooling for each entry of filters, then flatten, all within timeDistributed. Multiply by the mask, spread as wide as a row; concatenate with the mask, one wide; `layers.masking()`. The LSTM returns sequences; `layers.lastStep()`, reshaped to [1, units], is the query.',
      "`const closed = link(tf.layers.multiply(), [rows, spread(mask, rows.shape[2] as number)]);` then `const H = link(layers.lstm({units, returnSequences: true}), link(layers.masking(), link(tf.layers.concatenate(), [closed, …])));` and `const [context] = layers.attention({score: 'additive', units, returnAttentionScores: true}).apply([query, …]) as Node[];`, flattened, into a Dense layer.",
    ],
    check: (learner) => checkReaders(learner, NETWORKS, random(195)),
  },
  {
    id: '19.6',
    title: 'A block that sees no padding',
    points: 2,
    answers: {buildBlock: '(height: number, width: number, filters: number[], classes: number) => tf.LayersModel'},
    hints: [
      'The first frame of padding is black. Is it still black behind a filter that sees the frame before it?',
      'Close the frames before *each* convolution: multiply by the mask, spread over height · width · channels and reshaped to [-1, height, width, channels]. In the end: the mean of each frame, closed, with the mask beside it, `layers.masking()`, and `layers.globalAveragePooling1d()`.',
      '`const [, , h, w, c] = x.shape as number[]; const wide = link(tf.layers.reshape({targetShape: [-1, h, w, c]}), spread(mask, h * w * c));` then `link(tf.layers.multiply(), [x, wide])` goes into `layers.conv3d({…})`, and that into `layers.maxPooling3d({poolSize: [1, 2, 2]})`.',
    ],
    check: (learner) => checkBlocks(learner, NETWORKS, random(196)),
  },
  {
    id: '19.7',
    title: 'Name the action',
    points: 2,
    answers: {classify: '(films: number[][][][]) => number[] | Promise<number[]>'},
    hints: [
      'What does training need beside the network, and which of it is given above? In what form are the targets: one place a film, or a row of six numbers?',
      'Build a network for frames of 12 by 12 and 6 actions, compile it with a loss for targets that are places of classes, fit it on `inputs(known.films)` and `targets`, and return it. The block learns in some 6 epochs at a learning rate of 0.015, the reader in some 20 at 0.005.',
      "`const model = training.compile(buildBlock(12, 12, [8, 16], 6), {loss: 'sparseCategoricalCrossentropy', learningRate: …}); await training.fit(model, {x: inputs(known.films), y: …}, {epochs: …, batchSize: 32});` and `return model;`",
    ],
    check: (learner) => checkActions(learner, [1901, 1902]),
  },
];
