// What the tests of recurrent layers do with whole models and with layers.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import * as tf from '@tensorflow/tfjs';

/** Weights away from zero, so that every bias counts. */
export function shake(model: tf.LayersModel): void {
  model.setWeights(model.getWeights().map((w, i) => w.add(tf.randomNormal(w.shape, 0, 0.3, 'float32', 20 + i))));
}

/** Saves a model into memory and loads it again: the loaded model and the saved files. */
export async function saveAndLoad(model: tf.LayersModel): Promise<[tf.LayersModel, tf.io.ModelArtifacts]> {
  let saved: tf.io.ModelArtifacts = {};
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: 'JSON'}};
    }),
  );
  return [await tf.loadLayersModel(tf.io.fromMemory(saved)), saved];
}

/** Makes a fused layer run on tfjs' own operations, as it does with activations that the kernels do not know. */
export function onSingleOperations<L extends tf.layers.Layer>(layer: L): L {
  return Object.defineProperty(layer, 'hasKernel', {get: () => false});
}

/** What a saved model predicts in a process of its own that has only stock TensorFlow.js, as one row of numbers. */
export function predictStock({modelTopology, weightSpecs, weightData}: tf.io.ModelArtifacts, x: tf.Tensor): tf.Tensor {
  const weights = Buffer.from(weightData as ArrayBuffer).toString('base64');
  const script = `const tf = require('@tensorflow/tfjs');
    const {modelTopology, weightSpecs, weights, x} = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
    const weightData = Uint8Array.from(Buffer.from(weights, 'base64')).buffer;
    tf.loadLayersModel(tf.io.fromMemory({modelTopology, weightSpecs, weightData})).then((model) =>
      console.log('result ' + JSON.stringify([...model.predict(tf.tensor(x)).dataSync()])));`;
  const input = JSON.stringify({modelTopology, weightSpecs, weights, x: x.arraySync()});
  const {stdout, stderr} = spawnSync(process.execPath, ['--eval', script], {cwd: __dirname, input, encoding: 'utf8'});
  const found = stdout.match(/^result (.*)$/m);
  assert.ok(found, stderr);
  return tf.tensor(JSON.parse(found[1]) as number[]);
}
