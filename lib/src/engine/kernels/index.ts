// AssemblyScript, compiled by `node lib/build.mjs` to one WebAssembly module. Pointers are byte addresses (usize), sizes count floats.
export {activate, activationGradient, exponential, logarithm} from './activations';
export {adamStep} from './adam';
export {gruBackward} from './gru-backward';
export {gruForward} from './gru-forward';
export {lstmBackward} from './lstm-backward';
export {lstmForward} from './lstm-forward';
export {addMatmul} from './matmul';
export {addColumnSums, addRows, addTo, clear, copyRows, fillRows} from './rows';
export {simpleRnnBackward} from './simple-rnn-backward';
export {simpleRnnForward} from './simple-rnn-forward';
export {transpose} from './transpose';

/** First byte that the host may use. */
export function heapBase(): usize {
  return __heap_base;
}
