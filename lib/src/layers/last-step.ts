import * as tf from '@tensorflow/tfjs';
import {checkSequences} from './fused-rnn';
import {checkLayerOptions, LAYER_CHECKS, type LayerArgs, type OptionChecks} from './layer-options';
import './planning/last-step';

/** Options of {@link lastStep}: those of every layer. */
export type LastStepOptions = LayerArgs;

/** A layer that reads the last time step, see {@link lastStep}. */
export class LastStep extends tf.layers.Layer {
  /** The name in models saved before the layer was public. @nocollapse */
  static className = 'UnrollLastStep';

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as tf.Shape;
    if (shape.length !== 3) {
      throw new RangeError(
        `${this.name}: inputs must have shape [batch, time steps, features], got [${shape.map(String)}]`,
      );
    }
    return [shape[0], shape[2]];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
      checkSequences(this.name, x);
      const [batch, steps, features] = x.shape;
      return x.slice([0, steps - 1, 0], [batch, 1, features]).reshape([batch, features]);
    });
  }
}
tf.serialization.registerClass(LastStep);

const CHECKS: OptionChecks<LastStepOptions> = LAYER_CHECKS;

/**
 * Reads the last time step of a sequence: [batch, time steps, features] -> [batch, features].
 *
 * Behind a causal network, which gives every step an output of what came before, the last one has seen all of the sequence.
 * It looks at no mask: of a padded sequence it reads the padding. Behind a recurrent layer that is right nevertheless, for
 * masked steps repeat the output before them.
 *
 * @param options those of every layer
 * @returns the layer
 *
 * Lesson: notebooks/04-convolutions/4.1. Check: lib/test/layers/position-layers.test.ts.
 */
export function lastStep(options: LastStepOptions = {}): LastStep {
  checkLayerOptions('lastStep', options, CHECKS);
  return new LastStep(options);
}
