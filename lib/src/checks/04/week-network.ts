import {askAndJudge, meanSquare} from '../13/judged-forecasts';
import {
  build,
  demandInput,
  demandOutput,
  demandParameters,
  modelOf,
  predictions,
  refuse,
  right,
} from '../frame/built-models';
import type {Finding, Learner, ModelLayer} from '../frame/frame';
import {unseenWeeks, WEEK} from './week-data';

const {lookback, horizon} = WEEK;
const PATH = 'buildSeq2vec()';

/** Parameters of an LSTM and of a Dense layer. */
const lstm = (features: number, units: number) => 4 * units * (features + units + 1);
const dense = (features: number, units: number) => units * (features + 1);
const PARAMETERS = lstm(1, 64) + lstm(64, 32) + dense(32, 64) + dense(64, horizon);

const named = (layers: ModelLayer[], kind: RegExp) => layers.filter((one) => kind.test(one.kind));

function demandRecurrent(layers: ModelLayer[]): void {
  const cells = named(layers, /LSTM$|GRU$|RNN$|Bidirectional/);
  const other = cells.find(({kind}) => kind !== 'LSTM');
  if (other) refuse(`${PATH}: the recurrent layers are LSTMs, one here is ${other.kind}`);
  const units = cells.map(({config}) => config.units).join(', ');
  if (units === '32, 64') refuse(`${PATH}: the LSTMs have changed places: 64 units come first, then 32`);
  if (units !== '64, 32') refuse(`${PATH}: the LSTMs have [${units}] units, they should have [64, 32]`);
}

function demandDropout(layers: ModelLayer[]): void {
  const drops = named(layers, /Dropout/);
  if (drops.length === 0) refuse(`${PATH}: the dropout is missing; it is a layer of its own, between the Dense layers`);
  const rate = Number(drops[0].config.rate);
  if (Math.abs(rate - 0.8) < 1e-6) refuse(`${PATH}: the rate of the dropout is what it drops, not what it keeps`);
  if (Math.abs(rate - 0.2) > 1e-6) refuse(`${PATH}: the dropout has a rate of ${rate}; it should drop one in five`);
  if (/Dropout/.test(layers[layers.length - 1].kind)) {
    refuse(`${PATH}: the dropout stands at the very end: forecasts themselves would be dropped in training`);
  }
}

/** Whether relu stands as a layer of its own between a layer and the last Dense one. */
function bends(layers: ModelLayer[], hidden: ModelLayer): boolean {
  if (hidden.config.activation !== 'linear') return false;
  const behind = layers.slice(layers.indexOf(hidden) + 1);
  const upTo = behind.slice(
    0,
    behind.findIndex(({kind}) => /Dense/.test(kind)),
  );
  return upTo.some(({kind, config}) => kind === 'ReLU' || (kind === 'Activation' && config.activation === 'relu'));
}

function demandDense(layers: ModelLayer[]): void {
  const all = named(layers, /Dense/);
  const [hidden, last] = all.slice(-2);
  if (all.length < 2) refuse(`${PATH} has ${all.length} Dense layers; one of 64 and one of ${horizon} were asked for`);
  if (hidden.config.units !== 64) refuse(`${PATH}: the first Dense layer has ${hidden.config.units} units, not 64`);
  if (last.config.activation !== 'linear') {
    refuse(`${PATH}: the last layer has the activation ${last.config.activation}; changes may have any sign and size`);
  }
  if (hidden.config.activation !== 'relu' && !bends(layers, hidden)) {
    refuse(`${PATH}: the Dense layer of 64 has the activation ${hidden.config.activation}; it should be relu`);
  }
}

/** Findings of 04.6. */
export async function* checkNetwork(learner: Learner, probe: number[][]): AsyncGenerator<Finding> {
  const model = modelOf(PATH, await build(learner, 'buildSeq2vec'));
  demandInput(PATH, model, lookback, 1);
  demandOutput(
    PATH,
    model,
    [null, horizon],
    [
      ['the second LSTM hands on all its states; for a vector only the last one goes on', [null, lookback, horizon]],
      ['one day only; the last layer has a number for each of the seven', [null, 1]],
      ['this is the layer of 64; the layer of seven numbers is missing', [null, 64]],
    ],
  );
  yield right(`${PATH}: shapes are right`);
  demandRecurrent(model.layers);
  demandDense(model.layers);
  demandDropout(model.layers);
  demandParameters(PATH, model.parameters, PARAMETERS, [
    ['a bias is missing in a Dense layer', PARAMETERS - horizon],
    ['a bias is missing in a Dense layer', PARAMETERS - 64],
    ['there is a Dense layer too many', PARAMETERS + dense(64, 64)],
    ['the layer of 64 should read the 32 states', PARAMETERS - dense(32, 64) + dense(64, 64)],
  ]);
  yield right(`${PATH}: layers are right`);
  const [one, again] = [0, 1].map(() =>
    predictions(
      learner,
      model,
      probe.map((row) => row.map((value) => [value])),
    ),
  );
  if (JSON.stringify(await one) !== JSON.stringify(await again)) {
    refuse(`${PATH}: two predictions for the same windows differ; dropout must rest outside training`);
  }
  yield right(`${PATH} predicts`);
}

/**
 * Part of the error of repeating last week that passes 04.7: mean + 4 standard deviations of 20 trainings; see
 * `ci/experiments/results/exercise-04.json`.
 */
export const WEEK_PART = 0.406;

/** Findings of 04.7. */
export async function* checkWeek(learner: Learner, seeds: number[], count = 60): AsyncGenerator<Finding> {
  for (const seed of seeds) {
    const {x, y} = unseenWeeks(seed, count, horizon + 1);
    const windows = Array.from({length: x.length}, (_, i) => x.row(i));
    const future = windows.map((_, i) => Array.from(y.values.slice(i * (horizon + 1), (i + 1) * (horizon + 1))));
    const truth = future.map((row) => row.slice(0, horizon));
    const rule = (of: (row: number[], k: number) => number) => windows.map((row) => truth[0].map((_, k) => of(row, k)));
    const lastWeek = rule((row, k) => row[lookback - 7 + k]);
    const weeks = (row: number[], k: number) =>
      [1, 2, 3, 4].reduce((sum, back) => sum + row[lookback - 7 * back + k] / 4, 0);
    yield await askAndJudge(learner, 'forecastWeek', [windows], {
      path: `forecastWeek(${windows.length} windows)`,
      ...{x: windows, y: truth, after: future.map((row) => row[horizon])},
      limit: WEEK_PART * meanSquare(truth, lastWeek),
      meaning: `${WEEK_PART} of the error of repeating last week`,
      worst: {
        mse: meanSquare(truth, lastWeek),
        message:
          'last week itself is nearer: too little training, or does the network read windows unlike those it learned from, each minus its own last value?',
      },
      rules: [
        {message: 'this repeats last week, the rule to beat', value: lastWeek},
        {
          message: 'this repeats the last value; train the network and let it forecast',
          value: rule((row) => row[lookback - 1]),
        },
        {
          message: 'this is the mean of four weeks: better than last week, but the level has moved on since',
          value: rule(weeks),
        },
        {message: 'every forecast is 0: an untrained start, with no level added', value: rule(() => 0)},
      ],
    });
  }
}
