/**
 * Lesson 3.1: how well do cells of equally many weights hold a number until it is replaced, and what does the start of the
 * forget gate decide?
 *
 * The task of `data.generateHold`: 2,000 sequences of 20 steps, one step in ten marked; tested on 500 more, and on 200 of 100
 * steps in which one step in fifty is marked. Same budget for all; errors are noted after 1, 10 and 50 epochs. Controls: a
 * larger learning rate; the product of mark and number as input; long sequences cut at their marks, so that nothing stands
 * before the number to be held.
 */
import {data, engine, layers, models, type notebook, scratch, tf, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const learningRate = 0.003;
const noted = [1, 10, 50];
const sizes = {train: 2000, test: 500, steps: 20, share: 0.1, longTest: 200, longSteps: 100, longShare: 0.02};
const io = {returnSequences: true, inputShape: [null, 2]};

const lstm = (forgetBias: number) =>
  layers.lstm({...io, units: 16, unitForgetBias: false, biasInitializer: layers.gateBias([0, forgetBias, 0, 0])});
const simple = () => layers.simpleRNN({...io, units: 32});
const gru = () => layers.gru({...io, units: 18});

interface Design {
  layer: () => tf.layers.Layer;
  learningRate?: number;
  /** The network reads m x in place of x: numbers without a mark are 0. */
  givenProduct?: boolean;
}
const cells: Record<string, Design> = {
  SimpleRNN: {layer: simple},
  'SimpleRNN, four times the weights': {layer: () => layers.simpleRNN({...io, units: 66})},
  GRU: {layer: gru},
  'LSTM, forget bias 0': {layer: () => lstm(0)},
  'LSTM, forget bias 1': {layer: () => lstm(1)},
  'LSTM, forget bias 3': {layer: () => lstm(3)},
  'LSTM, forget bias 5': {layer: () => lstm(5)},
  'SimpleRNN, rate 0.01': {layer: simple, learningRate: 0.01},
  'LSTM, forget bias 1, rate 0.01': {layer: () => lstm(1), learningRate: 0.01},
  'SimpleRNN, given m x': {layer: simple, givenProduct: true},
  'GRU, given m x': {layer: gru, givenProduct: true},
  'LSTM, forget bias 1, given m x': {layer: () => lstm(1), givenProduct: true},
};

function makeTask(givenProduct: boolean): Record<'train' | 'test' | 'long', data.HoldTask> {
  const read = givenProduct ? multiplied : (task: data.HoldTask) => task;
  return {
    train: read(data.generateHold(sizes.train, sizes.steps, {seed: 1, share: sizes.share})),
    test: read(data.generateHold(sizes.test, sizes.steps, {seed: 2, share: sizes.share})),
    long: read(data.generateHold(sizes.longTest, sizes.longSteps, {seed: 3, share: sizes.longShare})),
  };
}

/** The same sequences with m x in place of x. */
function multiplied(task: data.HoldTask): data.HoldTask {
  const values = task.x.values.slice();
  for (let k = 0; k < values.length; k += 2) values[k] *= values[k + 1];
  return {...task, x: new data.Series(values, task.x.shape)};
}

/** One sequence for each mark: it begins there and ends before the next mark; what is left of its steps is 0, with age -1. */
function cutAtMarks({x, y, age}: data.HoldTask): data.HoldTask {
  const steps = age[0].length;
  const pieces: {from: number; length: number}[] = [];
  age.flat().forEach((since, from) => {
    if (since === 0) pieces.push({from, length: 0});
    pieces[pieces.length - 1].length++;
  });
  const cut = (values: ArrayLike<number>, width: number) =>
    pieces.flatMap(({from, length}) =>
      Array.from({length: steps * width}, (_, k) => (k < length * width ? values[from * width + k] : 0)),
    );
  return {
    x: new data.Series(cut(x.values, 2), [pieces.length, steps, 2]),
    y: new data.Targets(cut(y.values, 1), [pieces.length, steps, 1]),
    age: pieces.map(({length}) => Array.from({length: steps}, (_, t) => (t < length ? t : -1))),
  };
}

/** Mean squared error over the steps that have an age. */
function errorOverAges(model: tf.Sequential, {x, y, age}: data.HoldTask): number {
  const said = training.predict(model, x).values;
  const squares = age.flat().flatMap((since, k) => (since < 0 ? [] : [(said[k] - y.values[k]) ** 2]));
  return rounded(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

/** Mean of F over the units, at marked steps and at the others (the first step has no old state to forget). */
function forgetGates(model: tf.Sequential, {x, age}: data.HoldTask): {marked: number; unmarked: number} {
  const weights = models.cellWeights(model.layers[0]);
  const sums = [0, 0];
  const counts = [0, 0];
  for (let i = 0; i < 100; i++) {
    const numbers = x.rows(i, i + 1).values;
    const steps = age[i].map((_, t) => scratch.matrix([Array.from(numbers.subarray(2 * t, 2 * t + 2))]));
    scratch.lstmForward(steps, weights).gates.forEach(({F}, t) => {
      if (t === 0) return;
      const kind = age[i][t] === 0 ? 0 : 1;
      sums[kind] += F.values.reduce((sum, value) => sum + value, 0) / F.values.length;
      counts[kind]++;
    });
  }
  return {marked: rounded(sums[0] / counts[0]), unmarked: rounded(sums[1] / counts[1])};
}

async function hold(cell: string, seed: number, epochs = 50) {
  const {layer, learningRate: rate = learningRate, givenProduct = false} = cells[cell];
  const {train, test, long} = makeTask(givenProduct);
  const pieces = cutAtMarks(long);
  const build = () =>
    training.compile(tf.sequential({layers: [layer(), layers.dense({units: 1})]}), {learningRate: rate});
  let epoch = 0;
  const note = (model: tf.Sequential) => {
    const now = epoch++;
    if (!noted.includes(now)) return [];
    const [mse, longMse] = [test, long].map((one) => rounded(training.evaluate(model, one).loss));
    const gates = cell.startsWith('LSTM') ? {forget: forgetGates(model, test)} : {};
    return [{epoch: now, mse, longMse, longMseFromMark: errorOverAges(model, pieces), ...gates}];
  };
  const [{model, notes}] = await training.overSeeds(build, {x: train.x, y: train.y}, {seeds: [seed], epochs, note});
  const parameters = training.countParameters(model);
  model.dispose();
  return {parameters, run: {seed, at: notes.flat()}};
}

const keyOf = (cell: string) => cell.toLowerCase().replace(/[^a-z0-9]+/g, '-');

async function computeAll({seeds, expect, part}: Run): Promise<notebook.HoldExperiment> {
  expect(Object.keys(cells).length * seeds.length);
  const result: notebook.HoldExperiment['cells'] = {};
  for (const cell of Object.keys(cells)) {
    result[cell] = {parameters: 0, runs: []};
    for (const seed of seeds) {
      const {parameters, run} = await part(`${keyOf(cell)}-seed-${seed}`, async () => {
        await engine.start({engine: 'wasm', seed});
        return hold(cell, seed);
      });
      result[cell].parameters = parameters;
      result[cell].runs.push(run);
    }
  }
  return {task: sizes, training: {epochs: noted, batchSize: 32, optimizer: 'adam', learningRate}, cells: result};
}

export const holdExperiment: Experiment<notebook.HoldExperiment> = {
  name: 'hold',
  lesson: '3.1',
  question: 'How well do cells of equally many weights hold a number until it is replaced?',
  seeds: [1, 2, 3, 4, 5],
  run: computeAll,
  async sample() {
    const numbers: Record<string, number> = {};
    for (const cell of ['SimpleRNN', 'GRU', 'LSTM, forget bias 1', 'LSTM, forget bias 5']) {
      await engine.start({engine: 'wasm', seed: 1});
      const {parameters, run} = await hold(cell, 1, 1);
      numbers[`cells.${cell}.parameters`] = parameters;
      numbers[`cells.${cell}.runs.0.at.0.mse`] = run.at[0].mse;
    }
    return numbers;
  },
};
