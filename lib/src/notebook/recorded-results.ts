import type {EngineInfo} from '../engine';
import type {AnomaliesAndPrices, AnomaliesAndPricesPeers} from './results/anomalies-and-prices';
import type {CaptionsExperiment} from './results/captions';
import type {ChoosingACell, ChoosingACellPeers} from './results/choosing-a-cell';
import type {ClassifyingText} from './results/classifying-text';
import type {ComparingCells, ComparingCellsPeers} from './results/comparing-cells';
import type {ConvolutionOverTime, ConvolutionOverTimePeers} from './results/convolution-over-time';
import type {CopyExperiment} from './results/copy-first-symbol';
import type {DeepBidirectionalStateful, DeepBidirectionalStatefulPeers} from './results/deep-bidirectional-stateful';
import type {Dna, DnaPeers} from './results/dna';
import type {EncoderDecoderExperiment} from './results/encoder-decoder';
import type {Exercise04Experiment} from './results/exercise-04';
import type {Exercise05Experiment} from './results/exercise-05';
import type {Exercise07Experiment} from './results/exercise-07';
import type {Exercise09Experiment} from './results/exercise-09';
import type {Exercise10Experiment} from './results/exercise-10';
import type {Exercise12Experiment} from './results/exercise-12';
import type {Exercise13Experiment} from './results/exercise-13';
import type {Exercise14Experiment} from './results/exercise-14';
import type {Exercise15Experiment} from './results/exercise-15';
import type {Exercise17Experiment} from './results/exercise-17';
import type {Exercise18Experiment} from './results/exercise-18';
import type {Exercise19Experiment} from './results/exercise-19';
import type {GeneratingText} from './results/generating-text';
import type {HoldExperiment, HoldPeers} from './results/hold';
import type {LongSequencesExperiment, LongSequencesPeers} from './results/long-sequences';
import type {ManyStepsAheadExperiment, ManyStepsAheadPeers} from './results/many-steps-ahead';
import type {MusicExperiment} from './results/music';
import type {OneStepAheadExperiment, OneStepAheadPeers} from './results/one-step-ahead';
import type {PreparingSequences, PreparingSequencesPeers} from './results/preparing-sequences';
import type {RealSeriesExperiment, RealSeriesPeers} from './results/real-series';
import type {RecallByDistance} from './results/recall-by-distance';
import type {SketchesExperiment} from './results/sketches';
import type {SpeechExperiment, SpeechPeers} from './results/speech';
import type {WaveNetExperiment} from './results/wavenet';
import type {WaveNetPeers} from './results/wavenet-peers';

/** What stands in front of every result of `ci/experiments`: how it came about. */
export interface RecordedOrigin {
  /** Makes the file anew. */
  command: string;
  /** Lesson that shows it. */
  lesson: string;
  engine: EngineInfo;
  /** Name and version of this library. */
  library: string;
  seeds: readonly number[];
  /** Time that all its parts took on the machine of the last full run. */
  seconds: number;
}

/**
 * Recorded results by the name of their file, for {@link recorded}. A new one is one line here; its interface stands in
 * `results/`, one file a lesson.
 */
export interface RecordedResults {
  /** `ci/experiments/results/NAME.json`, see `ci/experiments/README.md`. */
  experiments: {
    'preparing-sequences': PreparingSequences; // 1.2
    'recall-by-distance': RecallByDistance; // 1.5
    'one-step-ahead': OneStepAheadExperiment; // 2.1
    'many-steps-ahead': ManyStepsAheadExperiment; // 2.2
    'long-sequences': LongSequencesExperiment; // 2.3
    'real-series': RealSeriesExperiment; // 2.4
    'anomalies-and-prices': AnomaliesAndPrices; // 2.4
    'choosing-a-cell': ChoosingACell; // 3.4
    'convolution-over-time': ConvolutionOverTime; // 4.1
    hold: HoldExperiment; // 3.1
    'comparing-cells': ComparingCells; // 3.2
    'copy-first-symbol': CopyExperiment; // 3.2
    'deep-bidirectional-stateful': DeepBidirectionalStateful; // 3.3
    wavenet: WaveNetExperiment; // 4.2
    'encoder-decoder': EncoderDecoderExperiment; // 5.4
    speech: SpeechExperiment; // 6.2
    dna: Dna; // 6.5
    music: MusicExperiment; // 6.1
    'classifying-text': ClassifyingText; // 5.1
    'generating-text': GeneratingText; // 5.2
    captions: CaptionsExperiment; // 6.4
    sketches: SketchesExperiment; // 6.6
    'exercise-04': Exercise04Experiment;
    'exercise-05': Exercise05Experiment;
    'exercise-07': Exercise07Experiment;
    'exercise-09': Exercise09Experiment;
    'exercise-10': Exercise10Experiment;
    'exercise-12': Exercise12Experiment;
    'exercise-13': Exercise13Experiment;
    'exercise-14': Exercise14Experiment;
    'exercise-15': Exercise15Experiment;
    'exercise-17': Exercise17Experiment;
    'exercise-18': Exercise18Experiment;
    'exercise-19': Exercise19Experiment;
  };
  /** `ci/peers/results/NAME.json`. */
  peers: {
    'preparing-sequences': PreparingSequencesPeers; // 1.2
    'one-step-ahead': OneStepAheadPeers; // 2.1
    'many-steps-ahead': ManyStepsAheadPeers; // 2.2
    'long-sequences': LongSequencesPeers; // 2.3
    'real-series': RealSeriesPeers; // 2.4
    'anomalies-and-prices': AnomaliesAndPricesPeers; // 2.4
    'convolution-over-time': ConvolutionOverTimePeers; // 4.1
    'comparing-cells': ComparingCellsPeers; // 3.2
    hold: HoldPeers; // 3.1
    'deep-bidirectional-stateful': DeepBidirectionalStatefulPeers; // 3.3
    'choosing-a-cell': ChoosingACellPeers; // 3.4
    wavenet: WaveNetPeers; // 4.2
    speech: SpeechPeers; // 6.2
    dna: DnaPeers; // 6.5
  };
}
