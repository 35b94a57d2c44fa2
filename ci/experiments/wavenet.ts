/**
 * Lesson 4.2 on all series and over several seeds: WaveNets, an LSTM and a CNN forecast ten steps.
 *
 * The medium WaveNet is trained as in the lesson, on the first 700 series.
 * Every step of a training series teaches the ten that follow it.
 * Time is that of the processor, so that what else the machine does hardly matters.
 */
import {data, forecasting, models, type notebook, type tf, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const [lookback, horizon] = [50, 10];
const EPOCHS = 15;
const FEW = 700; // series of the lesson's live run
const COUNTS = {train: 7000, valid: 2000, test: 1000};

type Result = notebook.WaveNetExperiment;

interface Design {
  receptiveField: number | null;
  build: () => tf.LayersModel;
}

const seen = (kernelSize: number, dilationRates: number[]) =>
  models.receptiveField(dilationRates.map((dilationRate) => ({kernelSize, dilationRate}))).steps;
const waveNet = (blocks: number, stacks: number, filters: number) => ({
  // The first convolution counts, with dilation 1.
  receptiveField: seen(2, [1, ...models.waveNetDilations({blocks, stacks})]),
  build: () => models.buildWaveNet({blocks, stacks, filters, outputs: horizon}),
});
const medium = waveNet(6, 2, 32);
const stage = {filters: 32, kernelSize: 5};

const designs: Record<string, Design> = {
  simple: {
    receptiveField: seen(2, [1, 2, 4, 8, 1, 2, 4, 8]),
    build: () => models.buildCausalCnn({outputs: horizon}),
  },
  cnn: {
    receptiveField: seen(5, [1, 1]),
    build: () => models.buildCnn({stages: [stage, stage], padding: 'causal', read: 'all', outputs: horizon}),
  },
  small: waveNet(4, 2, 16),
  lstm: {
    receptiveField: null,
    build: () => models.buildLstm({units: [32, 32], outputs: horizon, returnSequences: true}),
  },
};

function makeData() {
  const series = data.split(data.generateTimeSeries(10_000, lookback + horizon, {seed: 42}), COUNTS);
  const sizes = {lookback, horizon};
  return {
    every: data.seq2seqExamples(series.train, sizes),
    last: data.inputsAndTargets(series.train, sizes),
    valid: data.inputsAndTargets(series.valid, sizes),
    test: data.inputsAndTargets(series.test, sizes),
  };
}

type Sets = ReturnType<typeof makeData>;

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

const firstOf = ({x, y}: data.Examples, count: number) => ({x: x.rows(0, count), y: y.rows(0, count)});

async function trainOnce(sets: Sets, {build}: Design, seed: number, epochs = EPOCHS) {
  // Of outputs at every step those of the last one count.
  const byStep = (model: tf.LayersModel, {x, y}: data.Examples) =>
    forecasting.errorsByHorizon(y, forecasting.iterated(model, x, {horizon})).mse;
  const testMse: Record<string, number> = {};
  const validMse: number[] = [];
  let epoch = 0;
  const note = (model: tf.LayersModel) => {
    const now = epoch++;
    if (now > 0) validMse.push(rounded(mean(byStep(model, sets.valid)), 4));
    if (now === 1 || now === epochs) testMse[now] = rounded(mean(byStep(model, sets.test)));
  };
  const before = process.cpuUsage();
  const [{model}] = await training.overSeeds(() => training.compile(build()), sets.every, {
    seeds: [seed],
    epochs,
    note,
  });
  const {user, system} = process.cpuUsage(before);
  const run: notebook.WaveNetRun = {
    seed,
    testMse,
    byStep: Array.from(byStep(model, sets.test), (value) => rounded(value, 4)),
    validMse,
    cpuSeconds: rounded((user + system) / 1e6, 3),
  };
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

function baselines({last, test}: Sets): Result['baselines'] {
  const line = models.leastSquares(last.x, last.y);
  const rules = {zero: models.zero({horizon}), naive: models.naive({horizon}), leastSquares: line};
  return Object.fromEntries(
    Object.entries(rules).map(([name, {parameters, predict}]) => {
      const {mse} = forecasting.errorsByHorizon(test.y, predict(test.x));
      return [name, {parameters, mse: rounded(mean(mse)), byStep: Array.from(mse, (value) => rounded(value, 4))}];
    }),
  );
}

async function computeAll({seeds, expect, part}: Run): Promise<Result> {
  const names = Object.keys(designs);
  expect((names.length + 1) * seeds.length);
  const sets = makeData();
  const result: Result = {
    series: {steps: lookback + horizon, seed: 42, ...COUNTS},
    training: {optimizer: 'adam', learningRate: 0.001, batchSize: 32, epochs: EPOCHS},
    baselines: baselines(sets),
    designs: {},
    few: {train: FEW, designs: {}},
  };
  for (const name of names) {
    const {receptiveField} = designs[name];
    const runs: notebook.WaveNetRun[] = [];
    for (const seed of seeds) {
      const {run, parameters} = await part(`${name}-seed-${seed}`, () => trainOnce(sets, designs[name], seed));
      runs.push(run);
      result.designs[name] = {parameters, receptiveField, runs};
    }
  }
  const fewSets = {...sets, every: firstOf(sets.every, FEW)};
  const runs: notebook.WaveNetRun[] = [];
  for (const seed of seeds) {
    const {run, parameters} = await part(`few-medium-seed-${seed}`, () => trainOnce(fewSets, medium, seed));
    runs.push(run);
    result.few.designs.medium = {parameters, receptiveField: medium.receptiveField, runs};
  }
  return result;
}

export const wavenet: Experiment<Result> = {
  name: 'wavenet',
  lesson: '4.2',
  question: 'Does a WaveNet forecast ten steps better than an LSTM with as many weights?',
  seeds: [1, 2, 3],
  run: computeAll,
  async sample() {
    const sets = makeData();
    const simple = await trainOnce(sets, designs.simple, 1, 1);
    const small = await trainOnce(sets, designs.small, 1, 1);
    return {
      'baselines.leastSquares.mse': baselines(sets).leastSquares.mse,
      'designs.simple.parameters': simple.parameters,
      'designs.simple.runs.0.testMse.1': simple.run.testMse[1],
      'designs.small.parameters': small.parameters,
      'designs.small.runs.0.validMse.0': small.run.validMse[0],
    };
  },
};
