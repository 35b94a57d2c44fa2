import type * as tf from '@tensorflow/tfjs';
import type {FlatWeights} from '../../engine/internal';

/** An optimizer that can step over all weights at once where they lie in the kernels' memory. */
export interface FlatOptimizer extends tf.Optimizer {
  /** Rows of numbers that it keeps, one number in each for each weight. */
  readonly slotCount: number;
  /** One step, from the gradients of now. */
  stepFlat(flat: FlatWeights): void;
  /** What it keeps for a variable, one array a slot; undefined before the first step. */
  slotsOf(variable: string): Float32Array[] | undefined;
  /** Takes over what it keeps for a variable. */
  setSlots(variable: string, slots: Float32Array[]): void;
}

/** Whether an optimizer is a {@link FlatOptimizer}. */
export function isFlatOptimizer(optimizer: tf.Optimizer): optimizer is FlatOptimizer {
  return typeof (optimizer as Partial<FlatOptimizer>).stepFlat === 'function';
}
