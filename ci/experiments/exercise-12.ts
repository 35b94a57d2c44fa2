/**
 * Exercise 12: how many bits a character do an LSTM, a GRU and a plain recurrent network need after seconds of training?
 *
 * The exercise's made-up play; each seed has its own first weights and a held-out play of its own. The limit of the
 * exercise follows from the worst cell: the mean and four standard deviations.
 */
import {data, engine, models, type notebook, training} from '../../lib/src';
import {PLAY, playToJudge, playVocabulary} from '../../lib/src/checks/12/made-play';
import {type Experiment, type Run, rounded} from './experiment';

const [STREAMS, WINDOW, PASSES, EMBEDDING, UNITS] = [16, 50, 8, 16, 64];
const HELD = 3000; // characters of a held-out play
const RATES = {lstm: 0.01, gru: 0.01, simpleRNN: 0.005};
type Cell = keyof typeof RATES;

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const play = () => data.generatePlay(PLAY.characters, {seed: PLAY.seed});
const heldSeed = (seed: number) => 10_000 + seed;

async function trainOnce(cell: Cell, seed: number, passes = PASSES) {
  const vocabulary = playVocabulary();
  const ids = vocabulary.encode(Array.from(play()));
  const length = Math.floor((ids.length - 1) / (STREAMS * WINDOW)) * WINDOW;
  const texts = data.tokenWindows(ids, {length});
  const model = models.buildLanguageModel({vocabulary: vocabulary.size, embedding: EMBEDDING, units: [UNITS], cell});
  training.compile(model, {loss: 'sparseCategoricalCrossentropy', learningRate: RATES[cell]});
  const held = playToJudge(heldSeed(seed), HELD);
  const bits = () => rounded(mean(training.streamSurprises(model, held)) / Math.LN2, 5);
  const plan = {batchSize: STREAMS, shuffle: false, truncate: {steps: WINDOW, update: 'window' as const}};
  let [seconds, firstBits] = [0, 0];
  for (let pass = 1; pass <= passes; pass++) {
    seconds += (await training.fit(model, texts, {...plan, globalClipNorm: 1, seed: seed + 100 * pass})).seconds;
    if (pass === 1) firstBits = bits();
  }
  const run = {seed, firstBits, testBits: bits(), seconds: rounded(seconds, 3)};
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

function countsOf(seed: number): number[] {
  const counts = models.countNgrams([play()], {context: 5});
  const held = data.generatePlay(HELD, {seed: heldSeed(seed)});
  return [0, 1, 2, 3, 4, 5].map((context) => rounded(counts.bits([held], context), 5));
}

async function computeAll({seeds, expect, part}: Run): Promise<notebook.Exercise12Experiment> {
  const cells = Object.keys(RATES) as Cell[];
  expect(cells.length * seeds.length);
  const networks: notebook.Exercise12Experiment['networks'] = {};
  for (const cell of cells) {
    networks[cell] = {parameters: 0, learningRate: RATES[cell], runs: []};
    for (const seed of seeds) {
      const {run, parameters} = await part(`${cell}-seed-${seed}`, async () => {
        await engine.start({engine: 'wasm', seed});
        return trainOnce(cell, seed);
      });
      networks[cell].parameters = parameters;
      networks[cell].runs.push(run);
    }
  }
  return {
    play: {characters: PLAY.characters, vocabulary: playVocabulary().size},
    training: {streams: STREAMS, window: WINDOW, passes: PASSES, embedding: EMBEDDING, units: UNITS},
    counts: seeds.map(countsOf),
    networks,
  };
}

export const exercise12: Experiment<notebook.Exercise12Experiment> = {
  name: 'exercise-12',
  lesson: 'exercise 12',
  question: 'How many bits a character do three recurrent networks need on a made-up play after seconds of training?',
  seeds: Array.from({length: 20}, (_, i) => i + 1),
  run: computeAll,
  async sample() {
    await engine.start({engine: 'wasm', seed: 1});
    const {run, parameters} = await trainOnce('gru', 1, 1);
    const [none, one] = countsOf(1);
    return {
      'networks.gru.parameters': parameters,
      'networks.gru.runs.0.firstBits': run.firstBits,
      'counts.0.0': none,
      'counts.0.1': one,
    };
  },
};
