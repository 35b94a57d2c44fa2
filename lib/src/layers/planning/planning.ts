import type * as tf from '@tensorflow/tfjs';
import type {Op, Room, Value, Weight, WeightForm} from '../../engine/internal';

/** A value on its way from layer to layer, with its mask. */
export interface PlanValue extends Value {
  /** 0 or 1 for each step, [batch, time steps]. */
  mask?: Value;
}

/** A variable of a layer; tfjs does not export its type. */
export interface LayerVariable {
  name: string;
  shape: tf.Shape;
  trainable: boolean;
  read(): tf.Tensor;
}

/** What a planner works with: where memory comes from, and where its ops go. */
export interface Planning {
  readonly room: Room;
  /** The layer's variable in the kernels' memory; the same one for the same variable. Without gradient if not trainable. */
  weight(variable: LayerVariable, form?: WeightForm): Weight;
  /** Appends an op to the plan and hands on its outputs. */
  add(op: Op): Value[];
  /** A source of seeds of this layer's random choices, such as dropout's masks. */
  nextSeed(): number;
}

/** What a layer was called with. */
export interface PlannedCall {
  inputs: PlanValue[];
  /** Initial states of a recurrent layer, where the model gives them. */
  initialStates?: PlanValue[];
}

/**
 * Turns one call of a layer into ops.
 *
 * @returns the layer's outputs
 * @throws NotPlannable where the kernels do not know what is asked for: the model then trains on the tape
 */
export type Planner = (layer: tf.layers.Layer, call: PlannedCall, planning: Planning) => PlanValue[];

/** Says why a model cannot be trained without the tape. */
export class NotPlannable extends Error {
  override name = 'NotPlannable';
}

const planners = new Map<string, Planner>();

/** Registers the planner of layers of this class name (`layer.getClassName()`). */
export function registerPlanner(className: string, planner: Planner): void {
  planners.set(className, planner);
}

/** @throws NotPlannable for a layer without a planner */
export function plannerOf(layer: tf.layers.Layer): Planner {
  const planner = planners.get(layer.getClassName());
  if (!planner) throw new NotPlannable(`${layer.name}: layers of class ${layer.getClassName()} have no plan`);
  return planner;
}
