export {Attention, type AttentionLayerOptions, attention} from './attention';
export {Bidirectional, type BidirectionalOptions, bidirectional} from './bidirectional';
export {type Conv2dOptions, type Conv3dOptions, conv2d, conv3d} from './conv-images';
export {type CausalConv1dOptions, Conv1d, type Conv1dOptions, causalConv1d, conv1d} from './conv1d';
export {Crf, type CrfOptions, crf} from './crf';
export {ctc, ctcLoss} from './ctc-loss';
export {type DenseOptions, dense, input} from './dense';
export {Dropout, type DropoutOptions, dropout} from './dropout';
export {Embedding, type EmbeddingOptions, embedding} from './embedding';
export {FusedRnn, type FusedRnnOptions} from './fused-rnn';
export {GateBias, gateBias} from './gate-bias';
export {Gru, type GruOptions, gru} from './gru';
export {GruCell, type GruCellOptions} from './gru-cell';
export {LastStep, type LastStepOptions, lastStep} from './last-step';
export {
  LayerNormGru,
  type LayerNormGruOptions,
  LayerNormLstm,
  type LayerNormLstmOptions,
  layerNormGru,
  layerNormLstm,
} from './layer-norm-rnn';
export {LayerNormSimpleRnn, type LayerNormSimpleRnnOptions, layerNormSimpleRNN} from './layer-norm-simple-rnn';
export {Lstm, type LstmCell, type LstmOptions, lstm} from './lstm';
export {Masking, type MaskingOptions, masking} from './masking';
export {MultiHeadAttention, type MultiHeadAttentionOptions, multiHeadAttention} from './multi-head-attention';
export {
  BatchNormalization,
  type BatchNormalizationOptions,
  batchNormalization,
  LayerNormalization,
  type LayerNormalizationOptions,
  layerNormalization,
} from './normalisation';
export type {CellWeights, InitializerName, OwnCell, WeightShapes} from './own-cell';
export {PeepholeLstm, type PeepholeLstmOptions, peepholeLstm} from './peephole-lstm';
export type {SequenceLoss} from './planning/sequence-loss';
export {
  averagePooling1d,
  averagePooling2d,
  averagePooling3d,
  type GlobalPoolingOptions,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  maxPooling1d,
  maxPooling2d,
  maxPooling3d,
  type Pooling1dOptions,
  type Pooling2dOptions,
  type Pooling3dOptions,
} from './pooling';
export {PositionEmbedding, type PositionEmbeddingOptions, positionEmbedding} from './position-embedding';
export {ChoiceSeeds, type RandomState} from './random-state';
export {type CellClass, cell, Rnn, type RnnOptions, registerCell, rnn} from './rnn';
export {SimpleRnn, type SimpleRnnCell, type SimpleRnnOptions, simpleRNN} from './simple-rnn';
export {TimeDistributed, type TimeDistributedOptions, timeDistributed} from './time-distributed';
export {WaveNetBlock, type WaveNetBlockOptions, waveNetBlock} from './wavenet-block';

import './layer-errors';
import './mask-flow';
import './planning/activation';
import './planning/merge';
import './planning/shapes';
