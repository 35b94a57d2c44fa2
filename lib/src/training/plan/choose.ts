import {simdWorks} from '../../engine';
import {NotPlannable} from '../../layers/planning/planning';
import type {Table} from '../examples';
import type {Network} from '../network';
import type {Trainer} from '../trainer';
import {PlannedTrainer} from './planned-trainer';

/** A trainer, and why it is not a static plan where it is not. */
export interface Choice {
  trainer: Trainer;
  /** undefined for a static plan. */
  reason?: string;
}

/**
 * A static plan where the kernels know the whole model, else the gradient tape.
 *
 * @throws RangeError where sequences should be cut into windows and the kernels do not know the model
 */
export function chooseTrainer(
  network: Network,
  x: Table[],
  {onTape, truncate}: {onTape?: boolean; truncate?: number} = {},
): Choice {
  const choice = choose(network, x, onTape ?? false);
  if (truncate !== undefined && choice.reason !== undefined) {
    throw new RangeError(`truncate needs a static plan: ${choice.reason}`);
  }
  return choice;
}

function choose(network: Network, x: Table[], onTape: boolean): Choice {
  if (onTape) return {trainer: network, reason: 'asked for'};
  if (!simdWorks()) return {trainer: network, reason: 'no WebAssembly SIMD'};
  try {
    return {trainer: new PlannedTrainer(network, x)};
  } catch (error) {
    if (error instanceof NotPlannable) return {trainer: network, reason: error.message};
    throw error;
  }
}
