// AssemblyScript, compiled by `node lib/build.mjs` to one WebAssembly module. Pointers are byte addresses (usize), sizes count floats.
export {activate, activationGradient, exponential, logarithm} from './activations';
export {adamStep} from './adam';
export {addBlockSums, conv1dBackward, conv1dFilterGradient, conv1dForward} from './conv1d';
export {
  addCrossEntropyGradient,
  addSoftmaxCrossEntropyGradient,
  crossEntropyRows,
  softmaxCrossEntropyRows,
} from './cross-entropy';
export {gruBackward} from './gru-backward';
export {gruForward} from './gru-forward';
export {addLossGradient, lossRows} from './losses';
export {lstmBackward} from './lstm-backward';
export {lstmForward} from './lstm-forward';
export {addMatmul} from './matmul';
export {addColumnSums, addProducts, addRows, addTo, clear, clearPadding, copyRows, fillRows} from './rows';
export {heapBase, useThread} from './scratch';
export {simpleRnnBackward} from './simple-rnn-backward';
export {simpleRnnForward} from './simple-rnn-forward';
export {addSoftmaxGradient, softmax} from './softmax';
export {transpose} from './transpose';
export {waveNetBackward, waveNetForward} from './wavenet';
