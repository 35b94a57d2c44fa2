/** What right and wrong answers to exercise 18 are made of, written apart from the checks. */
import {data, models} from '../../../lib/src';
import {STEPS, TUNES, tuneTokens} from '../../../lib/src/checks/18/made-tunes';

export type Rows = number[][];
export type Plain = {pitch: number; start: number; duration: number};

export const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);
export const softmax = (logits: number[]): number[] => {
  const raised = logits.map((one) => Math.exp(one - Math.max(...logits)));
  return raised.map((one) => one / total(raised));
};

/** Right steps but for what the options change: each step asks which notes begin there, and what sounds. */
export function steps(
  notes: Plain[],
  length: number,
  {
    begin = ({start}: Plain) => Math.round(2 * start),
    end = ({start, duration}: Plain) => Math.round(2 * (start + duration)),
    least = 1,
    best = (group: Plain[]) => group.reduce((a, b) => (b.pitch > a.pitch ? b : a)),
    token = (pitch: number) => pitch - 45,
    hold = (_token: number): number => 1,
    rest = 2,
  } = {},
): number[] {
  let sounding: {until: number; token: number} | undefined;
  return Array.from({length}, (_, t) => {
    const group = notes.filter((note) => begin(note) === t);
    if (group.length > 0) {
      const note = best(group);
      sounding = {until: Math.max(begin(note) + least, end(note)), token: token(note.pitch)};
      if (sounding.until > t) return sounding.token;
    }
    return sounding && t < sounding.until ? hold(sounding.token) : rest;
  });
}

/** Right notes but for what the options change: each pitch looks how far it is held. */
export function notes(
  tokens: number[],
  {
    start = (t: number) => t / 2,
    duration = (count: number) => count / 2,
    pitch = (token: number) => token + 45,
    isNote = (token: number) => token > 2,
    holds = (token: number): boolean => token === 1,
  } = {},
): Plain[] {
  return tokens.flatMap((token, t) => {
    if (!isNote(token)) return [];
    let count = 1;
    while (t + count < tokens.length && holds(tokens[t + count])) count++;
    return [{pitch: pitch(token), start: start(t), duration: duration(count)}];
  });
}

/** Time that lies in the major scale on each key, but for what the options change. */
export function times(
  melody: Plain[],
  {
    scale = [0, 2, 4, 5, 7, 9, 11],
    weight = (note: Plain) => note.duration,
    above = (p: number, k: number) => p - k + 12,
  } = {},
): number[] {
  return Array.from({length: 12}, (_, key) =>
    total(melody.map((note) => (scale.includes(above(note.pitch, key) % 12) ? weight(note) : 0))),
  );
}
export const first = (list: number[]): number => list.indexOf(Math.max(...list));
export const home = (key: number): number => (key < 7 ? 0 - key : 12 - key);

/** Right bits but for what the options change. */
export function bits(
  logits: number[],
  theta: number,
  {heat = (logit: number, by: number) => logit / by, log = Math.log2} = {},
): number {
  const p = softmax(logits.map((one) => heat(one, theta)));
  return -total(p.map((one) => (one > 0 ? one * log(one) : 0)));
}

/** The temperature at which something that rises with it has a value. */
export function search(rising: (theta: number) => number, wish: number, rounds = 60): number {
  let [cold, hot] = [0.05, 20];
  for (let i = 0; i < rounds; i++) {
    const middle = (cold + hot) / 2;
    if (rising(middle) < wish) cold = middle;
    else hot = middle;
  }
  return (cold + hot) / 2;
}

/** A draw by the sum of probabilities. */
export function pick(p: number[], chance: number): number {
  let left = chance;
  const token = p.findIndex((one) => {
    left -= one;
    return left < 0;
  });
  return token < 0 ? p.length - 1 : token;
}

/** Right composition but for what the options change. */
export function walk(
  logits: Rows,
  theta: number,
  chances: number[],
  {
    can = (token: number, before: number) => token > 1 || (token === 1 && before !== 0 && before !== 2),
    said = (row: number[], may: boolean[]) =>
      softmax(row.map((one, token) => (may[token] ? one / theta : Number.NEGATIVE_INFINITY))),
    draw = pick,
    row = (tokens: number[]) => tokens.at(-1) ?? 0,
    chance = (t: number) => chances[t],
  } = {},
): number[] {
  const tokens: number[] = [];
  for (let t = 0; t < chances.length; t++) {
    const before = tokens.at(-1) ?? 0;
    const may = logits[0].map((_, token) => can(token, before));
    tokens.push(draw(said(logits[row(tokens)], may), chance(t)));
  }
  return tokens;
}

const kept = new Map<number, models.Ngrams>();
const alphabet = Array.from({length: data.MELODY_TOKENS - 1}, (_, i) => `${i + 1}`);

/**
 * Counts of the training tunes, told where in the tune they are: a stand-in for a trained network, which learns to know it.
 * Each symbol is a token and its place in the bar.
 */
function countsOf(context: number): models.Ngrams {
  const found = kept.get(context);
  if (found) return found;
  const train = tuneTokens(TUNES.tunes, TUNES.seed).map((row) => row.map(String));
  const counts = models.countNgrams(train, {context, prior: 2, alphabet});
  kept.set(context, counts);
  return counts;
}

interface Node {
  counts: Float64Array;
  all: number;
}
let tables: Map<string, Node> | undefined;
const LOOKS = [0, 1, 2, 4, 7, 10];

/** Probabilities of the next step by counts that know the place in the tune and the last few steps, longer ones first. */
export function afterPlace(tokens: readonly number[]): number[] {
  if (!tables) {
    tables = new Map();
    for (const row of tuneTokens(3 * TUNES.tunes, TUNES.seed)) {
      row.forEach((token, t) => {
        for (const k of LOOKS) {
          const key = `${t % 16}:${k}:${row.slice(Math.max(0, t - k), t).join(' ')}`;
          const node = tables?.get(key) ?? {counts: new Float64Array(data.MELODY_TOKENS), all: 0};
          node.counts[token]++;
          node.all++;
          tables?.set(key, node);
        }
      });
    }
  }
  const t = tokens.length;
  let p = new Array<number>(data.MELODY_TOKENS).fill(1 / data.MELODY_TOKENS);
  for (const k of LOOKS) {
    const node = tables.get(`${t % 16}:${k}:${tokens.slice(Math.max(0, t - k)).join(' ')}`);
    if (!node || k > t) continue;
    p = p.map((one, token) => (node.counts[token] + 1.5 * one) / (node.all + 1.5));
  }
  return p;
}

/** What counts of the last few steps alone say of each step. */
export const rowsOfCounts = (tokens: number[], context: number): Rows =>
  tokens.map((_, t) => {
    const before = tokens.slice(Math.max(0, t - context), t).map(String);
    return [0, ...countsOf(context).distribution(before, before.length, alphabet)];
  });

/** What counts that know the place say of each step. */
export const rowsOfPlace = (tokens: number[]): Rows => tokens.map((_, t) => afterPlace(tokens.slice(0, t)));

/** A composition by the counts that know the place. */
export function composeByCounts(temperature: number, seed: number): number[] {
  const {uniform} = data.random(seed);
  const tokens: number[] = [];
  while (tokens.length < STEPS) {
    const before = tokens.at(-1) ?? 0;
    const canHold = before !== 0 && before !== 2;
    const logs = afterPlace(tokens).map((p, token) =>
      token === 0 || (token === 1 && !canHold) ? -1e9 : Math.log(p + 1e-4),
    );
    tokens.push(pick(softmax(logs.map((log) => log / temperature)), uniform()));
  }
  return tokens;
}
