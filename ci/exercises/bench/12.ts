/** Right answers to exercise 12 in several styles, beside the slips of 12-slips.ts. */
import {data, decoding, engine, models, tf, training} from '../../../lib/src';
import {PLAY, playVocabulary} from '../../../lib/src/checks/12/made-play';
import {slips} from './12-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import {rowsWithTrace, type Weights} from './letters';

type Rows = number[][];

const encode = styles<(train: string, text: string) => unknown>('encode', {
  'set, sort, indexOf': (train, text) => {
    const characters = [...new Set(train)].sort();
    return Array.from(text, (one) => (characters.indexOf(one) < 0 ? 1 : characters.indexOf(one) + 2));
  },
  'a map': (train, text) => {
    const ids = new Map([...new Set(train)].sort().map((one, i) => [one, i + 2]));
    return [...text].map((one) => ids.get(one) ?? 1);
  },
  'counts the smaller ones': (train, text) => {
    const seen = new Set(Array.from(train));
    const ids: number[] = [];
    for (const one of text) {
      let id = 2;
      for (const other of seen) if (other < one) id++;
      ids.push(seen.has(one) ? id : 1);
    }
    return ids;
  },
  'the library, over a sorted list': (train, text) => {
    const sorted = [...new Set(train)].sort();
    return new data.Vocabulary(sorted).encode(Array.from(text));
  },
});

const cutText = styles<(ids: number[], length: number) => unknown>('cutText', {
  slices: (ids, length) => {
    const result: {x: Rows; y: Rows} = {x: [], y: []};
    for (let start = 0; start + length + 1 <= ids.length; start += length) {
      result.x.push(ids.slice(start, start + length));
      result.y.push(ids.slice(start + 1, start + length + 1));
    }
    return result;
  },
  'one cut, twice': (ids, length) => {
    const count = Math.floor((ids.length - 1) / length);
    const cut = (all: number[]) => Array.from({length: count}, (_, k) => all.slice(k * length, (k + 1) * length));
    return {y: cut(ids.slice(1)), x: cut(ids)};
  },
  recursion: function walk(ids, length): {x: Rows; y: Rows} {
    if (ids.length <= length) return {x: [], y: []};
    const rest = walk(ids.slice(length), length) as {x: Rows; y: Rows};
    return {x: [ids.slice(0, length), ...rest.x], y: [ids.slice(1, length + 1), ...rest.y]};
  },
  'the library': (ids, length) => {
    const {x, y} = data.tokenWindows(ids, {length});
    const rows = (all: data.Tokens) =>
      Array.from({length: all.shape[0]}, (_, i) => Array.from(all.values.subarray(i * length, (i + 1) * length)));
    return {x: rows(x), y: rows(y)};
  },
});

type Bits = (probabilities: number[][][], targets: Rows) => unknown;
const bitsPerCharacter = styles<Bits>('bitsPerCharacter', {
  'two loops': (probabilities, targets) => {
    let [sum, characters] = [0, 0];
    for (let b = 0; b < targets.length; b++) {
      for (let t = 0; t < targets[b].length; t++) {
        if (targets[b][t] === 0) continue;
        sum -= Math.log2(probabilities[b][t][targets[b][t]]);
        characters++;
      }
    }
    return sum / characters;
  },
  'flat lists': (p, targets) => {
    const rows = p.flat();
    const kept = targets.flat().flatMap((id, i) => (id ? [Math.log(rows[i][id])] : []));
    return -kept.reduce((a, b) => a + b, 0) / kept.length / Math.LN2;
  },
  tensors: (p, y) =>
    tf.tidy(() => {
      const [said, ids] = [tf.tensor3d(p), tf.tensor2d(y, undefined, 'int32')];
      const mask = ids.notEqual(0).toFloat();
      const taken = said.mul(tf.oneHot(ids, p[0][0].length)).sum(2) as tf.Tensor2D;
      return taken.log().mul(mask).sum().div(mask.sum()).div(-Math.LN2).dataSync()[0];
    }),
  'lengths of codes': (p, targets) => {
    const taken = targets.flatMap((row, b) => row.flatMap((id, t) => (id === 0 ? [] : [p[b][t][id]])));
    return taken.map((one) => Math.log2(1 / one)).reduce((a, b) => a + b) / taken.length;
  },
});

type Pairs = (ids: number[], shares: number[], prior: number) => unknown;
const pairProbabilities = styles<Pairs>('pairProbabilities', {
  'a table of counts': (ids, shares, prior) => {
    const counts = shares.map(() => shares.map(() => 0));
    for (let t = 0; t + 1 < ids.length; t++) counts[ids[t]][ids[t + 1]]++;
    return counts.map((row) => {
      const total = row.reduce((a, b) => a + b, 0);
      return row.map((count, next) => (count + prior * shares[next]) / (total + prior));
    });
  },
  'filters, entry by entry': (ids, shares, prior) =>
    shares.map((_, now) => {
      const followers = ids.slice(1).filter((_id, t) => ids[t] === now);
      return shares.map(
        (share, next) => (followers.filter((id) => id === next).length + prior * share) / (followers.length + prior),
      );
    }),
  'starts from the prior': (ids, shares, prior) => {
    const rows = shares.map(() => Float64Array.from(shares, (share) => prior * share));
    ids.reduce((now, next) => {
      rows[now][next] += 1;
      return next;
    });
    return rows.map((row) => {
      const total = row.reduce((a, b) => a + b);
      return row.map((one) => one / total);
    });
  },
  tensors: (ids, shares, prior) =>
    tf.tidy(() => {
      const hot = tf.oneHot(tf.tensor1d(ids, 'int32'), shares.length).toFloat() as tf.Tensor2D;
      const steps = ids.length - 1;
      const counts = tf.matMul(hot.slice(0, steps), hot.slice(1, steps), true);
      return counts.add(tf.tensor1d(shares).mul(prior)).div(counts.sum(1, true).add(prior));
    }),
});

