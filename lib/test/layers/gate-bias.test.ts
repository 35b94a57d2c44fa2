import {strict as assert} from 'node:assert';
import {engine, layers, tf} from '../../src';

describe('gateBias', () => {
  beforeEach(() => engine.start({seed: 1}));

  const biasOf = (layer: tf.layers.Layer) => {
    layer.build([null, 4, 2]);
    return layer.getWeights()[2].arraySync();
  };

  it('gives each gate of an LSTM its value', () => {
    const biasInitializer = layers.gateBias([0.5, 4, -1, 0]);
    const layer = layers.lstm({units: 2, unitForgetBias: false, biasInitializer});
    assert.deepEqual(biasOf(layer), [0.5, 0.5, 4, 4, -1, -1, 0, 0]);
  });

  it('leaves the second row of a GRU that resets after at zero', () => {
    const biasInitializer = layers.gateBias([3, 0, 0]);
    assert.deepEqual(biasOf(layers.gru({units: 1, biasInitializer})), [
      [3, 0, 0],
      [0, 0, 0],
    ]);
    assert.deepEqual(biasOf(layers.gru({units: 1, resetAfter: false, biasInitializer})), [3, 0, 0]);
  });

  it('lets an LSTM keep about 1/e of its cell over T steps at log T', () => {
    const T = 200;
    const gate = 1 / (1 + Math.exp(-Math.log(T)));
    assert.ok(Math.abs(gate ** T - Math.exp(-1)) < 0.005);
  });

  it('is saved with the model', async () => {
    const lstm = layers.lstm({
      units: 2,
      unitForgetBias: false,
      biasInitializer: layers.gateBias([0, 2, 0, 0]),
      inputShape: [4, 2],
    });
    const model = tf.sequential({layers: [lstm]});
    const loaded = await tf.models.modelFromJSON(model.toJSON(undefined, false) as never);
    assert.deepEqual(loaded.getWeights()[2].arraySync(), [0, 0, 2, 2, 0, 0, 0, 0]);
  });

  it('refuses gates that do not fit', () => {
    assert.throws(() => layers.gateBias([]), {name: /RangeError|TypeError/, message: /gates/});
    assert.throws(() => layers.gateBias([1, Number.NaN]), {name: 'RangeError', message: /gates\[1\].*NaN/});
    const three = layers.lstm({units: 2, unitForgetBias: false, biasInitializer: layers.gateBias([1, 2, 3])});
    assert.throws(() => three.build([null, 4, 2]), {name: 'RangeError', message: /8 numbers.*3 gates/});
  });
});
