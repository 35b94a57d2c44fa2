/** Building blocks of answers to exercise 17: a beam search with switches, and a translator that needs no training. */
import {inEnglish, inLanguage, type Meaning, type NounPhrase, WORDS} from '../../../lib/src/data/tasks/grammars';

/** A decoder written down. */
export interface Steps {
  logs: number[][];
  next: number[][];
}

interface Path {
  y: number[];
  p: number;
  s: number;
}

/** Where a search may go wrong; what is left out is right. */
export interface Switches {
  first?: Path;
  plus?: (p: number, log: number) => number;
  after?: (table: Steps, path: Path, token: number) => number;
  /** Which of the sorted continuations stay in hand. */
  keep?: (sorted: Path[], width: number, end: number, penalty: number) => Path[];
  isOver?: (path: Path, end: number) => boolean;
  rank?: (path: Path, penalty: number, end: number) => number;
  pool?: (over: Path[], open: Path[]) => Path[];
  finish?: (y: number[], end: number) => number[];
  stop?: (over: Path[]) => boolean;
}

export const lasts = ({y}: Path, end: number): boolean => y[y.length - 1] === end;

/** Beam search, step by step. */
export function search(table: Steps, end: number, width: number, most: number, penalty: number, o: Switches = {}) {
  const {plus = (p, log) => p + log, after = ({next}, {s}, token) => next[s][token]} = o;
  const {keep = (sorted, k) => sorted.slice(0, k), isOver = lasts, stop = () => false} = o;
  const {rank = ({p, y}, power) => p / y.length ** power, pool = (over, open) => over.concat(open)} = o;
  const {finish = (y, mark) => y.filter((token) => token !== mark)} = o;
  let open: Path[] = [o.first ?? {y: [], p: 0, s: 0}];
  const over: Path[] = [];
  for (let t = 0; t < most && open.length > 0 && !stop(over); t++) {
    const grown: Path[] = [];
    for (const path of open) {
      for (const [token, log] of table.logs[path.s].entries()) {
        grown.push({y: path.y.concat(token), p: plus(path.p, log), s: after(table, path, token)});
      }
    }
    grown.sort((a, b) => b.p - a.p);
    const kept = keep(grown, width, end, penalty);
    over.push(...kept.filter((path) => isOver(path, end)));
    open = kept.filter((path) => !isOver(path, end));
  }
  const all = pool(over, open);
  const value = (path: Path) => rank(path, penalty, end);
  return finish(all.reduce((a, b) => (value(b) > value(a) ? b : a)).y, end);
}

/** Greedy writing with switches. */
export function follow(
  {logs, next}: Steps,
  end: number,
  most: number,
  o: {pick?: (row: number[]) => number; go?: (s: number, y: number) => number} = {},
): number[] {
  const {pick = (row) => row.indexOf(Math.max(...row)), go = (s, y) => next[s][y]} = o;
  const said: number[] = [];
  for (let s = 0; said.length < most; ) {
    const y = pick(logs[s]);
    if (y === end) break;
    said.push(y);
    s = go(s, y);
  }
  return said;
}

const phrases: NounPhrase[] = [true, false].flatMap((isDefinite) =>
  Array.from({length: WORDS.nouns}, (_, noun) =>
    [undefined, ...Array(WORDS.adjectives).keys()].map((adjective) => ({isDefinite, noun, adjective})),
  ).flat(),
);
const plain: Meaning = {subject: phrases[0], object: phrases[0], verb: 0, isNegated: false};
const nameOf = (one: NounPhrase) => inEnglish({...plain, subject: one}).split(' sees ')[0];
const known = new Map(phrases.map((one) => [nameOf(one), one]));
const acts = new Map(
  Array.from({length: WORDS.verbs}, (_, verb) =>
    [true, false].map((isNegated) => {
      const text = inEnglish({...plain, verb, isNegated})
        .replace('.', '')
        .split(nameOf(plain.subject));
      return [text[1].trim(), {verb, isNegated}] as const;
    }),
  ).flat(),
);

/** German by the rules of the grammar: what a perfect network would write. */
export function byGrammar(words: string[]): string[] {
  const text = words.slice(0, -1).join(' ');
  for (const [act, {verb, isNegated}] of acts) {
    const [subject, object] = text.split(` ${act} `).map((one) => known.get(one));
    if (subject && object) {
      const said = inLanguage('deu', {subject, object, verb, isNegated});
      return [...said.slice(0, -1).toLowerCase().split(' '), '.'];
    }
  }
  throw new RangeError(`no sentence of the grammar: ${words.join(' ')}`);
}

export type Rows = number[][];

/** Rows of one width, filled up behind. */
export const pad = (rows: Rows, filler = 0, more = 0): Rows => {
  const width = Math.max(...rows.map(({length}) => length)) + more;
  return rows.map((row) => [...row, ...Array<number>(width - row.length).fill(filler)]);
};
/** START before each row. */
export const front = (rows: Rows, start: number): Rows => rows.map((row) => [start, ...row]);
/** END behind each row. */
export const back = (rows: Rows, end: number): Rows => rows.map((row) => [...row, end]);
/** Padded in front, as it should not be. */
export const left = (rows: Rows): Rows => pad(rows.map((row) => [...row].reverse())).map((row) => row.reverse());

/** What stands before END. */
export const cutAt = (row: number[], end: number): number[] => row.slice(0, [...row, end].indexOf(end));
/** Whether two rows are the same. */
export const same = (a: number[], b: number[]): boolean => a.join() === b.join();
