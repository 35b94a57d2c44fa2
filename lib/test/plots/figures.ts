import {generateTimeSeries, inputsAndTargets, random} from '../../src/data';
import {movingAverage, naive} from '../../src/models';
import * as plots from '../../src/plots';
import {CELL_DIAGRAMS, CELL_FIGURES} from './figures-cells';
import {MEDIA_DIAGRAMS, MEDIA_FIGURES} from './figures-media';
import {RUN_FIGURES} from './figures-runs';
import {SERIES_DIAGRAMS, SERIES_FIGURES} from './figures-series';

const time = {label: 'time', unit: 'steps'};
const value = {label: 'value', unit: ''};
const set = generateTimeSeries(4, 14);
const examples = inputsAndTargets(set, {lookback: 10, horizon: 4});
const {normal} = random(1);
const matrix = Array.from({length: 3}, () => Array.from({length: 4}, () => normal()));
const log = {history: {loss: [0.4, 0.2, 0.1], val_loss: [0.5, 0.3, 0.2], mae: [1, 2, 3]}};

const line = (scale: number) =>
  plots.lines([{name: 'norm', y: [1, scale, scale ** 2]}], {title: 'Scale decides', x: time, y: {...value, log: true}});

/** One figure of every kind, by its name. */
export const FIGURES: Record<string, () => plots.Figure> = {
  ...SERIES_FIGURES,
  ...MEDIA_FIGURES,
  ...CELL_FIGURES,
  ...RUN_FIGURES,
  lines: () =>
    plots.lines(
      [
        {name: 'mean of five seeds', y: [1, 2, 3], spread: [0.1, 0.2, 0.1], draw: 'both'},
        {name: 'naive', y: [2, 2, 2], baseline: true},
      ],
      {title: 'The model passes the naive forecast at step 1', x: time, y: value},
    ),
  series: () => plots.series(set, {title: 'Four series', x: time, y: value, count: 4, columns: 2}),
  truthScatter: () =>
    plots.truthScatter(
      [0, 1, 2],
      {naive: [0, 1, 1]},
      {
        title: 'Naive is late',
        x: {label: 'truth', unit: '°C'},
        y: {label: 'prediction', unit: '°C'},
      },
    ),
  trainingCurves: () => plots.trainingCurves(log, {label: 'MSE', baselines: {naive: 0.25}}),
  trainingCurvesOfMany: () => plots.trainingCurves({one: log, two: log}, {title: 'Two models'}),
  bars: () =>
    plots.bars(
      [
        {name: 'naive', value: 0.02, baseline: true},
        {name: 'SimpleRNN 20-20', value: 0.003, error: 0.001},
      ],
      {
        title: 'Two layers beat the naive forecast',
        x: {label: 'model', unit: ''},
        y: {label: 'test MSE', unit: '', log: true},
      },
    ),
  points: () =>
    plots.points(
      [
        {name: 'naive', x: 1, y: 0.02, baseline: true},
        {name: 'RNN', x: 1281, y: 0.003},
      ],
      {
        title: 'More parameters, less error',
        x: {label: 'parameters', unit: '', log: true},
        y: {label: 'test MSE', unit: '', log: true},
      },
    ),
  forecasts: () =>
    plots.forecasts(
      examples.x,
      examples.y,
      {naive: naive({horizon: 4}).predict(examples.x), mean: movingAverage(3, {horizon: 4}).predict(examples.x)},
      {title: 'Both stay where the series was', x: time, y: value, count: 2},
    ),
  heatmap: () =>
    plots.heatmap(matrix, {
      title: 'Weights of both signs',
      x: {label: 'unit', unit: 'index'},
      y: {label: 'input', unit: 'index'},
      colour: {label: 'weight', unit: ''},
    }),
  heatmapOfRepeatedNames: () =>
    plots.heatmap(matrix, {
      title: 'The same word twice is two columns',
      x: {label: 'word', unit: ''},
      y: {label: 'unit', unit: 'index'},
      colour: {label: 'state', unit: ''},
      columns: ['the', 'cat', 'the', 'dog'],
    }),
  stateTrajectories: () =>
    plots.stateTrajectories(matrix, {title: 'Four states', x: time, y: {label: 'state', unit: ''}}),
  scaledSeries: () =>
    plots.scaledSeries(
      {'fitted on training': [0, 1, 0, 2, 3], 'fitted on all': [-1, -0.5, -1, 0, 0.5]},
      {title: 'The future lies above', known: 3, test: 4},
    ),
  panels: () => plots.panels([line(0.5), line(2)], {title: 'Shrinking and growing'}),
  withSlider: () =>
    plots.withSlider(
      [0.5, 2].map((scale) => ({name: String(scale), figure: line(scale)})),
      {label: 'scale'},
    ),
};

/** One diagram of every kind, by its name. */
export const DIAGRAMS: Record<string, () => plots.Diagram> = {
  ...MEDIA_DIAGRAMS,
  ...CELL_DIAGRAMS,
  ...SERIES_DIAGRAMS,
  unrolledRnn: () => plots.unrolledRnn(),
  unrolledRnnWithLabels: () =>
    plots.unrolledRnn({steps: 3, folded: false, outputs: 'last', highlight: 1, labels: ['1.0', '<0>', '&']}),
  rnnCell: () => plots.rnnCell(),
  seq2vec: () => plots.taskShape('seq2vec'),
  encoderDecoder: () => plots.taskShape('encoder-decoder'),
  backpropagation: () => plots.backpropagation(),
  truncatedBackpropagation: () => plots.truncatedBackpropagation({steps: 10, chunk: 4}),
  windowAlignment: () => plots.windowAlignment(),
};
