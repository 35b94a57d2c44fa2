/**
 * Exercise 13: how well do three kinds of small network forecast noisy sines after seconds of training?
 *
 * The exercise's 1,000 training series; each seed has its own weights, order of batches and 300 test series. The limit
 * of the exercise follows from the worst kind: the mean and four standard deviations.
 */
import {data, engine, layers, metrics, models, type notebook, tf, training} from '../../lib/src';
import {SINES, sinesToJudge} from '../../lib/src/checks/13/forecast-tasks';
import {type Experiment, type Run, rounded} from './experiment';

const {lookback, horizon, noise, train: trainCount} = SINES;
const learningRate = 0.01;
const dense = (units: number) => layers.dense({units, activation: 'relu'});

interface Kind {
  learningRate: number;
  epochs: number;
  build: () => tf.layers.Layer[];
}

const inputShape: [null, number] = [null, 1];
const kinds: Record<string, Kind> = {
  lstm: {learningRate, epochs: 20, build: () => [layers.lstm({units: 32, inputShape})]},
  gru: {learningRate, epochs: 20, build: () => [layers.gru({units: 32, inputShape})]},
  dense: {
    learningRate: 0.003,
    epochs: 60,
    build: () => [tf.layers.flatten({inputShape: [lookback, 1]}), dense(64), dense(64)],
  },
};

const trainSet = () =>
  data.inputsAndTargets(data.generateSines(trainCount, lookback + horizon, {noise, seed: 42}), {lookback, horizon});
const testSet = (seed: number) => data.inputsAndTargets(sinesToJudge(10_000 + seed, 300), {lookback, horizon});

async function trainOnce(name: string, seed: number, epochs = kinds[name].epochs) {
  const {build, learningRate: rate} = kinds[name];
  const network = () =>
    training.compile(tf.sequential({layers: [...build(), layers.dense({units: horizon})]}), {learningRate: rate});
  const [{model, history}] = await training.overSeeds(network, trainSet(), {seeds: [seed], epochs});
  const test = testSet(seed);
  const testMse = rounded(metrics.mse(test.y, training.predict(model, test.x)));
  const parameters = training.countParameters(model);
  model.dispose();
  return {run: {seed, testMse, seconds: rounded(history.seconds, 3)}, parameters};
}

/** Rules that need no training, on the test series of one seed. */
function rulesOf(seed: number): Record<string, number> {
  const [train, test] = [trainSet(), testSet(seed)];
  const rules = {
    zero: models.zero({horizon}),
    naive: models.naive({horizon}),
    'least squares': models.leastSquares(train.x, train.y),
  };
  return Object.fromEntries(
    Object.entries(rules).map(([name, {predict}]) => [name, rounded(metrics.mse(test.y, predict(test.x)))]),
  );
}

async function computeAll({seeds, expect, part}: Run): Promise<notebook.Exercise13Experiment> {
  expect(Object.keys(kinds).length * seeds.length);
  const networks: notebook.Exercise13Experiment['networks'] = {};
  for (const name of Object.keys(kinds)) {
    networks[name] = {parameters: 0, epochs: kinds[name].epochs, learningRate: kinds[name].learningRate, runs: []};
    for (const seed of seeds) {
      const {run, parameters} = await part(`${name}-seed-${seed}`, () => trainOnce(name, seed));
      networks[name].parameters = parameters;
      networks[name].runs.push(run);
    }
  }
  return {series: {lookback, horizon, noise, train: trainCount}, rules: seeds.map(rulesOf), networks};
}

export const exercise13: Experiment<notebook.Exercise13Experiment> = {
  name: 'exercise-13',
  lesson: 'exercise 13',
  question: 'How well do three kinds of small network forecast noisy sines after seconds of training?',
  seeds: Array.from({length: 20}, (_, i) => i + 1),
  run: computeAll,
  async sample() {
    await engine.start({engine: 'wasm', seed: 1});
    const {run, parameters} = await trainOnce('lstm', 1);
    return {
      'networks.lstm.parameters': parameters,
      'networks.lstm.runs.0.testMse': run.testMse,
      'rules.0.naive': rulesOf(1).naive,
      'rules.0.least squares': rulesOf(1)['least squares'],
    };
  },
};
