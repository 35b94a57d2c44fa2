import {recorded} from './recorded';

/** One network of lesson 2.1 over seeds, see {@link oneStepRuns}. */
export interface OneStepRuns {
  network: string;
  parameters: number;
  /** Test MSE after 20 epochs, one number a seed, in this library. */
  here: number[];
  /** The same in Keras. */
  keras: number[];
}

/**
 * The four networks of lesson 2.1 as they were recorded: the same training with several seeds, here and in Keras.
 *
 * @returns one entry a network, in the order of the lesson
 * @throws RangeError when the project's recorded results are not there
 *
 * Lesson: notebooks/02-forecasting/2.1.
 */
export function oneStepRuns(): OneStepRuns[] {
  const {networks} = recorded('experiments', 'one-step-ahead');
  const peers = recorded('peers', 'one-step-ahead').networks;
  const names: [string, string, string][] = [
    ['SimpleRNN(1)', 'simpleRnn1', 'simpleRnn1'],
    ['Dense(1)', 'dense1', 'dense'],
    ['20-20-1', 'simpleRnn20_20_1', 'simpleRnn20_20_1'],
    ['20-20 + Dense', 'simpleRnn20_20Dense1', 'simpleRnn20_20Dense1'],
  ];
  return names.map(([network, own, peer]) => ({
    network,
    parameters: networks[own].parameters,
    here: networks[own].runs.map(({testMse}) => testMse['20']),
    keras: peers[peer].map(({testMse}) => testMse),
  }));
}
