import * as tf from '@tensorflow/tfjs';
import {type Op, padded, type Room, type Value, type Weight} from '../../engine/internal';
import {type LayerVariable, NotPlannable, registerPlanner} from '../../layers/planning/planning';

/** y_t = x_t + p_t, with a learned vector p_t for each time step. */
function positionOp(room: Room, x: Value, positions: Weight): Op {
  const {run} = room.kernels;
  const [batch, steps, features] = x.shape;
  const width = padded(features);
  const output = room.value(x.shape);
  return {
    outputs: [output],
    forward() {
      run.copyRows(steps, batch, width, positions.at, width * 4, 0, output.at, batch * width * 4, width * 4);
      run.addTo(steps * batch * width, x.at, output.at);
    },
    backward() {
      if (x.gradient) run.addTo(steps * batch * width, output.gradient, x.gradient);
      if (!positions.gradient) return;
      for (let t = 0; t < steps; t++) {
        run.addColumnSums(batch, width, output.gradient + t * batch * width * 4, positions.gradient + t * width * 4);
      }
    },
  };
}

/** Adds a learned vector to each time step: attention alone cannot tell first from last. Takes and gives [batch, time steps, features]. */
export class PositionEmbedding extends tf.layers.Layer {
  /** @nocollapse */
  static className = 'UnrollPositionEmbedding';
  /** The vectors, [time steps, features]. */
  positions: LayerVariable | undefined;

  constructor(options: {name?: string} = {}) {
    super(options);
    this.supportsMasking = true;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [, steps, features] = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as tf.Shape;
    if (steps == null || features == null) {
      throw new RangeError(`${this.name} must know its time steps and features, got [${inputShape}]`);
    }
    const start = tf.initializers.randomUniform({minval: -0.05, maxval: 0.05});
    const added = this.addWeight('positions', [steps, features], 'float32', start, undefined, true);
    this.positions = added as unknown as LayerVariable;
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0] : inputs;
      return x.add((this.positions as LayerVariable).read());
    });
  }
}
tf.serialization.registerClass(PositionEmbedding);

registerPlanner('UnrollPositionEmbedding', (layer, {inputs: [x]}, planning) => {
  const {positions} = layer as PositionEmbedding;
  if (!positions || x.shape.length !== 3) throw new NotPlannable(`positions of shape [${x.shape}] have no plan`);
  const [output] = planning.add(positionOp(planning.room, x, planning.weight(positions)));
  return [{...output, mask: x.mask}];
});
