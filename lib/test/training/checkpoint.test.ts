import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';

const x = tf.randomNormal([22, 6, 2], 0, 1, 'float32', 1);
const y = x.sum([1, 2]).reshape([22, 1]);
const valid = {x: x.slice([0], [7]), y: y.slice([0], [7]).add(0.1)};
const data = {x, y, valid};

/** A model whose first weights and random choices depend on the engine's seed; each call gives its variables other names. */
function build(optimizer: training.CompileOptions['optimizer'] = 'adam', units = 4): tf.Sequential {
  const model = tf.sequential({
    layers: [
      layers.lstm({units, inputShape: [6, 2], returnSequences: true, dropout: 0.2, recurrentDropout: 0.1}),
      layers.dropout({rate: 0.3}),
      layers.gru({units: 3}),
      layers.dropout({rate: 0.1, seed: 8}),
      layers.dense({units: 1}),
    ],
  });
  return training.compile(model, {optimizer, metrics: ['mae']});
}

const weightsOf = (model: tf.LayersModel) => model.getWeights().map((weight) => Array.from(weight.dataSync()));
/** A history without the clock, and without the names that TensorFlow.js counts on from model to model. */
const plain = ({seconds, gradientNorms, ...history}: training.History) => ({
  ...history,
  norms: {...gradientNorms, layers: Object.values(gradientNorms?.layers ?? {})},
});

const SETTINGS: Record<string, {optimizer: () => training.CompileOptions['optimizer']; options: training.FitOptions}> =
  {
    'Adam by a plan': {optimizer: () => 'adam', options: {globalClipNorm: 1, recordGradientNorms: 'layers'}},
    'RMSprop by a plan, with a schedule': {
      optimizer: () => new training.RmsProp({momentum: 0.5, centered: true}),
      options: {
        schedule: training.schedules.cosineDecay({initialLearningRate: 0.01, decaySteps: 40}),
        shuffle: false,
      },
    },
    'SGD by a plan, lowered on a plateau': {
      optimizer: () => new training.Sgd({momentum: 0.9, nesterov: true}),
      options: {schedule: training.schedules.reduceOnPlateau({patience: 1, minDelta: 0.01, factor: 0.5}), seed: 5},
    },
    'Adam on the tape, with early stopping': {
      optimizer: () => new training.Adam({learningRate: 0.02}),
      options: {onTape: true, earlyStopping: {patience: 4}},
    },
    'momentum of tf.train on the tape': {optimizer: () => tf.train.momentum(0.01, 0.9), options: {onTape: true}},
  };

