import {simdWorks} from '../../engine';
import {NotPlannable} from '../../layers/planning/planning';
import type {Tables} from '../examples';
import type {Network} from '../network';
import type {Trainer} from '../trainer';
import {PlannedTrainer} from './planned-trainer';
import {checkWindows, type Truncation} from './windows';

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
  tables: Tables,
  {onTape, truncate}: {onTape?: boolean; truncate?: number | Truncation} = {},
): Choice {
  const truncation = typeof truncate === 'number' ? {steps: truncate} : truncate;
  const choice = choose(network, tables, onTape ?? false, truncation);
  if (truncation && choice.reason !== undefined) {
    throw new RangeError(`truncate needs a static plan: ${choice.reason}`);
  }
  return choice;
}

function choose(network: Network, tables: Tables, onTape: boolean, truncation: Truncation | undefined): Choice {
  if (onTape) return {trainer: network, reason: 'asked for'};
  if (!simdWorks()) return {trainer: network, reason: 'no WebAssembly SIMD'};
  try {
    if (truncation) {
      checkWindows(network.model, tables);
      network.model.outputs.forEach((_, i) => {
        if (network.lossFunction(i).plan)
          throw new RangeError('truncate: a loss of whole sequences cannot be cut into windows');
      });
    }
    return {trainer: new PlannedTrainer(network, tables, truncation)};
  } catch (error) {
    if (error instanceof NotPlannable) return {trainer: network, reason: error.message};
    throw error;
  }
}
