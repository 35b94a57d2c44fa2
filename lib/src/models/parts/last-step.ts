import * as tf from '@tensorflow/tfjs';
import {padded} from '../../engine/internal';
import {NotPlannable, type PlanValue, registerPlanner} from '../../layers/planning/planning';

/** Reads the last time step of a sequence: [batch, time steps, features] -> [batch, features]. */
export class LastStep extends tf.layers.Layer {
  /** @nocollapse */
  static className = 'UnrollLastStep';

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch, , features] = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as tf.Shape;
    return [batch, features];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
      const [batch, steps, features] = x.shape;
      return x.slice([0, steps - 1, 0], [batch, 1, features]).reshape([batch, features]);
    });
  }
}
tf.serialization.registerClass(LastStep);

/** Sequences lie time first, so the last step is the last block of them: nothing has to be copied. */
registerPlanner('UnrollLastStep', (_, {inputs: [x]}): PlanValue[] => {
  if (x.shape.length !== 3) throw new NotPlannable(`the last step of shape [${x.shape}] has no plan`);
  const [batch, steps, features] = x.shape;
  const offset = (steps - 1) * batch * padded(features) * 4;
  return [{shape: [batch, features], at: x.at + offset, gradient: x.gradient && x.gradient + offset}];
});
