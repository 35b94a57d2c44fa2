// What the tests of recurrent layers do with whole models and with layers.
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
