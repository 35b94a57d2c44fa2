/** Right answers to exercise 10 in several styles, beside the slips of 10-slips.ts. */
import {data, engine, models, tf, training} from '../../../lib/src';
import {MADE, madeTokens} from '../../../lib/src/checks/10/made-chorales';
import {slips} from './10-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import {logsWithTrace, type Rows, rival} from './chorale-lists';

const toTokens = styles<(chords: Rows) => unknown>('toTokens', {
  'flatMap and map': (chords) => chords.flatMap((chord) => chord.map((pitch) => (pitch === 0 ? 1 : pitch - 34))),
  'two loops': (chords) => {
    const tokens: number[] = [];
    for (const chord of chords) {
      for (const pitch of chord) {
        if (pitch > 0) tokens.push(pitch - 36 + 2);
        else tokens.push(1);
      }
    }
    return tokens;
  },
  'recursion, and a maximum': function line(chords): number[] {
    if (chords.length === 0) return [];
    return [...chords[0].map((pitch) => Math.max(1, pitch - 34)), ...(line(chords.slice(1)) as number[])];
  },
  tensors: (chords) => tf.tidy(() => tf.tensor2d(chords, undefined, 'int32').flatten().sub(34).maximum(1)),
  'the library': (chords) => data.toArpeggio(chords),
});

const inputsAndTargets = styles<(lines: Rows) => unknown>('inputsAndTargets', {
  'slices and fill': (lines) => {
    const longest = Math.max(...lines.map(({length}) => length));
    const pad = (row: number[]) => [...row, ...Array<number>(longest - row.length).fill(0)];
    return {x: lines.map((line) => pad([0, ...line.slice(0, -1)])), y: lines.map(pad)};
  },
  'place by place': (lines) => {
    const longest = lines.reduce((most, {length}) => Math.max(most, length), 0);
    const places = Array.from({length: longest}, (_, t) => t);
    return {
      x: lines.map((line) => places.map((t) => (t === 0 || t >= line.length ? 0 : line[t - 1]))),
      y: lines.map((line) => places.map((t) => line[t] ?? 0)),
    };
  },
  'pushes in a loop': (lines) => {
    const result: {x: Rows; y: Rows} = {x: [], y: []};
    const size = lines.map(({length}) => length).sort((a, b) => b - a)[0];
    for (const line of lines) {
      const [x, y]: Rows = [[], []];
      let before = 0;
      for (const note of line) {
        x.push(before);
        y.push(note);
        before = note;
      }
      while (y.length < size) {
        x.push(0);
        y.push(0);
      }
      result.x.push(x);
      result.y.push(y);
    }
    return result;
  },
  'the library pads': (lines) => {
    const rows = (all: Rows) => {
      const {values, shape} = data.padSequences(all, {length: Math.max(...lines.map(({length}) => length))});
      return Array.from({length: shape[0]}, (_, i) => Array.from(values.subarray(i * shape[1], (i + 1) * shape[1])));
    };
    const y = rows(lines);
    return {y, x: y.map((row, i) => [0, ...row].slice(0, -1).map((note, t) => (t < lines[i].length ? note : 0)))};
  },
});

type Keys = (chords: Rows, lowest: number, highest: number) => unknown;
const inAllKeys = styles<Keys>('inAllKeys', {
  'a loop over semitones': (chords, lowest, highest) => {
    const copies: Rows[] = [];
    for (let by = -5; by <= 6; by++) {
      const copy = chords.map((chord) => chord.map((pitch) => (pitch === 0 ? 0 : pitch + by)));
      const fits = copy.flat().every((pitch) => pitch === 0 || (pitch >= lowest && pitch <= highest));
      if (fits) copies.push(copy);
    }
    return copies;
  },
  'extremes first': (chords, lowest, highest) => {
    const pitches = chords.flat().filter(Boolean);
    const [low, high] = [Math.min(...pitches), Math.max(...pitches)];
    const steps = Array.from({length: 12}, (_, i) => i - 5).filter((by) => low + by >= lowest && high + by <= highest);
    return steps.map((by) => chords.map((chord) => chord.map((pitch) => pitch && pitch + by)));
  },
  'throws away what leaves the range': (chords, lowest, highest) =>
    [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6].flatMap((by) => {
      const move = (pitch: number) => {
        if (pitch === 0) return 0;
        if (pitch + by < lowest || pitch + by > highest) throw new RangeError('out of range');
        return pitch + by;
      };
      try {
        return [chords.map((chord) => chord.map(move))];
      } catch {
        return [];
      }
    }),
  recursion: (chords, lowest, highest) => {
    const from = (by: number): Rows[] => {
      if (by > 6) return [];
      const copy = chords.map((chord) => chord.map((pitch) => (pitch > 0 ? pitch + by : pitch)));
      const bad = copy.some((chord) => chord.some((pitch) => pitch !== 0 && (pitch < lowest || highest < pitch)));
      return bad ? from(by + 1) : [copy, ...from(by + 1)];
    };
    return from(-5);
  },
});

