/** One training of a classifier of sketches. */
export interface SketchRun {
  seed: number;
  /** Which quarter of the drawings was held out, 1 to 3; quarter 0 served to choose the settings. */
  part: number;
  /** '1' for each drawing held out that is named rightly, else '0'; in the order of `data.dealSketches(sketches, 4)`. */
  right: string;
  /** The same for `otherOrder`. */
  rightRedrawn: string;
  /** Share of the drawings held out that are named rightly. */
  accuracy: number;
  /** The same drawings with strokes in another order and direction: the same pictures. */
  otherOrder: number;
}

/** Lesson 6.6: ways to teach a classifier of sketches, beside the nearest picture. */
export interface SketchesExperiment {
  words: string[];
  /** Drawings held out, of the quarters 1 to 3. */
  heldOut: number[];
  settings: {
    copies: number;
    epochs: number;
    batchSize: number;
    learningRate: number;
    units: number;
    hiddenDropout: number;
    length: number;
  };
  /** Weights of the classifier, by the numbers of a step. */
  parameters: Record<string, number>;
  /** '1' for each drawing that the nearest picture names, by quarter; `varied` looks among the changed copies too. */
  nearestPicture: {plain: string[]; varied: string[]};
  /** Told moves only; where the pen is too; with mirrored copies; with copies redrawn too; steps in random order. */
  ways: Record<'moves' | 'places' | 'mirrored' | 'redrawn' | 'jumbled', SketchRun[]>;
  /** A short training on generated drawings, which needs no download to confirm. */
  generated: {accuracy: number; nearest: number};
}
