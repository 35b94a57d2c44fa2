import * as tf from '@tensorflow/tfjs';
import {checkWhole} from '../data/arguments';

/** What a layer gives, see {@link outputShapes}. */
export interface OutputShapes {
  layer: string;
  /** Shapes of all its outputs, such as '[32, 20]  [32, 20]'. */
  gives: string;
}

/**
 * The shapes that layers give for inputs of one shape.
 *
 * @param layers layers or stacks of layers, by the name for the table; those not yet built are built
 * @param input shape of the inputs, such as [32, 50, 10]
 * @returns one row a layer
 * @throws RangeError when a size is no whole number above 0; what a layer throws for inputs that do not fit
 *
 * Lesson: notebooks/03-gated-cells/3.3.
 */
export function outputShapes(layers: Record<string, tf.layers.Layer>, input: number[]): OutputShapes[] {
  input.forEach((size, axis) => {
    checkWhole(`outputShapes: input[${axis}]`, size);
  });
  return Object.entries(layers).map(([layer, one]) => {
    const shapes = tf.tidy(() => ([one.apply(tf.zeros(input))].flat() as tf.Tensor[]).map(({shape}) => shape));
    return {layer, gives: shapes.map((shape) => `[${shape.join(', ')}]`).join('  ')};
  });
}
