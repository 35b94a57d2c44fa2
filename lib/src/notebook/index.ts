import {onGenerated} from '../data/load';
import {setReporter} from '../training/reporter';
import {tellGenerated} from './generated-data';
import {liveReporter} from './live-chart';

export {atEpoch, type NotedRun} from './at-epoch';
export {check, hint} from './check';
export {type DisplayOptions, display, type MimeBundle} from './display';
export {expectShape, type Shaped, ShapeError} from './expect-shape';
export {type FormulaLedger, formulaLedger} from './formula-ledger';
export {fromColumns} from './from-columns';
export {growthByEpoch} from './growth-by-epoch';
export type {Html} from './html';
export {liveReporter} from './live-chart';
export {type OneStepRuns, oneStepRuns} from './one-step-runs';
export {type PeerRow, peerRows, type RecordedNetwork} from './peer-rows';
export {type Price, type PriceEntry, type PriceLedger, priceLedger} from './price-ledger';
export {progress} from './progress';
export {type ProgressBar, type ProgressBarOptions, progressBar} from './progress-bar';
export {type RecordedBy, recorded} from './recorded';
export {type RecordedDepths, recordedDepths} from './recorded-depths';
export {type RecordedField, type RecordedFields, recordedFields} from './recorded-fields';
export {type Remedy, recordedRemedies} from './recorded-remedies';
export type {RecordedOrigin, RecordedResults} from './recorded-results';
export {type Rivals, recordedRivals} from './recorded-rivals';
export type {
  AnomaliesAndPrices,
  AnomaliesAndPricesPeers,
  PriceRun,
  WatcherRun,
} from './results/anomalies-and-prices';
export type {CaptionRun, CaptionsExperiment} from './results/captions';
export type {ChoiceErrors, ChoosingACell, ChoosingACellPeers} from './results/choosing-a-cell';
export type {
  ClassifyingText,
  Disagreement,
  SentenceGroup,
  SentenceHits,
} from './results/classifying-text';
export type {CellRun, ComparingCells, ComparingCellsPeers, FewSeriesRun} from './results/comparing-cells';
export type {ConvolutionOverTime, ConvolutionOverTimePeers, ConvolutionRun} from './results/convolution-over-time';
export type {CopyExperiment, CopyRun, CopyStart} from './results/copy-first-symbol';
export type {
  DeepBidirectionalStateful,
  DeepBidirectionalStatefulPeers,
  RecordedStack,
  RecordedStackRun,
  StreamErrors,
} from './results/deep-bidirectional-stateful';
export type {Dna, DnaPeers, DnaRun} from './results/dna';
export type {
  DatesRun,
  EncoderDecoderExperiment,
  GrammarSize,
  TatoebaRun,
} from './results/encoder-decoder';
export type {Exercise04Experiment, WeekErrors} from './results/exercise-04';
export type {DifficultRun, Exercise05Experiment} from './results/exercise-05';
export type {Exercise07Experiment, FrontKind, FrontRun} from './results/exercise-07';
export type {Exercise09Experiment, TurnedRun, TurnedWay} from './results/exercise-09';
export type {Exercise10Experiment} from './results/exercise-10';
export type {Exercise12Experiment} from './results/exercise-12';
export type {Exercise13Experiment} from './results/exercise-13';
export type {Exercise14Experiment} from './results/exercise-14';
export type {Exercise15Experiment, HeldRun} from './results/exercise-15';
export type {Exercise17Experiment} from './results/exercise-17';
export type {ComposerRun, Exercise18Experiment} from './results/exercise-18';
export type {Exercise19Experiment, FilmNetwork, FilmRun} from './results/exercise-19';
export type {GeneratingText, LanguageDesign, LanguageRun} from './results/generating-text';
export type {HoldErrors, HoldExperiment, HoldPeers} from './results/hold';
export type {
  LearnedByHeart,
  LongSequencesExperiment,
  LongSequencesPeerRun,
  LongSequencesPeers,
  LongSequencesRun,
  RecordedNorms,
} from './results/long-sequences';
export type {
  ManyStepsAheadExperiment,
  ManyStepsAheadPeerRun,
  ManyStepsAheadPeerSet,
  ManyStepsAheadPeers,
  ManyStepsAheadRun,
} from './results/many-steps-ahead';
export type {MusicExperiment, MusicRun} from './results/music';
export type {OneStepAheadExperiment, OneStepAheadPeers, RecordedSlopes} from './results/one-step-ahead';
export type {
  PaddingDrift,
  PreparedRuns,
  PreparingSequences,
  PreparingSequencesPeers,
} from './results/preparing-sequences';
export type {DaysOfYear, RealSeriesExperiment, RealSeriesPeers, RealSeriesRun} from './results/real-series';
export type {RecallByDistance, RecallStart} from './results/recall-by-distance';
export type {SketchesExperiment, SketchRun} from './results/sketches';
export type {SpeechExperiment, SpeechPeers, TranscriptRun} from './results/speech';
export type {WaveNetDesign, WaveNetExperiment, WaveNetRun} from './results/wavenet';
export type {WaveNetPeers} from './results/wavenet-peers';
export {seedPairs} from './seed-pairs';
export {bundleOf, type Showable, show} from './show';
export {type SketchWay, sketchWays} from './sketch-ways';
export {solution} from './solution';
export {sounds} from './sounds';
export {spread, spreadOf} from './spread';
export {reachSpread, stepsSpread} from './steps-spread';
export {type Cell, type Table, type TableOptions, table} from './table';
export {type Versus, versus} from './versus';

// Data and training never import this room: whoever loads the library in a notebook sees here what they tell.
onGenerated(tellGenerated);
setReporter(liveReporter());
