import type * as tf from '@tensorflow/tfjs';
import {reshapeOp, type Value} from '../../engine';
import {NotPlannable, type Planner, type PlanValue, plannerOf, registerPlanner} from './planning';

/** Layers that do not treat each example for itself, or draw numbers: they differ if steps come together. */
const ONE_STEP_AT_A_TIME = /^(BatchNormalization|.*Dropout.*|GaussianNoise)$/;

/** Whether a layer does the same to an example whichever others are in its batch, so that steps may be merged into it. */
export function knowsNoBatch(layer: tf.layers.Layer): boolean {
  const {stateful} = layer as unknown as {stateful?: boolean};
  return !stateful && !ONE_STEP_AT_A_TIME.test(layer.getClassName());
}

/** The same numbers under another shape. */
function viewed(value: Value, shape: number[]): Value {
  const {at, gradient, logits} = value;
  return {shape, at, gradient, logits: logits && {...logits, value: viewed(logits.value, shape)}};
}

const planTimeDistributed: Planner = (wrapper, {inputs: [x]}, planning) => {
  const {layer} = wrapper as unknown as {layer: tf.layers.Layer};
  if (!knowsNoBatch(layer)) throw new NotPlannable(`TimeDistributed of ${layer.getClassName()} has no plan`);
  const [batch, steps, ...features] = x.shape;
  const call = (merged: Value): PlanValue => plannerOf(layer)(layer, {inputs: [merged]}, planning)[0];
  if (features.length === 1) {
    // They lie step by step, so the rows of all steps are one matrix already, in an order that does not matter.
    const output = call(viewed(x, [steps * batch, ...features]));
    if (output.shape.length !== 2) throw new NotPlannable(`steps of shape [${output.shape}] have no plan`);
    return [{...viewed(output, [batch, steps, output.shape[1]]), mask: x.mask}];
  }
  const [merged] = planning.add(reshapeOp(planning.room, x, [batch * steps, ...features]));
  const {shape, ...output} = call(merged);
  const [result] = planning.add(reshapeOp(planning.room, {...output, shape}, [batch, steps, ...shape.slice(1)]));
  return [{...result, mask: x.mask}];
};
registerPlanner('TimeDistributed', planTimeDistributed);
