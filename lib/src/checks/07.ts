/**
 * Exercise 07, convolution before recurrence. Signatures for the starter code:
 *
 *     07.1  outputLength(timeSteps: number, kernelSize: number, strides: number, dilationRate: number,
 *                        padding: 'valid' | 'same' | 'causal'): number
 *     07.2  countWeights(features: number, filters: number, kernelSize: number, units: number):
 *                        {convolution: number; recurrent: number}
 *     07.3  stepsSeen(layers: {kernelSize: number; strides: number; dilationRate: number}[]): number
 *     07.4  countMultiplications(timeSteps: number, features: number, front: Front, units: number):
 *                        {alone: number; together: number}
 *     07.5  shortenedTargets(series: number[], timeSteps: number, kernelSize: number, strides: number,
 *                        horizon: number): number[][]
 *     07.6  buildNetwork(timeSteps: number, features: number, front: Front, units: number, horizon: number): model
 *     07.7  forecastNext(windows: number[][]): number[][]                      // of a trained network,
 *           myNetwork(): model                                                 // which is this one
 *
 * with `interface Front {filters: number; kernelSize: number; strides: number}`.
 */
import {random} from '../data/random';
import {checkCosts, checkWeights} from './07/front-costs';
import {checkFrontNetwork, type FrontNetworkCase} from './07/front-network';
import {checkTargets} from './07/front-targets';
import {checkForecasts} from './07/strided-forecasts';
import {checkLengths, checkSeen, type Padding, type WalkCase} from './07/window-walks';
import type {Part} from './frame/frame';

const FRONT = '{filters: number; kernelSize: number; strides: number}';

const walk = (timeSteps: number, kernelSize: number, strides: number, dilationRate: number, padding: Padding) =>
  ({timeSteps, kernelSize, strides, dilationRate, padding}) satisfies WalkCase;

const window = (kernelSize: number, strides = 1, dilationRate = 1) => ({kernelSize, strides, dilationRate});

const count = (length: number, first = 1): number[] => Array.from({length}, (_, i) => first + i);

/** The network of the exercise, small, with series to try it on. */
function networkCase(sizes: Omit<FrontNetworkCase, 'probe'>): FrontNetworkCase {
  const {uniform} = random(7);
  const {timeSteps, features} = sizes;
  const series = Array.from({length: timeSteps}, () => Array.from({length: features}, () => uniform(-1, 1)));
  return {...sizes, probe: [series]};
}

