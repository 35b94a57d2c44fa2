/** Wrong answers to the parts of exercise 19 that count multiplications and name actions. */
import {type WrongAnswer, wrong} from './bench';
import {actionOf} from './moving';

type Films = number[][][][];

const product = (values: number[]): number => values.reduce((a, b) => a * b, 1);
const places = (size: number[], strides: number[], round = Math.ceil): number =>
  product(size.map((length, axis) => round(length / strides[axis])));

const named = (films: Films, change: (action: number, i: number) => unknown): unknown =>
  films.map((film, i) => change(actionOf(film), i));

export const judgedSlips: Record<string, WrongAnswer[]> = {
  '19.4': wrong<(s: number[], k: number[], t: number[], c: number, f: number) => unknown>('convolutionWork', [
    ['strides ignored', (s, k, _, c, f) => product(s) * product(k) * c * f, /strides are ignored/],
    ['rounded down', (s, k, t, c, f) => places(s, t, Math.floor) * product(k) * c * f, /rounded down/],
    [
      'rounded to the nearest',
      (s, k, t, c, f) => places(s, t, Math.round) * product(k) * c * f,
      /rounded to the nearest/,
    ],
    [
      'two axes',
      (s, k, t, c, f) => places(s.slice(0, 2), t.slice(0, 2)) * product(k.slice(0, 2)) * c * f,
      /third axis is missing/,
    ],
    ['the first side', (s, k, t, c, f) => places(s, t) * k[0] ** s.length * c * f, /first side of the kernel/],
    ['channels added', (s, k, t, c, f) => places(s, t) * (product(k) + c) * f, /channels are added/],
    [
      'border as places',
      (s, k, t, c, f) => product(s.map((n, axis) => Math.ceil((n + k[axis] - 1) / t[axis]))) * product(k) * c * f,
      /zeros at the border are counted/,
    ],
    ['not rounded', (s, k, t, c, f) => (product(s) / product(t)) * product(k) * c * f, /not rounded/],
    ['rounded at the end', (s, k, t, c, f) => Math.ceil(product(s) / product(t)) * product(k) * c * f, /rounded once/],
    [
      'padding valid',
      (s, k, t, c, f) => product(s.map((n, axis) => Math.floor((n - k[axis]) / t[axis]) + 1)) * product(k) * c * f,
      /shrinks at its border/,
    ],
    ['no channels', (s, k, t, _, f) => places(s, t) * product(k) * f, /channels are missing/],
    ['no filters', (s, k, t, c) => places(s, t) * product(k) * c, /filters are missing/],
    ['no kernel', (s, _, t, c, f) => places(s, t) * c * f, /kernel is missing/],
    ['the weights', (_, k, __, c, f) => product(k) * c * f, /these are the weights/],
    ['biases', (s, k, t, c, f) => places(s, t) * (product(k) * c + 1) * f, /biases are counted/],
    ['additions', (s, k, t, c, f) => 2 * places(s, t) * product(k) * c * f, /additions/],
    [
      'one stride',
      (s, k, [t], c, f) =>
        places(
          s,
          s.map(() => t),
        ) *
        product(k) *
        c *
        f,
      /stride of the first axis/,
    ],
    ['nothing returned', () => undefined, /return missing/],
  ]),
  '19.7': wrong<(films: Films) => unknown>('classify', [
    [
      'names',
      (films) => named(films, (action) => ['left', 'right', 'up', 'down', 'grow', 'shrink'][action]),
      /name of an action/,
    ],
    [
      'lists of probabilities',
      (films) => named(films, (action) => [0, 1, 2, 3, 4, 5].map((k) => Number(k === action))),
      /probabilities/,
    ],
    ['a flat list of them', (films) => films.flatMap(() => [0.5, 0.1, 0.1, 0.1, 0.1, 0.1]), /6 numbers a film/],
    ['all the same', (films) => named(films, () => 2), /all films get action 2/],
    ['counted from 1', (films) => named(films, (action) => (action + 1) % 6), /one off/],
    ['opposites', (films) => named(films, (action) => (action % 2 ? action - 1 : action + 1)), /opposites/],
    ['no order', (films) => named(films, (action, i) => action - (action % 2) + (i % 2)), /order of frames/],
    ['moved by one', (films) => named([...films.slice(1), films[0]], (action) => action), /moved by one/],
    [
      'long films wrong',
      (films) => named(films, (action, i) => (films[i].length > 10 ? (action + 3) % 6 : action)),
      /films below/,
    ],
    ['chance', (films) => named(films, (_, i) => (i * 7 + ((i * i) % 5)) % 6), /chance/],
    [
      'half trained',
      (films) => named(films, (action, i) => (i % 2 ? action : (action + 2 + (i % 4)) % 6)),
      /below|chance/,
    ],
    ['not awaited', (films) => films.map(async (film) => actionOf(film)), /\[0\] is/],
    ['one batch only', (films) => named(films.slice(0, 32), (action) => action), /has 32 entries/],
    ['nothing returned', () => undefined, /return missing/],
  ]),
};
