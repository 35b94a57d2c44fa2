export {
  type FusedGruInputs,
  type FusedGruOptions,
  type FusedGruOutputs,
  fusedGru,
} from './fused-gru';
export {type FusedLstmInputs, type FusedLstmOutputs, fusedLstm} from './fused-lstm';
export {
  FUSED_ACTIVATIONS,
  type FusedActivation,
  type FusedSimpleRnnInputs,
  type FusedSimpleRnnOptions,
  type FusedSimpleRnnOutputs,
  fusedSimpleRnn,
} from './fused-simple-rnn';
export {simdWorks} from './kernels-host';
export {onInterrupt} from './native/interrupts';
export {recover} from './recover';
export type {RecurrenceOptions} from './recurrence';
export {nextSeed} from './seeds';
export {type EngineInfo, type EngineName, info, type StartOptions, start} from './start';
