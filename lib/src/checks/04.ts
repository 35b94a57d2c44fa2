/**
 * Exercise 04, a forecast of seven days. Signatures for the starter code:
 *
 *     04.1  minusLast(window: number[], future: number[]): {x: number[]; y: number[]}
 *     04.2  windowsOfAll(series: number[][], lookback: number, horizon: number, stride: number):
 *             {x: number[][]; y: number[][]}
 *     04.3  errorByDay(truth: number[][], forecast: number[][]): number[]
 *     04.4  everyStepTargets(window: number[], future: number[]): number[][]
 *     04.5  regressionWeek(x: number[][], y: number[][], windows: number[][]): number[][]
 *     04.6  buildSeq2vec(): tf.LayersModel
 *     04.7  forecastWeek(windows: number[][]): number[][]                      // of a trained network
 */
import {random} from '../data/random';
import {checkRegression, drawRegression} from './04/closed-form';
import {checkDayErrors, drawErrors} from './04/day-errors';
import {checkMinusLast, drawWeek} from './04/last-value';
import {checkPool, drawPool} from './04/pooled-windows';
import {checkStepTargets} from './04/step-targets';
import {checkNetwork, checkWeek} from './04/week-network';
import type {Part} from './frame/frame';

/** The parts of exercise 04: 19 points. */
export const parts: Part[] = [
  {
    id: '04.1',
    title: 'Minus the last value',
    points: 2,
    answers: {minusLast: '(window: number[], future: number[]) => {x: number[]; y: number[]}'},
    hints: [
      'Which number is known at the moment of the forecast and nearest to what comes?',
      'It is the last of the window. Every value of the window loses it, and every value of the future the same one.',
      '`const last = window[window.length - 1];` then `window.map((value) => value - last)`, and the same for future.',
    ],
    check: (learner) => {
      const source = random(41);
      return checkMinusLast(learner, [drawWeek(source, 5, 3), drawWeek(source, 30, 7), drawWeek(source, 2, 4)]);
    },
  },
  {
    id: '04.2',
    title: 'Windows of all series',
    points: 3,
    answers: {
      windowsOfAll:
        '(series: number[][], lookback: number, horizon: number, stride: number) => {x: number[][]; y: number[][]}',
    },
    hints: [
      'Where may the first window of the second series start, and where its second one?',
      'Two loops: over the series, and over the starts 0, stride, 2 stride … of each, as long as inputs and targets both fit into it.',
      'Inside: `for (let i = 0; i + lookback + horizon <= one.length; i += stride)`, then push `one.slice(i, i + lookback)` and `one.slice(i + lookback, …)`.',
    ],
    check: (learner) => {
      const source = random(42);
      return checkPool(learner, [
        drawPool(source, [12, 12, 12], {lookback: 4, horizon: 2, stride: 2}),
        drawPool(source, [11, 11], {lookback: 3, horizon: 3, stride: 3}),
        drawPool(source, [8, 8, 8, 8], {lookback: 2, horizon: 1, stride: 1}),
      ]);
    },
  },
  {
    id: '04.3',
    title: 'The error of each day',
    points: 2,
    answers: {errorByDay: '(truth: number[][], forecast: number[][]) => number[]'},
    hints: [
      'How many numbers come out: as many as there are windows, or as there are days?',
      'For day k go down the column: square `forecast[i][k] - truth[i][k]`, add over all windows i, divide by their number.',
      '`truth[0].map((_, k) => truth.reduce((sum, row, i) => sum + (forecast[i][k] - row[k]) ** 2, 0) / …)`',
    ],
    check: (learner) => {
      const source = random(43);
      return checkDayErrors(learner, [drawErrors(source, 5, 3), drawErrors(source, 12, 7), drawErrors(source, 3, 4)]);
    },
  },
  {
    id: '04.4',
    title: 'Targets at every step',
    points: 3,
    answers: {everyStepTargets: '(window: number[], future: number[]) => number[][]'},
    hints: [
      'What are the next days of the last step of the window? And of the step before it?',
      'Put window and future into one list. Step t has the days t + 1, t + 2 … as targets, as many as future has, each minus the value of day t.',
      '`const all = [...window, ...future];` then `window.map((now, t) => future.map((_, k) => all[…] - now))`.',
    ],
    check: (learner) => {
      const source = random(44);
      return checkStepTargets(learner, [drawWeek(source, 6, 3), drawWeek(source, 30, 7), drawWeek(source, 4, 1)]);
    },
  },
  {
    id: '04.5',
    title: 'The line to beat',
    points: 3,
    answers: {regressionWeek: '(x: number[][], y: number[][], windows: number[][]) => number[][]'},
    hints: [
      'How many weights has a line from 30 days to one day, with its bias? And to seven days?',
      '`models.leastSquares` solves it; it takes `data.Series` and `data.Targets`. By hand: put a 1 behind each row of x, and solve (XᵀX) W = XᵀY.',
      '`models.leastSquares(asSeries(x), asSeries(y)).predict(asSeries(windows))`, and its values back into rows.',
    ],
    check: (learner) => {
      const source = random(45);
      return checkRegression(learner, [drawRegression(source, 30, 4, 3), drawRegression(source, 60, 6, 7)]);
    },
  },
  {
    id: '04.6',
    title: 'From a window to a vector',
    points: 3,
    answers: {buildSeq2vec: '() => tf.LayersModel'},
    hints: [
      'What must the first LSTM hand on, so that the second has steps to read? And what the second, so that one vector is left?',
      'Five layers: LSTM 64 with all states, LSTM 32 with the last, Dense 64 with relu, dropout, Dense 7 without an activation. The first one says what it reads: `inputShape: [30, 1]`.',
      '`tf.sequential({layers: [layers.lstm({units: 64, returnSequences: true, inputShape: [30, 1]}), layers.lstm({units: 32}), layers.dense({units: 64, activation: "relu"}), tf.layers.dropout({rate: 0.2}), …]})`',
    ],
    check: (learner) => {
      const source = random(46);
      return checkNetwork(
        learner,
        [0, 1].map(() => Array.from({length: 30}, () => source.uniform(-2, 2))),
      );
    },
  },
  {
    id: '04.7',
    title: 'A forecast of seven days',
    points: 3,
    answers: {forecastWeek: '(windows: number[][]) => number[][]'},
    hints: [
      'What did the network read and learn in training: levels, or values minus the last one? What does it read now, and what is its answer measured from?',
      'Three steps for each window: subtract its last value, let the network predict, add that value to all seven numbers.',
      '`const last = windows.map((row) => row[row.length - 1]);`, predict on `windows.map((row, i) => row.map((value) => value - last[i]))`, and return `said.map((row, i) => row.map((value) => …))`.',
    ],
    check: (learner) => checkWeek(learner, [601]),
  },
];
