/** Wrong answers to part 20.5, truncated BPTT. */
import {type WrongAnswer, wrong} from './bench';
import {type Gradients, plus, type Truncated, times, transpose} from './lists';
import {type Lines, pieces, sloppy} from './sloppy';

const right = sloppy();
const noCarry: Lines['sum'] = (error, _carry, slope) => slope.map((s, j) => error[j] * s);
const sumOfH0 = (all: Gradients[]) => all.map(({h0}) => h0).reduce(plus);

/** All steps but the first, counted from 0. */
const all = (T: number) => Array.from({length: T - 1}, (_, k) => k + 1);

/** One walk back that forgets its carry before each of these steps. */
const withBorders =
  (bordersOf: (T: number, chunk: number) => number[]): Truncated =>
  (x, y, weights, h0, chunk) => {
    const borders = bordersOf(x.length, chunk);
    let t = x.length;
    const carry: Lines['carry'] = (da, _dh, W) => {
      t--;
      return borders.includes(t) ? h0.map(() => 0) : times(da, transpose(W));
    };
    return sloppy({carry})(x, y, weights, h0);
  };

export const chunkSlips: WrongAnswer[] = wrong<Truncated>('truncatedBptt', [
  ['the last chunk dropped', pieces({keeps: (size, chunk) => size === chunk}), /last, shorter chunk is dropped/],
  ['the state reset', pieces({next: (h0) => h0.map(() => 0)}), /set to zeros at the border/],
  ['every chunk from h0', pieces({next: (h0) => h0}), /every chunk starts from h0/],
  ['never cut', (x, y, weights, h0) => right(x, y, weights, h0), /full BPTT/],
  ['the last chunk only', pieces({total: (all) => all.slice(-1)}), /last chunk alone/],
  ['the first chunk only', pieces({total: (all) => all.slice(0, 1)}), /first chunk alone/],
  ['states from h0', pieces({next: (_h0, _last, _first, fromH0) => fromH0}), /every chunk are run from h0/],
  ['a window', pieces({stride: () => 1, next: (_h0, _last, first) => first}), /slide on by one step/],
  ['a window, from the last state', pieces({stride: () => 1}), /slide on by one step/],
  ['no gradient of h0', pieces({h0Of: (all) => all[0].h0.map(() => 0)}), /h0 is left at zero/],
  ['averaged', pieces({factor: (count) => 1 / count}), /chunks are averaged/],
  ['h0 of the last chunk', pieces({h0Of: (all) => all[all.length - 1].h0}), /h0 is that of the last chunk/],
  ['h0 of all chunks', pieces({h0Of: sumOfH0}), /states before all chunks are added/],
  ['the first targets for all', pieces({targets: (y) => y}), /first targets/],
  ['chunks that overlap', pieces({more: 1}), /overlap by one step/],
  ['a count for a length', pieces({length: (chunk, T) => Math.ceil(T / chunk)}), /not the number of pieces/],
  [
    'the state after the first step',
    pieces({next: (_h0, _last, first) => first}),
    /is not the one that the chunk ends/,
  ],
  [
    'the shorter chunk merged',
    withBorders((T, c) => all(T).filter((t) => t % c === 0 && t + c <= T)),
    /added to the chunk before/,
  ],
  ['counted from the end', withBorders((T, c) => all(T).filter((t) => (T - t) % c === 0)), /counted from the end/],
  ['a border too early', withBorders((T, c) => all(T).filter((t) => (t + 1) % c === 0)), /beside the border/],
  ['a border too late', withBorders((T, c) => all(T).filter((t) => t % c === 1)), /beside the border/],
  ["no tanh' inside", pieces({inner: sloppy({slope: () => 1})}), /tanh' is missing/],
  ['no carry inside', pieces({inner: sloppy({sum: noCarry})}), /gradient of the next step is missing/],
]);
