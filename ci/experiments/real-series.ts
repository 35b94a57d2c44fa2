/**
 * Lesson 2.4 over several seeds: two weeks of rides on Chicago's trains, by LSTM 50-50-25 with dropout.
 *
 * The network is told the timetable of the days ahead, and taught five quantiles of all 14 days by the pinball loss.
 * Training days 2012 to 2016, errors on all origins of 2017 (validation), 2018 and 2019 (test).
 */
import {data, forecasting, metrics, models, type notebook, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const [lookback, horizon, units, dropout] = [28, 14, [50, 50, 25], 0.2];
const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95];
const EPOCHS = 40;
const YEARS = [2017, 2018, 2019];

type Result = notebook.RealSeriesExperiment;
type SeedRun = notebook.RealSeriesRun & {seconds: number};

/** The series as the lesson prepares it. */
function prepare(rides: data.Ridership) {
  const day = (date: string) => rides.dates.indexOf(date);
  const thousands = rides.rail.map((count) => count / 1000);
  const sunday = rides.dayTypes.map((type, t) => (type === 'U' && rides.weekdays[t] !== 7 ? 1 : 0));
  const scaler = data.fitScaler(thousands.subarray(day('2012-01-01'), day('2017-01-01')));
  const z = scaler.transform(thousands);
  /** Windows of which all days that are forecast lie from one date to before another. */
  const between = (first: string, next: string, timetable = true) => {
    const all = data.windows(z.subarray(0, day(next)), {lookback, horizon});
    const {x, y} = timetable ? data.addFeature(all, sunday, {ahead: horizon}) : all;
    const from = day(first) - lookback;
    return {x: x.rows(from), y: y.rows(from)};
  };
  return {scaler, between};
}
type Prepared = ReturnType<typeof prepare>;

async function trainOnce({between, scaler}: Prepared, seed: number, epochs: number, first = '2012-01-29') {
  const {x, y} = between(first, '2017-01-01');
  const build = () =>
    training.compile(models.buildLstm({units, dropout, outputs: horizon * SHARES.length, features: x.features}), {
      loss: training.pinballLoss(SHARES),
    });
  const examples = {x, y: forecasting.quantileTargets(y, SHARES.length)};
  const [{model, history}] = await training.overSeeds(build, examples, {seeds: [seed], epochs});
  const years: SeedRun['years'] = {};
  for (const year of YEARS) {
    const later = between(`${year}-01-01`, `${year + 1}-01-01`);
    const [low, , middle, , high] = forecasting.quantilesOf(training.predict(model, later.x), SHARES);
    const byDay = forecasting.errorsByHorizon(scaler.inverse(later.y), scaler.inverse(middle)).mae;
    years[year] = {
      mae: rounded(byDay.reduce((total, value) => total + value, 0) / horizon, 5),
      byDay: byDay.map((value) => rounded(value, 4)),
      inside: rounded(metrics.coverage(later.y, low, high).share, 4),
    };
  }
  const run: SeedRun = {
    seed,
    trainLoss: history.history.loss.map((value) => rounded(value, 4)),
    years,
    seconds: rounded(history.seconds, 3),
  };
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

/** MAE by year of what is solved or needs no training. */
function rules(series: Prepared): Result['rules'] {
  const {between, scaler} = series;
  const [told, untold] = [true, false].map((timetable) => {
    const {x, y} = between('2012-01-29', '2017-01-01', timetable);
    return models.leastSquares(x, y);
  });
  const mae = (predictor: Pick<models.Baseline, 'predict'>, timetable: boolean) =>
    Object.fromEntries(
      YEARS.map((year) => {
        const {x, y} = between(`${year}-01-01`, `${year + 1}-01-01`, timetable);
        return [year, rounded(metrics.mae(scaler.inverse(y), scaler.inverse(predictor.predict(x))), 6)];
      }),
    );
  return {
    seasonalNaive: mae(models.seasonalNaive(7, {horizon}), false),
    leastSquares: mae(untold, false),
    leastSquaresTold: mae(told, true),
  };
}

/** The same network for two epochs on generated rides: a number that needs no download to confirm. */
async function onGenerated() {
  const rides = await data.load('cta-ridership', {mirror: 'no-such-folder', cache: 'no-such-folder', say: () => {}});
  const {run} = await trainOnce(prepare(rides), 1, 2, '2016-01-29');
  return {lossAfterTwoEpochs: run.trainLoss[1], mae2019: run.years[2019].mae};
}

async function computeAll({seeds, expect, part}: Run): Promise<Result> {
  const rides = await data.load('cta-ridership');
  if (rides.origin !== 'original') throw new Error('the rides are generated: set UNROLL_DATA_MIRROR or be online');
  const series = prepare(rides);
  expect(seeds.length + 1);
  const result: Result = {
    series: {name: rides.name, lookback, horizon, trained: ['2012-01-01', '2016-12-31']},
    training: {optimizer: 'adam', learningRate: 0.001, batchSize: 32, epochs: EPOCHS, dropout, shares: SHARES},
    parameters: {},
    rules: rules(series),
    networks: {},
    generated: await part('generated', onGenerated),
  };
  for (const seed of seeds) {
    const {run, parameters} = await part(`direct-seed-${seed}`, () => trainOnce(series, seed, EPOCHS));
    result.parameters.direct = parameters;
    result.networks.direct = [...(result.networks.direct ?? []), run];
  }
  return result;
}

export const realSeries: Experiment<Result> = {
  name: 'real-series',
  lesson: '2.4',
  question:
    'Does a network forecast two weeks of rides better than last week, and than a line told the same timetable?',
  seeds: [1, 2, 3],
  run: computeAll,
  async sample() {
    const {lossAfterTwoEpochs, mae2019} = await onGenerated();
    return {'generated.lossAfterTwoEpochs': lossAfterTwoEpochs, 'generated.mae2019': mae2019};
  },
};
