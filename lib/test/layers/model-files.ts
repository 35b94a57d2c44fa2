// What the tests of recurrent layers do with whole models.
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
