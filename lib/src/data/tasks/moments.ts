import {checkOptions, checkSeed, checkWhole} from '../arguments';
import {random} from '../random';
import {ACTIONS, generateVideos} from './videos';

/** Options of {@link generateMoments}. */
export interface MomentOptions {
  /** Frames of the longest films; defaults to 16. */
  frames?: number;
  /** Frames of the shortest films; defaults to 6. */
  leastFrames?: number;
  /** Frames from the first to the last of the action; defaults to 5. */
  acting?: number;
  /** Pixels of a side; defaults to 12. */
  size?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

/** Films of different length in which something happens for a moment. */
export interface Moments {
  /** [films][frames][size][size], each film as long as it is: brightness with a little noise, two decimals. */
  films: number[][][][];
  /** [films] the action by its place in `actions`. */
  y: number[];
  /** [films] first frame of the action; until then, and from its last frame on, the shape stands still. */
  starts: number[];
  /** Frames from the first to the last of the action. */
  acting: number;
  actions: readonly string[];
}

const NOISE = 0.05;
/** Lengths and noise have random numbers of their own: those of the clips decide the actions. */
const OTHER = 1_000_003;

/**
 * Films of one shape that stands still, moves or changes its size for a moment, and stands still again.
 *
 *     first place | the action, one step a frame | last place
 *
 * The actions are those of {@link generateVideos}. With sides of 12 and 5 frames of action the first and the last frame
 * together leave it open which of two opposite actions it was: 4 steps of one pixel to the right end where 4 steps of two
 * pixels to the left do. The answer lies in the moment itself.
 *
 * @param n number of films
 * @param options see {@link MomentOptions}
 * @returns see {@link Moments}
 * @throws RangeError when a size or the seed is no whole number, or too small, or an option is unknown
 *
 * Lesson: exercises/19-actions-in-videos.
 */
export function generateMoments(n: number, options: MomentOptions = {}): Moments {
  checkOptions('generateMoments', options, ['frames', 'leastFrames', 'acting', 'size', 'seed']);
  checkSeed('generateMoments: seed', options.seed);
  const {frames = 16, leastFrames = 6, acting = 5, size = 12, seed = 42} = options;
  checkWhole('generateMoments: n', n);
  checkWhole('generateMoments: acting', acting, 2);
  checkWhole('generateMoments: frames', frames, acting);
  checkWhole('generateMoments: leastFrames', leastFrames, acting, frames);
  checkWhole('generateMoments: size', size, 12);
  const clips = generateVideos(n, {frames: acting, leastFrames: acting, size, noise: 0, seed});
  const {integer, uniform} = random(seed + OTHER);
  const starts: number[] = [];
  const films = Array.from({length: n}, (_film, film) => {
    const length = integer(leastFrames, frames + 1);
    const start = integer(0, length - acting + 1);
    starts.push(start);
    return Array.from({length}, (_frame, t) => {
      const step = Math.min(acting - 1, Math.max(0, t - start));
      const from = (film * acting + step) * size * size;
      return Array.from({length: size}, (_row, row) =>
        Array.from({length: size}, (_pixel, column) => {
          const light = clips.x.values[from + row * size + column] + uniform(-NOISE, NOISE);
          return Math.round(100 * light) / 100 + 0; // no -0
        }),
      );
    });
  });
  return {films, y: clips.y, starts, acting, actions: ACTIONS};
}
