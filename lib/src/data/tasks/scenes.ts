import {checkOptions, checkSeed, checkWhole} from '../arguments';
import {Grid} from '../grid';
import {type Random, random} from '../random';
import {covers, SHAPES, type Shape} from './shapes';

/** Options of {@link generateScenes}. */
export interface SceneOptions {
  /** Pixels of a side, an even number; defaults to 24. */
  size?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

/** A thing of a picture, and where it is. */
export interface PlacedThing {
  /** Such as 'red circle', without its size. */
  name: string;
  /** Pixel of its middle, counted from the left, from 0. */
  x: number;
  /** Pixel of its middle, counted from the top, from 0. */
  y: number;
  /** Pixels from its middle to its edge. */
  r: number;
}

/** Pictures and what they show. */
export interface Scenes {
  /** [n, size, size, 3] red, green, blue from 0 to 1. */
  images: Grid;
  /** [n] the caption to learn: it names the left or the upper thing first. */
  captions: string[];
  /** [n] all captions that are right: the one above and, for two things, its converse. */
  references: string[][];
  /** [n] the things, in the order of the caption. */
  things: PlacedThing[][];
}

const COLOURS: Record<string, readonly number[]> = {
  red: [0.9, 0.15, 0.15],
  green: [0.1, 0.7, 0.2],
  blue: [0.15, 0.3, 0.9],
  yellow: [0.95, 0.85, 0.1],
};
const NAMES = Object.keys(COLOURS);

interface Thing {
  shape: Shape;
  colour: string;
  isLarge: boolean;
}

const nameOf = ({shape, colour, isLarge}: Thing) => `a ${isLarge ? 'large' : 'small'} ${colour} ${shape}`;

function drawThing(draw: Random): Thing {
  return {
    shape: SHAPES[draw.integer(0, SHAPES.length)],
    colour: NAMES[draw.integer(0, NAMES.length)],
    isLarge: draw.integer(0, 2) === 1,
  };
}

/** Paints a thing into one quarter of the picture, a little off its centre. */
function paint(image: Float64Array, size: number, thing: Thing, quarter: number, draw: Random): PlacedThing {
  const half = size / 2;
  const r = Math.floor(half * (thing.isLarge ? 0.42 : 0.22));
  const room = Math.floor((half - 2 * r - 1) / 2);
  const middle = Math.floor((half - 1) / 2);
  const x = (quarter % 2) * half + middle + draw.integer(-room, room + 1);
  const y = Math.floor(quarter / 2) * half + middle + draw.integer(-room, room + 1);
  for (let pixel = 0; pixel < size * size; pixel++) {
    if (covers(thing.shape, (pixel % size) - x, Math.floor(pixel / size) - y, r)) {
      image.set(COLOURS[thing.colour], pixel * 3);
    }
  }
  return {name: `${thing.colour} ${thing.shape}`, x, y, r};
}

/**
 * Pictures of one or two coloured things, and captions made by a grammar.
 *
 *     'a small red circle above a large blue square'
 *
 * One scene in four shows a single thing. Two things lie in the same row or the same column of quarters, never across.
 *
 * @param n number of scenes
 * @param options see {@link SceneOptions}
 * @returns see {@link Scenes}
 * @throws RangeError when n, the size or the seed is no whole number, the size is odd or below 16
 *
 * Lesson: notebooks/06-applications/6.4.
 */
export function generateScenes(n: number, options: SceneOptions = {}): Scenes {
  checkOptions('generateScenes', options, ['size', 'seed']);
  checkSeed('generateScenes: seed', options.seed);
  const {size = 24, seed = 42} = options;
  checkWhole('generateScenes: n', n);
  checkWhole('generateScenes: size', size, 16);
  if (size % 2 !== 0) throw new RangeError(`generateScenes: size must be even, got ${size}`);
  const draw = random(seed);
  const width = size * size * 3;
  const values = new Float64Array(n * width);
  const references: string[][] = [];
  const things: PlacedThing[][] = [];
  for (let scene = 0; scene < n; scene++) {
    const image = values.subarray(scene * width, (scene + 1) * width);
    const first = drawThing(draw);
    const kind = draw.integer(0, 4); // 0: one thing; 1: side by side; 2: either; 3: one above the other
    if (kind === 0) {
      things.push([paint(image, size, first, draw.integer(0, 4), draw)]);
      references.push([nameOf(first)]);
      continue;
    }
    const isRow = kind === 1 || (kind === 2 && draw.integer(0, 2) === 1);
    const second = drawThing(draw);
    const lane = draw.integer(0, 2);
    things.push([
      paint(image, size, first, isRow ? 2 * lane : lane, draw),
      paint(image, size, second, isRow ? 2 * lane + 1 : lane + 2, draw),
    ]);
    const [forth, back] = isRow ? ['left of', 'right of'] : ['above', 'below'];
    references.push([`${nameOf(first)} ${forth} ${nameOf(second)}`, `${nameOf(second)} ${back} ${nameOf(first)}`]);
  }
  return {
    images: new Grid(values, [n, size, size, 3]),
    captions: references.map(([caption]) => caption),
    references,
    things,
  };
}
