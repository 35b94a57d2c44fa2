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

/** A static plan where the kernels know the whole model, else the gradient tape. */
export function chooseTrainer(network: Network, x: Table[], onTape: boolean): Choice {
  if (onTape) return {trainer: network, reason: 'asked for'};
  if (!simdWorks()) return {trainer: network, reason: 'no WebAssembly SIMD'};
  try {
    return {trainer: new PlannedTrainer(network, x)};
  } catch (error) {
    if (error instanceof NotPlannable) return {trainer: network, reason: error.message};
    throw error;
  }
}
