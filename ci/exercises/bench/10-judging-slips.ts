/** Wrong answers to exercise 10, its last four parts: one slip each, and what the check must say to it. */
import {data, models} from '../../../lib/src';
import {type WrongAnswer, wrong} from './bench';
import {byVoice, count, logsOfCounts, mean, pairsOf, type Rows, rival, sung, total} from './chorale-lists';

type Rival = (train: Rows, test: Rows, k: number) => unknown;
type Voices = (probabilities: number[][][], targets: Rows) => unknown;
type Faults = (chords: Rows, ranges: Rows) => unknown;

const withoutFirst = (lines: Rows) => pairsOf(lines).filter(([a]) => a !== 0);
const joined = (lines: Rows) => {
  const all = lines.flatMap((line) => [0, ...line]);
  return all.slice(1).map((note, t): [number, number] => [all[t], note]);
};
const backwards = (lines: Rows) => pairsOf(lines).map(([a, b]): [number, number] => [b, a]);

/** What a right network says, wrong in one thing. */
const saying =
  (change: (rows: Rows, tokens: number[]) => unknown, context = 5) =>
  (tokens: number[]) =>
    change(logsOfCounts(tokens, context), tokens);

let told: models.VoiceCounts | undefined;
/** Counts of five notes that know whose turn it is. */
const toldTheVoice = (tokens: number[]) => {
  told ??= models.countVoices(data.generateChorales(120, {seed: 42}).map((one) => one.filter((_, t) => t % 4 === 0)));
  const counts = told;
  return tokens.map((_, t) => Array.from(counts.step(tokens.slice(0, t)), (log) => Math.max(log, -80)));
};

/** Shares of five notes, diluted with something that knows less. */
const mixed =
  (share: number, dull: (row: number[], b: number) => number) =>
  (tokens: number[]): Rows => {
    const one = logsOfCounts(tokens, 1);
    const blend = (log: number, t: number, b: number) =>
      share * Math.exp(log) + (1 - share) * Math.exp(dull(one[t], b));
    return logsOfCounts(tokens, 5).map((row, t) => row.map((log, b) => Math.log(blend(log, t, b))));
  };

