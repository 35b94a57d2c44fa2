/** Pieces that the answers to exercise 09 share: movements as plain lists, and rules that name generated drawings. */
import {data, models} from '../../../lib/src';

export type Lines = number[][][];
export type Moves = number[][];
export type ToMoves = (lines: Lines) => unknown;
export type FitMoves = (drawings: Moves[]) => unknown;
export type PadMoves = (drawings: Moves[], length: number) => unknown;
export type MeanStep = (x: number[][][], mask: number[][]) => unknown;
export type ChangeMoves = (moves: Moves, angle: number, width: number, height: number) => unknown;
export type NearestWords = (known: number[][], words: number[], asked: number[][]) => unknown;
export type Classify = (drawings: Lines[]) => unknown;

/** All points with a 1 at the end of each line. */
export const points = (lines: Lines): Moves =>
  lines.flatMap(([xs, ys]) => xs.map((x, i) => [x, ys[i], Number(i === xs.length - 1)]));

/** Each point less the one before it. */
export const steps = (all: Moves): Moves =>
  all.slice(1).map(([x, y, lifted], i) => [x - all[i][0], y - all[i][1], lifted]);

/** The places that movements lead to, the start among them. */
export function places(moves: Moves): number[][] {
  const all = [[0, 0]];
  for (const [dx, dy] of moves) all.push([all[all.length - 1][0] + dx, all[all.length - 1][1] + dy]);
  return all;
}

/** Width and height. */
export const sides = (all: number[][]): [number, number] => {
  const [wide, high] = [0, 1].map((axis) => {
    const values = all.map((place) => place[axis]);
    return Math.max(...values) - Math.min(...values);
  });
  return [wide, high];
};

/** dx and dy divided. */
export const divide = (moves: Moves, by: number, other = by): Moves =>
  moves.map(([dx, dy, lifted]) => [dx / by, dy / other, lifted]);

/** `count` rows of zeros. */
export const blank = (count: number): Moves => Array.from({length: Math.max(0, count)}, () => [0, 0, 0]);

/** `count` times the value. */
export const times = (count: number, value: number): number[] => Array.from({length: Math.max(0, count)}, () => value);

/** A right copy. */
export function turned(moves: Moves, angle: number, width: number, height: number): Moves {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return moves.map(([dx, dy, lifted]) => [c * width * dx - s * height * dy, s * width * dx + c * height * dy, lifted]);
}

/** Words of the known picture that scores lowest. */
export const byScore = (
  known: number[][],
  words: number[],
  asked: number[][],
  score: (asked: number[], known: number[]) => number,
): number[] =>
  asked.map((picture) => {
    const scores = known.map((one) => score(picture, one));
    return words[scores.indexOf(Math.min(...scores))];
  });

/** Numbers of points by line, sorted: they give the generated words away, however a drawing lies. */
const key = (lines: readonly (readonly (readonly number[])[])[]): string =>
  lines
    .map(([xs]) => xs.length)
    .sort((a, b) => a - b)
    .join();

const KEYS = new Map(
  data
    .generateSketches(70, {seed: 5})
    .map(({word, drawing}) => [key(drawing), data.SKETCH_WORDS.indexOf(word as never)]),
);

/** The word of a generated drawing, without any training. */
export const nameOf = (lines: Lines): number => KEYS.get(key(lines)) ?? 0;

/** A rule of the nearest picture among drawings turned by `angles`. */
export function nearestTurned(perWord: number, angles: number[]): (drawings: Lines[]) => number[] {
  const known = data.generateSketches(7 * perWord, {seed: 6}).flatMap(({word, drawing}) =>
    angles.map((angle) => {
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const lies = drawing.map(([xs, ys]) => [
        xs.map((x, i) => c * x - s * ys[i]),
        xs.map((x, i) => s * x + c * ys[i]),
      ]);
      return {word, drawing: data.fitDrawing(lies as unknown as data.Drawing)};
    }),
  );
  const pixels = (drawings: data.Drawing[]) => data.drawingPixels(drawings, {size: 10, pen: 2.5});
  const numbers = known.map(({word}) => data.SKETCH_WORDS.indexOf(word as never));
  const rule = models.nearestNeighbours(
    pixels(known.map(({drawing}) => drawing)),
    new data.Targets(numbers, [known.length, 1]),
  );
  return (drawings) => Array.from(rule.predict(pixels(drawings as unknown as data.Drawing[])).values);
}
