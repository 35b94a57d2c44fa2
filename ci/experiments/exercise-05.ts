/**
 * Exercise 05: who learns a target that lies far back, and what do the gradients look like?
 *
 * The long task is the exercise's: 100 steps, 20 epochs, two layers of 32 units; a few seeds, shown with their spread. The
 * short task is trained by the learner in seconds; twenty seeds of an LSTM with open gates stay below the limit of the
 * exercise by their mean and four standard deviations. Errors are shares of what the mean of the training targets makes.
 */
import {engine, layers, metrics, models, type notebook, tf, training} from '../../lib/src';
import {dependencyData, dependencyLists, type Joint, LONG, SHORT} from '../../lib/src/checks/05/long-dependency';
import {type Experiment, type Run, rounded} from './experiment';

type Result = notebook.Exercise05Experiment;
type Kind = 'simpleRNN' | 'lstm' | 'gru';

const units = 32;
const long = {train: 800, test: 200, epochs: 20, learningRate: 0.003};
const short = {train: SHORT.series, test: 500, epochs: 30, learningRate: 0.01, clip: {globalClipNorm: 1}};
const LONG_SEEDS = 3;
const joints: Joint[] = ['sum', 'product'];

interface Network {
  kind: Kind;
  /** Starts the forget gate open for so long a sequence. */
  open?: boolean;
  clip?: training.ClipOptions;
  dropout?: number;
}

const networks: Record<string, Network> = {
  SimpleRNN: {kind: 'simpleRNN'},
  'SimpleRNN, clip 1': {kind: 'simpleRNN', clip: {globalClipNorm: 1}},
  'SimpleRNN, dropout 0.2': {kind: 'simpleRNN', dropout: 0.2},
  LSTM: {kind: 'lstm'},
  GRU: {kind: 'gru'},
  'LSTM, bias log T': {kind: 'lstm', open: true},
};
const shortNetworks = ['LSTM, bias log T', 'LSTM'];

/** One layer; an open forget gate has a bias of log T. */
function recurrent({kind, open}: Network, steps: number, more: {returnSequences?: boolean; dropout?: number}) {
  if (kind !== 'lstm') return layers[kind]({units, ...more});
  const forget = {unitForgetBias: false, biasInitializer: layers.gateBias([0, Math.log(steps), 0, 0])};
  return layers.lstm({units, ...more, ...(open ? forget : {})});
}

const keyOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** Mean squared error over that of the mean of the training targets. */
function shareOf(model: tf.LayersModel, set: ReturnType<typeof dependencyData>, constant: number): number {
  const ofMean = set.y.values.reduce((sum, value) => sum + (value - constant) ** 2, 0) / set.y.values.length;
  return metrics.mse(set.y, training.predict(model, set.x)) / ofMean;
}

const meanOf = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

function longSets(joint: Joint) {
  const all = dependencyData(LONG, joint, {count: LONG.series, seed: 42});
  const part = (from: number, to: number) => ({x: all.x.rows(from, to), y: all.y.rows(from, to)});
  return {train: part(0, long.train), test: part(long.train, LONG.series)};
}

async function trainLong(joint: Joint, name: string, seed: number, epochs = long.epochs) {
  await engine.start({engine: 'wasm', seed});
  const {train, test} = longSets(joint);
  const network = networks[name];
  const first = recurrent(network, LONG.steps, {returnSequences: true});
  const second = recurrent(network, LONG.steps, network.dropout ? {dropout: network.dropout} : {});
  const input = tf.layers.inputLayer({inputShape: [LONG.steps, 1]});
  const model = training.compile(tf.sequential({layers: [input, first, second, layers.dense({units: 1})]}), {
    learningRate: long.learningRate,
  });
  const sequence = Array.from(test.x.row(0), (value) => [value]);
  const left = () => {
    const {carried} = training.stateGradientNorms(first, sequence, {seed: 1});
    return rounded(carried[0] / carried[LONG.steps - 1], 4);
  };
  const before = left();
  const history = await training.fit(model, train, {epochs, seed, recordGradientNorms: true, ...network.clip});
  const {median, largest, above, clipped, batches} = training.normSummary(history, {limit: 1});
  const constant = meanOf(train.y.values);
  const run: notebook.DifficultRun = {
    seed,
    share: rounded(shareOf(model, test, constant), 4),
    trainShare: rounded(shareOf(model, train, constant), 4),
    left: {before, after: left()},
    norms: {median: rounded(median, 4), largest: rounded(largest, 4), above1: above, clipped, batches},
  };
  model.dispose();
  return run;
}

