/** One training of exercise 05. */
export interface DifficultRun {
  seed: number;
  /** Test error as a share of what the mean of the training targets makes: 1 has learned nothing. */
  share: number;
  /** The same on the series that it was trained on. */
  trainShare: number;
  /** Norm of the gradient at the first step by that at the last, in the first layer, before training and after. */
  left: {before: number; after: number};
  /** Global norms over all batches, before clipping. */
  norms: {median: number; largest: number; above1: number; clipped: number; batches: number};
}

/** Exercise 05: plain networks, remedies and gates on targets that lie far back, and a shorter task of seconds. */
export interface Exercise05Experiment {
  long: {
    steps: number;
    train: number;
    test: number;
    epochs: number;
    learningRate: number;
    /** Test errors, as shares of the mean's, of rules without a network, by target. */
    rules: Record<'sum' | 'product', Record<'leastSquares' | 'earlyOnly', number>>;
    /** By target, then by network. */
    runs: Record<'sum' | 'product', Record<string, DifficultRun[]>>;
  };
  short: {
    steps: number;
    train: number;
    test: number;
    epochs: number;
    learningRate: number;
    /** By network; each seed has test series of its own. */
    runs: Record<string, {seed: number; share: number; seconds: number}[]>;
  };
}
