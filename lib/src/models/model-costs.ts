import type * as tf from '@tensorflow/tfjs';
import {checkFunction, checkWhole} from '../data/arguments';

/** What a model needs, see {@link modelCosts}. */
export interface ModelCosts {
  model: string;
  /** Shape of the output of one batch, such as '[32, 1]'; a free axis is a question mark. */
  output: string;
  /** Numbers in all weights. */
  parameters: number;
  /** Those of them that training changes by gradients. */
  trained: number;
  /** Megabytes of all layers' outputs for one batch, which training keeps for the way back; the least that it needs. */
  outputsMB: number;
}

/**
 * Parameters, output shapes and memory of several models, none of them trained; each is built, measured and disposed of.
 *
 * @param builders functions that build a model, by the name for the table
 * @param batch examples of a batch
 * @returns one row a model, in the order of the builders
 * @throws TypeError when a builder is no function; RangeError when the batch is no whole number above 0
 *
 * Lesson: notebooks/03-gated-cells/3.3.
 */
export function modelCosts(builders: Record<string, () => tf.LayersModel>, batch: number): ModelCosts[] {
  checkWhole('modelCosts: batch', batch);
  return Object.entries(builders).map(([model, build]) => {
    checkFunction(`modelCosts: '${model}'`, build);
    const built = build();
    const size = (shape: tf.Shape) => shape.slice(1).reduce<number>((product, axis) => product * (axis ?? 1), batch);
    const shapes = built.layers.flatMap(
      ({outputShape}) => (Array.isArray(outputShape[0]) ? outputShape : [outputShape]) as tf.Shape[],
    );
    const axes = [batch, ...built.outputs[0].shape.slice(1).map((axis) => axis ?? '?')];
    const row = {
      model,
      output: `[${axes.join(', ')}]`,
      parameters: built.countParams(),
      trained: built.trainableWeights.reduce(
        (sum, {shape}) => sum + shape.reduce<number>((a, b) => a * (b ?? 1), 1),
        0,
      ),
      outputsMB: (4 * shapes.reduce((sum, shape) => sum + size(shape), 0)) / 1e6,
    };
    built.dispose();
    return row;
  });
}
