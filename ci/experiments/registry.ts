/** Every experiment, in the order of the lessons. */
import {nearest} from '../notebooks/catalogue';
import {InputError} from '../notebooks/notebook';
import {anomaliesAndPrices} from './anomalies-and-prices';
import {captions} from './captions';
import {choosingACell} from './choosing-a-cell';
import {classifyingText} from './classifying-text';
import {comparingCells} from './comparing-cells';
import {convolutionOverTime} from './convolution-over-time';
import {copyFirstSymbol} from './copy-first-symbol';
import {deepBidirectionalStateful} from './deep-bidirectional-stateful';
import {dnaExperiment} from './dna';
import {encoderDecoder} from './encoder-decoder';
import {exercise04} from './exercise-04';
import {exercise05} from './exercise-05';
import {exercise07} from './exercise-07';
import {exercise09} from './exercise-09';
import {exercise10} from './exercise-10';
import {exercise12} from './exercise-12';
import {exercise13} from './exercise-13';
import {exercise14} from './exercise-14';
import {exercise15} from './exercise-15';
import {exercise17} from './exercise-17';
import {exercise18} from './exercise-18';
import {exercise19} from './exercise-19';
import type {Experiment} from './experiment';
import {generatingText} from './generating-text';
import {holdExperiment} from './hold';
import {longSequences} from './long-sequences';
import {manyStepsAhead} from './many-steps-ahead';
import {music} from './music';
import {oneStepAhead} from './one-step-ahead';
import {preparingSequences} from './preparing-sequences';
import {realSeries} from './real-series';
import {recallByDistance} from './recall-by-distance';
import {sketchesExperiment} from './sketches';
import {speech} from './speech';
import {wavenet} from './wavenet';

export const experiments: readonly Experiment[] = [
  preparingSequences, // 1.2
  recallByDistance, // 1.5
  oneStepAhead, // 2.1
  manyStepsAhead, // 2.2
  longSequences, // 2.3
  realSeries, // 2.4
  anomaliesAndPrices, // 2.4
  holdExperiment, // 3.1
  comparingCells, // 3.2
  copyFirstSymbol, // 3.2
  deepBidirectionalStateful, // 3.3
  choosingACell, // 3.4
  convolutionOverTime, // 4.1
  wavenet, // 4.2
  speech, // 6.2
  dnaExperiment, // 6.5
  music, // 6.1
  encoderDecoder, // 5.4
  classifyingText, // 5.1
  generatingText, // 5.2
  captions, // 6.4
  sketchesExperiment, // 6.6
  exercise04, // exercise 04
  exercise05, // exercise 05
  exercise07, // exercise 07
  exercise09, // exercise 09
  exercise10, // exercise 10
  exercise12, // exercise 12
  exercise13, // exercise 13
  exercise14, // exercise 14
  exercise15, // exercise 15
  exercise17, // exercise 17
  exercise18, // exercise 18
  exercise19, // exercise 19
];

/**
 * The experiments that the words of a command line name; none names all.
 *
 * @throws InputError for an unknown name, with the nearest ones
 */
export function resolveExperiments(names: string[], all: readonly Experiment[] = experiments): Experiment[] {
  if (names.length === 0) return [...all];
  return [...new Set(names)].map((name) => {
    const found = all.find((experiment) => experiment.name === name);
    if (found) return found;
    throw new InputError(
      `unknown experiment '${name}'; ${nearest(
        name,
        all.map((experiment) => experiment.name),
      )}`,
    );
  });
}
