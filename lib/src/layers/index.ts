export {Bidirectional, type BidirectionalOptions, bidirectional} from './bidirectional';
export {type CausalConv1dOptions, Conv1d, type Conv1dOptions, causalConv1d, conv1d} from './conv1d';
export {type DenseOptions, dense, input} from './dense';
export {Dropout, type DropoutOptions, dropout} from './dropout';
export {Embedding, type EmbeddingOptions, embedding} from './embedding';
export {FusedRnn, type FusedRnnOptions} from './fused-rnn';
export {Gru, type GruOptions, gru} from './gru';
export {GruCell, type GruCellOptions} from './gru-cell';
export {Lstm, type LstmCell, type LstmOptions, lstm} from './lstm';
export {
  BatchNormalization,
  type BatchNormalizationOptions,
  batchNormalization,
  LayerNormalization,
  type LayerNormalizationOptions,
  layerNormalization,
} from './normalisation';
export {SimpleRnn, type SimpleRnnCell, type SimpleRnnOptions, simpleRNN} from './simple-rnn';
export {TimeDistributed, type TimeDistributedOptions, timeDistributed} from './time-distributed';
export {WaveNetBlock, type WaveNetBlockOptions, waveNetBlock} from './wavenet-block';

import './planning/activation';
import './planning/masking';
import './planning/merge';
import './planning/shapes';
