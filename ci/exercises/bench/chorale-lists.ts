/** What right and wrong answers to exercise 10 are made of, written apart from the checks. */
import {data, models} from '../../../lib/src';
import {MADE, madeTokens} from '../../../lib/src/checks/10/made-chorales';

export type Rows = number[][];

const kept = new Map<number, models.Ngrams>();

/** A stand-in for a trained network: logarithms by counts of the last few notes of the training chorales. */
export function logsOfCounts(tokens: number[], context = 5): Rows {
  const alphabet = Array.from({length: data.ARPEGGIO_TOKENS - 1}, (_, i) => `${i + 1}`);
  const train = () => madeTokens(MADE.chorales, MADE.seed).map((line) => line.map(String));
  const counts = kept.get(context) ?? models.countNgrams(train(), {context, prior: 10, alphabet});
  kept.set(context, counts);
  return tokens.map((_, t) => {
    const before = tokens.slice(Math.max(0, t - context), t).map(String);
    return [-80, ...Array.from(counts.distribution(before, before.length, alphabet), Math.log)];
  });
}

/** The same with a trace of all notes so far, as a state keeps one: what came often comes again. */
export function logsWithTrace(tokens: number[], context = 5, trace = 0.03): Rows {
  const seen = new Float64Array(data.ARPEGGIO_TOKENS);
  return logsOfCounts(tokens, context).map((row, t) => {
    if (t > 0) seen[tokens[t - 1]]++;
    return row.map((log, token) => Math.log((1 - trace) * Math.exp(log) + trace * (t > 0 ? seen[token] / t : 1 / 48)));
  });
}

/** Pairs of neighbours of [0, ...line], for each line. */
export const pairsOf = (lines: Rows): [number, number][] =>
  lines.flatMap((line) => line.map((note, t): [number, number] => [t === 0 ? 0 : line[t - 1], note]));

export const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);
export const mean = (values: number[]): number => total(values) / values.length;

/** Right nats of a rival but for what the options change. */
export function rival(
  train: Rows,
  test: Rows,
  {
    pairs = pairsOf,
    p = (pair: number, before: number, _note: number, k: number) => (pair + k) / (before + 47 * k),
    k = 1,
    log = Math.log,
    pool = (nats: Rows) => mean(nats.flat()),
  } = {},
): number {
  const counted = pairs(train);
  const nats = test.map((line) =>
    pairs([line]).map(([a, b]) => {
      const after = counted.filter(([first]) => first === a);
      const notes = counted.filter(([, second]) => second === b);
      return -log(p(after.filter(([, second]) => second === b).length, after.length, notes.length, k));
    }),
  );
  return pool(nats);
}

/** Right nats by voice but for what the options change. */
export function byVoice(
  probabilities: number[][][],
  targets: Rows,
  {
    cost = (row: number[], target: number) => -Math.log(row[target]),
    counted = (target: number) => target !== 0,
    voice = (t: number, _length: number) => t % 4,
    pool = (nats: Rows) => mean(nats.flat()),
  } = {},
): number[] {
  return [0, 1, 2, 3].map((v) =>
    pool(
      targets.map((line, b) =>
        line.flatMap((target, t) =>
          voice(t, line.length) === v && counted(target) ? [cost(probabilities[b][t], target)] : [],
        ),
      ),
    ),
  );
}

export const same = (a: number[], b: number[]): boolean => a.join() === b.join();
export const sung = (chord: number[]): number[] => chord.filter((pitch) => pitch > 0);

/** Right counts of faults but for what the options change. */
export function count(
  chords: Rows,
  ranges: Rows,
  {
    crossed = (chord: number[]): boolean | number => sung(chord).some((pitch, i, all) => i > 0 && pitch > all[i - 1]),
    outside = (pitch: number, low: number, high: number) => pitch > 0 && (pitch < low || pitch > high),
    voice = (v: number) => v,
    repeated = (chord: number[], t: number): boolean => t > 0 && same(chord, chords[t - 1]),
  } = {},
): {crossing: number; outside: number; repeated: number} {
  return {
    crossing: total(chords.map((chord) => Number(crossed(chord)))),
    outside: chords.flatMap((chord) =>
      chord.filter((pitch, v) => outside(pitch, ranges[voice(v)][0], ranges[voice(v)][1])),
    ).length,
    repeated: chords.filter(repeated).length,
  };
}
