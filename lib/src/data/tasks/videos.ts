import {checkOptions, checkRate, checkSeed, checkWhole} from '../arguments';
import {Grid} from '../grid';
import {random} from '../random';
import {covers, SHAPES, type Shape} from './shapes';

/** What the shape in a clip does. */
export const ACTIONS = ['left', 'right', 'up', 'down', 'grow', 'shrink'] as const;

/** Options of {@link generateVideos}. */
export interface VideoOptions {
  /** Frames of the longest clips; defaults to 12. */
  frames?: number;
  /** Frames of the shortest clips; defaults to half of `frames`. */
  leastFrames?: number;
  /** Pixels of a side; defaults to 16. */
  size?: number;
  /** Half the width of the uniform noise on each pixel of a frame that is there; defaults to 0.05. */
  noise?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

/** Clips of different length with an action each. */
export interface Videos {
  /** [n, frames, size, size, 1] brightness 0 to 1, noise beside; frames after the end of a clip are 0. */
  x: Grid;
  /** [n] the action by its place in `actions`. */
  y: number[];
  /** [n, frames] 1 where there is a frame, 0 after the end. */
  mask: Grid;
  /** [n] frames of each clip. */
  lengths: number[];
  actions: readonly string[];
}

const [SMALLEST, RADII] = [2, 4];
const MOVES: Record<string, [x: number, y: number]> = {left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1]};

/**
 * Clips of one shape that moves in one of four directions, grows or shrinks.
 *
 * What leaves at one side comes in at the other, and sizes run in a circle too: every place and size is equally likely in
 * every frame of every action, so that one frame tells nothing and the order of frames tells all.
 *
 * @param n number of clips
 * @param options see {@link VideoOptions}
 * @returns see {@link Videos}
 * @throws RangeError when a size or the seed is no whole number, or too small, or an option is unknown
 *
 * Lesson: notebooks/06-applications/6.3. Check: equal bit for bit to its numpy twin.
 */
export function generateVideos(n: number, options: VideoOptions = {}): Videos {
  checkOptions('generateVideos', options, ['frames', 'leastFrames', 'size', 'noise', 'seed']);
  checkSeed('generateVideos: seed', options.seed);
  const {frames = 12, leastFrames = Math.ceil(frames / 2), size = 16, noise = 0.05, seed = 42} = options;
  checkWhole('generateVideos: n', n);
  checkWhole('generateVideos: frames', frames, 2);
  checkWhole('generateVideos: leastFrames', leastFrames, 2, frames);
  checkWhole('generateVideos: size', size, 2 * (SMALLEST + RADII));
  checkRate('generateVideos: noise', noise);
  const {integer, uniform} = random(seed);
  const values = new Float64Array(n * frames * size * size);
  const mask = new Float64Array(n * frames);
  const [y, lengths]: [number[], number[]] = [[], []];
  for (let clip = 0; clip < n; clip++) {
    const action = integer(0, ACTIONS.length);
    const shape: Shape = SHAPES[integer(0, SHAPES.length)];
    const length = integer(leastFrames, frames + 1);
    const [x0, y0, r0, speed] = [integer(0, size), integer(0, size), integer(0, RADII), integer(1, 3)];
    const [moveX, moveY] = MOVES[ACTIONS[action]] ?? [0, 0];
    const growth = {grow: 1, shrink: RADII - 1}[ACTIONS[action] as string] ?? 0;
    for (let t = 0; t < length; t++) {
      const [centreX, centreY] = [x0 + moveX * speed * t, y0 + moveY * speed * t];
      const r = SMALLEST + ((r0 + growth * t) % RADII);
      const start = (clip * frames + t) * size * size;
      for (let pixel = 0; pixel < size * size; pixel++) {
        const around = (distance: number) => ((((distance + size / 2) % size) + size) % size) - size / 2;
        const dx = around((pixel % size) - centreX);
        const dy = around(Math.floor(pixel / size) - centreY);
        values[start + pixel] = (covers(shape, dx, dy, r) ? 1 : 0) + (noise > 0 ? uniform(-noise, noise) : 0);
      }
      mask[clip * frames + t] = 1;
    }
    y.push(action);
    lengths.push(length);
  }
  return {
    x: new Grid(values, [n, frames, size, size, 1]),
    y,
    mask: new Grid(mask, [n, frames]),
    lengths,
    actions: ACTIONS,
  };
}
