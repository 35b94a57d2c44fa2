/** One training of exercise 15. */
export interface HeldRun {
  seed: number;
  /** Mean squared error on sequences without noise, each seed's own. */
  testMse: number;
  /** Mean squared error on the noisy sequences that it learned from. */
  trainMse: number;
  seconds: number;
}

/** Exercise 15: dropout of the state on few noisy sequences, by kind of mask. */
export interface Exercise15Experiment {
  task: {sequences: number; steps: number; noise: number; rate: number};
  network: {units: number; epochs: number; learningRate: number; parameters: number};
  /** Mean squared error of always saying 0, on the test sequences of each seed. */
  zero: number[];
  kinds: Record<'none' | 'standard' | 'variational', HeldRun[]>;
}
