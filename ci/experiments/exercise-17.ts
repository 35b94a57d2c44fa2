/**
 * Exercise 17: how many sentences do two sizes of encoder-decoder translate without an error after seconds of training?
 *
 * The exercise's 2,000 pairs of a small grammar; each seed has its own weights, order of batches and 200 test sentences.
 * The limit of the exercise follows from the worse size: the mean less four standard deviations.
 */
import {data, decoding, engine, metrics, models, type notebook, training} from '../../lib/src';
import {freshPairs, GERMAN, germanPairs} from '../../lib/src/checks/17/german-sentences';
import {type Experiment, type Run, rounded} from './experiment';

const [learningRate, epochs, testCount] = [0.01, 10, 200];
const kinds: Record<string, {units: number; embedding: number}> = {
  attention: {units: 64, embedding: 32},
  small: {units: 48, embedding: 24}, // what a learner in a hurry may build
};
const testOf = (seed: number) => freshPairs(testCount, 10_000 + seed);

async function trainOnce(kind: string, seed: number, passes = epochs) {
  const [train, test] = [germanPairs(), testOf(seed)];
  const sources = data.buildVocabulary(
    train.map(({source}) => source),
    {unknown: false},
  );
  const targets = data.buildVocabulary(
    train.map(({target}) => target),
    {unknown: false, ends: true},
  );
  const sizes = {sourceVocabulary: sources.size, targetVocabulary: targets.size, ...kinds[kind]};
  const network = models.buildEncoderDecoder({...sizes, attention: 'additive'});
  training.compile(network.model, {loss: 'sparseCategoricalCrossentropy', learningRate});
  const examples = data.teacherForced(train, sources, targets);
  const {history, seconds} = await training.fit(network.model, examples, {epochs: passes, batchSize: 32, seed});
  const read = test.map(({source}) => sources.encode(source));
  const marks = {start: targets.startId, end: targets.endId, maxLength: 20};
  const found = decoding.translate(network, read, marks).map(({tokens}) => targets.decode(tokens));
  const right = test.map(({target}) => target);
  const exact = rounded(metrics.exactMatch(right, found));
  const parameters = training.countParameters(network.model);
  network.model.dispose();
  return {run: {seed, firstLoss: rounded(history.loss[0], 5), exact, seconds: rounded(seconds, 3)}, parameters};
}

function rulesOf(seed: number): Record<string, number> {
  const test = testOf(seed);
  const right = test.map(({target}) => target);
  const rules = Object.entries(models.translationRules(germanPairs(), {order: 3}));
  const match = (rule: models.TranslationRule) => {
    const said = test.map(({source}) => rule(source));
    return rounded(metrics.exactMatch(right, said));
  };
  return Object.fromEntries(rules.map(([name, rule]) => [name, match(rule)]));
}

async function computeAll({seeds, expect, part}: Run): Promise<notebook.Exercise17Experiment> {
  expect((Object.keys(kinds).length + 1) * seeds.length);
  const networks: notebook.Exercise17Experiment['networks'] = {};
  for (const kind of Object.keys(kinds)) {
    networks[kind] = {parameters: 0, ...kinds[kind], epochs, learningRate, runs: []};
    for (const seed of seeds) {
      const {run, parameters} = await part(`${kind}-seed-${seed}`, async () => {
        await engine.start({engine: 'wasm', seed});
        return trainOnce(kind, seed);
      });
      networks[kind].parameters = parameters;
      networks[kind].runs.push(run);
    }
  }
  const rules: Record<string, number>[] = [];
  for (const seed of seeds) rules.push(await part(`rules-seed-${seed}`, async () => rulesOf(seed)));
  return {sentences: {train: GERMAN.train, trainSeed: GERMAN.seed, test: testCount}, rules, networks};
}

export const exercise17: Experiment<notebook.Exercise17Experiment> = {
  name: 'exercise-17',
  lesson: 'exercise 17',
  question: 'How many sentences do two sizes of encoder-decoder translate without an error after seconds of training?',
  seeds: Array.from({length: 20}, (_, i) => i + 1),
  run: computeAll,
  async sample() {
    await engine.start({engine: 'wasm', seed: 1});
    const {run, parameters} = await trainOnce('small', 1, 1);
    const rules = rulesOf(1);
    return {
      'networks.small.parameters': parameters,
      'networks.small.runs.0.firstLoss': run.firstLoss,
      'rules.0.nearest': rules.nearest,
      'rules.0.word by word': rules['word by word'],
    };
  },
};
