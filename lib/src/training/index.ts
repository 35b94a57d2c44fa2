export {CausalStream, causalStream} from './causal-stream';
export {
  type Checkpoint,
  decodeCheckpoint,
  encodeCheckpoint,
  type SavedOptimizer,
  type SavedWeight,
} from './checkpoint/checkpoint';
export {readCheckpoint, writeCheckpoint} from './checkpoint/files';
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
export {findNonFinite, type NonFinite} from './diagnose';
export {eachOverSeeds} from './each-over-seeds';
export type {EarlyStopping, EarlyStopState} from './early-stop';
export type {Examples} from './examples';
export {fit, type History, TrainingInterrupted} from './fit';
export {surpriseGivenLast} from './given-last';
export type {NormHistory, NormSeries} from './gradient-norms';
export {type NormSummary, type NormSummaryOptions, normSummary, normsByEpoch} from './norm-summary';
export * from './optimizers';
export type {CheckpointOptions, FitOptions, TrainingData} from './options';
export {type OverSeedsOptions, overSeeds, type SeedRun} from './over-seeds';
export {pinballLoss, type QuantileLoss} from './pinball-loss';
export type {Truncation} from './plan/windows';
export {predict} from './predict';
export {type PredictInChunksOptions, predictInChunks} from './predict-in-chunks';
export {type BatchProgress, getReporter, type Reporter, type RunInfo, setReporter} from './reporter';
export * as schedules from './schedules';
export type {Schedule} from './schedules/learning-rate';
export type {PlateauState} from './schedules/plateau';
export {type GradientLayer, type StartGradientOptions, startGradients} from './start-gradients';
export {gradientsLeft, type StateGradientNorms, type StateGradientOptions, stateGradientNorms} from './state-gradients';
export {type StepTimesOptions, stepTimes} from './step-times';
export {Stream, type StreamOptions, stream} from './stream';
export {streamSurprises} from './stream-surprises';
export {surprises} from './surprises';
export {testErrors} from './test-errors';
export {type TestedRuns, testRuns} from './test-runs';
export {type TrainingMemory, type TrainingMemoryOptions, trainingMemory} from './training-memory';
export {type WeightGradient, weightGradients} from './weight-gradients';
export type {ClassWeights, ExampleWeights} from './weights';
