/** Exercise 10: three small networks on generated chorales, each after seconds of training. */
export interface Exercise10Experiment {
  chorales: {train: number; trainSeed: number; test: number};
  /** Nats a note of counts that look back on 0, 1, 2 ... 5 notes, on the test chorales of each seed. */
  counts: number[][];
  /** By kind: lstm, gru, and the network of lesson 6.1; each seed has test chorales of its own. */
  networks: Record<
    string,
    {parameters: number; epochs: number; runs: {seed: number; nats: number; bigram: number; seconds: number}[]}
  >;
}
