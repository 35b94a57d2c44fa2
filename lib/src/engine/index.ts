export {type FusedAttentionInputs, type FusedAttentionOutputs, fusedAttention} from './fused-attention';
export {type FusedConv1dInputs, fusedConv1d} from './fused-conv1d';
export {type FusedConvolutionInputs, fusedConvolution} from './fused-convolution';
export {
  type CrfScores,
  type FusedCrfInputs,
  type FusedViterbiInputs,
  type FusedViterbiOutputs,
  fusedCrf,
  fusedViterbi,
} from './fused-crf';
export {type FusedCtcInputs, fusedCtc} from './fused-ctc';
export {fusedEmbedding} from './fused-embedding';
export {
  type FusedGruInputs,
  type FusedGruOptions,
  type FusedGruOutputs,
  fusedGru,
} from './fused-gru';
export {
  type FusedLayerNormGruInputs,
  type FusedLayerNormLstmInputs,
  fusedLayerNormGru,
  fusedLayerNormLstm,
  type GateNorms,
} from './fused-layer-norm-rnn';
export {type FusedLstmInputs, type FusedLstmOutputs, fusedLstm} from './fused-lstm';
export {type FusedMultiHeadInputs, fusedMultiHeadAttention, headWeights} from './fused-multi-head-attention';
export {
  type FusedBatchNormInputs,
  type FusedBatchNormOutputs,
  fusedBatchNorm,
  fusedLayerNorm,
  type NormWeights,
} from './fused-norm';
export {type FusedPeepholeLstmInputs, fusedPeepholeLstm} from './fused-peephole-lstm';
export {fusedGlobalPool, fusedPool} from './fused-pooling';
export type {RecurrenceOptions} from './fused-recurrent';
export {
  type FusedSimpleRnnInputs,
  type FusedSimpleRnnOptions,
  type FusedSimpleRnnOutputs,
  fusedSimpleRnn,
} from './fused-simple-rnn';
export {type FusedWaveNetInputs, type FusedWaveNetOutputs, fusedWaveNetBlock} from './fused-wavenet-block';
export {borrowKernels, type Kernels, returnKernels, simdWorks} from './kernels-host';
export {onInterrupt} from './native/interrupts';
export {isKernelActivation, type KernelActivation} from './ops/activation';
export {type AttentionOptions, type AttentionScore, attentionOp} from './ops/attention';
export {type BatchNormOptions, type BatchNormValues, batchNormOp} from './ops/batch-norm';
export {type MergeMode, mergeDirectionsOp, type TwoDirections} from './ops/bidirectional';
export {type Conv1dOptions, type ConvWeights, conv1dOp} from './ops/conv1d';
export {type ConvOptions, convOp} from './ops/convolution';
export {type CrfValues, type CrfWeights, crfOp, type ViterbiValues, viterbiOp} from './ops/crf';
export {type CtcOptions, type CtcValues, ctcOp} from './ops/ctc';
export {type DenseWeights, denseOp, denseProbabilitiesOp, type PlainActivation} from './ops/dense';
export {dropoutOp} from './ops/dropout';
export {activationOp, leakyReluOp} from './ops/elementwise';
export {EMBEDDING_FORM, embeddingOp} from './ops/embedding';
export {GRU_FORMS, gruOp} from './ops/gru';
export {layerNormOp, type ScaleAndShift} from './ops/layer-norm';
export {LAYER_NORM_GRU_FORMS, layerNormGruOp} from './ops/layer-norm-gru';
export {LAYER_NORM_LSTM_FORMS, layerNormLstmOp} from './ops/layer-norm-lstm';
export {isLossKind, type LossKind, type LossOp, lossOp} from './ops/losses';
export {LSTM_FORMS, lstmOp} from './ops/lstm';
export {maskingOp} from './ops/masking';
export {combineOp, concatOp, concatTimeOp, sumOp} from './ops/merge';
export {HEADS_FORM, type MultiHeadOptions, multiHeadAttentionOp, OUTPUT_FORM} from './ops/multi-head-attention';
export type {Op, Room} from './ops/op';
export {PEEPHOLE_LSTM_FORMS, peepholeLstmOp} from './ops/peephole-lstm';
export {globalPoolOp, type PoolKind, type PoolOptions, poolOp} from './ops/pooling';
export type {RecurrentOptions, RecurrentValues} from './ops/recurrent';
export type {DropoutKind, RecurrentDropout} from './ops/recurrent-dropout';
export {repeatOp, reshapeOp, swapAxesOp} from './ops/reshape';
export {FUSED_ACTIVATIONS, type FusedActivation, SIMPLE_RNN_FORMS, simpleRnnOp} from './ops/simple-rnn';
export {softmaxOp} from './ops/softmax';
export {type MakeOp, runOnTape, type TapeTensors} from './ops/tape';
export {padded, type Value, type Weight, type WeightForm, weightFloats} from './ops/value';
export {WAVENET_FORMS, type WaveNetValues, type WaveNetWeights, waveNetBlockOp} from './ops/wavenet-block';
export {type AxisOptions, type PaddingMode, placeWindows, type Windows} from './ops/windows';
export {
  countProgram,
  type Describe,
  FlatWeights,
  type Parts,
  Program,
  ProgramRoom,
  type ProgramSizes,
  programFloats,
  type WeightSpec,
} from './program';
export {recover} from './recover';
export {drawFrom, nextSeed, type SeedStream} from './seeds';
export {type EngineInfo, type EngineName, info, type StartOptions, start} from './start';
