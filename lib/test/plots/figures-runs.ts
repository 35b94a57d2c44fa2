import {random} from '../../src/data';
import * as plots from '../../src/plots';

const {normal} = random(7);
const steps = (count: number) => Array.from({length: count}, (_, t) => t);
const time = {label: 'time', unit: 'steps'};
const runs = (rate: number) => steps(9).map(() => steps(25).map((t) => rate ** t * Math.exp(0.4 * normal())));
const [slow, fast] = [runs(0.95), runs(0.75)];
const sums = steps(4).map((i) => steps(12).map((t) => Math.sin((i + 1) * t) * (1 + t / 6)));

/** Figures of repeated runs and of small networks, by name. */
export const RUN_FIGURES: Record<string, () => plots.Figure> = {
  runBands: () =>
    plots.runBands(
      [
        {name: 'orthogonal', runs: slow},
        {name: 'Glorot', runs: fast},
      ],
      {
        ...{title: 'Orthogonal weights keep the first value longer', x: time},
        ...{
          y: {label: 'distance of the states', unit: '', log: true, range: [0.001, 3]},
          levels: {'1% of the first': 0.01},
        },
      },
    ),
  runDots: () =>
    plots.runDots(
      [
        {name: 'RNN', x: [5, 10, 20], runs: steps(3).map((i) => steps(5).map((k) => 0.1 * (i + 1) + 0.03 * k))},
        {
          ...{name: 'LSTM', x: [5, 10, 20], runs: steps(3).map((i) => steps(5).map((k) => 0.05 * (i + 1) + 0.02 * k))},
          level: {name: 'mean of the targets', value: 0.4},
        },
      ],
      {title: 'Every seed is a dot', x: {label: 'distance', unit: 'steps'}, y: {label: 'test MSE', unit: ''}},
    ),
  errorMatrix: () =>
    plots.errorMatrix(
      steps(3).map((i) => steps(4).map((k) => (i === k ? 0.004 : 0.3 * i + 0.15 * k))),
      {
        title: 'No cell solves every task',
        rows: ['hold', 'recall', 'sum'],
        columns: ['plain', 'LSTM', 'GRU', 'attention'],
      },
    ),
  targetsAndPredictions: () =>
    plots.targetsAndPredictions(
      sums,
      sums.map((row) => row.map((value, t) => value * (1 - t / 30))),
      {title: 'The error grows with the step', label: 'running sum', trainedSteps: 8},
    ),
  unrolling: () =>
    plots.unrolling(
      {
        inputs: steps(8).map((t) => [Math.sin(t)]),
        states: steps(8).map((t) => [Math.tanh(t / 4), Math.cos(t / 2), -0.1 * t]),
        outputs: steps(8).map((t) => [0.5 * Math.sin(t + 1)]),
      },
      {title: 'The network reads step by step'},
    ),
};
