import {spread} from './spread';

/** A network that was trained with several seeds, as results record it. */
export interface RecordedNetwork {
  /** Trainable weights. */
  parameters: number;
  runs: readonly {testMse: number}[];
}

/** One network in two libraries, see {@link peerRows}. */
export interface PeerRow {
  network: string;
  weights: number;
  'test MSE here': string;
  'in Keras 3': string;
}

/**
 * The same networks on the same data in this library and in Keras: rows for `notebook.table`.
 *
 * @param ours by name
 * @param keras the same names
 * @param digits behind the point; defaults to 2
 * @returns one row a network: median (lowest to highest) over seeds
 * @throws RangeError when Keras has no such network, or another number of weights
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function peerRows(
  ours: Readonly<Record<string, RecordedNetwork>>,
  keras: Readonly<Record<string, RecordedNetwork>>,
  digits = 2,
): PeerRow[] {
  const errors = ({runs}: RecordedNetwork) =>
    spread(
      runs.map(({testMse}) => testMse),
      digits,
    );
  return Object.entries(ours).map(([network, own]) => {
    const theirs = keras[network];
    if (!theirs) throw new RangeError(`peerRows: Keras has no '${network}'`);
    if (theirs.parameters !== own.parameters) {
      throw new RangeError(`peerRows: '${network}' has ${own.parameters} weights here, in Keras ${theirs.parameters}`);
    }
    return {network, weights: own.parameters, 'test MSE here': errors(own), 'in Keras 3': errors(theirs)};
  });
}
