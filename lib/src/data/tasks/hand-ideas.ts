import type {Random} from '../random';
import {sine} from '../sine';
import {arc, at, flipped, type Line, type Point, path, perhaps, points, ring, upright} from './hand-lines';

/** Draws a thing once: sizes and places by lot, parts that may be missing. */
type Idea = (draw: Random) => Line[];

function clock(draw: Random): Line[] {
  const {uniform, integer} = draw;
  const [hour, minute, inner] = [uniform(), uniform(), uniform(0.65, 0.88)];
  const [short, long] = [at(0, 0, uniform(0.3, 0.6), hour), at(0, 0, uniform(0.6, 0.95), minute)];
  const hands = integer(0, 2) ? [path(...short, 0, 0, ...long)] : [path(0, 0, ...long), path(0, 0, ...short)];
  const marks = integer(0, 2) ? 12 : 4;
  const dial = () => Array.from({length: marks}, (_, i) => [at(0, 0, inner, i / marks), at(0, 0, 0.95, i / marks)]);
  return [
    ring([0, 0], 1, uniform(0.8, 1.1), draw),
    ...perhaps(0.5, draw, dial),
    ...hands,
    ...perhaps(0.2, draw, () => [arc([0, -1.2], 0.2, 0.2, 0, 1)]),
  ];
}

function face(draw: Random): Line[] {
  const {uniform, integer} = draw;
  const [wide, apart, level, size] = [
    uniform(0.7, 1.05),
    uniform(0.25, 0.45),
    uniform(-0.45, -0.1),
    uniform(0.05, 0.2),
  ];
  const isSlit = integer(0, 3) === 0;
  const eye = (x: number) => (isSlit ? path(x, level - size, x, level + size) : arc([x, level], size, size, 0, 1));
  const [smile, low, half] = [uniform(-0.2, 0.5), uniform(0.35, 0.6), uniform(0.25, 0.55)];
  const hair = () => [-0.5, -0.25, 0, 0.25, 0.5].map((x) => path(x, -0.9, 1.5 * x, -1.3));
  return [
    ring([0, 0], wide, 1, draw),
    eye(-apart),
    eye(apart),
    ...perhaps(0.4, draw, () => [path(0, -0.1, uniform(-0.2, 0.2), 0.2, 0, 0.22)]),
    points(7, (i) => [half * (i / 3 - 1), low + smile * (1 - (i / 3 - 1) ** 2)]),
    ...perhaps(0.35, draw, hair),
  ];
}

function fish(draw: Random): Line[] {
  const {uniform, integer} = draw;
  const [high, tail, notch] = [uniform(0.3, 0.6), uniform(0.25, 0.6), uniform(0.85, 1.15)];
  const end: Point = [1.1, -tail];
  const inOneLine = [[end, ...arc([-0.2, 0], 0.8, high, 0.05, 0.95), [1.1, tail] as Point, end]];
  const inTwo = () => [ring([-0.2, 0], 0.8, high, draw), path(0.6, 0, ...end, notch, 0, 1.1, tail, 0.6, 0)];
  const body: Line[] = integer(0, 2) ? inOneLine : inTwo();
  return flipped(0.5, draw, [
    ...body,
    ...perhaps(0.75, draw, () => [arc([-0.65, -0.1], uniform(0.03, 0.12), 0.08, 0, 1)]),
    ...perhaps(0.4, draw, () => [arc([-0.5, 0], 0.15, high * 0.7, 0.8, 1.2)]),
    ...perhaps(0.4, draw, () => [path(-0.4, -high, 0.1, -high - 0.3, 0.2, -high)]),
    ...perhaps(0.3, draw, () => [path(-1, 0.1, -0.75, 0.15)]),
  ]);
}

