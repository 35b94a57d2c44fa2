/** How the two networks of exercise 19 train. */
export type FilmNetwork = 'reader' | 'block';

/** One training of a network on films with a moment; its test films are its own. */
export interface FilmRun {
  seed: number;
  /** Cross-entropy over the first epoch. */
  firstLoss: number;
  /** Share of the test films, as long as in training, whose action is named rightly. */
  accuracy: number;
  /** The same for films that are up to twice as long. */
  longer: number;
  seconds: number;
}

/** Exercise 19: two networks after seconds of training on films in which something happens for a moment. */
export interface Exercise19Experiment {
  films: {train: number; trainSeed: number; test: number};
  /** Shares of rules without a network, on the test films of each seed. */
  rules: Record<'majority' | 'first frame' | 'first and last frame' | 'nearest film', number>[];
  networks: Record<FilmNetwork, {parameters: number; epochs: number; learningRate: number; runs: FilmRun[]}>;
  /** The block trained and tested on films whose frames stand in random order. */
  shuffled: {seed: number; accuracy: number}[];
}
