/**
 * Lesson 2.4 over several seeds: two weeks of rides on Chicago's trains, by LSTM 50-50-25.
 *
 * The network is taught five quantiles of all 14 days by the pinball loss, in four ways: told the timetable of the days
 * ahead, with dropout (`direct`) or without (`noDropout`); not told (`untold`); told, and taught only what the line with
 * the timetable leaves over (`onLine`). Training days 2012 to 2016, errors on all origins of 2017 (validation), 2018 and
 * 2019 (test), on holidays and on other days.
 */
import {data, forecasting, metrics, models, type notebook, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const [lookback, horizon, units] = [28, 14, [50, 50, 25]];
const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95];
const EPOCHS = 40;
const YEARS = [2017, 2018, 2019];
// 28 November 2019 is the ninth of these 14 days
const [THANKSGIVING, THANKSGIVING_ENDS] = ['2019-11-20', '2019-12-04'];

type Result = notebook.RealSeriesExperiment;
type SeedRun = notebook.RealSeriesRun & {seconds: number};

/** How a network is told and taught. */
interface Way {
  dropout: number;
  timetable: boolean;
  /** Whether it is taught what the line with the timetable leaves over. */
  onLine: boolean;
}
const DIRECT: Way = {dropout: 0.2, timetable: true, onLine: false};
const WAYS: Record<string, Way> = {
  direct: DIRECT,
  untold: {...DIRECT, timetable: false},
  noDropout: {...DIRECT, dropout: 0},
  onLine: {...DIRECT, onLine: true},
};

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
    return {x: x.rows(from), y: y.rows(from), starts: all.starts.slice(from)};
  };
  return {scaler, between, sunday};
}
type Prepared = ReturnType<typeof prepare>;

/** y + sign * added, value by value. */
const plus = (y: data.Targets, added: data.Targets, sign: 1 | -1) =>
  new data.Targets(
    y.values.map((value, i) => value + sign * added.values[i]),
    y.shape,
  );

/** Errors of the middle and hits of the interval, on holidays or on the other days. */
function split(truth: data.Targets, [low, middle, high]: data.Targets[], isOne: (index: number) => boolean) {
  const places = Array.from(truth.values.keys()).filter(isOne);
  const [y, from, half, to] = [truth, low, middle, high].map(({values}) => places.map((at) => values[at]));
  return {
    mae: rounded(metrics.mae(y, half), 4),
    inside: rounded(metrics.coverage(y, from, to).share, 4),
    count: places.length,
  };
}

async function trainOnce(series: Prepared, way: Way, seed: number, epochs: number, first = '2012-01-29') {
  const {scaler, sunday} = series;
  const between = (from: string, next: string) => series.between(from, next, way.timetable);
  const {x, y} = between(first, '2017-01-01');
  const line = models.leastSquares(x, y);
  const left = way.onLine ? plus(y, line.predict(x), -1) : y;
  const [outputs, features] = [horizon * SHARES.length, x.features];
  const build = () =>
    training.compile(models.buildLstm({units, dropout: way.dropout, outputs, features}), {
      loss: training.pinballLoss(SHARES),
    });
  const examples = {x, y: forecasting.quantileTargets(left, SHARES.length)};
  const [{model, history}] = await training.overSeeds(build, examples, {seeds: [seed], epochs});
  /** Thousand rides, one array a share. */
  const quantiles = (inputs: data.Series) =>
    forecasting
      .quantilesOf(training.predict(model, inputs), SHARES)
      .map((q) => scaler.inverse(way.onLine ? plus(q, line.predict(inputs), 1) : q));
  const years: SeedRun['years'] = {};
  for (const year of YEARS) {
    const later = between(`${year}-01-01`, `${year + 1}-01-01`);
    const [low, , middle, , high] = quantiles(later.x);
    const truth = scaler.inverse(later.y);
    const byDay = forecasting.errorsByHorizon(truth, middle).mae;
    const isHoliday = (index: number) =>
      sunday[later.starts[Math.floor(index / horizon)] + lookback + (index % horizon)] === 1;
    years[year] = {
      mae: rounded(byDay.reduce((total, value) => total + value, 0) / horizon, 5),
      rmse: rounded(metrics.rmse(truth, middle), 4),
      byDay: byDay.map((value) => rounded(value, 4)),
      inside: rounded(metrics.coverage(truth, low, high).share, 4),
      holidays: split(truth, [low, middle, high], isHoliday),
      otherDays: split(truth, [low, middle, high], (index) => !isHoliday(index)),
    };
  }
  const fortnight = between(THANKSGIVING, THANKSGIVING_ENDS);
  const run: SeedRun = {
    seed,
    trainLoss: history.history.loss.map((value) => rounded(value, 4)),
    years,
    thanksgiving: quantiles(fortnight.x).map(({values}) => Array.from(values, (value) => rounded(value, 4))),
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
  const {run} = await trainOnce(prepare(rides), DIRECT, 1, 2, '2016-01-29');
  return {lossAfterTwoEpochs: run.trainLoss[1], mae2019: run.years[2019].mae};
}

async function computeAll({seeds, expect, part}: Run): Promise<Result> {
  const rides = await data.load('cta-ridership');
  if (rides.origin !== 'original') throw new Error('the rides are generated: set UNROLL_DATA_MIRROR or be online');
  const series = prepare(rides);
  expect(seeds.length * Object.keys(WAYS).length + 1);
  const result: Result = {
    series: {name: rides.name, lookback, horizon, trained: ['2012-01-01', '2016-12-31']},
    training: {optimizer: 'adam', learningRate: 0.001, batchSize: 32, epochs: EPOCHS, dropout: 0.2, shares: SHARES},
    parameters: {},
    rules: rules(series),
    networks: {},
    generated: await part('generated', onGenerated),
  };
  for (const [name, way] of Object.entries(WAYS)) {
    for (const seed of seeds) {
      const {run, parameters} = await part(`${name}-seed-${seed}`, () => trainOnce(series, way, seed, EPOCHS));
      result.parameters[name] = parameters;
      result.networks[name] = [...(result.networks[name] ?? []), run];
    }
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
