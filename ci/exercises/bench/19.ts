/** Right answers to exercise 19 in several styles, beside the slips of 19-slips.ts and 19-network-slips.ts. */
import * as tf from '@tensorflow/tfjs';
import {layers} from '../../../lib/src';
import {judgedSlips} from './19-judged-slips';
import {networkSlips} from './19-network-slips';
import {blocks, readers} from './19-networks';
import {slips} from './19-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import {actionOf} from './moving';

type Films = number[][][][];
type Rows = number[][];

const blackAs = (frame: Rows): Rows => frame.map((row) => row.map(() => 0));

const toBatch = styles<(films: Films, frames: number) => unknown>('toBatch', {
  'kept frames, then black ones': (films, frames) => {
    const kept = films.map((film) =>
      film.length <= frames
        ? film
        : Array.from({length: frames}, (_, i) => film[Math.floor((i * film.length) / frames)]),
    );
    const missing = (film: Rows[]) => frames - film.length;
    return {
      x: kept.map((film) => [...film, ...Array.from({length: missing(film)}, () => blackAs(film[0]))]),
      mask: kept.map((film) => [...film.map(() => 1), ...Array<number>(missing(film)).fill(0)]),
    };
  },
  'place by place': (films, frames) => {
    const [x, mask]: [Films, Rows] = [[], []];
    for (const film of films) {
      const [own, row]: [Rows[], number[]] = [[], []];
      for (let i = 0; i < frames; i++) {
        const from = film.length > frames ? Math.trunc((i * film.length) / frames) : i;
        own.push(from < film.length ? film[from] : blackAs(film[0]));
        row.push(from < film.length ? 1 : 0);
      }
      x.push(own);
      mask.push(row);
    }
    return {mask, x};
  },
  'filters the frames that are kept': (films, frames) => {
    const kept = films.map((film) => {
      const places = new Set(Array.from({length: frames}, (_, i) => Math.floor((i * film.length) / frames)));
      return film.length <= frames ? [...film] : film.filter((_, t) => places.has(t));
    });
    const mask = kept.map((film) => film.map(() => 1));
    kept.forEach((film, i) => {
      while (film.length < frames) {
        film.push(blackAs(film[0]));
        mask[i].push(0);
      }
    });
    return {x: kept, mask};
  },
  tensors: (films, frames) =>
    tf.tidy(() => {
      const padded = films.map((film) => {
        const all = tf.tensor3d(film);
        if (film.length >= frames) {
          return all.gather(Array.from({length: frames}, (_, i) => Math.floor((i * film.length) / frames)));
        }
        return all.pad([
          [0, frames - film.length],
          [0, 0],
          [0, 0],
        ]);
      });
      const rows = films.map(({length}) => tf.range(0, frames).less(length).toFloat());
      return {
        x: (tf.stack(padded).arraySync() as Films).map((film) =>
          film.map((frame) => frame.map((row) => row.map((pixel) => Math.round(100 * pixel) / 100))),
        ),
        mask: tf.stack(rows),
      };
    }),
});

const softmaxOf = (values: number[]): number[] => {
  const most = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
};

const attentionWeights = styles<(scores: Rows, mask: Rows) => unknown>('attentionWeights', {
  'minus infinity': (scores, mask) =>
    scores.map((row, film) => softmaxOf(row.map((s, t) => (mask[film][t] ? s : Number.NEGATIVE_INFINITY)))),
  'only the frames that are there': (scores, mask) =>
    scores.map((row, film) => {
      const real = softmaxOf(row.filter((_, t) => mask[film][t] === 1));
      let next = 0;
      return mask[film].map((there) => (there ? real[next++] : 0));
    }),
  loops: (scores, mask) => {
    const weights: Rows = [];
    for (let i = 0; i < scores.length; i++) {
      let [most, sum] = [Number.NEGATIVE_INFINITY, 0];
      for (let t = 0; t < scores[i].length; t++) if (mask[i][t] && scores[i][t] > most) most = scores[i][t];
      const row: number[] = [];
      for (let t = 0; t < scores[i].length; t++) {
        row.push(mask[i][t] ? Math.exp(scores[i][t] - most) : 0);
        sum += row[t];
      }
      weights.push(row.map((power) => power / sum));
    }
    return weights;
  },
  tensors: (scores, mask) =>
    tf.tidy(() =>
      tf.where(tf.tensor2d(mask).equal(1), tf.tensor2d(scores), tf.fill([mask.length, mask[0].length], -1e9)).softmax(),
    ),
});

