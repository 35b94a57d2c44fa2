/** Exercise 13: small networks forecast noisy sines after seconds of training. */
export interface Exercise13Experiment {
  series: {lookback: number; horizon: number; noise: number; train: number};
  /** Mean squared errors of rules without training, on the test series of each seed. */
  rules: Record<string, number>[];
  /** By kind: lstm, gru, dense; each seed has test series of its own. */
  networks: Record<
    string,
    {
      parameters: number;
      epochs: number;
      learningRate: number;
      runs: {seed: number; testMse: number; seconds: number}[];
    }
  >;
}
