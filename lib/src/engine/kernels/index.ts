// AssemblyScript, compiled by `node lib/build.mjs` to one WebAssembly module. Pointers are byte addresses (usize), sizes count floats.
export {gruBackward} from './gru-backward';
export {gruForward} from './gru-forward';
export {lstmBackward} from './lstm-backward';
export {lstmForward} from './lstm-forward';
export {copyRows} from './rows';
export {simpleRnnBackward} from './simple-rnn-backward';
export {simpleRnnForward} from './simple-rnn-forward';

/** First byte that the host may use. */
export function heapBase(): usize {
  return __heap_base;
}
