/**
 * Exercise 10: how many nats a note do three small networks need on generated chorales after seconds of training?
 *
 * The exercise's 120 training chorales; each seed has its own first weights and 24 test chorales of its own. The limit of
 * the exercise follows from the worst kind: the mean and four standard deviations.
 */
import {data, engine, metrics, models, type notebook, training} from '../../lib/src';
import {MADE, madeTokens} from '../../lib/src/checks/10/made-chorales';
import {type Experiment, type Run, rounded} from './experiment';

const [TEST, WINDOW, batchSize, learningRate] = [24, 64, 16, 0.006];
const vocabulary = data.ARPEGGIO_TOKENS;
const small = {vocabulary, embedding: 32, units: [64]};
const kinds = {
  gru: {build: () => models.buildLanguageModel({...small, cell: 'gru'}), epochs: 10},
  lstm: {build: () => models.buildLanguageModel({...small, cell: 'lstm'}), epochs: 12},
  music: {build: () => models.buildMusicModel({...small, filters: 48}), epochs: 20}, // that of lesson 6.1
};
type Kind = keyof typeof kinds;

const testTokens = (seed: number) => madeTokens(TEST, 10_000 + seed);
const symbols = (tokens: number[][]) => tokens.map((one) => one.map(String));

/** Counts of every context on the test chorales of one seed. */
function countsOf(seed: number): number[] {
  const alphabet = Array.from({length: vocabulary}, (_, token) => `${token}`);
  const train = symbols(madeTokens(MADE.chorales, MADE.seed));
  const counts = models.countNgrams(train, {context: 5, prior: 10, alphabet});
  const test = symbols(testTokens(seed));
  return [0, 1, 2, 3, 4, 5].map((context) => rounded(Math.LN2 * counts.bits(test, context), 5));
}

async function trainOnce(kind: Kind, seed: number) {
  const {build, epochs} = kinds[kind];
  const windows = data.tokenWindowsOfEach(madeTokens(MADE.chorales, MADE.seed), {length: WINDOW});
  const model = training.compile(build(), {loss: 'sparseCategoricalCrossentropy', learningRate});
  const {seconds} = await training.fit(model, windows, {epochs, batchSize, seed});
  const nats = rounded(metrics.meanSurprise(training.surprises(model, testTokens(seed))), 5);
  const parameters = training.countParameters(model);
  model.dispose();
  return {run: {seed, nats, bigram: countsOf(seed)[1], seconds: rounded(seconds, 3)}, parameters};
}

async function computeAll({seeds, expect, part}: Run): Promise<notebook.Exercise10Experiment> {
  const names = Object.keys(kinds) as Kind[];
  expect(names.length * seeds.length);
  const networks: notebook.Exercise10Experiment['networks'] = {};
  for (const kind of names) {
    networks[kind] = {parameters: 0, epochs: kinds[kind].epochs, runs: []};
    for (const seed of seeds) {
      const {run, parameters} = await part(`${kind}-seed-${seed}`, async () => {
        await engine.start({engine: 'wasm', seed});
        return trainOnce(kind, seed);
      });
      networks[kind].parameters = parameters;
      networks[kind].runs.push(run);
    }
  }
  const chorales = {train: MADE.chorales, trainSeed: MADE.seed, test: TEST};
  return {chorales, counts: seeds.map(countsOf), networks};
}

export const exercise10: Experiment<notebook.Exercise10Experiment> = {
  name: 'exercise-10',
  lesson: 'exercise 10',
  question: 'How many nats a note do three small networks need on generated chorales after seconds of training?',
  seeds: Array.from({length: 20}, (_, i) => i + 1),
  run: computeAll,
  async sample() {
    await engine.start({engine: 'wasm', seed: 1});
    const {run, parameters} = await trainOnce('gru', 1);
    const [none, one] = countsOf(1);
    return {
      'networks.gru.parameters': parameters,
      'networks.gru.runs.0.nats': run.nats,
      'counts.0.0': none,
      'counts.0.1': one,
    };
  },
};
