import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

/** Tokens that may come: silence and 46 pitches; 0 is PAD and the start. */
const NOTES = 47;
const VOICES = 4;

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: number[]): number => sum(values) / values.length;

/** Chorales to count and to judge, and what is added to each count. */
export interface RivalCase {
  train: number[][];
  test: number[][];
  k: number;
}

interface RivalHabit {
  counted?: (one: RivalCase) => number[][];
  /** Whether the pair from the end of one chorale to the next is counted. */
  joins?: boolean;
  /** Whether the last note of a chorale counts as followed. */
  ends?: boolean;
  /** Whether a 0 stands before the first note. */
  starts?: boolean;
  p?: (pair: number, before: number, single: number, all: number, k: number) => number;
  log?: (p: number) => number;
  pool?: (nats: number[][]) => number;
  reverse?: boolean;
}

const smoothed: Required<RivalHabit>['p'] = (pair, before, _single, _all, k) => (pair + k) / (before + NOTES * k);

/** Nats a note of counted pairs, as somebody with one habit of their own would measure them. */
export function rivalOf(one: RivalCase, habit: RivalHabit = {}): number {
  const {counted = ({train}) => train, joins = false, starts = true, p = smoothed, log = Math.log} = habit;
  const {pool = (nats) => mean(nats.flat()), reverse = false, ends = false} = habit;
  const withStart = (lines: number[][]) => lines.map((line) => (starts ? [0, ...line] : line));
  const lines = withStart(counted(one));
  const texts = joins ? [lines.flat()] : lines;
  const [pairs, before, single] = [new Map<string, number>(), new Map<number, number>(), new Map<number, number>()];
  const add = <K>(map: Map<K, number>, key: K) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const line of texts) {
    for (let t = 1; t < line.length; t++) {
      add(pairs, `${line[t - 1]} ${line[t]}`);
      add(before, line[t - 1]);
      add(single, line[t]);
    }
    if (ends) add(before, line[line.length - 1]);
  }
  const all = sum([...single.values()]);
  const nats = withStart(one.test).map((line) =>
    line.slice(1).map((note, t) => {
      const [a, b] = reverse ? [note, line[t]] : [line[t], note];
      const [pair, came] = [pairs.get(`${a} ${b}`) ?? 0, before.get(a) ?? 0];
      return -log(p(pair, came, single.get(b) ?? 0, all, one.k));
    }),
  );
  return pool(nats);
}

