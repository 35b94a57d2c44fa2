import * as tf from '@tensorflow/tfjs';
import type {Series} from '../../data';

/** What a layer gives at its last time step. */
export interface LayerStates {
  /** Class of the layer, such as 'LSTM' or 'Add'. */
  layer: string;
  /** [sequences, units]; the caller disposes it. */
  states: tf.Tensor;
}

/** The last step of each layer of a model with one input, from the input to the output; the input itself is left out. */
export function lastSteps(model: tf.LayersModel, x: Series): LayerStates[] {
  const watched = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer');
  const probe = tf.model({inputs: model.inputs, outputs: watched.map(({output}) => output as tf.SymbolicTensor)});
  return tf.tidy(() => {
    const outputs = [probe.predict(x.toTensor())].flat() as tf.Tensor[];
    return outputs.map((output, i) => {
      const [sequences, steps, units] = output.shape;
      const isSequence = output.rank === 3;
      const last = isSequence ? output.slice([0, steps - 1, 0], [-1, 1, -1]).reshape([sequences, units]) : output;
      return {layer: watched[i].getClassName(), states: last};
    });
  });
}
