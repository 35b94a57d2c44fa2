/**
 * Lesson 6.5 over several seeds: donors, acceptors and neither, in windows of 60 letters.
 *
 * Families of like windows stay on one side of the split. The network of the syllabus (embedding 32, 64 filters of 3
 * letters, pool 2, LSTM 64) beside logistic regression and two controls on its filters; and on 40 letters cut at random
 * places, where nobody knows where the border lies.
 */
import {data, engine, layers, metrics, models, type notebook, tf, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const [learningRate, batchSize, cutLength] = [0.003, 32, 40];

interface Part {
  sequences: string[];
  labels: number[];
}
type Sets = Record<'train' | 'valid' | 'test', Part>;

function familySplit(set: data.SpliceSet): Sets {
  const group = data.alikeGroups(set.sequences, {differences: 20});
  const rows = data.splitGroups([...set.sequences.keys()], (row) => group[row], {valid: 0.1, test: 0.2, seed: 1});
  const take = (chosen: number[]) => ({
    sequences: chosen.map((row) => set.sequences[row]),
    labels: chosen.map((row) => set.labels[row]),
  });
  return {train: take(rows.train), valid: take(rows.valid), test: take(rows.test)};
}

/** Stretches of 40 letters from random places of the windows, as the lesson cuts them. */
const cutParts = ({train, valid, test}: Sets): Sets => ({
  train: data.cutSequences(train, {length: cutLength, copies: 2, seed: 1}),
  valid: data.cutSequences(valid, {length: cutLength, copies: 2, seed: 2}),
  test: data.cutSequences(test, {length: cutLength, seed: 3}),
});

const softmax = () => layers.dense({units: 3, activation: 'softmax'});
const classifier = (length: number) => () =>
  models.buildDnaClassifier({vocabulary: 6, filters: 64, units: [64], dropout: 0.3, length});
const filtersAnd = (head: () => tf.layers.Layer) => () =>
  tf.sequential({
    layers: [
      layers.embedding({inputDim: 6, outputDim: 32, inputLength: 60}),
      layers.conv1d({filters: 64, kernelSize: 3, activation: 'relu'}),
      head(),
      softmax(),
    ],
  });

interface Design {
  build: () => tf.LayersModel;
  epochs: number;
  oneHot?: boolean;
  prepare?: (sets: Sets) => Sets;
}
const designs: Record<string, Design> = {
  'convolution + LSTM': {build: classifier(60), epochs: 25},
  'logistic regression': {
    build: () => tf.sequential({layers: [tf.layers.flatten({inputShape: [60, 4]}), softmax()]}),
    epochs: 20,
    oneHot: true,
  },
  'convolution, all places': {build: filtersAnd(() => tf.layers.flatten()), epochs: 20},
  'convolution, strongest answer': {build: filtersAnd(() => layers.globalMaxPooling1d()), epochs: 20},
  'convolution + LSTM, cut': {build: classifier(cutLength), epochs: 20, prepare: cutParts},
};

function inputs(sequences: string[], oneHot = false): data.Tokens | data.Series {
  if (!oneHot) return data.encodeDna(sequences);
  const {values, shape} = data.dnaOneHot(sequences);
  return new data.Series(values, shape);
}

async function trainOnce(sets: Sets, design: Design, seed: number, epochs = design.epochs) {
  await engine.start({engine: 'wasm', seed});
  const {train, valid, test} = design.prepare?.(sets) ?? sets;
  const examples = ({sequences, labels}: Part) => ({
    x: inputs(sequences, design.oneHot),
    y: data.oneHot(labels, 3),
  });
  const model = training.compile(design.build(), {loss: 'categoricalCrossentropy', learningRate});
  const history = await training.fit(
    model,
    {...examples(train), valid: examples(valid)},
    {epochs, batchSize, earlyStopping: {patience: epochs}},
  );
  const accuracyOf = (sequences: string[]) =>
    rounded(
      metrics.accuracy(
        test.labels,
        metrics.likeliest(training.predict(model, inputs(sequences, design.oneHot))).values,
      ),
    );
  const validLoss = Array.from(history.history.val_loss, (value) => rounded(Number(value), 4));
  const run: notebook.DnaRun = {
    seed,
    accuracy: accuracyOf(test.sequences),
    ...(test.sequences[0].length === 60 ? {reversed: accuracyOf(test.sequences.map(data.reverseComplement))} : {}),
    bestEpoch: validLoss.indexOf(Math.min(...validLoss)) + 1,
    validLoss,
  };
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

/** Two letters: GT after the border, else AG before it. */
const rule = (one: string) => (one.slice(30, 32) === 'GT' ? 0 : one.slice(28, 30) === 'AG' ? 1 : 2);

function rulesOf(sets: Sets): Record<string, number> {
  const {train, test} = sets;
  const cut = cutParts(sets);
  const matrix = models.fitPositionWeights(train.sequences, train.labels);
  const cutMatrix = models.fitPositionWeights(cut.train.sequences, cut.train.labels);
  const right = (predicted: number[]) => rounded(metrics.accuracy(test.labels, predicted));
  return {
    'always N': right(test.labels.map(() => 2)),
    'two letters': right(test.sequences.map(rule)),
    'position weight matrix': right(matrix.predict(test.sequences)),
    'position weight matrix, reversed': right(matrix.predict(test.sequences.map(data.reverseComplement))),
    'position weight matrix, cut': right(cutMatrix.predict(cut.test.sequences)),
  };
}

/** Real windows, split by families; nothing where they cannot be had. */
async function load(): Promise<Sets | undefined> {
  const set = await data.load('splice-junction');
  return set.origin === 'original' ? familySplit(set) : undefined;
}

async function computeAll({seeds, expect, part}: Run): Promise<notebook.Dna> {
  const sets = await load();
  if (!sets) throw new Error('the windows are generated: set UNROLL_DATA_MIRROR or be online');
  expect(1 + seeds.length * Object.keys(designs).length);
  const rules = await part('rules', () => rulesOf(sets));
  const networks: notebook.Dna['networks'] = {};
  for (const [name, design] of Object.entries(designs)) {
    const key = name.replace(/\W+/g, '-');
    for (const seed of seeds) {
      const {run, parameters} = await part(`${key}-seed-${seed}`, () => trainOnce(sets, design, seed));
      networks[name] ??= {parameters, runs: []};
      networks[name].runs.push(run);
    }
  }
  const {train, valid, test} = sets;
  const sizes = {train: train.labels.length, valid: valid.labels.length, test: test.labels.length};
  return {sizes, rules, networks};
}

export const dnaExperiment: Experiment<notebook.Dna> = {
  name: 'dna',
  lesson: '6.5',
  question: 'Does a network find splice sites better than a table of letter counts, and when?',
  seeds: [1, 2, 3],
  run: computeAll,
  async sample() {
    const model = designs['logistic regression'].build();
    const count = {'networks.logistic regression.parameters': training.countParameters(model)};
    model.dispose();
    const sets = await load();
    if (!sets) return count;
    const rules = rulesOf(sets);
    const {run} = await trainOnce(sets, designs['logistic regression'], 1, 2);
    return {
      ...count,
      'sizes.test': sets.test.labels.length,
      'rules.position weight matrix': rules['position weight matrix'],
      'rules.position weight matrix, cut': rules['position weight matrix, cut'],
      'networks.logistic regression.runs.0.validLoss.0': run.validLoss[0],
      'networks.logistic regression.runs.0.validLoss.1': run.validLoss[1],
    };
  },
};
