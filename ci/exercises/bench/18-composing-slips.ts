/** Wrong answers to exercise 18, its last three parts: one slip each, and what the check must say to it. */
import {data} from '../../../lib/src';
import {type WrongAnswer, wrong} from './bench';
import {composeByCounts, pick, type Rows, rowsOfCounts, rowsOfPlace, softmax, total, walk} from './melody-lists';

type Compose = (logits: Rows, theta: number, chances: number[]) => unknown;
const plain = (row: number[], theta: number) => softmax(row.map((one) => one / theta));
const free = (before: number) => before !== 0 && before !== 2;

const single = (p: number[], chance: number) => {
  const token = p.findIndex((one) => one > chance);
  return token < 0 ? p.length - 1 : token;
};
const sorted = (p: number[], chance: number) => {
  const order = p.map((_, token) => token).sort((a, b) => p[b] - p[a]);
  return order[
    pick(
      order.map((token) => p[token]),
      chance,
    )
  ];
};

/** What a right network says, wrong in one thing. */
const saying = (change: (rows: Rows, tokens: number[]) => unknown) => (tokens: number[]) =>
  change(rowsOfPlace(tokens), tokens);

const written = (tokens: number[], {tempo = 100, stretch = 1, up = 0} = {}) => {
  const notes = data.fromMelody(tokens).map((note) => ({
    pitch: note.pitch + up,
    start: note.start * stretch,
    duration: note.duration * stretch,
  }));
  return Array.from(data.writeMidi({notes, tempo}));
};
let calls = 0;