function flower(draw: Random): Line[] {
  const {uniform, normal, integer} = draw;
  const [count, size, reach, turn] = [integer(4, 9), uniform(0.15, 0.3), uniform(0.35, 0.55), uniform()];
  const petals = Array.from({length: count}, (_, i) => {
    const out = turn + i / count;
    return arc(at(0, -0.4, reach, out), size, size, out + 0.5, out + 1.4);
  });
  return [
    ring([0, -0.4], reach - size / 2, reach - size / 2, draw),
    ...(integer(0, 2) ? petals : [petals.flat()]),
    ...perhaps(0.75, draw, () => [path(0, 0.1 + size / 2, normal(0, 0.1), 0.6, 0, uniform(0.8, 1.4))]),
    ...perhaps(0.4, draw, () => [arc([0.25, 0.7], 0.25, 0.12, 0.5, 1.5)]),
    ...perhaps(0.3, draw, () => [arc([-0.25, 0.8], 0.25, 0.12, 0, 1)]),
  ];
}

function tulip(draw: Random): Line[] {
  const left = [-0.45, -0.9, -0.5, -0.3, -0.2, 0];
  const cup = path(...left, 0.2, 0, 0.5, -0.3, 0.45, -0.9, 0.2, -0.5, 0, -1, -0.2, -0.5, -0.45, -0.9);
  const stem = path(0, 0, draw.normal(0, 0.1), 0.5, 0, 1);
  return [cup, stem, ...perhaps(0.7, draw, () => [arc([0.25, 0.5], 0.3, 0.15, 0.5, 1.5)])];
}

function house(draw: Random): Line[] {
  const {uniform, integer} = draw;
  const [wide, peak, eaves] = [uniform(0.6, 1), uniform(-1, -0.5), uniform(0, 0.2)];
  const [door, high] = [uniform(-0.5, 0.3), uniform(0.3, 0.7)];
  const walls = integer(0, 3)
    ? [path(-wide, 0, -wide, 1, wide, 1, wide, 0, -wide, 0), path(-wide - eaves, 0, 0, peak, wide + eaves, 0)]
    : [path(-wide, 1, -wide, 0, 0, peak, wide, 0, wide, 1, -wide, 1)];
  const pane = (x: number) => path(x, 0.25, x, 0.5, x + 0.25, 0.5, x + 0.25, 0.25, x, 0.25);
  return [
    ...walls,
    ...perhaps(0.7, draw, () => [path(door, 1, door, 1 - high, door + 0.3, 1 - high, door + 0.3, 1)]),
    ...perhaps(0.4, draw, () => [pane(0.35)]),
    ...perhaps(0.3, draw, () => [pane(-0.6)]),
    ...perhaps(0.3, draw, () => [path(0.35, peak * 0.6, 0.35, peak, 0.55, peak, 0.55, peak * 0.4)]),
  ];
}

function key(draw: Random): Line[] {
  const {uniform, integer} = draw;
  const [size, flat, length] = [uniform(0.25, 0.5), uniform(0.7, 1.2), uniform(0.12, 0.4)];
  const teeth = [0.51, 0.73, 0.95].slice(-integer(1, 4));
  const neck: Point = [size - 0.6, 0];
  const comb = path(...neck, ...teeth.flatMap((x) => [x - 0.15, 0, x - 0.15, length, x, length, x, 0]));
  const separate = [path(...neck, 1, 0), ...teeth.map((x) => path(x, 0, x, length))];
  const lying = [
    ring([-0.6, 0], size, size * flat, draw),
    ...(integer(0, 3) ? separate : [comb]),
    ...perhaps(0.3, draw, () => [arc([-0.65, 0], size / 3, size / 3, 0, 1)]),
  ];
  return flipped(1 / 3, draw, upright(1 / 3, draw, lying));
}

function crescent(draw: Random): Line[] {
  const {uniform, integer} = draw;
  const [depth, open] = [0.8 * uniform(0.5, 1.2), uniform(0.15, 0.24)];
  const [x, y] = at(0, 0, 1, open);
  const inside = points(11, (i) => [x - depth * (1 - (i / 5 - 1) ** 2), y * (i / 5 - 1)]);
  const outside = arc([0, 0], 1, 1, open, 1 - open);
  return flipped(1 / 3, draw, integer(0, 2) ? [outside, inside] : [[...outside, ...inside]]);
}

