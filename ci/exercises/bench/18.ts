/** Right answers to exercise 18 in several styles, beside the slips of 18-slips.ts. */
import {data, decoding, tf} from '../../../lib/src';
import {slips} from './18-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import {
  afterPlace,
  bits,
  composeByCounts,
  first,
  home,
  notes,
  type Plain,
  pick,
  type Rows,
  rowsOfPlace,
  search,
  steps,
  times,
  total,
  walk,
} from './melody-lists';

const toSteps = styles<(notes: Plain[], length: number) => unknown>('toSteps', {
  'each step asks what sounds': (all, length) => steps(all, length),
  'the library': (all, length) => data.toMelody(all, {length}),
  'overwrites from early to late': (all, length) => {
    const tokens = new Array<number>(length).fill(2);
    for (const {pitch, start, duration} of all) {
      const from = Math.round(start / 0.5);
      const to = Math.max(from + 1, Math.round((start + duration) / 0.5));
      if (from >= length || (tokens[from] > 2 && tokens[from] > pitch - 45)) continue;
      tokens[from] = pitch - 45;
      for (let t = from + 1; t < length; t++) tokens[t] = t < to ? 1 : 2;
    }
    return tokens;
  },
  'highest first, then cut at the next': (all, length) => {
    const grid = all.map(({pitch, start, duration}) => {
      const from = Math.round(2 * start);
      return {pitch, from, to: Math.max(Math.round(2 * start + 2 * duration), from + 1)};
    });
    const kept = grid
      .filter((one) => !grid.some((other) => other.from === one.from && other.pitch > one.pitch))
      .sort((a, b) => a.from - b.from);
    const tokens: number[] = [];
    kept.forEach(({pitch, from, to}, i) => {
      while (tokens.length < from) tokens.push(2);
      tokens.push(pitch - 45);
      const end = Math.min(to, kept[i + 1]?.from ?? to);
      while (tokens.length < end) tokens.push(1);
    });
    while (tokens.length < length) tokens.push(2);
    return tokens.slice(0, length);
  },
});

const toNotes = styles<(tokens: number[]) => unknown>('toNotes', {
  'looks ahead': (tokens) => notes(tokens),
  'the library': (tokens) => data.fromMelody(tokens),
  'a note that sounds': (tokens) => {
    const all: Plain[] = [];
    let sounding: Plain | undefined;
    for (const [t, token] of tokens.entries()) {
      if (token > 2) {
        sounding = {pitch: token + 45, start: t * 0.5, duration: 0.5};
        all.push(sounding);
      } else if (token === 1) {
        if (sounding) sounding.duration += 0.5;
      } else sounding = undefined;
    }
    return all;
  },
  'letters and a regular expression': (tokens) => {
    const text = tokens.map((token) => (token > 2 ? 'n' : token === 1 ? 'h' : '.')).join('');
    return [...text.matchAll(/nh*/g)].map((found) => {
      const t = found.index ?? 0;
      return {duration: found[0].length / 2, pitch: tokens[t] + 45, start: t / 2};
    });
  },
});

const shiftToC = styles<(melody: Plain[]) => unknown>('shiftToC', {
  'times in twelve scales': (melody) => home(first(times(melody))),
  'time of twelve pitch classes first': (melody) => {
    const classes = new Array<number>(12).fill(0);
    for (const {pitch, duration} of melody) classes[pitch % 12] += duration;
    let [key, most] = [0, -1];
    for (let k = 0; k < 12; k++) {
      const time = total([0, 2, 4, 5, 7, 9, 11].map((step) => classes[(k + step) % 12]));
      if (time > most) [key, most] = [k, time];
    }
    return key > 6 ? 12 - key : -key;
  },
  'a mask of twelve flags': (melody) => {
    const mask = [...'101011010101'].map(Number);
    const time = (k: number) => total(melody.map((one) => mask[(one.pitch + 12 - k) % 12] * one.duration));
    const best = Array.from({length: 12}, (_, k) => k).reduce((a, b) => (time(b) > time(a) ? b : a));
    return ((5 + 12 - best) % 12) - 5 === 6 ? -6 : ((5 + 12 - best) % 12) - 5;
  },
});

