/** One training of lesson 6.3. */
export interface VideoRun {
  seed: number;
  /** Share of the held-out films that are right. */
  accuracy: number;
  /** Cross-entropy of the training films by epoch. */
  loss: number[];
}

/** Lesson 6.3: networks on films of a moving shape. */
export interface VideoExperiment {
  /** By name; runs of one seed have the same held-out films as the lesson. */
  networks: Record<string, {films: number; epochs: number; parameters: number; runs: VideoRun[]}>;
}

/** The same films, sizes and budget in Keras (`ci/peers/video.py`). */
export interface VideoPeers {
  networks: Record<string, {parameters: number; runs: {seed: number; accuracy: number}[]}>;
}
