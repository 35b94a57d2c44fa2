/** Wrong answers to the parts of exercise 19 that give numbers: one slip each, and what the check must say to it. */
import {type WrongAnswer, wrong} from './bench';

type Rows = number[][];
type Films = Rows[][];
type Keep = (film: Rows[], frames: number) => Rows[];
type Weigh = (row: number[], there: number[]) => number[];

const blackAs = (frame: Rows): Rows => frame.map((row) => row.map(() => 0));
const evenly: Keep = (film, frames) =>
  film.length <= frames ? film : Array.from({length: frames}, (_, i) => film[Math.floor((i * film.length) / frames)]);
const batch = (films: Films, frames: number, keep: Keep = evenly) => {
  const kept = films.map((film) => keep(film, frames));
  const missing = (film: Rows[]) => Math.max(0, frames - film.length);
  return {
    x: kept.map((film) => [...film, ...Array.from({length: missing(film)}, () => blackAs(film[0]))]),
    mask: kept.map((film) => [...film.map(() => 1), ...Array<number>(missing(film)).fill(0)]),
  };
};
const kept =
  (keep: Keep) =>
  (films: Films, frames: number): unknown =>
    batch(films, frames, keep);
const at = (film: Rows[], frames: number, place: (i: number) => number): Rows[] =>
  film.length <= frames ? film : Array.from({length: frames}, (_, i) => film[Math.min(film.length - 1, place(i))]);

const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);
const over = (values: number[]): number[] => values.map((value) => value / total(values));
const soft = (values: number[]): number[] => over(values.map((value) => Math.exp(value - Math.max(...values))));
const closed = (row: number[], there: number[]): number[] =>
  row.map((s, t) => (there[t] ? s : Number.NEGATIVE_INFINITY));
const weights =
  (weigh: Weigh) =>
  (scores: Rows, mask: Rows): unknown =>
    scores.map((row, film) => weigh(row, mask[film]));

const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
const mix = (rows: Rows, by: number[]): number[] =>
  rows[0].map((_, unit) => rows.reduce((sum, row, t) => sum + by[t] * row[unit], 0));
const scores = (rows: Rows, query: number[], root = Math.sqrt(query.length)): number[] =>
  rows.map((row) => dot(row, query) / root);
const pool =
  (weigh: (rows: Rows, there: number[], query: number[]) => number[]) =>
  (H: Rows[], mask: Rows, query: number[]): unknown =>
    H.map((rows, film) => mix(rows, weigh(rows, mask[film], query)));

