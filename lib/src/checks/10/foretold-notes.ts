import {ARPEGGIO_TOKENS} from '../../data/music/chorales';
import {forgetsFar, KEPT} from '../frame/far-memory';
import type {Finding, Learner} from '../frame/frame';
import {madeTokens} from './made-chorales';

type Matrix = ArrayLike<number>[];

/**
 * Most nats a note that pass 10.7: the largest of mean + 4 standard deviations of three kinds of network, 20 seeds each;
 * see `ci/experiments/results/exercise-10.json`.
 */
export const NOTE_LIMIT = 1.15;
/** What counts of the note before need at least on the same chorales. */
export const NOTE_COUNTS = 1.7;
/** Chorales that are judged: as many as in the experiment. */
export const JUDGED = 24;

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** Why an answer is no [notes][tokens] of finite numbers, or the numbers. */
function readRows(actual: unknown, notes: number): string | Matrix {
  const wanted = `it should be ${notes} lists, one a note, of ${ARPEGGIO_TOKENS} logarithms`;
  if (actual === undefined) return ` returned undefined (is a return missing?); ${wanted}`;
  if (!isList(actual)) return ` returned no list; ${wanted}`;
  if (actual.length === 1 && isList(actual[0]) && isList(actual[0][0])) return ` has a batch axis still; ${wanted}`;
  if (typeof actual[0] === 'number') return ` returned one list of ${actual.length} numbers; ${wanted}`;
  if (actual.length === notes + 1)
    return ` returned ${notes + 1} lists: what follows the last note is not asked; ${wanted}`;
  if (actual.length === notes - 1) return ` returned ${notes - 1} lists: the first note is foretold, too; ${wanted}`;
  if (actual.length !== notes) return ` returned a list of ${actual.length}; ${wanted}`;
  for (let t = 0; t < notes; t++) {
    const row = actual[t];
    if (!isList(row)) return `[${t}] is no list; ${wanted}`;
    if (row.length === ARPEGGIO_TOKENS - 1)
      return `[${t}] has ${row.length} numbers: token 0, PAD, has a place as well; ${wanted}`;
    if (row.length !== ARPEGGIO_TOKENS) return `[${t}] has ${row.length} numbers; ${wanted}`;
    const bad = Array.from(row).findIndex((value) => typeof value !== 'number' || !Number.isFinite(value));
    if (bad >= 0) {
      return `[${t}][${bad}] is ${String(row[bad])}, no finite number; is it the logarithm of 0? Take that of a tiny number`;
    }
  }
  return Array.from(actual) as Matrix;
}

/** Why a row holds no natural logarithms of probabilities; undefined where it does. */
function readSums(rows: Matrix): string | undefined {
  for (const [t, row] of rows.entries()) {
    const all = Array.from(row);
    const total = (of: (value: number) => number) => all.reduce((sum, value) => sum + of(value), 0);
    const isOne = (value: number) => Math.abs(value - 1) < 1e-3;
    if (isOne(total(Math.exp))) continue;
    if (isOne(total((value) => value))) return `[${t}] holds probabilities; their natural logarithms were asked for`;
    if (isOne(total((value) => 2 ** value)))
      return `[${t}] holds logarithms to the base 2; natural ones were asked for`;
    if (isOne(total((value) => Math.exp(-value))))
      return `[${t}] has the wrong sign: a logarithm of a probability is negative`;
    return `[${t}] is no list of logarithms of probabilities: e to the power of them sums to ${total(Math.exp).toPrecision(3)}, not to 1`;
  }
  return undefined;
}

/** Mean of minus what row t says of the token `shift` places on. */
export function natsAhead(rows: Matrix, tokens: readonly number[], shift = 0): number {
  let [sum, count] = [0, 0];
  for (let t = Math.max(0, -shift); t + Math.max(0, shift) < tokens.length; t++) {
    sum -= rows[t][tokens[t + shift]];
    count++;
  }
  return sum / count;
}

const isSame = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).every((value, i) => Math.abs(Math.exp(value) - Math.exp(b[i])) <= 1e-3);

interface Said {
  tokens: number[];
  rows: Matrix;
}

