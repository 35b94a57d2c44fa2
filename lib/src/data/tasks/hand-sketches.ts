import {checkSeed, checkWhole} from '../arguments';
import {type Random, random} from '../random';
import {sine} from '../sine';
import {type Drawing, fitDrawing, type Stroke} from './drawings';
import {HAND_IDEAS} from './hand-ideas';
import {cosine, type Line} from './hand-lines';
import type {Sketch} from './sketches';

/** Some hands lift the pen in the middle of a long line and go on from there. */
function cut(line: Line, {uniform, integer}: Random): Line[] {
  if (line.length < 6 || uniform() > 0.5) return [line];
  const at = integer(2, line.length - 2);
  return [line.slice(0, at + 1), line.slice(at)];
}

/** Bends and shakes lines as a hand does. Order and direction are mostly those of the idea: they are habits. */
function byHand(lines: readonly Line[], draw: Random): Drawing {
  const {uniform, normal, integer, shuffle} = draw;
  const angle = normal(0, 0.015); // in turns
  const [along, across] = [cosine(angle), sine(2 * Math.PI * angle)];
  const [width, height, lean] = [uniform(0.85, 1.15), uniform(0.85, 1.15), normal(0, 0.08)];
  const wave = () => [normal(0, 1.5), normal(0, 1.5), uniform(0, 2 * Math.PI), normal(0, 0.03)];
  const waves = [
    [wave(), wave()],
    [wave(), wave()],
  ];
  const bend = (x: number, y: number, axis: 0 | 1) =>
    waves[axis].reduce((sum, [a, b, c, size]) => sum + size * sine(a * x + b * y + c), 0);
  const strokes = lines.flatMap((line) => cut(line, draw));
  const drawn = strokes.map((line): Stroke => {
    const [shiftX, shiftY, grow] = [normal(0, 0.03), normal(0, 0.03), uniform(0.95, 1.05)];
    const moved = line.map(([right, down]) => {
      const [x, y] = [grow * right + shiftX, grow * down + shiftY];
      const [wide, high] = [width * (x + lean * y) + bend(x, y, 0), height * y + bend(x, y, 1)];
      return [along * wide - across * high + normal(0, 0.01), across * wide + along * high + normal(0, 0.01)];
    });
    if (integer(0, 5) === 0) moved.reverse();
    return [moved.map(([x]) => 100 * x), moved.map(([, y]) => 100 * y)];
  });
  return fitDrawing(integer(0, 4) === 0 ? shuffle(drawn) : drawn);
}

/**
 * Drawings of ten things by many hands: several ideas of a thing, parts that come and go, habits of order and direction.
 * They stand in for real drawings where those cannot be had: on shapes as clean as those of `generateSketches` every way
 * of reading is right, and nothing can be compared.
 *
 * @param n number of drawings, the words in turn and then shuffled
 * @param seed start of the random numbers
 * @returns drawings within 0 ... 255, with their words
 * @throws RangeError when n or the seed is no whole number
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function handSketches(n: number, seed: number): Sketch[] {
  checkWhole('handSketches: n', n);
  checkSeed('handSketches: seed', seed);
  const draw = random(seed);
  const words = Object.keys(HAND_IDEAS);
  return draw.permutation(n).map((place) => {
    const word = words[place % words.length];
    const [common, rare = common] = HAND_IDEAS[word];
    const idea = draw.uniform() < 0.7 ? common : rare;
    return {word, drawing: byHand(idea(draw), draw)};
  });
}
