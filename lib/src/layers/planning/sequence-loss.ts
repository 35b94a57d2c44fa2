import type * as tf from '@tensorflow/tfjs';
import type {Op, Room, Value} from '../../engine/internal';
import {padded} from '../../engine/internal';
import type {Planning, PlanValue} from './planning';

/**
 * What a loss function may say of itself, as properties. Training asks for it; TensorFlow.js' own `fit` knows nothing of it.
 */
export interface SequenceLoss {
  (targets: tf.Tensor, outputs: tf.Tensor): tf.Tensor;
  /**
   * That targets may be class numbers where the outputs are scores of classes: one for each time step, [batch, time steps],
   * or labels, as many as there are at most, [batch, labels]. In either form an axis of 1 may follow.
   */
  takesClassNumbers?: 'steps' | 'labels';
  /**
   * Makes the loss's op, for training without the tape; its only output is the loss of each sequence, [batch].
   *
   * @throws RangeError for targets that do not fit
   */
  plan?(planning: Planning, output: PlanValue, target: Value): Op;
}

/** Class numbers of each step in a plan: what `classNumbers` (../class-numbers.ts) is on tensors. */
export interface PlannedNumbers {
  /** [batch, steps]. */
  value: Value;
  /** To be called before what reads the value. */
  refresh(): void;
}

/**
 * Class numbers from targets [batch, steps], [batch, steps, 1], or one-hot, [batch, steps, classes], where a row of zeros is
 * no class: -1.
 *
 * @throws RangeError for another shape
 */
export function plannedNumbers(room: Room, loss: string, target: Value, classes: number): PlannedNumbers {
  const {shape, at} = target;
  const [batch, steps, last] = shape;
  if (shape.length === 2) return {value: target, refresh() {}};
  if (shape.length !== 3 || (last !== classes && last !== 1)) {
    const forms = `class numbers, [batch, steps], or one-hot, [batch, steps, ${classes}]`;
    throw new RangeError(`${loss}: targets must be ${forms}, got [${shape}]`);
  }
  const [row, width] = [padded(steps), padded(last)];
  const value = {shape: [batch, steps], at: room.keep(batch * row), gradient: 0};
  const numberOf = (scores: Float32Array) => {
    if (last !== classes) return scores[0];
    let best = 0;
    for (let k = 1; k < classes; k++) if (scores[k] > scores[best]) best = k;
    return scores[best] > 0 ? best : -1;
  };
  return {
    value,
    refresh() {
      const from = room.kernels.view(at, steps * batch * width);
      const to = room.kernels.view(value.at, batch * row);
      for (let t = 0; t < steps; t++) {
        for (let i = 0; i < batch; i++) {
          const start = (t * batch + i) * width;
          to[i * row + t] = numberOf(from.subarray(start, start + last));
        }
      }
    },
  };
}

/** An op that refreshes class numbers before its forward pass. */
export function afterRefresh({refresh}: PlannedNumbers, op: Op): Op {
  return {
    outputs: op.outputs,
    forward() {
      refresh();
      op.forward();
    },
    backward: () => op.backward(),
  };
}
