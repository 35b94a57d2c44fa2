import * as tf from '@tensorflow/tfjs';
import {reshapeOp, type Value} from '../../engine/internal';
import {NotPlannable, type Planner, type Planning, type PlanValue, plannerOf, registerPlanner} from './planning';

/** Layers that do not treat each example for itself, or draw numbers: they differ if steps come together. */
const ONE_STEP_AT_A_TIME = /^(BatchNormalization|.*Dropout.*|GaussianNoise)$/;

/** What a layer may consist of. */
interface Parts {
  stateful?: boolean;
  /** Of a recurrent layer. */
  cell?: {dropout?: number; recurrentDropout?: number};
  /** Of a wrapper. */
  layer?: tf.layers.Layer;
  forwardLayer?: tf.layers.Layer;
  backwardLayer?: tf.layers.Layer;
  /** Of a model. */
  layers?: tf.layers.Layer[];
}

/** Whether a layer does the same to an example whichever others are in its batch, so that steps may be merged into it. */
export function knowsNoBatch(whole: tf.layers.Layer): boolean {
  const {stateful, cell, layer, forwardLayer, backwardLayer, layers = []} = whole as unknown as Parts;
  if (stateful || cell?.dropout || cell?.recurrentDropout || ONE_STEP_AT_A_TIME.test(whole.getClassName()))
    return false;
  return [layer, forwardLayer, backwardLayer, ...layers].every((part) => part === undefined || knowsNoBatch(part));
}

/** A layer, or the layers of a sequential model, for one value. */
function planChild(layer: tf.layers.Layer, value: PlanValue, planning: Planning): PlanValue {
  if (layer instanceof tf.Sequential) {
    return layer.layers.reduce((made, part) => planChild(part, made, planning), value);
  }
  if (layer.getClassName() === 'InputLayer') return value;
  return plannerOf(layer)(layer, {inputs: [value]}, planning)[0];
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
  const call = (merged: Value) => planChild(layer, merged, planning);
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
