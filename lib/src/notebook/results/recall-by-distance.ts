/** Lesson 1.5: which cell learns to recall the first number, by the distance to it. */
export interface RecallByDistance {
  task: {train: number; test: number; distances: number[]};
  training: {units: number; epochs: number; batchSize: number; optimizer: string; learningRate: number};
  /** By the name of the start. */
  starts: Record<string, RecallStart>;
}

/** One cell from one kind of first weights; lists hold one number a seed. */
export interface RecallStart {
  parameters: number;
  /** Steps back until the gradient by the state (of an LSTM: the larger of h and c) is below 1% of the last, of 100. */
  reach: number[];
  /** By distance. */
  runs: Record<string, {seed: number; afterOneEpoch: number; error: number}[]>;
}
