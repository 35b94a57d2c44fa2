/**
 * Exercise 13, sine waves and a real series. Signatures for the starter code:
 *
 *     13.1  nextOfSine(x: number[], omega: number): number
 *     13.2  cutWindows(series: number[], lookback: number, horizon: number): {x: number[][]; y: number[][]}
 *     13.3  coefficientOf(x: number[]): number
 *     13.4  goOn(weights: number[], bias: number, x: number[], horizon: number): number[]
 *     13.5  repeatLast(x: number[], horizon: number): number[]
 *           repeatSeason(x: number[], season: number, horizon: number): number[]
 *     13.6  forecastDays(past: number[], windows: number[][], horizon: number): number[][]
 *     13.7  forecastSines(windows: number[][]): number[][]                     // of a trained network
 */
import {random} from '../data/random';
import {checkFeedback, drawLine} from './13/feedback';
import {checkDays, checkSines} from './13/forecast-tasks';
import {checkRepeats, drawRepeat} from './13/repeat-rules';
import {checkCoefficient, checkNext, noisySine} from './13/sine-law';
import {checkCuts} from './13/window-cuts';
import type {Part} from './frame/frame';

const count = (length: number, first = 1): number[] => Array.from({length}, (_, i) => first + i);

/** The parts of exercise 13: 18 points. */
export const parts: Part[] = [
  {
    id: '13.1',
    title: 'The law of a sine',
    points: 2,
    answers: {nextOfSine: '(x: number[], omega: number) => number'},
    hints: [
      'Which two values of the series stand on the right side of the law when x(t+1) is the next one?',
      'They are the last two of the list: `x[x.length - 1]` and `x[x.length - 2]`. One gets a factor, one a minus.',
      '`const [before, now] = x.slice(-2);` then `return 2 * Math.cos(omega) * … - …;`',
    ],
    check: (learner) =>
      checkNext(learner, [
        {omega: 0.3, phase: 0.5, size: 1, steps: 8},
        {omega: 0.62, phase: 2, size: 2, steps: 50},
        {omega: 1.1, phase: 4, size: 0.7, steps: 2},
      ]),
  },
  {
    id: '13.2',
    title: 'Windows and targets',
    points: 2,
    answers: {
      cutWindows: '(series: number[], lookback: number, horizon: number) => {x: number[][]; y: number[][]}',
    },
    hints: [
      'A window starts at step i. At which step does its last input stand, at which its first target, at which its last?',
      'The inputs are the steps i to i + lookback - 1, the targets the next horizon steps. How large may i be at most, so that the last target still exists?',
      'For i from 0 while `i + lookback + horizon <= series.length`: push `series.slice(i, i + lookback)` and `series.slice(i + lookback, …)`.',
    ],
    check: (learner) =>
      checkCuts(learner, [
        {series: count(7), lookback: 3, horizon: 2},
        {series: count(12, 20), lookback: 5, horizon: 3},
        {series: count(6), lookback: 4, horizon: 1},
        {series: count(5), lookback: 2, horizon: 3},
      ]),
  },
  {
    id: '13.3',
    title: 'What a series says about itself',
    points: 3,
    answers: {coefficientOf: '(x: number[]) => number'},
    hints: [
      'For which numbers s(t) and x(t) would c be exact without noise, if c x(t) = s(t)? What is s(t), made of neighbours?',
      'Least squares for one weight: the c that makes Σ (s(t) - c x(t))² smallest has a slope of zero there. Which steps t have both neighbours?',
      'Over t = 1 … x.length - 2: add up `x[t] * (x[t + 1] + x[t - 1])`, add up `x[t] ** 2`, and divide one by the other.',
    ],
    check: (learner) =>
      checkCoefficient(learner, [noisySine(5, 12), noisySine(6, 50, 0.05), noisySine(7, 30, 0.2), [1, 2, 1.5]]),
  },
  {
    id: '13.4',
    title: 'Go on with your own words',
    points: 3,
    answers: {goOn: '(weights: number[], bias: number, x: number[], horizon: number) => number[]'},
    hints: [
      'When the second forecast is made, which values does the window hold, and which one has left it?',
      'One loop of horizon rounds: a weighted sum of the window plus the bias; keep it; then a new window without its oldest value and with the forecast at the end.',
      '`window = [...window.slice(1), said];` after each `said = bias + Σ weights[i] * window[i]`; start from a copy of x.',
    ],
    check: (learner) => {
      const source = random(13);
      return checkFeedback(learner, [
        drawLine(source, 3, 4),
        drawLine(source, 5, 7),
        drawLine(source, 2, 1),
        drawLine(source, 1, 5),
      ]);
    },
  },
  {
    id: '13.5',
    title: 'Two rules to beat',
    points: 2,
    answers: {
      repeatLast: '(x: number[], horizon: number) => number[]',
      repeatSeason: '(x: number[], season: number, horizon: number) => number[]',
    },
    hints: [
      'Which known value is exactly one season before the first forecast? And which one before the forecast that lies more than a season ahead?',
      'The last season begins at x.length - season. Beyond its end it begins again: the remainder `%` does that.',
      '`Array.from({length: horizon}, (_, k) => x[x.length - season + (k % …)])`; for the naive rule the index is always the last.',
    ],
    check: (learner) => {
      const source = random(14);
      return checkRepeats(learner, [
        drawRepeat(source, 13, 5, 3),
        drawRepeat(source, 17, 7, 7),
        drawRepeat(source, 9, 4, 11),
      ]);
    },
  },
  {
    id: '13.6',
    title: 'A real series',
    points: 3,
    answers: {forecastDays: '(past: number[], windows: number[][], horizon: number) => number[][]'},
    hints: [
      'Last week was one week. What do you know about this weekday from the three weeks before, and what from the years of `past`?',
      'Cut `past` into windows of as many days as the given ones and their next days; fit a line to them (`models.leastSquares`), and let it predict the given windows. The mean of the same weekday in four weeks is a simpler way.',
      '`const {x, y} = data.windows(past, {lookback: windows[0].length, horizon});` then `models.leastSquares(x, y).predict(…)` on `new data.Series(windows.flat(), [windows.length, windows[0].length])`, cut into rows.',
    ],
    check: (learner) =>
      checkDays(learner, [
        {seed: 1, from: 0, past: 500, later: 400},
        {seed: 2, from: 1203, past: 500, later: 400},
      ]),
  },
  {
    id: '13.7',
    title: 'A network',
    points: 3,
    answers: {forecastSines: '(windows: number[][]) => number[][]'},
    hints: [
      'Which shape does one batch of inputs have, which one its targets? How many numbers must the last layer give?',
      'One recurrent layer of some 30 units that hands on its last state, then a Dense layer of ten units. Adam at 0.001 is slow for so few steps: try 0.01 and 20 epochs.',
      '`tf.sequential({layers: [layers.lstm({units: 32, inputShape: [null, 1]}), layers.dense({units: 10})]})`, then `training.compile(model, {learningRate: 0.01})` and `await training.fit(model, train, {epochs: 20})`.',
    ],
    check: (learner) => checkSines(learner, [501, 502]),
  },
];