/** The parts of exercise 07: 19 points. */
export const parts: Part[] = [
  {
    id: '07.1',
    title: 'How many steps are left',
    points: 3,
    answers: {
      outputLength:
        "(timeSteps: number, kernelSize: number, strides: number, dilationRate: number, padding: 'valid' | 'same' | 'causal') => number",
    },
    hints: [
      'How many steps lie between the first and the last one under the kernel? How far can a kernel that wide move inside the series?',
      "With 'valid' the first window starts at step 0, the last one at timeSteps - 1 - (kernelSize - 1) * dilationRate at the latest; one counts every `strides`. With zeros added, a window may start at every step of the series.",
      "`const room = padding === 'valid' ? (kernelSize - 1) * dilationRate : 0;` then `Math.floor((timeSteps - 1 - room) / …) + 1`.",
    ],
    check: (learner) =>
      checkLengths(learner, [
        walk(10, 3, 1, 1, 'valid'),
        walk(10, 3, 1, 1, 'same'),
        walk(10, 3, 1, 1, 'causal'),
        walk(51, 4, 2, 1, 'valid'),
        walk(51, 4, 2, 1, 'same'),
        walk(51, 4, 2, 1, 'causal'),
        walk(41, 3, 2, 5, 'valid'),
        walk(41, 3, 2, 5, 'causal'),
        walk(200, 8, 4, 1, 'valid'),
      ]),
  },
  {
    id: '07.2',
    title: 'Weights in front and behind',
    points: 2,
    answers: {
      countWeights:
        '(features: number, filters: number, kernelSize: number, units: number) => {convolution: number; recurrent: number}',
    },
    hints: [
      'Which shape does the kernel of a convolution have? How many numbers a step does the LSTM behind it read?',
      'The kernel is [kernelSize, features, filters], with one bias a filter. The LSTM no longer sees the features: at each step it reads what the filters said.',
      '`convolution: kernelSize * features * filters + …, recurrent: 4 * units * (filters + … + 1)`.',
    ],
    check: (learner) =>
      checkWeights(learner, [
        {features: 1, filters: 16, kernelSize: 8, units: 32},
        {features: 3, filters: 5, kernelSize: 4, units: 6},
        {features: 7, filters: 2, kernelSize: 5, units: 9},
      ]),
  },
  {
    id: '07.3',
    title: 'How far one output sees',
    points: 3,
    answers: {stepsSeen: '(layers: {kernelSize: number; strides: number; dilationRate: number}[]) => number'},
    hints: [
      'Without any layer one step sees one step. How many gaps does a kernel of size k have, and how many time steps is one gap of the second layer?',
      'Walk from the first layer to the last with two numbers: how many steps are seen, and the jump: how many time steps lie between two neighbouring outputs below. A layer adds its gaps times that jump; then the jump grows.',
      'For each layer: `seen += (kernelSize - 1) * dilationRate * jump;` and only then `jump *= …;`, starting with 1 and 1.',
    ],
    check: (learner) =>
      checkSeen(learner, [
        [window(3)],
        [window(3), window(3)],
        [window(2, 1, 1), window(2, 1, 3), window(2, 1, 4)],
        [window(4, 2), window(3, 3, 2), window(5, 2, 3)],
        [window(3), window(3, 2), window(3)],
        [window(4, 2)],
      ]),
  },
  {
    id: '07.4',
    title: 'What is multiplied',
    points: 3,
    answers: {
      countMultiplications: `(timeSteps: number, features: number, front: ${FRONT}, units: number) => {alone: number; together: number}`,
    },
    hints: [
      'At one step, each number of a kernel is used in one product. How many steps does each layer go through?',
      'Alone: timeSteps times the numbers in the two kernels of the LSTM. Together: count the outputs of the convolution first; that often its kernel is used, and that often the LSTM steps.',
      '`const left = Math.floor((timeSteps - kernelSize) / strides) + 1;` then `together: left * (kernelSize * features * filters + 4 * units * (… + units))`.',
    ],
    check: (learner) =>
      checkCosts(learner, [
        {timeSteps: 51, features: 3, filters: 5, kernelSize: 4, strides: 2, units: 6},
        {timeSteps: 200, features: 1, filters: 16, kernelSize: 8, strides: 4, units: 32},
        {timeSteps: 30, features: 2, filters: 7, kernelSize: 3, strides: 1, units: 4},
      ]),
  },
  {
    id: '07.5',
    title: 'Targets that fit',
    points: 3,
    answers: {
      shortenedTargets:
        '(series: number[], timeSteps: number, kernelSize: number, strides: number, horizon: number) => number[][]',
    },
    hints: [
      'Which values lie under the kernel at output step 0? Which is the last of them, and which value is the first that the network cannot know?',
      'Output step t has read series[t * strides] to series[t * strides + kernelSize - 1]. Its targets are the next horizon values; the last rows take some from behind the timeSteps that are read.',
      'One row for each of `Math.floor((timeSteps - kernelSize) / strides) + 1` output steps: `const next = t * strides + …; series.slice(next, next + horizon)`.',
    ],
    check: (learner) =>
      checkTargets(learner, [
        {series: count(12, 0), timeSteps: 10, kernelSize: 4, strides: 2, horizon: 2},
        {series: count(16, 20), timeSteps: 13, kernelSize: 5, strides: 3, horizon: 3},
        {series: count(11, 5), timeSteps: 9, kernelSize: 3, strides: 1, horizon: 2},
        {series: count(24, 1), timeSteps: 18, kernelSize: 2, strides: 4, horizon: 5},
      ]),
  },
  {
    id: '07.6',
    title: 'The network',
    points: 2,
    answers: {
      buildNetwork: `(timeSteps: number, features: number, front: ${FRONT}, units: number, horizon: number) => tf.LayersModel`,
    },
    hints: [
      'Three layers. Which shape does each hand on, and which of them must keep the time axis?',
      'The first layer says inputShape: [timeSteps, features]; the LSTM needs returnSequences, since every step has targets of its own; a Dense layer acts on the last axis.',
      '`tf.sequential({layers: [layers.conv1d({...front, inputShape: [timeSteps, features]}), layers.lstm({units, …}), layers.dense({units: …})]})`',
    ],
    check: (learner) =>
      checkFrontNetwork(learner, [
        networkCase({timeSteps: 20, features: 1, filters: 6, kernelSize: 4, strides: 2, units: 5, horizon: 3}),
        networkCase({timeSteps: 25, features: 2, filters: 3, kernelSize: 8, strides: 4, units: 4, horizon: 7}),
      ]),
  },
  {
    id: '07.7',
    title: 'Trained on long series',
    points: 3,
    answers: {forecastNext: '(windows: number[][]) => number[][]', myNetwork: '() => tf.LayersModel'},
    hints: [
      'Which number of passes and which learning rate are enough for 500 series? What does the loss say after each pass?',
      'Adam at 0.001 is slow for so few updates; 0.01 and ten passes do. A wide kernel with a large stride averages the noise, and trains fastest.',
      '`training.compile(model, {learningRate: 0.01})`, then `await training.fit(model, examples, {epochs: …})`; the model has a conv1d of 16 filters, kernelSize 8, strides 4, an LSTM of 32 units that returns sequences, a Dense layer of 10.',
    ],
    check: (learner) => checkForecasts(learner, [701]),
  },
];