type Read = (chunks: Rows, weights: Weights, h0: number[]) => unknown;
const next = (id: number, h: number[], {kernel, recurrentKernel, bias}: Weights) =>
  h.map((_, j) => Math.tanh(kernel[id][j] + bias[j] + h.reduce((sum, one, i) => sum + one * recurrentKernel[i][j], 0)));
const readOn = styles<Read>('readOn', {
  'two loops': (chunks, weights, h0) => {
    let h = h0;
    const states: Rows = [];
    for (const chunk of chunks) {
      for (const id of chunk) h = next(id, h, weights);
      states.push(h);
    }
    return states;
  },
  'all steps, then the ends of the chunks': (chunks, weights, h0) => {
    const all = [h0];
    for (const id of chunks.flat()) all.push(next(id, all[all.length - 1], weights));
    let end = 0;
    return chunks.map(({length}) => {
      end += length;
      return all[end];
    });
  },
  recursion: function read(chunks, weights, h0): Rows {
    if (chunks.length === 0) return [];
    const [first, ...others] = chunks;
    const h = first.reduce((state, id) => next(id, state, weights), h0);
    return [h, ...(read(others, weights, h) as Rows)];
  },
  tensors: (chunks, {kernel, recurrentKernel, bias}, h0) =>
    tf.tidy(() => {
      let h = tf.tensor2d([h0]);
      const [W, U, b] = [tf.tensor2d(kernel), tf.tensor2d(recurrentKernel), tf.tensor1d(bias)];
      const states = chunks.map((chunk) => {
        for (const id of chunk) h = W.slice(id, 1).add(h.matMul(U)).add(b).tanh() as tf.Tensor2D;
        return h;
      });
      return tf.concat(states).arraySync();
    }),
});

type Heat = (logits: number[], temperature: number) => unknown;
type Draw = (probabilities: number[], chance: number) => unknown;
const pair = (style: string, withTemperature: Heat, draw: Draw): RightAnswer => ({
  style,
  answers: {withTemperature, draw},
});
const write = [
  pair(
    'loops',
    (logits, temperature) => {
      const scaled = logits.map((logit) => logit / temperature);
      const most = Math.max(...scaled);
      const raised = scaled.map((one) => Math.exp(one - most));
      const total = raised.reduce((a, b) => a + b, 0);
      return raised.map((one) => one / total);
    },
    (probabilities, chance) => {
      let reached = 0;
      for (let id = 0; id < probabilities.length; id++) {
        reached += probabilities[id];
        if (chance < reached) return id;
      }
      return probabilities.length - 1;
    },
  ),
  pair(
    'the library, and what is left of the chance',
    (logits, theta) => decoding.applyTemperature(decoding.logSoftmax(logits), theta).map(Math.exp),
    (p, chance) => {
      let left = chance;
      const id = p.findIndex((one) => {
        left -= one;
        return left < -1e-15;
      });
      return id < 0 ? p.length - 1 : id;
    },
  ),
  pair(
    'tensors, and running sums',
    (logits, theta) => tf.tidy(() => tf.softmax(tf.tensor1d(logits).div(theta))),
    (p, chance) => {
      const sums = p.map((_, id) => p.slice(0, id + 1).reduce((a, b) => a + b, 0));
      return Math.min(sums.filter((sum) => sum <= chance).length, p.length - 1);
    },
  ),
  pair(
    'one over the sum of ratios, and recursion',
    (logits, theta) => logits.map((one) => 1 / logits.reduce((sum, other) => sum + Math.exp((other - one) / theta), 0)),
    (p, chance) => {
      const from = (id: number, left: number): number =>
        left < p[id] || id === p.length - 1 ? id : from(id + 1, left - p[id]);
      return from(0, chance);
    },
  ),
];

/** A small network, trained for a second or two at its first call. */
function trained(): (ids: number[]) => Promise<Float32Array[]> {
  let network: tf.LayersModel | undefined;
  const train = async () => {
    await engine.start({engine: 'wasm', seed: 1});
    const vocabulary = playVocabulary();
    const rows = data.tokenWindows(
      vocabulary.encode(Array.from(data.generatePlay(PLAY.characters, {seed: PLAY.seed}))),
      {
        length: 2450,
      },
    );
    const small = models.buildLanguageModel({vocabulary: vocabulary.size, embedding: 16, units: [48], cell: 'gru'});
    const model = training.compile(small, {loss: 'sparseCategoricalCrossentropy', learningRate: 0.02});
    const plan = {batchSize: 16, shuffle: false, truncate: {steps: 50, update: 'window' as const}, globalClipNorm: 1};
    await training.fit(model, rows, {...plan, epochs: 4, seed: 1});
    return model;
  };
  return async (ids) => {
    network ??= await train();
    const live = training.stream(network);
    const said = ids.map((id) => Float32Array.from(live.step([id])));
    live.dispose();
    return said;
  };
}

const foretell = styles<(ids: number[]) => unknown>('foretell', {
  'a small GRU': trained(),
  'counts of six characters and a trace of all': (ids) => rowsWithTrace(6, ids),
  'counts of five and a trace, as typed arrays': (ids) => rowsWithTrace(5, ids).map((row) => Float32Array.from(row)),
  'counts of seven and a trace, asynchronously': async (ids) => rowsWithTrace(7, ids),
});

const right: Record<string, RightAnswer[]> = {
  '12.1': encode,
  '12.2': cutText,
  '12.3': bitsPerCharacter,
  '12.4': pairProbabilities,
  '12.5': readOn,
  '12.6': write,
  '12.7': foretell,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
