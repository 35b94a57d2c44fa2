export {type Bar, bars, type Point, points} from './bars';
export {
  type AlignmentOptions,
  backpropagation,
  type TruncatedOptions,
  truncatedBackpropagation,
  windowAlignment,
} from './diagrams/bptt';
export {rnnCell, type TaskShape, taskShape, type UnrolledOptions, unrolledRnn} from './diagrams/rnn';
export * from './figure';
export {type HeatmapText, heatmap, stateTrajectories} from './heatmap';
export {type TrainingCurvesOptions, type TrainingLog, trainingCurves} from './history';
export {type Line, lines} from './lines';
export {PALETTE} from './look';
export {lossSurface, type Surface, type TrainingPath} from './loss-surface';
export {type PanelOptions, panels} from './panels';
export {type RecurrentWeightsText, recurrentWeights} from './recurrent-weights';
export {type DotGroup, runDots} from './run-dots';
export {type RunBandsText, type RunGroup, runBands} from './runs';
export {truthScatter} from './scatter';
export {type ExamplesText, forecasts, series} from './series';
export {type SliderOptions, type SliderStep, withSlider} from './slider';
export {type StepTriangleText, stepTriangle} from './step-triangle';
export {type UnrollingText, unrolling} from './unrolling';
