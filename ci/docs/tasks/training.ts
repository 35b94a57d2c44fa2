/** Training */
import {data, layers, metrics, models, notebook, plots, tf, training} from 'unroll';

const {x, y} = data.inputsAndTargets(data.generateTimeSeries(120, 51, {seed: 42}), {lookback: 50});

/** I want to train a model and watch it. */
export async function watch() {
  const model = training.compile(models.buildSimpleRnn({units: [20], dense: 1}), {learningRate: 0.01});
  const history = await training.fit(model, {x, y, valid: {x, y}}, {epochs: 2, progress: true});
  notebook.show(plots.trainingCurves(history));
}

/** I want training to stop when validation gets no better. */
export async function stopEarly() {
  const model = training.compile(models.buildLstm({units: [8]}));
  const history = await training.fit(model, {x, y, valid: {x, y}}, {epochs: 3, earlyStopping: {patience: 1}});
  console.log(history.epoch);
}

/** I want to clip gradients and see that it did something. */
export async function clip() {
  const model = training.compile(models.buildLstm({units: [8]}));
  const history = await training.fit(model, {x, y}, {epochs: 2, clipNorm: 0.1});
  console.log(history.gradientNorms);
}

/** I want a learning rate that falls while training. */
export async function learningRate() {
  const schedule = training.schedules.cosineDecay({initialLearningRate: 0.01, decaySteps: 100});
  const model = training.compile(models.buildLstm({units: [8]}));
  console.log((await training.fit(model, {x, y}, {epochs: 2, schedule})).learningRates);
}

/** I want to compare models on the same data. */
export async function compare() {
  const candidates = {
    simple: training.compile(models.buildSimpleRnn({units: [8], dense: 1})),
    lstm: training.compile(models.buildLstm({units: [8]})),
  };
  const {rows} = await training.compare(candidates, {x, y, test: {x, y}}, {epochs: 1});
  notebook.show(notebook.table(rows.map(({name, parameters, test}) => ({name, parameters, mse: test.loss}))));
}

/** I want to know how much is luck: several seeds. */
export async function seeds() {
  const build = () => training.compile(models.buildSimpleRnn({units: [4], dense: 1}));
  const runs = await training.overSeeds(build, {x, y}, {seeds: [1, 2, 3], epochs: 1});
  console.log(metrics.median(runs.map(({model}) => metrics.mse(y, training.predict(model, x)))));
}

/** I want to stop training and go on tomorrow. */
export async function checkpoint() {
  const save: training.Checkpoint[] = [];
  const model = training.compile(models.buildLstm({units: [8]}));
  await training.fit(model, {x, y}, {epochs: 1, checkpoint: {save: (one) => void save.push(one)}});
  await training.fit(model, {x, y}, {epochs: 2, resumeFrom: save[0]});
}

/** I have very long sequences. */
export async function truncate() {
  const model = models.buildLstm({units: [8], returnSequences: true, features: 1});
  training.compile(model);
  const long = tf.randomNormal([4, 200, 1], 0, 1, 'float32', 1);
  await training.fit(model, {x: long, y: long}, {truncate: 50});
}

/** I want a trained model to answer step by step, fast. */
export function stepByStep() {
  const stream = training.stream(models.buildLstm({units: [8], features: 1}));
  for (const value of [0.1, 0.2, 0.3]) console.log(stream.step([value]));
  stream.dispose();
}

/** I want a recurrent cell of my own. */
export function ownCell() {
  const cell = layers.cell({
    units: 8,
    build: (features) => ({kernel: [features, 8], recurrentKernel: [8, 8]}),
    step(X, [H], {kernel, recurrentKernel}) {
      const next = tf.tanh(tf.add(tf.matMul(X, kernel), tf.matMul(H, recurrentKernel)));
      return [next, [next]];
    },
  });
  console.log(
    layers
      .rnn({cell, inputShape: [50, 1]})
      .apply(tf.zeros([2, 50, 1]))
      .toString(),
  );
}

/** I have weights from Keras. */
export async function kerasWeights() {
  const model = tf.sequential({layers: [layers.dense({units: 1, inputShape: [2]})]});
  await models.loadWeights(model, [[[0.5], [-0.5]], [0.1]]);
  console.log(String(model.getWeights()[0]));
}
