/**
 * Exercise 04: seven days ahead by five networks, beside a line of least squares and the last week.
 *
 * `live` is what the exercise trains: every 8th window, few epochs, several seeds; the first network has 20, from which
 * the limit of the exercise follows. `full` has every window. Each training is judged on series of its own.
 */
import {data, engine, forecasting, layers, metrics, models, type notebook, tf, training} from '../../lib/src';
import {lastValues, moved, unseenWeeks, WEEK, weekWindows} from '../../lib/src/checks/04/week-data';
import {type Experiment, type Run, rounded} from './experiment';

const {lookback, horizon} = WEEK;
const learningRate = 0.003;
const EPOCHS = 5;
/** Trainings of the other networks on every 8th window. */
const FEW = 5;

interface Network {
  build: () => tf.LayersModel;
  /** Training examples from windows in their own units. */
  examples: (weeks: data.Examples) => training.TrainingData;
  /** Forecasts in the units of the windows. */
  forecast: (model: tf.LayersModel, x: data.Series) => data.Targets;
}

const inputShape: [number, number] = [lookback, 1];
const sequential = (...all: tf.layers.Layer[]) => tf.sequential({layers: all});
const relu = (units: number) => layers.dense({units, activation: 'relu'});
const twoLstm = (returnSequences: boolean) => [
  layers.lstm({units: 64, returnSequences: true, inputShape}),
  layers.lstm({units: 32, returnSequences}),
];
const convolution = (more = {}) =>
  tf.layers.conv1d({filters: 32, kernelSize: 3, activation: 'relu', kernelInitializer: 'glorotUniform', ...more});

/** Asked once, about the window minus its last value. */
function atOnce(model: tf.LayersModel, x: data.Series): data.Targets {
  const last = lastValues(x);
  const {values, shape} = training.predict(model, moved(x, last, -1));
  const width = shape.length === 3 && shape[1] === lookback ? shape[1] * shape[2] : horizon;
  const rows = Array.from({length: x.length}, (_, i) => values.slice((i + 1) * width - horizon, (i + 1) * width));
  const said = Float64Array.from(rows.flatMap((row) => Array.from(row)));
  return moved(new data.Targets(said, [x.length, horizon]), last, 1);
}

/** The next seven days at every step, minus the value of that step. */
function everyStep({x, y}: data.Examples): training.TrainingData {
  const days = lookback + horizon;
  const values = new Float64Array(x.length * lookback * horizon);
  for (let i = 0; i < x.length; i++) {
    const all = [...x.row(i), ...y.values.subarray(i * horizon, (i + 1) * horizon)].slice(0, days);
    for (let t = 0; t < lookback; t++) {
      for (let k = 0; k < horizon; k++) values[(i * lookback + t) * horizon + k] = all[t + 1 + k] - all[t];
    }
  }
  return {x: data.asChanges({x, y}).x, y: new data.Targets(values, [x.length, lookback, horizon])};
}

const firstDay = ({x, y}: data.Examples): data.Examples => ({
  x,
  y: new data.Targets(
    y.values.filter((_, at) => at % horizon === 0),
    [y.length, 1],
  ),
});

const networks: Record<string, Network> = {
  seq2vec: {
    build: () =>
      sequential(...twoLstm(false), relu(64), tf.layers.dropout({rate: 0.2}), layers.dense({units: horizon})),
    examples: data.asChanges,
    forecast: atOnce,
  },
  seq2seq: {
    build: () => sequential(...twoLstm(true), layers.dense({units: horizon})),
    examples: everyStep,
    forecast: atOnce,
  },
  'encoder-decoder': {
    build: () => models.buildForecastDecoder({units: 64, horizon, lookback}),
    examples: (weeks) => {
      const {x, y} = data.asChanges(weeks);
      return {x, y: new data.Targets(y.values, [...y.shape, 1])};
    },
    forecast: atOnce,
  },
  'conv + LSTM': {
    build: () =>
      sequential(
        convolution({inputShape}),
        convolution(),
        layers.lstm({units: 64}),
        relu(32),
        layers.dense({units: horizon}),
      ),
    examples: data.asChanges,
    forecast: atOnce,
  },
  iterated: {
    build: () => sequential(...twoLstm(false), layers.dense({units: 1})),
    examples: (weeks) => firstDay(data.asChanges(weeks)),
    forecast(model, x) {
      const next = (window: data.Series) => {
        const last = lastValues(window);
        const said = training.predict(model, moved(window, last, -1)).values;
        return new data.Targets(
          said.map((value, i) => value + last[i]),
          [window.length, 1],
        );
      };
      return forecasting.iterated(next, x, {horizon});
    },
  },
};

