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
export {nextSeed} from './seeds';
export {type EngineInfo, type EngineName, info, type StartOptions, start} from './start';
