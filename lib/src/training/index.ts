export {type ClipOptions, clip, globalNorm} from './clipping';
export {
  type Comparison,
  type ComparisonData,
  type ComparisonRow,
  compare,
  countParameters,
  evaluate,
} from './compare';
export {type CompileOptions, compile} from './compile';
export type {Examples} from './examples';
export {fit, type History, TrainingInterrupted} from './fit';
export * from './optimizers';
export type {EarlyStopping, FitOptions, TrainingData} from './options';
export {type OverSeedsOptions, overSeeds, type SeedRun} from './over-seeds';
export {predict} from './predict';
export {type BatchProgress, getReporter, type Reporter, type RunInfo, setReporter} from './reporter';
export {Stream, type StreamOptions, stream} from './stream';
