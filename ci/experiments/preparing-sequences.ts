/**
 * Lesson 1.2 over seeds: a scaler that has seen the test, five ways to say what was not measured, and padding without a
 * mask. The same simple recurrent network of 20 units throughout; the padding needs no training.
 */
import {data, engine, forecasting, metrics, models, type notebook, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const units = 20;
const epochs = 40;
const pads = [0, 1, 2, 3, 5, 10, 20, 40];
const readers = Array.from({length: 10}, (_, i) => i + 1);

type Job = {examples: data.Split<data.Examples>; inUnits: number};
type Result = notebook.PreparingSequences;

/** Windows of the rising wave by scaler; 576 train, 100 validate, 300 test. */
function scalingJobs() {
  const wave = data.generateRisingWave(1000, {seed: 7});
  const counts = {train: 576, valid: 100, test: 300};
  const cut = (values: ArrayLike<number>) => data.windows(values, {lookback: 24});
  const job = (scaler: data.Scaler, prepare: (examples: data.Examples) => data.Examples = (same) => same): Job => ({
    examples: data.splitExamples(prepare(cut(scaler.transform(wave))), counts),
    inUnits: scaler.scale[0] ** 2,
  });
  const known = wave.slice(0, 600);
  const jobs: Record<string, Job> = {
    'standard, training part': job(data.fitScaler(known)),
    'standard, all (leak)': job(data.fitScaler(wave)),
    'min-max, training part': job(data.fitScaler(known, {kind: 'min-max'})),
    'min-max, all (leak)': job(data.fitScaler(wave, {kind: 'min-max'})),
    'standard, training part, change': job(data.fitScaler(known), data.asChanges),
  };
  return {plain: data.splitExamples(cut(wave), counts), jobs};
}

/** Examples of the gappy series by the way in which gaps are told; the first 70 % train. */
function gapJobs() {
  const gappy = data.generateGappy(6000, {seed: 1});
  const {series, seen, values} = gappy;
  const ends = seen.slice(19, -1);
  const y = new data.Targets(
    ends.map((t) => series[t + 1]),
    [ends.length, 1],
  );
  const count = Math.round(0.7 * ends.length);
  const [kept, zeros] = (['last', 'zero'] as const).map((fill) =>
    data.onGrid(seen, values, {step: 1, steps: 6000, fill}),
  );
  const ending = (grid: data.Gridded, beside: ('mask' | 'since')[] = []) =>
    data.windowsEnding(grid, ends, {lookback: 20, beside});
  const ways: Record<string, data.Series> = {
    'glued together': data.windows(values, {lookback: 20}).x,
    zeros: ending(zeros),
    'zeros, mask': ending(zeros, ['mask']),
    'last value': ending(kept),
    'last value, mask, time since': ending(kept, ['mask', 'since']),
  };
  const counts = {train: count, valid: 1, test: ends.length - count - 1};
  const inUnits = 1 / gappy.deviation ** 2;
  const forecasts = forecasting.filterGaps(series, zeros.mask, gappy);
  const [wanted, best] = [series, forecasts].map((list) => ends.slice(count + 1).map((t) => list[t + 1]));
  const jobs = Object.fromEntries(
    Object.entries(ways).map(([way, x]): [string, Job] => [
      way,
      {examples: data.splitExamples({x, y}, counts), inUnits},
    ]),
  );
  return {best: rounded(metrics.mse(wanted, best) * inUnits), jobs};
}

async function train({examples: {train, test}, inUnits}: Job, seed: number, lastEpoch = epochs) {
  const build = () => training.compile(models.buildSimpleRnn({units: [units], dense: 1, features: train.x.features}));
  const [{model}] = await training.overSeeds(build, train, {seeds: [seed], epochs: lastEpoch, batchSize: 32});
  const testMse = rounded(metrics.mse(test.y, training.predict(model, test.x)) * inUnits);
  const parameters = training.countParameters(model);
  model.dispose();
  return {parameters, run: {seed, testMse}};
}

const linear = ({examples: {train, test}, inUnits}: Job, ridge: number) =>
  rounded(metrics.mse(test.y, models.leastSquares(train.x, train.y, {ridge}).predict(test.x)) * inUnits);

/** [readers][pads] distances of the final state, each reader with fresh weights and ten random tokens of its own. */
async function drift(maskZero: boolean, padding: 'before' | 'after'): Promise<number[][]> {
  await engine.start({engine: 'wasm', seed: 1});
  const drifts = models.paddingDrift(pads, {maskZero, padding, seeds: readers});
  return drifts.map((row) => row.map((value) => rounded(value, 5)));
}

const keyOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

async function computeAll({seeds, expect, part}: Run): Promise<Result> {
  const [scaling, gaps] = [scalingJobs(), gapJobs()];
  expect((Object.keys(scaling.jobs).length + Object.keys(gaps.jobs).length) * seeds.length);
  const runsOf = async (job: Job, key: string) => {
    const result: notebook.PreparedRuns = {parameters: 0, runs: []};
    for (const seed of seeds) {
      const {parameters, run} = await part(`${key}-seed-${seed}`, () => train(job, seed));
      result.parameters = parameters;
      result.runs.push(run);
    }
    return result;
  };
  const networks: Result['scaling']['networks'] = {};
  for (const [name, job] of Object.entries(scaling.jobs)) networks[name] = await runsOf(job, keyOf(name));
  const ways: Result['gaps']['ways'] = {};
  for (const [way, job] of Object.entries(gaps.jobs)) {
    ways[way] = {leastSquares: linear(job, 1e-6), ...(await runsOf(job, keyOf(way)))};
  }
  const {plain} = scaling;
  return {
    training: {epochs, optimizer: 'adam', learningRate: 0.001, batchSize: 32, units},
    scaling: {
      naive: rounded(metrics.mse(plain.test.y, models.naive().predict(plain.test.x))),
      leastSquares: linear({examples: plain, inUnits: 1}, 0),
      networks,
    },
    gaps: {best: gaps.best, ways},
    padding: {
      pads,
      drifts: {
        after: await drift(false, 'after'),
        before: await drift(false, 'before'),
        masked: await drift(true, 'after'),
      },
    },
  };
}

export const preparingSequences: Experiment<Result> = {
  name: 'preparing-sequences',
  lesson: '1.2',
  question: 'How much do a leaking scaler, unmarked gaps and padding without a mask fake or ruin?',
  seeds: Array.from({length: 20}, (_, i) => i + 1),
  run: computeAll,
  async sample() {
    const [{jobs}, gaps] = [scalingJobs(), gapJobs()];
    const [leak, marked] = ['standard, all (leak)', 'last value, mask, time since'];
    const {parameters, run} = await train(jobs[leak], 1);
    return {
      'gaps.best': gaps.best,
      [`gaps.ways.${marked}.leastSquares`]: linear(gaps.jobs[marked], 1e-6),
      [`scaling.networks.${leak}.parameters`]: parameters,
      [`scaling.networks.${leak}.runs.0.testMse`]: run.testMse,
      'padding.drifts.after.0.1': (await drift(false, 'after'))[0][1],
    };
  },
};
