/**
 * Exercise 08, designing a video classifier. Signatures for the starter code:
 *
 *     08.1  convolutionParameters(kernelSize: number[], channels: number, filters: number): number
 *     08.2  framesShape(batch: number, frames: number, height: number, width: number, filters: number[],
 *                       keepPlaces: boolean): number[]
 *     08.3  framesSeen(kernels: number[], pools: number[]): number
 *     08.4  unitsWithin(budget: number, features: number, classes: number): number
 *     08.5  buildFrames(frames: number, height: number, width: number, channels: number, filters: number,
 *                       units: number, classes: number): tf.LayersModel
 *     08.6  summaries(H: number[][][], mask: number[][]): {mean: number[][]; last: number[][]}
 *     08.7  buildMasked(height: number, width: number, channels: number, filters: number, units: number,
 *                       classes: number): tf.LayersModel
 *
 * 08.8 is a text, graded by hand.
 */
import {random} from '../data/random';
import {checkSummaries, drawStates} from './08/film-summaries';
import {checkFramesSeen, checkUnitsWithin} from './08/video-budgets';
import {checkFrames, checkMasked} from './08/video-networks';
import {checkConvolutionParameters, checkFramesShape} from './08/video-sizes';
import type {Part} from './frame/frame';

export * from './08/film-summaries';
export * from './08/video-budgets';
export type {NetworkCase} from './08/video-demands';
export * from './08/video-networks';
export * from './08/video-sizes';

const SEED = 5;
const SIZES = 'height: number, width: number, channels: number, filters: number, units: number, classes: number';
const NETWORKS = [
  {frames: 5, height: 6, width: 4, channels: 3, filters: 4, units: 5, classes: 2},
  {frames: 4, height: 8, width: 10, channels: 1, filters: 6, units: 7, classes: 3},
];