export const composingSlips: Record<string, WrongAnswer[]> = {
  '18.5': wrong<Compose>('compose', [
    ['nothing forbidden', (l, h, c) => walk(l, h, c, {can: () => true}), /nothing is forbidden/],
    ['PAD comes', (l, h, c) => walk(l, h, c, {can: (token, before) => token !== 1 || free(before)}), /PAD, token 0/],
    ['HOLD anywhere', (l, h, c) => walk(l, h, c, {can: (token) => token > 0}), /no note sounds/],
    [
      'HOLD at the start',
      (l, h, c) => walk(l, h, c, {can: (t, before) => t > 1 || (t === 1 && before !== 2)}),
      /at the start/,
    ],
    [
      'HOLD after silence',
      (l, h, c) => walk(l, h, c, {can: (t, before) => t > 1 || (t === 1 && before !== 0)}),
      /after silence/,
    ],
    ['HOLD never', (l, h, c) => walk(l, h, c, {can: (token) => token > 1}), /HOLD never comes/],
    [
      'HOLD once',
      (l, h, c) => walk(l, h, c, {can: (t, before) => t > 1 || (t === 1 && before > 2)}),
      /straight after a pitch/,
    ],
    [
      'no new sum',
      (l, h, c) => walk(l, h, c, {said: (row, may) => plain(row, h).map((p, token) => (may[token] ? p : 0))}),
      /no longer sum to 1/,
    ],
    [
      'a logit of 0',
      (l, h, c) =>
        walk(l, h, c, {
          said: (row, may) =>
            plain(
              row.map((one, token) => (may[token] ? one : 0)),
              h,
            ),
        }),
      /a logit of 0 forbids nothing/,
    ],
    [
      'multiplied',
      (l, h, c) =>
        walk(l, h, c, {
          said: (row, may) => softmax(row.map((one, t) => (may[t] ? one * h : Number.NEGATIVE_INFINITY))),
        }),
      /multiplied by the temperature/,
    ],
    ['temperature left out', (l, _h, c) => walk(l, 1, c), /left out/],
    ['likeliest', (l, h, c) => walk(l, h, c, {draw: (p) => p.indexOf(Math.max(...p))}), /likeliest token/],
    ['no sum', (l, h, c) => walk(l, h, c, {draw: single}), /by itself/],
    ['likeliest first', (l, h, c) => walk(l, h, c, {draw: sorted}), /begins at the likeliest/],
    [
      'from the last',
      (l, h, c) => walk(l, h, c, {draw: (p, chance) => p.length - 1 - pick([...p].reverse(), chance)}),
      /begins at the last/,
    ],
    [
      'one before',
      (l, h, c) => walk(l, h, c, {draw: (p, chance) => Math.max(0, pick(p, chance) - 1)}),
      /token before the one/,
    ],
    [
      'a shorter row',
      (l, h, c) => {
        const may = (row: number[], before: number) =>
          row.filter((_, token) => token > 1 || (token === 1 && free(before)));
        const tokens: number[] = [];
        for (const chance of c) {
          const before = tokens.at(-1) ?? 0;
          tokens.push(pick(plain(may(l[before], before), h), chance));
        }
        return tokens;
      },
      /taken out of the row/,
    ],
    [
      'forbidden, so the next',
      (l, h, c) => {
        const tokens: number[] = [];
        for (const chance of c) {
          const before = tokens.at(-1) ?? 0;
          let token = pick(plain(l[before], h), chance);
          while (token === 0 || (token === 1 && !free(before))) token++;
          tokens.push(token);
        }
        return tokens;
      },
      /drawn and then replaced/,
    ],
    [
      'columns',
      (l, h, c) =>
        walk(
          l[0].map((_, column) => l.map((row) => row[column])),
          h,
          c,
        ),
      /by columns/,
    ],
    ['always row 0', (l, h, c) => walk(l, h, c, {row: () => 0}), /same row/],
    [
      'starts with silence',
      (l, h, c) => walk(l, h, c, {row: (tokens) => tokens.at(-1) ?? 2}),
      /first row is not row 0/,
    ],
    ['two before', (l, h, c) => walk(l, h, c, {row: (tokens) => tokens.at(-2) ?? 0}), /two before/],
    ['one chance', (l, h, c) => walk(l, h, c, {chance: () => c[0]}), /one chance serves/],
    ['with the start', (l, h, c) => [0, ...walk(l, h, c)], /0 that stands before/],
    ['no return', () => undefined, /return missing/],
  ]),
  '18.6': wrong<(tokens: number[]) => unknown>('foretell', [
    ['a step early', saying((rows) => [...rows.slice(1), rows[0]]), /reads the step|foretells tokens\[t \+ 1\]/],
    ['a step late', saying((rows) => [rows[0], ...rows.slice(0, -1)]), /foretells tokens\[t - 1\]|counts of one/],
    [
      'peeks',
      saying((rows, tokens) => rows.map((row, t) => row.map((p, token) => (p + (token === tokens[t] ? 9 : 0)) / 10))),
      /reads the step that it should foretell/,
    ],
    ['counts of one step', (tokens) => rowsOfCounts(tokens, 1), /step before only/],
    ['counts of two', (tokens) => rowsOfCounts(tokens, 2), /not enough/],
    ['how frequent each is', (tokens) => tokens.map(() => rowsOfCounts([3], 0)[0]), /all rows are the same/],
    [
      'untrained',
      (tokens) => tokens.map((_, t) => softmax(Array.from({length: 44}, (_x, i) => ((i * t) % 7) / 50))),
      /blind guess/,
    ],
    ['likeliest', saying((rows) => rows.map((row) => row.map((p) => Number(p === Math.max(...row))))), /sure of one/],
    ['logarithms', saying((rows) => rows.map((row) => row.map((p) => Math.max(-80, Math.log(p))))), /logarithms/],
    ['logits', saying((rows) => rows.map((row) => row.map((p) => Math.max(-80, Math.log(p)) + 3))), /logits/],
    ['batch axis', saying((rows) => [rows]), /batch axis/],
    ['one too few', saying((rows) => rows.slice(1)), /first step is foretold/],
    ['one too many', saying((rows) => [...rows, rows[0]]), /not asked/],
    ['no place for PAD', saying((rows) => rows.map((row) => row.slice(1))), /PAD, has a place/],
    ['doubled', saying((rows) => rows.map((row) => row.map((p) => 2 * p))), /sums to 2/],
    ['no return', () => undefined, /return missing/],
  ]),
  '18.7': wrong<(temperature: number, seed: number) => unknown>('composition', [
    ['notes', (heat, seed) => data.fromMelody(composeByCounts(heat, seed)), /list of notes/],
    ['tokens', composeByCounts, /returned tokens/],
    ['no file', (heat, seed) => written(composeByCounts(heat, seed)).slice(14), /does not parse/],
    ['cut off', (heat, seed) => written(composeByCounts(heat, seed)).slice(0, 40), /does not parse|no note/],
    ['tempo', (heat, seed) => written(composeByCounts(heat, seed), {tempo: 120}), /tempo is 120/],
    ['tokens as pitches', (heat, seed) => written(composeByCounts(heat, seed), {up: -45}), /is it a token/],
    [
      'steps as quarter notes',
      (heat, seed) => written(composeByCounts(heat, seed), {stretch: 2}),
      /whole quarter note/,
    ],
    ['half of it', (heat, seed) => written(composeByCounts(heat, seed).slice(0, 30)), /already/],
    ['seed not used', (heat) => written(composeByCounts(heat, 1)), /same for two seeds/],
    ['never the same', (heat) => written(composeByCounts(heat, ++calls)), /two pieces/],
    ['temperature not used', (_heat, seed) => written(composeByCounts(1, seed)), /is the temperature used/],
    ['multiplied', (heat, seed) => written(composeByCounts(1 / heat, seed)), /logits multiplied/],
    ['no notes', () => Array.from(data.writeMidi({notes: [], tempo: 100})), /no note/],
    ['no return', () => undefined, /return missing/],
    ['a number', () => total([1, 2]), /no list/],
    [
      'draws all at once',
      (heat, seed) => written(Array.from({length: 9}, () => pick([0, 0, 0, 1], heat + seed))),
      /already/,
    ],
  ]),
};
