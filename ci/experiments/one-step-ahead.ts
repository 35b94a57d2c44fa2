/**
 * Lesson 2.1 over several seeds and for five times as long.
 *
 * The trained line and three recurrent networks on the lesson's own split, 20 epochs each; the one with a linear output
 * goes on to 100 with half of the seeds.
 * At some epochs its slopes are kept: how much its forecast moves when one input moves, over the test series.
 * The network of one unit is trained with 40 seeds too: how often do its first weights leave it at zero?
 */
import {data, models, type notebook, type tf, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const CHECKPOINTS = [0, 1, 2, 5, 10, 20, 50, 100];
/** Seeds that go on to the last checkpoint. */
const LONG = 5;
const LOTTERY = 40;
const lookback = 50;

type Network = notebook.OneStepAheadExperiment['networks'][string];
type SeedRun = Network['runs'][number] & {seconds: number};

interface Builder {
  build: () => tf.Sequential;
  checkpoints: number[];
}

const builders: Record<string, Builder> = {
  dense1: {build: () => models.buildDense({lookback}), checkpoints: [0, 20]},
  simpleRnn1: {build: () => models.buildSimpleRnn({units: [1], lookback}), checkpoints: [0, 20]},
  simpleRnn20_20_1: {build: () => models.buildSimpleRnn({units: [20, 20, 1], lookback}), checkpoints: [0, 20]},
  simpleRnn20_20Dense1: {
    build: () => models.buildSimpleRnn({units: [20, 20], dense: 1, lookback}),
    checkpoints: CHECKPOINTS,
  },
};

function makeData() {
  const examples = data.inputsAndTargets(data.generateTimeSeries(10_000, lookback + 1, {seed: 42}), {lookback});
  return data.splitExamples(examples, {train: 7000, valid: 2000, test: 1000});
}

type Sets = ReturnType<typeof makeData>;

/** The slopes of the forecasts by their inputs over the test series, see `models.inputSlopes`. */
function slopesAt(epoch: number, model: tf.Sequential, {test}: Sets): notebook.RecordedSlopes {
  const {mean, deviation} = models.inputSlopes(model, test.x);
  const short = (values: number[]) => values.map((value) => rounded(value, 4));
  return {epoch, mean: short(mean), deviation: short(deviation)};
}

/** One training without a stop, so that its batches come in the order of the lesson's own run with this seed. */
async function trainOnce({build, checkpoints}: Builder, sets: Sets, seed: number, keepSlopes: boolean) {
  let epoch = 0;
  const note = (model: tf.Sequential) => {
    const now = epoch++;
    if (!checkpoints.includes(now)) return undefined;
    const slopes = keepSlopes ? slopesAt(now, model, sets) : undefined;
    return {epoch: now, mse: rounded(training.evaluate(model, sets.test).loss), slopes};
  };
  const [{model, history, notes}] = await training.overSeeds(
    () => training.compile(build()),
    {...sets.train, valid: sets.valid},
    {seeds: [seed], epochs: checkpoints.at(-1), note},
  );
  const kept = notes.filter((one) => one !== undefined);
  const run: SeedRun = {
    seed,
    testMse: Object.fromEntries(kept.map(({epoch, mse}) => [epoch, mse])),
    validMse: history.history.val_loss.map((value) => rounded(value)),
    ...(keepSlopes ? {slopes: kept.flatMap(({slopes}) => slopes ?? [])} : {}),
    seconds: rounded(history.seconds, 3),
  };
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

/** First weights and test MSE of the one-unit network with one seed. */
async function lotteryTicket({train, test}: Sets, seed: number, epochs = 20) {
  const build = () => training.compile(models.buildSimpleRnn({units: [1], lookback}));
  const note = (model: tf.Sequential) => model.getWeights().map((weight) => rounded(weight.dataSync()[0], 4));
  const [{model, notes}] = await training.overSeeds(build, train, {seeds: [seed], epochs, note});
  const [wx, wh] = notes[0];
  const ticket = {seed, wx, wh, testMse: rounded(training.evaluate(model, test).loss)};
  model.dispose();
  return ticket;
}

async function computeAll({seeds, expect, part}: Run) {
  expect(Object.keys(builders).length * seeds.length + LOTTERY);
  const sets = makeData();
  const networks: Record<string, Network> = {};
  for (const [name, builder] of Object.entries(builders)) {
    const runs: SeedRun[] = [];
    for (const seed of seeds) {
      const keepSlopes = seed === seeds[0] && builder.checkpoints === CHECKPOINTS;
      const isLong = seeds.indexOf(seed) < LONG;
      const checkpoints = isLong ? builder.checkpoints : builder.checkpoints.filter((epoch) => epoch <= 20);
      const {run, parameters} = await part(`${name}-seed-${seed}`, () => {
        return trainOnce({...builder, checkpoints}, sets, seed, keepSlopes);
      });
      runs.push(run);
      networks[name] = {parameters, runs};
    }
  }
  const lottery: notebook.OneStepAheadExperiment['lottery'] = [];
  for (let seed = 1; seed <= LOTTERY; seed++) {
    lottery.push(await part(`lottery-seed-${seed}`, () => lotteryTicket(sets, seed)));
  }
  return {
    series: {count: 10_000, steps: lookback + 1, seed: 42, split: [7000, 2000, 1000]},
    training: {optimizer: 'adam', learningRate: 0.001, batchSize: 32, loss: 'meanSquaredError'},
    networks,
    lottery,
  };
}

export const oneStepAhead: Experiment<notebook.OneStepAheadExperiment> = {
  name: 'one-step-ahead',
  lesson: '2.1',
  question:
    'Do recurrent networks beat a straight line by more than the luck of their seeds, and after how many epochs?',
  seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  run: computeAll,
  async sample() {
    const sets = makeData();
    const place = 'networks.simpleRnn20_20Dense1';
    const builder = {...builders.simpleRnn20_20Dense1, checkpoints: [0, 1]};
    const {run, parameters} = await trainOnce(builder, sets, 1, true);
    const ticket = await lotteryTicket(sets, 1);
    return {
      [`${place}.parameters`]: parameters,
      [`${place}.runs.0.testMse.0`]: run.testMse[0],
      [`${place}.runs.0.testMse.1`]: run.testMse[1],
      [`${place}.runs.0.validMse.0`]: run.validMse[0],
      [`${place}.runs.0.slopes.1.mean.49`]: run.slopes?.[1].mean[lookback - 1] ?? Number.NaN,
      'lottery.0.wx': ticket.wx,
      'lottery.0.testMse': ticket.testMse,
    };
  },
};
