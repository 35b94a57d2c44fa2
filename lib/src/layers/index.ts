export {Bidirectional, type BidirectionalOptions, bidirectional} from './bidirectional';
export {type DenseOptions, dense, input} from './dense';
export {Dropout, type DropoutOptions, dropout} from './dropout';
export {FusedRnn, type FusedRnnOptions} from './fused-rnn';
export {Gru, type GruOptions, gru} from './gru';
export {GruCell, type GruCellOptions} from './gru-cell';
export {Lstm, type LstmCell, type LstmOptions, lstm} from './lstm';
export {SimpleRnn, type SimpleRnnCell, type SimpleRnnOptions, simpleRNN} from './simple-rnn';
