/**
 * Exercise 07: what does a convolution in front of an LSTM do for long noisy series, to the error and to the time?
 *
 * The exercise's 500 training series; each seed has its own weights, order of batches and 300 test series. A control
 * takes every fourth value and has no convolution. The limit of the exercise follows from the worse front: its mean and
 * four standard deviations.
 */
import {data, engine, layers, metrics, models, type notebook, tf, training} from '../../lib/src';
import {LONG, longSeries, targetsBehind} from '../../lib/src/checks/07/strided-forecasts';
import {type Experiment, type Run, rounded} from './experiment';

const {timeSteps, horizon, noise, train: trainCount} = LONG;
const network = {units: 32, filters: 16, epochs: 10, learningRate: 0.01};

type Kind = keyof notebook.Exercise07Experiment['kinds'];

interface Front {
  kernelSize: number;
  strides: number;
  /** Whether a convolution stands there, or values are only left out. */
  isConvolution: boolean;
}

const fronts: Record<Kind, Front> = {
  'LSTM alone': {kernelSize: 1, strides: 1, isConvolution: false},
  'every fourth value': {kernelSize: 4, strides: 4, isConvolution: false},
  'kernel 4, stride 2': {kernelSize: 4, strides: 2, isConvolution: true},
  'kernel 8, stride 4': {kernelSize: 8, strides: 4, isConvolution: true},
};

/** [n, steps read, 1]: all values for a convolution, else the last one of each window. */
function inputsOf(series: data.Series, {kernelSize, strides, isConvolution}: Front): data.Series {
  const rows = Array.from({length: series.length}, (_, i) => series.row(i).slice(0, timeSteps));
  const isRead = (t: number) => isConvolution || (t >= kernelSize - 1 && (t - kernelSize + 1) % strides === 0);
  const kept = rows.map((row) => row.filter((_, t) => isRead(t)));
  return new data.Series(kept.flat(), [kept.length, kept[0].length, 1]);
}

function networkOf({kernelSize, strides, isConvolution}: Front): tf.LayersModel {
  const {units, filters, learningRate} = network;
  const inputShape: [null, number] = [null, 1];
  const front = isConvolution ? [layers.conv1d({filters, kernelSize, strides, activation: 'relu', inputShape})] : [];
  const lstm = layers.lstm({units, returnSequences: true, ...(isConvolution ? {} : {inputShape})});
  return training.compile(tf.sequential({layers: [...front, lstm, layers.dense({units: horizon})]}), {learningRate});
}

const truthOf = (series: data.Series): number[] =>
  Array.from({length: series.length}, (_, i) => series.row(i).slice(timeSteps, timeSteps + horizon)).flat();

async function trainOnce(kind: Kind, seed: number) {
  await engine.start({engine: 'wasm', seed});
  const front = fronts[kind];
  const known = longSeries(42, trainCount);
  const model = networkOf(front);
  const examples = {x: inputsOf(known, front), y: targetsBehind(known, front.kernelSize, front.strides)};
  const {seconds} = await training.fit(model, examples, {epochs: network.epochs, seed});
  const test = longSeries(10_000 + seed, 300);
  const said = training.predict(model, inputsOf(test, front));
  const [count, steps] = said.shape;
  const last = Array.from({length: count}, (_, i) =>
    Array.from(said.values.subarray(((i + 1) * steps - 1) * horizon, (i + 1) * steps * horizon)),
  );
  const parameters = training.countParameters(model);
  model.dispose();
  const run = {seed, testMse: rounded(metrics.mse(truthOf(test), last.flat())), seconds: rounded(seconds, 3)};
  return {run, parameters, steps};
}

/** Rules that need no training, on the test series of one seed. */
function rulesOf(seed: number): notebook.Exercise07Experiment['rules'][number] {
  const [known, test] = [longSeries(42, trainCount), longSeries(10_000 + seed, 300)];
  const x = test.steps(0, timeSteps);
  const line = models.leastSquares(known.steps(0, timeSteps), new data.Targets(truthOf(known), [trainCount, horizon]));
  const error = (rule: models.Baseline) => rounded(metrics.mse(truthOf(test), rule.predict(x).values));
  return {
    zero: error(models.zero({horizon})),
    naive: error(models.naive({horizon})),
    'least squares': error(line),
  };
}

async function computeAll({seeds, expect, part}: Run): Promise<notebook.Exercise07Experiment> {
  const names = Object.keys(fronts) as Kind[];
  expect(names.length * seeds.length);
  const kinds = {} as notebook.Exercise07Experiment['kinds'];
  for (const seed of seeds) {
    for (const kind of names) {
      const {run, parameters, steps} = await part(`${kind}-seed-${seed}`.replace(/\W+/g, '-'), () =>
        trainOnce(kind, seed),
      );
      kinds[kind] ??= {parameters, steps, runs: []};
      kinds[kind].runs.push(run);
    }
  }
  return {series: {timeSteps, horizon, noise, train: trainCount}, network, rules: seeds.map(rulesOf), kinds};
}

export const exercise07: Experiment<notebook.Exercise07Experiment> = {
  name: 'exercise-07',
  lesson: 'exercise 07',
  question: 'What does a convolution in front of an LSTM do for long noisy series, to the error and to the time?',
  seeds: Array.from({length: 20}, (_, i) => i + 1),
  run: computeAll,
  async sample() {
    const {run, parameters} = await trainOnce('kernel 8, stride 4', 1);
    return {
      'kinds.kernel 8, stride 4.parameters': parameters,
      'kinds.kernel 8, stride 4.runs.0.testMse': run.testMse,
      'rules.0.naive': rulesOf(1).naive,
      'rules.0.least squares': rulesOf(1)['least squares'],
    };
  },
};
