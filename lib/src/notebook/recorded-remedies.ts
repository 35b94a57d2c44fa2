import {recorded} from './recorded';
import type {RecordedNorms} from './results/long-sequences';

/** One network of lesson 2.3 over its seeds. */
export interface Remedy {
  /** As figures call it. */
  name: string;
  parameters: number;
  /** After 15 epochs, one a seed. */
  testMse: number[];
  /** [seeds][epochs] */
  validLoss: number[][];
  /** One a seed. */
  norms: RecordedNorms[];
  /** The norm that 90% of the batches stay below, divided by the one that 10% stay below; one a seed. */
  spreads: number[];
  /** Test MSE in Keras, one a seed; empty where Keras did not train this network. */
  keras: number[];
  /** Test MSE after 15, 50 and 100 epochs, of the seeds that went on; empty where none did. */
  later: Record<15 | 50 | 100, number[]>;
  /** Validation MSE of those seeds, the mean of epochs 91 to 100. */
  laterValid: number[];
}

/** Networks of lesson 2.3, by their names in the recorded result. */
const NAMES = {
  simpleRnn: 'SimpleRNN',
  simpleRnnClip: 'SimpleRNN, clipped',
  simpleRnnFaster: 'SimpleRNN, rate 0.003',
  lstm: 'LSTM',
  lstmClip: 'LSTM, clipped',
  lstmFaster: 'LSTM, rate 0.003',
  lstmDropout: 'LSTM, dropout',
  lstmInnerDropout: 'LSTM, inner dropout',
  layerNorm: 'layer norm',
  layerNormClip: 'layer norm, clipped',
  layerNormGlobalClip: 'layer norm, clipped globally',
};

/**
 * What lesson 2.3 recorded of each network that reads a hundred steps, in lists with one number a seed.
 *
 * @returns the networks by name, such as `lstm` and `lstmClip`
 * @throws RangeError when the project's recorded results are not there
 *
 * Lesson: notebooks/02-forecasting/2.3.
 */
export function recordedRemedies(): Record<keyof typeof NAMES, Remedy> {
  const {networks, long} = recorded('experiments', 'long-sequences');
  const peers = recorded('peers', 'long-sequences').networks;
  const lastTen = (losses: number[]) => losses.slice(-10).reduce((sum, loss) => sum + loss / 10, 0);
  const read = ([key, name]: [string, string]): [string, Remedy] => {
    const {parameters, runs} = networks[key];
    const wentOn = long[key] ?? [];
    const after = (epochs: number) => wentOn.map(({testMse}) => testMse[epochs]);
    const remedy = {
      ...{name, parameters},
      testMse: runs.map(({testMse}) => testMse[15]),
      validLoss: runs.map(({validLoss}) => validLoss),
      norms: runs.map(({norms}) => norms),
      spreads: runs.map(({norms: {high, low}}) => high / low),
      keras: (peers[key] ?? []).map(({testMse}) => testMse),
      later: {15: after(15), 50: after(50), 100: after(100)},
      laterValid: wentOn.map(({validLoss}) => lastTen(validLoss)),
    };
    return [key, remedy];
  };
  return Object.fromEntries(Object.entries(NAMES).map(read)) as Record<keyof typeof NAMES, Remedy>;
}
