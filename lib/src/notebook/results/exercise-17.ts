/** Exercise 17: translators after seconds of training on generated English and German sentences. */
export interface Exercise17Experiment {
  sentences: {train: number; trainSeed: number; test: number};
  /** Exact match of rules without training, on the test sentences of each seed. */
  rules: Record<string, number>[];
  /** By kind: attention, small (fewer units); each seed has test sentences of its own. */
  networks: Record<
    string,
    {
      parameters: number;
      units: number;
      embedding: number;
      epochs: number;
      learningRate: number;
      /** firstLoss: cross-entropy over the first epoch; exact: share of sentences that are right as a whole. */
      runs: {seed: number; firstLoss: number; exact: number; seconds: number}[];
    }
  >;
}
