/**
 * Lesson 3.2: LSTM, GRU and simple cells on the series of lesson 2.1, 15 epochs, over seeds.
 *
 * The dropout network has a twin without dropout, so that only that differs; and both are trained on 100 series for 400 epochs,
 * where there is something to be cured. Dropout divides what it keeps by 0.8, so these networks also forecast the test series
 * times 1.25, the size at which they learned. Processor time is measured: the wall clock of a busy machine tells little.
 */
import {data, models, type notebook, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const lookback = 50;
const epochs = 15;
const few = {series: 100, epochs: 400, learningRate: 0.003};

type Options = models.RecurrentModelOptions;
const drop = {dropout: 0.2, recurrentDropout: 0.2};
const networks: Record<string, Options> = {
  'SimpleRNN 20-20': {cell: 'simpleRNN', units: [20, 20]},
  'LSTM 20': {cell: 'lstm', units: [20]},
  'GRU 20': {cell: 'gru', units: [20]},
  'LSTM 20-20-20': {cell: 'lstm', units: [20, 20, 20]},
  'GRU 20-20-20': {cell: 'gru', units: [20, 20, 20]},
  'LSTM 20-20': {cell: 'lstm', units: [20, 20]},
  'LSTM 20-20 dropout': {cell: 'lstm', units: [20, 20], ...drop},
};
const fewNetworks: Record<string, Options> = {
  none: {cell: 'lstm', units: [20, 20]},
  'inputs and states': {cell: 'lstm', units: [20, 20], ...drop},
  'states alone': {cell: 'lstm', units: [20, 20], recurrentDropout: 0.2},
};

function makeData() {
  const examples = data.inputsAndTargets(data.generateTimeSeries(10_000, lookback + 1, {seed: 42}), {lookback});
  return data.splitExamples(examples, {train: 7000, valid: 2000, test: 1000});
}
type Sets = ReturnType<typeof makeData>;
/** The same examples with inputs as large as dropout makes those that it keeps. */
const enlarged = ({x, y}: Sets['test']) => ({
  x: new data.Series(
    x.values.map((value) => value / (1 - drop.dropout)),
    x.shape,
  ),
  y,
});
const firstOf = ({x, y}: Sets['train'], count: number) => ({x: x.rows(0, count), y: y.rows(0, count)});

/** The network with dropout, and the one without that it is compared with. */
const isTwin = ({cell, units}: Options) => cell === 'lstm' && units.length === 2;

async function trainOne(options: Options, {train, valid, test}: Sets, seed: number, lastEpoch = epochs) {
  const before = process.cpuUsage();
  const [{model, history}] = await training.overSeeds(
    () => training.compile(models.buildRecurrent(options)),
    {...train, valid},
    {seeds: [seed], epochs: lastEpoch},
  );
  const {user, system} = process.cpuUsage(before);
  const list = (values: number[]) => values.map((value) => rounded(value));
  const run = {
    ...{seed, trainMse: list(history.history.loss), validMse: list(history.history.val_loss)},
    testMse: rounded(training.evaluate(model, test).loss),
    ...(isTwin(options) ? {enlargedMse: rounded(training.evaluate(model, enlarged(test)).loss)} : {}),
    trainMseAfter: rounded(training.evaluate(model, firstOf(train, 2000)).loss),
    cpuSeconds: rounded((user + system) / 1e6, 3),
  };
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

async function trainFew(options: Options, {train, test}: Sets, seed: number): Promise<notebook.FewSeriesRun> {
  const [{model}] = await training.overSeeds(
    () => training.compile(models.buildRecurrent(options), {learningRate: few.learningRate}),
    firstOf(train, few.series),
    {seeds: [seed], epochs: few.epochs},
  );
  const mse = (set: Sets['train']) => rounded(training.evaluate(model, set).loss);
  const run = {seed, trainMse: mse(firstOf(train, few.series)), testMse: mse(test), enlargedMse: mse(enlarged(test))};
  model.dispose();
  return run;
}

const keyOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

async function computeAll({seeds, expect, part}: Run): Promise<notebook.ComparingCells> {
  const sets = makeData();
  const jobs = Object.entries(networks).flatMap(([name, options]) => seeds.map((seed) => ({name, options, seed})));
  expect(jobs.length + Object.keys(fewNetworks).length * seeds.length);
  const result: notebook.ComparingCells['networks'] = {};
  for (const {name, options, seed} of jobs) {
    const {run, parameters} = await part(`${keyOf(name)}-seed-${seed}`, () => trainOne(options, sets, seed));
    result[name] ??= {parameters, runs: []};
    result[name].runs.push(run);
  }
  const fewResult: notebook.ComparingCells['few']['networks'] = {};
  for (const [name, options] of Object.entries(fewNetworks)) {
    fewResult[name] = [];
    for (const seed of seeds) {
      fewResult[name].push(await part(`few-${keyOf(name)}-seed-${seed}`, () => trainFew(options, sets, seed)));
    }
  }
  return {
    series: {count: 10_000, steps: lookback + 1, seed: 42, split: [7000, 2000, 1000]},
    training: {epochs, optimizer: 'adam', learningRate: 0.001, batchSize: 32},
    networks: result,
    few: {...few, networks: fewResult},
  };
}

export const comparingCells: Experiment<notebook.ComparingCells> = {
  name: 'comparing-cells',
  lesson: '3.2',
  question: 'Does it matter on waves whether the cell is an LSTM, a GRU or a simple one, and what does dropout change?',
  seeds: [1, 2, 3, 4, 5],
  run: computeAll,
  async sample() {
    const sets = makeData();
    const numbers: Record<string, number> = {};
    for (const name of ['SimpleRNN 20-20', 'LSTM 20', 'GRU 20', 'LSTM 20-20 dropout']) {
      const {run, parameters} = await trainOne(networks[name], sets, 1, 1);
      numbers[`networks.${name}.parameters`] = parameters;
      numbers[`networks.${name}.runs.0.trainMse.0`] = run.trainMse[0];
      numbers[`networks.${name}.runs.0.validMse.0`] = run.validMse[0];
    }
    return numbers;
  },
};
