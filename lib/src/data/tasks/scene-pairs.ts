import {checkList, checkOptions, checkSeed, checkShare, checkWhole} from '../arguments';
import {Grid, type Tokens} from '../grid';
import {random} from '../random';
import {padSequences} from '../text/padding';
import type {Vocabulary} from '../text/vocabulary';
import type {PlacedThing, Scenes} from './scenes';

/** Options of {@link holdOutPairs}. */
export interface HoldOutPairsOptions {
  /** Share of the pairs that are held out, between 0 and 1; defaults to 0.2. */
  share?: number;
  /** Start of the random choice of pairs; defaults to 42. */
  seed?: number;
}

/** Rows of scenes, see {@link holdOutPairs}. */
export interface HeldOutPairs {
  /** The pairs that are held out, such as 'blue square + red circle'. */
  pairs: string[];
  /** Rows of the scenes that show such a pair. */
  held: number[];
  /** Rows of all other scenes, those of a single thing among them. */
  rest: number[];
}

const pairOf = (things: readonly PlacedThing[]): string =>
  things
    .map(({name}) => name)
    .sort()
    .join(' + ');

/**
 * Chooses pairs of things, and parts the scenes into those that show such a pair and all others. Order and size do not
 * count: where red circle and blue square are held out, no other scene has the two together.
 *
 * @param scenes as `generateScenes` gives them
 * @param options see {@link HoldOutPairsOptions}
 * @returns the pairs, and rows in ascending order
 * @throws RangeError when there are no scenes, the share is not between 0 and 1, or the seed is no whole number
 *
 * Lesson: notebooks/06-applications/6.4.
 */
export function holdOutPairs({things}: Pick<Scenes, 'things'>, options: HoldOutPairsOptions = {}): HeldOutPairs {
  checkOptions('holdOutPairs', options, ['share', 'seed']);
  const {share = 0.2, seed = 42} = options;
  checkShare('holdOutPairs: share', share);
  checkSeed('holdOutPairs: seed', seed);
  checkList('holdOutPairs: scenes.things', things);
  const shown = [...new Set(things.filter(({length}) => length === 2).map(pairOf))].sort();
  const pairs = random(seed)
    .shuffle(shown)
    .slice(0, Math.round(share * shown.length))
    .sort();
  const isHeld = things.map((one) => pairs.includes(pairOf(one)));
  const rows = things.map((_, i) => i);
  return {pairs, held: rows.filter((i) => isHeld[i]), rest: rows.filter((i) => !isHeld[i])};
}

/** Examples for a captioning network with teacher forcing. */
export interface CaptionExamples {
  /** What the encoder reads, [examples, height, width, channels], and the decoder: START and the caption. */
  x: [images: Grid, decoder: Tokens];
  /** What the decoder is to write: the caption and END. */
  y: Tokens;
}

/**
 * Examples for training a captioning network with teacher forcing: the decoder reads the right word t - 1 and is to write
 * word t.
 *
 * @param scenes pictures and captions
 * @param rows which of them
 * @param vocabulary of the captions, with START and END
 * @returns copies of the pictures, and padded ids
 * @throws RangeError when there are no rows, a row or a word is unknown, or the vocabulary lacks the marks
 *
 * Lesson: notebooks/06-applications/6.4.
 */
export function captionExamples(
  {images, captions}: Pick<Scenes, 'images' | 'captions'>,
  rows: readonly number[],
  vocabulary: Vocabulary,
): CaptionExamples {
  checkList('captionExamples: rows', rows);
  const chosen = rows.map((row) => captions[row]?.split(' ') ?? []);
  return {
    x: [images.take(rows), padSequences(chosen.map((words) => vocabulary.encode(words, {start: true})))],
    y: padSequences(chosen.map((words) => vocabulary.encode(words, {end: true}))),
  };
}

/**
 * The regions of a picture that a thing touches.
 *
 * @param thing its middle and its reach in pixels
 * @param size pixels of the picture's side
 * @param grid regions of a side; they are numbered row by row from 0
 * @returns the regions, in ascending order
 * @throws RangeError when a size is no whole number, or there are more regions than pixels
 *
 * Lesson: notebooks/06-applications/6.4.
 */
export function thingRegions({x, y, r}: Omit<PlacedThing, 'name'>, size: number, grid: number): number[] {
  checkWhole('thingRegions: size', size);
  checkWhole('thingRegions: grid', grid, 1, size);
  const along = (middle: number) => {
    const [from, to] = [middle - r, middle + r].map((pixel) =>
      Math.floor((Math.max(0, Math.min(size - 1, pixel)) * grid) / size),
    );
    return Array.from({length: to - from + 1}, (_, i) => from + i);
  };
  return along(y).flatMap((row) => along(x).map((column) => row * grid + column));
}

/**
 * Pictures laid over each other: each pixel of the first where it is not black, else that of the second.
 *
 * @param above [n, height, width, channels]
 * @param below of the same shape
 * @returns the pictures
 * @throws RangeError when the shapes differ
 *
 * Lesson: notebooks/06-applications/6.4.
 */
export function overlay(above: Grid, below: Grid): Grid {
  if (above.shape.join() !== below.shape.join()) {
    throw new RangeError(`overlay: shapes must agree, got [${above.shape.join(', ')}] and [${below.shape.join(', ')}]`);
  }
  const channels = above.shape[above.shape.length - 1];
  const values = below.values.slice();
  for (let at = 0; at < values.length; at += channels) {
    const pixel = above.values.subarray(at, at + channels);
    if (pixel.some((value) => value > 0)) values.set(pixel, at);
  }
  return new Grid(values, above.shape);
}
