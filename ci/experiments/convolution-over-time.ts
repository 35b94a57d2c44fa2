/**
 * Lesson 4.1 over several seeds: convolutions and LSTMs on the lesson's series, and convolutions by receptive field.
 *
 * The two slowest networks are trained with one of the seeds. Time is that of the processor, so that what else the
 * machine does hardly matters.
 */
import {data, metrics, models, type notebook, type tf, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const lookback = 50;
const EPOCHS = 10;
/** Seeds for the two slowest networks. */
const FEW = 1;

type Result = notebook.ConvolutionOverTime;

const stage = (filters: number, kernelSize: number, rest: Partial<models.ConvolutionStage> = {}) => ({
  filters,
  kernelSize,
  ...rest,
});
const dilated = (rates: number[]) => rates.map((dilationRate) => stage(32, 2, {dilationRate}));
const fourDilated = dilated([1, 2, 4, 8]);
const head = {hidden: [50], lookback};
const five = [stage(32, 5), stage(32, 5, {pool: 2})];
/** Dilated causal convolutions that are read at the last step. */
const lastStep = (rates: number[]) =>
  models.buildCnn({stages: dilated(rates), padding: 'causal', read: 'last', ...head});

const networks: Record<string, () => tf.LayersModel> = {
  conv3Max: () => models.buildCnn({stages: [stage(32, 3), stage(32, 3)], ...head}),
  dilatedMax: () => models.buildCnn({stages: fourDilated, padding: 'causal', ...head}),
  dilatedMaxUnpadded: () => models.buildCnn({stages: fourDilated, ...head}),
  dilatedMaxClock: () => models.buildCnn({stages: fourDilated, features: 2, ...head}),
  dilatedAverage: () => models.buildCnn({stages: fourDilated, padding: 'causal', read: 'average', ...head}),
  dilatedAverageUnpadded: () => models.buildCnn({stages: fourDilated, read: 'average', ...head}),
  dilatedLast: () => lastStep([1, 2, 4, 8]),
  lstm32_32: () => models.buildLstm({units: [32, 32], lookback}),
  conv5Conv3Max: () => models.buildCnn({stages: [...five, stage(64, 3), stage(64, 3)], ...head}),
  conv5Lstm: () => models.buildCnn({stages: five, cell: 'lstm', units: [50, 50], lookback}),
  lstm32_32_32: () => models.buildLstm({units: [32, 32, 32], lookback}),
};
const slow = ['conv5Lstm', 'lstm32_32_32'];

/** Dilation rates by receptive field; the last one is as deep as that of 64 steps and sees 16. */
const fields: number[][] = [[1], [1, 2], [1, 2, 4], [1, 2, 4, 8, 16], [1, 2, 4, 8, 16, 32], [1, 1, 2, 3, 4, 4]];

function makeData() {
  const examples = data.inputsAndTargets(data.generateTimeSeries(10_000, lookback + 1, {seed: 42}), {lookback});
  const {train, valid, test} = data.splitExamples(examples, {train: 7000, valid: 2000, test: 1000});
  const clock = ({x, y}: data.Examples) => ({x: data.addClock(x), y});
  return {plain: {train, valid, test}, clock: {train: clock(train), valid: clock(valid), test: clock(test)}};
}

type Sets = ReturnType<typeof makeData>;

async function trainOnce(
  build: () => tf.LayersModel,
  {train, valid, test}: Sets['plain'],
  seed: number,
  epochs = EPOCHS,
) {
  let epoch = 0;
  const note = (model: tf.LayersModel) => {
    const now = epoch++;
    const isKept = now === 1 || now === EPOCHS;
    return isKept ? [[now, rounded(training.evaluate(model, test).loss)] as const] : [];
  };
  const before = process.cpuUsage();
  const [{model, history, notes}] = await training.overSeeds(
    () => training.compile(build()),
    {...train, valid},
    {seeds: [seed], epochs, note},
  );
  const {user, system} = process.cpuUsage(before);
  const run: notebook.ConvolutionRun = {
    seed,
    testMse: Object.fromEntries(notes.flat()),
    validMse: history.history.val_loss.map((value) => rounded(value)),
    cpuSeconds: rounded((user + system) / 1e6, 3),
  };
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

/** Test MSE of least squares on the last steps of the series. */
function lineOn(steps: number, {plain: {train, test}}: Sets): number {
  const ending = (x: data.Series) => x.steps(lookback - Math.min(steps, lookback), lookback);
  const line = models.leastSquares(ending(train.x), train.y);
  return rounded(metrics.mse(test.y, line.predict(ending(test.x))));
}

async function computeAll({seeds, expect, part}: Run): Promise<Result> {
  const few = seeds.slice(0, FEW);
  expect((Object.keys(networks).length - slow.length + fields.length) * seeds.length + slow.length * few.length);
  const sets = makeData();
  const overSeeds = async (key: string, build: () => tf.LayersModel, some: readonly number[], given = sets.plain) => {
    const runs: notebook.ConvolutionRun[] = [];
    let parameters = 0;
    for (const seed of some) {
      const trained = await part(`${key}-seed-${seed}`, () => trainOnce(build, given, seed));
      runs.push(trained.run);
      parameters = trained.parameters;
    }
    return {parameters, runs};
  };
  const result: Result = {networks: {}, fields: []};
  for (const [name, build] of Object.entries(networks)) {
    const given = name === 'dilatedMaxClock' ? sets.clock : sets.plain;
    result.networks[name] = await overSeeds(name, build, slow.includes(name) ? few : seeds, given);
  }
  for (const dilationRates of fields) {
    const {steps} = models.receptiveField(dilationRates.map((dilationRate) => ({kernelSize: 2, dilationRate})));
    const trained = await overSeeds(`dilations-${dilationRates.join('-')}`, () => lastStep(dilationRates), seeds);
    result.fields.push({dilationRates, steps, lineMse: lineOn(steps, sets), ...trained});
  }
  return result;
}

export const convolutionOverTime: Experiment<Result> = {
  name: 'convolution-over-time',
  lesson: '4.1',
  question: 'Do convolutions forecast as well as LSTMs once their receptive field is long enough?',
  seeds: [1, 2, 3],
  run: computeAll,
  async sample() {
    const sets = makeData();
    const {run, parameters} = await trainOnce(networks.dilatedLast, sets.plain, 1, 1);
    const clock = await trainOnce(networks.dilatedMaxClock, sets.clock, 1, 1);
    return {
      'networks.dilatedLast.parameters': parameters,
      'networks.dilatedLast.runs.0.testMse.1': run.testMse[1],
      'networks.dilatedLast.runs.0.validMse.0': run.validMse[0],
      'networks.dilatedMaxClock.runs.0.testMse.1': clock.run.testMse[1],
      'fields.3.lineMse': lineOn(32, sets),
    };
  },
};
