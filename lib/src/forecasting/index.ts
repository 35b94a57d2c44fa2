export {
  type Backtest,
  type BacktestOptions,
  backtest,
  type OriginRule,
  type Refit,
} from './backtest';
export {type Conformal, type ConformalOptions, conformal, type Intervals} from './conformal';
export {type DirectOptions, direct, type Seq2seqOptions, seq2seq} from './direct';
export {echoGrowth} from './echo-growth';
export {type FedWithTruthOptions, fedWithTruth} from './fed-with-truth';
export {filterGaps, type TwoStepProcess} from './filter-gaps';
export {errorsByHorizon, type HorizonErrors} from './horizon-errors';
export {type IteratedOptions, iterated} from './iterated';
export {meanOfKind} from './mean-of-kind';
export {type NudgeOptions, nudgeResponse} from './nudge-response';
export type {ForecastRule, Predictor} from './predictor';
export {quantilesOf, quantileTargets} from './quantiles';
export {type RollingConformal, type RollingConformalOptions, rollingConformal} from './rolling-conformal';
export {type SamplePathsOptions, samplePaths, sampleQuantiles} from './samples';
