/**
 * Exercise 18: how many bits a step do three small networks need on generated tunes after seconds of training, and how
 * much more varied are the pitches that they compose at a high temperature than at a low one?
 *
 * The exercise's 300 training tunes in C; each seed has its own first weights, 40 test tunes of its own, and eight
 * compositions a temperature. The limits of the exercise follow from the worst kind: the mean and four standard deviations.
 */
import {data, decoding, engine, metrics, models, type notebook, training} from '../../lib/src';
import {HEATS, pitchBits} from '../../lib/src/checks/18/composed-files';
import {STEPS, TUNES, tuneTokens} from '../../lib/src/checks/18/made-tunes';
import {type Experiment, type Run, rounded} from './experiment';

const [TEST, COMPOSED, batchSize, learningRate] = [40, 8, 16, 0.01];
const vocabulary = data.MELODY_TOKENS;
const kinds: Record<string, {sizes: models.LanguageModelOptions; epochs: number}> = {
  lstm: {sizes: {vocabulary, embedding: 16, units: [64], cell: 'lstm'}, epochs: 28},
  gru: {sizes: {vocabulary, embedding: 16, units: [64], cell: 'gru'}, epochs: 24},
  small: {sizes: {vocabulary, embedding: 16, units: [48], cell: 'lstm'}, epochs: 36},
};

const testTokens = (seed: number) => tuneTokens(TEST, 10_000 + seed);
const symbols = (tokens: number[][]) => tokens.map((one) => one.map(String));

/** Counts of every context on the test tunes of one seed. */
function countsOf(seed: number): number[] {
  const alphabet = Array.from({length: vocabulary}, (_, token) => `${token}`);
  const train = symbols(tuneTokens(TUNES.tunes, TUNES.seed));
  const counts = models.countNgrams(train, {context: 8, prior: 5, alphabet});
  const test = symbols(testTokens(seed));
  return [0, 1, 2, 3, 4, 5, 6, 7, 8].map((context) => rounded(counts.bits(test, context), 5));
}

/** Bits of the pitches of some compositions; a hold comes only while a note sounds. */
function composedBits(model: Parameters<typeof training.stream>[0], temperature: number, seed: number): number {
  const pieces = Array.from({length: COMPOSED}, (_, i) => {
    const live = training.stream(model);
    const step = (tokens: readonly number[]) => {
      const logs = Float64Array.from(live.step([tokens.at(-1) ?? 0]), Math.log);
      logs[0] = Number.NEGATIVE_INFINITY;
      if ([undefined, data.SILENCE_TOKEN].includes(tokens.at(-1))) logs[data.HOLD_TOKEN] = Number.NEGATIVE_INFINITY;
      return logs;
    };
    const {tokens} = decoding.sample(step, {maxLength: STEPS, temperature, seed: 100 * seed + i});
    live.dispose();
    return data.fromMelody(tokens);
  });
  return pitchBits(pieces);
}

async function trainOnce(kind: string, seed: number, passes?: number) {
  const {sizes, epochs} = kinds[kind];
  const windows = data.tokenWindowsOfEach(tuneTokens(TUNES.tunes, TUNES.seed), {length: STEPS});
  const model = models.buildLanguageModel(sizes);
  training.compile(model, {loss: 'sparseCategoricalCrossentropy', learningRate});
  const {seconds} = await training.fit(model, windows, {epochs: passes ?? epochs, batchSize, seed});
  const bits = rounded(metrics.meanSurprise(training.surprises(model, testTokens(seed))) / Math.LN2, 5);
  const [coldPitches, hotPitches] = [HEATS.cold, HEATS.hot].map((heat) => rounded(composedBits(model, heat, seed), 5));
  const parameters = training.countParameters(model);
  model.dispose();
  return {run: {seed, bits, coldPitches, hotPitches, seconds: rounded(seconds, 3)}, parameters};
}

async function computeAll({seeds, expect, part}: Run): Promise<notebook.Exercise18Experiment> {
  const names = Object.keys(kinds);
  expect(names.length * seeds.length);
  const networks: notebook.Exercise18Experiment['networks'] = {};
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
  const tunes = {train: TUNES.tunes, trainSeed: TUNES.seed, test: TEST, composed: COMPOSED};
  return {tunes, counts: seeds.map(countsOf), networks};
}

export const exercise18: Experiment<notebook.Exercise18Experiment> = {
  name: 'exercise-18',
  lesson: 'exercise 18',
  question: 'How many bits a step do three small networks need on generated tunes, and what does temperature change?',
  seeds: Array.from({length: 20}, (_, i) => i + 1),
  run: computeAll,
  async sample() {
    await engine.start({engine: 'wasm', seed: 1});
    const {run, parameters} = await trainOnce('small', 1);
    const [none, one] = countsOf(1);
    return {
      'networks.small.parameters': parameters,
      'networks.small.runs.0.bits': run.bits,
      'counts.0.0': none,
      'counts.0.1': one,
    };
  },
};
