import {checkList, checkOptions, checkSeed, checkWhole, show} from '../arguments';
import {type Random, random} from '../random';
import {sine} from '../sine';
import {type Drawing, fitDrawing, type Stroke} from './drawings';

/** A drawing and what it shows. */
export interface Sketch {
  word: string;
  drawing: Drawing;
}

/** Options of {@link generateSketches}. */
export interface SketchOptions {
  /** Which words; defaults to all seven. */
  words?: readonly SketchWord[];
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

const TURN = 2 * Math.PI;
const point = (angle: number, rx: number, ry = rx): [number, number] => [
  rx * sine(angle + Math.PI / 2),
  ry * sine(angle),
];

/** A part of an ellipse around (x, y), angles in turns. */
function arc(x: number, y: number, rx: number, ry = rx, from = 0, to = 1): Stroke {
  const count = Math.max(3, Math.round(16 * Math.abs(to - from)));
  const points = Array.from({length: count + 1}, (_, i) => point(TURN * (from + ((to - from) * i) / count), rx, ry));
  return [points.map(([dx]) => x + dx), points.map(([, dy]) => y + dy)];
}

/** Straight lines through points. */
const line = (...points: [number, number][]): Stroke => [points.map(([x]) => x), points.map(([, y]) => y)];

const WORDS = {
  face: () => [arc(0, 0, 1), arc(-0.35, -0.3, 0.12), arc(0.35, -0.3, 0.12), arc(0, 0.1, 0.5, 0.45, 0.05, 0.45)],
  house: () => [
    line([-0.8, 0], [-0.8, 1], [0.8, 1], [0.8, 0], [-0.8, 0]),
    line([-0.9, 0], [0, -0.9], [0.9, 0]),
    line([-0.2, 1], [-0.2, 0.4], [0.2, 0.4], [0.2, 1]),
  ],
  star: () => {
    const tips = Array.from({length: 6}, (_, i) => point(TURN * ((2 * i) / 5 - 0.25), 1));
    return [line(...tips)];
  },
  moon: () => [arc(0, 0, 1, 1, 0.15, 0.85), arc(0.35, 0, 0.9, 0.85, 0.8, 0.2)],
  fish: () => [arc(-0.2, 0, 0.8, 0.45), line([0.6, 0], [1, -0.4], [1, 0.4], [0.6, 0]), arc(-0.65, -0.1, 0.06)],
  umbrella: () => [arc(0, 0, 1, 0.8, 0.5, 1), line([-1, 0], [1, 0]), line([0, 0], [0, 0.9], [-0.15, 1], [-0.3, 0.9])],
  clock: () => [arc(0, 0, 1), line([0, 0], [0, -0.7]), line([0, 0], [0.45, 0.1])],
} satisfies Record<string, () => Stroke[]>;

/** What can be sketched. */
export type SketchWord = keyof typeof WORDS;
/** All words of {@link generateSketches}. */
export const SKETCH_WORDS = Object.keys(WORDS) as SketchWord[];

/** Moves, turns, stretches and shakes strokes as a hand does; some are drawn backwards or in another order. */
function byHand(strokes: readonly Stroke[], {uniform, normal, integer, shuffle}: Random): Drawing {
  const angle = normal(0, 0.12);
  const [cosine, sin] = [sine(angle + Math.PI / 2), sine(angle)];
  const [width, height, lean] = [uniform(0.75, 1.25), uniform(0.75, 1.25), normal(0, 0.1)];
  const drawn = strokes.map(([xs, ys]): Stroke => {
    const [shiftX, shiftY] = [normal(0, 0.03), normal(0, 0.03)];
    const moved = xs.map((x, i) => {
      const [wide, high] = [width * (x + lean * ys[i]), height * ys[i]];
      return [
        100 * (cosine * wide - sin * high + shiftX + normal(0, 0.015)),
        100 * (sin * wide + cosine * high + shiftY + normal(0, 0.015)),
      ];
    });
    if (integer(0, 4) === 0) moved.reverse();
    return [moved.map(([x]) => x), moved.map(([, y]) => y)];
  });
  return fitDrawing(integer(0, 3) === 0 ? shuffle(drawn) : drawn);
}

/**
 * Drawings of seven things as strokes of a pen, each by another shaky hand.
 *
 * @param n number of drawings, the words in turn and then shuffled
 * @param options see {@link SketchOptions}
 * @returns drawings within 0 ... 255, with their words
 * @throws RangeError when n or the seed is no whole number, or a word is none of the seven
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function generateSketches(n: number, options: SketchOptions = {}): Sketch[] {
  checkOptions('generateSketches', options, ['words', 'seed']);
  checkSeed('generateSketches: seed', options.seed);
  const {words = SKETCH_WORDS, seed = 42} = options;
  checkWhole('generateSketches: n', n);
  checkList('generateSketches: words', words);
  const unknown = words.find((word) => !SKETCH_WORDS.includes(word));
  if (unknown !== undefined) {
    throw new RangeError(`generateSketches: words must be some of ${SKETCH_WORDS.join(', ')}, got ${show(unknown)}`);
  }
  const draw = random(seed);
  return draw.permutation(n).map((place) => {
    const word = words[place % words.length];
    return {word, drawing: byHand(WORDS[word](), draw)};
  });
}
