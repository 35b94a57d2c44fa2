/**
 * Lesson 2.4 over several seeds: a network that watches a series for anomalies, and two that forecast Apple's price.
 *
 * As in the lesson: the watcher reads 50 steps and forecasts the next, and a step is called where its error is far beyond those
 * of the training part. Prices: 30 days, the first 70 % train and the last 20 % test, once on levels (scaled to 0 to 1 by the
 * training part), once on changes in percent that are put on top of today's price.
 */
import {data, engine, metrics, models, type notebook, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

type Result = notebook.AnomaliesAndPrices;

const TRAINED = 800; // of 1,000 steps
const watching = {lookback: 50, units: 32, dropout: 0.2, epochs: 50};
const pricing = {symbol: 'AAPL', lookback: 30, units: 64, hidden: 32, epochs: 10};
const batchSize = 32;

async function watch(seed: number, epochs = watching.epochs): Promise<notebook.WatcherRun> {
  const {values, anomalies} = data.generateAnomalies();
  const scaler = data.fitScaler(values.subarray(0, TRAINED));
  const {x, y} = data.windows(scaler.transform(values), {lookback: watching.lookback});
  const count = TRAINED - watching.lookback;
  await engine.start({engine: 'wasm', seed});
  const model = training.compile(models.buildLstm({units: [watching.units], dropout: watching.dropout}));
  const {history} = await training.fit(model, {x: x.rows(0, count), y: y.rows(0, count)}, {epochs, batchSize});
  const expected = scaler.inverse(training.predict(model, x));
  const {scores} = metrics.anomaliesByError(values, expected, {from: watching.lookback, train: TRAINED, anomalies});
  const testMse = metrics.mse(y.rows(count), scaler.transform(expected).rows(count));
  const parameters = training.countParameters(model);
  model.dispose();
  return {
    ...{seed, parameters, lossAfterOneEpoch: rounded(history.loss[0]), testMse: rounded(testMse)},
    ...{called: scores.called, precision: rounded(scores.precision), recall: rounded(scores.recall)},
  };
}

const inPercent = (close: Float64Array) => Float64Array.from(close.slice(1), (p, t) => 100 * Math.log(p / close[t]));

/** Windows of the training and of the test days; a series of changes has lost its first day. */
function cut(values: ArrayLike<number>, days: number, lost = 0) {
  const {x, y} = data.windows(values, {lookback: pricing.lookback});
  const [first, last] = [0.7, 0.8].map((part) => Math.floor(part * days) - pricing.lookback - lost);
  return {train: {x: x.rows(0, first), y: y.rows(0, first)}, test: {x: x.rows(last), y: y.rows(last)}};
}

async function forecast({train, test}: ReturnType<typeof cut>, seed: number) {
  await engine.start({engine: 'wasm', seed});
  const model = training.compile(models.buildLstm({units: [pricing.units], hidden: [pricing.hidden]}));
  await training.fit(model, train, {epochs: pricing.epochs, batchSize});
  const said = training.predict(model, test.x);
  const parameters = training.countParameters(model);
  model.dispose();
  return {said, parameters};
}

function pricesOf(close: Float64Array) {
  const scaler = data.fitScaler(close.subarray(0, Math.floor(0.7 * close.length)), {kind: 'min-max'});
  const levels = cut(scaler.transform(close), close.length);
  return {
    ...{scaler, levels, moves: cut(inPercent(close), close.length, 1)},
    price: scaler.inverse(levels.test.y),
    today: scaler.inverse(models.naive().predict(levels.test.x)),
  };
}

async function priceErrors(close: Float64Array, seed: number): Promise<notebook.PriceRun> {
  const {scaler, levels, moves, price, today} = pricesOf(close);
  const ofLevels = await forecast(levels, seed);
  const ofMoves = await forecast(moves, seed);
  const changes = today.values.map((p, i) => p * Math.exp(ofMoves.said.values[i] / 100));
  const {lead, standardError} = metrics.comparePaired(price, today, new data.Targets(changes, today.shape));
  return {
    ...{seed, parameters: ofLevels.parameters},
    levelsMae: rounded(metrics.mae(price, scaler.inverse(ofLevels.said))),
    changesMae: rounded(metrics.mae(price, new data.Targets(changes, today.shape))),
    ...{changesLead: rounded(lead), standardError: rounded(standardError)},
  };
}

async function computeAll({seeds, expect, part}: Run): Promise<Result> {
  const {symbols, origin} = await data.load('stock-prices');
  if (origin !== 'original') throw new Error('the prices are generated: set UNROLL_DATA_MIRROR or be online');
  const {adjustedClose} = symbols[pricing.symbol];
  const {price, today} = pricesOf(adjustedClose);
  expect(2 * seeds.length);
  const result: Result = {
    ...{watching: {...watching, trained: TRAINED}, pricing, batchSize},
    randomWalkMae: rounded(metrics.mae(price, today)),
    ...{watchers: [], prices: []},
  };
  for (const seed of seeds) result.watchers.push(await part(`watcher-seed-${seed}`, () => watch(seed)));
  for (const seed of seeds)
    result.prices.push(await part(`prices-seed-${seed}`, () => priceErrors(adjustedClose, seed)));
  return result;
}

export const anomaliesAndPrices: Experiment<Result> = {
  name: 'anomalies-and-prices',
  lesson: '2.4',
  question:
    'Does a network that forecasts the next value see an anomaly, and does one beat the random walk on a price?',
  seeds: [1, 2, 3],
  run: computeAll,
  async sample() {
    const {parameters, lossAfterOneEpoch} = await watch(1, 1);
    return {'watchers.0.parameters': parameters, 'watchers.0.lossAfterOneEpoch': lossAfterOneEpoch};
  },
};
