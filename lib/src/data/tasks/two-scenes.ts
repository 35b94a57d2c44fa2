import {checkOptions, checkSeed, checkWhole} from '../arguments';
import {Grid} from '../grid';
import {joinScenes} from './film-edits';
import {ACTIONS, generateVideos} from './videos';

/** Options of {@link generateTwoScenes}. */
export interface TwoScenesOptions {
  /** Frames of a scene; defaults to 6. */
  frames?: number;
  /** Black frames before, between and behind the scenes; defaults to 4. */
  gap?: number;
  /** Pixels of a side; defaults to 16. */
  size?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

/** Films of two scenes each. */
export interface TwoScenes {
  /** [n, 2 * frames + 3 * gap, size, size, 1] brightness 0 to 1, noise beside. */
  x: Grid;
  /** [n] 0 where the move to the left comes first, 1 where it comes second; in turn. */
  y: number[];
}

/** Scenes of one action, as many as asked for, drawn in lots so that few are held at a time. */
function scenesOf(action: number, n: number, {frames, size, seed}: {frames: number; size: number; seed: number}): Grid {
  const values = new Float64Array(n * frames * size * size);
  let found = 0;
  for (let lot = 0; found < n; lot++) {
    const {x, y} = generateVideos(120, {frames, leastFrames: frames, size, seed: seed * 1000 + lot});
    for (let i = 0; i < y.length && found < n; i++) {
      if (y[i] === action) values.set(x.rows(i, i + 1).values, found++ * frames * size * size);
    }
  }
  return new Grid(values, [n, frames, size, size, 1]);
}

/**
 * Films of a move to the left and a move to the right, with black frames around them; which of the two comes first?
 *
 * What one scene shows is the same for both answers: only the order of the two tells them apart.
 *
 * @param n number of films
 * @param options see {@link TwoScenesOptions}
 * @returns see {@link TwoScenes}
 * @throws RangeError when a size or the seed is no whole number, or too small, or an option is unknown
 *
 * Lesson: notebooks/06-applications/6.3.
 */
export function generateTwoScenes(n: number, options: TwoScenesOptions = {}): TwoScenes {
  checkOptions('generateTwoScenes', options, ['frames', 'gap', 'size', 'seed']);
  const {frames = 6, gap = 4, size = 16, seed = 42} = options;
  checkWhole('generateTwoScenes: n', n);
  checkWhole('generateTwoScenes: frames', frames, 2);
  checkWhole('generateTwoScenes: size', size, 12);
  checkSeed('generateTwoScenes: seed', seed);
  const [left, right] = ['left', 'right'].map((action) =>
    scenesOf(ACTIONS.indexOf(action as (typeof ACTIONS)[number]), n, {frames, size, seed}),
  );
  const y = Array.from({length: n}, (_, i) => i % 2);
  const pick = (kinds: number[]) => {
    const scenes = new Float64Array(left.values.length);
    const width = scenes.length / n;
    kinds.forEach((kind, i) => {
      scenes.set((kind === 0 ? left : right).rows(i, i + 1).values, i * width);
    });
    return new Grid(scenes, left.shape);
  };
  return {
    x: joinScenes(pick(y), pick(y.map((kind) => 1 - kind)), gap),
    y,
  };
}
