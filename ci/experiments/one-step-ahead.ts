/**
 * Lesson 2.1 over several seeds and for five times as long -> ci/experiments/results/one-step-ahead.json.
 *
 *     node --import tsx ci/experiments/one-step-ahead.ts [--seeds 1,2,3,4,5]
 *
 * The three recurrent networks on the lesson's own split: 20 epochs each; the one with a linear output goes on to 100.
 * At some epochs its slopes are kept: how much its forecast moves when one input moves, over the test series.
 * The network of one unit is trained with 40 seeds too: how often do its first weights leave it at zero?
 */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Command} from 'commander';
import {data, engine, models, tf, training} from '../../lib/src';

const RESULT = join(__dirname, 'results', 'one-step-ahead.json');
const CHECKPOINTS = [0, 1, 2, 5, 10, 20, 50, 100];
const lookback = 50;

const examples = data.inputsAndTargets(data.generateTimeSeries(10_000, lookback + 1, {seed: 42}), {lookback});
const {train, valid, test} = data.splitExamples(examples, {train: 7000, valid: 2000, test: 1000});

interface Slopes {
  epoch: number;
  /** [lookback] over the test series. */
  mean: number[];
  deviation: number[];
}

interface SeedRun {
  seed: number;
  /** Test MSE by the number of epochs trained. */
  testMse: Record<string, number>;
  /** One number an epoch. */
  validMse: number[];
  slopes?: Slopes[];
  seconds: number;
}

const rounded = (value: number, digits = 6) => Number(value.toPrecision(digits));

/** Derivative of every forecast by every input, summed up over the test series: mean and deviation of each time step. */
function slopesOf(model: tf.Sequential, epoch: number): Slopes {
  const numbers = tf.tidy(() => {
    const forecast = (x: tf.Tensor) => (model.predict(x) as tf.Tensor).sum();
    const {mean, variance} = tf.moments(tf.grad(forecast)(test.x.toTensor()), 0);
    return [mean, variance.sqrt()].map((tensor) => Array.from(tensor.dataSync(), (value) => rounded(value, 4)));
  });
  return {epoch, mean: numbers[0], deviation: numbers[1]};
}

async function trainInSteps(build: () => tf.Sequential, seed: number, checkpoints: number[], keepSlopes: boolean) {
  await engine.start({engine: 'wasm', seed});
  const model = training.compile(build());
  const run: SeedRun = {seed, testMse: {}, validMse: [], ...(keepSlopes ? {slopes: []} : {}), seconds: 0};
  let epoch = 0;
  for (const checkpoint of checkpoints) {
    if (checkpoint > epoch) {
      const {history, seconds} = await training.fit(model, {...train, valid}, {epochs: checkpoint - epoch});
      run.validMse.push(...history.val_loss.map((value) => rounded(value)));
      run.seconds += Math.round(seconds * 10) / 10;
      epoch = checkpoint;
    }
    run.testMse[checkpoint] = rounded(training.evaluate(model, test).loss);
    run.slopes?.push(slopesOf(model, epoch));
  }
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

/** First weights and test MSE of the one-unit network, seed by seed. */
async function lottery(count: number) {
  const seeds = Array.from({length: count}, (_, i) => i + 1);
  const build = () => training.compile(models.buildSimpleRnn({units: [1], lookback}));
  const note = (model: tf.Sequential) => model.getWeights().map((weight) => rounded(weight.dataSync()[0], 4));
  const runs = await training.overSeeds(build, train, {seeds, epochs: 20, note});
  return runs.map(({seed, model, notes: [[wx, wh]]}) => {
    return {seed, wx, wh, testMse: rounded(training.evaluate(model, test).loss)};
  });
}

async function main(): Promise<void> {
  const program = new Command('one-step-ahead').option('--seeds <list>', 'seeds, separated by commas', '1,2,3,4,5');
  const {seeds: list} = program.parse().opts<{seeds: string}>();
  const seeds = list.split(',').map(Number);
  if (!seeds.every(Number.isInteger)) program.error(`--seeds wants whole numbers such as 1,2,3, got ${list}`);
  const builders: Record<string, {build: () => tf.Sequential; checkpoints: number[]}> = {
    simpleRnn1: {build: () => models.buildSimpleRnn({units: [1], lookback}), checkpoints: [0, 20]},
    simpleRnn20_20_1: {build: () => models.buildSimpleRnn({units: [20, 20, 1], lookback}), checkpoints: [0, 20]},
    simpleRnn20_20Dense1: {
      build: () => models.buildSimpleRnn({units: [20, 20], dense: 1, lookback}),
      checkpoints: CHECKPOINTS,
    },
  };
  const networks: Record<string, {parameters: number; runs: SeedRun[]}> = {};
  for (const [name, {build, checkpoints}] of Object.entries(builders)) {
    networks[name] = {parameters: 0, runs: []};
    for (const seed of seeds) {
      const keepSlopes = seed === seeds[0] && checkpoints === CHECKPOINTS;
      const {run, parameters} = await trainInSteps(build, seed, checkpoints, keepSlopes);
      networks[name].parameters = parameters;
      networks[name].runs.push(run);
      console.log(`${name}, seed ${seed}: test MSE ${JSON.stringify(run.testMse)}, ${run.seconds.toFixed(0)} s`);
    }
  }
  const oneUnit = await lottery(40);
  const result = {
    command: `node --import tsx ci/experiments/one-step-ahead.ts --seeds ${list}`,
    engine: engine.info(),
    series: {count: 10_000, steps: lookback + 1, seed: 42, split: [7000, 2000, 1000]},
    training: {optimizer: 'adam', learningRate: 0.001, batchSize: 32, loss: 'meanSquaredError'},
    seeds,
    networks,
    lottery: oneUnit,
  };
  writeFileSync(RESULT, `${JSON.stringify(result, null, 1)}\n`);
}

void main();
