// AssemblyScript, compiled by `node lib/build.mjs` to one WebAssembly module. Pointers are byte addresses (usize), sizes count floats.
export {activate, activationGradient, exponential, logarithm} from './activations';
export {additiveScores, additiveScoresGradient} from './attention/additive-scores';
export {attentionOutput, attentionWeights, attentionWeightsGradient, clearMasked} from './attention/attention-weights';
export {dotScores, dotScoresGradient} from './attention/dot-scores';
export {addBlockSums, conv1dBackward, conv1dFilterGradient, conv1dForward} from './convolution/conv1d';
export {convBackward, convFilterGradient, convForward} from './convolution/convolution';
export {pool, poolBackward, weightedSteps, weightedStepsBackward} from './convolution/pooling';
export {waveNetBackward, waveNetForward} from './convolution/wavenet';
export {crfBackward, crfForward} from './losses/crf';
export {
  addCrossEntropyGradient,
  addSoftmaxCrossEntropyGradient,
  crossEntropyRows,
  softmaxCrossEntropyRows,
} from './losses/cross-entropy';
export {ctcBackward, ctcForward} from './losses/ctc';
export {addLossGradient, lossRows} from './losses/losses';
export {viterbi} from './losses/viterbi';
export {addMatmul} from './matmul/matmul';
export {heapBase, useThread} from './matmul/scratch';
export {transpose} from './matmul/transpose';
export {adamStep} from './optimizers/adam';
export {rmsPropStep} from './optimizers/rms-prop';
export {sgdStep} from './optimizers/sgd';
export {
  batchNormBackward,
  columnGradients,
  columnMoments,
  inverseDeviations,
  moveAverage,
  normaliseColumns,
} from './plain/batch-norm';
export {dropoutMask} from './plain/dropout';
export {addCombineGradient, addLeakyReluGradient, addScaled, combine, leakyRelu} from './plain/elementwise';
export {gatherRows, notZero, scatterRows} from './plain/embedding';
export {layerNormBackward, layerNormForward} from './plain/layer-norm';
export {addFlaggedRows, flagRows} from './plain/masking';
export {addSoftmaxGradient, softmax} from './plain/softmax';
export {addProductSums, normaliseGates, normaliseGatesBack} from './recurrent/gate-norm';
export {gruBackward} from './recurrent/gru-backward';
export {gruForward} from './recurrent/gru-forward';
export {layerNormGruBackward} from './recurrent/layer-norm-gru-backward';
export {layerNormGruForward} from './recurrent/layer-norm-gru-forward';
export {layerNormLstmBackward} from './recurrent/layer-norm-lstm-backward';
export {layerNormLstmForward} from './recurrent/layer-norm-lstm-forward';
export {layerNormSimpleRnnBackward} from './recurrent/layer-norm-simple-rnn-backward';
export {layerNormSimpleRnnForward} from './recurrent/layer-norm-simple-rnn-forward';
export {lstmBackward} from './recurrent/lstm-backward';
export {lstmForward} from './recurrent/lstm-forward';
export {peepholeLstmBackward} from './recurrent/peephole-lstm-backward';
export {peepholeLstmForward} from './recurrent/peephole-lstm-forward';
export {simpleRnnBackward} from './recurrent/simple-rnn-backward';
export {simpleRnnForward} from './recurrent/simple-rnn-forward';
export {addColumnSums, addProducts, addRows, addTo, clear, clearPadding, copyRows, fillRows} from './rows';