function rivalSlips(one: RivalCase): Slip[] {
  const slip = (message: string, habit: RivalHabit): Slip => ({message, value: rivalOf(one, habit)});
  const right = rivalOf(one);
  const leak = 'the test chorales are counted, too; a rival must not have seen what it is judged by';
  const border =
    'the last note of one chorale and the start or first note of the next are counted as a pair; chorales are apart';
  const first =
    'the first note of each chorale is left out; it is judged, too: its pair begins with the 0 of the start';
  const norm =
    'the probabilities after a note do not sum to 1: k is added to each of the 47 counts, so below the fraction comes 47 k';
  const vocabulary = 'k is shared out over 48 tokens; PAD never comes, so 47 may come';
  return [
    slip(leak, {counted: ({train, test}) => [...train, ...test]}),
    slip(leak, {counted: ({test}) => test}),
    slip(border, {joins: true}),
    slip(border, {joins: true, starts: false}),
    {message: border, value: rivalOf({...one, train: [one.train.flat()], test: [one.test.flat()]})},
    slip('n(a) counts the last note of a chorale as well; nothing follows it, so count only notes that are followed', {
      ends: true,
    }),
    slip(first, {starts: false}),
    slip(norm, {p: (pair, before, _s, _a, k) => (pair + k) / (before + k)}),
    slip(norm, {p: (pair, before, _s, _a, k) => (pair + k) / Math.max(before, 1)}),
    slip('these are no probabilities: the counts are not divided by how often the note before came', {
      p: (pair, _b, _s, _a, k) => pair + k,
    }),
    slip(vocabulary, {p: (pair, before, _s, _a, k) => (pair + k) / (before + 48 * k)}),
    slip('k is shared out over 46 pitches; silence may come as well, that is 47', {
      p: (pair, before, _s, _a, k) => (pair + k) / (before + 46 * k),
    }),
    slip('k is shared out over the tokens that came in training; all 47 may come', {
      p: (pair, before, _s, _a, k) => (pair + k) / (before + new Set(one.train.flat()).size * k),
    }),
    slip('1 is added whatever k is', {p: (pair, before) => (pair + 1) / (before + NOTES)}),
    slip('nothing is added to the count of the pair, only below the fraction', {
      p: (pair, before, _s, _a, k) => (pair === 0 ? k : pair) / (before + NOTES * k),
    }),
    slip('the pair is divided by all pairs; divide by how often the note before came', {
      p: (pair, _b, _s, all, k) => (pair + k) / (all + NOTES * k),
    }),
    slip('the pair is divided by all pairs; divide by how often the note before came', {
      p: (pair, _b, _s, all, k) => (pair + k) / (all + NOTES * NOTES * k),
    }),
    slip('the pair is divided by how often the next note came, so it is read backwards; divide by the note before', {
      p: (pair, _b, single, _a, k) => (pair + k) / (single + NOTES * k),
    }),
    slip('the note before is not looked at: these are frequencies of single notes', {
      p: (_p, _b, single, all, k) => (single + k) / (all + NOTES * k),
    }),
    slip('the table is read backwards: its row is the note before, its column the note after', {reverse: true}),
    {message: 'these are bits; nats take the natural logarithm, Math.log', value: right / Math.LN2},
    {message: 'the logarithm has the base 10; nats take the natural one, Math.log', value: right / Math.LN10},
    {message: 'the sign is wrong: a logarithm of a probability is negative', value: -right},
    {message: 'this is the perplexity, e to the power of the nats', value: Math.exp(right)},
    slip('this is the sum; divide by the number of notes', {pool: (nats) => sum(nats.flat())}),
    slip('this is a mean of means: a short chorale counts as much as a long one; take all notes together', {
      pool: (nats) => mean(nats.map(mean)),
    }),
    slip('this is a sum for each chorale; divide by the number of notes', {pool: (nats) => mean(nats.map(sum))}),
    slip('this is a logarithm of a mean; the mean of logarithms was asked for', {
      pool: (nats) => -Math.log(mean(nats.flat().map((one) => Math.exp(-one)))),
    }),
    {
      message: 'the training chorales are judged; the test chorales were asked for',
      value: rivalOf({...one, test: one.train}),
    },
  ];
}

/** Findings of 10.4 over some chorales. */
export async function* checkRival(learner: Learner, cases: RivalCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const path = `rivalNats(${one.train.length} chorales, ${one.test.length} to judge, ${one.k})`;
    const actual = await learner.call('rivalNats', one.train, one.test, one.k);
    if (actual === Number.POSITIVE_INFINITY || Number.isNaN(actual) || actual === null) {
      const message = `${path} is ${actual}: a pair that was never counted has probability 0 (or 0 / 0); k sees to it that none has`;
      yield {passed: false, message};
      continue;
    }
    yield compare({path, actual, expected: rivalOf(one), tolerance: 1e-6, slips: rivalSlips(one)});
  }
}

/** Chorales of few different notes; one note comes in the test alone. */
export function drawRival({integer}: Random, sizes: number[], tests: number[], k: number): RivalCase {
  const line = (chords: number) =>
    Array.from({length: VOICES * chords}, () => integer(0, 3) * integer(0, 4) + integer(1, 4));
  return {train: sizes.map(line), test: tests.map((chords) => [...line(chords), 47]), k};
}

/** What a network said of chorales of different lengths, and what came. */
export interface VoicesCase {
  /** [chorales][notes][tokens] */
  probabilities: number[][][];
  /** [chorales][notes]; 0 is padding. */
  targets: number[][];
}

interface VoicesHabit {
  log?: (p: number) => number;
  take?: (row: number[], target: number) => number;
  counted?: (target: number) => boolean;
  voice?: (t: number, length: number) => number;
  pool?: (nats: number[][]) => number;
}

/** Nats a note by voice, as somebody with one habit of their own would measure them. */
export function voicesOf({probabilities, targets}: VoicesCase, habit: VoicesHabit = {}): number[] {
  const {log = Math.log, take = (row, target) => row[target], counted = (target) => target !== 0} = habit;
  const {voice = (t) => t % VOICES, pool = (nats) => mean(nats.flat())} = habit;
  return Array.from({length: VOICES}, (_, v) =>
    pool(
      targets.map((row, b) =>
        row.flatMap((target, t) =>
          voice(t, row.length) === v && counted(target) ? [-log(take(probabilities[b][t], target))] : [],
        ),
      ),
    ),
  );
}

