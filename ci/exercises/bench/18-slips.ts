/** Wrong answers to exercise 18, its first four parts: one slip each, and what the check must say to it. */
import {composingSlips} from './18-composing-slips';
import {type Slips, type WrongAnswer, wrong} from './bench';
import {bits, first, home, notes, type Plain, search, steps, times, total} from './melody-lists';

type Steps = (notes: Plain[], length: number) => unknown;
type Entropy = (logits: number[], temperature: number) => unknown;
type Find = (logits: number[], bits: number) => unknown;

const rightFind: Find = (logits, wish) => search((theta) => bits(logits, theta), wish);
const entropies = (list: Slips<Entropy>): WrongAnswer[] =>
  list.map(([slip, entropy, says]) => ({slip, answers: {entropy, temperatureFor: rightFind}, says}));
const finds = (list: Slips<Find>): WrongAnswer[] =>
  list.map(([slip, temperatureFor, says]) => ({slip, answers: {entropy: bits, temperatureFor}, says}));
const naive = (logits: number[], theta: number) => {
  const raised = logits.map((one) => Math.exp(one / theta));
  return raised.map((one) => one / total(raised));
};
const stable = (logits: number[], theta: number) =>
  naive(
    logits.map((one) => one - Math.max(...logits)),
    theta,
  );
const sumOf = (p: number[], log = Math.log2) => -total(p.map((one) => (one > 0 ? one * log(one) : 0)));
const inScale = (pitch: number) => [0, 2, 4, 5, 7, 9, 11].includes(pitch);

