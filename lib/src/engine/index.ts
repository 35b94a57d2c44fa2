export {simdWorks} from './kernels-host';
export {onInterrupt} from './native/interrupts';
export {recover} from './recover';
export {nextSeed} from './seeds';
export {type EngineInfo, type EngineName, info, type StartOptions, start} from './start';
export {type FusedAttentionInputs, type FusedAttentionOutputs, fusedAttention} from './tape/attention';
export {type FusedConv1dInputs, fusedConv1d} from './tape/conv1d';
export {type FusedConvolutionInputs, fusedConvolution} from './tape/convolution';
export {
  type CrfScores,
  type FusedCrfInputs,
  type FusedViterbiInputs,
  type FusedViterbiOutputs,
  fusedCrf,
  fusedViterbi,
} from './tape/crf';
export {type FusedCtcInputs, fusedCtc} from './tape/ctc';
export {fusedEmbedding} from './tape/embedding';
export {type FusedGruInputs, type FusedGruOptions, type FusedGruOutputs, fusedGru} from './tape/gru';
export {
  type FusedLayerNormGruInputs,
  type FusedLayerNormLstmInputs,
  fusedLayerNormGru,
  fusedLayerNormLstm,
  type GateNorms,
} from './tape/layer-norm-rnn';
export {type FusedLayerNormSimpleRnnInputs, fusedLayerNormSimpleRnn} from './tape/layer-norm-simple-rnn';
export {type FusedLstmInputs, type FusedLstmOutputs, fusedLstm} from './tape/lstm';
export {type FusedMultiHeadInputs, fusedMultiHeadAttention, headWeights} from './tape/multi-head-attention';
export {
  type FusedBatchNormInputs,
  type FusedBatchNormOutputs,
  fusedBatchNorm,
  fusedLayerNorm,
  type NormWeights,
} from './tape/norm';
export {type FusedPeepholeLstmInputs, fusedPeepholeLstm} from './tape/peephole-lstm';
export {fusedGlobalPool, fusedPool} from './tape/pooling';
export type {RecurrenceOptions} from './tape/recurrent';
export {
  type FusedSimpleRnnInputs,
  type FusedSimpleRnnOptions,
  type FusedSimpleRnnOutputs,
  fusedSimpleRnn,
} from './tape/simple-rnn';
export {type FusedWaveNetInputs, type FusedWaveNetOutputs, fusedWaveNetBlock} from './tape/wavenet-block';