async function trainShort(name: string, seed: number) {
  await engine.start({engine: 'wasm', seed});
  const train = dependencyData(SHORT, 'sum', {count: short.train, seed: 42});
  const test = dependencyData(SHORT, 'sum', {count: short.test, seed: 10_000 + seed});
  const input = tf.layers.inputLayer({inputShape: [SHORT.steps, 1]});
  const cell = recurrent(networks[name], SHORT.steps, {});
  const model = training.compile(tf.sequential({layers: [input, cell, layers.dense({units: 1})]}), {
    learningRate: short.learningRate,
  });
  const {seconds} = await training.fit(model, train, {epochs: short.epochs, seed, ...short.clip});
  const share = rounded(shareOf(model, test, meanOf(train.y.values)), 4);
  model.dispose();
  return {seed, share, seconds: rounded(seconds, 3)};
}

/** What a line of all steps makes, and the sum of the early steps alone. */
function rulesOf(joint: Joint): Record<'leastSquares' | 'earlyOnly', number> {
  const {train, test} = longSets(joint);
  const constant = meanOf(train.y.values);
  const ofMean = meanOf(test.y.values.map((value) => (value - constant) ** 2));
  const {x} = dependencyLists(LONG, joint, {count: LONG.series, seed: 42});
  const early = x.slice(long.train).map((row) => row.slice(0, 10).reduce((sum, value) => sum + value, 0));
  const line = metrics.mse(test.y, models.leastSquares(train.x, train.y).predict(test.x));
  return {
    leastSquares: Number((line / ofMean).toFixed(6)),
    earlyOnly: rounded(meanOf(early.map((value, i) => (value - test.y.values[i]) ** 2)) / ofMean, 4),
  };
}

async function computeAll({seeds, expect, part}: Run): Promise<Result> {
  const [names, longSeeds] = [Object.keys(networks), seeds.slice(0, LONG_SEEDS)];
  expect(joints.length * names.length * longSeeds.length + shortNetworks.length * seeds.length);
  const shortRuns: Result['short']['runs'] = {};
  for (const name of shortNetworks) {
    shortRuns[name] = [];
    for (const seed of seeds) {
      shortRuns[name].push(await part(`short-${keyOf(name)}-seed-${seed}`, () => trainShort(name, seed)));
    }
  }
  const runs: Result['long']['runs'] = {sum: {}, product: {}};
  for (const seed of longSeeds) {
    for (const joint of joints) {
      for (const name of names) {
        const key = `${joint}-${keyOf(name)}-seed-${seed}`;
        runs[joint][name] = [...(runs[joint][name] ?? []), await part(key, () => trainLong(joint, name, seed))];
      }
    }
  }
  const rules = {sum: rulesOf('sum'), product: rulesOf('product')};
  const {train, test, epochs, learningRate} = short;
  return {
    long: {steps: LONG.steps, ...long, rules, runs},
    short: {steps: SHORT.steps, train, test, epochs, learningRate, runs: shortRuns},
  };
}

export const exercise05: Experiment<Result> = {
  name: 'exercise-05',
  lesson: 'exercise 05',
  question: 'Who learns a target that lies far back, and what do the gradients look like?',
  seeds: Array.from({length: 20}, (_, i) => i + 1),
  run: computeAll,
  async sample() {
    const {share} = await trainShort('LSTM, bias log T', 1);
    return {
      'short.runs.LSTM, bias log T.0.share': share,
      'long.rules.sum.earlyOnly': rulesOf('sum').earlyOnly,
    };
  },
};
