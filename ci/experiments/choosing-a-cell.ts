/**
 * Lesson 3.4: which of seven readers of one size learns which task, under one budget? And what helps a GRU that learns
 * nothing?
 *
 * Ten tasks of `data.generateChoiceTask`, seven models of `models.buildCandidate`, 2,000 sequences, 25 epochs. Errors are
 * divided by the variance of the test targets: 1 is what the mean of the targets reaches.
 */
import {data, engine, metrics, models, type notebook, type tf, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const budget = {train: 2000, test: 500, epochs: 25, batchSize: 32, optimizer: 'adam', learningRate: 0.003};
const {epochs, batchSize, learningRate} = budget;
const tasks = Object.keys(data.CHOICE_TASKS) as data.ChoiceTaskName[];

function makeTest(task: data.ChoiceTaskName) {
  const test = data.generateChoiceTask(task, budget.test, {seed: 1000});
  const mean = test.y.values.reduce((sum, value) => sum + value, 0) / budget.test;
  const variance = test.y.values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / budget.test;
  return {test, share: (mse: number) => rounded(mse / variance)};
}

/** Least squares on all inputs at once. */
function leastSquares(task: data.ChoiceTaskName): number {
  const train = data.generateChoiceTask(task, budget.train, {seed: 1});
  const {test, share} = makeTest(task);
  const flat = ({values, shape: [n, steps, features]}: data.Series) => new data.Series(values, [n, steps * features]);
  const line = models.leastSquares(flat(train.x), train.y, {ridge: 1e-6}); // marks that never change need a ridge
  return share(metrics.mse(test.y, line.predict(flat(test.x))));
}

async function learn(task: data.ChoiceTaskName, candidate: models.CandidateName, seed: number, lastEpoch = epochs) {
  const train = data.generateChoiceTask(task, budget.train, {seed});
  const {test, share} = makeTest(task);
  const {steps: lookback, features} = data.CHOICE_TASKS[task];
  const build = () => training.compile(models.buildCandidate(candidate, {lookback, features}), {learningRate});
  let epoch = 0;
  const note = (model: tf.LayersModel) => {
    const now = epoch++;
    return now === 1 || now === lastEpoch ? share(training.evaluate(model, test).loss) : 0;
  };
  const [{model, notes}] = await training.overSeeds(build, train, {seeds: [seed], epochs: lastEpoch, batchSize, note});
  const parameters = training.countParameters(model);
  model.dispose();
  return {parameters, run: {seed, afterOneEpoch: notes[1], error: notes[lastEpoch]}};
}

const far = 'recall 50';

/** Trains a GRU, stage by stage, each at a length of its own: its weights fit any. */
async function inStages(seed: number, stages: {distance: number; epochs: number}[]): Promise<tf.LayersModel> {
  let weights: tf.Tensor[] | undefined;
  let model: tf.LayersModel | undefined;
  for (const {distance, epochs: some} of stages) {
    const next = training.compile(models.buildCandidate('GRU', {lookback: distance + 1, features: 2}), {learningRate});
    if (weights) next.setWeights(weights);
    await training.fit(next, data.generateRecall(budget.train, distance, {seed}), {epochs: some, batchSize, seed});
    weights = next.getWeights().map((weight) => weight.clone());
    model?.dispose();
    model = next;
  }
  return model as tf.LayersModel;
}

/** Each sequence once more, with all its numbers and its answer turned around. */
function mirrored({x, y}: data.ChoiceExamples): data.ChoiceExamples {
  const turned = x.values.map((value, i) => (i % 2 === 0 ? -value : value)); // the marks stay
  const [n, ...others] = x.shape;
  const joined = (one: Float64Array, other: Float64Array) => Float64Array.from([...one, ...other]);
  return {
    x: new data.Series(joined(x.values, turned), [2 * n, ...others]),
    y: new data.Targets(
      joined(
        y.values,
        y.values.map((value) => -value),
      ),
      [2 * n, 1],
    ),
  };
}

type Remedy = (seed: number) => Promise<tf.LayersModel>;

const train = (
  options: training.FitOptions = {},
  {
    optimizer,
    candidate = 'GRU',
    twice,
  }: {optimizer?: tf.Optimizer; candidate?: models.CandidateName; twice?: boolean} = {},
): Remedy => {
  return async (seed) => {
    const model = models.buildCandidate(candidate, {lookback: 51, features: 2});
    training.compile(model, optimizer ? {optimizer} : {learningRate});
    const examples = data.generateChoiceTask(far, budget.train, {seed});
    await training.fit(model, twice ? mirrored(examples) : examples, {epochs, batchSize, seed, ...options});
    return model;
  };
};

const remedies: Record<string, Remedy> = {
  none: train(),
  'weight decay': (seed) => train({}, {optimizer: new training.AdamW({learningRate, weightDecay: 0.004})})(seed),
  'warm-up': train({schedule: training.schedules.warmup({steps: 200, after: learningRate})}),
  plateau: train({schedule: training.schedules.reduceOnPlateau({monitor: 'loss', patience: 3})}),
  'mirrored data': train({epochs: 13}, {twice: true}),
  'growing length': (seed) =>
    inStages(seed, [
      {distance: 10, epochs: 5},
      {distance: 25, epochs: 5},
      {distance: 50, epochs: 15},
    ]),
  'open gate': train({}, {candidate: 'GRU, open'}),
};

async function mend(remedy: string, seed: number) {
  await engine.start({engine: 'wasm', seed});
  const model = await remedies[remedy](seed);
  const {test, share} = makeTest(far);
  const error = share(training.evaluate(model, test).loss);
  model.dispose();
  return {seed, error};
}

const keyOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

async function computeAll({seeds, expect, part}: Run): Promise<notebook.ChoosingACell> {
  expect(tasks.length * (1 + models.CANDIDATES.length * seeds.length) + Object.keys(remedies).length * seeds.length);
  const result: notebook.ChoosingACell = {budget, tasks: {}, remedies: {}};
  for (const task of tasks) {
    const own: notebook.ChoiceErrors = {leastSquares: 0, candidates: {}};
    result.tasks[task] = own;
    own.leastSquares = await part(`${keyOf(task)}-least-squares`, () => leastSquares(task));
    for (const candidate of models.CANDIDATES) {
      own.candidates[candidate] = {parameters: 0, runs: []};
      for (const seed of seeds) {
        const one = await part(`${keyOf(task)}-${keyOf(candidate)}-seed-${seed}`, () => learn(task, candidate, seed));
        own.candidates[candidate].parameters = one.parameters;
        own.candidates[candidate].runs.push(one.run);
      }
    }
  }
  for (const remedy of Object.keys(remedies)) {
    result.remedies[remedy] = [];
    for (const seed of seeds) {
      result.remedies[remedy].push(await part(`remedy-${keyOf(remedy)}-seed-${seed}`, () => mend(remedy, seed)));
    }
  }
  return result;
}

export const choosingACell: Experiment<notebook.ChoosingACell> = {
  name: 'choosing-a-cell',
  lesson: '3.4',
  question: 'Which of seven readers of one size learns which task, under one budget?',
  seeds: [1, 2, 3, 4, 5],
  run: computeAll,
  async sample() {
    const numbers: Record<string, number> = {'tasks.waves.leastSquares': leastSquares('waves')};
    const some: [data.ChoiceTaskName, models.CandidateName][] = [
      ['hold 20', 'GRU'],
      ['recall 10', 'SimpleRNN'],
      ['product', 'convolution'],
      ['previous', 'LSTM, open'],
      ['adding', 'attention'],
    ];
    for (const [task, candidate] of some) {
      const {parameters, run} = await learn(task, candidate, 1, 1);
      numbers[`tasks.${task}.candidates.${candidate}.parameters`] = parameters;
      numbers[`tasks.${task}.candidates.${candidate}.runs.0.afterOneEpoch`] = run.afterOneEpoch;
    }
    return numbers;
  },
};