type Rival = (train: Rows, test: Rows, k: number) => unknown;
const rivalNats = styles<Rival>('rivalNats', {
  'a table of counts': (train, test, k) => {
    const pairs = Array.from({length: 48}, () => Array<number>(48).fill(0));
    for (const line of train) {
      for (let t = 0; t < line.length; t++) pairs[t === 0 ? 0 : line[t - 1]][line[t]]++;
    }
    let [nats, notes] = [0, 0];
    for (const line of test) {
      line.forEach((b, t) => {
        const row = pairs[t === 0 ? 0 : line[t - 1]];
        nats -= Math.log((row[b] + k) / (row.reduce((sum, one) => sum + one, 0) + 47 * k));
        notes++;
      });
    }
    return nats / notes;
  },
  'maps by text': (train, test, k) => {
    const counts = new Map<string, number>();
    const see = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const line of train) {
      let before = 0;
      for (const note of line) {
        see(`${before}`);
        see(`${before}>${note}`);
        before = note;
      }
    }
    const costs = test.flatMap((line) =>
      line.map((note, t) => {
        const before = t > 0 ? line[t - 1] : 0;
        return Math.log((counts.get(`${before}`) ?? 0) + 47 * k) - Math.log((counts.get(`${before}>${note}`) ?? 0) + k);
      }),
    );
    return costs.reduce((a, b) => a + b) / costs.length;
  },
  'starts from k': (train, test, k) => {
    const rows = Array.from({length: 48}, () => Float64Array.from({length: 48}, (_, b) => (b === 0 ? 0 : k)));
    for (const line of train) {
      line.reduce((before, note) => {
        rows[before][note]++;
        return note;
      }, 0);
    }
    const P = rows.map((row) => row.map((one) => one / row.reduce((x, y) => x + y)));
    let product = 0;
    for (const line of test) {
      [0, ...line].reduce((before, note) => {
        product += Math.log(P[before][note]);
        return note;
      });
    }
    return -product / test.flat().length;
  },
  filters: (train, test, k) => rival(train, test, {k}),
});

type Voices = (probabilities: number[][][], targets: Rows) => unknown;
const natsByVoice = styles<Voices>('natsByVoice', {
  'four sums': (probabilities, targets) => {
    const [sums, counts] = [
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ];
    for (let b = 0; b < targets.length; b++) {
      for (let t = 0; t < targets[b].length; t++) {
        const target = targets[b][t];
        if (target === 0) continue;
        sums[t % 4] -= Math.log(probabilities[b][t][target]);
        counts[t % 4]++;
      }
    }
    return sums.map((sum, voice) => sum / counts[voice]);
  },
  'voice by voice': (probabilities, targets) =>
    Array.from('satb', (_, voice) => {
      const own = targets.flatMap((line, b) =>
        line.flatMap((target, t) => (target > 0 && t % 4 === voice ? [probabilities[b][t][target]] : [])),
      );
      return own.map((p) => Math.log(1 / p)).reduce((a, b) => a + b) / own.length;
    }),
  'chord by chord': (probabilities, targets) => {
    const nats: Rows = [[], [], [], []];
    targets.forEach((line, b) => {
      for (let start = 0; start < line.length && line[start] !== 0; start += 4) {
        nats.forEach((list, v) => {
          list.push(-Math.log(probabilities[b][start + v][line[start + v]]));
        });
      }
    });
    return nats.map((list) => list.reduce((sum, one) => sum + one, 0) / list.length);
  },
  tensors: (probabilities, targets) =>
    tf.tidy(() => {
      const ids = tf.tensor2d(targets, undefined, 'int32');
      const mask = ids.notEqual(0).toFloat().reshape([targets.length, -1, 4]);
      const said = tf.tensor3d(probabilities).mul(tf.oneHot(ids, probabilities[0][0].length)).sum(2);
      const nats = said.log().neg().reshape([targets.length, -1, 4]).mul(mask);
      return nats.sum([0, 1]).div(mask.sum([0, 1]));
    }),
});

