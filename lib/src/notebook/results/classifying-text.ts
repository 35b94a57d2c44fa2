/** Groups of real sentences: all; with 'but' inside; else with a word that denies; the rest. */
export type SentenceGroup = 'all' | 'but' | 'denial' | 'neither';

/** Rightly classified sentences of a classifier, every sentence tested once, by a model that did not train on it. */
export interface SentenceHits {
  /** 0 where nothing is random. */
  seed: number;
  hits: Record<SentenceGroup, number>;
}

/** On how many sentences only one of two classifiers is right, by seed. */
export interface Disagreement {
  first: string;
  second: string;
  runs: {seed: number; onlyFirst: number; onlySecond: number}[];
}

/** Lesson 5.1: is the order of words worth anything to a classifier of sentences? */
export interface ClassifyingText {
  /** Sentences in each group. */
  sentences: Record<SentenceGroup, number>;
  folds: number;
  training: {epochs: number; patience: number; batchSize: number; embedding: number; units: number; dropout: number};
  /** By name; over all folds. */
  models: Record<string, SentenceHits[]>;
  /** Accuracy of the LSTM in each fold, by seed. */
  byFold: {seed: number; accuracy: number[]}[];
  compared: Disagreement[];
  /** Synthetic tasks with 800 sentences to learn from and 200 to test. */
  tasks: Record<
    'counting' | 'turning',
    {
      bag: number;
      runs: {seed: number; accuracy: number; shuffled: number; lossAfterTwoEpochs: number}[];
    }
  >;
}
