/** Stand-ins for a trained network of letters: counts of what followed the last characters of the made-up play. */
import {data} from '../../../lib/src';
import {PLAY, playVocabulary} from '../../../lib/src/checks/12/made-play';

/** What `readOn` of exercise 12 reads with. */
export interface Weights {
  kernel: number[][];
  recurrentKernel: number[][];
  bias: number[];
}

/** Counts of one play; `rows` foretells after each id. */
export interface Counts {
  rows: (ids: number[]) => number[][];
}

const made = new Map<number, Counts>();

/** Counts that look back on `context` characters; the shorter context keeps its say, worth one sighting. */
export function countsOfPlay(context: number): Counts {
  const known = made.get(context);
  if (known) return known;
  const vocabulary = playVocabulary();
  const play = vocabulary.encode(Array.from(data.generatePlay(PLAY.characters, {seed: PLAY.seed})));
  const tables = Array.from({length: context + 1}, () => new Map<string, Float64Array>());
  play.forEach((id, t) => {
    for (let k = 0; k <= Math.min(context, t); k++) {
      const key = play.slice(t - k, t).join(' ');
      const row = tables[k].get(key) ?? new Float64Array(vocabulary.size);
      row[id]++;
      tables[k].set(key, row);
    }
  });
  const after = (before: number[]): number[] => {
    let p = Array.from({length: vocabulary.size}, () => 1 / vocabulary.size);
    for (let k = 0; k <= Math.min(context, before.length); k++) {
      const row = tables[k].get(before.slice(before.length - k).join(' '));
      if (!row) break;
      const total = row.reduce((sum, one) => sum + one, 1);
      p = p.map((one, id) => (row[id] + one) / total);
    }
    return p;
  };
  const counts = {rows: (ids: number[]) => ids.map((_, t) => after(ids.slice(Math.max(0, t + 1 - context), t + 1)))};
  made.set(context, counts);
  return counts;
}

/** The same with a trace of all ids so far, as a state keeps one: what came often comes again. */
export function rowsWithTrace(context: number, ids: number[], trace = 0.02): number[][] {
  const seen = new Float64Array(playVocabulary().size);
  return countsOfPlay(context)
    .rows(ids)
    .map((row, t) => {
      seen[ids[t]]++;
      return row.map((p, id) => (1 - trace) * p + (trace * seen[id]) / (t + 1));
    });
}
