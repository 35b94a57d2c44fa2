/** One training of exercise 18, on the test tunes of its seed. */
export interface ComposerRun {
  seed: number;
  bits: number;
  /** Bits of the pitches of eight compositions, at the temperatures 0.3 and 4. */
  coldPitches: number;
  hotPitches: number;
  seconds: number;
}

/** Exercise 18: three small networks on generated tunes, each after seconds of training. */
export interface Exercise18Experiment {
  tunes: {train: number; trainSeed: number; test: number; composed: number};
  /** Bits a step of counts that look back on 0, 1, 2 ... 8 steps, on the test tunes of each seed. */
  counts: number[][];
  /** By kind; each seed has test tunes of its own. */
  networks: Record<string, {parameters: number; epochs: number; runs: ComposerRun[]}>;
}
