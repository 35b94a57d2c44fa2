/** Lesson 5.3: readers with and without attention on a task that asks back, on reviews, and a Transformer on 2.1's series. */
export interface AttentionExperiment {
  /** Sentences of colours and things; readers learn from 1 to 6 things and are asked up to 16. */
  lookUp: {
    sentences: number;
    epochs: number;
    learningRate: number;
    /** Things of the test sentences, 500 each. */
    things: number[];
    /** By name, such as 'additive' or 'last, 128 units'. */
    readers: Record<string, {parameters: number; runs: LookUpRun[]}>;
  };
  /** Sentence polarity, split as in lesson 5.1. */
  reviews: {
    split: number[];
    epochs: number;
    learningRate: number;
    /** Longest sentence of each group but the last, in words. */
    lengths: number[];
    readers: Record<string, {parameters: number; runs: ReviewRun[]}>;
  };
  /** Lesson 2.1: least squares and recurrent networks stand in its own record. */
  series: {
    epochs: number;
    /** Learning rates tried, by name. */
    networks: Record<string, {parameters: number; runs: TransformerRun[]}>;
  };
}

/** One training on the colours of things. */
export interface LookUpRun {
  seed: number;
  lossAfterOne: number;
  /** By number of things, as in `things`. */
  accuracy: number[];
  cpuSeconds: number;
}

/** One training on reviews. */
export interface ReviewRun {
  seed: number;
  lossAfterOne: number;
  /** Epochs until the best validation loss, whose weights are kept. */
  bestEpoch: number;
  validAccuracy: number;
  accuracy: number;
  /** [groups of lengths] */
  byLength: number[];
  /** With uniform weights in place of its own; for attention only. */
  uniformAccuracy?: number;
  /** With its own weights in random order within each sentence; for attention only. */
  shuffledAccuracy?: number;
  /** Mean rank correlation of its weights with the change when a word is left out; for attention only. */
  agreement?: number;
  cpuSeconds: number;
}

/** One training of a Transformer on series. */
export interface TransformerRun {
  seed: number;
  /** [epochs] */
  validMse: number[];
  testMse: number;
  cpuSeconds: number;
}