const trainWeeks = (stride: number) =>
  weekWindows(data.generateDaily(WEEK.series, WEEK.days, {seed: WEEK.seed}).rows(0, WEEK.train), stride);

const byDay = (y: data.Targets, forecast: data.Targets) =>
  forecasting.errorsByHorizon(y, forecast).mse.map((value) => rounded(value, 4));

/** Judged on the series of one seed, by day and beside the last week. */
function judged(seed: number, forecast: (x: data.Series) => data.Targets) {
  const {x, y} = unseenWeeks(10_000 + seed, 200);
  const said = forecast(x);
  const lastWeek = metrics.mse(y, models.seasonalNaive(7, {horizon}).predict(x));
  const mse = metrics.mse(y, said);
  return {seed, mse: rounded(mse), part: rounded(mse / lastWeek), byDay: byDay(y, said)};
}

async function trainOnce(name: string, seed: number, stride: number, epochs = EPOCHS) {
  const {build, examples, forecast} = networks[name];
  const compiled = () => training.compile(build(), {learningRate});
  const [{model, history}] = await training.overSeeds(compiled, examples(trainWeeks(stride)), {seeds: [seed], epochs});
  const run = {...judged(seed, (x) => forecast(model, x)), seconds: rounded(history.seconds, 3)};
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

/** A line for each day, fitted to windows minus their last value, and rules that fit nothing. */
function rulesOf(seed: number, stride: number): notebook.Exercise04Experiment['rules'] {
  const train = data.asChanges(trainWeeks(stride));
  const line = models.leastSquares(train.x, train.y, {ridge: 1e-6}); // the last input is always 0
  const rules: Record<string, (x: data.Series) => data.Targets> = {
    'last value': (x) => models.naive({horizon}).predict(x),
    'last week': (x) => models.seasonalNaive(7, {horizon}).predict(x),
    'mean of four weeks': (x) => models.seasonalMean(7, {seasons: 4, horizon}).predict(x),
    'least squares': (x) => {
      const last = lastValues(x);
      return moved(line.predict(moved(x, last, -1)), last, 1);
    },
  };
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, judged(seed, rule)]));
}

const keyOf = (name: string) => name.replace(/[^a-z0-9]+/gi, '-');

async function computeAll({seeds, expect, part}: Run): Promise<notebook.Exercise04Experiment> {
  const names = Object.keys(networks);
  const seedsOf = (name: string) => (name === names[0] ? seeds : seeds.slice(0, FEW));
  expect(names.reduce((sum, name) => sum + seedsOf(name).length + 1, 0) + 2);
  const result: notebook.Exercise04Experiment = {
    training: {epochs: EPOCHS, learningRate, batchSize: 32, optimizer: 'adam'},
    windows: {live: trainWeeks(WEEK.stride).x.length, full: trainWeeks(1).x.length},
    rules: await part('rules-live', () => rulesOf(seeds[0], WEEK.stride)),
    rulesFull: await part('rules-full', () => rulesOf(seeds[0], 1)),
    parameters: {},
    live: {},
    full: {},
  };
  for (const name of names) {
    result.live[name] = [];
    for (const seed of seedsOf(name)) {
      const {run, parameters} = await part(`live-${keyOf(name)}-${seed}`, () => trainOnce(name, seed, WEEK.stride));
      result.parameters[name] = parameters;
      result.live[name].push(run);
    }
  }
  for (const name of names) {
    const {run} = await part(`full-${keyOf(name)}`, () => trainOnce(name, seeds[0], 1));
    result.full[name] = [run];
  }
  return result;
}

export const exercise04: Experiment<notebook.Exercise04Experiment> = {
  name: 'exercise-04',
  lesson: 'exercise 04',
  question: 'How near do five networks come to a line of least squares, seven days ahead?',
  seeds: Array.from({length: 20}, (_, i) => i + 1),
  run: computeAll,
  async sample() {
    await engine.start({engine: 'wasm', seed: 1});
    const rules = rulesOf(1, WEEK.stride);
    return {
      'rules.least squares.mse': rules['least squares'].mse,
      'rules.last week.mse': rules['last week'].mse,
      'parameters.seq2vec': training.countParameters(networks.seq2vec.build()),
      'parameters.conv + LSTM': training.countParameters(networks['conv + LSTM'].build()),
      'parameters.encoder-decoder': training.countParameters(networks['encoder-decoder'].build()),
    };
  },
};
