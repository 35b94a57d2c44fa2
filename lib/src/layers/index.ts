export {type DenseOptions, dense, input} from './dense';
export {Dropout, type DropoutOptions, dropout} from './dropout';
export {SimpleRnn, type SimpleRnnCell, type SimpleRnnOptions, simpleRNN} from './simple-rnn';
