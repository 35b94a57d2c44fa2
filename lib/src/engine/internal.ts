// What the other rooms of the library build on: ops, programs and the tape. Not part of the package's names.
export {borrowKernels, type Kernels, returnKernels} from './kernels-host';
export {isKernelActivation, type KernelActivation} from './ops/activation';
export {type AttentionOptions, type AttentionScore, attentionOp} from './ops/attention/attention';
export {
  HEADS_FORM,
  type MultiHeadOptions,
  multiHeadAttentionOp,
  OUTPUT_FORM,
} from './ops/attention/multi-head-attention';
export {type Conv1dOptions, type ConvWeights, conv1dOp} from './ops/convolution/conv1d';
export {type ConvOptions, convOp} from './ops/convolution/convolution';
export {globalPoolOp, type PoolKind, type PoolOptions, poolOp} from './ops/convolution/pooling';
export {WAVENET_FORMS, type WaveNetValues, type WaveNetWeights, waveNetBlockOp} from './ops/convolution/wavenet-block';
export {type AxisOptions, type PaddingMode, placeWindows, type Windows} from './ops/convolution/windows';
export {type CrfValues, type CrfWeights, crfOp, type ViterbiValues, viterbiOp} from './ops/losses/crf';
export {type CtcOptions, type CtcValues, ctcOp} from './ops/losses/ctc';
export {isLossKind, type LossKind, type LossOp, lossOp} from './ops/losses/losses';
export type {Op, Room} from './ops/op';
export {type BatchNormOptions, type BatchNormValues, batchNormOp} from './ops/plain/batch-norm';
export {type DenseWeights, denseOp, denseProbabilitiesOp, type PlainActivation} from './ops/plain/dense';
export {dropoutOp} from './ops/plain/dropout';
export {activationOp, leakyReluOp} from './ops/plain/elementwise';
export {EMBEDDING_FORM, embeddingOp} from './ops/plain/embedding';
export {layerNormOp, type ScaleAndShift} from './ops/plain/layer-norm';
export {maskingOp} from './ops/plain/masking';
export {combineOp, concatOp, concatTimeOp, sumOp} from './ops/plain/merge';
export {positionsOp} from './ops/plain/positions';
export {repeatOp, reshapeOp, swapAxesOp} from './ops/plain/reshape';
export {softmaxOp} from './ops/plain/softmax';
export {type MergeMode, mergeDirectionsOp, type TwoDirections} from './ops/recurrent/bidirectional';
export {GRU_FORMS, gruOp} from './ops/recurrent/gru';
export {LAYER_NORM_GRU_FORMS, layerNormGruOp} from './ops/recurrent/layer-norm-gru';
export {LAYER_NORM_LSTM_FORMS, layerNormLstmOp} from './ops/recurrent/layer-norm-lstm';
export {LAYER_NORM_SIMPLE_RNN_FORMS, layerNormSimpleRnnOp} from './ops/recurrent/layer-norm-simple-rnn';
export {LSTM_FORMS, lstmOp} from './ops/recurrent/lstm';
export {PEEPHOLE_LSTM_FORMS, peepholeLstmOp} from './ops/recurrent/peephole-lstm';
export type {RecurrentOptions, RecurrentValues} from './ops/recurrent/recurrent';
export type {DropoutKind, RecurrentDropout} from './ops/recurrent/recurrent-dropout';
export {FUSED_ACTIVATIONS, type FusedActivation, SIMPLE_RNN_FORMS, simpleRnnOp} from './ops/recurrent/simple-rnn';
export {padded, type Tokens, type Value, type Weight, type WeightForm, weightFloats} from './ops/value';
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
export {drawFrom, type SeedStream} from './seeds';
export {type MakeOp, runOnTape, type TapeTensors} from './tape/run-on-tape';
