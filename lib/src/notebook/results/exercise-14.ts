/** Exercise 14: taggers of names after a second of training on generated sentences. */
export interface Exercise14Experiment {
  sentences: {train: number; trainSeed: number; test: number};
  /** Entity F1 of rules without training, on the test sentences of each seed. */
  rules: Record<string, number>[];
  /** By kind: softmax, crf, small (half the units, less training); each seed has test sentences of its own. */
  networks: Record<
    string,
    {
      parameters: number;
      units: number;
      epochs: number;
      learningRate: number;
      runs: {seed: number; f1: number; illegal: number; seconds: number}[];
    }
  >;
}
