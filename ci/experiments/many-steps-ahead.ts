/**
 * Lesson 2.2 over several seeds: ten steps ahead by four networks of the same two LSTM layers.
 *
 * They differ in what they say (the next step, or the next ten) and in where they are taught (at the last step, or at
 * every step). Each is trained on the lesson's 7,000 series, with some seeds for longer, and on 700 series.
 * Besides: seq2seq on 700 series whose missing targets were filled with zeros.
 */
import {data, forecasting, models, type notebook, type tf, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const [lookback, horizon] = [50, 10];
/** Epochs after which the test series are forecast. */
const CHECKPOINTS = [1, 5, 10, 20];
const LATER = [40, 60];
const SETS = {
  full: {train: 7000, valid: 2000, test: 1000},
  small: {train: 700, valid: 200, test: 100},
};
const SMALL_EPOCHS = 10;
/** Long enough on 700 series that what padded targets teach is learned. */
const PADDED_EPOCHS = 60;

type Result = notebook.ManyStepsAheadExperiment;
type SeedRun = notebook.ManyStepsAheadRun & {seconds: number};

/** What a network says, and where it is taught. */
interface Way {
  outputs: number;
  everyStep: boolean;
}

const ways: Record<string, Way> = {
  iterated: {outputs: 1, everyStep: false},
  direct: {outputs: horizon, everyStep: false},
  seq2seq: {outputs: horizon, everyStep: true},
  iteratedEveryStep: {outputs: 1, everyStep: true},
};
/** Trained for longer, with how many of the first seeds: enough of the two that the lesson's question is about. */
const LONG: Record<string, number> = {iterated: 3, direct: 3, seq2seq: 1};

function makeData(counts: data.SplitCounts): data.Split<data.Series> {
  const total = counts.train + counts.valid + counts.test;
  return data.split(data.generateTimeSeries(total, lookback + horizon, {seed: 42}), counts);
}

const build = ({outputs, everyStep}: Way) =>
  training.compile(models.buildLstm({units: [20, 20], outputs, returnSequences: everyStep}));

function examplesOf(series: data.Series, {outputs, everyStep}: Way): data.Examples {
  const sizes = {lookback, horizon: outputs};
  return everyStep ? data.seq2seqExamples(series, sizes) : data.inputsAndTargets(series, sizes);
}

/** Zeros where the next steps of the first 50 lie behind them: the mistake. */
function padded({x, y}: data.Examples): data.Examples {
  const isBehind = (at: number) => (Math.floor(at / horizon) % lookback) + 1 + (at % horizon) >= lookback;
  return {
    x,
    y: new data.Targets(
      y.values.map((value, at) => (isBehind(at) ? 0 : value)),
      y.shape,
    ),
  };
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Plan {
  way: Way;
  seed: number;
  checkpoints: number[];
  change?: (examples: data.Examples) => data.Examples;
}

/** One training without a stop, with the errors of its ten steps ahead on the test series. */
async function trainOnce(sets: data.Split<data.Series>, {way, seed, checkpoints, change = (same) => same}: Plan) {
  const test = data.inputsAndTargets(sets.test, {lookback, horizon});
  let epoch = 0;
  const note = (model: tf.LayersModel) => {
    const now = epoch++;
    if (!checkpoints.includes(now)) return undefined;
    // A network of ten outputs is asked once, one of one output ten times; of several steps the last one counts.
    const {mse} = forecasting.errorsByHorizon(test.y, forecasting.iterated(model, test.x, {horizon}));
    return {epoch: now, byStep: mse.map((value) => rounded(value, 4)), mse: rounded(mean(mse))};
  };
  const [train, valid] = [sets.train, sets.valid].map((series) => change(examplesOf(series, way)));
  const options = {seeds: [seed], epochs: checkpoints.at(-1), note};
  const [{model, history, notes}] = await training.overSeeds(() => build(way), {...train, valid}, options);
  const kept = notes.filter((one) => one !== undefined);
  const run: SeedRun = {
    seed,
    testMse: Object.fromEntries(kept.map(({epoch, mse}) => [epoch, mse])),
    byStep: Object.fromEntries(kept.map(({epoch, byStep}) => [epoch, byStep])),
    validLoss: history.history.val_loss.map((value) => rounded(value, 4)),
    seconds: rounded(history.seconds, 3),
  };
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

async function computeAll({seeds, expect, part}: Run): Promise<Result> {
  const names = Object.keys(ways);
  const longPlans = Object.entries(LONG).flatMap(([name, count]) =>
    seeds.slice(0, count).map((seed) => ({name, seed})),
  );
  expect(2 * names.length * seeds.length + 2 + longPlans.length);
  const [full, small] = [makeData(SETS.full), makeData(SETS.small)];
  const result: Result = {
    series: {steps: lookback + horizon, seed: 42, full: SETS.full, small: SETS.small},
    training: {optimizer: 'adam', learningRate: 0.001, batchSize: 32, loss: 'meanSquaredError'},
    parameters: {},
    full: {},
    small: {},
    long: {},
    padding: {
      complete: await part('targets-complete', async () => {
        const plan = {way: ways.seq2seq, seed: seeds[0], checkpoints: [PADDED_EPOCHS]};
        return (await trainOnce(small, plan)).run;
      }),
      padded: await part('targets-padded', async () => {
        const plan = {way: ways.seq2seq, seed: seeds[0], checkpoints: [PADDED_EPOCHS], change: padded};
        return (await trainOnce(small, plan)).run;
      }),
    },
  };
  for (const seed of seeds) {
    for (const name of names) {
      const way = ways[name];
      const plan = {way, seed, checkpoints: [SMALL_EPOCHS]};
      const {run} = await part(`small-${name}-seed-${seed}`, () => trainOnce(small, plan));
      result.small[name] = [...(result.small[name] ?? []), run];
    }
  }
  for (const seed of seeds) {
    for (const name of names) {
      const plan = {way: ways[name], seed, checkpoints: CHECKPOINTS};
      const {run, parameters} = await part(`full-${name}-seed-${seed}`, () => trainOnce(full, plan));
      result.parameters[name] = parameters;
      result.full[name] = [...(result.full[name] ?? []), run];
    }
  }
  for (const {name, seed} of longPlans) {
    const plan = {way: ways[name], seed, checkpoints: [...CHECKPOINTS, ...LATER]};
    const run = await part(`long-${name}-seed-${seed}`, async () => (await trainOnce(full, plan)).run);
    result.long[name] = [...(result.long[name] ?? []), run];
  }
  return result;
}

export const manyStepsAhead: Experiment<Result> = {
  name: 'many-steps-ahead',
  lesson: '2.2',
  question:
    'Does a network forecast ten steps better one by one or all at once, and what does teaching every step add?',
  seeds: [1, 2, 3, 4, 5],
  run: computeAll,
  async sample() {
    const small = makeData(SETS.small);
    const plan = {seed: 1, checkpoints: [SMALL_EPOCHS]};
    const direct = await trainOnce(small, {...plan, way: ways.direct});
    const iterated = await trainOnce(small, {...plan, way: ways.iterated});
    const every = await trainOnce(small, {...plan, way: ways.seq2seq});
    return {
      'parameters.direct': direct.parameters,
      'parameters.iterated': iterated.parameters,
      'small.direct.0.testMse.10': direct.run.testMse[SMALL_EPOCHS],
      'small.iterated.0.byStep.10.9': iterated.run.byStep[SMALL_EPOCHS][horizon - 1],
      'small.seq2seq.0.testMse.10': every.run.testMse[SMALL_EPOCHS],
      'small.seq2seq.0.validLoss.0': every.run.validLoss[0],
    };
  },
};
