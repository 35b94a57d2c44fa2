/**
 * Lesson 1.5: can the reach of the gradient before training tell which cell will learn to recall the first number?
 *
 * The task of `data.generateRecall` at four distances, eight starts, the same budget for all: 2,000 sequences, 10
 * epochs. The identity kernel is the control: a long reach without a gate.
 * Errors are divided by the variance of the targets on the test set: 1 is what the mean of the targets reaches.
 */
import {data, engine, layers, metrics, type notebook, tf, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const units = 32;
const epochs = 10;
const learningRate = 0.003;
const [trainSize, testSize] = [2000, 500];
const distances = [5, 10, 20, 50];
const gradientSteps = 100;
/** The length for which the reach of a start with a bias of log T is measured: that of the longest sequences. */
const longest = Math.max(...distances) + 1;

type Layer = ReturnType<typeof layers.simpleRNN | typeof layers.lstm | typeof layers.gru>;

/** `steps` is the length of the sequence, for a bias of its logarithm. */
const starts: Record<string, (steps: number) => Layer> = {
  'SimpleRNN, orthogonal': () => layers.simpleRNN({units}),
  'SimpleRNN, Glorot': () => layers.simpleRNN({units, recurrentInitializer: 'glorotUniform'}),
  'SimpleRNN, identity': () => layers.simpleRNN({units, recurrentInitializer: 'identity'}),
  'LSTM, forget bias 0': () => layers.lstm({units, unitForgetBias: false}),
  'LSTM, forget bias 1': () => layers.lstm({units}),
  'LSTM, forget bias log T': (steps) =>
    layers.lstm({units, unitForgetBias: false, biasInitializer: layers.gateBias([0, Math.log(steps), 0, 0])}),
  GRU: () => layers.gru({units}),
  'GRU, update bias log T': (steps) => layers.gru({units, biasInitializer: layers.gateBias([Math.log(steps), 0, 0])}),
};

/** Steps back until the gradient is below 1% of the last; inputs are drawn as those of the task. */
async function measureReach(start: string, seed: number): Promise<number> {
  await engine.start({engine: 'wasm', seed});
  const layer = starts[start](longest);
  const {uniform} = data.random(seed);
  const sequence = Array.from({length: gradientSteps}, (_, t) => [uniform(-1, 1), t === 0 ? 1 : 0]);
  const {carried} = training.stateGradientNorms(layer, sequence, {seed});
  return Math.min(
    metrics.stepsUntilBelow(carried.map((norm) => norm / carried[gradientSteps - 1]).reverse(), 0.01),
    gradientSteps,
  );
}

/** One training; errors as shares of the variance of the test targets. */
async function recall(start: string, distance: number, seed: number, lastEpoch = epochs) {
  const train = data.generateRecall(trainSize, distance, {seed});
  const test = data.generateRecall(testSize, distance, {seed: 1000});
  const mean = test.y.values.reduce((sum, value) => sum + value, 0) / testSize;
  const variance = test.y.values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / testSize;
  const build = () => {
    const layersOfModel = [starts[start](distance + 1), layers.dense({units: 1})];
    const model = tf.sequential({layers: [tf.layers.inputLayer({inputShape: [distance + 1, 2]}), ...layersOfModel]});
    return training.compile(model, {learningRate});
  };
  let epoch = 0;
  const note = (model: tf.Sequential) => {
    const now = epoch++;
    return now === 1 || now === lastEpoch ? rounded(training.evaluate(model, test).loss / variance) : 0;
  };
  const [{model, notes}] = await training.overSeeds(build, train, {seeds: [seed], epochs: lastEpoch, note});
  const parameters = training.countParameters(model);
  model.dispose();
  return {run: {seed, afterOneEpoch: notes[1], error: notes[lastEpoch]}, parameters};
}

/** A start's name in the keys of parts. */
const keyOf = (start: string) => start.toLowerCase().replace(/[^a-z0-9]+/g, '-');

async function computeAll({seeds, expect, part}: Run): Promise<notebook.RecallByDistance> {
  const names = Object.keys(starts);
  expect(names.length * (1 + distances.length) * seeds.length);
  const result: notebook.RecallByDistance['starts'] = {};
  for (const name of names) {
    const reach: number[] = [];
    for (const seed of seeds)
      reach.push(await part(`${keyOf(name)}-reach-seed-${seed}`, () => measureReach(name, seed)));
    result[name] = {parameters: 0, reach, runs: {}};
    for (const distance of distances) {
      result[name].runs[distance] = [];
      for (const seed of seeds) {
        const {run, parameters} = await part(`${keyOf(name)}-${distance}-seed-${seed}`, () =>
          recall(name, distance, seed),
        );
        result[name].parameters = parameters;
        result[name].runs[distance].push(run);
      }
    }
  }
  return {
    task: {train: trainSize, test: testSize, distances},
    training: {units, epochs, batchSize: 32, optimizer: 'adam', learningRate},
    starts: result,
  };
}

export const recallByDistance: Experiment<notebook.RecallByDistance> = {
  name: 'recall-by-distance',
  lesson: '1.5',
  question: 'Does the reach of the gradient before training tell which cell learns to recall?',
  seeds: [1, 2, 3, 4, 5],
  run: computeAll,
  async sample() {
    const rnn = await recall('SimpleRNN, orthogonal', 5, 1, 1);
    const lstm = await recall('LSTM, forget bias log T', 10, 1, 1);
    return {
      'starts.SimpleRNN, orthogonal.runs.5.0.afterOneEpoch': rnn.run.afterOneEpoch,
      'starts.SimpleRNN, orthogonal.parameters': rnn.parameters,
      'starts.LSTM, forget bias log T.runs.10.0.afterOneEpoch': lstm.run.afterOneEpoch,
      'starts.GRU.parameters': (await recall('GRU', 5, 1, 1)).parameters,
    };
  },
};
