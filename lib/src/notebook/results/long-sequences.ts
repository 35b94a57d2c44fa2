/** Norms of the whole gradient before clipping, over the batches of 15 epochs. */
export interface RecordedNorms {
  /** Shares of 10, 50 and 90 percent of the batches lie below these. */
  low: number;
  median: number;
  high: number;
  largest: number;
  /** Median of the last epoch. */
  final: number;
  /** Batches whose gradient a limit has shortened. */
  clipped: number;
  above1: number;
  batches: number;
}

/** One training of a network that forecasts step 101 from a hundred. */
export interface LongSequencesRun {
  seed: number;
  /** By the number of epochs trained. */
  testMse: Record<string, number>;
  /** One number an epoch. */
  validLoss: number[];
  /** On the training series, after the last epoch and without dropout. */
  trainMse: number;
  norms: RecordedNorms;
}

/** One training on few series. */
export interface LearnedByHeart {
  seed: number;
  trainMse: number;
  testMse: number;
}

/** `ci/experiments/results/long-sequences.json`: lesson 2.3 over several seeds, for longer, and on few series. */
export interface LongSequencesExperiment {
  series: {steps: number; seed: number; train: number; valid: number; test: number};
  training: {epochs: number; optimizer: string; learningRate: number; batchSize: number; loss: string};
  /**
   * By name: simpleRnn, lstm, layerNorm; with clipnorm 1 also simpleRnnClip, lstmClip, layerNormClip, by global norm
   * layerNormGlobalClip; lstmDropout, and lstmInnerDropout that spares the input; simpleRnnFaster and lstmFaster
   * have a learning rate of 0.003.
   */
  networks: Record<string, {parameters: number; runs: LongSequencesRun[]}>;
  /** 100 epochs with the first seeds. */
  long: Record<string, LongSequencesRun[]>;
  /** SimpleRNN 20-20 on few series, with dropout between its layers or without. */
  few: {series: number; epochs: number; rate: number; plain: LearnedByHeart[]; dropout: LearnedByHeart[]};
}

/** One training of the same in Keras. */
export interface LongSequencesPeerRun {
  seed: number;
  testMse: number;
  validLoss: number[];
  norms: {median: number; largest: number; above1: number; batches: number};
  parameters: number;
}

/** `ci/peers/results/long-sequences.json`: the same in Keras and numpy. */
export interface LongSequencesPeers {
  /** Test MSE. */
  baselines: Record<string, number>;
  networks: Record<string, LongSequencesPeerRun[]>;
}
