/** Exercise 12: language models of a made-up play after seconds of training. */
export interface Exercise12Experiment {
  /** What all of them train on, and how. */
  play: {characters: number; vocabulary: number};
  training: {streams: number; window: number; passes: number; embedding: number; units: number};
  /** Bits a character of counts that look back on 0, 1, 2 ... 5 characters, on the held-out play of each seed. */
  counts: number[][];
  /** By cell: lstm, gru, simpleRNN; each seed has a held-out play of its own. */
  networks: Record<
    string,
    {
      parameters: number;
      learningRate: number;
      /** testBits with the state carried; firstBits after one pass over the text. */
      runs: {seed: number; firstBits: number; testBits: number; seconds: number}[];
    }
  >;
}
