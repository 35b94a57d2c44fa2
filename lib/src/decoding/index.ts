export {type BeamTreeNode, beamNodes} from './beam-nodes';
export {type BeamOptions, type BeamTrial, beamSearch, type ScoredHypothesis} from './beam-search';
export {type CtcBeamOptions, type CtcOptions, ctcBeamSearch, ctcGreedy, type Labelling} from './ctc';
export {type CutAlong, cutAlong, entropy} from './cuts';
export * from './draw-sketches';
export {
  type DecoderState,
  decoderSteps,
  forcedTokens,
  readSources,
  type Sources,
  type TranslateOptions,
  translate,
} from './encoder-decoder';
export {applyTemperature, keepNucleus, keepTopK} from './filters';
export * from './forced-log-probabilities';
export {greedy, type SamplingOptions, sample, sampleToken} from './generate';
export {type IobRules, iobRules} from './iob-rules';
export {logSoftmax} from './log-probabilities';
export * from './log-softmax-of-each';
export {
  type AloneAndTold,
  aloneAndTold,
  type BeamTranslateOptions,
  beamTranslate,
} from './many-sources';
export type {BatchStep, DecodingOptions, Hypothesis, NextToken, StepFunction} from './next-token';
export {streamStep} from './stream-step';
export {type Path, type ViterbiOptions, viterbi} from './viterbi';
