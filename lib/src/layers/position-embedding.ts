import * as tf from '@tensorflow/tfjs';
import {checkSequences, type Weight} from './fused-rnn';
import {checkLayerOptions, LAYER_CHECKS, type LayerArgs, type OptionChecks} from './layer-options';
import './planning/position-embedding';

/** Options of {@link positionEmbedding}: those of every layer. */
export type PositionEmbeddingOptions = LayerArgs;

/** A learned vector for each time step, see {@link positionEmbedding}. */
export class PositionEmbedding extends tf.layers.Layer {
  /** The name in models saved before the layer was public. @nocollapse */
  static className = 'UnrollPositionEmbedding';
  /** The vectors, [time steps, features]. */
  positions: Weight | undefined;

  constructor(options: PositionEmbeddingOptions = {}) {
    super(options);
    this.supportsMasking = true;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as tf.Shape;
    const [, steps, features] = shape;
    if (shape.length !== 3 || steps == null || features == null) {
      throw new RangeError(
        `${this.name}: inputs must be [batch, time steps, features], the last two known, got [${shape.map(String)}]`,
      );
    }
    const start = tf.initializers.randomUniform({minval: -0.05, maxval: 0.05});
    this.positions = this.addWeight('positions', [steps, features], 'float32', start, undefined, true);
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0] : inputs;
      const positions = (this.positions as Weight).read();
      const [steps, features] = positions.shape;
      checkSequences(this.name, x, features);
      if (x.shape[1] !== steps) {
        throw new RangeError(`${this.name}: inputs must have ${steps} time step(s), got shape [${x.shape}]`);
      }
      return x.add(positions);
    });
  }
}
tf.serialization.registerClass(PositionEmbedding);

const CHECKS: OptionChecks<PositionEmbeddingOptions> = LAYER_CHECKS;

/**
 * Adds a learned vector to each time step, Y_t = X_t + P_t: attention alone cannot tell first from last.
 *
 * Takes and gives [batch, time steps, features]; both sizes must be known, and stay. Masks are handed on. Weight: the vectors
 * P, [time steps, features], which start uniform in [-0.05, 0.05].
 *
 * @param options those of every layer
 * @returns the layer
 * @throws RangeError, where it is applied, for inputs of unknown length
 *
 * Source: Gehring et al. 2017, arXiv:1705.03122, section 3.1; Vaswani et al. 2017, arXiv:1706.03762, section 3.5.
 * Lesson: notebooks/05-attention/5.3. Check: lib/test/layers/position-layers.test.ts.
 */
export function positionEmbedding(options: PositionEmbeddingOptions = {}): PositionEmbedding {
  checkLayerOptions('positionEmbedding', options, CHECKS);
  return new PositionEmbedding(options);
}