function fullMoon(draw: Random): Line[] {
  const {uniform, integer} = draw;
  const place = (): Point => [uniform(-0.6, 0.6), uniform(-0.6, 0.6)];
  const craters = Array.from({length: integer(2, 6)}, () => arc(place(), uniform(0.08, 0.2), 0.12, 0, 1));
  return [ring([0, 0], 1, 1, draw), ...craters];
}

function pentagram({integer}: Random): Line[] {
  const [first, way] = [integer(0, 5), integer(0, 2) ? 2 : -2];
  return [points(6, (i) => at(0, 0, 1, (first + way * i) / 5 - 0.25))];
}

function outlinedStar({uniform, integer}: Random): Line[] {
  const [first, inner] = [integer(0, 5), uniform(0.35, 0.55)];
  return [points(11, (i) => at(0, 0, i % 2 ? inner : 1, (2 * first + i) / 10 - 0.25))];
}

function tree(draw: Random): Line[] {
  const {uniform, integer} = draw;
  const [thick, low, bumps] = [uniform(0.1, 0.25), uniform(0, 0.4), integer(5, 10)];
  const bulge = (i: number) => uniform(0.62, 0.7) + 0.12 * Math.abs(sine((Math.PI * i) / 6));
  const cloud = points(6 * bumps + 1, (i) => at(0, -0.35, bulge(i), 0.3 + i / (6 * bumps)));
  const trunk = [path(-thick, low, -thick, 1), path(thick, low, thick, 1)];
  const crown = integer(0, 3) ? cloud : ring([0, -0.35], 0.7, 0.7, draw);
  const parts = integer(0, 2) ? [...trunk, crown] : [crown, ...trunk];
  return [...parts, ...perhaps(0.3, draw, () => [path(-thick, 1, thick, 1)])];
}

function fir({integer}: Random): Line[] {
  const tiers = integer(2, 5);
  const right = points(2 * tiers, (i) => {
    const tier = Math.ceil(i / 2) / tiers;
    return [0.45 * tier + (i % 2 ? 0.45 : 0), 1.5 * tier - 1];
  });
  const left = [...right].reverse().map(([x, y]): Point => [-x, y]);
  return [[...right, ...left], path(-0.12, 0.5, -0.12, 1, 0.12, 1, 0.12, 0.5)];
}

function umbrella(draw: Random): Line[] {
  const {uniform, integer} = draw;
  const [high, down, hook, scallops] = [uniform(0.5, 1), uniform(0.6, 1.2), uniform(0.1, 0.25), integer(2, 6)];
  const wavy = points(6 * scallops + 1, (i) => [i / (3 * scallops) - 1, -0.15 * Math.abs(sine((Math.PI * i) / 6))]);
  const hem = integer(0, 2) ? path(-1, 0, 1, 0) : wavy;
  const stick: Line = [[0, integer(0, 2) ? 0 : -high], ...arc([-hook, down], hook, hook, 0, uniform(0.4, 0.55))];
  const ribs = () => [path(-0.35, 0, 0, -high, 0.35, 0)];
  return flipped(0.5, draw, [arc([0, 0], 1, high, 0.5, 1), hem, stick, ...perhaps(0.3, draw, ribs)]);
}

/** How people draw each word; where there are two ideas, the first is the commoner. */
export const HAND_IDEAS: Readonly<Record<string, readonly Idea[]>> = {
  clock: [clock],
  face: [face],
  fish: [fish],
  flower: [flower, tulip],
  house: [house],
  key: [key],
  moon: [crescent, fullMoon],
  star: [pentagram, outlinedStar],
  tree: [tree, fir],
  umbrella: [umbrella],
};
