/**
 * Exercise 19: how well do two networks name an action that takes up a moment of a film, after seconds of training?
 *
 * 1,200 films of 6 to 16 frames; each seed has its own weights, order of batches and 200 test films, and 200 longer ones.
 * The limit of the exercise follows from the worse network: the mean less four standard deviations. The third column
 * trains the block on films whose frames are shuffled: more than half cannot be had without order.
 */
import * as tf from '@tensorflow/tfjs';
import {data, engine, metrics, models, type notebook, training} from '../../lib/src';
import {ACTION_FILMS, freshFilms} from '../../lib/src/checks/19/action-films';
import {buildBlock, buildReader} from '../exercises/bench/action-networks';
import {type Experiment, type Run, rounded} from './experiment';

const [testCount, filters, units, shuffledRuns] = [200, [8, 16], 32, 5];
const kinds: Record<notebook.FilmNetwork, {build: () => tf.LayersModel; epochs: number; learningRate: number}> = {
  reader: {build: () => buildReader(12, 12, filters, units, 6), epochs: 20, learningRate: 0.005},
  block: {build: () => buildBlock(12, 12, filters, 6), epochs: 6, learningRate: 0.015},
};
const names = Object.keys(kinds) as notebook.FilmNetwork[];
const known = () => data.generateMoments(ACTION_FILMS.train, {seed: ACTION_FILMS.seed});
const testOf = (seed: number) => freshFilms(testCount, 10_000 + seed);
const longerOf = (seed: number) => data.generateMoments(testCount, {frames: 32, leastFrames: 17, seed: 20_000 + seed});

/** Films in one array with black frames behind, and their mask. */
function inputs({films}: data.Moments): data.Grid[] {
  const [frames, size] = [Math.max(...films.map(({length}) => length)), films[0][0].length];
  const x = new data.Grid(new Float64Array(films.length * frames * size * size), [films.length, frames, size, size, 1]);
  const mask = new data.Grid(new Float64Array(films.length * frames), [films.length, frames]);
  films.forEach((film, i) => {
    x.values.set(film.flat(2), i * frames * size * size);
    mask.values.fill(1, i * frames, i * frames + film.length);
  });
  return [x, mask];
}

/** Copies with the frames of each film in random order. */
function shuffled(moments: data.Moments, seed: number): data.Moments {
  const {shuffle} = data.random(seed);
  return {...moments, films: moments.films.map((film) => shuffle(film))};
}

const targets = ({y}: data.Moments) => new data.Targets(y, [y.length, 1]);
function accuracy(model: tf.LayersModel, moments: data.Moments): number {
  const said = tf.tidy(() => {
    const y = model.predict(inputs(moments).map((one) => one.toTensor())) as tf.Tensor;
    return y.argMax(-1).dataSync();
  });
  return rounded(metrics.accuracy(moments.y, said));
}

async function trainOnce(kind: notebook.FilmNetwork, seed: number, train: data.Moments, passes = kinds[kind].epochs) {
  const {build, learningRate} = kinds[kind];
  const model = training.compile(build(), {loss: 'sparseCategoricalCrossentropy', learningRate});
  const xy = {x: inputs(train), y: targets(train)};
  const {history, seconds} = await training.fit(model, xy, {epochs: passes, batchSize: 32, seed});
  return {model, firstLoss: rounded(history.loss[0], 5), seconds: rounded(seconds, 3)};
}

async function runOnce(kind: notebook.FilmNetwork, seed: number) {
  const {model, ...rest} = await trainOnce(kind, seed, known());
  const run = {seed, ...rest, accuracy: accuracy(model, testOf(seed)), longer: accuracy(model, longerOf(seed))};
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

/** The block without order: in training and in test. */
async function withoutOrder(seed: number) {
  const {model} = await trainOnce('block', seed, shuffled(known(), seed));
  const share = accuracy(model, shuffled(testOf(seed), seed));
  model.dispose();
  return {seed, accuracy: share};
}

/** Shares of the rules on the test films of one seed. */
function rulesOf(seed: number): notebook.Exercise19Experiment['rules'][number] {
  const [train, test] = [known(), testOf(seed)];
  const frames = (moments: data.Moments, take: (film: number[][][]) => number[][][]) =>
    new data.Grid(new Float64Array(moments.films.flatMap((film) => take(film).flat(2))), [
      moments.films.length,
      take(moments.films[0]).flat(2).length,
    ]);
  const labels = data.oneHot(train.y, 6);
  const linear = (take: (film: number[][][]) => number[][][]) => {
    const said = models.leastSquares(frames(train, take), labels, {ridge: 1}).predict(frames(test, take));
    return rounded(metrics.accuracy(test.y, metrics.likeliest(said).values));
  };
  const padded = (film: number[][][]) => {
    const black = film[0].map((row) => row.map(() => 0));
    return Array.from({length: 16}, (_, t) => film[t] ?? black);
  };
  const near = models.nearestNeighbours(frames(train, padded), labels).predict(frames(test, padded));
  return {
    majority: rounded(Math.max(...train.actions.map((_, k) => test.y.filter((y) => y === k).length)) / testCount),
    'first frame': linear((film) => [film[0]]),
    'first and last frame': linear((film) => [film[0], film[film.length - 1]]),
    'nearest film': rounded(metrics.accuracy(test.y, metrics.likeliest(near).values)),
  };
}

async function computeAll({seeds, expect, part}: Run): Promise<notebook.Exercise19Experiment> {
  const mixed = seeds.slice(0, shuffledRuns);
  expect((names.length + 1) * seeds.length + mixed.length);
  const networks = {} as notebook.Exercise19Experiment['networks'];
  for (const kind of names) {
    const {epochs, learningRate} = kinds[kind];
    networks[kind] = {parameters: 0, epochs, learningRate, runs: []};
    for (const seed of seeds) {
      const {run, parameters} = await part(`${kind}-seed-${seed}`, async () => {
        await engine.start({engine: 'wasm', seed});
        return runOnce(kind, seed);
      });
      networks[kind].parameters = parameters;
      networks[kind].runs.push(run);
    }
  }
  const without: notebook.Exercise19Experiment['shuffled'] = [];
  for (const seed of mixed) {
    const found = await part(`shuffled-seed-${seed}`, async () => {
      await engine.start({engine: 'wasm', seed});
      return withoutOrder(seed);
    });
    without.push(found);
  }
  const rules: notebook.Exercise19Experiment['rules'] = [];
  for (const seed of seeds) rules.push(await part(`rules-seed-${seed}`, async () => rulesOf(seed)));
  const films = {train: ACTION_FILMS.train, trainSeed: ACTION_FILMS.seed, test: testCount};
  return {films, rules, networks, shuffled: without};
}

export const exercise19: Experiment<notebook.Exercise19Experiment> = {
  name: 'exercise-19',
  lesson: 'exercise 19',
  question: 'How well do two networks name an action that takes up a moment of a film, after seconds of training?',
  seeds: Array.from({length: 20}, (_, i) => i + 1),
  run: computeAll,
  async sample() {
    await engine.start({engine: 'wasm', seed: 1});
    const {model, firstLoss} = await trainOnce('reader', 1, known(), 1);
    const parameters = training.countParameters(model);
    model.dispose();
    const rules = rulesOf(1);
    return {
      'networks.reader.parameters': parameters,
      'networks.reader.runs.0.firstLoss': firstLoss,
      'rules.0.first and last frame': rules['first and last frame'],
      'rules.0.nearest film': rules['nearest film'],
    };
  },
};
