/** Wrong answers to exercise 15: one slip each, and what the check must say to it. */
import {type WrongAnswer, wrong} from './bench';
import {
  type Cube,
  type DropMask,
  type Expected,
  type GateSums,
  type Hold,
  held,
  type Masks,
  masksBy,
  type StatesOf,
  type Statistics,
  statesBy,
  statistics,
  sumsBy,
  times,
} from './dropout-lists';
import type {Matrix} from './lists';

const expected = (p: number, T: number, one: boolean) => ({
  mean: 1,
  deviation: Math.sqrt(p / (1 - p)),
  always: one ? 1 - p : (1 - p) ** T,
});
const pairs = (masks: Cube) => masks.flatMap((rows) => rows[0].map((_, j) => rows.map((row) => row[j])));
const noise = (i: number, t: number) => 0.3 * Math.sin(12.9898 * i + 78.233 * t);
let calls = 0;

export const slips: Record<string, WrongAnswer[]> = {
  '15.1': wrong<DropMask>('dropMask', [
    ['not scaled', (u, p) => u.map((one) => (one < p ? 0 : 1)), /not scaled/],
    ['the wrong side', (u, p) => u.map((one) => (one < p ? 1 / (1 - p) : 0)), /the other way round/],
    ['rate as keep probability', (u, p) => u.map((one) => (one < p ? 1 / p : 0)), /share that is kept/],
    ['scaled down', (u, p) => u.map((one) => (one < p ? 0 : 1 - p)), /made smaller/],
    ['divided by the rate', (u, p) => u.map((one) => (one < p ? 0 : 1 / p)), /divided by the rate/],
    ['1 + rate', (u, p) => u.map((one) => (one < p ? 0 : 1 + p)), /1 \+ rate/],
    ['the numbers themselves', (u, p) => u.map((one) => (one < p ? 0 : one)), /random numbers themselves/],
    [
      'scaled by what survived',
      (u, p) => {
        const kept = u.filter((one) => one >= p).length;
        return u.map((one) => (one < p ? 0 : u.length / kept));
      },
      /happened to survive/,
    ],
    ['only the kept ones', (u, p) => u.filter((one) => one >= p).map(() => 1 / (1 - p)), /number for every unit/],
    ['true and false', (u, p) => u.map((one) => one >= p), /should be a number/],
    ['draws its own numbers', (u, p) => u.map((_, j) => (j % 2 === 0 ? 0 : 1 / (1 - p))), /differs/],
  ]),
  '15.2': wrong<Masks>('batchMasks', [
    ['always standard', (u, p) => masksBy(u, p, (b, t, j) => u[b][t][j]), /same at all steps/],
    ['always variational', (u, p) => masksBy(u, p, (b, _, j) => u[b][0][j]), /draws anew at each step/],
    ['turned round', (u, p, one) => masksBy(u, p, (b, t, j) => u[b][one ? t : 0][j]), /draws anew|same at all/],
    [
      'one mask for the batch',
      (u, p, one) => masksBy(u, p, (_, t, j) => u[0][one ? 0 : t][j]),
      /each sequence has its own/,
    ],
    ['whole steps', (u, p, one) => masksBy(u, p, (b, t) => u[b][one ? 0 : t][0]), /each unit has its own/],
    [
      'the last step decides',
      (u, p, one) => masksBy(u, p, (b, t, j) => u[b][one ? u[b].length - 1 : t][j]),
      /last step decides/,
    ],
    [
      'not repeated',
      (u, p, one) =>
        one ? masksBy(u, p, (b, _, j) => u[b][0][j]).map(([row]) => row) : masksBy(u, p, (b, t, j) => u[b][t][j]),
      /repeat it/,
    ],
    ['not scaled', (u, p, one) => masksBy(u, p, (b, t, j) => u[b][one ? 0 : t][j], 1), /not scaled/],
    [
      'time first',
      (u, p, one) => {
        const masks = masksBy(u, p, (b, t, j) => u[b][one ? 0 : t][j]);
        return u[0].map((_, t) => masks.map((rows) => rows[t]));
      },
      /step comes first/,
    ],
    [
      'changes its input',
      (u, p, one) => {
        u.forEach((rows) => {
          rows.forEach((row, t) => {
            row.forEach((value, j) => {
              row[j] = (one ? rows[0][j] : value) < p && t >= 0 ? 0 : 1 / (1 - p);
            });
          });
        });
        return u;
      },
      /changed its 1\. argument/,
    ],
  ]),
  '15.3': wrong<Statistics>('maskStatistics', [
    ['the kept share', (m) => ({...statistics(m), dropped: 1 - statistics(m).dropped}), /share that is kept/],
    ['a count', (m) => ({...statistics(m), dropped: m.flat(2).filter((one) => one === 0).length}), /number of places/],
    [
      'mean of the kept',
      (m) => {
        const kept = m.flat(2).filter((one) => one > 0);
        return {...statistics(m), mean: kept.reduce((a, b) => a + b, 0) / kept.length};
      },
      /zeros belong to it/,
    ],
    ['a sum', (m) => ({...statistics(m), mean: m.flat(2).reduce((a, b) => a + b, 0)}), /sum of the mask/],
    [
      'kept at some step',
      (m) => ({...statistics(m), always: pairs(m).filter((list) => list.some((v) => v > 0)).length / pairs(m).length}),
      /at some step/,
    ],
    ['kept places', (m) => ({...statistics(m), always: 1 - statistics(m).dropped}), /counts places/],
    [
      'steps with all units',
      (m) => ({...statistics(m), always: m.flat().filter((row) => row.every((v) => v > 0)).length / m.flat().length}),
      /every unit is kept/,
    ],
    [
      'a number of units',
      (m) => ({...statistics(m), always: statistics(m).always * pairs(m).length}),
      /number of units/,
    ],
    ['no always', (m) => ({dropped: statistics(m).dropped, mean: 1}), /always is missing/],
  ]),
  '15.4': wrong<Expected>('expectedStatistics', [
    ['mean not scaled', (p, T, one) => ({...expected(p, T, one), mean: 1 - p}), /mean without scaling/],
    ['variance', (p, T, one) => ({...expected(p, T, one), deviation: p / (1 - p)}), /variance; the deviation/],
    [
      'deviation not scaled',
      (p, T, one) => ({...expected(p, T, one), deviation: Math.sqrt(p * (1 - p))}),
      /not scaled/,
    ],
    [
      'root mean square',
      (p, T, one) => ({...expected(p, T, one), deviation: Math.sqrt(1 / (1 - p))}),
      /square of the mean/,
    ],
    ['no difference of kinds: once', (p, T) => expected(p, T, true), /lucky each time/],
    ['no difference of kinds: each step', (p, T) => expected(p, T, false), /drawn once/],
    [
      'dropped all the time',
      (p, T, one) => ({...expected(p, T, one), always: one ? p : p ** T}),
      /dropped all the time/,
    ],
    [
      'dropped at some step',
      (p, T, one) => ({...expected(p, T, one), always: 1 - expected(p, T, one).always}),
      /dropped at some step/,
    ],
    [
      'one step fewer',
      (p, T, one) => ({...expected(p, T, one), always: one ? 1 - p : (1 - p) ** (T - 1)}),
      /one is missing/,
    ],
    ['a product with T', (p, T, one) => ({...expected(p, T, one), always: one ? 1 - p : (1 - p) * T}), /multiply/],
  ]),
  '15.5': wrong<StatesOf>('maskedStates', [
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
    ['masks exchanged', (x, w, h0, mx, mh) => statesBy()(x, w, h0, mh, mx), /changed places/],
    ['h0 as output', (x, w, h0, mx, mh) => [h0, ...statesBy()(x, w, h0, mx, mh)], /h0 is no output/],
    ['the last state', (...given) => statesBy()(...given).at(-1), /last state alone/],
  ]),
  '15.6': wrong<GateSums>('gateSums', [
    ['no mask', (h, W) => sumsBy(h, W, () => h), /no mask acts/],
    ['the first for all', (h, W, masks) => sumsBy(h, W, () => times(h, masks[0])), /gets the first mask/],
    ['the last for all', (h, W, masks) => sumsBy(h, W, () => times(h, masks[masks.length - 1])), /gets the last mask/],
    [
      'c and o exchanged',
      (h, W, masks) => sumsBy(h, W, (g) => times(h, masks[[0, 1, 3, 2][g] % masks.length])),
      /c and o have changed/,
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
  ]),
  '15.7': wrong<Hold>('holdNumbers', [
    ['zeros', (all) => all.map((rows) => rows.map(() => 0)), /every answer is 0/],
    ['the number read now', (all) => all.map((rows) => rows.map(([x]) => x)), /is read now/],
    ['number times mark', (all) => all.map((rows) => rows.map(([x, m]) => x * m)), /has to be held/],
    [
      'noise learned by heart',
      (all) => held(all).map((row, i) => row.map((v, t) => v + noise(i, t))),
      /learned the noise by heart/,
    ],
    ['nearly', (all) => held(all).map((row, i) => row.map((v, t) => v + 0.75 * noise(i, t))), /close/],
    [
      'untrained',
      (all) => held(all).map((row) => row.map((v, t) => 0.3 * v + 0.3 * (t % 2))),
      /more than a network without dropout/,
    ],
    [
      'dropout still at work',
      (all) => held(all).map((row, i) => row.map((v, t) => v + 0.05 * noise(i + calls++, t))),
      /still at work/,
    ],
    ['one step late', (all) => held(all).map((row) => [row[0], ...row.slice(0, -1)]), /one step late/],
    ['backwards', (all) => held(all).map((row) => row.reverse()), /reverse order/],
    ['scaled in use', (all) => held(all).map((row) => row.map((v) => v / 0.75)), /nothing is scaled in use/],
    [
      'a list for each number',
      (all) => held(all).map((row) => row.map((v) => [v])) as unknown as Matrix,
      /list of its own/,
    ],
    ['one answer a sequence', (all) => held(all).map((row) => row.slice(-1)), /one a step/],
  ]),
};
