import type * as tf from '@tensorflow/tfjs';
import {type PenMove, random} from '../data';
import {checkAbove0, checkOptions, checkSeed, checkWhole} from '../data/arguments';
import {mixtureAtTemperature, readMixture, sampleMixture} from '../models';
import {stream} from '../training';

/** Options of {@link drawSketches}. */
export interface DrawSketchesOptions {
  /** Drawings to make; defaults to 8. */
  count?: number;
  /** T above 0, see `mixtureAtTemperature`; defaults to 1. */
  temperature?: number;
  /** Movements after which a drawing that has not ended is cut; defaults to 100. */
  longest?: number;
  /** What the movements of the training set were divided by; defaults to 1. */
  scale?: number;
  /** Movements that stand already, not scaled: the model goes on from there. Defaults to none. */
  begin?: readonly PenMove[];
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

/** A drawing that a model made. */
export interface DrawnSketch {
  /** All movements, those it was given included, in the units of the drawings. */
  moves: PenMove[];
  /** Whether the model ended it, or `longest` did. */
  hasEnded: boolean;
}

/**
 * Lets a generator draw: it says how the next movement is distributed, one is drawn by lot and fed back.
 *
 * Each drawing has random numbers of its own, so that with another temperature the same lots are drawn.
 *
 * @param model as `buildSketchModel` gives it, trained
 * @param options see {@link DrawSketchesOptions}
 * @returns one drawing each; movements for `data.fromPenMoves`
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Source: Ha and Eck 2017, arXiv:1704.03477, section 3.2. Lesson: notebooks/06-applications/6.6.
 */
export function drawSketches(model: tf.LayersModel, options: DrawSketchesOptions = {}): DrawnSketch[] {
  checkOptions('drawSketches', options, ['count', 'temperature', 'longest', 'scale', 'begin', 'seed']);
  const {count = 8, temperature = 1, longest = 100, scale = 1, begin = [], seed = 42} = options;
  checkWhole('drawSketches: count', count);
  checkAbove0('drawSketches: temperature', temperature);
  checkWhole('drawSketches: longest', longest);
  checkAbove0('drawSketches: scale', scale);
  checkSeed('drawSketches: seed', seed);
  const lots = Array.from({length: count}, (_, i) => random(seed + 1000 * i));
  const drawn: DrawnSketch[] = lots.map(() => ({moves: [], hasEnded: false}));
  const pen = stream(model, {batchSize: count});
  try {
    let last = lots.map(() => [0, 0, 1, 0, 0]);
    for (let t = 0; t < longest && drawn.some(({hasEnded}) => !hasEnded); t++) {
      const output = pen.step(last.flat());
      const width = output.length / count;
      last = drawn.map((sketch, i) => {
        if (sketch.hasEnded) return [0, 0, 0, 0, 1];
        const mixture = mixtureAtTemperature(readMixture(output.subarray(i * width, (i + 1) * width)), temperature);
        const given = begin[t];
        const move: PenMove | undefined = given
          ? [given[0] / scale, given[1] / scale, given[2]]
          : sampleMixture(mixture, lots[i]);
        if (!move) sketch.hasEnded = true;
        else sketch.moves.push([move[0] * scale, move[1] * scale, move[2]]);
        return move ? [move[0], move[1], 1 - move[2], move[2], 0] : [0, 0, 0, 0, 1];
      });
    }
  } finally {
    pen.dispose();
  }
  return drawn;
}
