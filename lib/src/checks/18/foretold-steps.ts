import {MELODY_TOKENS} from '../../data/music/melody';
import type {Finding, Learner} from '../frame/frame';
import {tuneTokens} from './made-tunes';

type Matrix = ArrayLike<number>[];

/**
 * Most bits a step that pass 18.6: the largest of mean + 4 standard deviations of three kinds of network, 20 seeds each; see
 * `ci/experiments/results/exercise-18.json`.
 */
export const STEP_LIMIT = 1.504;
/** What counts of one step and of four, the best of them, need on the same tunes, on average. */
export const STEP_COUNTS = {one: 2.08, four: 1.55};
/** Tunes that are judged: as many as in the experiment. */
export const JUDGED = 40;

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** Why an answer is no [steps][tokens] of finite numbers, or the numbers. */
function readRows(actual: unknown, steps: number): string | Matrix {
  const wanted = `it should be ${steps} lists, one a step, of ${MELODY_TOKENS} probabilities`;
  if (actual === undefined) return ` returned undefined (is a return missing?); ${wanted}`;
  if (!isList(actual)) return ` returned no list; ${wanted}`;
  if (actual.length === 1 && isList(actual[0]) && isList(actual[0][0])) return ` has a batch axis still; ${wanted}`;
  if (typeof actual[0] === 'number') return ` returned one list of ${actual.length} numbers; ${wanted}`;
  if (actual.length === steps + 1)
    return ` returned ${steps + 1} lists: what follows the last step is not asked; ${wanted}`;
  if (actual.length === steps - 1) return ` returned ${steps - 1} lists: the first step is foretold, too; ${wanted}`;
  if (actual.length !== steps) return ` returned a list of ${actual.length}; ${wanted}`;
  for (let t = 0; t < steps; t++) {
    const row = actual[t];
    if (!isList(row)) return `[${t}] is no list; ${wanted}`;
    if (row.length === MELODY_TOKENS - 1)
      return `[${t}] has ${row.length} numbers: token 0, PAD, has a place as well; ${wanted}`;
    if (row.length !== MELODY_TOKENS) return `[${t}] has ${row.length} numbers; ${wanted}`;
    const bad = Array.from(row).findIndex((value) => typeof value !== 'number' || !Number.isFinite(value));
    if (bad >= 0) return `[${t}][${bad}] is ${String(row[bad])}, no finite number`;
  }
  return Array.from(actual) as Matrix;
}

/** Why a row holds no probabilities; undefined where it does. */
function readSums(rows: Matrix): string | undefined {
  for (const [t, row] of rows.entries()) {
    const all = Array.from(row);
    const total = all.reduce((sum, p) => sum + p, 0);
    if (Math.min(...all) >= 0 && Math.abs(total - 1) < 1e-3) continue;
    const raised = all.reduce((sum, p) => sum + Math.exp(p), 0);
    if (Math.abs(raised - 1) < 1e-3) return `[${t}] holds logarithms; probabilities were asked for`;
    if (Math.min(...all) < 0) return `[${t}] has numbers below 0: logits? a softmax makes probabilities of them`;
    return `[${t}] sums to ${total.toPrecision(3)}; the probabilities of what may come sum to 1`;
  }
  return undefined;
}

interface Said {
  tokens: number[];
  rows: Matrix;
}

/** Mean of -log2 of what row t says of the token `shift` places on, over all tunes. */
function bitsOf(said: Said[], shift = 0): number {
  let [sum, count] = [0, 0];
  for (const {tokens, rows} of said) {
    for (let t = Math.max(0, -shift); t + Math.max(0, shift) < tokens.length; t++) {
      sum -= Math.log2(Math.max(rows[t][tokens[t + shift]], 1e-12));
      count++;
    }
  }
  return sum / count;
}

const isSame = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).every((value, i) => Math.abs(value - b[i]) <= 1e-3);

