/**
 * Exercise 14: how well do three kinds of small network tag names in generated sentences after seconds of training?
 *
 * The exercise's 400 training sentences; each seed has its own weights, order of batches and 200 test sentences. The limit
 * of the exercise follows from the worst kind: the mean less four standard deviations.
 */
import {data, engine, metrics, models, type notebook, training} from '../../lib/src';
import {TAGGED} from '../../lib/src/checks/14/judged-tags';
import {type Experiment, type Run, rounded} from './experiment';

const learningRate = 0.01;
const testCount = 200;
const kinds: Record<string, {crf: boolean; units: number; epochs: number}> = {
  softmax: {crf: false, units: 32, epochs: 10},
  crf: {crf: true, units: 32, epochs: 10},
  small: {crf: true, units: 16, epochs: 7}, // what a learner in a hurry may build
};
const names = ['O', ...['LOC', 'MISC', 'ORG', 'PER'].flatMap((type) => [`B-${type}`, `I-${type}`])];

const trainSet = () => data.generateTaggedSentences(TAGGED.train, {seed: TAGGED.seed});
const testSet = (seed: number) => data.generateTaggedSentences(testCount, {seed: 10_000 + seed});

async function trainOnce(kind: string, seed: number) {
  const [train, test] = [trainSet(), testSet(seed)];
  const reader = data.wordReader(train);
  const tables = [32, 8, 8].map((embedding, i) => ({vocabulary: reader.sizes[i], embedding}));
  const {crf: isCrf, units, epochs} = kinds[kind];
  const model = models.buildTagger({...tables[0], views: tables.slice(1), tags: 9, units: [units], crf: isCrf});
  const zeros = data.tagTargets(train, names, 0);
  const y = isCrf ? data.tagTargets(train, names) : new data.Targets(zeros.values, [...zeros.shape, 1]);
  training.compile(model, {loss: isCrf ? models.crfOf(model).loss : 'sparseCategoricalCrossentropy', learningRate});
  const {seconds} = await training.fit(model, {x: reader.encode(train), y}, {epochs, batchSize: 32, seed});
  const found = models.predictTags(model, reader.encode(test), names).map(({tags}) => tags);
  const truth = test.map(({tags}) => tags);
  const f1 = rounded(metrics.entityF1(truth, found).micro.f1);
  const illegal = found.reduce((sum, tags) => sum + metrics.illegalTransitions(tags), 0);
  const parameters = training.countParameters(model);
  model.dispose();
  return {run: {seed, f1, illegal, seconds: rounded(seconds, 3)}, parameters};
}

/** Rules that need no training, on the test sentences of one seed. */
function rulesOf(seed: number): Record<string, number> {
  const [train, test] = [trainSet(), testSet(seed)];
  const rules = {
    'commonest tag': models.commonestTag(train),
    'list of names': models.nameList(train),
    'runs of capitals': models.capitalRuns(train),
  };
  const truth = test.map(({tags}) => tags);
  const f1 = (rule: (tokens: string[]) => string[]) =>
    rounded(
      metrics.entityF1(
        truth,
        test.map(({tokens}) => rule(tokens)),
      ).micro.f1,
    );
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, f1(rule)]));
}

async function computeAll({seeds, expect, part}: Run): Promise<notebook.Exercise14Experiment> {
  expect(Object.keys(kinds).length * seeds.length);
  const networks: notebook.Exercise14Experiment['networks'] = {};
  for (const [kind, {units, epochs}] of Object.entries(kinds)) {
    networks[kind] = {parameters: 0, units, epochs, learningRate, runs: []};
    for (const seed of seeds) {
      const {run, parameters} = await part(`${kind}-seed-${seed}`, () => trainOnce(kind, seed));
      networks[kind].parameters = parameters;
      networks[kind].runs.push(run);
    }
  }
  const sentences = {train: TAGGED.train, trainSeed: TAGGED.seed, test: testCount};
  return {sentences, rules: seeds.map(rulesOf), networks};
}

export const exercise14: Experiment<notebook.Exercise14Experiment> = {
  name: 'exercise-14',
  lesson: 'exercise 14',
  question: 'How well do three kinds of small network tag names in generated sentences after seconds of training?',
  seeds: Array.from({length: 20}, (_, i) => i + 1),
  run: computeAll,
  async sample() {
    await engine.start({engine: 'wasm', seed: 1});
    const {run, parameters} = await trainOnce('crf', 1);
    return {
      'networks.crf.parameters': parameters,
      'networks.crf.runs.0.f1': run.f1,
      'rules.0.list of names': rulesOf(1)['list of names'],
      'rules.0.runs of capitals': rulesOf(1)['runs of capitals'],
    };
  },
};