describe('checkpoints of training', () => {
  let folder = '';
  before(async () => {
    await engine.start();
    folder = mkdtempSync(join(tmpdir(), 'unroll-checkpoint-'));
  });
  after(() => rmSync(folder, {recursive: true, force: true}));

  for (const [name, {optimizer, options}] of Object.entries(SETTINGS)) {
    it(`go on bit for bit in a new model: ${name}`, async () => {
      const path = join(folder, `${name}.json`);
      await engine.start({seed: 3});
      const whole = build(optimizer());
      const expected = await training.fit(whole, data, {...options, epochs: 10, batchSize: 8});

      await engine.start({seed: 3});
      const first = build(optimizer());
      await training.fit(first, data, {...options, epochs: 4, batchSize: 8, checkpoint: {path}});

      await engine.start({seed: 99}); // nothing may depend on it any more
      const second = build(optimizer());
      assert.notEqual(second.weights[0].name, first.weights[0].name);
      const rest = await training.fit(second, data, {...options, epochs: 10, batchSize: 8, resumeFrom: path});
      assert.deepEqual(plain(rest), plain(expected));
      assert.deepEqual(weightsOf(second), weightsOf(whole));
      const named = Object.keys(rest.gradientNorms?.layers ?? {});
      assert.ok(
        named.every((layer) => second.layers.some((own) => own.name === layer)),
        `${named}`,
      );
      assert.equal(second.optimizer.iterations, whole.optimizer.iterations);
    });
  }

  it('go on in a new model of several outputs, whose numbers have other names', async () => {
    const make = async () => {
      await engine.start({seed: 3});
      const input = layers.input({shape: [6, 2]});
      const h = layers.gru({units: 3, dropout: 0.2}).apply(input) as tf.SymbolicTensor;
      const outputs = [1, 2].map((units) => layers.dense({units}).apply(h) as tf.SymbolicTensor);
      return training.compile(tf.model({inputs: input, outputs}), {metrics: ['mae']});
    };
    const several = {x, y: [y, tf.concat([y, y], 1)], valid: {x, y: [y, tf.concat([y, y], 1)]}};
    const path = join(folder, 'several.json');
    const whole = await training.fit(await make(), several, {epochs: 5});
    await training.fit(await make(), several, {epochs: 2, checkpoint: {path}});
    const model = await make();
    const rest = await training.fit(model, several, {epochs: 5, resumeFrom: path});
    assert.deepEqual(Object.values(rest.history), Object.values(whole.history));
    assert.deepEqual(Object.keys(rest.history).slice(0, model.metricsNames.length), model.metricsNames);
  });

  it('go on with the random choices of attention', async () => {
    const make = async (seed: number) => {
      await engine.start({seed});
      const input = layers.input({shape: [6, 2]});
      const options = {numHeads: 2, keyDim: 2, dropout: 0.3};
      const h = layers.multiHeadAttention(options).apply([input, input]) as tf.SymbolicTensor;
      const output = layers.gru({units: 1}).apply(h) as tf.SymbolicTensor;
      return training.compile(tf.model({inputs: input, outputs: output}));
    };
    const path = join(folder, 'attention.json');
    const whole = await training.fit(await make(3), data, {epochs: 4});
    await training.fit(await make(3), data, {epochs: 2, checkpoint: {path}});
    const rest = await training.fit(await make(8), data, {epochs: 4, resumeFrom: path});
    assert.deepEqual(rest.history, whole.history);
    assert.equal(rest.trainedBy, 'tape');
  });

  it('hold weights, counts and history of the epoch', async () => {
    await engine.start({seed: 3});
    const model = build();
    const saved: training.Checkpoint[] = [];
    const weights: number[][][] = [];
    const save = (checkpoint: training.Checkpoint) => {
      saved.push(checkpoint);
      weights.push(weightsOf(model));
    };
    const {history} = await training.fit(model, data, {epochs: 7, batchSize: 8, checkpoint: {save, every: 3}});
    assert.deepEqual(
      saved.map(({epoch}) => epoch),
      [3, 6, 7],
    );
    saved.forEach((checkpoint, i) => {
      assert.equal(checkpoint.optimizer.iterations, checkpoint.epoch * 3);
      assert.deepEqual(checkpoint.history.val_mae, history.val_mae.slice(0, checkpoint.epoch));
      assert.deepEqual(
        checkpoint.weights.map(({values}) => Array.from(values)),
        weights[i],
      );
    });
  });

  it('may be resumed from more than once, and stay as they are', async () => {
    const saved: training.Checkpoint[] = [];
    const save = (checkpoint: training.Checkpoint) => {
      saved.push(checkpoint);
    };
    await training.fit(build(), data, {epochs: 2, checkpoint: {save}, earlyStopping: {}, recordGradientNorms: true});
    const text = training.encodeCheckpoint(saved[1]);
    const go = async () => {
      const model = build();
      const options = {epochs: 4, resumeFrom: saved[1], earlyStopping: {}, recordGradientNorms: true};
      return {history: plain(await training.fit(model, data, options)), weights: weightsOf(model)};
    };
    assert.deepEqual(await go(), await go());
    assert.equal(training.encodeCheckpoint(saved[1]), text);
  });

  it('survive as text bit for bit, numbers that are not finite included', async () => {
    let saved: training.Checkpoint | undefined;
    await training.fit(build(), data, {
      checkpoint: {
        save: (checkpoint) => {
          saved = checkpoint;
        },
      },
    });
    assert.ok(saved);
    saved.history.loss.push(Number.NaN, Number.NEGATIVE_INFINITY, -0, 1 / 3);
    saved.weights[0].values.set([Number.NaN, -0, 1e-45, Number.POSITIVE_INFINITY]);
    const read = training.decodeCheckpoint(training.encodeCheckpoint(saved));
    assert.deepEqual(read.weights, saved.weights);
    assert.deepEqual(
      read.history.loss,
      saved.history.loss.map((value) => value + 0),
    ); // JSON has no -0
    assert.deepEqual(read.optimizer, saved.optimizer);
  });

  it('do nothing more where all epochs are trained, and leak nothing', async () => {
    const path = join(folder, 'done.json');
    await training.fit(build(), data, {epochs: 2, checkpoint: {path}, earlyStopping: {}});
    const model = build();
    const tensors = tf.memory().numTensors;
    const {epochs, history} = await training.fit(model, data, {epochs: 2, resumeFrom: path, earlyStopping: {}});
    assert.deepEqual([epochs, history.loss.length], [2, 2]);
    assert.equal(tf.memory().numTensors, tensors);
  });

  it('leave the last one whole when training is interrupted, and nothing else in the folder', async () => {
    const path = join(folder, 'deep', 'last.json');
    await engine.start({seed: 3});
    const stop = new AbortController();
    const model = build();
    const running = training.fit(model, data, {
      ...{epochs: 10_000, batchSize: 8, signal: stop.signal},
      checkpoint: {
        path,
        every: 2,
        save: ({epoch}) => {
          if (epoch === 6) setTimeout(() => stop.abort(), 30);
        },
      },
    });
    await assert.rejects(running, {name: 'TrainingInterrupted'});
    const {epoch, history} = await training.readCheckpoint(path);
    assert.ok(epoch >= 4 && epoch % 2 === 0);
    assert.equal(history.loss.length, epoch);
    assert.deepEqual(readdirSync(join(folder, 'deep')), ['last.json']);
    const {epochs} = await training.fit(build(), data, {epochs: epoch + 1, batchSize: 8, resumeFrom: path});
    assert.equal(epochs, epoch + 1);
  });

  it('that were cut off, or are none, are refused in one line', async () => {
    const path = join(folder, 'whole.json');
    await training.fit(build(), data, {checkpoint: {path}});
    const text = readFileSync(path, 'utf8');
    const model = build();
    const before = weightsOf(model);
    const cases: [string, RegExp][] = [
      [text.slice(0, text.length / 2), /cut\.json is no whole checkpoint: it is not JSON, or was cut off$/],
      ['', /cut\.json is no whole checkpoint/],
      ['{"layers": []}', /cut\.json is not a checkpoint of training.fit$/],
      ['null', /cut\.json is not a checkpoint of training.fit$/],
      [text.replace('"version":1', '"version":7'), /cut\.json: checkpoints of version 7 cannot be read here$/],
      [text.replace('"shape":[2,16]', '"shape":[2,17]'), /cut\.json is a damaged checkpoint: parts of it are missing$/],
      [text.replace('"history"', '"herstory"'), /cut\.json is a damaged checkpoint: parts of it are missing$/],
    ];
    const cut = join(folder, 'cut.json');
    for (const [content, message] of cases) {
      writeFileSync(cut, content);
      await assert.rejects(training.fit(model, data, {resumeFrom: cut}), message);
    }
    await assert.rejects(training.fit(model, data, {resumeFrom: join(folder, 'no')}), /no cannot be read: ENOENT$/);
    assert.deepEqual(weightsOf(model), before);
  });

  it('of another training are refused before anything changes', async () => {
    const path = join(folder, 'other.json');
    await training.fit(build(), data, {seed: 4, checkpoint: {path}});
    const few = {x: x.slice([0], [20]), y: y.slice([0], [20]), valid};
    const cases: [tf.LayersModel, training.TrainingData, training.FitOptions, RegExp][] = [
      [build(), few, {}, /resumeFrom: the checkpoint was made with 22 examples, got 20/],
      [build(), data, {seed: 5}, /resumeFrom: the checkpoint's seed is 4, got seed 5/],
      [build('sgd'), data, {}, /resumeFrom: the model's optimizer is UnrollSgd, the checkpoint's UnrollAdam/],
      [build('adam', 5), data, {}, /resumeFrom: lstm.*kernel.* has shape \[2,20\], in the checkpoint \[2,16\]/],
      [build(), {x, y}, {}, /resumeFrom: the checkpoint has recorded loss, mae, val_loss, val_mae, now loss, mae/],
      [build(), data, {earlyStopping: {}}, /resumeFrom: the checkpoint was made without earlyStopping/],
    ];
    for (const [model, given, options, message] of cases) {
      const before = weightsOf(model);
      await assert.rejects(training.fit(model, given, {...options, resumeFrom: path}), message);
      assert.deepEqual(weightsOf(model), before);
    }
    const nowhere = training.fit(build(), data, {checkpoint: {every: 2}});
    await assert.rejects(nowhere, /checkpoint needs a path, or a function save/);
    await assert.rejects(
      training.fit(build(), data, {checkpoint: {path, every: 0}}),
      /checkpoint.every must be .* got 0/,
    );
  });
});
