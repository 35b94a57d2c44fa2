/** One training of a captioning network. */
export interface CaptionRun {
  seed: number;
  /** Share of new scenes of trained pairs whose caption is right, every two epochs. */
  seen: number[];
  /** The same for scenes of held-out pairs. */
  held: number[];
  /** BLEU on scenes of held-out pairs after the last epoch. */
  bleu: number;
}

/** Lesson 6.4: captions of pairs of things that no training picture shows together. */
export interface CaptionsExperiment {
  /** The pairs held out. */
  pairs: string[];
  settings: {
    scenes: number;
    train: number;
    held: number;
    seen: number;
    epochs: number;
    /** Epochs from one test to the next. */
    every: number;
    batchSize: number;
    learningRate: number;
  };
  /** Weights of each network. */
  parameters: Record<'mean' | 'places' | 'attention', number>;
  /** First states from the mean over the regions; from all regions in their places; the mean, and attention. */
  readers: Record<'mean' | 'places' | 'attention', CaptionRun[]>;
}
