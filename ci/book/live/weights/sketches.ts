/** The reader of sketches of the live pages: trained by `ci/book/live/weights/cli.ts`, which wrote `sketches.json`. */
import {data, models, type tf, training} from 'unroll';
import {fillModel, type PackedWeight} from './pack';
import stored from './sketches.json';

/** What `sketches.json` holds. */
export interface StoredSketches {
  generated: string;
  trainedOn: string;
  /** Share of drawings by people named rightly, of quarters that were held out in turn while such networks were trained. */
  heldOut: number;
  words: string[];
  weights: PackedWeight[];
  /** What the network said when it was stored: a drawing, and the probabilities of the words. */
  check: {drawing: number[][][]; probabilities: number[]};
}

/** Pen movements that are read; longer drawings are cut. */
const LENGTH = 96;
/** What movements are divided by. */
const SCALE = 50;

export const buildReader = (classes: number): tf.LayersModel =>
  models.buildSketchClassifier({classes, features: 5, units: [48], hiddenDropout: 0.4});

/** Drawings as the network reads them: [drawings, movements, 5], each movement with the place where it ends. */
export function penInputs(drawings: readonly data.Drawing[]): data.Grid {
  const moves = drawings.map((drawing) => data.toPenMoves(drawing));
  return data.penMoveTensor(moves, {length: LENGTH, scale: SCALE, positions: true, padding: 'before'}).x;
}

/** As the drawings of the training set were made: within 0 ... 255, without points that a straight line has anyway. */
export const tidied = (drawing: data.Drawing): data.Drawing => data.simplifyDrawing(data.fitDrawing(drawing));

/** Lists of points, as they stand in a file, as a drawing. */
export const asDrawing = (strokes: readonly (readonly number[][])[]): data.Drawing =>
  strokes.map(([xs = [], ys = []]) => [xs, ys] as const);

export interface SketchReader {
  words: readonly string[];
  /** The probabilities of the words, of each drawing. */
  read(drawings: readonly data.Drawing[]): number[][];
  dispose(): void;
}

export function sketchReader({words, weights}: Pick<StoredSketches, 'words' | 'weights'> = stored): SketchReader {
  const model = buildReader(words.length);
  fillModel(model, weights);
  return {
    words,
    read(drawings) {
      const {values} = training.predict(model, penInputs(drawings.map(tidied)));
      return drawings.map((_, i) => [...values.slice(i * words.length, (i + 1) * words.length)]);
    },
    dispose: () => model.dispose(),
  };
}
