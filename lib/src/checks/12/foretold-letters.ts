import {forgetsFar, KEPT} from '../frame/far-memory';
import type {Finding, Learner} from '../frame/frame';
import {playToJudge, playVocabulary} from './made-play';

type Matrix = ArrayLike<number>[];

/**
 * Most bits a character that pass 12.7: the largest of mean + 4 standard deviations of three cells, 20 seeds each; see
 * `ci/experiments/results/exercise-12.json`.
 */
export const PLAY_LIMIT = 0.664;
/** What counts of one character and of three need at least on the same held-out plays. */
export const COUNTS = {one: 2.6, three: 0.7};
/** Characters of a play that is judged: as many as in the experiment. */
export const HELD = 3000;

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** Why an answer is no [steps][vocabulary] of numbers, or the numbers. */
function readRows(actual: unknown, steps: number, size: number): string | Matrix {
  const wanted = `it should be ${steps} lists, one an id, of ${size} probabilities`;
  if (actual === undefined) return `returned undefined (is a return missing?); ${wanted}`;
  if (!isList(actual)) return `returned no list; ${wanted}`;
  if (actual.length === 1 && isList(actual[0]) && isList(actual[0][0])) return `has a batch axis still; ${wanted}`;
  if (actual.length === steps * size && typeof actual[0] === 'number') return `returned all in one list; ${wanted}`;
  if (actual.length === size && typeof actual[0] === 'number') {
    return `foretells after the last id only; ${wanted}`;
  }
  if (actual.length === steps - 1) {
    return `returned ${steps - 1} lists: what follows the last id is foretold, too; ${wanted}`;
  }
  if (actual.length !== steps) return `returned a list of ${actual.length}; ${wanted}`;
  for (let t = 0; t < steps; t++) {
    const row = actual[t];
    if (!isList(row)) return `[${t}] is no list; ${wanted}`;
    if (row.length === size - 1) return `[${t}] has ${size - 1} numbers: id 0, padding, has a place as well; ${wanted}`;
    if (row.length !== size) return `[${t}] has ${row.length} numbers; ${wanted}`;
    const bad = Array.from(row).findIndex((value) => typeof value !== 'number' || !Number.isFinite(value));
    if (bad >= 0) return `[${t}][${bad}] is ${String(row[bad])}, no finite number`;
  }
  return Array.from(actual) as Matrix;
}

/** What each row says does not sum to 1, and why; undefined where it does. */
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

/** Mean of -log2 of what row t says of the id `shift` places on. */
export function bitsAhead(rows: Matrix, ids: readonly number[], shift = 1): number {
  let [sum, count] = [0, 0];
  for (let t = Math.max(0, -shift); t + Math.max(0, shift) < ids.length; t++) {
    sum -= Math.log2(Math.max(rows[t][ids[t + shift]], 1e-12));
    count++;
  }
  return sum / count;
}

const isSame = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).every((value, i) => Math.abs(value - b[i]) <= 1e-3);

/** A row that is not the same when only later ids are others: the answer was read. */
async function findPeeking(learner: Learner, ids: number[]): Promise<number> {
  const kept = 30;
  const begin = ids.slice(0, 2 * kept);
  const other = [...begin.slice(0, kept), ...begin.slice(kept).map((id) => (id === 1 ? 2 : 1))];
  const said = [await learner.call('foretell', begin), await learner.call('foretell', other)] as Matrix[];
  return Array.from({length: kept}, (_, t) => t).findIndex((t) => !isSame(said[0][t], said[1][t]));
}

/** What alone is wrong with rows that foretell badly. */
function whyWeak(rows: Matrix, ids: number[], bits: number): string {
  const shifts: [number, string][] = [
    [0, 'row t foretells ids[t], which it has just read; row t is about ids[t + 1]: are the targets one step later?'],
    [2, 'row t foretells ids[t + 2]; the very next one was asked for'],
    [-1, 'row t foretells ids[t - 1], which is known; row t is about ids[t + 1]'],
  ];
  const shifted = shifts.find(([shift]) => bitsAhead(rows, ids, shift) <= Math.min(PLAY_LIMIT, bits - 0.5));
  if (shifted) return shifted[1];
  if (rows.every((row) => isSame(row, rows[0]))) return 'all rows are the same: does it read its ids?';
  if (rows.every((row) => Math.max(...Array.from(row)) > 0.999)) {
    return 'each row is sure of one character; give the probabilities themselves, not the likeliest one';
  }
  const never = ids.slice(1).findIndex((id, t) => rows[t][id] === 0);
  if (never >= 0) return `row ${never} gives probability 0 to what came, and that costs infinitely many bits`;
  if (bits > 0.93 * Math.log2(rows[0].length))
    return 'that is a blind guess: was the network trained, and is it the trained one?';
  const shown = new Map<number, ArrayLike<number>>();
  const isTable = ids.every((id, t) => {
    const first = shown.get(id) ?? rows[t];
    shown.set(id, first);
    return isSame(first, rows[t]);
  });
  if (isTable) return 'the row depends on the last character only: is the state carried from step to step?';
  const half = ids.length >> 1;
  const [first, second] = [
    bitsAhead(rows.slice(0, half), ids.slice(0, half)),
    bitsAhead(rows.slice(half), ids.slice(half)),
  ];
  if (first <= PLAY_LIMIT && second > 1.5 * first)
    return 'the second half is much worse: is the state reset on the way?';
  return bits > COUNTS.one
    ? 'counts of one character do better: more passes, or a larger learning rate?'
    : 'it knows more than counts of one character, and not enough: more passes over the text?';
}

/** Findings of 12.7 on plays of some seeds. */
export async function* checkForetell(learner: Learner, seeds: number[], held = HELD): AsyncGenerator<Finding> {
  const {size} = playVocabulary();
  for (const seed of seeds) {
    const ids = playToJudge(seed, held);
    const path = `foretell(${ids.length} ids)`;
    const rows = readRows(await learner.call('foretell', ids), ids.length, size);
    const problem = typeof rows === 'string' ? rows : readSums(rows);
    if (problem !== undefined || typeof rows === 'string') {
      yield {passed: false, message: `${path}${problem?.startsWith('[') ? '' : ' '}${problem}`};
      continue;
    }
    const peeks = await findPeeking(learner, ids);
    if (peeks >= 0) {
      const message = `${path}[${peeks}] changes when only later ids change: the network reads what it should foretell`;
      yield {passed: false, message};
      continue;
    }
    const bits = bitsAhead(rows, ids);
    const said = `${path}: ${bits.toFixed(3)} bits a character`;
    const limit = `${PLAY_LIMIT} (counts of one character need ${COUNTS.one}, of three ${COUNTS.three})`;
    const next = async (some: number[]) => {
      const list = (await learner.call('foretell', some)) as Matrix;
      return list[some.length - 1];
    };
    if (bits <= PLAY_LIMIT && (await forgetsFar(next, [ids, playToJudge(seed + 1, 100)]))) {
      const message = `${path}: ids more than ${KEPT} places back change nothing: that is a table of the last characters, or the state is not carried; a network that carries it keeps a trace of all it read`;
      yield {passed: false, message};
    } else if (bits <= PLAY_LIMIT) yield {passed: true, message: `${said}, at most ${limit}`};
    else yield {passed: false, message: `${said}, above ${limit}: ${whyWeak(rows, ids, bits)}`};
  }
}
