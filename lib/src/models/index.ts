export * from './accuracy-by-group';
export * from './attention-reader';
export * from './attention-weights';
export * from './base-effects';
export * from './baselines';
export * from './candidates';
export {buildCaptionModel, type CaptionModelOptions} from './caption';
export {type CellAndReadout, cellAndReadout} from './cell-and-readout';
export {type CellWeights, cellWeights} from './cell-weights';
export {
  buildCausalCnn,
  buildCnn,
  type CausalCnnOptions,
  type CnnOptions,
  type ConvolutionStage,
} from './convolutions';
export * from './count-weights';
export * from './dna';
export * from './encoder-decoder';
export * from './filter-hits';
export * from './forecast-decoder';
export * from './fresh-slopes';
export * from './gradient-times-input';
export * from './input-slopes';
export * from './inputs-seen';
export * from './language-model';
export * from './largest-difference';
export * from './layer-readouts';
export * from './layer-spreads';
export * from './least-pinball';
export * from './least-squares';
export * from './leave-one-out';
export * from './line-accuracy';
export * from './load-weights';
export * from './mixture';
export * from './mixture-sample';
export * from './model-costs';
export * from './multiplications';
export * from './naive-bayes';
export * from './nearest-neighbours';
export * from './nearest-sequences';
export * from './ngrams';
export * from './output-shapes';
export type {CellName, HeadOptions, OutputActivation, ScoreName, StackOptions} from './parts/stack';
export * from './position-weights';
export * from './probe';
export * from './receptive-field';
export * from './recurrent';
export * from './rnn';
export * from './seasonal-mean';
export * from './similar-windows';
export * from './sine-fit';
export * from './sketch';
export * from './slopes-by-distance';
export * from './slopes-by-ones';
export * from './speech';
export * from './start-gates';
export * from './start-weights';
export * from './step-influence';
export * from './tagger';
export * from './text-classifier';
export * from './token-reader';
export * from './transformer';
export * from './trend-slope';
export * from './upper-start';
export * from './video';
export * from './wavenet';
export * from './word-translation';