export const slips: Record<string, WrongAnswer[]> = {
  '19.1': wrong<(films: Films, frames: number) => unknown>('toBatch', [
    ['cut', kept((film, frames) => film.slice(0, frames)), /cut behind its first frames/],
    ['the last frames', kept((film, frames) => film.slice(-frames)), /keeps its last frames/],
    ['rounded', kept((film, n) => at(film, n, (i) => Math.round((i * film.length) / n))), /rounded to the nearest/],
    [
      'to the very last',
      kept((film, n) => at(film, n, (i) => Math.round((i * (film.length - 1)) / (n - 1)))),
      /to the very last/,
    ],
    ['rounded up', kept((film, n) => at(film, n, (i) => Math.ceil((i * film.length) / n))), /rounded up/],
    [
      'the middle',
      kept((film, n) => film.slice(Math.max(0, Math.floor((film.length - n) / 2))).slice(0, n)),
      /keeps its middle/,
    ],
    [
      'every second or third',
      kept((film, n) => film.filter((_, t) => t % Math.ceil(film.length / n) === 0)),
      /too few frames are left/,
    ],
    ['whole steps', kept((film, n) => at(film, n, (i) => i * Math.floor(film.length / n))), /whole steps/],
    [
      'stretched',
      kept((film, n) => Array.from({length: n}, (_, i) => film[Math.floor((i * film.length) / n)])),
      /stretched/,
    ],
    [
      'in front',
      (films, frames) => {
        const {x, mask} = batch(films, frames);
        const turn = <T>(list: T[], i: number) => [...list.slice(films[i].length), ...list.slice(0, films[i].length)];
        return {x: x.map(turn), mask: mask.map((row) => [...row].reverse())};
      },
      /stand in front/,
    ],
    [
      'the last frame repeated',
      (films, frames) => {
        const {x, mask} = batch(films, frames);
        const end = films.map((film) => film[film.length - 1]);
        return {x: x.map((film, i) => film.map((frame, t) => (mask[i][t] ? frame : end[i]))), mask};
      },
      /last frame is repeated/,
    ],
    [
      'mask turned',
      (films, frames) => {
        const {x, mask} = batch(films, frames);
        return {x, mask: mask.map((row) => row.map((one) => 1 - one))};
      },
      /turned round/,
    ],
    [
      'mask of ones',
      (films, frames) => ({...batch(films, frames), mask: films.map(() => Array(frames).fill(1))}),
      /all frames are there/,
    ],
    [
      'mask by brightness',
      (films, frames) => {
        const {x} = batch(films, frames);
        return {x, mask: x.map((film) => film.map((frame) => (frame.flat().some((pixel) => pixel !== 0) ? 1 : 0)))};
      },
      /frame that is dark counts as padding/,
    ],
    [
      'not padded',
      (films, frames) => {
        const x = films.map((film) => evenly(film, frames));
        return {x, mask: x.map((film) => film.map(() => 1))};
      },
      /no black frames behind/,
    ],
    ['a list of two', (films, frames) => Object.values(batch(films, frames)), /should be \{x, mask\}/],
    ['nothing returned', () => undefined, /return missing/],
  ]),
  '19.2': wrong<(scores: Rows, mask: Rows) => unknown>('attentionWeights', [
    ['no mask', weights((row) => soft(row)), /padding gets weight too/],
    [
      'closed afterwards',
      weights((row, there) => soft(row).map((weight, t) => weight * there[t])),
      /its share is lost/,
    ],
    ['scores of 0', weights((row, there) => soft(row.map((score, t) => score * there[t]))), /e to the 0 is 1/],
    [
      'only padding',
      weights((row, there) =>
        there.includes(0)
          ? soft(
              closed(
                row,
                there.map((one) => 1 - one),
              ),
            )
          : row.map(() => 0),
      ),
      /only padding gets weight/,
    ],
    ['no powers', weights((row, there) => over(row.map((score, t) => score * there[t]))), /divided by their sum/],
    ['even', weights((_, there) => over(there)), /same weight/],
    [
      'the maximum',
      weights((row, there) => row.map((s) => Number(s === Math.max(...closed(row, there))))),
      /maximum; a softmax/,
    ],
    [
      'not divided',
      weights((row, there) => row.map((s, t) => (there[t] ? Math.exp(s - Math.max(...closed(row, there))) : 0))),
      /not divided/,
    ],
    [
      'divided by the frames',
      weights((row, there) =>
        row.map((s, t) => (there[t] ? Math.exp(s - Math.max(...closed(row, there))) / total(there) : 0)),
      ),
      /divided by the number of frames/,
    ],
    [
      'powers of padding times 0',
      weights((row, there) => over(row.map((s, t) => there[t] * Math.exp(s - Math.max(...closed(row, there)))))),
      /infinite, which times 0 is NaN/,
    ],
    [
      'shifted by the 0 of padding',
      weights((row, there) => {
        const most = Math.max(...row.map((s, t) => s * there[t]));
        return over(row.map((s, t) => (there[t] ? Math.exp(s - most) : 0)));
      }),
      /far below 0/,
    ],
    ['sigmoid', weights((row, there) => row.map((s, t) => there[t] / (1 + Math.exp(-s)))), /sigmoid/],
    [
      'one softmax for all films',
      (all, mask) => {
        const flat = soft(closed(all.flat(), mask.flat()));
        return all.map((row, film) => row.map((_, t) => flat[film * row.length + t]));
      },
      /softmax of its own/,
    ],
    ['the first mask', (all, mask) => all.map((row) => soft(closed(row, mask[0]))), /mask of the first film/],
    [
      'signs',
      weights((row, there) =>
        soft(
          closed(
            row.map((s) => -s),
            there,
          ),
        ),
      ),
      /smallest score/,
    ],
    [
      'not shifted',
      weights((row, there) => over(row.map((s, t) => (there[t] ? Math.exp(s) : 0)))),
      /Subtract the largest score/,
    ],
    [
      'shifted by padding',
      weights((row, there) => over(row.map((s, t) => (there[t] ? Math.exp(s - Math.max(...row)) : 0)))),
      /not of padding/,
    ],
    ['nothing returned', () => undefined, /return missing/],
  ]),
  '19.3': wrong<(H: Rows[], mask: Rows, query: number[]) => unknown>('attentionPool', [
    ['not scaled', pool((rows, there, q) => soft(closed(scores(rows, q, 1), there))), /not divided by the root/],
    [
      'divided by units',
      pool((rows, there, q) => soft(closed(scores(rows, q, q.length), there))),
      /divided by the number of units/,
    ],
    [
      'root of the frames',
      pool((rows, there, q) => soft(closed(scores(rows, q, Math.sqrt(rows.length)), there))),
      /number of units that counts/,
    ],
    ['no mask', pool((rows, _, q) => soft(scores(rows, q))), /padding is read too/],
    [
      'states of zeros',
      (H, mask, q) =>
        H.map((rows, film) => {
          const zeroed = rows.map((row, t) => row.map((value) => value * mask[film][t]));
          return mix(zeroed, soft(scores(zeroed, q)));
        }),
      /keep their weight/,
    ],
    [
      'closed afterwards',
      pool((rows, there, q) => soft(scores(rows, q)).map((w, t) => w * there[t])),
      /no longer sum to 1/,
    ],
    [
      'scores of padding 0',
      pool((rows, there, q) => soft(scores(rows, q).map((s, t) => s * there[t]))),
      /e to the 0 is 1/,
    ],
    [
      'cosine',
      pool((rows, there, q) => {
        const fits = rows.map((row) => dot(row, q) / Math.hypot(...row) / Math.hypot(...q));
        return soft(closed(fits, there));
      }),
      /divided by the lengths/,
    ],
    [
      'weights for each unit',
      (H, mask, q) =>
        H.map((rows, film) =>
          q.map((part, unit) => {
            const own = rows.map((row) => row[unit]);
            const fits = own.map((h) => (h * part) / Math.sqrt(q.length));
            return dot(own, soft(closed(fits, mask[film])));
          }),
        ),
      /unit has weights of its own/,
    ],
    [
      'a list around each row',
      (H, mask, q) => H.map((rows, film) => [mix(rows, soft(closed(scores(rows, q), mask[film])))]),
      /in a list of its own/,
    ],
    ['plain mean', pool((_, there) => over(there)), /plain mean/],
    ['scores as weights', pool((rows, there, q) => scores(rows, q).map((s, t) => s * there[t])), /softmax of them is/],
    [
      'not divided',
      pool((rows, there, q) => scores(rows, q).map((s, t) => there[t] * Math.exp(s))),
      /not divided by their sum/,
    ],
    ['the last state', pool((rows, there) => rows.map((_, t) => Number(t === total(there) - 1))), /last state/],
    [
      'weights alone',
      (H, mask, q) => H.map((rows, film) => soft(closed(scores(rows, q), mask[film]))),
      /these are weights/,
    ],
    [
      'weighed, not added up',
      (H, mask, q) =>
        H.map((rows, film) => {
          const by = soft(closed(scores(rows, q), mask[film]));
          return rows.map((row, t) => row.map((value) => value * by[t]));
        }),
      /still to be added up/,
    ],
    [
      'divided once more',
      pool((rows, there, q) => soft(closed(scores(rows, q), there)).map((w) => w / total(there))),
      /once more/,
    ],
    ['nothing returned', () => undefined, /return missing/],
  ]),
};
