/**
 * Lesson 3.3: what do more layers, kept states and dropout do, over seeds?
 *
 * Depth: the waves of lesson 2.1, 2,000 series, 20 epochs (one stack 40), stacks of LSTM and SimpleRNN of 20 units; as
 * controls LSTM stacks that learn ten times as fast, or whose upper layers start louder, or with shut forget gates. Before training each stack is measured:
 * how far apart waves are after its last layer, and how well a line reads the target from it.
 * Streams: the hold task without an end, 320 streams of 200 steps in chunks of 10; ways to train, and what becomes of the
 * state between chunks when the network is used. Dropout, 0.2 of the inputs or 0.25 of the states: the hold task with many
 * clean and with few noisy sequences; beside it early stopping, which gives up a quarter of them for validation.
 */
import {data, engine, layers, metrics, models, type notebook, tf, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

type Result = notebook.DeepBidirectionalStateful;
type Way = 'chunks, state reset' | 'chunks, state kept' | 'whole streams' | 'whole streams, as many updates';

const sizes = {train: 2000, test: 1000};
const epochs = 20;
const batchSize = 32;
const makeWaves = () => {
  const series = data.generateTimeSeries(4000, 51, {seed: 42});
  const {train, test} = data.splitExamples(data.inputsAndTargets(series, {lookback: 50}), {...sizes, valid: 1000});
  return {train, test};
};

interface Stack {
  cell: 'lstm' | 'simpleRNN';
  layers: number;
  extra: notebook.RecordedStack['extra'];
  units?: number;
  epochs?: number;
  learningRate?: number;
  start?: models.UpperStartOptions;
}
const stacks: Record<string, Stack> = {};
for (const cell of ['lstm', 'simpleRNN'] as const) {
  for (const extra of ['plain', 'residual', 'layer norm'] as const) {
    for (const count of [1, 2, 4, 8]) {
      const isPlainOne = count === 1 && extra !== 'plain';
      if (isPlainOne || (extra === 'layer norm' && (cell !== 'lstm' || count !== 4))) continue;
      stacks[`${cell} ${count} ${extra}`] = {cell, layers: count, extra};
    }
  }
}
stacks['lstm 4 plain'].epochs = 40; // does it only need more time?
const shut = {forgetBias: -2};
for (const count of [1, 2, 4, 8]) {
  stacks[`lstm ${count} plain, rate 0.01`] = {cell: 'lstm', layers: count, extra: 'plain', learningRate: 0.01};
}
stacks['lstm 4 kernels x3'] = {cell: 'lstm', layers: 4, extra: 'plain', start: {kernels: 3}};
for (const count of [4, 8]) {
  stacks[`lstm ${count} forget bias -2`] = {cell: 'lstm', layers: count, extra: 'plain', start: shut};
}
stacks['lstm 4 layer norm, forget bias -2'] = {cell: 'lstm', layers: 4, extra: 'layer norm', start: shut};
stacks['lstm 1 plain, wide'] = {cell: 'lstm', layers: 1, extra: 'plain', units: 53};

function buildStack({cell, layers: count, extra, units = 20, start, learningRate}: Stack) {
  const options = {cell, units: new Array<number>(count).fill(units), residual: extra === 'residual'};
  const normalise = extra === 'layer norm' ? {normalise: 'layer' as const} : {};
  const model = models.buildRecurrent({...options, ...normalise});
  return training.compile(start ? models.startUpperLstm(model, start) : model, {learningRate});
}

/** What the last recurrent layer says before training, how loud and how clearly: over 600 training waves. */
function measureStart(model: tf.LayersModel): Pick<notebook.RecordedStackRun, 'startSpread' | 'startReadout'> {
  const {train} = makeWaves();
  const [x, y] = [train.x.rows(0, 600), new data.Targets(train.y.values.slice(0, 600), [600, 1])];
  const below = <T>(list: T[]) => list[list.length - 2]; // the last one is the dense layer
  return {
    startSpread: rounded(below(models.layerSpreads(model, x)).spread),
    startReadout: rounded(below(models.layerReadouts(model, x, y, {fitted: 400})).mse),
  };
}

async function trainStack(stack: Stack, seed: number, upTo = stack.epochs ?? epochs) {
  const {train, test} = makeWaves();
  const noted = [1, 10, 20, 40].filter((epoch) => epoch <= upTo);
  let epoch = 0;
  let start = {startSpread: 0, startReadout: 0};
  const note = (model: tf.LayersModel) => {
    const now = epoch++;
    if (now === 0) start = measureStart(model);
    return noted.includes(now) ? [[String(now), rounded(training.evaluate(model, test).loss)]] : [];
  };
  const [{model, notes}] = await training.overSeeds(() => buildStack(stack), train, {
    seeds: [seed],
    epochs: upTo,
    note,
  });
  const parameters = training.countParameters(model);
  model.dispose();
  return {parameters, ...start, testMse: Object.fromEntries(notes.flat()) as Record<string, number>};
}

const task = {train: 320, test: 32, steps: 200, chunk: 10, share: 0.05};
const ways: Record<Way, {epochs: number; updates: number}> = {
  'chunks, state reset': {epochs: 10, updates: 2000},
  'chunks, state kept': {epochs: 10, updates: 2000},
  'whole streams': {epochs: 10, updates: 100},
  'whole streams, as many updates': {epochs: 200, updates: 2000},
};
const testStreams = () => data.generateHold(task.test, task.steps, {seed: 2, share: task.share});

/** Squared error of saying 0 in a chunk until its first mark. */
function forgetfulFloor(): number {
  const {y, age} = testStreams();
  return rounded(
    y.values.reduce((sum, value, at) => {
      const t = at % task.steps;
      const isKnown = age[Math.floor(at / task.steps)][t] <= t % task.chunk;
      return sum + (isKnown ? 0 : value ** 2);
    }, 0) / y.values.length,
  );
}

async function trainOnStreams(way: Way, seed: number, passes = ways[way].epochs): Promise<notebook.StreamErrors> {
  const {train: n, test: count, steps, chunk, share} = task;
  const train = data.generateHold(n, steps, {seed: 1, share});
  const pieces = (n * steps) / chunk;
  const cut = {
    x: new data.Series(train.x.values, [pieces, chunk, 2]),
    y: new data.Targets(train.y.values, [pieces, chunk, 1]),
  };
  const io = {units: 16, returnSequences: true};
  const model = training.compile(
    tf.sequential({layers: [layers.lstm({...io, inputShape: [null, 2]}), layers.dense({units: 1})]}),
    {learningRate: 0.003},
  );
  const truncate = {steps: chunk, update: 'window' as const};
  const isKept = way === 'chunks, state kept';
  const set = way === 'chunks, state reset' ? cut : {x: train.x, y: train.y};
  await training.fit(model, set, {epochs: passes, seed, ...(isKept ? {truncate} : {})});
  const twin = tf.sequential({
    layers: [layers.lstm({...io, stateful: true, batchInputShape: [count, chunk, 2]}), layers.dense({units: 1})],
  });
  twin.setWeights(model.getWeights());
  const {x, y} = testStreams();
  const error = (options: {reset?: boolean; mixed?: boolean}) =>
    rounded(metrics.mse(y, training.predictInChunks(twin, x, {chunk, ...options})));
  const result = {seed, reset: error({reset: true}), kept: error({}), mixed: error({mixed: true})};
  for (const one of [model, twin]) one.dispose();
  return result;
}

const kinds = {
  none: {},
  'none, stopped early': {},
  inputs: {dropout: 0.2},
  'states, variational': {recurrentDropout: 0.25},
  'states, plain': {recurrentDropout: 0.25, dropoutKind: 'plain' as const},
};
const dropoutData = {
  clean: {sequences: 2000, epochs: 10, noise: 0},
  noisy: {sequences: 100, epochs: 300, noise: 0.5},
};

async function trainWithDropout(kind: keyof typeof kinds, set: keyof typeof dropoutData, seed: number, upTo?: number) {
  const {sequences, epochs: passes, noise} = dropoutData[set];
  const {x, y} = data.generateHold(sequences, 20, {seed: 1});
  const {normal} = data.random(9);
  const targets = new data.Targets(
    y.values.map((value) => value + (noise > 0 ? normal(0, noise) : 0)),
    y.shape,
  );
  const recurrent = layers.lstm({units: 32, returnSequences: true, inputShape: [null, 2], ...kinds[kind]});
  const model = training.compile(tf.sequential({layers: [recurrent, layers.dense({units: 1})]}), {learningRate: 0.003});
  const part = (from: number, to: number) => {
    return {x: x.rows(from, to), y: new data.Targets(targets.values.slice(from * 20, to * 20), [to - from, 20, 1])};
  };
  const isStopped = kind === 'none, stopped early'; // no sequence more: a quarter of them says when to stop
  const examples = isStopped
    ? {...part(0, 0.75 * sequences), valid: part(0.75 * sequences, sequences)}
    : part(0, sequences);
  const earlyStopping = isStopped ? {patience: 30} : undefined;
  await training.fit(model, examples, {epochs: upTo ?? passes, seed, earlyStopping});
  const loss = rounded(training.evaluate(model, data.generateHold(500, 20, {seed: 2})).loss);
  model.dispose();
  return loss;
}

const keyOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

async function computeAll({seeds, expect, part}: Run): Promise<Result> {
  const names = Object.keys(stacks);
  const kindNames = Object.keys(kinds) as (keyof typeof kinds)[];
  expect(seeds.length * (names.length + Object.keys(ways).length + 2 * kindNames.length));
  const fresh = async (seed: number) => engine.start({engine: 'wasm', seed});
  const recorded: Result['depth']['stacks'] = {};
  for (const name of names) {
    const {cell, layers: count, extra} = stacks[name];
    recorded[name] = {cell, layers: count, extra, parameters: 0, runs: []};
    for (const seed of seeds) {
      const {parameters, ...run} = await part(`${keyOf(name)}-seed-${seed}`, async () => {
        await fresh(seed);
        return trainStack(stacks[name], seed);
      });
      recorded[name].parameters = parameters;
      recorded[name].runs.push({seed, ...run});
    }
  }
  const streamed: Result['streams']['ways'] = {};
  for (const [way, budget] of Object.entries(ways) as [Way, {epochs: number; updates: number}][]) {
    streamed[way] = {...budget, runs: []};
    for (const seed of seeds) {
      const run = await part(`${keyOf(way)}-seed-${seed}`, async () => {
        await fresh(seed);
        return trainOnStreams(way, seed);
      });
      streamed[way].runs.push(run);
    }
  }
  const dropped = {} as Result['dropout'];
  for (const set of ['clean', 'noisy'] as const) {
    dropped[set] = {...dropoutData[set], kinds: {}};
    for (const kind of kindNames) {
      dropped[set].kinds[kind] = [];
      for (const seed of seeds) {
        const loss = await part(`dropout-${set}-${keyOf(kind)}-seed-${seed}`, async () => {
          await fresh(seed);
          return trainWithDropout(kind, set, seed);
        });
        dropped[set].kinds[kind].push(loss);
      }
    }
  }
  const {train, test} = makeWaves();
  const line = models.leastSquares(train.x, train.y);
  return {
    depth: {
      series: sizes,
      training: {epochs, batchSize, learningRate: 0.001},
      leastSquares: rounded(metrics.mse(test.y, line.predict(test.x))),
      stacks: recorded,
    },
    streams: {task, forgetfulFloor: forgetfulFloor(), ways: streamed},
    dropout: dropped,
  };
}

export const deepBidirectionalStateful: Experiment<Result> = {
  name: 'deep-bidirectional-stateful',
  lesson: '3.3',
  question: 'What do more layers, kept states and dropout do, over seeds?',
  seeds: [1, 2, 3],
  run: computeAll,
  async sample() {
    const numbers: Record<string, number> = {'streams.forgetfulFloor': forgetfulFloor()};
    for (const name of ['lstm 1 plain', 'lstm 4 residual', 'lstm 4 forget bias -2', 'simpleRNN 2 plain']) {
      await engine.start({engine: 'wasm', seed: 1});
      const {parameters, testMse, startSpread, startReadout} = await trainStack(stacks[name], 1, 1);
      numbers[`depth.stacks.${name}.runs.0.startSpread`] = startSpread;
      numbers[`depth.stacks.${name}.runs.0.startReadout`] = startReadout;
      numbers[`depth.stacks.${name}.parameters`] = parameters;
      numbers[`depth.stacks.${name}.runs.0.testMse.1`] = testMse['1'];
    }
    await engine.start({engine: 'wasm', seed: 1});
    numbers['dropout.clean.kinds.states, plain.0'] = await trainWithDropout('states, plain', 'clean', 1);
    await engine.start({engine: 'wasm', seed: 1});
    const {kept, mixed} = await trainOnStreams('chunks, state kept', 1);
    return {
      ...numbers,
      'streams.ways.chunks, state kept.runs.0.kept': kept,
      'streams.ways.chunks, state kept.runs.0.mixed': mixed,
    };
  },
};
