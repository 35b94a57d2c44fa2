import {checkList, checkOptions, checkWhole, show} from '../arguments';
import {Series} from '../arrays';
import type {Grid} from '../grid';

/** Options of {@link scaledFrames}. */
export interface ScaledFramesOptions {
  /** Frames of each example: longer sounds are cut, shorter ones filled up with 0. */
  frames: number;
  /** The sounds that set mean and deviation: those of the training set. */
  known: readonly Grid[];
}

/** Numbers of a frame, the same in all sounds. */
function widthOf(sounds: readonly Grid[], name: string, width?: number): number {
  checkList(`scaledFrames: ${name}`, sounds);
  const expected = width ?? sounds[0].shape[1];
  sounds.forEach(({shape}, i) => {
    if (shape.length === 2 && shape[1] === expected) return;
    throw new RangeError(`scaledFrames: ${name}[${i}] must be [frames, ${show(expected)}], got [${shape.join(', ')}]`);
  });
  return expected;
}

/** Mean and deviation of each number of a frame, over all frames. */
function statistics(sounds: readonly Grid[], width: number): {mean: Float64Array; deviation: Float64Array} {
  const [sum, squares] = [new Float64Array(width), new Float64Array(width)];
  let count = 0;
  for (const {values, length} of sounds) {
    count += length;
    values.forEach((value, k) => {
      sum[k % width] += value;
    });
  }
  const mean = sum.map((value) => value / count);
  for (const {values} of sounds) {
    values.forEach((value, k) => {
      squares[k % width] += (value - mean[k % width]) ** 2;
    });
  }
  // A number that never changes has no deviation: dividing by 1 keeps it at 0.
  return {mean, deviation: squares.map((value) => (value > 0 ? Math.sqrt(value / count) : 1))};
}

/**
 * Sounds of different lengths as one batch: each coefficient less its mean, by its deviation, then zeros behind the end.
 *
 * @param sounds [frames, coefficients] each, such as {@link mfcc} gives them
 * @param options see {@link ScaledFramesOptions}
 * @returns [sounds, frames, coefficients]; a 0 is the mean of the training frames
 * @throws RangeError when there is no sound, widths differ, or frames is no whole number >= 1
 *
 * Lesson: notebooks/06-applications/6.2.
 */
export function scaledFrames(sounds: readonly Grid[], options: ScaledFramesOptions): Series {
  checkOptions('scaledFrames', options, ['frames', 'known']);
  const {frames, known} = options;
  checkWhole('scaledFrames: frames', frames);
  const width = widthOf(known, 'known');
  widthOf(sounds, 'sounds', width);
  const {mean, deviation} = statistics(known, width);
  const values = new Float64Array(sounds.length * frames * width);
  sounds.forEach((sound, i) => {
    const from = i * frames * width;
    for (let k = 0; k < Math.min(frames, sound.length) * width; k++) {
      values[from + k] = (sound.values[k] - mean[k % width]) / deviation[k % width];
    }
  });
  return new Series(values, [sounds.length, frames, width]);
}

/**
 * The mean frame of each sound: how it sounds on the whole, without what comes when.
 *
 * @param sounds [frames, coefficients] each
 * @param known sounds that set mean and deviation: those of the training set
 * @returns [sounds, 1, coefficients]
 * @throws RangeError as {@link scaledFrames}
 *
 * Lesson: notebooks/06-applications/6.2.
 */
export function meanFrames(sounds: readonly Grid[], known: readonly Grid[]): Series {
  const width = widthOf(known, 'known');
  widthOf(sounds, 'sounds', width);
  const {mean, deviation} = statistics(known, width);
  const values = new Float64Array(sounds.length * width);
  sounds.forEach((sound, i) => {
    sound.values.forEach((value, k) => {
      values[i * width + (k % width)] += (value - mean[k % width]) / deviation[k % width] / sound.length;
    });
  });
  return new Series(values, [sounds.length, 1, width]);
}
