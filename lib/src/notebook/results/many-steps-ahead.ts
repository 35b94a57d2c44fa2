/** One training of a network that forecasts ten steps. */
export interface ManyStepsAheadRun {
  seed: number;
  /** Mean over the ten steps, by the number of epochs trained. */
  testMse: Record<string, number>;
  /** [horizon], by the number of epochs trained. */
  byStep: Record<string, number[]>;
  /** One number an epoch: the loss on the targets that the network is taught, which differ from way to way. */
  validLoss: number[];
}

/** `ci/experiments/results/many-steps-ahead.json`: lesson 2.2 over several seeds, on few series, and for longer. */
export interface ManyStepsAheadExperiment {
  series: {
    steps: number;
    seed: number;
    full: {train: number; valid: number; test: number};
    small: {train: number; valid: number; test: number};
  };
  training: {optimizer: string; learningRate: number; batchSize: number; loss: string};
  /** By the name of the way: iterated, direct, seq2seq, iteratedEveryStep. */
  parameters: Record<string, number>;
  /** 7,000 series, 20 epochs; one run a seed. */
  full: Record<string, ManyStepsAheadRun[]>;
  /** 700 series, 10 epochs; one run a seed. */
  small: Record<string, ManyStepsAheadRun[]>;
  /** 7,000 series, 60 epochs; iterated and direct with three seeds, seq2seq with one. */
  long: Record<string, ManyStepsAheadRun[]>;
  /** seq2seq on 700 series, with complete targets and with zeros in place of the missing ones. */
  padding: {complete: ManyStepsAheadRun; padded: ManyStepsAheadRun};
}

/** One training of the same in Keras. */
export interface ManyStepsAheadPeerRun {
  seed: number;
  /** Mean over the ten steps. */
  testMse: number;
  /** [horizon] */
  byStep: number[];
  validLoss: number[];
  parameters: number;
}

/** One size of the data in Keras and numpy. */
export interface ManyStepsAheadPeerSet {
  /** Test MSE. */
  baselines: Record<string, number>;
  /** By the name of the way: iterated, direct, seq2seq. */
  networks: Record<string, ManyStepsAheadPeerRun[]>;
}

/** `ci/peers/results/many-steps-ahead.json`: the same in Keras and numpy. */
export interface ManyStepsAheadPeers {
  /** 7,000 series, 20 epochs. */
  full: ManyStepsAheadPeerSet;
  /** 700 series, 10 epochs. */
  small: ManyStepsAheadPeerSet;
}
