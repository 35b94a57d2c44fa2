import type * as tf from '@tensorflow/tfjs';
import {NotPlannable} from '../../layers/planning/planning';

/** Layers whose output at a step needs no other step, but for the state that they carry. */
const STEPWISE: readonly string[] = [
  ...['Activation', 'BatchNormalization', 'Dense', 'Dropout', 'Embedding', 'InputLayer', 'LayerNormalization'],
  ...['LeakyReLU', 'ReLU', 'Softmax', 'TimeDistributed', 'UnrollDropout', 'UnrollGaussianNoise'],
];

/** @throws NotPlannable for a layer that looks at other steps than its own and does not carry a state through them */
export function checkStepwise(model: tf.LayersModel): void {
  for (const layer of model.layers) {
    if (STEPWISE.includes(layer.getClassName()) || 'cell' in layer) continue;
    throw new NotPlannable(
      `${layer.name}: a layer of class ${layer.getClassName()} needs more than one step at a time`,
    );
  }
}