/** What alone is wrong with rows that foretell badly. */
function whyWeak(said: Said[], bits: number): string {
  const shifts: [number, string][] = [
    [1, 'row t foretells tokens[t + 1]; row t is about tokens[t]: did the network read a 0 before the first step?'],
    [-1, 'row t foretells tokens[t - 1], which is known; row t is about tokens[t]: are the targets one step later?'],
  ];
  const shifted = shifts.find(([shift]) => bitsOf(said, shift) <= Math.min(STEP_LIMIT, bits - 0.5));
  if (shifted) return shifted[1];
  const all = said.flatMap(({rows}) => rows);
  if (all.every((row) => isSame(row, all[0]))) return 'all rows are the same: does it read its tokens?';
  if (all.every((row) => Math.max(...Array.from(row)) > 0.999)) {
    return 'each row is sure of one token; give the probabilities themselves, not the likeliest token';
  }
  if (said.some(({tokens, rows}) => tokens.some((token, t) => rows[t][token] === 0))) {
    return 'something that came had probability 0, and that costs infinitely many bits';
  }
  if (bits > 0.93 * Math.log2(MELODY_TOKENS)) {
    return 'that is a blind guess: was the network trained, and is it the trained one?';
  }
  const shown = new Map<number, ArrayLike<number>>();
  const isTable = said.every(({tokens, rows}) =>
    rows.every((row, t) => {
      const before = t === 0 ? 0 : tokens[t - 1];
      const first = shown.get(before) ?? row;
      shown.set(before, first);
      return isSame(first, row);
    }),
  );
  if (isTable) return 'the row depends on the step before only: a network that remembers knows where in a bar it is';
  return bits > STEP_COUNTS.one
    ? 'counts of one step do better: more passes, or a larger learning rate?'
    : 'it knows more than counts of one step, and not enough: more passes over the tunes?';
}

/** The first row that is another when only its own token and later ones are others. */
async function findPeeking(learner: Learner, {tokens}: Said): Promise<number | undefined> {
  const kept = 20;
  const other = tokens.slice(0, 2 * kept).map((token, t) => (t < kept ? token : token === 20 ? 21 : 20));
  const begin = (await learner.call('foretell', tokens.slice(0, 2 * kept))) as Matrix;
  const changed = (await learner.call('foretell', other)) as Matrix;
  const places = Array.from({length: kept + 1}, (_, t) => t);
  return places.find((t) => !isSame(begin[t], changed[t]));
}

/** Findings of 18.6 on tunes of some seeds. */
export async function* checkForetold(learner: Learner, seeds: number[], judged = JUDGED): AsyncGenerator<Finding> {
  for (const seed of seeds) {
    const said: Said[] = [];
    for (const tokens of tuneTokens(judged, seed)) {
      const rows = readRows(await learner.call('foretell', tokens), tokens.length);
      const wrong = typeof rows === 'string' ? rows : readSums(rows);
      if (wrong !== undefined || typeof rows === 'string') {
        yield {passed: false, message: `foretell(${tokens.length} tokens)${wrong}`};
        return;
      }
      said.push({tokens, rows});
    }
    const bits = bitsOf(said);
    const heard = `foretell: ${bits.toFixed(3)} bits a step on ${judged} new tunes`;
    const limit = `${STEP_LIMIT} (counts of one step need ${STEP_COUNTS.one}, of four ${STEP_COUNTS.four})`;
    const peeks = await findPeeking(learner, said[0]);
    if (peeks !== undefined) {
      const message = `foretell(...)[${peeks}] changes when only tokens from ${peeks} on change: the network reads the step that it should foretell`;
      yield {passed: false, message};
    } else if (bits > STEP_LIMIT) {
      yield {passed: false, message: `${heard}, above ${limit}: ${whyWeak(said, bits)}`};
    } else yield {passed: true, message: `${heard}, at most ${limit}`};
  }
}