const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

const attentionPool = styles<(H: Rows[], mask: Rows, query: number[]) => unknown>('attentionPool', {
  'only the frames that are there': (H, mask, query) =>
    H.map((rows, film) => {
      const real = rows.filter((_, t) => mask[film][t] === 1);
      const weights = softmaxOf(real.map((row) => dot(row, query) / Math.sqrt(query.length)));
      return query.map((_, unit) => real.reduce((sum, row, t) => sum + weights[t] * row[unit], 0));
    }),
  'powers and one division': (H, mask, query) => {
    const answer: Rows = [];
    for (let i = 0; i < H.length; i++) {
      const sums = query.map(() => 0);
      let all = 0;
      for (let t = 0; t < H[i].length; t++) {
        if (mask[i][t] === 0) continue;
        const power = Math.exp(dot(H[i][t], query) / query.length ** 0.5);
        all += power;
        for (let unit = 0; unit < query.length; unit++) sums[unit] += power * H[i][t][unit];
      }
      answer.push(sums.map((sum) => sum / all));
    }
    return answer;
  },
  'the layer of the library': (H, mask, query) =>
    tf.tidy(() => {
      const [values, q] = [tf.tensor3d(H), tf.tensor3d(H.map(() => [query]))];
      const masks = [null, tf.tensor2d(mask)] as unknown as tf.Tensor;
      const layer = layers.attention({score: 'scaledDot'});
      return (layer.apply([q, values], {mask: masks}) as tf.Tensor).squeeze([1]);
    }),
  'tensors, all films at once': (H, mask, query) =>
    tf.tidy(() => {
      const values = tf.tensor3d(H);
      const scores = values.mul(tf.tensor1d(query)).sum(2).div(Math.sqrt(query.length)); // [films, frames]
      const weights = scores.add(tf.tensor2d(mask).sub(1).mul(1e9)).softmax();
      return values.mul(weights.expandDims(2)).sum(1);
    }),
});

const convolutionWork = styles<(s: number[], k: number[], t: number[], c: number, f: number) => unknown>(
  'convolutionWork',
  {
    'one product': (size, kernel, strides, channels, filters) =>
      size.reduce((all, length, axis) => all * Math.ceil(length / strides[axis]) * kernel[axis], channels * filters),
    'the last place, and one': (size, kernel, strides, channels, filters) =>
      size.map((n, axis) => (Math.floor((n - 1) / strides[axis]) + 1) * kernel[axis]).reduce((a, b) => a * b) *
      channels *
      filters,
    'counts the places': (size, kernel, strides, channels, filters) => {
      let work = channels * filters;
      for (let axis = 0; axis < size.length; axis++) {
        let places = 0;
        for (let at = 0; at < size[axis]; at += strides[axis]) places++;
        work *= places * kernel[axis];
      }
      return work;
    },
    'asks the layer': (size, kernel, strides, channels, filters) => {
      const build = [layers.conv1d, layers.conv2d, layers.conv3d][size.length - 1] as typeof layers.conv2d;
      const options = {filters, kernelSize: kernel as [number, number], strides: strides as [number, number]};
      const layer = build({...options, padding: 'same'});
      const shape = layer.computeOutputShape([1, ...size, channels]) as number[];
      return shape.reduce((a, b) => a * b) * kernel.reduce((a, b) => a * b) * channels;
    },
  },
);

const labels = (films: Films): number[] => films.map(actionOf);
const classify = styles<(films: Films) => unknown>('classify', {
  'a rule that knows the films': labels,
  'asynchronous, typed': async (films) => Int32Array.from(labels(films)),
  'the largest of probabilities, nearly always right': (films) =>
    tf.tidy(() =>
      tf
        .oneHot(
          tf.tensor1d(
            labels(films).map((one, i) => (i % 5 === 0 ? (one + 1) % 6 : one)),
            'int32',
          ),
          6,
        )
        .argMax(1)
        .arraySync(),
    ),
});

const right: Record<string, RightAnswer[]> = {
  '19.1': toBatch,
  '19.2': attentionWeights,
  '19.3': attentionPool,
  '19.4': convolutionWork,
  '19.5': readers,
  '19.6': blocks,
  '19.7': classify,
};
const wrong = {...slips, ...judgedSlips, ...networkSlips};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: wrong[id]}));
