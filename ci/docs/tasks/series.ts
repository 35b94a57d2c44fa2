/** Series and forecasts */
import {data, forecasting, layers, metrics, models, notebook, plots, tf, training} from 'unroll';

/** I have one long series and want windows to train on. */
export function windows() {
  const series = Array.from({length: 200}, (_, day) => Math.sin(day / 7));
  const {train, valid} = data.splitInTime(series, {valid: 0.2, test: 0.2});
  const {x, y} = data.windows(train, {lookback: 28, horizon: 7});
  console.log(x.shape, y.shape, valid.length);
}

/** I want to scale a series without a leak from the test set. */
export function scale() {
  const {train, test} = data.splitInTime(data.generateBirths(1).values);
  const scaler = data.fitScaler(train);
  console.log(scaler.transform(test).slice(0, 3), scaler.inverse(scaler.transform(test)).slice(0, 3));
}

/** I want to see a series taken apart: trend, seasons, noise. */
export function decompose() {
  const {values, trend, noise} = data.generateTrendAndSeasons(500, {seed: 42});
  notebook.show(plots.decomposition({values, trend, noise}, {title: 'A trend under noise'}));
}

/** I want a simple forecast that every model has to beat. */
export function baseline() {
  const {x, y} = data.inputsAndTargets(data.generateTimeSeries(100, 51), {lookback: 50});
  const naive = metrics.mse(y, models.naive().predict(x));
  const mean = metrics.mse(y, models.movingAverage(5).predict(x));
  console.log(metrics.skillScore(mean, naive));
}

/** I want the best linear model, solved exactly. */
export function linear() {
  const {x, y} = data.inputsAndTargets(data.generateTimeSeries(300, 60), {lookback: 50, horizon: 10});
  const model = models.leastSquares(x, y);
  console.log(model.parameters, metrics.mse(y, model.predict(x)));
}

/** I have a series and want the next ten steps at once. */
export async function tenSteps() {
  const {x, y} = data.inputsAndTargets(data.generateTimeSeries(100, 60), {lookback: 50, horizon: 10});
  const model = training.compile(models.buildLstm({units: [20], outputs: 10}));
  await training.fit(model, {x, y}, {epochs: 2});
  console.log(forecasting.direct(model, x).shape);
}

/** I have a model for one step and want ten. */
export function iterated() {
  const {x, y} = data.inputsAndTargets(data.generateTimeSeries(300, 51), {lookback: 50});
  const oneStep = models.leastSquares(x, y);
  const future = forecasting.iterated(oneStep, x, {horizon: 10});
  console.log(future.shape);
}

/** I want a model in which every step forecasts its next ten. */
export async function everyStep() {
  const model = models.buildLstm({units: [20], outputs: 10, returnSequences: true});
  const x = data.generateTimeSeries(20, 50);
  console.log(forecasting.seq2seq(model, x, {horizon: 10}).shape);
}

/** I want an encoder and a decoder for a forecast. */
export function decoder() {
  const model = models.buildForecastDecoder({units: 32, lookback: 30, horizon: 7});
  console.log(training.countParameters(model), model.outputShape);
}

/** I want to know how errors grow with the horizon. */
export function horizon() {
  const {x, y} = data.inputsAndTargets(data.generateTimeSeries(100, 60), {lookback: 50, horizon: 10});
  const naive = forecasting.errorsByHorizon(y, models.naive({horizon: 10}).predict(x));
  notebook.show(plots.horizonErrors([{name: 'naive', errors: naive.mse}], {title: 'Far is hard'}));
}

/** I want to know how well a forecaster would have done in the past. */
export async function backtest() {
  const {values} = data.generateBirths(1);
  const weekBefore = models.seasonalNaive(7, {horizon: 14});
  const past = await forecasting.backtest(values, weekBefore, {horizon: 14, lookback: 28, step: 14});
  console.log(past.origins.length, past.byHorizon.mae);
}

/** I want an error that compares series of different levels. */
export function scaledError() {
  const {train, test} = data.splitInTime(data.generateBirths(1).values);
  const lastWeek = Array.from(test, (_, day) => train[train.length - 7 + (day % 7)]);
  console.log(metrics.mase(test, lastWeek, train, {season: 7}), metrics.smape(test, lastWeek));
}

/** I want an interval around a forecast, and to know whether it holds. */
export function interval() {
  const {x, y} = data.inputsAndTargets(data.generateTimeSeries(300, 51), {lookback: 50});
  const predicted = models.naive().predict(x);
  const calibrated = forecasting.conformal(y.rows(0, 150), predicted.rows(0, 150), {coverage: 0.9});
  const {lower, upper} = calibrated.around(predicted.rows(150, 300));
  console.log(metrics.coverage(y.rows(150, 300), lower, upper));
}

/** I want many possible futures, and their quantiles. */
export function futures() {
  const {x, y} = data.inputsAndTargets(data.generateTimeSeries(300, 51), {lookback: 50});
  const model = models.leastSquares(x, y);
  const residuals = y.values.map((value, i) => value - model.predict(x).values[i]);
  const paths = forecasting.samplePaths(model, x.rows(0, 2), {horizon: 5, residuals});
  console.log(forecasting.sampleQuantiles(paths, [0.1, 0.5, 0.9]).shape);
}

/** I want to know whether one forecaster is really better, or lucky. */
export function better() {
  const {x, y} = data.inputsAndTargets(data.generateTimeSeries(300, 51), {lookback: 50});
  const [naive, line] = [models.naive(), models.linearTrend({window: 5})].map((model) => model.predict(x));
  const {lead, standardError} = metrics.comparePaired(y, naive, line);
  console.log(`${lead} ± ${2 * standardError}`);
}

/** I want to put layers together myself. */
export function ownModel() {
  const model = tf.sequential({
    layers: [layers.gru({units: 20, inputShape: [50, 1]}), layers.dense({units: 10})],
  });
  console.log(training.countParameters(model));
}
