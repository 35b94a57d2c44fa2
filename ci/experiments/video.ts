/**
 * Lesson 6.3 over several seeds: six actions in films of a moving shape, and films of two scenes.
 *
 * A convolution of each frame with an LSTM (on the mean of the frame, on all places, with attention), a convolution over
 * space and time, and both; by number of films at the same number of updates; with frames in random order; and the network
 * of the syllabus (64 filters, LSTM 128-64) once.
 */
import {data, engine, metrics, models, type notebook, type tf, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const [learningRate, batchSize] = [0.005, 32];

interface Films {
  x: data.Grid;
  y: number[];
}
type Sizes = Parameters<typeof models.buildVideoCnn>[0];
interface Design {
  build: (sizes: Sizes) => tf.LayersModel;
  films?: number;
  epochs?: number;
  edit?: (films: data.Videos, seed: number) => data.Videos;
  twoScenes?: boolean;
  once?: boolean;
}

const [filters, units] = [[8, 16], [32]];
const means = (sizes: Sizes) => models.buildVideoClassifier({...sizes, filters, units, maskZero: true});
const places = (sizes: Sizes) =>
  models.buildVideoClassifier({...sizes, filters, units, maskZero: true, keepPlaces: true});
const attention = (sizes: Sizes) =>
  models.buildVideoClassifier({...sizes, filters, units, maskZero: true, keepPlaces: true, attention: 'additive'});
const block = (sizes: Sizes) => models.buildVideoCnn({...sizes, filters});
const blockAndLstm = (sizes: Sizes) => models.buildVideoCnn({...sizes, filters, units});
const large = (sizes: Sizes) =>
  models.buildVideoClassifier({...sizes, filters: [64], units: [128, 64], maskZero: true});

const designs: Record<string, Design> = {
  'LSTM on means': {build: means},
  'LSTM on places': {build: places},
  'LSTM on places, attention': {build: attention},
  '3D convolution': {build: block},
  '3D convolution + LSTM': {build: blockAndLstm},
  '3D convolution, frames shuffled': {build: block, edit: data.shuffleFrames},
  'LSTM on places, 300 films': {build: places, films: 300, epochs: 40},
  '3D convolution, 300 films': {build: block, films: 300, epochs: 40},
  'LSTM on places, 600 films': {build: places, films: 600, epochs: 20},
  '3D convolution, 600 films': {build: block, films: 600, epochs: 20},
  'LSTM on places, two scenes': {build: places, films: 600, epochs: 6, twoScenes: true},
  '3D convolution, two scenes': {build: block, films: 600, epochs: 6, twoScenes: true},
  '3D convolution + LSTM, two scenes': {build: blockAndLstm, films: 600, epochs: 6, twoScenes: true},
  'LSTM on means, 40 epochs': {build: means, epochs: 40},
  'LSTM 128-64 on means of 64 filters': {build: large, once: true},
};

function filmsOf({films = 1200, edit, twoScenes}: Design): {train: Films; test: Films} {
  if (twoScenes) {
    return {train: data.generateTwoScenes(films, {seed: 1}), test: data.generateTwoScenes(300, {seed: 3})};
  }
  const [train, test] = [data.generateVideos(films, {seed: 1}), data.generateVideos(500, {seed: 3})];
  return edit ? {train: edit(train, 1), test: edit(test, 3)} : {train, test};
}

async function trainOnce(design: Design, seed: number, epochs = design.epochs ?? 10) {
  const {train, test} = filmsOf(design);
  await engine.start({engine: 'wasm', seed});
  const [, frames, height, width] = train.x.shape;
  const classes = design.twoScenes ? 2 : 6;
  const model = training.compile(design.build({frames, height, width, classes}), {
    ...{loss: 'categoricalCrossentropy', learningRate},
  });
  const {history} = await training.fit(model, {x: train.x, y: data.oneHot(train.y, classes)}, {epochs, batchSize});
  const answers = metrics.likeliest(training.predict(model, test.x)).values;
  const run: notebook.VideoRun = {
    seed,
    accuracy: rounded(metrics.accuracy(test.y, answers)),
    loss: Array.from(history.loss, (value) => rounded(Number(value), 4)),
  };
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

async function computeAll({seeds, expect, part}: Run): Promise<notebook.VideoExperiment> {
  const all = Object.entries(designs);
  expect(all.reduce((sum, [, {once}]) => sum + (once ? 1 : seeds.length), 0));
  const networks: notebook.VideoExperiment['networks'] = {};
  for (const [name, design] of all) {
    const key = name.replace(/\W+/g, '-');
    for (const seed of design.once ? seeds.slice(0, 1) : seeds) {
      const {run, parameters} = await part(`${key}-seed-${seed}`, () => trainOnce(design, seed));
      networks[name] ??= {films: design.films ?? 1200, epochs: design.epochs ?? 10, parameters, runs: []};
      networks[name].runs.push(run);
    }
  }
  return {networks};
}

export const videoExperiment: Experiment<notebook.VideoExperiment> = {
  name: 'video',
  lesson: '6.3',
  question: 'Is a film a sequence of pictures, or one block of numbers?',
  seeds: [1, 2, 3],
  run: computeAll,
  async sample() {
    const {run, parameters} = await trainOnce(designs['3D convolution, 300 films'], 1, 2);
    return {
      'networks.3D convolution, 300 films.parameters': parameters,
      'networks.3D convolution, 300 films.runs.0.loss.0': run.loss[0],
      'networks.3D convolution, 300 films.runs.0.loss.1': run.loss[1],
    };
  },
};
