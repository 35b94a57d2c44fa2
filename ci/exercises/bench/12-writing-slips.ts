/** Wrong answers to exercise 12, its last three parts: one slip each, and what the check must say to it. */
import {type Slips, type WrongAnswer, wrong} from './bench';
import {countsOfPlay, type Weights} from './letters';

type Rows = number[][];
type Read = (chunks: Rows, weights: Weights, h0: number[]) => unknown;
type Heat = (logits: number[], temperature: number) => unknown;
type Draw = (probabilities: number[], chance: number) => unknown;
const next = (id: number, h: number[], {kernel, recurrentKernel, bias}: Weights) =>
  h.map((_, j) => Math.tanh(kernel[id][j] + bias[j] + h.reduce((sum, one, i) => sum + one * recurrentKernel[i][j], 0)));

/** A right reading but for what the last argument changes. */
function reading(
  chunks: Rows,
  weights: Weights,
  h0: number[],
  {start = (h: number[]) => h, border = (h: number[], _h0: number[]) => h, cut = (ids: number[]) => ids} = {},
): Rows {
  let h = start(h0);
  return chunks.map((chunk, k) => {
    if (k > 0) h = border(h, h0);
    for (const id of cut(chunk)) h = next(id, h, weights);
    return h;
  });
}

const zeros = (h: number[]) => h.map(() => 0);
const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
const share = (values: number[]) => values.map((value) => value / total(values));
const softmax = (logits: number[]) => share(logits.map((one) => Math.exp(one - Math.max(...logits))));
const hot: Heat = (logits, theta) => softmax(logits.map((one) => one / theta));
const heat = (slips: Slips<Heat>): WrongAnswer[] =>
  slips.map(([slip, withTemperature, says]) => ({slip, answers: {withTemperature, draw: pick as Draw}, says}));
const draws = (slips: Slips<Draw>): WrongAnswer[] =>
  slips.map(([slip, draw, says]) => ({slip, answers: {withTemperature: hot, draw}, says}));

function pick(p: number[], chance: number, late = 0): number {
  let reached = 0;
  const id = p.findIndex((one) => {
    reached += one;
    return chance < reached;
  });
  return (id < 0 ? p.length - 1 : id) + late;
}

/** What a right network says, wrong in one thing. */
const saying =
  (change: (rows: Rows, ids: number[]) => unknown, context = 6) =>
  (ids: number[]) =>
    change(countsOfPlay(context).rows(ids), ids);
const logs = (rows: Rows) => rows.map((row) => row.map(Math.log));

