export {type Bar, bars, type Point, type PointsText, points} from './bars';
export {type GateTracesText, gateTraces} from './cells/gate-traces';
export {type GateShares, type InformationBarsText, informationBars} from './cells/information-bars';
export {
  type ReceptiveFieldText,
  type ReceptiveLayer,
  receptiveField,
  receptiveFieldGrowth,
} from './convolution/receptive-field';
export {receptiveFields} from './convolution/receptive-fields';
export {type SlidingKernelText, slidingKernel} from './convolution/sliding-kernel';
export {type CostOfNetwork, type CostsText, costs} from './costs';
export {type CurvesText, curves} from './curves';
export {type PaddedBatchOptions, paddedBatch, type TimeSplitOptions, timeSplit} from './diagrams/batches';
export {
  type AlignmentOptions,
  backpropagation,
  type TruncatedOptions,
  truncatedBackpropagation,
  windowAlignment,
} from './diagrams/bptt';
export {
  type ComputationGraphOptions,
  computationGraph,
  type GraphNode,
  type GraphOperation,
} from './diagrams/computation-graph';
export {type ForecastingWay, forecastingWays} from './diagrams/forecasting-ways';
export {type GruCellOptions, gruCell} from './diagrams/gru-cell';
export {type EpochLosses, type LossSketchOptions, lossSketch} from './diagrams/loss-sketch';
export {type LstmCellOptions, lstmCell} from './diagrams/lstm-cell';
export {rnnCell, type TaskShape, taskShape, type UnrolledOptions, unrolledRnn} from './diagrams/rnn';
export {type Seq2seqAlignmentOptions, seq2seqAlignment} from './diagrams/seq2seq-alignment';
export {
  type EncoderDecoderOptions,
  encoderDecoder,
  type StackedRnnOptions,
  stackedRnn,
} from './diagrams/stacks';
export {waveNetBlock} from './diagrams/wavenet';
export {wordWeights} from './diagrams/word-weights';
export {type ErrorMatrixText, errorMatrix} from './error-matrix';
export * from './figure';
export {type AnomalyPanel, type AnomalyRange, anomalyRanges} from './forecasting/anomalies';
export {type AutocorrelationText, autocorrelation} from './forecasting/autocorrelation';
export {backtestOrigins, type OriginPlan} from './forecasting/backtest-origins';
export {type CoverageOverTimeText, type CoverageStretch, coverageOverTime} from './forecasting/coverage-over-time';
export {type DecompositionText, decomposition} from './forecasting/decomposition';
export {type FanInterval, type FanParts, forecastFan} from './forecasting/fan';
export {type ForecastAsReadText, forecastAsRead} from './forecasting/forecast-as-read';
export {type HorizonErrorLine, horizonErrors} from './forecasting/horizon-errors';
export {type CoverageRow, intervalCoverage, type ReliabilityText, reliability} from './forecasting/reliability';
export {type WindowSliderText, windowSlider} from './forecasting/window-slider';
export {type FormulaCheck, type FormulaDistances, type FormulaRun, formulaChecks} from './formula-checks';
export {type GradientNorms, type GradientText, gradientByDistance} from './gradients/by-distance';
export {type GradientsAtScale, gradientByScale} from './gradients/by-scale';
export {type ClippedGradient, clipping} from './gradients/clipping';
export {type SaturationText, saturation} from './gradients/saturation';
export {type BarGroup, type GroupedBarsText, groupedBars, rankedBars} from './grouped-bars';
export {type HeatmapText, heatmap, stateTrajectories} from './heatmap';
export {type TrainingCurvesOptions, type TrainingLog, trainingCurves} from './history';
export {type InfluenceMap, type InfluenceMapsText, influenceMaps} from './influence-maps';
export {type Line, lines} from './lines';
export {PALETTE} from './look';
export {lossSurface, type Surface, type TrainingPath} from './loss-surface';
export {choraleRolls} from './media/chorale-rolls';
export {type CtcOutputsText, ctcOutputs} from './media/ctc-outputs';
export {type PictureSheetText, pictureSheet} from './media/picture-sheet';
export {sequenceLogo, strokes, type VideoFramesText, videoFrames} from './media/pictures';
export {type RegionAttentionText, regionAttention} from './media/region-attention';
export {type NamedLogo, type SequenceLogosOptions, sequenceLogos} from './media/sequence-logos';
export {type SketchMovieText, type SketchSheetText, sketchMovie, sketchSheet} from './media/sketch-sheet';
export {pianoRoll, type RollNote, type SpectrogramText, spectrogram, waveform} from './media/sound';
export {type SoundSteps, soundSteps} from './media/sound-steps';
export {type NamedRuns, type NamedRunsText, namedRuns} from './named-runs';
export {type PanelOptions, panels} from './panels';
export {type RecurrentWeightsText, recurrentWeights} from './recurrent-weights';
export {type DotGroup, type RunDotsText, runDots} from './run-dots';
export {type RunBandsText, type RunGroup, runBands} from './runs';
export {type ScaledSeriesText, scaledSeries} from './scaled-series';
export {truthScatter} from './scatter';
export {type SequenceLineOptions, sequenceLine} from './sequence-line';
export {type ExamplesText, forecasts, series} from './series';
export {type SliderOptions, type SliderStep, withSlider} from './slider';
export {type SlopeProfileText, slopeProfile} from './slope-profile';
export {boxes, type HistogramText, histogram, type SpreadGroup} from './spread';
export {type StackedText, stacked} from './stacked';
export {type StepTriangleText, stepTriangle, stepTriangles, type TriangleFrame} from './step-triangle';
export {type TargetsText, targetsAndPredictions} from './targets-and-predictions';
export {type CrfLatticeOptions, crfLattice} from './text/crf-lattice';
export {type BeamNode, beamTree, type CtcLatticeOptions, ctcLattice} from './text/search';
export {type TextSurpriseText, textSurprise} from './text/surprise';
export {type TokenChoice, type TokenChoicesText, tokenChoices} from './text/token-choices';
export {type AttentionText, attentionWeights, confusionMatrix} from './text/weights';
export {type UnrollingText, unrolling} from './unrolling';