function voicesSlips(one: VoicesCase): Slip[] {
  const slip = (message: string, habit: VoicesHabit): Slip => ({message, value: voicesOf(one, habit)});
  const right = voicesOf(one);
  const padded =
    'padding is counted: where the target is 0, there is nothing to foretell; leave it out of the sum and of the number';
  const rows = (row: number[]) => row.length / VOICES;
  return [
    slip(padded, {counted: () => true}),
    {
      message: 'the sum leaves padding out, but the number that it is divided by does not',
      value: voicesOf(one, {pool: (nats) => sum(nats.flat())}).map((total) => total / sum(one.targets.map(rows))),
    },
    slip('silence is left out as well: 1 is a note like others, only 0 is padding', {counted: (target) => target > 1}),
    slip('these are bits; nats take the natural logarithm, Math.log', {log: Math.log2}),
    slip('the logarithm has the base 10; nats take the natural one, Math.log', {log: Math.log10}),
    slip('the sign is wrong: a logarithm of a probability is negative', {log: (p) => -Math.log(p)}),
    slip('these are mean probabilities; take the logarithm of each', {log: (p) => -p}),
    slip('this is a logarithm of a mean; the mean of logarithms was asked for', {
      log: (p) => -p,
      pool: (nats) => -Math.log(mean(nats.flat())),
    }),
    slip('these are sums; divide by the number of notes of the voice', {pool: (nats) => sum(nats.flat())}),
    slip('this is a mean of means: a short chorale counts as much as a long one; take all notes of a voice together', {
      pool: (nats) => mean(nats.filter(({length}) => length > 0).map(mean)),
    }),
    slip('the line is cut into four stretches; the voices take turns, note after note', {
      voice: (t, length) => Math.floor(t / (length / VOICES)),
    }),
    slip('the voices run from bass to soprano; the soprano comes first', {voice: (t) => VOICES - 1 - (t % VOICES)}),
    slip('every voice is moved by one: note 0 is the soprano', {voice: (t) => (t + 1) % VOICES}),
    slip('every voice is moved by one: note 0 is the soprano', {voice: (t) => (t + 3) % VOICES}),
    slip('the likeliest note is judged, not the one that came', {take: (row) => Math.max(...row)}),
    slip('the probability of the token before is taken; tokens count from 0', {take: (row, target) => row[target - 1]}),
    slip('these are perplexities, e to the power of the nats', {pool: (nats) => Math.exp(mean(nats.flat()))}),
    slip('the nats are divided by all notes; divide by those of the voice', {
      pool: (nats) => sum(nats.flat()) / one.targets.flat().filter((target) => target !== 0).length,
    }),
    {message: 'this is one number for all voices; four were asked for, soprano first', value: mean(right)},
    {
      message: 'this is one number for all voices; four were asked for, soprano first',
      value: mean(voicesOf(one, {voice: () => 0}).slice(0, 1)),
    },
  ];
}

/** Findings of 10.5 over some chorales. */
export async function* checkVoices(learner: Learner, cases: VoicesCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const path = `natsByVoice(${one.targets.length} lines of ${one.targets[0].length} tokens)`;
    const actual = await learner.call('natsByVoice', one.probabilities, one.targets);
    const bad = Array.isArray(actual) && actual.some((value) => value === null || !Number.isFinite(value));
    if (bad && (actual as unknown[]).every((value) => value === null || typeof value === 'number')) {
      const message = `${path} is ${String(actual)}: all probabilities are above 0 here; does an index run past the end of a list, or is a number divided by 0?`;
      yield {passed: false, message};
      continue;
    }
    yield compare({path, actual, expected: voicesOf(one), tolerance: 1e-6, slips: voicesSlips(one)});
  }
}

/** Chorales of so many chords, padded behind to the longest and by `more` chords. */
export function drawVoices({uniform, integer}: Random, chords: number[], tokens: number, more = 0): VoicesCase {
  const notes = VOICES * (Math.max(...chords) + more);
  const row = () => {
    const weights = Array.from({length: tokens}, () => uniform(0.2, 3) ** 2);
    return weights.map((weight) => weight / sum(weights));
  };
  // Each voice is silent once, in the first chorale.
  const note = (b: number, t: number) => (b === 0 && t < VOICES ? 1 : integer(1, tokens));
  return {
    probabilities: chords.map(() => Array.from({length: notes}, row)),
    targets: chords.map((length, b) => Array.from({length: notes}, (_, t) => (t < VOICES * length ? note(b, t) : 0))),
  };
}
