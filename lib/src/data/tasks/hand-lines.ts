import type {Random} from '../random';
import {sine} from '../sine';

/** A place on the paper: about -1 ... 1, x to the right, y downwards. */
export type Point = readonly [x: number, y: number];
/** What the pen draws between touching the paper and leaving it. */
export type Line = readonly Point[];

/** Cosine of an angle in turns. */
export const cosine = (turns: number): number => sine(2 * Math.PI * (turns + 0.25));

/** The point at a distance from (x, y) in a direction; 0 turns is to the right, 0.25 downwards. */
export const at = (x: number, y: number, radius: number, turns: number): Point => [
  x + radius * cosine(turns),
  y + radius * sine(2 * Math.PI * turns),
];

/** As many points as asked for, each by its number. */
export const points = (count: number, place: (i: number) => Point): Point[] =>
  Array.from({length: count}, (_, i) => place(i));

/** A line through points that are given as x, y, x, y, ... */
export const path = (...numbers: number[]): Line =>
  points(numbers.length / 2, (i) => [numbers[2 * i], numbers[2 * i + 1]]);

/** Part of an ellipse from one angle to another, in turns; clockwise where they rise. */
export function arc([x, y]: Point, rx: number, ry: number, from: number, to: number): Point[] {
  const count = Math.max(4, Math.round(24 * Math.abs(to - from)));
  return points(count + 1, (i) => {
    const [right, down] = at(0, 0, 1, from + ((to - from) * i) / count);
    return [x + rx * right, y + ry * down];
  });
}

/** A closed line as hands make it: from somewhere, mostly anticlockwise, with a gap or an overlap. */
export function ring(centre: Point, rx: number, ry: number, {uniform, integer, normal}: Random): Point[] {
  const from = uniform(-0.5, 0);
  const whole = 1 + normal(0, 0.04);
  return arc(centre, rx, ry, from, from + (integer(0, 4) ? -whole : whole));
}

/** Mirrors left for right with this probability. */
export const flipped = (share: number, {uniform}: Random, lines: Line[]): Line[] =>
  uniform() < share ? lines.map((line) => line.map(([x, y]): Point => [-x, y])) : lines;

/** Puts what lies on its side upright, with this probability. */
export const upright = (share: number, {uniform}: Random, lines: Line[]): Line[] =>
  uniform() < share ? lines.map((line) => line.map(([x, y]): Point => [y, x])) : lines;

/** Parts that are there with this probability. */
export const perhaps = (share: number, {uniform}: Random, make: () => Line[]): Line[] =>
  uniform() < share ? make() : [];