export const judgingSlips: Record<string, WrongAnswer[]> = {
  '10.4': wrong<Rival>('rivalNats', [
    ['test counted in', (train, test, k) => rival([...train, ...test], test, {k}), /test chorales are counted/],
    ['test alone counted', (_train, test, k) => rival(test, test, {k}), /test chorales are counted/],
    [
      'not normalised',
      (train, test, k) => rival(train, test, {k, p: (pair, before, _n, one) => (pair + one) / (before + one)}),
      /do not sum to 1/,
    ],
    [
      '48 tokens',
      (train, test, k) => rival(train, test, {k, p: (pair, before, _n, one) => (pair + one) / (before + 48 * one)}),
      /PAD never comes/,
    ],
    ['k is 1', (train, test) => rival(train, test), /whatever k is/],
    ['bits', (train, test, k) => rival(train, test, {k, log: Math.log2}), /these are bits/],
    ['base 10', (train, test, k) => rival(train, test, {k, log: Math.log10}), /base 10/],
    ['sign', (train, test, k) => -rival(train, test, {k}), /sign is wrong/],
    [
      'first note left out',
      (train, test, k) => rival(train, test, {k, pairs: withoutFirst}),
      /first note of each chorale is left out/,
    ],
    [
      'chorales joined',
      (train, test, k) => {
        const pairs = (lines: Rows) => (lines === train ? joined(lines) : pairsOf(lines));
        return rival(train, test, {k, pairs});
      },
      /chorales are apart/,
    ],
    ['all in one line', (train, test, k) => rival([train.flat()], [test.flat()], {k}), /chorales are apart/],
    [
      'ends counted as followed',
      (train, test, k) => {
        const last = (note: number) => train.filter((one) => one[one.length - 1] === note).length;
        const chances = (test.flatMap((one) => one.map((note, t) => [t > 0 ? one[t - 1] : 0, note])) as Rows).map(
          ([a, b]) => {
            const after = pairsOf(train).filter(([first]) => first === a);
            return (after.filter(([, next]) => next === b).length + k) / (after.length + last(a) + 47 * k);
          },
        );
        return mean(chances.map((p) => -Math.log(p)));
      },
      /nothing follows it/,
    ],
    [
      'tokens that were seen',
      (train, test, k) => {
        const seen = new Set(train.flat()).size;
        return rival(train, test, {k, p: (pair, before, _n, one) => (pair + one) / (before + seen * one)});
      },
      /all 47 may come/,
    ],
    ['backwards', (train, test, k) => rival(train, test, {k, pairs: backwards}), /read backwards/],
    [
      'single notes',
      (train, test, k) =>
        rival(train, test, {k, p: (_p, _b, note, one) => (note + one) / (train.flat().length + 47 * one)}),
      /not looked at/,
    ],
    ['sum', (train, test, k) => rival(train, test, {k, pool: (nats) => total(nats.flat())}), /this is the sum/],
    [
      'mean of means',
      (train, test, k) => rival(train, test, {k, pool: (nats) => mean(nats.map(mean))}),
      /mean of means/,
    ],
    ['no smoothing', (train, test) => rival(train, test, {k: 0}), /probability 0/],
    ['perplexity', (train, test, k) => Math.exp(rival(train, test, {k})), /perplexity/],
  ]),
  '10.5': wrong<Voices>('natsByVoice', [
    ['padding counted', (p, y) => byVoice(p, y, {counted: () => true}), /padding is counted/],
    [
      'padding in the number',
      (p, y) => byVoice(p, y, {pool: (nats) => total(nats.flat()) / (total(y.map(({length}) => length)) / 4)}),
      /the number that it is divided by/,
    ],
    ['silence left out', (p, y) => byVoice(p, y, {counted: (target) => target > 1}), /silence is left out/],
    ['bits', (p, y) => byVoice(p, y, {cost: (row, target) => -Math.log2(row[target])}), /these are bits/],
    ['sign', (p, y) => byVoice(p, y).map((one) => -one), /sign is wrong/],
    ['sums', (p, y) => byVoice(p, y, {pool: (nats) => total(nats.flat())}), /these are sums/],
    ['mean of means', (p, y) => byVoice(p, y, {pool: (nats) => mean(nats.map(mean))}), /mean of means/],
    ['four stretches', (p, y) => byVoice(p, y, {voice: (t, length) => Math.floor((4 * t) / length)}), /four stretches/],
    ['bass first', (p, y) => byVoice(p, y).reverse(), /bass to soprano/],
    ['moved by one', (p, y) => byVoice(p, y, {voice: (t) => (t + 1) % 4}), /moved by one/],
    ['likeliest', (p, y) => byVoice(p, y, {cost: (row) => -Math.log(Math.max(...row))}), /likeliest note is judged/],
    ['token before', (p, y) => byVoice(p, y, {cost: (row, target) => -Math.log(row[target - 1])}), /token before/],
    [
      'log of a mean',
      (p, y) => byVoice(p, y, {cost: (row, target) => row[target]}).map((one) => -Math.log(one)),
      /logarithm of a mean/,
    ],
    [
      'divided by all',
      (p, y) => byVoice(p, y, {pool: (nats) => total(nats.flat()) / y.flat().filter(Boolean).length}),
      /divide by those of the voice/,
    ],
    ['one number', (p, y) => mean(byVoice(p, y)), /four were asked for/],
    [
      'past the end',
      (p, y) => byVoice(p, y, {cost: (row, target) => -Math.log(row[target + row.length])}),
      /past the end/,
    ],
  ]),
  '10.6': wrong<Faults>('faults', [
    [
      'silence below all',
      (c, r) => count(c, r, {crossed: (chord) => chord.some((pitch, v) => v > 0 && pitch > chord[v - 1])}),
      /taken for pitch 0/,
    ],
    [
      'neighbours only',
      (c, r) =>
        count(c, r, {crossed: (chord) => chord.some((pitch, v) => v > 0 && chord[v - 1] > 0 && pitch > chord[v - 1])}),
      /side by side/,
    ],
    [
      'unison crosses',
      (c, r) => count(c, r, {crossed: (chord) => sung(chord).some((pitch, i, all) => i > 0 && pitch >= all[i - 1])}),
      /one pitch do not cross/,
    ],
    [
      'the chord before',
      (c, r) => {
        const crossing = c.filter((chord, t) => t > 0 && chord.some((p, v) => v > 0 && p > 0 && p > c[t - 1][v - 1]));
        return {...count(c, r), crossing: crossing.length};
      },
      /compared with the chord before/,
    ],
    [
      'pairs counted',
      (c, r) =>
        count(c, r, {crossed: (chord) => sung(chord).filter((pitch, i, all) => i > 0 && pitch > all[i - 1]).length}),
      /pairs of voices/,
    ],
    [
      'turned about',
      (c, r) => count(c, r, {crossed: (chord) => sung(chord).some((pitch, i, all) => i > 0 && pitch < all[i - 1])}),
      /chord\[0\] is the highest/,
    ],
    [
      'silence outside',
      (c, r) => count(c, r, {outside: (pitch, low, high) => pitch < low || pitch > high}),
      /silence counts as a note outside/,
    ],
    [
      'borders outside',
      (c, r) => count(c, r, {outside: (pitch, low, high) => pitch > 0 && (pitch <= low || pitch >= high)}),
      /borders of a range belong/,
    ],
    [
      'lower border only',
      (c, r) => count(c, r, {outside: (pitch, low) => pitch > 0 && pitch < low}),
      /only the lower border/,
    ],
    ['one range', (c, r) => count(c, r, {voice: () => 0}), /one range serves/],
    ['ranges upside down', (c, r) => count(c, r, {voice: (v) => 3 - v}), /ranges\[0\] is the soprano/],
    [
      'inside counted',
      (c, r) => count(c, r, {outside: (pitch, low, high) => pitch >= low && pitch <= high}),
      /notes inside are counted/,
    ],
    [
      'comes back later',
      (c, r) => count(c, r, {repeated: (chord, t) => c.slice(0, t).some((one) => one.join() === chord.join())}),
      /comes back later/,
    ],
    [
      'soprano compared',
      (c, r) => count(c, r, {repeated: (chord, t) => t > 0 && chord[0] === c[t - 1][0]}),
      /only one voice is compared/,
    ],
    [
      'sorted first',
      (c, r) =>
        count(c, r, {repeated: (chord, t) => t > 0 && [...chord].sort().join() === [...c[t - 1]].sort().join()}),
      /sorted before they are compared/,
    ],
    ['compared with ===', (c, r) => count(c, r, {repeated: (chord, t) => chord === c[t - 1]}), /===/],
    ['shares', (c, r) => ({...count(c, r), repeated: count(c, r).repeated / c.length}), /is a share/],
  ]),
  '10.7': wrong<(tokens: number[]) => unknown>('foretell', [
    ['probabilities', saying((rows) => rows.map((row) => row.map(Math.exp))), /holds probabilities/],
    ['bits', saying((rows) => rows.map((row) => row.map((log) => log / Math.LN2))), /base 2/],
    ['sign', saying((rows) => rows.map((row) => row.map((log) => -log))), /wrong sign/],
    [
      'logits',
      saying((rows) => rows.map((row) => row.map((log) => log + 3))),
      /no list of logarithms of probabilities/,
    ],
    [
      'logarithm of 0',
      saying((rows) => rows.map((row) => [Number.NEGATIVE_INFINITY, ...row.slice(1)])),
      /no finite number/,
    ],
    ['PAD left out', saying((rows) => rows.map((row) => row.slice(1))), /PAD, has a place/],
    ['one step late', (tokens) => logsOfCounts([...tokens, 20], 5).slice(1), /row t foretells tokens\[t \+ 1\]/],
    [
      'reads the answer',
      saying((rows, tokens) =>
        rows.map((row, t) => row.map((_, b) => Math.log(b === tokens[t] ? 0.9 : 0.1 / (row.length - 1)))),
      ),
      /changes when only tokens/,
    ],
    ['counts of five notes', (tokens) => logsOfCounts(tokens, 5), /more than 16 places back change nothing/],
    ['counts of three, asynchronously', async (tokens) => logsOfCounts(tokens, 3), /table of the last notes/],
    ['counts that are told the voice', (tokens) => toldTheVoice(tokens), /table of the last notes/],
    ['bigram', saying((rows) => rows, 1), /note before only/],
    [
      'blind',
      (tokens) =>
        tokens.map((_, t) => Array.from({length: 48}, (_n, b) => (b === t % 5 ? Math.log(2 / 49) : Math.log(1 / 49)))),
      /blind guess/,
    ],
    [
      'all rows the same',
      (tokens) => tokens.map(() => Array.from({length: 48}, () => Math.log(1 / 48))),
      /all rows are the same/,
    ],
    [
      'likeliest note',
      saying((rows) =>
        rows.map((row) => row.map((log) => (log === Math.max(...row) ? Math.log(1 - 47e-9) : Math.log(1e-9)))),
      ),
      /sure of one note/,
    ],
    ['first note missing', saying((rows) => rows.slice(1)), /first note is foretold, too/],
    ['batch axis', saying((rows) => [rows]), /batch axis/],
    ['hardly trained', mixed(0.3, () => Math.log(1 / 48)), /counts of one note do better/],
    ['trained too little', mixed(0.1, (row, b) => row[b]), /more passes over the chorales/],
  ]),
};
