import {generateAnomalies, random} from '../../src/data';
import * as plots from '../../src/plots';

const {normal, uniform} = random(3);
const steps = (count: number) => Array.from({length: count}, (_, t) => t);
const middle = steps(10).map((t) => 2 + Math.sin(t / 2));
const around = (half: number) => ({
  lower: middle.map((value, k) => value - half * Math.sqrt(k + 1)),
  upper: middle.map((value, k) => value + half * Math.sqrt(k + 1)),
});
const season = steps(120).map((t) => Math.sin((2 * Math.PI * t) / 12));
const noise = steps(120).map(() => 0.2 * normal());
const trend = steps(120).map((t) => 0.02 * t);
const sum = season.map((value, t) => value + noise[t] + trend[t]);
const ordered = steps(200).map(() => uniform());
const outcomes = ordered.map((p) => (uniform() < p ? 1 : 0));
const weights = [steps(300).map(() => 0.1 * normal()), steps(300).map(() => 0.6 * (uniform() - 0.5))];

const anomalous = generateAnomalies({seed: 1});
const halves = [
  {name: 'training', start: 0, values: [...anomalous.values.slice(150, 290)]},
  {name: 'test', start: 140, values: [...anomalous.values.slice(820, 900)]},
];
const ranges = [
  {start: 50, end: 100},
  {start: 170, end: 220},
];
/** A band that knows the season, but nothing of the first ten steps. */
const expected = (t: number) => (t < 150 ? Number.NaN : 58 + 10 * Math.sin((2 * Math.PI * (t + 680)) / 50));

/** Diagrams of forecasting, by name. */
export const SERIES_DIAGRAMS: Record<string, () => plots.Diagram> = {
  seq2seqAlignment: () => plots.seq2seqAlignment(),
  seq2seqAlignmentOfTheLesson: () => plots.seq2seqAlignment({lookback: 50, horizon: 10}),
  forecastingWays: () => plots.forecastingWays(),
};

