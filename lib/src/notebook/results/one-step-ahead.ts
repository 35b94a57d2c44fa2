/** How the forecasts of a network move with its inputs, over many series. */
export interface RecordedSlopes {
  /** Epochs trained. */
  epoch: number;
  /** [lookback] */
  mean: number[];
  /** [lookback] */
  deviation: number[];
}

/** `ci/experiments/results/one-step-ahead.json`: lesson 2.1 over several seeds, and for longer. */
export interface OneStepAheadExperiment {
  /** By the name of the network. */
  networks: Record<
    string,
    {
      parameters: number;
      runs: {
        seed: number;
        /** By the number of epochs trained. */
        testMse: Record<string, number>;
        /** One number an epoch. */
        validMse: number[];
        /** Of the first seed only. */
        slopes?: RecordedSlopes[];
      }[];
    }
  >;
  /** Networks of one unit, with their first weights. */
  lottery: {seed: number; wx: number; wh: number; testMse: number}[];
}

/** `ci/peers/results/one-step-ahead.json`: the same in Keras and numpy. */
export interface OneStepAheadPeers {
  /** Test MSE. */
  baselines: Record<string, number>;
  networks: Record<string, {seed: number; testMse: number}[]>;
}
