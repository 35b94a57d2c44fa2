/**
 * Lesson 2.3 over several seeds: which remedy helps a network that reads a hundred steps, and what do its gradients look like?
 *
 * Eleven trainings of the lesson's 700 series with every seed, 15 epochs; five of them go on to 100 epochs with a few seeds.
 * Besides: 70 series and 300 epochs, where a network learns by heart, with and without dropout between its layers.
 */
import {data, layers, metrics, models, type notebook, tf, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const [lookback, units, epochs] = [100, 20, 15];
const COUNTS = {train: 700, valid: 200, test: 100};
/** Epochs after which the test series are forecast, for those seeds that go on. */
const LATER = [50, 100];
const LONG_SEEDS = 5;
const FEW = {train: 70, epochs: 300, dropout: 0.2};

type Result = notebook.LongSequencesExperiment;

interface Network {
  build: () => tf.LayersModel;
  clip?: training.ClipOptions;
  /** Defaults to 0.001. */
  learningRate?: number;
}
/** What shows whether a network is slow, or its steps are small. */
const LARGER_RATE = 0.003;

const lstm = (dropout = 0) => models.buildLstm({units: [units, units], lookback, dropout, recurrentDropout: dropout});
/** Dropout of what the second layer reads and of both states, but not of the one number that the first layer reads. */
function innerDropout(rate: number): tf.LayersModel {
  const first = layers.lstm({units, returnSequences: true, recurrentDropout: rate, inputShape: [lookback, 1]});
  const second = layers.lstm({units, dropout: rate, recurrentDropout: rate});
  return tf.sequential({layers: [first, second, layers.dense({units: 1})]});
}
function layerNorm(): tf.LayersModel {
  const first = layers.layerNormSimpleRNN({units, returnSequences: true, inputShape: [lookback, 1]});
  return tf.sequential({layers: [first, layers.layerNormSimpleRNN({units}), layers.dense({units: 1})]});
}
const simpleRnn = () => models.buildSimpleRnn({units: [units, units], dense: 1, lookback});
/** Dropout between the two layers only. */
function betweenLayers(rate: number): tf.LayersModel {
  const first = layers.simpleRNN({units, returnSequences: true, inputShape: [lookback, 1]});
  return tf.sequential({layers: [first, layers.simpleRNN({units, dropout: rate}), layers.dense({units: 1})]});
}

const networks: Record<string, Network> = {
  simpleRnn: {build: simpleRnn},
  simpleRnnClip: {build: simpleRnn, clip: {clipNorm: 1}},
  simpleRnnFaster: {build: simpleRnn, learningRate: LARGER_RATE},
  lstm: {build: () => lstm()},
  lstmClip: {build: () => lstm(), clip: {clipNorm: 1}},
  lstmFaster: {build: () => lstm(), learningRate: LARGER_RATE},
  lstmDropout: {build: () => lstm(0.2)},
  lstmInnerDropout: {build: () => innerDropout(0.2)},
  layerNorm: {build: layerNorm},
  layerNormClip: {build: layerNorm, clip: {clipNorm: 1}},
  layerNormGlobalClip: {build: layerNorm, clip: {globalClipNorm: 1}},
};
/** These go on to the last of {@link LATER}. */
const LONG = ['simpleRnn', 'lstm', 'lstmDropout', 'layerNorm', 'layerNormClip'];

const makeData = () =>
  data.splitExamples(
    data.inputsAndTargets(data.generateTimeSeries(1000, lookback + 1, {seed: 42}), {lookback}),
    COUNTS,
  );
type Sets = ReturnType<typeof makeData>;

/** What a training leaves of its gradients. */
function normsOf({before, after}: training.NormHistory): notebook.RecordedNorms {
  const at = (list: number[], share: number) => rounded(metrics.quantile(list, share), 4);
  const perEpoch = Math.ceil(COUNTS.train / 32);
  const first = before.slice(0, epochs * perEpoch);
  return {
    ...{low: at(first, 0.1), median: at(first, 0.5), high: at(first, 0.9), largest: at(first, 1)},
    final: at(first.slice(-perEpoch), 0.5),
    clipped: after.slice(0, first.length).filter((norm, i) => norm < first[i] * (1 - 1e-6)).length,
    above1: first.filter((norm) => norm > 1).length,
    batches: first.length,
  };
}

/** One training without a stop; `last` is the number of its epochs. */
async function trainOnce({train, valid, test}: Sets, network: Network, seed: number, last: number) {
  const {build, clip, learningRate} = network;
  const noted = [1, epochs, ...LATER];
  let epoch = 0;
  const note = (model: tf.LayersModel) => {
    const now = epoch++;
    return noted.includes(now) ? [[now, rounded(training.evaluate(model, test).loss)]] : [];
  };
  const options = {seeds: [seed], epochs: last, recordGradientNorms: true, note, ...clip};
  const compiled = () => training.compile(build(), {learningRate});
  const [{model, history, notes}] = await training.overSeeds(compiled, {...train, valid}, options);
  const norms = history.gradientNorms;
  if (!norms) throw new RangeError('the training has recorded no norms');
  const run: notebook.LongSequencesRun = {
    seed,
    testMse: Object.fromEntries(notes.flat()),
    validLoss: history.history.val_loss.map((value) => rounded(value, 4)),
    trainMse: rounded(training.evaluate(model, train).loss, 4),
    norms: normsOf(norms),
  };
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

/** Test and training error of a network that learned from few series, with dropout between its layers or without. */
async function learnByHeart({train, test}: Sets, rate: number, seed: number, last = FEW.epochs) {
  const few = {x: train.x.rows(0, FEW.train), y: train.y.rows(0, FEW.train)};
  const build = () => training.compile(betweenLayers(rate));
  const [{model}] = await training.overSeeds(build, few, {seeds: [seed], epochs: last});
  const [trainMse, testMse] = [few, test].map((set) => rounded(training.evaluate(model, set).loss, 5));
  model.dispose();
  return {seed, trainMse, testMse};
}

async function computeAll({seeds, expect, part}: Run): Promise<Result> {
  const names = Object.keys(networks);
  const longSeeds = seeds.slice(0, LONG_SEEDS);
  expect(names.length * seeds.length + LONG.length * longSeeds.length + 2 * seeds.length);
  const sets = makeData();
  const result: Result = {
    series: {steps: lookback + 1, seed: 42, ...COUNTS},
    training: {epochs, optimizer: 'adam', learningRate: 0.001, batchSize: 32, loss: 'meanSquaredError'},
    networks: {},
    long: {},
    few: {series: FEW.train, epochs: FEW.epochs, rate: FEW.dropout, plain: [], dropout: []},
  };
  for (const name of names) {
    result.networks[name] = {parameters: 0, runs: []};
    for (const seed of seeds) {
      const {run, parameters} = await part(`${name}-seed-${seed}`, () => trainOnce(sets, networks[name], seed, epochs));
      result.networks[name].parameters = parameters;
      result.networks[name].runs.push(run);
    }
  }
  for (const name of LONG) {
    result.long[name] = [];
    for (const seed of longSeeds) {
      const {run} = await part(`long-${name}-seed-${seed}`, () => {
        return trainOnce(sets, networks[name], seed, Math.max(...LATER));
      });
      result.long[name].push(run);
    }
  }
  for (const seed of seeds) {
    result.few.plain.push(await part(`few-plain-seed-${seed}`, () => learnByHeart(sets, 0, seed)));
    result.few.dropout.push(await part(`few-dropout-seed-${seed}`, () => learnByHeart(sets, FEW.dropout, seed)));
  }
  return result;
}

export const longSequences: Experiment<Result> = {
  name: 'long-sequences',
  lesson: '2.3',
  question: 'Which remedy helps a network that reads a hundred steps: gates, clipping, dropout or layer normalisation?',
  seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  run: computeAll,
  async sample() {
    const sets = makeData();
    const numbers: Record<string, number> = {};
    for (const name of ['simpleRnn', 'lstm', 'lstmFaster', 'lstmDropout', 'layerNorm', 'layerNormClip']) {
      const {run, parameters} = await trainOnce(sets, networks[name], 1, 1);
      numbers[`networks.${name}.parameters`] = parameters;
      numbers[`networks.${name}.runs.0.testMse.1`] = run.testMse[1];
      numbers[`networks.${name}.runs.0.validLoss.0`] = run.validLoss[0];
    }
    return numbers;
  },
};
