export * from './angle';
export * from './best-time';
export * from './ctc-alignments';
export * from './dense';
export * from './every-sequence';
export * from './flip-update-gate';
export * from './formula-check';
export {joinGates, sigmoid, sigmoidSlope, splitGates, tanhSlope} from './gates';
export * from './gradient-check';
export * from './gru';
export * from './layer-norm';
export * from './layer-norm-gru';
export * from './layer-norm-lstm';
export * from './layer-norm-simple-rnn';
export * from './losses';
export * from './lstm';
export * from './lstm-traces';
export * from './matrix';
export * from './network';
export * from './optimizers';
export * from './path-scores';
export * from './peephole-lstm';
export * from './random-convolution';
export * from './random-problems';
export * from './run-unit';
export * from './simple-rnn';
export * from './singular-values';
export * from './softmax';
export * from './tasks';
export * from './terms';
export * from './time-steps';
export {
  addWeights,
  copyWeights,
  type NamedWeights,
  randomWeights,
  type TrainWeightsOptions,
  trainWeights,
  zerosLike,
} from './train';
export * from './train-runs';
export * from './truncated';
