// AssemblyScript, compiled by `node lib/build.mjs` to one WebAssembly module. Pointers are byte addresses (usize), sizes count floats.
export {activate, activationGradient, exponential, logarithm} from './activations';
export {adamStep} from './adam';
export {additiveScores, additiveScoresGradient} from './additive-scores';
export {attentionOutput, attentionWeights, attentionWeightsGradient, clearMasked} from './attention-weights';
export {
  batchNormBackward,
  columnGradients,
  columnMoments,
  inverseDeviations,
  moveAverage,
  normaliseColumns,
} from './batch-norm';
export {addBlockSums, conv1dBackward, conv1dFilterGradient, conv1dForward} from './conv1d';
export {convBackward, convFilterGradient, convForward} from './convolution';
export {crfBackward, crfForward} from './crf';
export {
  addCrossEntropyGradient,
  addSoftmaxCrossEntropyGradient,
  crossEntropyRows,
  softmaxCrossEntropyRows,
} from './cross-entropy';
export {ctcBackward, ctcForward} from './ctc';
export {dotScores, dotScoresGradient} from './dot-scores';
export {dropoutMask} from './dropout';
export {addCombineGradient, addLeakyReluGradient, addScaled, combine, leakyRelu} from './elementwise';
export {gatherRows, notZero, scatterRows} from './embedding';
export {addProductSums, normaliseGates, normaliseGatesBack} from './gate-norm';
export {gruBackward} from './gru-backward';
export {gruForward} from './gru-forward';
export {layerNormBackward, layerNormForward} from './layer-norm';
export {layerNormGruBackward} from './layer-norm-gru-backward';
export {layerNormGruForward} from './layer-norm-gru-forward';
export {layerNormLstmBackward} from './layer-norm-lstm-backward';
export {layerNormLstmForward} from './layer-norm-lstm-forward';
export {addLossGradient, lossRows} from './losses';
export {lstmBackward} from './lstm-backward';
export {lstmForward} from './lstm-forward';
export {addFlaggedRows, flagRows} from './masking';
export {addMatmul} from './matmul';
export {pool, poolBackward, weightedSteps, weightedStepsBackward} from './pooling';
export {peepholeLstmBackward} from './peephole-lstm-backward';
export {peepholeLstmForward} from './peephole-lstm-forward';
export {rmsPropStep} from './rms-prop';
export {addColumnSums, addProducts, addRows, addTo, clear, clearPadding, copyRows, fillRows} from './rows';
export {heapBase, useThread} from './scratch';
export {sgdStep} from './sgd';
export {simpleRnnBackward} from './simple-rnn-backward';
export {simpleRnnForward} from './simple-rnn-forward';
export {addSoftmaxGradient, softmax} from './softmax';
export {transpose} from './transpose';
export {viterbi} from './viterbi';
export {waveNetBackward, waveNetForward} from './wavenet';
