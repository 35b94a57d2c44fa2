/**
 * Lesson 6.4: which captioning networks name two things that they never saw together?
 *
 * 4,000 generated scenes train; a fifth of the pairs of things (colour and shape) is held out. Tested on 500 scenes of held-out
 * pairs and on 300 new scenes of pairs that did train. A caption is right when every word is, END too; told the right words
 * before, that is the same as greedy decoding.
 */
import {data, decoding, engine, metrics, models, type notebook, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const settings = {
  scenes: 6000,
  train: 4000,
  held: 500,
  seen: 300,
  epochs: 10,
  every: 2,
  batchSize: 32,
  learningRate: 0.003,
};
const sizes = {height: 24, width: 24, filters: [16, 32, 64], embedding: 32, units: 64};

type Reader = keyof notebook.CaptionsExperiment['readers'];
const READERS: Record<Reader, Pick<models.CaptionModelOptions, 'summary' | 'attention' | 'filters'>> = {
  mean: {},
  places: {summary: 'places', filters: [16, 32]}, // with three convolutions it learns next to nothing in ten epochs
  attention: {attention: 'additive'},
};

function task() {
  const scenes = data.generateScenes(settings.scenes);
  const {pairs, held, rest} = data.holdOutPairs(scenes);
  const train = rest.slice(0, settings.train);
  const isTwo = (row: number) => scenes.things[row].length === 2;
  const vocabulary = data.buildVocabulary(
    train.map((row) => scenes.captions[row].split(' ')),
    {unknown: false, ends: true},
  );
  const seen = rest.slice(settings.train).filter(isTwo).slice(0, settings.seen);
  const examples = (rows: number[]) => data.captionExamples(scenes, rows, vocabulary);
  const [known, fresh, strange] = [train, seen, held.slice(0, settings.held)].map(examples);
  return {pairs, vocabulary, train: known, seen: fresh, held: strange};
}

function shareRight({model}: models.EncoderDecoder, {x, y}: data.CaptionExamples): number {
  const said = decoding.forcedTokens({model}, x);
  const right = said.map((row, i) => row.every((id, t) => y.row(i)[t] === 0 || y.row(i)[t] === id));
  return rounded(right.filter(Boolean).length / right.length);
}

async function trainOnce(reader: Reader, seed: number, epochs = settings.epochs) {
  await engine.start({engine: 'wasm', seed});
  const {vocabulary, train, seen, held} = task();
  const network = models.buildCaptionModel({...sizes, ...READERS[reader], vocabulary: vocabulary.size});
  const {learningRate, batchSize, every} = settings;
  training.compile(network.model, {loss: 'sparseCategoricalCrossentropy', learningRate});
  const run: notebook.CaptionRun = {seed, seen: [], held: [], bleu: 0};
  for (let epoch = 0; epoch < epochs; epoch += every) {
    await training.fit(network.model, train, {epochs: every, batchSize, seed: 100 * seed + epoch});
    run.seen.push(shareRight(network, seen));
    run.held.push(shareRight(network, held));
  }
  const ends = {start: vocabulary.startId, end: vocabulary.endId, maxLength: 14};
  const written = decoding.translate(network, held.x[0], ends).map(({tokens}) => vocabulary.decode(tokens));
  const right = Array.from({length: held.y.length}, (_, i) => vocabulary.decode(held.y.row(i)));
  run.bleu = rounded(metrics.bleu(right, written).score);
  const parameters = training.countParameters(network.model);
  network.model.dispose();
  return {run, parameters};
}

async function computeAll({seeds, expect, part}: Run): Promise<notebook.CaptionsExperiment> {
  const readers = Object.keys(READERS) as Reader[];
  expect(readers.length * seeds.length);
  const result: notebook.CaptionsExperiment = {
    pairs: task().pairs,
    settings,
    parameters: {mean: 0, places: 0, attention: 0},
    readers: {mean: [], places: [], attention: []},
  };
  for (const seed of seeds) {
    for (const reader of readers) {
      const {run, parameters} = await part(`${reader}-seed-${seed}`, () => trainOnce(reader, seed));
      result.parameters[reader] = parameters;
      result.readers[reader].push(run);
    }
  }
  return result;
}

export const captions: Experiment<notebook.CaptionsExperiment> = {
  name: 'captions',
  lesson: '6.4',
  question: 'Which captioning networks name two things that they never saw together?',
  seeds: [1, 2],
  run: computeAll,
  async sample() {
    const {run} = await trainOnce('attention', 1, settings.every);
    return {'readers.attention.0.held.0': run.held[0], 'readers.attention.0.seen.0': run.seen[0]};
  },
};
