import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {draw} from '../engine/convolution-golden';
import {expectClose} from '../engine/golden';
import {saveAndLoad, shake} from './model-files';

const SCRIPT = `const tf = require('@tensorflow/tfjs');
  const {modelTopology, weightSpecs, weights, x} = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
  const weightData = Uint8Array.from(Buffer.from(weights, 'base64')).buffer;
  tf.loadLayersModel(tf.io.fromMemory({modelTopology, weightSpecs, weightData})).then((model) =>
    console.log('result ' + JSON.stringify([...model.predict(tf.tensor(x)).dataSync()])));`;

/** What stock TensorFlow.js, in a process of its own, predicts with the saved model. */
async function predictWithStock(model: tf.LayersModel, x: tf.Tensor): Promise<number[]> {
  const [, {modelTopology, weightSpecs, weightData}] = await saveAndLoad(model);
  const weights = Buffer.from(weightData as ArrayBuffer).toString('base64');
  const input = JSON.stringify({modelTopology, weightSpecs, weights, x: x.arraySync()});
  const {stdout, stderr} = spawnSync(process.execPath, ['--eval', SCRIPT], {cwd: __dirname, input, encoding: 'utf8'});
  const found = stdout.match(/^result (.*)$/m);
  assert.ok(found, stderr);
  return JSON.parse(found[1]);
}

describe('files of convolutions', () => {
  before(() => engine.start({seed: 5}).then(() => undefined));

  it('are read by stock TensorFlow.js, over time', async () => {
    const model = tf.sequential({
      layers: [
        layers.conv1d({filters: 5, kernelSize: 3, padding: 'same', activation: 'relu', inputShape: [12, 3]}),
        layers.averagePooling1d({poolSize: 2}),
        layers.conv1d({filters: 4, kernelSize: 2, dilationRate: 2}),
        layers.maxPooling1d({poolSize: 2, strides: 1}),
        layers.globalMaxPooling1d(),
      ],
    });
    shake(model);
    const x = draw([2, 12, 3], 1);
    expectClose(tf.tensor(await predictWithStock(model, x), [2, 4]), model.predict(x) as tf.Tensor, 1e-5);
  });

  it('are read by stock TensorFlow.js, over images', async () => {
    const model = tf.sequential({
      layers: [
        layers.conv2d({filters: 5, kernelSize: [3, 2], padding: 'same', strides: 2, inputShape: [9, 8, 3]}),
        layers.maxPooling2d({poolSize: 2, padding: 'same'}),
        layers.conv2d({filters: 4, kernelSize: 2, activation: 'tanh'}),
        layers.globalAveragePooling2d(),
      ],
    });
    shake(model);
    const x = draw([2, 9, 8, 3], 1);
    expectClose(tf.tensor(await predictWithStock(model, x), [2, 4]), model.predict(x) as tf.Tensor, 1e-5);
  });
});