/** Mean over all notes of all chorales. */
function natsOf(said: Said[], shift = 0): number {
  const notes = said.reduce((sum, {tokens}) => sum + tokens.length, 0);
  return said.reduce((sum, {tokens, rows}) => sum + (natsAhead(rows, tokens, shift) * tokens.length) / notes, 0);
}

/** What alone is wrong with rows that foretell badly. */
function whyWeak(said: Said[], nats: number): string {
  const shifts: [number, string][] = [
    [1, 'row t foretells tokens[t + 1]; row t is about tokens[t]: did the network read a 0 before the first note?'],
    [-1, 'row t foretells tokens[t - 1], which is known; row t is about tokens[t]'],
    [4, 'row t foretells the same voice a chord later; row t is about tokens[t]'],
  ];
  const shifted = shifts.find(([shift]) => natsOf(said, shift) <= Math.min(NOTE_LIMIT, nats - 0.5));
  if (shifted) return shifted[1];
  const all = said.flatMap(({rows}) => rows);
  if (all.every((row) => isSame(row, all[0]))) return 'all rows are the same: does it read its tokens?';
  if (all.every((row) => Math.max(...Array.from(row)) > -0.001)) {
    return 'each row is sure of one note; give the probabilities themselves, not the likeliest note';
  }
  if (nats > 0.93 * Math.log(ARPEGGIO_TOKENS)) {
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
  if (isTable) return 'the row depends on the note before only: a network that remembers knows whose turn it is';
  return nats > NOTE_COUNTS
    ? 'counts of one note do better: more passes, or a larger learning rate?'
    : 'it knows more than counts of one note, and not enough: more passes over the chorales?';
}

/** Findings of 10.7 on chorales of some seeds. */
export async function* checkNotes(learner: Learner, seeds: number[], judged = JUDGED): AsyncGenerator<Finding> {
  for (const seed of seeds) {
    const said: Said[] = [];
    let problem: string | undefined;
    for (const tokens of madeTokens(judged, seed)) {
      const rows = readRows(await learner.call('foretell', tokens), tokens.length);
      const wrong = typeof rows === 'string' ? rows : readSums(rows);
      if (wrong !== undefined || typeof rows === 'string') {
        problem = `foretell(${tokens.length} tokens)${wrong}`;
        break;
      }
      said.push({tokens, rows});
    }
    if (problem !== undefined) {
      yield {passed: false, message: problem};
      continue;
    }
    const nats = natsOf(said);
    const heard = `foretell: ${nats.toFixed(3)} nats a note on ${judged} new chorales`;
    const limit = `${NOTE_LIMIT} (counts of one note need ${NOTE_COUNTS})`;
    if (nats > NOTE_LIMIT) {
      yield {passed: false, message: `${heard}, above ${limit}: ${whyWeak(said, nats)}`};
      continue;
    }
    const peeks = await findPeeking(learner, said[0]);
    const long = said.map(({tokens}) => tokens).filter(({length}) => length >= 60);
    const next = async (tokens: number[]) => {
      const rows = (await learner.call('foretell', [...tokens, 1])) as Matrix;
      return rows[tokens.length]; // about the silence behind, which must not count
    };
    if (peeks === undefined && long.length > 1 && (await forgetsFar(next, [long[0], long[1]]))) {
      const message = `foretell(...): notes more than ${KEPT} places back change nothing: that is a table of the last notes, or a network that sees no further; one with a state keeps a trace of all it read`;
      yield {passed: false, message};
    } else if (peeks === undefined) yield {passed: true, message: `${heard}, at most ${limit}`};
    else {
      const message = `foretell(...)[${peeks}] changes when only tokens from ${peeks} on change: the network reads the note that it should foretell`;
      yield {passed: false, message};
    }
  }
}

/** The first row that is another when only its own token and later ones are others. */
async function findPeeking(learner: Learner, {tokens}: Said): Promise<number | undefined> {
  const kept = 30;
  const other = tokens.slice(0, 2 * kept).map((token, t) => (t < kept ? token : token === 20 ? 21 : 20));
  const begin = (await learner.call('foretell', tokens.slice(0, 2 * kept))) as Matrix;
  const changed = (await learner.call('foretell', other)) as Matrix;
  const places = Array.from({length: kept + 1}, (_, t) => t);
  return places.find((t) => !isSame(begin[t], changed[t]));
}
