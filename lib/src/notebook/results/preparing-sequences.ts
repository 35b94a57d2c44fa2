/** Lesson 1.2: what is trained or drawn at random there, over seeds: scalers, gaps, padding. */
export interface PreparingSequences {
  training: {epochs: number; optimizer: string; learningRate: number; batchSize: number; units: number};
  /** A rising wave; errors in the units of the series, squared. */
  scaling: {naive: number; leastSquares: number; networks: Record<string, PreparedRuns>};
  /** A series that lost half of its steps; errors in units of the noise, squared. */
  gaps: {
    /** Nobody who has only the measurements comes below. */
    best: number;
    ways: Record<string, PreparedRuns & {leastSquares: number}>;
  };
  padding: PaddingDrift;
}

/** One network, several seeds. */
export interface PreparedRuns {
  parameters: number;
  runs: {seed: number; testMse: number}[];
}

/** How far padding moves the final states of fresh readers, in lengths of the state. */
export interface PaddingDrift {
  /** Padded steps. */
  pads: number[];
  /** By where the padding stands and whether it is masked: [readers][pads]. */
  drifts: Record<'after' | 'before' | 'masked', number[][]>;
}

/** The same in Keras and numpy (`ci/peers/preparing-sequences.py`). */
export interface PreparingSequencesPeers extends Omit<PreparingSequences, 'training'> {
  fnv1a64OfRisingWave: string;
  fnv1a64OfMeasurements: string;
}
