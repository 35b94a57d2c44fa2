/** Wrong answers to parts 15.5 and 15.6, masks on the state. */
import {type WrongAnswer, wrong} from './bench';
import {type GateSums, type StatesOf, statesBy, sumsBy, times} from './dropout-lists';
import {transpose} from './lists';

/** What is dropped keeps its old value. */
const zoneout: StatesOf = (x, w, h0, mx, mh) => {
  let h = h0;
  return x.map((row) => {
    const [next] = statesBy()([row], w, h, mx, mh);
    h = next.map((value, j) => (mh[j] === 0 ? h[j] : value));
    return h;
  });
};

export const stateSlips: WrongAnswer[] = wrong<StatesOf>('maskedStates', [
  ['no masks', statesBy({input: (x) => x, heard: (h) => h}), /no mask acts/],
  ['no input mask', statesBy({input: (x) => x}), /mask of the input is left out/],
  ['no state mask', statesBy({heard: (h) => h}), /mask of the state is left out/],
  ['masks the new state', statesBy({heard: (h) => h, kept: times}), /masked and carried on/],
  ['masks both', statesBy({kept: times}), /masked twice/],
  ['behind the kernel', statesBy({heard: (h) => h, sum: times}), /behind the recurrent kernel/],
  ['h0 whole', statesBy({heard: (h, m, t) => (t === 0 ? h : times(h, m))}), /h0 is not masked/],
  ['the first step only', statesBy({heard: (h, m, t) => (t === 0 ? times(h, m) : h)}), /first step alone/],
  [
    'only zeros of the masks',
    (x, w, h0, mx, mh) => statesBy()(x, w, h0, mx.map(Math.sign), mh.map(Math.sign)),
    /hold the scale already/,
  ],
  [
    'starts from zeros',
    (x, w, h0, mx, mh) =>
      statesBy()(
        x,
        w,
        h0.map(() => 0),
        mx,
        mh,
      ),
    /starts from zeros/,
  ],
  ['only the state unscaled', (x, w, h0, mx, mh) => statesBy()(x, w, h0, mx, mh.map(Math.sign)), /state is not scaled/],
  ['the state masked twice', statesBy({heard: (h, m) => times(times(h, m), m)}), /of the state is applied twice/],
  ['only what goes out', statesBy({input: (x) => x, heard: (h) => h, kept: times}), /and the input is not/],
  [
    'dropped ones handed out as 0',
    (x, w, h0, mx, mh) => statesBy()(x, w, h0, mx, mh).map((row) => times(row, mh)),
    /handed out as 0/,
  ],
  ['zoneout', zoneout, /as in zoneout/],
  [
    'the kernel turned',
    (x, w, h0, mx, mh) => statesBy()(x, {...w, recurrentKernel: transpose(w.recurrentKernel)}, h0, mx, mh),
    /rows and columns of the recurrent kernel/,
  ],
  ['no bias', (x, w, h0, mx, mh) => statesBy()(x, {...w, bias: w.bias.map(() => 0)}, h0, mx, mh), /bias is left out/],
  [
    'from h0 at every step',
    (x, w, h0, mx, mh) => x.flatMap((row) => statesBy()([row], w, h0, mx, mh)),
    /every step starts from h0/,
  ],
  ['masks exchanged', (x, w, h0, mx, mh) => statesBy()(x, w, h0, mh, mx), /changed places/],
  ['h0 as output', (x, w, h0, mx, mh) => [h0, ...statesBy()(x, w, h0, mx, mh)], /h0 is no output/],
  ['the last state', (...given) => statesBy()(...given).at(-1), /last state alone/],
]);

export const gateSlips: WrongAnswer[] = wrong<GateSums>('gateSums', [
  ['no mask', (h, W) => sumsBy(h, W, () => h), /no mask acts/],
  ['the first for all', (h, W, masks) => sumsBy(h, W, () => times(h, masks[0])), /gets the first mask/],
  ['the last for all', (h, W, masks) => sumsBy(h, W, () => times(h, masks[masks.length - 1])), /gets the last mask/],
  [
    'c and o exchanged',
    (h, W, masks) => sumsBy(h, W, (g) => times(h, masks[[0, 1, 3, 2][g] % masks.length])),
    /c and o have changed/,
  ],
  [
    'i and f exchanged',
    (h, W, masks) => sumsBy(h, W, (g) => times(h, masks[[1, 0, 2, 3][g] % masks.length])),
    /i and f/,
  ],
  ['no state', (h, W, masks) => sumsBy(h, W, (g) => masks[g % masks.length].slice(0, h.length)), /without the state/],
  [
    'only zeros of the masks',
    (h, W, masks) => sumsBy(h, W, (g) => times(h, masks[g % masks.length].map(Math.sign))),
    /hold the scale already/,
  ],
  [
    'the mean mask',
    (h, W, masks) =>
      sumsBy(h, W, () => h.map((v, n) => (v * masks.reduce((s, mask) => s + mask[n], 0)) / masks.length)),
    /mean of the masks/,
  ],
  [
    'four columns a gate',
    (h, W, masks) =>
      W[0].map((_, k) => h.reduce((s, v, n) => s + v * masks[Math.floor(k / 4) % masks.length][n] * W[n][k], 0)),
    /where does the next gate begin/,
  ],
  [
    'columns by turns',
    (h, W, masks) => W[0].map((_, k) => h.reduce((s, v, n) => s + v * masks[k % masks.length][n] * W[n][k], 0)),
    /by turns/,
  ],
  [
    'behind the product',
    (h, W, masks) =>
      sumsBy(h, W, () => h).map((s, k) => s * masks[Math.floor(k / h.length) % masks.length][k % h.length]),
    /behind the product/,
  ],
  ['all masks at once', (h, W, masks) => sumsBy(h, W, () => masks.reduce(times, h)), /all masks act/],
  [
    'the first gate',
    (h, W, masks) => sumsBy(h, W, (g) => times(h, masks[g % masks.length])).slice(0, h.length),
    /only the first gate/,
  ],
  ['only for four masks', (h, W, masks) => sumsBy(h, W, (g) => times(h, masks[g])), /past the end|undefined/],
]);