/** Figures of forecasting and of comparisons, by name. */
export const SERIES_FIGURES: Record<string, () => plots.Figure> = {
  horizonErrors: () =>
    plots.horizonErrors(
      [
        {name: 'repeat the last value', errors: [0.01, 0.03, 0.06, 0.1], baseline: true},
        {name: 'iterated', errors: [0.002, 0.008, 0.02, 0.05], spread: [0.001, 0.001, 0.004, 0.01]},
        {name: 'seq2seq', errors: [0.003, 0.006, 0.009, 0.014], spread: [0.001, 0.001, 0.002, 0.002]},
      ],
      {title: 'Errors add up when a forecast feeds on itself'},
    ),
  forecastFan: () =>
    plots.forecastFan(
      {
        known: steps(30).map((t) => 2 + Math.sin((t - 30) / 2)),
        middle,
        truth: middle.map((value, k) => value + (k === 6 ? 1.6 : 0.3 * Math.cos(k))),
        intervals: [
          {coverage: 0.5, ...around(0.15)},
          {coverage: 0.9, ...around(0.4)},
        ],
      },
      {title: 'One of ten truths falls out of the 90% interval'},
    ),
  anomalyRanges: () =>
    plots.anomalyRanges(
      [
        halves[0],
        {
          ...halves[1],
          interval: {
            lower: halves[1].values.map((_, k) => expected(140 + k) - 6),
            upper: halves[1].values.map((_, k) => expected(140 + k) + 6),
          },
          detected: halves[1].values.flatMap((value, k) => (Math.abs(value - expected(140 + k)) > 6 ? [140 + k] : [])),
        },
      ],
      ranges,
      {title: 'The last anomaly leaves the interval at once', y: {label: 'load', unit: 'MW'}},
    ),
  backtestOrigins: () =>
    plots.backtestOrigins(
      {origins: [60, 75, 90, 105, 120], horizon: 14, gap: 3},
      {title: 'Five origins, each knows only its past', x: {label: 'time', unit: 'days'}},
    ),
  backtestOriginsOfManySlidingWindows: () =>
    plots.backtestOrigins(
      {origins: steps(40).map((i) => 50 + 5 * i), horizon: 10, trainSteps: 50},
      {title: 'Forty origins with a sliding window'},
    ),
  autocorrelation: () =>
    plots.autocorrelation(sum, {title: 'The series resembles itself twelve steps earlier', lags: 36, season: 12}),
  decomposition: () =>
    plots.decomposition({series: sum, trend, season, noise}, {title: 'A series is the sum of three parts', unit: '°C'}),
  intervalCoverage: () =>
    plots.intervalCoverage(
      {
        'normal errors': [0.5, 0.8, 0.9].map((promised) => ({promised, share: promised - 0.15})),
        conformal: [0.5, 0.8, 0.9].map((promised) => {
          return {promised, share: promised + 0.01, low: promised - 0.04, high: promised + 0.05};
        }),
      },
      {title: 'Normal intervals are too narrow, conformal ones are honest'},
    ),
  reliability: () =>
    plots.reliability(
      outcomes,
      {honest: ordered, overconfident: ordered.map((p) => p ** 3 / (p ** 3 + (1 - p) ** 3))},
      {title: 'One model says 0.9 and is right in 9 of 10', bins: 5},
    ),
  boxes: () =>
    plots.boxes(
      [
        {name: 'repeat the last value', values: steps(60).map((i) => 0.02 * (i + 1)), baseline: true},
        {name: 'iterated', values: steps(60).map((i) => 0.006 * (i + 1))},
        {name: 'seq2seq', values: steps(60).map((i) => 0.002 * (i + 2))},
      ],
      {
        title: 'Few series cause most of the error',
        x: {label: 'forecaster', unit: ''},
        y: {label: 'MSE of a series', unit: '', log: true},
      },
    ),
  histogram: () =>
    plots.histogram(
      [
        {name: 'N(0, 0.1)', values: weights[0]},
        {name: 'uniform ±1/√n', values: weights[1]},
      ],
      {title: 'Two ways to start', bins: 24, x: {label: 'weight', unit: '', range: [-0.4, 0.4]}},
    ),
  groupedBars: () =>
    plots.groupedBars(
      [
        {name: 'LSTM', values: [1760, 8480]},
        {name: 'GRU', values: [1380, 6540]},
      ],
      {
        title: 'A GRU has three quarters of the weights',
        ...{x: {label: 'layers', unit: ''}, y: {label: 'parameters', unit: ''}},
        categories: ['20', '20-20-20'],
      },
    ),
  groupedBarsWithErrors: () =>
    plots.groupedBars(
      [
        {name: 'RNN', values: [0.9, 0.3, 0.1], errors: [0.05, 0.1, 0.02]},
        {name: 'LSTM', values: [1, 0.8, 0.5], errors: [0, 0.1, 0.2]},
        {name: 'GRU', values: [1, 0.9, 0.6], errors: [0, 0.05, 0.2]},
      ],
      {
        title: 'Longer sequences are harder for all cells',
        ...{x: {label: 'length', unit: 'steps'}, y: {label: 'accuracy', unit: '', range: [0, 1.1]}},
        ...{categories: ['10', '25', '50'], level: {name: 'chance', value: 0.1}},
      },
    ),
  rankedBars: () =>
    plots.rankedBars(
      ['the', 'network', 'remembers', 'sequence'].map((name, i) => ({name, value: 8 - 2 * i})),
      {
        title: 'The most frequent word says least',
        x: {label: 'frequency', unit: 'times'},
        y: {label: 'word', unit: ''},
      },
    ),
  stacked: () =>
    plots.stacked(
      [1, 3].map((power) =>
        plots.lines([{name: 'a', y: steps(20).map((t) => t ** power)}], {
          ...{title: `t to the ${power}`, x: {label: 'time', unit: 'steps'}, y: {label: 'value', unit: ''}},
        }),
      ),
      {title: 'Two rows over one axis', heights: [1, 2]},
    ),
};
