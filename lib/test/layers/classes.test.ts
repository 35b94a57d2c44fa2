import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';

const [batch, steps, features] = [2, 5, 3];
const x = tf.randomNormal([batch, steps, features], 0, 1, 'float32', 1);

/** The layers of a model after a way through JSON, as a file takes it. */
async function reloaded(model: tf.LayersModel): Promise<tf.LayersModel> {
  let kept: tf.io.ModelArtifacts = {};
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      kept = artifacts;
      return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: 'JSON'}};
    }),
  );
  return tf.loadLayersModel(tf.io.fromMemory(kept));
}

const numbers = (tensor: tf.Tensor | tf.Tensor[]): number[] => [...(tensor as tf.Tensor).dataSync()];

describe('classes of layers', () => {
  before(() => engine.start({seed: 5}));

  it('are what the functions make, and what a saved model comes back as', async () => {
    const query = tf.input({shape: [steps, features]});
    const attended = layers.attention({score: 'dot'}).apply([query, query]) as tf.SymbolicTensor;
    const heads = layers.multiHeadAttention({numHeads: 2, keyDim: 4}).apply([attended, attended]) as tf.SymbolicTensor;
    const dropped = layers.dropout({rate: 0.5, seed: 1}).apply(heads) as tf.SymbolicTensor;
    const model = tf.model({inputs: query, outputs: dropped});
    const back = await reloaded(model);
    for (const {layers: made} of [model, back]) {
      assert.ok(made.some((layer) => layer instanceof layers.Attention));
      assert.ok(made.some((layer) => layer instanceof layers.MultiHeadAttention));
      assert.ok(made.some((layer) => layer instanceof layers.Dropout));
    }
    assert.deepEqual(numbers(back.predict(x)), numbers(model.predict(x)));
  });

  it('WaveNetBlock comes back from a file too, with the numbers that it gave', async () => {
    const input = tf.input({shape: [steps, features]});
    const block = layers.waveNetBlock({filters: features, kernelSize: 2, dilationRate: 2});
    assert.ok(block instanceof layers.WaveNetBlock);
    const outputs = block.apply(input) as tf.SymbolicTensor[];
    const model = tf.model({inputs: input, outputs});
    const back = await reloaded(model);
    assert.ok(back.layers.some((layer) => layer instanceof layers.WaveNetBlock));
    const [first, second] = [model, back].map((one) => (one.predict(x) as tf.Tensor[]).map(numbers));
    assert.deepEqual(second, first);
  });

  it('GateBias comes back from a file, so that a model may be drawn anew as it was', async () => {
    const biasInitializer = layers.gateBias([0.5, 4, -1, 0]);
    assert.ok(biasInitializer instanceof layers.GateBias);
    const lstm = layers.lstm({units: 3, inputShape: [steps, features], biasInitializer, unitForgetBias: false});
    const back = await reloaded(tf.sequential({layers: [lstm]}));
    const {biasInitializer: read} = back.layers[0].getConfig() as {biasInitializer: {className: string}};
    assert.equal(read.className, layers.GateBias.className);
    const bias = back.layers[0].getWeights()[2];
    assert.deepEqual([...bias.dataSync()], [0.5, 0.5, 0.5, 4, 4, 4, -1, -1, -1, 0, 0, 0]);
  });
});

describe('Dropout', () => {
  before(() => engine.start({seed: 5}));

  it('keeps a share of the numbers and scales them up, so that the mean stays', () => {
    const layer = new layers.Dropout({rate: 0.25, seed: 3});
    const values = numbers(layer.call(tf.ones([4000]), {training: true}));
    assert.ok(values.every((value) => value === 0 || Math.abs(value - 1 / 0.75) < 1e-6));
    const kept = values.filter((value) => value > 0).length / values.length;
    assert.ok(Math.abs(kept - 0.75) < 0.03, `${kept} of the numbers are kept`); // four standard deviations
  });

  it('hands everything on outside training', () => {
    const layer = new layers.Dropout({rate: 0.9, seed: 3});
    assert.deepEqual(numbers(layer.call(x, {})), numbers(x));
  });
});

describe('ChoiceSeeds', () => {
  it('gives the same seeds from the same beginning, and goes on from a state', () => {
    const [first, second] = [new layers.ChoiceSeeds(7), new layers.ChoiceSeeds(7)];
    assert.equal(first.state, undefined, 'nothing is chosen yet');
    const seeds = [1, 2, 3, 4].map(() => first.next());
    assert.equal(new Set(seeds).size, 4);
    second.next();
    second.next();
    const resumed = new layers.ChoiceSeeds();
    resumed.state = second.state;
    assert.deepEqual([resumed.next(), resumed.next()], seeds.slice(2));
  });

  it('draws from the engine where no seed is given, so that a started engine repeats', async () => {
    const draw = async () => {
      await engine.start({seed: 8});
      return new layers.ChoiceSeeds().next();
    };
    assert.equal(await draw(), await draw());
  });
});

describe('GruCell', () => {
  before(() => engine.start({seed: 5}));
  const units = 4;

  it('resets after the product: with a reset gate shut, the state reaches the candidate only by its bias', () => {
    const cell = new layers.GruCell({units, recurrentActivation: 'sigmoid'});
    cell.build([batch, features]);
    assert.equal(cell.resetAfter, true);
    const [kernel, recurrent] = cell.getWeights();
    // z and r shut: R = 0 and Z = 0, so H' = tanh(X W_xh + b_h), whatever H and b_m are
    const shut = tf.concat([tf.fill([2 * units], -100), tf.fill([units], 0.3)]);
    const bias = tf.stack([shut, tf.concat([tf.zeros([2 * units]), tf.fill([units], 9)])]);
    cell.setWeights([kernel, recurrent, bias]);
    const X = x.slice([0, 0, 0], [batch, 1, features]).reshape([batch, features]) as tf.Tensor2D;
    const H = tf.randomNormal([batch, units], 0, 1, 'float32', 2);
    const [state] = cell.call([X, H], {}) as tf.Tensor[];
    const expected = X.matMul(kernel.slice([0, 2 * units], [features, units]) as tf.Tensor2D)
      .add(0.3)
      .tanh();
    numbers(expected).forEach((value, i) => {
      assert.ok(Math.abs(numbers(state)[i] - value) < 1e-5, `${i}`);
    });
  });

  it('has one bias row less where it resets before', () => {
    const cell = new layers.GruCell({units, resetAfter: false});
    cell.build([batch, features]);
    assert.deepEqual(cell.getWeights()[2].shape, [3 * units]);
  });
});
