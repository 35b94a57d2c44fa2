/**
 * Exercise 15: what does dropout of the state do for a network that learns noise by heart, and does the kind of mask matter?
 *
 * The hold task of lesson 3.3: 100 sequences with noisy targets, 300 passes. Each seed has its own weights, order of
 * batches, masks and 300 test sequences without noise. The limit of the exercise follows from the worse kind of dropout: its mean
 * and four standard deviations.
 */
import {type data, engine, layers, metrics, type notebook, tf, training} from '../../lib/src';
import {FEW, heldToJudge, noisyHold} from '../../lib/src/checks/15/held-numbers';
import {type Experiment, type Run, rounded} from './experiment';

const rate = 0.25;
const network = {units: 32, epochs: 300, learningRate: 0.003};
const kinds: Record<keyof notebook.Exercise15Experiment['kinds'], layers.LstmOptions> = {
  none: {units: network.units},
  standard: {units: network.units, recurrentDropout: rate, dropoutKind: 'plain'},
  variational: {units: network.units, recurrentDropout: rate},
};
type Kind = keyof typeof kinds;

async function trainOnce(kind: Kind, seed: number, epochs = network.epochs) {
  await engine.start({engine: 'wasm', seed});
  const train = noisyHold();
  const recurrent = layers.lstm({...kinds[kind], returnSequences: true, inputShape: [null, 2]});
  const model = training.compile(tf.sequential({layers: [recurrent, layers.dense({units: 1})]}), {
    learningRate: network.learningRate,
  });
  const {seconds} = await training.fit(model, train, {epochs, seed});
  const test = heldToJudge(10_000 + seed, 300);
  const error = (set: {x: data.Series; y: data.Targets}) => rounded(metrics.mse(set.y, training.predict(model, set.x)));
  const run = {seed, testMse: error(test), trainMse: error(train), seconds: rounded(seconds, 3)};
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

async function computeAll({seeds, expect, part}: Run): Promise<notebook.Exercise15Experiment> {
  const names = Object.keys(kinds) as Kind[];
  expect(names.length * seeds.length);
  const result = {none: [], standard: [], variational: []} as notebook.Exercise15Experiment['kinds'];
  let parameters = 0;
  for (const seed of seeds) {
    for (const kind of names) {
      const done = await part(`${kind}-seed-${seed}`, () => trainOnce(kind, seed));
      result[kind].push(done.run);
      parameters = done.parameters;
    }
  }
  const zero = seeds.map((seed) => {
    const {y} = heldToJudge(10_000 + seed, 300);
    return rounded(y.values.reduce((sum, value) => sum + value * value, 0) / y.values.length);
  });
  return {task: {...FEW, rate}, network: {...network, parameters}, zero, kinds: result};
}

export const exercise15: Experiment<notebook.Exercise15Experiment> = {
  name: 'exercise-15',
  lesson: 'exercise 15',
  question:
    'What does dropout of the state do for a network that learns noise by heart, and does the kind of mask matter?',
  seeds: Array.from({length: 20}, (_, i) => i + 1),
  run: computeAll,
  async sample() {
    const {run, parameters} = await trainOnce('variational', 1);
    return {
      'network.parameters': parameters,
      'kinds.variational.0.testMse': run.testMse,
      'kinds.variational.0.trainMse': run.trainMse,
    };
  },
};
