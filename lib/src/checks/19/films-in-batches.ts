import type {Random} from '../../data/random';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';

/** One frame, [height, width]. */
export type Frame = number[][];
/** Films of their own lengths, [films][frames][height][width], and how many frames the array has. */
export interface BatchCase {
  films: Frame[][];
  frames: number;
}
type Batch = {x: Frame[][]; mask: number[][]};

const black = (frame: Frame): Frame => frame.map((row) => row.map(() => 0));
const times = <T>(count: number, value: T): T[] => Array.from({length: Math.max(0, count)}, () => value);

/** Which frames of a film of `length` are kept where there is room for `frames`. */
type Keep = (length: number, frames: number) => number[];

const evenly: Keep = (length, frames) =>
  length <= frames
    ? Array.from({length}, (_, t) => t)
    : Array.from({length: frames}, (_, i) => Math.floor((i * length) / frames));

function batchOf({films, frames}: BatchCase, keep: Keep = evenly): Batch {
  const kept = films.map((film) => keep(film.length, frames).map((t) => film[Math.min(t, film.length - 1)]));
  return {
    x: kept.map((film, i) => [...film, ...times(frames - film.length, black(films[i][0]))]),
    mask: kept.map((film) => [...times(film.length, 1), ...times(frames - film.length, 0)]),
  };
}

/** Films in one array with black frames behind, long ones thinned out, and the mask. */
export const toBatch = (one: BatchCase): Batch => batchOf(one);

const whole = (length: number): number[] => Array.from({length}, (_, t) => t);
const KEEPS: [string, Keep][] = [
  [
    'a film that is too long is cut behind its first frames; keep frames from all of it, evenly',
    (length, frames) => whole(length).slice(0, frames),
  ],
  [
    'a film that is too long keeps its last frames only; keep frames from all of it, evenly',
    (length, frames) => whole(length).slice(-frames),
  ],
  [
    'kept frames are rounded to the nearest; frame i is the one at i · length / frames, rounded down',
    (length, frames) =>
      length <= frames ? whole(length) : whole(frames).map((i) => Math.round((i * length) / frames)),
  ],
  [
    'the kept frames run from the first to the very last; frame i is the one at i · length / frames, rounded down',
    (length, frames) =>
      length <= frames ? whole(length) : whole(frames).map((i) => Math.round((i * (length - 1)) / (frames - 1 || 1))),
  ],
  [
    'the kept frames run from the first to the very last; frame i is the one at i · length / frames, rounded down',
    (length, frames) =>
      length <= frames ? whole(length) : whole(frames).map((i) => Math.floor((i * (length - 1)) / (frames - 1 || 1))),
  ],
  [
    'the kept frames stand at whole steps, floor(length / frames) apart, so that the end of the film is lost; round i · length / frames, not the step',
    (length, frames) =>
      length <= frames ? whole(length) : whole(frames).map((i) => i * Math.max(1, Math.floor(length / frames))),
  ],
  [
    'kept frames are rounded up; frame i is the one at i · length / frames, rounded down',
    (length, frames) => (length <= frames ? whole(length) : whole(frames).map((i) => Math.ceil((i * length) / frames))),
  ],
  [
    'a film that is too long keeps its middle; keep frames from all of it, evenly',
    (length, frames) =>
      whole(length)
        .slice(Math.max(0, (length - frames) >> 1))
        .slice(0, frames),
  ],
  [
    'a film that is too long is thinned by a whole step, and too few frames are left; the array has room for more',
    (length, frames) => whole(length).filter((t) => t % Math.ceil(length / frames) === 0),
  ],
  [
    'short films are stretched: they show frames twice; fill them up with black frames instead',
    (length, frames) => whole(frames).map((i) => Math.floor((i * length) / frames)),
  ],
  [
    'a film as long as the array has lost a frame',
    (length, frames) => (length < frames ? whole(length) : evenly(length, frames).slice(0, frames - 1)),
  ],
];

function slipsOf(one: BatchCase): FieldSlip[] {
  const right = toBatch(one);
  const {films, frames} = one;
  const ends = films.map((film) => film[film.length - 1]);
  const isBlack = (frame: Frame) => frame.flat().every((pixel) => pixel === 0);
  return [
    ...KEEPS.map(([message, keep]) => ({message, value: batchOf(one, keep)})),
    {
      message: 'the black frames stand in front; here they come behind the film',
      value: {
        x: right.x.map((film, i) => [...film.slice(films[i].length), ...film.slice(0, films[i].length)]),
        mask: right.mask.map((row) => [...row].reverse()),
      },
    },
    {
      message: 'the last frame is repeated behind the end; padding is black',
      value: {...right, x: right.x.map((film, i) => film.map((frame, t) => (right.mask[i][t] ? frame : ends[i])))},
    },
    {
      message: 'the mask is turned round: 1 means that a frame is there',
      value: {...right, mask: right.mask.map((row) => row.map((one) => 1 - one))},
    },
    {
      message: 'the mask says that all frames are there',
      value: {...right, mask: right.mask.map((row) => row.map(() => 1))},
    },
    {
      message:
        'a frame that is dark counts as padding; a film may be dark for a moment, so go by its length, not by its pixels',
      value: {...right, mask: right.x.map((film) => film.map((frame) => Number(!isBlack(frame))))},
    },
    {
      message: 'the mask counts the frames of the film before it was thinned out',
      value: {...right, mask: films.map((film) => [...times(film.length, 1), ...times(frames - film.length, 0)])},
    },
    {
      message: 'the mask has the first film’s length in all rows; each film has its own',
      value: {...right, mask: right.mask.map(() => right.mask[0])},
    },
    {
      message: 'films that are shorter have no black frames behind; all get the same number of frames',
      value: batchRagged(one),
    },
  ];
}

function batchRagged({films, frames}: BatchCase): Batch {
  const x = films.map((film) => evenly(film.length, frames).map((t) => film[t]));
  return {x, mask: x.map((film) => times(film.length, 1))};
}

/** Findings of 19.1 over some films. */
export async function* checkBatches(learner: Learner, cases: BatchCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const actual = await learner.call('toBatch', one.films, one.frames);
    const path = `toBatch(films of ${one.films.map(({length}) => length).join(', ')} frames, ${one.frames})`;
    yield compareFields({path, actual, expected: {...toBatch(one)}, tolerance: 1e-9, slips: slipsOf(one)});
  }
}

/** Random films of these lengths; the second frame of the first film is dark, though it is there. */
export function drawFilms(source: Random, lengths: number[], frames: number, height: number, width: number): BatchCase {
  const pixel = () => Math.round(100 * source.uniform(0.05, 1)) / 100;
  const films = lengths.map((length) =>
    Array.from({length}, () => Array.from({length: height}, () => Array.from({length: width}, pixel))),
  );
  if (films[0].length > 2) films[0][1] = black(films[0][1]);
  return {films, frames};
}
