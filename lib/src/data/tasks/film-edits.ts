import {checkFunction, checkList, checkSeed, checkWhole} from '../arguments';
import {Grid} from '../grid';
import {random} from '../random';
import type {Videos} from './videos';

/** For frame `t` of a film of `length` frames, which of its frames is shown there. */
export type FrameChoice = (t: number, length: number) => number;

/**
 * Copies of films that show their own frames in another choice: what a test of order needs.
 *
 *     (t, length) => 0                  the first frame, over and over
 *     (t, length) => length - 1 - t     backward
 *
 * @param films see {@link Videos}; labels, lengths and padding stay as they are
 * @param choose see {@link FrameChoice}; a whole number from 0 to length - 1
 * @returns films of the same lengths
 * @throws TypeError when `choose` is no function; RangeError when it names no frame of the film
 *
 * Lesson: notebooks/06-applications/6.3.
 */
export function chooseFrames(films: Videos, choose: FrameChoice): Videos {
  checkFunction('chooseFrames: choose', choose);
  const {values, shape} = films.x;
  const [, frames, ...sizes] = shape;
  const width = sizes.reduce((product, size) => product * size, 1);
  const chosen = new Float64Array(values.length);
  films.lengths.forEach((length, film) => {
    for (let t = 0; t < length; t++) {
      const from = choose(t, length);
      checkWhole(`chooseFrames: choose(${t}, ${length})`, from, 0, length - 1);
      const start = (film * frames + from) * width;
      chosen.set(values.subarray(start, start + width), (film * frames + t) * width);
    }
  });
  return {...films, x: new Grid(chosen, shape)};
}

/**
 * Copies of films with the frames of each in random order; padding stays behind.
 *
 * @param films see {@link Videos}
 * @param seed a whole number; defaults to 42
 * @returns films of the same lengths
 * @throws RangeError when the seed is no whole number
 *
 * Lesson: notebooks/06-applications/6.3.
 */
export function shuffleFrames(films: Videos, seed = 42): Videos {
  checkSeed('shuffleFrames: seed', seed);
  const {permutation} = random(seed);
  let order: number[] = [];
  return chooseFrames(films, (t, length) => {
    if (t === 0) order = Array.from(permutation(length));
    return order[t];
  });
}

/**
 * The first frame of each film as a row of pixels.
 *
 * @param films [n, frames, height, width, channels]
 * @returns [n, height · width · channels]
 *
 * Lesson: notebooks/06-applications/6.3.
 */
export function firstFrames(films: Grid): Grid {
  const [n, frames, ...sizes] = films.shape;
  const width = sizes.reduce((product, size) => product * size, 1);
  const pixels = new Float64Array(n * width);
  for (let film = 0; film < n; film++) {
    const start = film * frames * width;
    pixels.set(films.values.subarray(start, start + width), film * width);
  }
  return new Grid(pixels, [n, width]);
}

/**
 * Films of two scenes with black frames before, between and behind them.
 *
 *     gap | first | gap | second | gap
 *
 * @param first [n, frames, height, width, 1]
 * @param second of the same shape
 * @param gap black frames; defaults to 4
 * @returns [n, 2 * frames + 3 * gap, height, width, 1]
 * @throws RangeError when the shapes differ, or gap is no whole number
 *
 * Lesson: notebooks/06-applications/6.3.
 */
export function joinScenes(first: Grid, second: Grid, gap = 4): Grid {
  checkWhole('joinScenes: gap', gap, 0);
  if (first.shape.join() !== second.shape.join()) {
    throw new RangeError(`joinScenes: scenes of [${first.shape.join(', ')}] and [${second.shape.join(', ')}] differ`);
  }
  const [n, frames, ...sizes] = first.shape;
  const width = sizes.reduce((product, size) => product * size, 1);
  const all = 2 * frames + 3 * gap;
  const values = new Float64Array(n * all * width);
  [first, second].forEach((scenes, place) => {
    for (let film = 0; film < n; film++) {
      const from = film * frames * width;
      const to = film * all + gap + place * (frames + gap);
      values.set(scenes.values.subarray(from, from + frames * width), to * width);
    }
  });
  return new Grid(values, [n, all, ...sizes]);
}