export const writingSlips: Record<string, WrongAnswer[]> = {
  '12.5': wrong<Read>('readOn', [
    ['reset', (c, w, h) => reading(c, w, h, {start: zeros, border: zeros}), /reset to zeros/],
    ['reset at borders', (c, w, h) => reading(c, w, h, {border: zeros}), /each later one from zeros/],
    ['h0 each time', (c, w, h) => reading(c, w, h, {border: (_h, h0) => h0}), /every chunk starts from h0/],
    ['starts from zeros', (c, w, h) => reading(c, w, h, {start: zeros}), /first chunk starts from zeros/],
    ['last not read', (c, w, h) => reading(c, w, h, {cut: (ids) => ids.slice(0, -1)}), /last character of each/],
    ['first not read', (c, w, h) => reading(c, w, h, {cut: (ids) => ids.slice(1)}), /first character of each/],
    ['backwards', (c, w, h) => reading(c, w, h, {cut: (ids) => [...ids].reverse()}), /read backwards/],
    ['one of each', (c, w, h) => reading(c, w, h, {cut: (ids) => ids.slice(0, 1)}), /one character of each/],
    ['the last state', (c, w, h) => reading(c, w, h)[c.length - 1], /last state only/],
    [
      'every character',
      (c, w, h) =>
        reading(
          c.flat().map((id) => [id]),
          w,
          h,
        ),
      /after each character/,
    ],
    ['before each chunk', (c, w, h) => [h, ...reading(c, w, h).slice(0, -1)], /before each chunk/],
    ['with h0', (c, w, h) => [h, ...reading(c, w, h)], /h0 is among/],
    [
      'one list, pushed again',
      (c, w, h) => {
        const last = reading(c, w, h)[c.length - 1];
        return c.map(() => last);
      },
      /one and the same state/,
    ],
    [
      'writes into h0',
      (c, w, h) => {
        const states = reading(c, w, h);
        states[states.length - 1].forEach((one, i) => {
          h[i] = one;
        });
        return states;
      },
      /changed its 3. arg/,
    ],
    [
      'each chunk begins with the last id before',
      (c, w, h) =>
        reading(
          c.map((ids, k) => [...(c[k - 1]?.slice(-1) ?? []), ...ids]),
          w,
          h,
        ),
      /read again/,
    ],
  ]),
  '12.6': [
    ...heat([
      ['multiplied', (l, theta) => softmax(l.map((one) => one * theta)), /multiplied by the temperature/],
      ['left out', (l) => softmax(l), /it is left out/],
      ['divides probabilities', (l, theta) => softmax(l).map((one) => one / theta), /probabilities are divided/],
      ['divides, normalises', (l, theta) => share(softmax(l).map((one) => one / theta)), /undone where/],
      ['softmax twice', (l, theta) => softmax(softmax(l).map((one) => one / theta)), /softmax twice/],
      ['the wrong power', (l, theta) => share(softmax(l).map((one) => one ** theta)), /multiplied|exponent/],
      ['not normalised', (l, theta) => softmax(l).map((one) => one ** (1 / theta)), /do not sum to 1/],
      ['exp only', (l, theta) => l.map((one) => Math.exp(one / theta)), /do not sum to 1/],
      ['logits only', (l, theta) => l.map((one) => one / theta), /softmax is missing/],
      ['all on the likeliest', (l) => l.map((one) => (one === Math.max(...l) ? 1 : 0)), /likeliest one/],
      [
        'the smallest subtracted',
        (l, theta) => share(l.map((one) => Math.exp((one - Math.min(...l)) / theta))),
        /subtract the largest/,
      ],
      ['overflow', (l, theta) => share(l.map((one) => Math.exp(one / theta))), /is infinite, or 0/],
      ['the sign', (l, theta) => softmax(l.map((one) => -one / theta)), /sign is wrong/],
      ['sorted in place', (l, theta) => hot(l.sort(), theta), /changed its 1. arg/],
    ]),
    ...draws([
      [
        'sorted before the draw',
        (p, chance) => {
          const order = [...p.keys()].sort((a, b) => p[b] - p[a]);
          const reached = (place: number) => total(order.slice(0, place + 1).map((id) => p[id]));
          return order.find((_, place) => reached(place) > chance) ?? p.length - 1;
        },
        /sorted first/,
      ],
      ['argmax', (p) => p.indexOf(Math.max(...p)), /likeliest is taken/],
      ['equally likely', (p, u) => Math.floor(u * p.length), /equally likely/],
      ['one alone', (p, u) => p.findIndex((one) => one > u), /compared alone/],
      ['one before', (p, u) => pick(p, u, -1), /character before/],
      ['one after', (p, u) => pick(p, u, 1), /character after/],
      ['from the end', (p, u) => p.length - 1 - pick([...p].reverse(), u), /from the last character/],
      [
        'sorted',
        (p, u) =>
          pick(
            [...p].sort((a, b) => b - a),
            u,
          ),
        /sorted list/,
      ],
      ['the probability', (p, u) => p[pick(p, u)], /this is a probability/],
      ['reaches', (p, u) => (u === 0 ? 0 : pick(p, u)), /probability 0 is drawn/],
      [
        'no end',
        (p, u) => {
          let reached = 0;
          for (const [id, one] of p.entries()) {
            reached += one;
            if (u < reached) return id;
          }
          return undefined;
        },
        /sum below 1/,
      ],
      ['no return', () => {}, /return missing/],
      ['minus one at the end', (p, u) => p.findIndex((_, id) => u < total(p.slice(0, id + 1))), /sum below 1/],
    ]),
  ],
  '12.7': wrong<(ids: number[]) => unknown>('foretell', [
    [
      'a step late',
      saying((rows, ids) => [rows[0].map(() => 1 / rows[0].length), ...rows.slice(0, ids.length - 1)]),
      /has just read/,
    ],
    ['a step early', (ids) => countsOfPlay(6).rows([...ids.slice(1), 1]), /only later ids change|foretells ids/],
    [
      'peeks',
      saying((rows, ids) =>
        rows.map((row, t) => row.map((one, id) => (one + (id === (ids[t + 1] ?? 1) ? 9 : 0)) / 10)),
      ),
      /only later ids change/,
    ],
    ['counts of six characters', (ids) => countsOfPlay(6).rows(ids), /more than 16 places back change nothing/],
    ['counts of nine, asynchronously', async (ids) => countsOfPlay(9).rows(ids), /table of the last characters/],
    ['counts of one character', saying((rows) => rows, 1), /last character only/],
    ['counts of two', saying((rows) => rows, 2), /not enough/],
    ['how frequent each is', (ids) => ids.map(() => countsOfPlay(0).rows([1])[0]), /all rows are the same/],
    [
      'untrained',
      saying((rows, ids) => ids.map((id) => softmax(rows[0].map((_, i) => 0.01 * ((i * id) % 7))))),
      /blind guess/,
    ],
    ['logits', saying((rows) => logs(rows).map((row) => row.map((one) => one + 3))), /logits/],
    ['logarithms', saying(logs), /holds logarithms/],
    [
      'likeliest',
      saying((rows) => rows.map((row) => row.map((one) => (one === Math.max(...row) ? 1 : 0)))),
      /sure of one/,
    ],
    ['batch axis', saying((rows) => [rows]), /batch axis/],
    ['the last row', saying((rows) => rows[rows.length - 1]), /after the last id only/],
    ['one row too few', saying((rows) => rows.slice(0, -1)), /foretold, too/],
    ['no place for padding', saying((rows) => rows.map((row) => row.slice(1))), /padding, has a place/],
    ['all in one list', saying((rows) => rows.flat()), /all in one list/],
    ['doubled', saying((rows) => rows.map((row) => row.map((one) => 2 * one))), /sum to 1|sums to 2/],
    ['no return', () => {}, /return missing/],
    ['NaN', saying((rows) => rows.map((row) => row.map(() => Number.NaN))), /no finite number/],
  ]),
};
