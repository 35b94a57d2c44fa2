/** One training of lesson 6.5. */
export interface DnaRun {
  seed: number;
  /** Share of the test windows that are right, with the weights of the best epoch on the validation windows. */
  accuracy: number;
  /** The same on their reverse complements, labels kept; for windows cut at random not asked. */
  reversed?: number;
  bestEpoch: number;
  /** Cross-entropy of the validation windows by epoch. */
  validLoss: number[];
}

/** Lesson 6.5: splice sites, split so that no test window has a relative in training. */
export interface Dna {
  /** Windows in each part; the same families as in the lesson. */
  sizes: {train: number; valid: number; test: number};
  /** Accuracy of what needs no seed, by name; 'cut' for windows cut at random places. */
  rules: Record<string, number>;
  /** By name: the network of the syllabus, its controls, and the network on cut windows. */
  networks: Record<string, {parameters: number; runs: DnaRun[]}>;
}

/** The same windows, sizes and budget in Keras (`ci/peers/dna.py`). */
export interface DnaPeers {
  sizes: Dna['sizes'];
  networks: Record<string, {parameters: number; runs: {seed: number; accuracy: number}[]}>;
}