type Faults = (chords: Rows, ranges: Rows) => unknown;
const faults = styles<Faults>('faults', {
  'filters and join': (chords, ranges) => ({
    crossing: chords.filter((chord) => {
      const sung = chord.filter((pitch) => pitch > 0);
      return sung.some((pitch, i) => i > 0 && pitch > sung[i - 1]);
    }).length,
    outside: chords.flatMap((chord) => chord.filter((p, v) => p > 0 && (p < ranges[v][0] || p > ranges[v][1]))).length,
    repeated: chords.filter((chord, t) => t > 0 && chord.join() === chords[t - 1].join()).length,
  }),
  'one loop': (chords, ranges) => {
    let [crossing, outside, repeated] = [0, 0, 0];
    for (let t = 0; t < chords.length; t++) {
      let [lowestSoFar, isCrossed, isHeld] = [Number.POSITIVE_INFINITY, false, t > 0];
      for (let v = 0; v < chords[t].length; v++) {
        const pitch = chords[t][v];
        if (t > 0 && pitch !== chords[t - 1][v]) isHeld = false;
        if (pitch === 0) continue;
        if (pitch > lowestSoFar) isCrossed = true;
        lowestSoFar = Math.min(lowestSoFar, pitch);
        if (pitch < ranges[v][0] || pitch > ranges[v][1]) outside++;
      }
      if (isCrossed) crossing++;
      if (isHeld) repeated++;
    }
    return {crossing, outside, repeated};
  },
  'sorts what is sung': (chords, ranges) => {
    const sung = (chord: number[]) => chord.filter(Boolean);
    const sorted = (chord: number[]) => sung(chord).sort((a, b) => b - a);
    const clamp = (pitch: number, [low, high]: number[]) => Math.min(high, Math.max(low, pitch));
    return {
      repeated: chords.slice(1).filter((chord, t) => JSON.stringify(chord) === JSON.stringify(chords[t])).length,
      outside: chords
        .map((chord) => chord.filter((p, v) => p && clamp(p, ranges[v]) !== p).length)
        .reduce((a, b) => a + b),
      crossing: chords.filter((chord) => sung(chord).join() !== sorted(chord).join()).length,
    };
  },
});

/** A small network, trained for a second at its first call. */
function trained(): (tokens: number[]) => Promise<Float32Array[]> {
  let network: tf.LayersModel | undefined;
  const train = async () => {
    await engine.start({engine: 'wasm', seed: 1});
    const windows = data.tokenWindowsOfEach(madeTokens(MADE.chorales, MADE.seed), {length: 64});
    const small = models.buildLanguageModel({vocabulary: 48, embedding: 16, units: [32], cell: 'gru'});
    const model = training.compile(small, {loss: 'sparseCategoricalCrossentropy', learningRate: 0.02});
    await training.fit(model, windows, {epochs: 3, batchSize: 8, seed: 1});
    return model;
  };
  return async (tokens) => {
    network ??= await train();
    const read = new data.Tokens([0, ...tokens.slice(0, -1)], [1, tokens.length]);
    const {values} = training.predict(network, read);
    return tokens.map((_, t) => Float32Array.from(values.subarray(48 * t, 48 * (t + 1)), (p) => Math.log(p + 1e-12)));
  };
}

const foretell = styles<(tokens: number[]) => unknown>('foretell', {
  'a small GRU': trained(),
  'counts of five notes and a trace of all': (tokens) => logsWithTrace(tokens, 5),
  'counts of four and a trace, as typed arrays': (tokens) =>
    logsWithTrace(tokens, 4).map((row) => Float32Array.from(row)),
  'counts of three and a trace, asynchronously': async (tokens) => logsWithTrace(tokens, 3),
});

const right: Record<string, RightAnswer[]> = {
  '10.1': toTokens,
  '10.2': inputsAndTargets,
  '10.3': inAllKeys,
  '10.4': rivalNats,
  '10.5': natsByVoice,
  '10.6': faults,
  '10.7': foretell,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