export const slips: Record<string, WrongAnswer[]> = {
  '18.1': wrong<Steps>('toSteps', [
    ['pitch again at each step', (n, l) => steps(n, l, {hold: (token) => token}), /strike it anew/],
    ['only beginnings', (n, l) => steps(n, l, {hold: () => 2}), /only beginnings/],
    ['hold and silence exchanged', (n, l) => steps(n, l, {hold: () => 2, rest: 1}), /changed places/],
    ['silence is PAD', (n, l) => steps(n, l, {rest: 0}), /0 is PAD/],
    ['silence is held', (n, l) => steps(n, l, {rest: 1}), /nothing sounds that could be held/],
    ['pitches', (n, l) => steps(n, l, {token: (pitch) => pitch}), /these are pitches/],
    ['begins at 0', (n, l) => steps(n, l, {token: (pitch) => pitch - 48}), /48 is token 3/],
    [
      'rounded down',
      (n, l) =>
        steps(n, l, {begin: (a) => Math.floor(2 * a.start), end: (a) => Math.floor(2 * (a.start + a.duration))}),
      /rounded down/,
    ],
    [
      'quarter notes',
      (n, l) => steps(n, l, {begin: (a) => Math.round(a.start), end: (a) => Math.round(a.start + a.duration)}),
      /half a quarter note/,
    ],
    [
      'times a half',
      (n, l) =>
        steps(n, l, {begin: (a) => Math.round(a.start / 2), end: (a) => Math.round((a.start + a.duration) / 2)}),
      /do not multiply/,
    ],
    [
      'length rounded alone',
      (n, l) => steps(n, l, {end: (a) => Math.round(2 * a.start) + Math.round(2 * a.duration)}),
      /rounded by itself/,
    ],
    ['short notes lost', (n, l) => steps(n, l, {least: 0}), /is lost/],
    [
      'the end rounded down',
      (n, l) => steps(n, l, {end: (a) => Math.floor(2 * (a.start + a.duration))}),
      /end is rounded down/,
    ],
    [
      'a step too long',
      (n, l) => steps(n, l, {end: (a) => Math.round(2 * (a.start + a.duration)) + 1}),
      /one HOLD too many/,
    ],
    [
      'cut notes push',
      (n, l) => {
        const list: number[] = [];
        for (const {pitch, start, duration} of n) {
          while (list.length < Math.round(2 * start)) list.push(2);
          list.push(pitch - 45, ...Array.from({length: Math.max(0, Math.round(2 * duration) - 1)}, () => 1));
        }
        while (list.length < l) list.push(2);
        return list.slice(0, l);
      },
      /pushes it back/,
    ],
    [
      'a cut note comes back',
      (n, l) => {
        const list = new Array<number>(l).fill(2);
        for (const {pitch, start, duration} of n) {
          const from = Math.round(2 * start);
          if (from >= l || list[from] > pitch - 45) continue;
          list[from] = pitch - 45;
          list.fill(1, from + 1, Math.max(from + 1, Math.round(2 * (start + duration))));
        }
        return list;
      },
      /goes on after the one that cut it off/,
    ],
    ['all short', (n, l) => steps(n, l, {end: () => 0}), /only beginnings/],
    [
      'the lower one',
      (n, l) => steps(n, l, {best: (g) => g.reduce((a, b) => (b.pitch < a.pitch ? b : a))}),
      /lower is kept/,
    ],
    ['the later one', (n, l) => steps(n, l, {best: (g) => g[g.length - 1]}), /later in the list/],
    ['not cut', (n, l) => steps(n, l + 4), /cut it at|shape/],
    ['one a note', (n) => n.map(({pitch}) => pitch - 45), /one token a note|shape/],
    ['no return', () => undefined, /return missing/],
    [
      'in place',
      (n, l) => {
        n.reverse();
        return steps(n, l);
      },
      /changed|changes/,
    ],
  ]),
  '18.2': wrong<(tokens: number[]) => unknown>('toNotes', [
    ['in steps', (t) => notes(t, {start: (s) => s, duration: (c) => c}), /starts and durations are in steps/],
    ['starts in steps', (t) => notes(t, {start: (s) => s}), /the starts are in steps/],
    ['durations in steps', (t) => notes(t, {duration: (c) => c}), /the durations are in steps/],
    ['holds not counted', (t) => notes(t, {holds: () => false}), /each HOLD behind it/],
    [
      'hold after silence',
      (t) => {
        const all: Plain[] = [];
        t.forEach((token, s) => {
          const last = all.at(-1);
          if (token > 2) all.push({pitch: token + 45, start: s / 2, duration: 0.5});
          else if (token === 1 && last) last.duration += 0.5;
        });
        return all;
      },
      /HOLD after silence/,
    ],
    [
      'repeated pitches merge',
      (t) => {
        const all: Plain[] = [];
        t.forEach((token, s) => {
          const last = all.at(-1);
          const sounds = last !== undefined && last.start + last.duration === s / 2;
          if (last && sounds && (token === 1 || token + 45 === last.pitch)) last.duration += 0.5;
          else if (token > 2) all.push({pitch: token + 45, start: s / 2, duration: 0.5});
        });
        return all;
      },
      /same pitch again/,
    ],
    ['silence sounds', (t) => notes(t, {isNote: (token) => token > 1}), /silence, token 2, became/],
    ['PAD sounds', (t) => notes(t, {isNote: (token) => token === 0 || token > 2}), /PAD, token 0/],
    ['tokens', (t) => notes(t, {pitch: (token) => token}), /tokens, not pitches/],
    ['three too high', (t) => notes(t, {pitch: (token) => token + 48}), /token 3 is pitch 48/],
    ['last missing', (t) => notes(t).slice(0, -1), /last note is missing/],
    [
      'ends, not lengths',
      (t) => notes(t).map((one) => ({...one, duration: one.start + one.duration})),
      /step at which a note ends/,
    ],
    [
      'no gaps',
      (t) => {
        let start = 0;
        return notes(t).map((one) => {
          start += one.duration;
          return {...one, start: start - one.duration};
        });
      },
      /silence between them is lost/,
    ],
    ['holds alone counted', (t) => notes(t, {duration: (count) => (count - 1) / 2}), /a step too short/],
    [
      'PAD passed over',
      (t) => {
        const all: Plain[] = [];
        let sounding: Plain | undefined;
        t.forEach((token, s) => {
          if (token > 2) {
            sounding = {pitch: token + 45, start: s / 2, duration: 0.5};
            all.push(sounding);
          } else if (token === 1 && sounding) sounding.duration += 0.5;
          else if (token === 2) sounding = undefined;
        });
        return all;
      },
      /PAD, token 0, is passed over/,
    ],
    [
      'a hold begins a note',
      (t) => {
        const struck = t.slice();
        t.forEach((token, s) => {
          const isFree = s === 0 || t[s - 1] === 2 || t[s - 1] === 0;
          if (token === 1 && isFree)
            struck[s] =
              t
                .slice(0, s)
                .filter((one) => one > 2)
                .at(-1) ?? 15;
        });
        return notes(struck);
      },
      /began a note; it is silence/,
    ],
    ['no return', () => undefined, /return missing/],
    [
      'a hold without a note',
      (t) => [...(t[0] === 1 ? [{pitch: Number.NaN, start: 0, duration: 0.5}] : []), ...notes(t)],
      /a pitch is NaN/,
    ],
  ]),
  '18.3': wrong<(melody: Plain[]) => unknown>('shiftToC', [
    ['counts notes', (m) => home(first(times(m, {weight: () => 1}))), /notes are counted/],
    [
      'each pitch once',
      (m) => {
        const classes = [...new Set(m.map(({pitch}) => pitch % 12))];
        return home(first(times(classes.map((pitch) => ({pitch, start: 0, duration: 1})))));
      },
      /each pitch counts once/,
    ],
    [
      'all must fit',
      (m) => home(Math.max(0, times(m).indexOf(total(m.map(({duration}) => duration))))),
      /all of them must fit/,
    ],
    ['wrong sign', (m) => -home(first(times(m))), /sign is wrong/],
    ['the key', (m) => first(times(m)), /this is the key/],
    ['always down', (m) => -first(times(m)), /always down/],
    ['always up', (m) => (12 - first(times(m))) % 12, /always up/],
    ['6 goes up', (m) => (first(times(m)) < 6 ? -first(times(m)) : 12 - first(times(m))), /from key 6/],
    ['the last of equals', (m) => home(times(m).lastIndexOf(Math.max(...times(m)))), /last is taken/],
    ['minor', (m) => home(first(times(m, {scale: [0, 2, 3, 5, 7, 8, 10]}))), /natural minor/],
    ['the last note', (m) => home(m[m.length - 1].pitch % 12), /last note is taken/],
    ['the first note', (m) => home(m[0].pitch % 12), /first note is taken/],
    [
      'no octaves',
      (m) => home(first(times(m, {above: (p, k) => (inScale(p - k) ? 0 : 1)}))),
      /an octave higher is the same/,
    ],
    [
      'negative rest',
      (m) => home(first(times(m, {above: (p, k) => ((p % 12) - k < 0 ? 1 : (p % 12) - k)}))),
      /-1 % 12/,
    ],
    ['plus', (m) => home(first(times(m, {above: (p, k) => p + k}))), /pitch \+ key|sign is wrong/],
    ['the least', (m) => home(times(m).indexOf(Math.min(...times(m)))), /least time/],
    ['no return', () => undefined, /return missing/],
  ]),
  '18.4': [
    ...entropies([
      ['nats', (l, theta) => bits(l, theta, {log: Math.log}), /these are nats/],
      ['the sign', (l, theta) => 0 - bits(l, theta), /sign is wrong/],
      ['temperature left out', (l) => bits(l, 1), /left out/],
      ['multiplied', (l, theta) => bits(l, theta, {heat: (one, by) => one * by}), /multiplied by the temperature/],
      ['a mean', (l, theta) => bits(l, theta) / l.length, /mean over the tokens/],
      ['divided after', (l, theta) => bits(l, 1) / theta, /divided by the temperature; the logits/],
      ['unweighed', (l, theta) => total(stable(l, theta).map((p) => -Math.log2(p))), /weighed alike/],
      ['perplexity', (l, theta) => 2 ** bits(l, theta), /perplexity/],
      ['overflow', (l, theta) => sumOf(naive(l, theta)), /is infinite, or 0 for all/],
      ['0 log 0', (l, theta) => -total(stable(l, theta).map((p) => p * Math.log2(p))), /counts as 0/],
      ['surprise of the likeliest', (l, theta) => -Math.log2(Math.max(...stable(l, theta))), /at the likeliest/],
      ['a share', (l, theta) => bits(l, theta) / Math.log2(l.length), /share of the most open/],
      [
        'largest subtracted after the division',
        (l, theta) =>
          sumOf(
            naive(
              l.map((one) => one / theta - Math.max(...l)),
              1,
            ),
          ),
        /is infinite, or 0 for all/,
      ],
      ['no return', () => undefined, /return missing/],
    ]),
    ...finds([
      ['reciprocal', (l, wish) => 1 / search((theta) => bits(l, theta), wish), /reciprocal/],
      ['found in nats', (l, wish) => search((theta) => bits(l, theta, {log: Math.log}), wish), /as many nats/],
      ['the wrong way', (l, wish) => search((theta) => -bits(l, theta), -wish), /ended at the (hot|cold) end/],
      ['few halvings', (l, wish) => search((theta) => bits(l, theta), wish, 9), /halve the interval more often/],
      ['the wish itself', (_l, wish) => wish, /bits that were given/],
      [
        'a coarse grid',
        (l, wish) => {
          const grid = Array.from({length: 1996}, (_, i) => (5 + i) / 100);
          const off = grid.map((theta) => Math.abs(bits(l, theta) - wish));
          return grid[off.indexOf(Math.min(...off))];
        },
        /near, and not near enough/,
      ],
      ['from 1 on', (l, wish) => Math.max(1, Number(rightFind(l, wish))), /did the search end at 1/],
      ['the entropy', (l, wish) => bits(l, wish), /this is an entropy/],
      ['nothing found', () => undefined, /return missing/],
      ['none', () => 0, /a number above 0/],
    ]),
  ],
  ...composingSlips,
};
