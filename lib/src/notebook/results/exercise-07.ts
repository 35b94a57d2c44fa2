/** One training of exercise 07. */
export interface FrontRun {
  seed: number;
  /** Mean squared error ten steps ahead of new series, each seed's own. */
  testMse: number;
  seconds: number;
}

/** One kind of network of exercise 07. */
export interface FrontKind {
  parameters: number;
  /** Steps that the recurrent layer reads. */
  steps: number;
  runs: FrontRun[];
}

/** Exercise 07: an LSTM on long series, alone and behind a convolution. */
export interface Exercise07Experiment {
  series: {timeSteps: number; horizon: number; noise: number; train: number};
  network: {units: number; filters: number; epochs: number; learningRate: number};
  /** Mean squared errors of rules without training, on the test series of each seed. */
  rules: Record<'zero' | 'naive' | 'least squares', number>[];
  kinds: Record<'LSTM alone' | 'every fourth value' | 'kernel 4, stride 2' | 'kernel 8, stride 4', FrontKind>;
}
