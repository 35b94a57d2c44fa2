/** Wrong answers to exercise 15: one slip each, and what the check must say to it. */
import {gateSlips, stateSlips} from './15-state-slips';
import {type WrongAnswer, wrong} from './bench';
import {
  type Cube,
  type DropMask,
  type Expected,
  type Hold,
  held,
  type Masks,
  masksBy,
  type Statistics,
  statistics,
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
    ['below the kept share', (u, p) => u.map((one) => (one < 1 - p ? 1 / (1 - p) : 0)), /compared with the share/],
    ['nothing dropped', (u, p) => u.map(() => 1 / (1 - p)), /nothing is dropped/],
    ['the numbers scaled', (u, p) => u.map((one) => (one < p ? 0 : one / (1 - p))), /multiplied by its random/],
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
      'dropped at any step',
      (u, p, one) => masksBy(u, p, (b, t, j) => (one ? Math.min(...u[b].map((row) => row[j])) : u[b][t][j])),
      /dropped at any step/,
    ],
    ['all units of a step', (u, p, one) => masksBy(u, p, (b, t, j) => u[b][t][one ? 0 : j]), /all units of a step/],
    ['scaled twice', (u, p, one) => masksBy(u, p, (b, t, j) => u[b][one ? 0 : t][j], (1 - p) ** -2), /scaled twice/],
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
    ['compared with 1', (m) => ({...statistics(m), always: 0}), /always is 0/],
    ['dropped at some step', (m) => ({...statistics(m), always: 1 - statistics(m).always}), /dropped at some step/],
    [
      'dropped at every step',
      (m) => ({...statistics(m), always: pairs(m).filter((list) => list.every((v) => !v)).length / pairs(m).length}),
      /dropped at every step/,
    ],
    ['by sequences', (m) => ({...statistics(m), always: statistics(m).always * m[0][0].length}), /sequences alone/],
    ['sum over units', (m) => ({...statistics(m), mean: statistics(m).mean * m[0][0].length}), /over the units/],
    [
      'per cent',
      (m) => ({...statistics(m), dropped: 100 * statistics(m).dropped, always: 100 * statistics(m).always}),
      /per cent/,
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
    [
      'over the root of T',
      (p, T, one) => ({...expected(p, T, one), deviation: Math.sqrt(p / (1 - p) / T)}),
      /do not come/,
    ],
    [
      'the shares exchanged',
      (p, T, one) => ({...expected(p, T, one), deviation: Math.sqrt((1 - p) / p)}),
      /rate and 1 - rate have changed/,
    ],
    ['the sum over T', (p, T, one) => ({...expected(p, T, one), mean: T}), /sum over the steps/],
    [
      'not dropped all the time',
      (p, T, one) => ({...expected(p, T, one), always: one ? 1 - p : 1 - p ** T}),
      /not to be dropped all the time/,
    ],
    ['over T', (p, T, one) => ({...expected(p, T, one), always: one ? 1 - p : (1 - p) / T}), /are not divided/],
    ['never dropped', (p, T, one) => ({...expected(p, T, one), always: one ? 1 : (1 - p) ** T}), /once and for all/],
    ['a product with T', (p, T, one) => ({...expected(p, T, one), always: one ? 1 - p : (1 - p) * T}), /multiply/],
  ]),
  '15.5': stateSlips,
  '15.6': gateSlips,
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