/**
 * Films behind which more black frames stand.
 *
 * @param films [n, frames, height, width, channels]
 * @param frames frames that there shall be
 * @returns [n, frames, height, width, channels]
 * @throws RangeError when that is fewer than there are
 *
 * Lesson: notebooks/06-applications/6.3.
 */
export function padFilms(films: Grid, frames: number): Grid {
  const [n, given, ...sizes] = films.shape;
  checkWhole('padFilms: frames', frames, given);
  const width = films.values.length / n;
  const values = new Float64Array((films.values.length / given) * frames);
  for (let film = 0; film < n; film++) {
    values.set(films.values.subarray(film * width, (film + 1) * width), (film * width * frames) / given);
  }
  return new Grid(values, [n, frames, ...sizes]);
}

/**
 * What changes from frame to frame, on squares of `pool` pixels: the input of a linear rule.
 *
 *     d_t = mean of the square in frame t + 1  -  the same in frame t
 *
 * @param films see {@link Videos}; where a film has ended there is no change
 * @param pool pixels of a square's side, a divisor of height and width; defaults to 2
 * @returns [n, (frames - 1) · height / pool · width / pool]
 * @throws RangeError when pool is no whole number or does not divide the sides
 *
 * Lesson: notebooks/06-applications/6.3.
 */
export function frameDifferences(films: Videos, pool = 2): Grid {
  const [n, frames, height, width] = films.x.shape;
  checkWhole('frameDifferences: pool', pool);
  if (height % pool > 0 || width % pool > 0) {
    throw new RangeError(`frameDifferences: pool ${pool} does not divide frames of ${height} by ${width}`);
  }
  const [down, across] = [height / pool, width / pool];
  const changes = new Float64Array(n * (frames - 1) * down * across);
  films.lengths.forEach((length, film) => {
    for (let t = 0; t + 1 < length; t++) {
      for (let pixel = 0; pixel < height * width; pixel++) {
        const now = (film * frames + t) * height * width + pixel;
        const change = films.x.values[now + height * width] - films.x.values[now];
        const square = Math.floor(pixel / width / pool) * across + Math.floor((pixel % width) / pool);
        changes[(film * (frames - 1) + t) * down * across + square] += change / pool ** 2;
      }
    }
  });
  return new Grid(changes, [n, (frames - 1) * down * across]);
}

/**
 * How well each frame, moved by a step, fits the next one: motion detectors as in the eye of a beetle, and of growth.
 *
 *     c(dx, dy) = mean over t of  Σ x_t[row, column] · x_t+1[row + dy, column + dx]  /  Σ x_t²
 *     growth    = share of the t where frame t + 1 is brighter than frame t
 *
 * Frames are rings: what leaves on one side comes in on the other.
 *
 * @param films see {@link Videos}
 * @param steps moves [dx, dy] in pixels, right and down
 * @returns [n, steps + 1]: one number for each move, and the growth
 * @throws RangeError when there is no step
 *
 * Source: Hassenstein and Reichardt 1956, doi:10.1515/znb-1956-9-1004. Lesson: notebooks/06-applications/6.3.
 */
export function motionCues(films: Videos, steps: readonly (readonly [dx: number, dy: number])[]): Grid {
  checkList('motionCues: steps', steps);
  const [n, frames, height, width] = films.x.shape;
  const cues = new Float64Array(n * (steps.length + 1));
  const ring = (place: number, size: number) => ((place % size) + size) % size;
  films.lengths.forEach((length, film) => {
    const row = film * (steps.length + 1);
    for (let t = 0; t + 1 < length; t++) {
      const start = (film * frames + t) * height * width;
      const now = films.x.values.subarray(start, start + height * width);
      const next = films.x.values.subarray(start + height * width, start + 2 * height * width);
      const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);
      const size = now.reduce((all, value) => all + value * value, 0) || 1;
      steps.forEach(([dx, dy], k) => {
        let fit = 0;
        for (let y = 0; y < height; y++) {
          const moved = ring(y + dy, height) * width;
          for (let x = 0; x < width; x++) fit += now[y * width + x] * next[moved + ring(x + dx, width)];
        }
        cues[row + k] += fit / size / (length - 1);
      });
      if (sum(next) > sum(now)) cues[row + steps.length] += 1 / (length - 1);
    }
  });
  return new Grid(cues, [n, steps.length + 1]);
}
