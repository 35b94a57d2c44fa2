import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {expectClose, type Packed, readGolden, unpack} from '../engine/golden';
import {saveAndLoad, shake} from './model-files';

const [batch, steps, features, units] = [4, 6, 3, 5]; // all different, so a swapped axis fails

const inputs = (seed = 1) => tf.randomNormal([batch, steps, features], 0, 1, 'float32', seed);

describe('layers.lstm and layers.gru', () => {
  before(() => engine.start({seed: 5}).then(() => undefined));

  it('take weights of Keras as they are: outputs, masks and states of golden cases', () => {
    for (const kind of ['lstm', 'gru'] as const) {
      interface Case {
        options: {
          units: number;
          goBackwards: boolean;
          returnSequences: boolean;
          useBias: boolean;
          resetAfter?: boolean;
        };
        inputs: Record<string, Packed>;
        output: Packed;
        name: string;
      }
      for (const {options, inputs: given, output, name} of readGolden<Case>(`${kind}-keras`)) {
        const {x, mask, initialState, initialCellState, ...weights} = given;
        const layer = kind === 'lstm' ? layers.lstm(options) : layers.gru(options);
        const states = [initialState, initialCellState].filter(Boolean).map(unpack);
        layer.build(x.shape);
        layer.setWeights(
          ['kernel', 'recurrentKernel', 'bias'].filter((key) => weights[key]).map((key) => unpack(weights[key])),
        );
        const keywords = {mask: mask && unpack(mask).toBool(), ...(states.length > 0 ? {initialState: states} : {})};
        expectClose(layer.call(unpack(x), keywords) as tf.Tensor, output, 1e-5, name);
      }
    }
  });

  it('start as Keras 3 does: glorotUniform over the whole kernel, orthogonal, forget bias of one', () => {
    const lstm = layers.lstm({units});
    lstm.build([null, steps, features]);
    const [kernel, recurrent, bias] = lstm.getWeights();
    const limit = Math.sqrt(6 / (features + 4 * units));
    assert.ok(kernel.abs().max().dataSync()[0] <= limit && kernel.abs().max().dataSync()[0] > 0.8 * limit);
    expectClose(recurrent.matMul(recurrent, false, true), tf.eye(units), 1e-5);
    const expected = Array.from({length: 4 * units}, (_, i) => (i >= units && i < 2 * units ? 1 : 0));
    assert.deepEqual([...bias.dataSync()], expected);
    const plain = layers.lstm({units, unitForgetBias: false});
    plain.build([null, steps, features]);
    assert.equal(plain.getWeights()[2].abs().max().dataSync()[0], 0);
  });

  it('agree with tf.layers.lstm and tf.layers.gru where those have the same convention', () => {
    const options = {
      units,
      inputShape: [steps, features],
      returnSequences: true,
      recurrentActivation: 'sigmoid' as const,
    };
    const pairs: [tf.layers.Layer, tf.layers.Layer][] = [
      [layers.lstm(options), tf.layers.lstm({...options})], // a copy: tfjs writes its cell into the options
      [layers.gru({...options, resetAfter: false}), tf.layers.gru({...options})],
    ];
    for (const [own, stock] of pairs) {
      const [model, twin] = [own, stock].map((layer) => tf.sequential({layers: [layer]}));
      shake(model);
      twin.setWeights(model.getWeights());
      expectClose(model.predict(inputs()) as tf.Tensor, twin.predict(inputs()) as tf.Tensor, 1e-5);
    }
  });

  it('take the place of the layers of tfjs when its files are loaded', async () => {
    const stock = tf.sequential({
      layers: [
        tf.layers.lstm({units, inputShape: [steps, features], returnSequences: true}),
        tf.layers.gru({units, returnSequences: true}),
        tf.layers.simpleRNN({units}),
      ],
    });
    const [loaded] = await saveAndLoad(stock);
    const [lstm, gru, simple] = loaded.layers;
    assert.ok(lstm instanceof layers.Lstm && gru instanceof layers.Gru && simple instanceof layers.SimpleRnn);
    expectClose(loaded.predict(inputs()) as tf.Tensor, stock.predict(inputs()) as tf.Tensor, 1e-5);
  });

  it('write files that stock TensorFlow.js reads, where it has the layer', async () => {
    const inner = layers.lstm({units: 2, returnSequences: true});
    const model = tf.sequential({
      layers: [
        layers.bidirectional({layer: inner, inputShape: [steps, features]}),
        layers.simpleRNN({units: 3, returnSequences: true}),
        layers.gru({units: 4, resetAfter: false, returnSequences: true}),
        layers.lstm({units}),
      ],
    });
    const [, {modelTopology, weightSpecs, weightData}] = await saveAndLoad(model);
    const weights = Buffer.from(weightData as ArrayBuffer).toString('base64');
    const x = tf.sin(tf.range(0, steps * features)).reshape([1, steps, features]);
    const script = `const tf = require('@tensorflow/tfjs');
      const {modelTopology, weightSpecs, weights, x} = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
      const weightData = Uint8Array.from(Buffer.from(weights, 'base64')).buffer;
      tf.loadLayersModel(tf.io.fromMemory({modelTopology, weightSpecs, weightData})).then((model) =>
        console.log('result ' + JSON.stringify([...model.predict(tf.tensor(x)).dataSync()])));`;
    const input = JSON.stringify({modelTopology, weightSpecs, weights, x: x.arraySync()});
    const {stdout, stderr} = spawnSync(process.execPath, ['--eval', script], {cwd: __dirname, input, encoding: 'utf8'});
    const found = stdout.match(/^result (.*)$/m);
    assert.ok(found, stderr);
    expectClose(tf.tensor([JSON.parse(found[1])]), model.predict(x) as tf.Tensor, 1e-5);
  });
});