type Entropy = (logits: number[], temperature: number) => unknown;
type Find = (logits: number[], bits: number) => unknown;
const pair = (style: string, entropy: Entropy, temperatureFor: Find): RightAnswer => ({
  style,
  answers: {entropy, temperatureFor},
});
const open = [
  pair(
    'loops, halving',
    (logits, theta) => bits(logits, theta),
    (logits, wish) => search((theta) => bits(logits, theta), wish),
  ),
  pair(
    'the library, in nats; halving the logarithm',
    (logits, theta) => decoding.entropy(decoding.applyTemperature(decoding.logSoftmax(logits), theta)) / Math.LN2,
    (logits, wish) => {
      let [cold, hot] = [Math.log(0.05), Math.log(20)];
      for (let i = 0; i < 50; i++) {
        const middle = (cold + hot) / 2;
        [cold, hot] = bits(logits, Math.exp(middle)) < wish ? [middle, hot] : [cold, middle];
      }
      return Math.exp(hot);
    },
  ),
  pair(
    'log Z less the mean; a fine grid',
    (logits, theta) => {
      const scaled = logits.map((one) => one / theta);
      const most = Math.max(...scaled);
      const raised = scaled.map((one) => Math.exp(one - most));
      const z = total(raised);
      const mean = total(raised.map((one, i) => (one / z) * (scaled[i] - most)));
      return (Math.log(z) - mean) / Math.LN2;
    },
    (logits, wish) => {
      let best = 0.05;
      for (let theta = 0.05; theta < 20; theta *= 1.0002) {
        if (bits(logits, theta) <= wish) best = theta;
      }
      return best;
    },
  ),
];

const compose = styles<(logits: Rows, theta: number, chances: number[]) => unknown>('compose', {
  'infinite logits': (logits, theta, chances) => walk(logits, theta, chances),
  'zero, then over the sum': (logits, theta, chances) =>
    walk(logits, theta, chances, {
      said: (row, may) => {
        const raised = row.map((one, token) => (may[token] ? Math.exp(one / theta) : 0));
        return raised.map((one) => one / total(raised));
      },
    }),
  'scales the chance instead': (logits, theta, chances) =>
    walk(logits, theta, chances, {
      said: (row, may) => row.map((one, token) => (may[token] ? Math.exp(one / theta) : 0)),
      draw: (raised, chance) => pick(raised, chance * total(raised)),
    }),
  tensors: (logits, theta, chances) =>
    tf.tidy(() =>
      walk(logits, theta, chances, {
        said: (row, may) => {
          const minus = tf.tensor1d(may.map((one) => (one ? 0 : -1e9)));
          return Array.from(tf.softmax(tf.tensor1d(row).div(theta).add(minus)).dataSync());
        },
      }),
    ),
});

const foretell = styles<(tokens: number[]) => unknown>('foretell', {
  'counts that know the place': (tokens) => rowsOfPlace(tokens),
  'the same, as typed arrays': (tokens) => rowsOfPlace(tokens).map((row) => Float64Array.from(row)),
  'the same, asynchronously': async (tokens) => tokens.map((_, t) => afterPlace(tokens.slice(0, t))),
});

const file = (tokens: number[]) => data.writeMidi({notes: data.fromMelody(tokens), tempo: 100});
const composition = styles<(temperature: number, seed: number) => unknown>('composition', {
  'a list of bytes': (temperature, seed) => Array.from(file(composeByCounts(temperature, seed))),
  'the bytes as they are': (temperature, seed) => file(composeByCounts(temperature, seed)),
  'asynchronously, by toNotes of its own': async (temperature, seed) => [
    ...data.writeMidi({tempo: 100, notes: notes(composeByCounts(temperature, seed))}),
  ],
});

const right: Record<string, RightAnswer[]> = {
  '18.1': toSteps,
  '18.2': toNotes,
  '18.3': shiftToC,
  '18.4': open,
  '18.5': compose,
  '18.6': foretell,
  '18.7': composition,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