/** The parts of exercise 08 that are checked: 17 points. */
export const parts: Part[] = [
  {
    id: '08.1',
    title: 'Weights of a convolution',
    points: 2,
    answers: {convolutionParameters: '(kernelSize: number[], channels: number, filters: number) => number'},
    hints: [
      'How many numbers does one filter lay on the film at one place, if every pixel has several channels?',
      'A filter: one number for each place of the kernel and each channel, and one bias. Then as many filters as there are.',
      '`kernelSize.reduce((all, size) => all * size, 1) * channels * filters + …`',
    ],
    check: (learner) =>
      checkConvolutionParameters(learner, [
        [[3, 3], 4, 8],
        [[3, 3, 5], 8, 16],
        [[5, 3], 1, 12],
        [[3, 5, 7], 2, 3],
      ]),
  },
  {
    id: '08.2',
    title: 'What the LSTM is given',
    points: 2,
    answers: {
      framesShape:
        '(batch: number, frames: number, height: number, width: number, filters: number[], keepPlaces: boolean) => number[]',
    },
    hints: [
      'How many places does one frame still have when every convolution has been followed by its pooling?',
      'A pooling of 2 halves height and width and drops half a window. At each place stand the numbers of the last filters; flatten keeps all places, the mean leaves one.',
      '`const left = (size: number) => filters.reduce((now) => Math.floor(now / 2), size)`, and `[batch, frames, keepPlaces ? left(height) * … : …]`',
    ],
    check: (learner) =>
      checkFramesShape(learner, [
        [32, 12, 16, 16, [8, 16], true],
        [32, 12, 16, 16, [8, 16], false],
        [5, 9, 23, 14, [6, 4, 7], true],
        [2, 30, 64, 48, [10], true],
      ]),
  },
  {
    id: '08.3',
    title: 'Frames that a 3D filter sees',
    points: 2,
    answers: {framesSeen: '(kernels: number[], pools: number[]) => number'},
    hints: [
      'Two neighbouring numbers behind a pooling of 2: how many frames apart do they stand in the film?',
      'Walk up the stages with two numbers: the frames seen so far, and the jump between neighbours. A window of size k adds k - 1 jumps; a pooling is such a window, and multiplies the jump afterwards.',
      'In the loop: `seen += (kernels[i] - 1) * jump; seen += (pools[i] - 1) * …; jump *= …`',
    ],
    check: (learner) =>
      checkFramesSeen(learner, [
        [
          [3, 3],
          [1, 2],
        ],
        [
          [3, 5, 3],
          [2, 1, 1],
        ],
        [
          [3, 4, 3],
          [2, 3, 2],
        ],
        [[5], [1]],
        [
          [2, 3, 2, 5],
          [3, 2, 1, 2],
        ],
      ]),
  },
  {
    id: '08.4',
    title: 'Units within a budget',
    points: 2,
    answers: {unitsWithin: '(budget: number, features: number, classes: number) => number'},
    hints: [
      'What does a network with a given number of units cost, LSTM and Dense together?',
      'Write the cost as a function of the units: four sets of (features + units + 1) numbers for each unit, and the Dense layer with its biases. Then raise the units as long as the next network still fits.',
      '`while (cost(units + 1) <= budget) units++` from 0, with `cost = (u) => 4 * u * (…) + (u + 1) * …`',
    ],
    check: (learner) =>
      checkUnitsWithin(learner, [
        [6470, 16, 6],
        [6469, 16, 6],
        [38_000, 256, 6],
        [10_500, 32, 101],
        [10, 3, 2],
        [3, 4, 9],
        [1_000, 5, 4],
      ]),
  },
  {
    id: '08.5',
    title: 'Frame by frame',
    points: 3,
    answers: {buildFrames: `(frames: number, ${SIZES}) => tf.LayersModel`},
    hints: [
      'Which layers look at one frame, and which one reads the film?',
      'Convolution, pooling and flatten are for one picture each: all three stand within timeDistributed. Then the frames are rows, as an LSTM wants them.',
      '`[tf.layers.inputLayer({inputShape: [frames, height, width, channels]}), each(layers.conv2d({…})), each(layers.maxPooling2d()), each(tf.layers.flatten()), layers.lstm({units}), layers.dense({units: classes, activation: …})]` with `each = (layer) => layers.timeDistributed({layer})`',
    ],
    check: (learner) => checkFrames(learner, NETWORKS, random(SEED)),
  },
  {
    id: '08.6',
    title: 'Films of different length',
    points: 3,
    answers: {summaries: '(H: number[][][], mask: number[][]) => {mean: number[][]; last: number[][]}'},
    hints: [
      'If a film has 6 frames in an array of 12, by how much is the sum divided, and which row is its last?',
      'For each film: keep the rows whose mask is 1. Their mean, unit by unit, is one answer, the last of them the other.',
      '`const real = rows.filter((_, t) => mask[film][t] === 1)`; then `real[real.length - 1]`, and for each unit the sum over `real` divided by …',
    ],
    check: (learner) => {
      const source = random(SEED);
      return checkSummaries(learner, [
        drawStates(source, [4, 7, 2], 7, 5),
        drawStates(source, [3, 1], 6, 4),
        drawStates(source, [5, 5, 5, 5], 5, 2),
      ]);
    },
  },
  {
    id: '08.7',
    title: 'Black frames change nothing',
    points: 3,
    answers: {buildMasked: `(${SIZES}) => tf.LayersModel`},
    hints: [
      'What comes out of a convolution for a black frame, and how could the LSTM know that it is none?',
      'Without a bias a black frame stays a row of zeros, through convolution, relu and mean. `layers.masking()` tells the layers above to skip such rows; it wants rows, so it comes right before the LSTM.',
      '`inputShape: [null, height, width, channels]`; within timeDistributed `layers.conv2d({…, useBias: false})` and `layers.globalAveragePooling2d()`; then `layers.…`, `layers.lstm({units})`, and the head.',
    ],
    check: (learner) => checkMasked(learner, NETWORKS, random(SEED)),
  },
];
